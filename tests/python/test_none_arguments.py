"""None, and objects of other classes, where TorchScript wants a task, a stream or an instance."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import torch

from torchsharp_py import TorchSharpError, jit
from torchsharp_py._kinds import MAX_NESTING

HANDLES = [
    "Future[int]",
    "Await[int]",
    "Stream",
    "Generator",
    "RRef[int]",
    "Capsule",
    "Box",
    "Kind",
]

SOURCE = """
class Box:
    def __init__(self, task: Future[int], stream: Stream):
        self.task = task
        self.stream = stream

class Kind(Enum):
    FIRST = 1

class Items:
    def __init__(self):
        self.items: List[Any] = []

def one(x: {type}) -> int:
    return 1
def listed(x: List[{type}]) -> int:
    return 1
def paired(x: Tuple[int, {type}]) -> int:
    return 1
def mapped(x: Dict[str, {type}]) -> int:
    return 1
def optional(x: Optional[{type}]) -> bool:
    return x is None
def any_box(x: Any) -> int:
    return 1
def same(x: Any) -> Any:
    return x
def give(x: int) -> int:
    return 1
def later() -> Future[int]:
    return torch.jit.fork(give, 1)
"""


class Loose:
    """Any attributes, as TorchScript accepts for an instance of a class."""

    def __init__(self, **attributes: Any) -> None:
        self.__dict__.update(attributes)


def unit_for(script_type: str) -> jit.CompilationUnit:
    return jit.compile(SOURCE.replace("{type}", script_type))


@pytest.mark.parametrize("script_type", [*HANDLES, "Tensor", "int", "str", "Device", "number"])
def test_none_is_refused_where_it_is_not_optional(script_type: str) -> None:
    unit = unit_for(script_type)
    assert unit.optional(None)
    for function, value in (
        (unit.one, None),
        (unit.listed, [None]),
        (unit.listed, (None,)),
        (unit.paired, (1, None)),
        (unit.paired, [1, None]),
        (unit.mapped, {"a": None}),
    ):
        with pytest.raises(TypeError, match="argument 'x'.*not None"):
            function(value)


@pytest.mark.parametrize("script_type", HANDLES)
@pytest.mark.parametrize(
    "value",
    [1, 2**70, 1.5, "a", b"a", torch.ones(2), [], {}, (), object(), int, ..., torch.float32],
    ids=str,
)
def test_other_objects_are_refused(script_type: str, value: Any) -> None:
    unit = unit_for(script_type)
    with pytest.raises(TypeError, match="argument 'x'"):
        unit.one(value)


def test_a_stream_and_a_future_are_accepted() -> None:
    stream = torch.Stream(device="cpu")
    assert unit_for("Stream").listed([stream]) == 1
    unit = unit_for("Future[int]")
    assert unit.paired((1, unit.later())) == 1
    assert unit_for("Box").one(Loose(task=unit.later(), stream=stream)) == 1


@pytest.mark.parametrize("missing", ["task", "stream"])
def test_none_is_refused_in_an_attribute(missing: str) -> None:
    unit = unit_for("Box")
    attributes = {"task": unit.later(), "stream": torch.Stream(device="cpu"), missing: None}
    with pytest.raises(TypeError, match=f"'x'.*Loose with attribute '{missing}' of None"):
        unit.one(Loose(**attributes))
    del attributes[missing]
    with pytest.raises(TypeError, match=f"Loose, which has no attribute '{missing}'"):
        unit.one(Loose(**attributes))


@pytest.mark.parametrize("wanted", ["Any", "Generator", "Stream", "Optional[Tensor]"])
@pytest.mark.parametrize("cls", [torch.Tensor, torch.Generator, torch.Stream])
def test_a_mock_is_not_what_it_imitates(wanted: str, cls: type[Any]) -> None:
    with pytest.raises(TypeError, match="argument 'x'"):
        unit_for(wanted).one(mock.Mock(spec=cls))


def test_a_number_beyond_64_bits_is_refused() -> None:
    with pytest.raises(TypeError, match="argument 'x'.*64-bit range"):
        unit_for("number").one(2**70)


class Items:
    """A class that torch.jit.script may compile."""

    def __init__(self) -> None:
        self.items: list[Any] = []


def test_an_instance_that_contains_itself_is_refused() -> None:
    unit = unit_for("Items")
    items = Items()
    items.items.append(items)
    for function in (unit.one, unit.same):
        with pytest.raises(TypeError, match=f"argument 'x'.*{MAX_NESTING} levels"):
            function(items)


class Pair:
    def __init__(self) -> None:
        self.first = 1
        self.second = 2


class Instances(torch.nn.Module):
    """Results that are instances of the classes above."""

    def forward(self) -> Items:
        items = Items()
        items.items.append(items)
        return items

    @torch.jit.export
    def chain(self, length: int) -> Items:
        items = Items()
        for _ in range(length):
            outer = Items()
            outer.items.append(items)
            items = outer
        return items

    @torch.jit.export
    def pair(self) -> Pair:
        return Pair()


def saved_instances(path: Path) -> Path:
    torch.jit.script(Instances()).save(path)
    return path


def test_a_result_that_contains_itself_is_refused(tmp_path: Path) -> None:
    module = jit.load(saved_instances(tmp_path / "instances.pt"))
    for function in (module.forward, lambda: module.chain(1000)):
        with pytest.raises(TorchSharpError, match="contains itself"):
            function()
    items: Any = module.chain(100)
    assert type(items) is Items
    while items.items:
        items = items.items[0]


def test_another_class_of_the_same_name_stays_a_handle(tmp_path: Path) -> None:
    same = saved_instances(tmp_path / "same.pt")
    assert type(jit.load(same).pair()) is Pair
    other = tmp_path / "other.pt"
    with zipfile.ZipFile(same) as archive, zipfile.ZipFile(other, "w") as changed:
        for name in archive.namelist():
            content = archive.read(name)
            changed.writestr(
                name, content.replace(b"second", b"number") if ".py" in name else content
            )
    pair = jit.load(other).pair()
    assert isinstance(pair, jit.ScriptObject)
    assert (pair.first, pair.number) == (1, 2)


def test_errors_of_a_property_reach_the_caller() -> None:
    class Failing:
        stream = torch.Stream(device="cpu")

        @property
        def task(self) -> Any:
            raise ZeroDivisionError("in the property")

    with pytest.raises(ZeroDivisionError, match="in the property"):
        unit_for("Box").one(Failing())
    assert issubclass(TorchSharpError, RuntimeError)
