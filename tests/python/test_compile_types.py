"""Compiled classes, NamedTuples and enums, compared with torch.jit.script of the same text."""

from __future__ import annotations

from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import torch

from tests.models import compiled_types
from tests.models.comparing import same
from torchsharp_py import (
    ScriptTypeError,
    UnknownMethodError,
    jit,
)

SOURCE = Path(compiled_types.__file__).read_text(encoding="utf-8")
X = torch.tensor([1.0, -2.0, 0.5])


@cache
def unit() -> jit.CompilationUnit:
    return jit.compile(SOURCE)


@cache
def scripted(name: str) -> Any:
    return torch.jit.script(getattr(compiled_types, name))


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("longest", ([(1.0, 2.0), (3.0, 4.0)],)),
        ("longest", ([],)),
        ("length", (1.0, 2.0)),
        ("open_line", (1.0,)),
        ("both", (2.0,)),
        ("sizes", ()),
        ("forked", (6,)),
        ("doubled", (X,)),
        ("wide", (X,)),
        ("remainders", (5.0, 3.0)),
        ("remainders", (-7.5, 2.0)),
        ("numbers", (0.75,)),
        ("rounded", (-1.5,)),
        ("dtype_of", (X,)),
        ("dtype_of", (X.double(),)),
        ("shaped", (torch.ones(2, 3).t(),)),
        ("norm", (X,)),
        ("gradient", (X.clone().requires_grad_(),)),
        ("scripted", ()),
    ],
)
def test_functions_return_the_results_of_torch(name: str, args: tuple[Any, ...]) -> None:
    assert same(unit().invoke(name, *args), scripted(name)(*args))


@pytest.mark.parametrize("name", ["value_of", "name_of", "others"])
@pytest.mark.parametrize("color", list(compiled_types.Color))
def test_members_of_enums(name: str, color: Enum) -> None:
    assert unit().invoke(name, color) == scripted(name)(color)


def test_enums_in_containers() -> None:
    red, green = compiled_types.Color
    assert unit().count([red, green, red]) == scripted("count")([red, green, red])
    assert [unit().maybe(None).name, unit().maybe(red)] == ["RED", None]
    flipped = unit().flip({"a": red, "b": green})
    assert {key: (c.name, c.value) for key, c in flipped.items()} == {
        key: (c.name, c.value) for key, c in scripted("flip")({"a": red, "b": green}).items()
    }
    assert unit().value_of(flipped["a"]) == green.value  # a result works as an argument


def test_members_match_by_name() -> None:
    class Color(Enum):
        GREEN = "another value"
        BLUE = 3

    assert unit().value_of(Color.GREEN) == -2
    assert unit().name_of(jit.EnumValue("__torch__.Color", "RED", 0)) == "RED"
    with pytest.raises(ScriptTypeError, match=r"__torch__\.Color, not Color"):
        unit().value_of(Color.BLUE)


def test_named_tuples_come_with_their_fields_and_defaults() -> None:
    ours, theirs = unit().read(2.0, "m"), scripted("read")(2.0, "m")
    assert ours._fields == theirs._fields
    assert torch.equal(ours.value, theirs.value)
    assert (ours.unit.name, ours.scale, ours.notes) == (
        theirs.unit.name,
        theirs.scale,
        theirs.notes,
    )
    more = compiled_types.Reading(torch.ones(2), compiled_types.Unit.SECOND, 2.0)
    assert torch.equal(unit().total([ours, more]), scripted("total")([theirs, more]))


def test_the_callers_named_tuple_matches_by_its_fields() -> None:
    class Mine(NamedTuple):
        value: torch.Tensor
        unit: compiled_types.Unit
        scale: float
        notes: str | None

    given = [Mine(torch.ones(2), compiled_types.Unit.METER, 4.0, None)]
    assert unit().total(given).tolist() == [4.0, 4.0]


def test_instances_have_attributes_and_methods() -> None:
    point = unit().make_point(3.0)
    model = compiled_types.Point(3.0)
    assert isinstance(point, jit.ScriptObject)
    assert (point.x, point.y, point.norm()) == (model.x, model.y, model.norm())
    assert point.called("a") == model.called("a")
    assert point.names == model.names
    point.x = 0.0
    assert point.norm() == 2.0
    assert point.scaled(2.0, shift=1.0).y == model.scaled(2.0, shift=1.0).y
    with pytest.raises(UnknownMethodError, match="names"):
        _ = point.z
    with pytest.raises(ScriptTypeError, match="'x'"):
        point.x = "text"


def test_create_makes_instances() -> None:
    point = unit().create("Point", 3.0, y=4.0)
    assert point.norm() == compiled_types.Point(3.0, y=4.0).norm()
    assert unit().create("__torch__.Point", 3.0).y == 2.0
    assert unit().create("Line", point, None).length() == 0.0
    assert unit().create("Line", point, unit().create("Point", 0.0, 0.0)).length() == 5.0
    with pytest.raises(ScriptTypeError, match="x"):
        unit().create("Point")
    with pytest.raises(UnknownMethodError, match="Point"):
        unit().create("Circle")


def test_instances_as_arguments_are_the_same_object() -> None:
    near, far = unit().create("Point", 3.0, 4.0), unit().create("Point", 6.0, 8.0)
    assert unit().norms({"near": near, "far": far}) == {"near": 5.0, "far": 10.0}
    assert unit().first([far, near]) == far
    assert unit().first([]) is None
    assert unit().reversed_points([near, far]) == [far, near]


def test_an_instance_of_another_unit_is_refused() -> None:
    other = jit.compile(SOURCE).make_point(1.0)
    with pytest.raises(ScriptTypeError):
        unit().norms({"a": other})


def test_the_functions_of_a_unit_are_not_its_methods() -> None:
    functions = unit().functions
    assert {"longest", "make_point", "scripted"} <= set(functions)
    assert not {"norm.Point", "scaled", "__init__"} & set(functions)
