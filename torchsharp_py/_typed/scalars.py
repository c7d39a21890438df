"""Annotations for tensors, numbers, text, devices and generators."""

from __future__ import annotations

import sys
from typing import Any

from torchsharp_py._typed.containers import Check
from torchsharp_py._typed.misfit import Misfit, is_class
from torchsharp_py.schema import Type, TypeKind

# The class of the results of each kind, by name: a program may not have imported its module. If an
# annotation uses the class, the module is imported.
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

# Further classes that each kind takes as an argument.
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
    """Compares an annotation with a type that contains no other type.

    An argument may be of a subclass, or an int in place of a float or complex number. A result has
    exactly one class.
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
    """Whether the class of a value tells its TorchScript type, and that contains no other type."""
    known = [cls for cls in map(_find, _RESULTS.values()) if cls is not None]
    return is_class(annotation) and issubclass(annotation, tuple(known))


def _result_hint(annotation: Any, type_: Type) -> str:
    for module, name in _TORCH_NUMBERS:
        if annotation is _find((module, name)):
            return f"TorchScript has no {module}.{name} and returns its number instead"
    return ""


def _find(where: tuple[str, str] | None) -> Any:
    """Finds a class; returns None if its module is not imported."""
    if where is None:
        return None
    return getattr(sys.modules.get(where[0]), where[1], None)
