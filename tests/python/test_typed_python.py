"""Typed views are compared with the model where they are made, and refuse what does not fit."""

from __future__ import annotations

import enum
import subprocess
import sys
from collections.abc import Awaitable, Mapping, Sequence
from pathlib import Path
from typing import (  # noqa: UP035  # noqa: UP035
    Annotated,
    Any,
    Dict,
    List,
    Literal,
    NamedTuple,
    NewType,
    Optional,
    Tuple,
    TypeVar,
    Union,
)

import numpy as np
import pytest
import torch
from torch import Tensor

from tests.dotnet.dotnet_programs import ROOT
from torchsharp_py import ScriptTypeError, UnknownMethodError, jit
from torchsharp_py.jit import Signature

T = TypeVar("T")
UserId = NewType("UserId", int)


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class MoreColors(enum.Enum):
    RED = 1
    BLUE = 2
    GREEN = 3


class Point(NamedTuple):
    x: Tensor
    y: int


class Swapped(NamedTuple):
    y: int
    x: Tensor


class Renamed(NamedTuple):
    x: Tensor
    z: int


class WrongField(NamedTuple):
    x: Tensor
    y: str


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> jit.ScriptModule:
    """The model of tests/models/signature_model.py."""
    path = tmp_path_factory.mktemp("typed") / "typed.pt"
    done = subprocess.run([sys.executable, "-m", "tests.models.signature_model", str(path)], cwd=ROOT)
    assert done.returncode == 0
    return jit.load(path)


def identity(type_text: str) -> jit.CompilationUnit:
    return jit.compile(f"def f(x: {type_text}) -> {type_text}: return x")


# A TorchScript type, an annotation, and a value of it that a call must then take.
ARGUMENTS: list[tuple[str, Any, Any]] = [
    ("Tensor", Tensor, torch.ones(2)),
    ("Tensor", torch.nn.Parameter, torch.nn.Parameter(torch.ones(2))),
    ("int", int, 3),
    ("int", bool, True),
    ("int", torch.dtype, torch.float64),
    ("int", np.int32, np.int32(3)),
    ("int", UserId, UserId(3)),
    ("int", Annotated[int, "how many"], 3),
    ("int", Literal[1, 2], 2),
    ("float", float, 1.5),
    ("float", int, 3),
    ("float", Union[int, float], 3),  # noqa: UP007
    ("float", np.float32, np.float32(1.5)),
    ("bool", bool, True),
    ("complex", complex, 1 + 2j),
    ("complex", float, 1.5),
    ("str", str, "text"),
    ("str", Literal["a", "b"], "a"),
    ("number", int | float | complex, 2.5),
    ("Device", torch.device, torch.device("cpu")),
    ("Generator", torch.Generator, torch.Generator()),
    ("Optional[int]", int | None, None),
    ("Optional[int]", Optional[int], 3),  # noqa: UP045
    ("Optional[int]", int, 3),
    ("Optional[int]", None, None),
    ("Optional[List[float]]", Sequence[int] | None, range(3)),
    ("Union[int, str]", str, "text"),
    ("Union[int, str]", int | str, 3),
    ("List[int]", list[int], [1, 2]),
    ("List[int]", List[int], [1, 2]),  # noqa: UP006
    ("List[int]", Sequence[int], (1, 2)),
    ("List[int]", list, [1, 2]),
    ("List[float]", np.ndarray, np.ones(3)),
    ("List[Optional[Tensor]]", list[Tensor | None], [None, torch.ones(1)]),
    ("List[List[str]]", list[list[str]], [["a"], []]),
    ("Dict[str, Tensor]", dict[str, Tensor], {"a": torch.ones(1)}),
    ("Dict[str, Tensor]", Dict[str, Tensor], {}),  # noqa: UP006
    ("Dict[str, List[float]]", Mapping[str, Sequence[int]], {"a": [1]}),
    ("Dict[int, str]", dict, {1: "a"}),
    ("Dict[int, str]", dict[int, str], {1: "a"}),
    ("Tuple[int, str]", tuple[int, str], (1, "a")),
    ("Tuple[int, str]", Tuple[int, str], (1, "a")),  # noqa: UP006
    ("Tuple[int]", tuple[int], (1,)),
    ("Tuple[()]", tuple[()], ()),
    ("Tuple[Tensor, int]", Point, Point(torch.ones(1), 2)),
    ("Any", Any, 3),
    ("Any", object, "text"),
    ("Any", list[int], [1]),
    ("int", object, 3),
    ("Tuple[int, List[str]]", tuple[Any, Any], (1, ["a"])),
    ("Tuple[int, List[str]]", tuple[int, list[str]], (1, ["a"])),
    ("Any", tuple[int, ...], (1, 2)),
]


@pytest.mark.parametrize(("type_text", "annotation", "value"), ARGUMENTS)
def test_what_fits_an_argument_is_taken(type_text: str, annotation: Any, value: Any) -> None:
    unit = jit.compile(f"def f(x: {type_text}) -> None: pass")
    unit.function("f", Signature[[annotation], None])(value)


# Annotations that do not say what is inside.
ANYTHING = ("typing.Any", "<class 'object'>", "<class 'list'>", "<class 'dict'>", "numpy.ndarray")


@pytest.mark.parametrize("type_text", sorted({type_text for type_text, *_ in ARGUMENTS}))
def test_a_view_that_is_made_takes_what_it_promises(type_text: str) -> None:
    """Every annotation with every type: where the view is made, the call must not refuse."""
    unit = jit.compile(f"def f(x: {type_text}) -> None: pass")
    made = 0
    for _, annotation, value in ARGUMENTS:
        if any(one in repr(annotation) for one in ANYTHING):
            continue
        try:
            view = unit.function("f", Signature[[annotation], None])
        except ScriptTypeError:
            continue
        view(value)
        made += 1
    assert made > 0


RESULTS: list[tuple[str, Any]] = [
    ("Tensor", Tensor),
    ("int", int),
    ("float", float),
    ("bool", bool),
    ("complex", complex),
    ("str", str),
    ("Device", torch.device),
    ("Optional[int]", int | None),
    ("Optional[int]", int | str | None),
    ("Union[int, str]", str | int),
    ("List[int]", list[int]),
    ("List[int]", Sequence[int]),
    ("List[int]", list),
    ("Dict[str, Tensor]", dict[str, Tensor]),
    ("Dict[str, Tensor]", Mapping[str, Tensor]),
    ("Tuple[int, str]", tuple[int, str]),
    ("Tuple[int, Tuple[()]]", tuple[int, tuple[()]]),
    ("Any", Any),
    ("Any", object),
    ("int", object),
    ("List[Dict[str, int]]", Any),
]


@pytest.mark.parametrize(("type_text", "annotation"), RESULTS)
def test_what_fits_a_result(type_text: str, annotation: Any) -> None:
    identity(type_text).function("f", Signature[..., annotation])


# A TorchScript type, an annotation that does not fit a parameter, and what the message says.
REFUSED_ARGUMENTS: list[tuple[str, Any, str]] = [
    ("Tensor", int, "Tensor, which int does not fit; torch.Tensor does"),
    ("int", float, "int, which float does not fit; int does"),
    ("int", str, "int, which str does not fit; int does"),
    ("complex", bool, "complex, which bool does not fit; complex does"),
    ("bool", int, "bool, which int does not fit; bool does"),
    ("str", bytes, "str, which bytes does not fit; str does"),
    ("float", complex, "float, which complex does not fit; float does"),
    ("int", int | None, "int, which int | None does not fit (because of None); int does"),
    ("int", Any | None, "which Any | None does not fit (because of None)"),
    ("Union[int, str]", float, "which float does not fit; int | str does"),
    ("List[int]", list[str], "(inside: int, which str does not fit); list[int] does"),
    ("List[int]", tuple[int, ...], "a tuple of any length is no TorchScript type"),
    ("List[int]", set[int], "List[int], which set[int] does not fit; list[int] does"),
    ("List[str]", np.ndarray, "List[str], which numpy.ndarray does not fit"),
    ("Tuple[int, int]", tuple[int, ...], "a tuple of any length is no TorchScript type"),
    ("Tuple[int, int]", tuple, "a tuple of any length is no TorchScript type"),
    ("Tuple[int, int]", tuple[int], "it has 1 items, not 2; tuple[int, int] does"),
    ("Tuple[int, int]", list[int], "Tuple[int, int], which list[int] does not fit"),
    ("Tuple[Tensor, int]", WrongField, "(inside: int, which str does not fit)"),
    ("Dict[str, int]", dict[int, int], "(inside: str, which int does not fit)"),
    ("Dict[str, int]", list[int], "Dict[str, int], which list[int] does not fit"),
    ("Dict[str, List[int]]", dict[str, list[str]], "(inside: int, which str does not fit)"),
    ("Optional[List[int]]", list[str], "(inside: int, which str does not fit)"),
    ("Device", int, "Device, which int does not fit; torch.device does"),
    ("Any", np.int32, "its values do not tell their TorchScript type"),
    ("Any", list[set[int]], "its values do not tell their TorchScript type"),
    ("int", T, "it stands for any type"),
    ("int", "int", "it is text, which cannot be looked up here"),
]


@pytest.mark.parametrize(("type_text", "annotation", "message"), REFUSED_ARGUMENTS)
def test_what_does_not_fit_a_parameter_is_refused(
    type_text: str, annotation: Any, message: str
) -> None:
    unit = identity(type_text)
    with pytest.raises(ScriptTypeError) as caught:
        unit.function("f", Signature[[annotation], Any])
    text = str(caught.value)
    assert text.startswith("f(): parameter 'x' is ")
    assert message in text
    assert text.endswith(f"Schema: {unit.schema('f')}")


REFUSED_RESULTS: list[tuple[str, Any, str]] = [
    ("Tensor", torch.nn.Parameter, "which torch.nn.parameter.Parameter does not fit"),
    ("int", float, "int, which float does not fit; int does"),
    ("bool", int, "bool, which int does not fit; bool does"),
    ("int", torch.dtype, "TorchScript has no torch.dtype, it returns its number"),
    ("int", None, "int, which None does not fit; int does"),
    ("Optional[int]", int, "Optional[int], which int does not fit"),
    ("Union[int, str]", int, "which int does not fit"),
    ("Any", int, "a value of type Any is typed as Any or object only"),
    ("List[int]", tuple[int, ...], "a tuple of any length is no TorchScript type"),
    ("List[Optional[int]]", list[int], "(inside: NoneType, which int does not fit)"),
    ("List[int]", np.ndarray, "which numpy.ndarray does not fit"),
    ("Tuple[Tensor, int]", Point, "the result is a plain tuple, without field names"),
    ("Dict[str, int]", dict[str, str], "(inside: int, which str does not fit)"),
]


@pytest.mark.parametrize(("type_text", "annotation", "message"), REFUSED_RESULTS)
def test_what_does_not_fit_the_result_is_refused(
    type_text: str, annotation: Any, message: str
) -> None:
    unit = identity(type_text)
    with pytest.raises(ScriptTypeError) as caught:
        unit.function("f", Signature[..., annotation])
    text = str(caught.value)
    assert text.startswith("f(): the result is ")
    assert message in text
    assert text.endswith(f"Schema: {unit.schema('f')}")


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ([], "parameter 'a' (int) has no default, and the signature leaves it out"),
        ([int, str, str], "takes 2 arguments by position, the signature has 3"),
        ([int, int], "parameter 'b' is str, which int does not fit"),
    ],
)
def test_the_number_of_arguments(parameters: list[Any], message: str) -> None:
    unit = jit.compile("def f(a: int, b: str = 'x', *, c: int = 1) -> str: return b")
    with pytest.raises(ScriptTypeError) as caught:
        unit.function("f", Signature[parameters, str])
    assert message in str(caught.value)
    assert unit.function("f", Signature[[int], str])(1) == "x"
    assert unit.function("f", Signature[[int, str], str])(1, "y") == "y"


def test_a_keyword_only_parameter_without_default() -> None:
    unit = jit.compile("def f(a: int, *, b: int) -> int: return a + b")
    with pytest.raises(ScriptTypeError, match="parameter 'b' must be given by keyword"):
        unit.function("f", Signature[[int], int])
    assert unit.function("f", Signature[..., int])(1, b=2) == 3


@pytest.mark.parametrize(
    "signature", [Tensor, (int, int), Signature, "Tensor -> Tensor", list[int]]
)
def test_what_is_no_signature(signature: Any) -> None:
    unit = identity("int")
    with pytest.raises(TypeError, match="expected a signature such as Signature"):
        unit.function("f", signature)


def test_a_signature_is_not_called() -> None:
    with pytest.raises(TypeError, match="Signature is not called"):
        Signature()


def test_modules_are_checked_where_they_are_loaded(models: Path, x: Tensor, y: Tensor) -> None:
    fits = Signature[[Tensor, Tensor], tuple[Tensor, Tensor]]
    other = Signature[[Tensor], Tensor]
    path = models / "sample.pt"
    module = jit.load(path, fits)
    assert torch.equal(module(x, y)[0], torch.jit.load(path)(x, y)[0])
    assert torch.equal(module.forward(x, y)[1], x - y)
    assert jit.load(path, fits, "cpu").methods == jit.load(path, "cpu").methods
    assert jit.load(path, signature=fits, map_location=torch.device("cpu")).methods
    with pytest.raises(
        ScriptTypeError, match=r"forward\(\): parameter 'y' .Tensor. has no default"
    ):
        jit.load(path, other)
    with pytest.raises(ScriptTypeError, match=r"forward\(\): parameter 'y'"):
        jit.wrap(torch.jit.load(path), other)
    assert jit.wrap(torch.jit.load(path), fits).type_name == module.type_name


def test_the_guide(models: Path, x: Tensor, y: Tensor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(models)
    guide = (ROOT / "docs" / "start" / "python.md").read_text(encoding="utf-8")
    code = guide[guide.index("## Typed views") :].split("```python\n")[1].split("```")[0]
    names: dict[str, Any] = {"x": x, "y": y}
    exec(code, names)
    assert torch.equal(names["total"], x + y)
    assert torch.equal(names["predict"](x), names["m"].predict(x))
    assert names["twice"](21) == 42


def test_methods_and_functions_by_name(sample: jit.ScriptModule, x: Tensor) -> None:
    predict = sample.method("predict", Signature[[Tensor], Tensor])
    assert torch.equal(predict(x), sample.predict(x))
    assert type(predict) is type(sample.method("predict")) is jit.ScriptMethod
    with pytest.raises(UnknownMethodError, match=r"'nope'.*forward, add_scalar, predict"):
        sample.method("nope", Signature[[Tensor], Tensor])
    with pytest.raises(UnknownMethodError):
        jit.compile("def f(x: int): return x").function("nope")


def test_a_function_with_a_reserved_name() -> None:
    unit = jit.compile("def function(x: int) -> int: return x + 1")
    assert unit.function("function", Signature[[int], int])(2) == 3
    assert unit.invoke("function", 2) == 3


def test_the_classes_are_generic_at_run_time() -> None:
    assert jit.ScriptModule[[Tensor], Tensor].__origin__ is jit.ScriptModule
    assert jit.ScriptMethod[..., Tensor].__origin__ is jit.ScriptMethod
    assert jit.Future[int].__origin__ is jit.Future


def test_enums(model: jit.ScriptModule) -> None:
    color = model.method("color", Signature[[Color], jit.EnumValue])
    assert color(Color.BLUE).name == "BLUE"
    assert model.method("color", Signature[[jit.EnumValue], Any])(color(Color.RED)).value == 1
    with pytest.raises(ScriptTypeError, match="has RED, BLUE, but not GREEN"):
        model.method("color", Signature[[MoreColors], Any])
    with pytest.raises(ScriptTypeError, match="which int does not fit"):
        model.method("color", Signature[[int], Any])
    with pytest.raises(ScriptTypeError, match=r"the result is of class jit\.EnumValue\. "):
        model.method("color", Signature[[Color], Color])


def test_named_tuples(model: jit.ScriptModule, x: Tensor) -> None:
    point = model.method("point", Signature[[Point], Point])
    result = point(Point(x, 3))
    assert result.x is x
    assert result.y == 3
    swapped = model.method("point", Signature[[Swapped], tuple[Tensor, int]])
    assert swapped(Swapped(y=3, x=x)) == (x, 3)
    assert model.method("point", Signature[[tuple[Tensor, int]], Point])((x, 3)).y == 3
    with pytest.raises(ScriptTypeError, match=r"its fields are x, z, not x, y"):
        model.method("point", Signature[[Renamed], Any])
    with pytest.raises(ScriptTypeError, match=r"its fields are y, x, not x, y"):
        model.method("point", Signature[..., Swapped])
    with pytest.raises(ScriptTypeError, match=r"inside: int, which str does not fit"):
        model.method("point", Signature[..., WrongField])


def test_interfaces(model: jit.ScriptModule, x: Tensor) -> None:
    inner = model.method("inner", Signature[[], jit.ScriptModule])()
    assert torch.equal(inner(x), x * 2)
    with pytest.raises(ScriptTypeError, match=r"Layer, which torch.nn.modules.module.Module"):
        model.method("inner", Signature[[], torch.nn.Module])


def test_classes_are_checked(model: jit.ScriptModule) -> None:
    model.method("count", Signature[[jit.ScriptObject], int])
    model.method("counter", Signature[[int], jit.ScriptObject])
    with pytest.raises(ScriptTypeError, match="Counter, which int does not fit"):
        model.method("count", Signature[[int], int])
    with pytest.raises(ScriptTypeError, match=r"the result is of class jit\.ScriptObject"):
        model.method("counter", Signature[[int], int])


def test_instances_of_classes_that_only_the_model_knows(model: jit.ScriptModule) -> None:
    counter = model.method("counter", Signature[[int], jit.ScriptObject])(5)
    assert model.method("count", Signature[[jit.ScriptObject], int])(counter) == 5


def test_futures(model: jit.ScriptModule) -> None:
    later = model.method("later", Signature[[int], jit.Future[int]])
    model.method("later", Signature[[int], Awaitable[int]])
    now = model.method("now", Signature[[jit.Future[int]], int])
    assert later(1).wait() == now(later(1)) == 2
    with pytest.raises(ScriptTypeError, match=r"inside: int, which str does not fit"):
        model.method("later", Signature[[int], jit.Future[str]])
    with pytest.raises(ScriptTypeError, match=r"Future\[int\], which int does not fit"):
        model.method("later", Signature[[int], int])
    with pytest.raises(ScriptTypeError, match=r"which Awaitable.int. does not fit"):
        model.method("now", Signature[[Awaitable[int]], int])
