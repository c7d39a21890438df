"""Parameters, buffers, submodules and states, as torch.nn and torch.jit have them."""

from __future__ import annotations

import gc
from collections import OrderedDict
from typing import Any

import pytest
import torch
from torch import nn

from tests.models.comparing import same_named
from tests.models.state_models import MODELS, Block, Nested, make
from torchsharp_py import ScriptTypeError, ScriptValueError, UnknownMethodError, jit

LISTS = ("named_parameters", "named_buffers")


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("method", LISTS)
@pytest.mark.parametrize("recurse", [True, False])
@pytest.mark.parametrize("remove_duplicate", [True, False])
def test_named_tensors_are_those_of_torch_jit(
    model: type[nn.Module], method: str, recurse: bool, remove_duplicate: bool
) -> None:
    three = make(model)
    options = {"prefix": "a.b", "recurse": recurse, "remove_duplicate": remove_duplicate}
    assert same_named(
        getattr(three.ours, method)(**options), getattr(three.theirs, method)(**options)
    )
    assert same_named(getattr(three.ours, method)(), getattr(three.plain, method)())
    unnamed = method.removeprefix("named_")
    for ours, theirs in zip(
        getattr(three.ours, unnamed)(recurse), getattr(three.theirs, unnamed)(recurse), strict=True
    ):
        assert torch.equal(ours, theirs)


@pytest.mark.parametrize("model", MODELS)
def test_modules_are_those_of_torch_jit(model: type[nn.Module]) -> None:
    three = make(model)
    for method in ("named_modules", "named_children"):
        ours = [name for name, _ in getattr(three.ours, method)()]
        assert ours == [name for name, _ in getattr(three.theirs, method)()]
    ours = [name for name, _ in three.ours.named_modules(prefix="p", remove_duplicate=False)]
    theirs = three.theirs.named_modules(prefix="p", remove_duplicate=False)
    assert ours == [name for name, _ in theirs]
    for unnamed in ("modules", "children"):
        assert [m.original_name for m in getattr(three.ours, unnamed)()] == [
            m.original_name for m in getattr(three.theirs, unnamed)()
        ]


def test_a_tensor_is_the_one_that_torch_jit_has() -> None:
    theirs = torch.jit.script(Block(4))
    ours = jit.wrap(theirs)
    assert ours.linear.weight is theirs.linear.weight
    for mine, other in zip(ours.parameters(), theirs.parameters(), strict=True):
        assert mine is other


def test_loaded_parameters_are_parameters() -> None:
    ours = make(Block).ours
    assert all(isinstance(p, nn.Parameter) for p in ours.parameters())
    assert isinstance(ours.linear.weight, nn.Parameter)
    assert not any(isinstance(b, nn.Parameter) for b in ours.buffers())


class Twice(nn.Module):
    """In torch.jit a submodule with two names is two objects, unless it is already scripted."""

    def __init__(self) -> None:
        super().__init__()
        self.first = torch.jit.script(nn.Linear(4, 4))
        self.second = self.first

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.second(self.first(x))


def test_a_submodule_is_one_object() -> None:
    theirs = torch.jit.script(Twice())
    loaded = jit.load(jit.save_to_bytes(theirs))
    for ours in (jit.wrap(theirs), loaded):
        assert ours.first is ours.first
        assert ours.first is ours.second
        assert ours.get_submodule("second") is ours.first
        assert [name for name, _ in ours.named_modules()] == ["", "first"]
        assert [name for name, _ in ours.named_children()] == ["first"]
        assert list(ours.state_dict()) == list(theirs.state_dict())
        assert jit.wrap(ours.to_torch()) is ours


def test_a_child_outlives_its_parent() -> None:
    three = make(Nested)
    weight = three.plain.blocks[0].linear.weight
    child = three.ours.blocks
    del three
    gc.collect()
    assert torch.equal(child.get_parameter("0.linear.weight"), weight)


def test_named_attributes_have_every_kind() -> None:
    ours = make(Block).ours
    attributes = dict(ours.named_attributes())
    assert attributes["title"] == "block"
    assert attributes["scale"] == 2.0
    assert attributes["linear"] is ours.linear
    assert attributes["linear.weight"] is ours.linear.weight
    assert attributes["norm.training"] is True
    assert "linear.weight" not in dict(ours.named_attributes(recurse=False))


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("keep_vars", [True, False])
def test_state_dict(model: type[nn.Module], keep_vars: bool) -> None:
    three = make(model)
    ours, theirs = (m.state_dict(keep_vars=keep_vars) for m in (three.ours, three.theirs))
    assert type(ours) is OrderedDict
    assert same_named(ours.items(), theirs.items())
    assert same_named(ours.items(), three.plain.state_dict().items())
    assert [t.requires_grad for t in ours.values()] == [t.requires_grad for t in theirs.values()]
    assert ours._metadata == theirs._metadata
    given: dict[str, Any] = {"x": 1}
    assert three.ours.state_dict(destination=given, prefix="p.") is given
    assert list(given) == ["x", *(f"p.{name}" for name in theirs)]


def test_a_state_dict_shares_elements() -> None:
    ours = make(Block).ours
    ours.state_dict()["linear.bias"].fill_(7)
    assert ours.linear.bias.tolist() == [7] * 4


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("assign", [True, False])
def test_states_go_in_every_direction(model: type[nn.Module], assign: bool) -> None:
    three = make(model)
    torch.manual_seed(1)
    source = model(4) if model is Block else model()
    keys = three.ours.load_state_dict(source.state_dict(), assign=assign)
    assert keys.missing_keys == []
    assert keys.unexpected_keys == []
    assert same_named(three.ours.state_dict().items(), source.state_dict().items())
    assert all(p.requires_grad and p.is_leaf for p in three.ours.parameters())
    three.plain.load_state_dict(three.ours.state_dict())
    three.theirs.load_state_dict(three.ours.state_dict())
    x = torch.randn(3, 4)
    for module in three:
        module.eval()
    assert torch.equal(three.plain(x), three.ours(x))
    assert torch.equal(three.theirs(x), three.ours(x))


def test_assign_takes_the_tensors_themselves() -> None:
    ours = make(Block).ours
    state = {name: tensor.clone() for name, tensor in ours.state_dict().items()}
    ours.load_state_dict(state, assign=True)
    assert ours.norm.running_mean.data_ptr() == state["norm.running_mean"].data_ptr()
    assert ours.linear.weight.data_ptr() == state["linear.weight"].data_ptr()


def test_a_state_that_does_not_fit_changes_nothing() -> None:
    ours = make(Block).ours
    before = {name: tensor.clone() for name, tensor in ours.state_dict().items()}
    state = {name: torch.zeros_like(tensor) for name, tensor in before.items()}
    wrong_shape = {**state, "linear.weight": torch.zeros(2, 2)}
    del state["linear.bias"]
    state["extra"] = torch.ones(1)
    with pytest.raises(ScriptValueError, match=r"(?s)linear\.bias.*extra|extra.*linear\.bias"):
        ours.load_state_dict(state)
    with pytest.raises(RuntimeError, match=r"(?s)linear\.weight.*\[2, 2\].*\[4, 4\]"):
        ours.load_state_dict(wrong_shape, strict=False)
    assert same_named(ours.state_dict().items(), before.items())
    assert ours.load_state_dict(state, strict=False) == (["linear.bias"], ["extra"])
    assert ours.linear.weight.count_nonzero() == 0
    assert torch.equal(ours.linear.bias, before["linear.bias"])


def test_a_state_that_is_not_tensors_is_refused() -> None:
    ours = make(Block).ours
    for state in ([1], {"linear.bias": [1.0]}, {1: torch.ones(1)}):
        with pytest.raises(ScriptTypeError):
            ours.load_state_dict(state)  # type: ignore[arg-type]


def test_members_by_path() -> None:
    three = make(Nested)
    path = "blocks.1.linear"
    assert three.ours.get_submodule("") is three.ours
    assert three.ours.get_submodule(path).original_name == "Linear"
    weight = three.plain.get_parameter(f"{path}.weight")
    assert torch.equal(three.ours.get_parameter(f"{path}.weight"), weight)
    assert three.ours.get_buffer("blocks.1.steps").tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get_submodule", "blocks.7"),
        ("get_submodule", "blocks.0.linear.weight"),
        ("get_parameter", "blocks.0.steps"),
        ("get_parameter", "blocks.0.nothing"),
        ("get_parameter", "nothing.weight"),
        ("get_buffer", "blocks.0.linear.weight"),
    ],
)
def test_a_path_to_nothing(method: str, path: str) -> None:
    three = make(Nested)
    with pytest.raises(AttributeError):
        getattr(three.plain, method)(path)
    with pytest.raises(UnknownMethodError, match="It has: "):
        getattr(three.ours, method)(path)


def test_attributes_are_set_with_their_types() -> None:
    ours = make(Block).ours
    ours.scale = 3.5
    ours.title = "other"
    ours.steps = torch.zeros(2, dtype=torch.int64)
    ours.linear.weight = nn.Parameter(torch.eye(4))
    ours.training = False
    assert (ours.scale, ours.title, ours.steps.tolist(), ours.training) == (
        3.5,
        "other",
        [0, 0],
        False,
    )
    assert ours.linear.training is True
    assert ours.to_torch().scale == 3.5
    assert torch.equal(dict(ours.named_parameters())["linear.weight"], torch.eye(4))


@pytest.mark.parametrize(
    ("name", "value"),
    [("scale", "text"), ("title", 1), ("steps", 3), ("steps", None), ("training", 2.5)],
)
def test_a_value_of_another_type_is_refused(name: str, value: object) -> None:
    ours = make(Block).ours
    with pytest.raises(ScriptTypeError, match=f"'{name}'.*must be"):
        setattr(ours, name, value)


def test_a_submodule_is_replaced_by_one_of_its_class() -> None:
    ours = make(Block).ours
    other = ours.deepcopy()
    ours.linear = other.linear
    assert ours.linear is other.linear
    with pytest.raises(ScriptTypeError, match=r"'linear'.*must be"):
        ours.linear = other.norm
    with pytest.raises(ScriptTypeError):
        ours.linear = nn.Linear(4, 4)


def test_constants_cannot_be_set() -> None:
    ours = make(Block).ours
    assert ours.linear.in_features == 4
    with pytest.raises(ScriptTypeError, match="constant"):
        ours.linear.in_features = 5


def test_a_name_that_the_module_does_not_have() -> None:
    ours = make(Block).ours
    with pytest.raises(UnknownMethodError, match="'wieght'"):
        ours.wieght = torch.ones(1)
    ours._note_of_a_framework = [1]
    assert ours._note_of_a_framework == [1]
    del ours._note_of_a_framework
    assert not hasattr(ours, "_note_of_a_framework")
    with pytest.raises(AttributeError):
        ours.__class__ = int


def test_attributes_set_on_a_child_stay() -> None:
    ours = make(Block).ours
    ours.linear._note = 1
    gc.collect()
    assert ours.linear._note == 1
    assert ours.get_submodule("linear")._note == 1


def test_requires_grad_and_gradients() -> None:
    three = make(Block)
    x = torch.randn(3, 4)
    for module in three:
        module(x).square().sum().backward()
    grads = [p.grad for p in three.plain.parameters()]
    for ours, theirs in zip(three.ours.parameters(), grads, strict=True):
        assert torch.allclose(ours.grad, theirs)
    three.ours.zero_grad(set_to_none=False)
    assert all(p.grad.count_nonzero() == 0 for p in three.ours.parameters())
    three.ours.zero_grad()
    assert all(p.grad is None for p in three.ours.parameters())
    assert three.ours.requires_grad_(False) is three.ours
    assert not any(p.requires_grad for p in three.ours.parameters())
    assert not three.ours(x).requires_grad
    three.ours.requires_grad_()
    assert all(p.requires_grad for p in three.ours.parameters())


def test_a_method_is_not_an_attribute() -> None:
    ours = make(Block).ours
    assert ours.method("forward").name == "forward"
    for name in ("scale", "linear", "nothing"):
        with pytest.raises(UnknownMethodError, match=f"'{name}'"):
            ours.method(name)


def test_dir_shows_the_class_and_the_model() -> None:
    names = dir(make(Block).ours)
    for name in ("state_dict", "invoke", "forward", "scale", "linear"):
        assert name in names
    assert "register_parameter" not in names
