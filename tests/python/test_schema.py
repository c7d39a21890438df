"""The schema objects, built from the trees of the C ABI."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from torchsharp_py import _kinds
from torchsharp_py.schema import FunctionSchema, Type, TypeKind

TENSOR = (1, "Tensor", [], [])
INT = (2, "int", [], [])
STRING = (5, "str", [], [])
POINT = (7, "__torch__.m.Point", [TENSOR, INT], ["x", "class"])


def optional(inner: Any) -> Any:
    return (9, f"Optional[{inner[1]}]", [inner], [])


def listed(inner: Any) -> Any:
    return (8, f"List[{inner[1]}]", [inner], [])


def test_the_kinds_are_those_of_the_abi() -> None:
    numbers = {name: value for name, value in vars(_kinds.TypeKind).items() if name.isupper()}
    assert {kind.name: kind.number for kind in TypeKind} == numbers
    for name, number in numbers.items():
        assert TypeKind.from_number(number) is TypeKind[name]
        assert str(TypeKind[name]) == name.lower()


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="tsp_type_kind, 0 to 21, got 99"):
        Type.from_tree((99, "?", [], []))


@pytest.mark.parametrize(
    ("tree", "python", "csharp"),
    [
        (TENSOR, "torch.Tensor", "Tensor"),
        (optional(TENSOR), "torch.Tensor | None", "Tensor?"),
        (optional(INT), "int | None", "long?"),
        (listed(optional(INT)), "list[int | None]", "long?[]"),
        (optional(listed(INT)), "list[int] | None", "long[]?"),
        ((13, "Dict[str, Tensor]", [STRING, TENSOR], []), "dict[str, torch.Tensor]", None),
        ((7, "Tuple[()]", [], []), "tuple[()]", "ValueTuple"),
        ((7, "Tuple[int]", [INT], []), "tuple[int]", "ValueTuple<long>"),
        ((7, "Tuple[int, str]", [INT, STRING], []), "tuple[int, str]", "(long, string)"),
        (POINT, "Point", "(Tensor x, long @class)"),
        ((16, "__torch__.m.Color", [INT], ["RED"]), "Color", "EnumValue"),
        ((15, "__torch__.m.Counter", [], ["n"]), "jit.ScriptObject", "ScriptObject"),
        ((18, "Union[int, str]", [INT, STRING], []), "int | str", "object"),
        ((19, "Future[int]", [INT], []), "jit.Future[int]", "Task<long>"),
        (optional((14, "Any", [], [])), "Any | None", "object?"),
    ],
)
def test_spelling(tree: Any, python: str, csharp: str | None) -> None:
    spelled = Type.from_tree(tree)
    assert str(spelled) == tree[1]
    assert spelled.python == python
    assert spelled.csharp == (csharp or "Dictionary<string, Tensor>")


def test_a_function() -> None:
    text = "f(Tensor x, *, int top=5) -> Tensor"
    parameters = [("x", TENSOR, False, False, None, None), ("top", INT, True, True, "5", 5)]
    schema = FunctionSchema.from_tree(("f", text, parameters, TENSOR))
    assert str(schema) == text
    assert [str(p) for p in schema.parameters] == ["Tensor x", "int top=5"]
    top = schema.parameters[1]
    assert (top.has_default, top.keyword_only, top.default, top.default_text) == (
        True,
        True,
        5,
        "5",
    )
    assert schema == FunctionSchema.from_tree(("f", text, parameters, TENSOR))
    assert hash(schema) == hash(FunctionSchema.from_tree(("f", text, parameters, TENSOR)))
    with pytest.raises(AttributeError):
        schema.name = "g"  # type: ignore[misc]


def test_it_needs_no_torch() -> None:
    code = "import sys, torchsharp_py.schema; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
