"""Which annotations fit which TorchScript types, and what the message says if one does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import (  # noqa: UP035  # noqa: UP035
    Annotated,
    Any,
    Dict,
    List,
    Literal,
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

from tests.models.annotations import Point, WrongField
from torchsharp_py import ScriptTypeError, jit
from torchsharp_py.jit import Signature

T = TypeVar("T")


UserId = NewType("UserId", int)


def identity(type_text: str) -> jit.CompilationUnit:
    return jit.compile(f"def f(x: {type_text}) -> {type_text}: return x")


# A TorchScript type, an annotation that fits, and a value that calls must accept.
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
def test_annotations_that_fit_a_parameter(type_text: str, annotation: Any, value: Any) -> None:
    unit = jit.compile(f"def f(x: {type_text}) -> None: pass")
    unit.function("f", Signature[[annotation], None])(value)


# Annotations that do not say what they contain.
ANYTHING = ("typing.Any", "<class 'object'>", "<class 'list'>", "<class 'dict'>", "numpy.ndarray")


@pytest.mark.parametrize("type_text", sorted({type_text for type_text, *_ in ARGUMENTS}))
def test_a_typed_view_accepts_every_value_of_its_annotation(type_text: str) -> None:
    """Every annotation with every type: if the view is made, the call must accept the value."""
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
def test_annotations_that_fit_a_result(type_text: str, annotation: Any) -> None:
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
    ("List[int]", tuple[int, ...], "TorchScript has no tuples of any length"),
    ("List[int]", set[int], "List[int], which set[int] does not fit; list[int] does"),
    ("List[str]", np.ndarray, "List[str], which numpy.ndarray does not fit"),
    ("Tuple[int, int]", tuple[int, ...], "TorchScript has no tuples of any length"),
    ("Tuple[int, int]", tuple, "TorchScript has no tuples of any length"),
    ("Tuple[int, int]", tuple[int], "expected 2 items, got 1; tuple[int, int] does"),
    ("Tuple[int, int]", list[int], "Tuple[int, int], which list[int] does not fit"),
    ("Tuple[Tensor, int]", WrongField, "(inside: int, which str does not fit)"),
    ("Dict[str, int]", dict[int, int], "(inside: str, which int does not fit)"),
    ("Dict[str, int]", list[int], "Dict[str, int], which list[int] does not fit"),
    ("Dict[str, List[int]]", dict[str, list[str]], "(inside: int, which str does not fit)"),
    ("Optional[List[int]]", list[str], "(inside: int, which str does not fit)"),
    ("Device", int, "Device, which int does not fit; torch.device does"),
    ("Any", np.int32, "its values do not tell their TorchScript type"),
    ("Any", list[set[int]], "its values do not tell their TorchScript type"),
    ("int", T, "a type variable can be any type"),
    ("int", "int", "names in text cannot be looked up here"),
]


@pytest.mark.parametrize(("type_text", "annotation", "message"), REFUSED_ARGUMENTS)
def test_annotations_that_do_not_fit_a_parameter_are_refused(
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
    ("int", torch.dtype, "TorchScript has no torch.dtype and returns its number instead"),
    ("int", None, "int, which None does not fit; int does"),
    ("Optional[int]", int, "Optional[int], which int does not fit"),
    ("Union[int, str]", int, "which int does not fit"),
    ("Any", int, "only Any or object can stand for a value of type Any"),
    ("List[int]", tuple[int, ...], "TorchScript has no tuples of any length"),
    ("List[Optional[int]]", list[int], "(inside: NoneType, which int does not fit)"),
    ("List[int]", np.ndarray, "which numpy.ndarray does not fit"),
    ("Tuple[Tensor, int]", Point, "the result is a plain tuple without field names"),
    ("Dict[str, int]", dict[str, str], "(inside: int, which str does not fit)"),
]


@pytest.mark.parametrize(("type_text", "annotation", "message"), REFUSED_RESULTS)
def test_annotations_that_do_not_fit_the_result_are_refused(
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
        ([], "parameter 'a' (int) has no default, but the signature omits it"),
        ([int, str, str], "takes 2 arguments by position, but the signature has 3"),
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
def test_arguments_that_are_not_signatures(signature: Any) -> None:
    unit = identity("int")
    with pytest.raises(TypeError, match="expected a signature such as Signature"):
        unit.function("f", signature)


def test_a_signature_is_not_called() -> None:
    with pytest.raises(TypeError, match="Signature cannot be called"):
        Signature()
