"""Arguments that a method may take, made from its signature."""

from __future__ import annotations

from typing import Any

import torch

from torchsharp_py.schema import FunctionSchema, Type
from torchsharp_py.schema.kinds import TypeKind

# Shapes that some of the good models take.
SHAPES = ((10,), (2, 4), (2, 3, 16, 16))

_SIMPLE: dict[TypeKind, Any] = {
    TypeKind.INT: 2,
    TypeKind.FLOAT: 0.5,
    TypeKind.BOOL: True,
    TypeKind.STRING: "a",
    TypeKind.NUMBER: 1.5,
    TypeKind.COMPLEX: 1 + 2j,
    TypeKind.DEVICE: torch.device("cpu"),
    TypeKind.ANY: 3,
}


def arguments(schema: FunctionSchema, shape: tuple[int, ...]) -> list[Any]:
    """Returns the arguments that have no defaults."""
    return [value(one.type, shape) for one in schema.parameters if not one.has_default]


def value(wanted: Type, shape: tuple[int, ...]) -> Any:
    """Returns a value of a type; None if there is no simple one."""
    inside = [value(one, shape) for one in wanted.contained]
    if wanted.kind is TypeKind.TENSOR:
        return torch.ones(shape)
    if wanted.kind is TypeKind.TUPLE:
        return tuple(inside)
    if wanted.kind is TypeKind.LIST:
        return inside * 2
    if wanted.kind is TypeKind.DICT:
        return dict([tuple(inside)]) if not isinstance(inside[0], torch.Tensor) else {}
    if wanted.kind in (TypeKind.OPTIONAL, TypeKind.UNION):
        return inside[0] if inside else None
    return _SIMPLE.get(wanted.kind)
