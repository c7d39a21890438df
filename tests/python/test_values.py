"""Every kind of value from Python, as in torch.jit and beyond it."""

from __future__ import annotations

import collections
import enum
import math
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
import torch

from torchsharp_py import ScriptTypeError, jit

IDENTITIES = """
def dictionary(x: Dict[str, Tensor]) -> Dict[str, Tensor]:
    return x

def nested(
    x: Dict[int, List[Tuple[str, Optional[float]]]]
) -> Dict[int, List[Tuple[str, Optional[float]]]]:
    return x

def by_tensor(x: Dict[Tensor, int]) -> Dict[Tensor, int]:
    return x

def number(x: number) -> number:
    return x

def imaginary(x: complex) -> complex:
    return x

def device(x: Device) -> Device:
    return x

def floats(x: List[float]) -> List[float]:
    return x

def integers(x: List[int]) -> List[int]:
    return x

def flags(x: List[bool]) -> List[bool]:
    return x

def rows(x: List[List[float]]) -> List[List[float]]:
    return x

def either(x: Union[int, float, List[str]]) -> Union[int, float, List[str]]:
    return x

def pair(x: Tuple[str, str]) -> Tuple[str, str]:
    return x

def number_union(x: Union[int, float]) -> Union[int, float]:
    return x

def empties(x: Union[Tensor, List[Tensor], Tuple[()]]) -> Union[Tensor, List[Tensor], Tuple[()]]:
    return x

def anything(x: Any) -> Any:
    return x
"""


@pytest.fixture(scope="module")
def unit() -> jit.CompilationUnit:
    return jit.compile(IDENTITIES)


@pytest.fixture(scope="module")
def torch_unit() -> torch.jit.CompilationUnit:
    return torch.jit.CompilationUnit(IDENTITIES)


X = torch.arange(3.0)

SAME = [
    ("dictionary", {"zebra": X, "ape": X + 1, "": X}),
    ("dictionary", {}),
    ("nested", {-(2**63): [("a\0é", None), ("", math.inf)], 7: []}),
    ("number", 1),
    ("number", 1.5),
    ("number", 2 - 3j),
    ("imaginary", complex(-0.0, 1e-300)),
    ("imaginary", 2.5),
    ("imaginary", 3),
    ("device", torch.device("cpu")),
    ("floats", [0.1, 2, -0.0]),
    ("integers", [2**63 - 1, -(2**63)]),
    ("either", 3),
    ("either", 3.5),
    ("either", ["a"]),
    ("anything", {"a": [1, 2]}),
    ("anything", (1, "b", [X])),
    ("anything", None),
]


def assert_same(left: Any, right: Any) -> None:
    """Equal in type, order and value, down to the bits of floats."""
    assert type(left) is type(right), (left, right)
    if isinstance(left, torch.Tensor):
        assert torch.equal(left, right)
    elif isinstance(left, dict):
        assert_same(list(left), list(right))
        assert_same(list(left.values()), list(right.values()))
    elif isinstance(left, list | tuple):
        assert len(left) == len(right)
        for one, other in zip(left, right, strict=True):
            assert_same(one, other)
    else:
        assert repr(left) == repr(right)


@pytest.mark.parametrize(("name", "value"), SAME, ids=[f"{n}-{v!r}"[:40] for n, v in SAME])
def test_a_value_is_what_torch_jit_makes_of_it(
    unit: jit.CompilationUnit, torch_unit: torch.jit.CompilationUnit, name: str, value: Any
) -> None:
    assert_same(unit.invoke(name, value), getattr(torch_unit, name)(value))


def test_a_tensor_is_a_key_by_its_identity(unit: jit.CompilationUnit) -> None:
    other = X.clone()
    result = unit.by_tensor({X: 1, other: 2})
    assert result[X] == 1
    assert result[other] == 2


@pytest.mark.parametrize("value", [[], {}, [1, "a"], [[]], {"a": []}, {1: [], 2: ["x"]}])
def test_any_takes_containers_that_torch_cannot_infer(
    unit: jit.CompilationUnit, value: object
) -> None:
    assert_same(unit.anything(value), value)


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("floats", np.array([0.1, -2.5])),
        ("floats", np.array([1.5, 2.5], dtype=np.float32)),
        ("floats", np.array([0.5], dtype=np.float16)),
        ("floats", np.arange(6)[::-2]),
        ("floats", np.array([], dtype=np.float64)),
        ("integers", np.array([-(2**63), 2**63 - 1])),
        ("integers", np.array([255], dtype=np.uint8)),
        ("integers", np.array([2**62], dtype=np.uint64)),
        ("flags", np.array([True, False])),
        ("rows", np.arange(6.0).reshape(2, 3)),
        ("rows", np.arange(6, dtype=np.int32).reshape(2, 3).T),
        ("floats", np.array([1.0, 2.0], dtype=">f8")),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value.dtype),
)
def test_a_numpy_array_is_a_list(unit: jit.CompilationUnit, name: str, array: np.ndarray) -> None:
    expected = array.tolist()
    assert unit.invoke(name, array) == expected
    items = unit.invoke(name, array)
    assert all(type(item) is not np.float64 for item in items)


@pytest.mark.parametrize(
    ("name", "value", "came"),
    [
        ("integers", np.ones(2), "numpy.float64"),
        ("integers", np.array([2**63], dtype=np.uint64), "numpy.uint64"),
        ("floats", np.ones((2, 2)), "numpy.ndarray"),
        ("flags", np.array([0, 1]), "numpy.int64"),
        ("floats", torch.ones(2), "Tensor"),
        ("integers", {1, 2}, "set"),
        ("integers", "12", "str"),
        ("dictionary", {1: X}, "int"),
        ("dictionary", {"a": None}, "None"),
        ("dictionary", [("a", X)], "list"),
        ("dictionary", "ab", "str"),
        ("imaginary", True, "bool"),
        ("imaginary", "1j", "str"),
        ("either", None, "None"),
        ("either", [1], "list"),
        ("anything", Ellipsis, "ellipsis"),
        ("anything", {(1, 2): 3}, "a dict with keys"),
        ("device", 3.5, "float"),
        ("pair", "ab", "str"),
        ("pair", {"a": 1, "b": 2}, "dict"),
        ("pair", ("a",), "a tuple of length 1"),
        ("number_union", True, "bool"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_misfit_is_named(unit: jit.CompilationUnit, name: str, value: object, came: str) -> None:
    with pytest.raises(ScriptTypeError, match=r"argument 'x' \(position 1\) must be") as error:
        unit.invoke(name, value)
    assert came in str(error.value)
    assert str(unit.schema(name)) in str(error.value)


def test_an_empty_container_keeps_its_type(unit: jit.CompilationUnit) -> None:
    assert_same(unit.empties([]), [])
    assert_same(unit.empties(()), ())


def test_any_mapping_is_a_dict(unit: jit.CompilationUnit) -> None:
    for mapping in (
        collections.OrderedDict(b=X, a=X),
        collections.UserDict(b=X, a=X),
        collections.defaultdict(None, b=X, a=X),
    ):
        assert list(unit.dictionary(mapping)) == ["b", "a"]


class Scored(NamedTuple):
    score: float
    label: str


Reordered = collections.namedtuple("Reordered", ["label", "score"])
Other = collections.namedtuple("Other", ["label", "points"])


def named_model() -> jit.ScriptModule:
    class Model(torch.nn.Module):
        def forward(self, x: Scored) -> Scored:
            return Scored(x.score * 2, x.label)

    return jit.wrap(torch.jit.script(Model()))


def test_a_named_tuple_goes_by_its_field_names() -> None:
    m = named_model()
    assert m(Scored(1.5, "a")) == (3.0, "a")
    assert m((1.5, "a")).label == "a"
    assert m(Reordered("a", 1.5))._fields == ("score", "label")
    assert m(Reordered("a", 1.5)).score == 3.0
    assert type(m((1.0, "a"))) is type(m((2.0, "b")))
    with pytest.raises(ScriptTypeError, match="Other without a field 'score'"):
        m(Other("a", 1.5))
    with pytest.raises(ScriptTypeError, match="not a tuple of length 1"):
        m((1.5,))


def test_named_tuples_of_one_shape_share_a_class(models: Path) -> None:
    for _ in range(3):
        m = jit.load(models / "typed.pt")
        name = next(name for name in m.methods if "__torch__" in str(m.schema(name).returns))
        assert str(m.schema(name))
    assert type(named_model()((1.0, "a"))) is type(named_model()((1.0, "a")))


class Color(enum.Enum):
    """Has the names of the enum in objects.pt, and other values."""

    RED = "r"
    DARK_BLUE = "b"
    MAUVE = "m"


def test_an_enum_goes_by_the_names_of_its_members(models: Path) -> None:
    m = jit.load(models / "objects.pt")
    member = m.other_color(Color.RED)
    assert (member.name, member.value) == ("DARK_BLUE", 2)
    assert m.color_value(member) == 2
    assert m.other_color(member).name == "RED"
    with pytest.raises(ScriptTypeError, match="argument 'color'"):
        m.other_color(Color.MAUVE)
    with pytest.raises(ScriptTypeError, match="argument 'color'"):
        m.other_color("RED")


def test_objects_are_made_read_changed_and_passed(models: Path) -> None:
    m = jit.load(models / "objects.pt")
    point = m.create("Point", 3.0, y=4.0)
    assert point.norm() == 5.0
    assert m.norm_of(point) == 5.0
    assert m.norm_of(m.same_point(point)) == 5.0
    assert m.total([point, point]) == 10.0
    assert m.by_name({"a": point}) == 5.0
    with pytest.raises(AttributeError, match=r"Known classes: .*Point"):
        m.create("Nothing")
    with pytest.raises(ScriptTypeError, match="argument 'x'"):
        m.create("Point", "three")


def test_a_module_is_a_value(models: Path) -> None:
    m = jit.load(models / "objects.pt")
    layer = m.get_layer()
    assert isinstance(layer, jit.ScriptModule)
    assert torch.equal(m.apply_layer(layer, X), layer(X))
    with pytest.raises(ScriptTypeError, match="argument 'layer'"):
        m.apply_layer(X, X)


def test_a_generator_is_a_value(models: Path) -> None:
    m = jit.load(models / "objects.pt")
    one, other = (m.random(4, torch.Generator().manual_seed(5)) for _ in range(2))
    assert torch.equal(one, other)


def test_a_class_written_in_cpp_is_a_value(models: Path) -> None:
    m = jit.load(models / "objects.pt")
    weights = torch.arange(4.0).reshape(2, 2)
    assert torch.equal(m.unpack(m.pack(weights)), weights)


def test_attributes_of_a_module_are_attributes(models: Path) -> None:
    m, reference = jit.load(models / "linear.pt"), torch.jit.load(models / "linear.pt")
    assert torch.equal(m.weight, reference.weight)
    assert m.in_features == reference.in_features
    assert {"weight", "in_features", "forward"} <= set(dir(m))
    other = jit.load(models / "objects.pt").other
    assert isinstance(other, jit.ScriptModule)
    with pytest.raises(AttributeError, match="has no method or attribute 'nothing'"):
        _ = m.nothing


def test_an_unknown_name_lists_the_names_of_the_module(models: Path) -> None:
    with pytest.raises(AttributeError, match=r"the methods forward and the attributes .*weight"):
        _ = jit.load(models / "linear.pt").nothing
    frozen = jit.freeze(jit.load(models / "function.pt").eval())
    with pytest.raises(AttributeError, match=r"It has the methods forward and no attributes\.$"):
        _ = frozen.nothing
