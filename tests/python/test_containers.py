"""Containers to Python's syntax: each answer is that of ``torch.jit`` for the same module."""

from __future__ import annotations

import io
import operator
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from torchsharp_py import ScriptTypeError, jit


class Derived(nn.Sequential):
    """A class that a file knows only by its numbered parts."""


class Whole(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.list = nn.ModuleList([nn.ReLU(), nn.Tanh(), nn.Linear(2, 2)])
        self.dict = nn.ModuleDict({"a": nn.ReLU(), "b": nn.Linear(2, 2)})
        self.sequence = nn.Sequential(nn.Linear(2, 2), nn.Tanh(), nn.ReLU())
        self.named = nn.Sequential(OrderedDict(first=nn.Tanh(), second=nn.ReLU()))
        self.derived = Derived(nn.Tanh(), nn.ReLU())
        self.empty = nn.ModuleList([])

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.list:
            x = layer(x)
        for layer in self.dict.values():
            x = layer(x)
        for layer in self.empty:
            x = layer(x)
        return self.derived(self.named(self.sequence(x)))


class Indexed(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.factor = 2

    def forward(self, x: Tensor) -> Tensor:
        return x * self.factor

    @torch.jit.export
    def __len__(self) -> int:
        return 3

    @torch.jit.export
    def __getitem__(self, index: int) -> int:
        return index * self.factor

    @torch.jit.export
    def __contains__(self, item: int) -> bool:
        return item == 7

    @property
    def twice(self) -> int:
        return self.factor * 2

    @twice.setter
    def twice(self, value: int) -> None:
        self.factor = value // 2

    @property
    def fixed(self) -> int:
        return 1


KINDS = ("list", "dict", "sequence", "named", "derived", "empty")
QUESTIONS: dict[str, Callable[[Any], Any]] = {
    "len": len,
    "truth": bool,
    "first": lambda m: m[0],
    "last": lambda m: m[-1],
    "far": lambda m: m[9],
    "far back": lambda m: m[-9],
    "by bool": lambda m: m[True],
    "by name": lambda m: m["a"],
    "by text of a number": lambda m: m["0"],
    "by float": lambda m: m[0.5],
    "slice": lambda m: m[1:],
    "backwards": lambda m: m[::-1],
    "iteration": list,
    "name inside": lambda m: "a" in m,
    "set": lambda m: operator.setitem(m, 0, nn.ReLU()),
}
# torch.jit has neither: its containers answer in TorchScript only.
MORE: dict[str, Callable[[Any], Any]] = {
    "part inside": lambda m: next(iter(m.children())) in m,
    "other part inside": lambda m: nn.Bilinear(1, 1, 1) in m,
    "reversed": lambda m: list(reversed(m)),
}
DICT: dict[str, Callable[[Any], Any]] = {
    "keys": lambda m: list(m.keys()),
    "values": lambda m: list(m.values()),
    "items": lambda m: list(m.items()),
    "dict": dict,
}


def saved(module: Any) -> bytes:
    stream = io.BytesIO()
    torch.jit.save(module, stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def eager() -> nn.Module:
    return Whole()


@pytest.fixture(scope="module")
def theirs(eager: nn.Module) -> Any:
    return torch.jit.script(eager)


@pytest.fixture(scope="module", params=["scripted", "loaded"])
def ours(request: pytest.FixtureRequest, theirs: Any) -> jit.ScriptModule:
    return jit.wrap(theirs) if request.param == "scripted" else jit.load(saved(theirs))


def shown(value: Any) -> Any:
    """A value with the class of each module in place of the module."""
    if isinstance(value, (nn.Sequential, nn.ModuleList)) and type(value).__module__ != "torch.jit":
        return type(value).__name__, [(name, shown(part)) for name, part in value.named_children()]
    if isinstance(value, nn.Module):
        return value.original_name if hasattr(value, "original_name") else type(value).__name__
    if isinstance(value, (list, tuple)):
        return type(value)(shown(item) for item in value)
    return {k: shown(v) for k, v in value.items()} if isinstance(value, dict) else value


def answer(question: Callable[[Any], Any], module: Any) -> Any:
    try:
        return shown(question(module))
    except (TypeError, IndexError, KeyError, AttributeError) as error:
        return next(kind for kind in (TypeError, IndexError, KeyError) if isinstance(error, kind))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_containers_answer_as_in_torch_jit(
    ours: jit.ScriptModule, theirs: Any, kind: str, question: str
) -> None:
    ask = QUESTIONS[question]
    if question == "name inside" and kind != "dict":
        expected = False  # torch.jit raises a NotImplementedError
    else:
        expected = answer(ask, getattr(theirs, kind))
    if kind == "derived" and isinstance(expected, tuple):
        expected = ("Sequential", expected[1])  # a file does not have the class Derived
    assert answer(ask, getattr(ours, kind)) == expected


@pytest.mark.parametrize("kind", ["list", "dict", "sequence", "named", "derived"])
@pytest.mark.parametrize("question", MORE)
def test_parts_are_inside_as_in_torch_nn(
    ours: jit.ScriptModule, eager: nn.Module, kind: str, question: str
) -> None:
    expected = answer(MORE[question], getattr(eager, kind))
    if question == "reversed" and kind == "dict":
        expected = ["b", "a"]  # torch.nn fails with a KeyError
    assert answer(MORE[question], getattr(ours, kind)) == expected


@pytest.mark.parametrize("question", DICT)
def test_a_module_dict_has_the_methods_of_a_dict(
    ours: jit.ScriptModule, eager: Any, question: str
) -> None:
    assert answer(DICT[question], ours.dict) == answer(DICT[question], eager.dict)
    for kind in ("list", "sequence", "named"):
        assert not hasattr(getattr(ours, kind), "keys")


def test_parts_are_the_same_objects_each_time(ours: jit.ScriptModule) -> None:
    assert ours.list[0] is ours.list[-3] is next(iter(ours.list)) is ours.get_submodule("list.0")
    assert ours.dict["a"] is ours.dict.a is dict(ours.dict.items())["a"]
    assert ours.list[2:][0] is ours.list[2]


def test_slices_compute_as_the_parts(ours: jit.ScriptModule, eager: Any) -> None:
    x = torch.tensor([0.5, -1.0])
    assert torch.equal(ours.sequence[:2](x), eager.sequence[:2](x))
    assert [name for name, _ in ours.named[:1].named_children()] == ["first"]


class Names(nn.Module):
    """A module that is not a container, with names that a ModuleDict has."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = 3
        self.part = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.part(x)

    @torch.jit.export
    def items(self) -> int:
        return 4


def test_other_modules_are_not_containers() -> None:
    module = jit.load(saved(torch.jit.script(Names())))
    asks: list[Callable[[Any], Any]] = [len, lambda m: m[0], iter, lambda m: 1 in m, reversed]
    for ask in asks:
        with pytest.raises(TypeError, match="not a Sequential, ModuleList or ModuleDict"):
            ask(module)
    assert bool(module)
    assert (module.keys, module.items()) == (3, 4)
    with pytest.raises(AttributeError, match="'values'"):
        module.values  # noqa: B018
    with pytest.raises(TypeError):
        dict(module)


def test_a_module_is_not_taken_for_a_list_of_its_parts() -> None:
    unit = jit.compile("def f(xs: List[int]) -> int:\n    return len(xs)\n")
    module = jit.wrap(torch.jit.script(nn.Sequential(nn.ReLU())))
    with pytest.raises(ScriptTypeError, match=r"must be List\[int\], not .*ScriptModule"):
        unit.f(module)
    with pytest.raises(ScriptTypeError, match=r"must be List\[int\], not .*ScriptModule"):
        unit.f(jit.wrap(torch.jit.script(Names())))


@pytest.mark.parametrize("loaded", [False, True])
def test_scripted_length_items_and_membership_are_used(loaded: bool) -> None:
    theirs = torch.jit.script(Indexed())
    ours = jit.load(saved(theirs)) if loaded else jit.wrap(theirs)
    assert (len(ours), ours[4], 7 in ours, 8 in ours) == (
        len(theirs),
        theirs[4],
        7 in theirs,
        8 in theirs,
    )
    assert list(ours) == [theirs[i] for i in range(len(theirs))]
    assert list(reversed(ours)) == list(reversed(theirs))
    with pytest.raises(ScriptTypeError, match="must be int, not str"):
        ours["a"]


@pytest.mark.parametrize("loaded", [False, True])
def test_properties_are_read_and_set(loaded: bool) -> None:
    theirs = torch.jit.script(Indexed())
    ours = jit.load(saved(theirs)) if loaded else jit.wrap(theirs)
    assert (ours.twice, ours.fixed) == (Indexed().twice, Indexed().fixed)
    ours.twice = 10
    assert (ours.factor, ours.twice) == (5, 10)
    assert {"twice", "fixed"} <= set(dir(ours))
    with pytest.raises(ScriptTypeError, match=r"'fixed'.*no setter"):
        ours.fixed = 2
    with pytest.raises(ScriptTypeError, match="must be int, not str"):
        ours.twice = "a"
