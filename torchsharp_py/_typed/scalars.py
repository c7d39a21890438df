"""Annotations for tensors, numbers, text, devices and generators."""

from __future__ import annotations

import sys
from typing import Any

from torchsharp_py._typed.containers import Check
from torchsharp_py._typed.misfit import Misfit, is_class
from torchsharp_py.schema import Type, TypeKind

# What a result of each kind is. Classes of modules that a program may not have imported by name:
# an annotation that uses one has imported it.
_RESULTS: dict[TypeKind, tuple[str, str]] = {
    TypeKind.TENSOR: ("torch", "Tensor"),
    TypeKind.INT: ("builtins", "int"),
    TypeKind.FLOAT: ("builtins", "float"),
    TypeKind.BOOL: ("builtins", "bool"),
    TypeKind.COMPLEX: ("builtins", "complex"),
    TypeKind.STRING: ("builtins", "str"),
    TypeKind.NONE: ("types", "NoneType"),
    TypeKind.DEVICE: ("torch", "device"),
    TypeKind.GENERATOR: ("torch", "Generator"),
}

# What each takes as an argument beyond that.
_INTEGERS = (("numpy", "integer"),)
_TORCH_NUMBERS = (("torch", "dtype"), ("torch", "layout"), ("torch", "memory_format"))
_NUMBERS = (("builtins", "int"), ("builtins", "float"), ("builtins", "complex"))
_FLOATS = (*_NUMBERS[:2], ("numpy", "floating"), *_INTEGERS)
_ARGUMENTS: dict[TypeKind, tuple[tuple[str, str], ...]] = {
    TypeKind.INT: (*_INTEGERS, *_TORCH_NUMBERS),
    TypeKind.FLOAT: _FLOATS,
    TypeKind.BOOL: (("numpy", "bool_"),),
    TypeKind.COMPLEX: _FLOATS,
    TypeKind.NUMBER: _NUMBERS,
}


def check_scalar(annotation: Any, type_: Type, result: bool, check: Check) -> None:
    """Compares an annotation with a type that contains no other.

    An argument may be of a subclass, and an int where a float or a complex number is wanted; a
    result is exactly of one class.
    """
    own = _find(_RESULTS.get(type_.kind))
    if result:
        if annotation is not own:
            raise Misfit(annotation, type_, _result_hint(annotation, type_))
        return
    classes = [own, *map(_find, _ARGUMENTS.get(type_.kind, ()))]
    allowed = tuple(cls for cls in classes if cls is not None)
    refused = type_.kind is TypeKind.COMPLEX and annotation is bool
    if refused or not is_class(annotation) or not issubclass(annotation, allowed):
        raise Misfit(annotation, type_)


def is_known(annotation: Any) -> bool:
    """Whether the class of a value tells its TorchScript type, which contains no other."""
    known = [cls for cls in map(_find, _RESULTS.values()) if cls is not None]
    return is_class(annotation) and issubclass(annotation, tuple(known))


def _result_hint(annotation: Any, type_: Type) -> str:
    for module, name in _TORCH_NUMBERS:
        if annotation is _find((module, name)):
            return f"TorchScript has no {module}.{name}, it returns its number"
    return ""


def _find(where: tuple[str, str] | None) -> Any:
    """Finds a class, or None where its module is not imported."""
    if where is None:
        return None
    return getattr(sys.modules.get(where[0]), where[1], None)
