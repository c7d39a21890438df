"""Annotations for enums, classes and interfaces, which have names in TorchScript."""

from __future__ import annotations

import enum
import sys
from typing import Any

from torchsharp_py import _C
from torchsharp_py._enum_value import EnumValue
from torchsharp_py._typed.containers import Check
from torchsharp_py._typed.misfit import Misfit, is_class, spell
from torchsharp_py.schema import Type

_CPP_CLASS = "__torch__.torch.classes."


def check_enum(annotation: Any, type_: Type, result: bool, check: Check) -> None:
    """Compares an ``enum.Enum`` class with an enum, by the names of the members.

    A result is a member of the class if it was scripted in this process; otherwise an
    ``EnumValue``.
    """
    if result:
        _check_made_class(annotation, type_, EnumValue)
        return
    if annotation is EnumValue:
        return
    if not is_class(annotation) or not issubclass(annotation, enum.Enum):
        raise Misfit(annotation, type_)
    if unknown := [name for name in annotation.__members__ if name not in type_.fields]:
        hint = f"{type_} has {', '.join(type_.fields)}, but not {', '.join(unknown)}"
        raise Misfit(annotation, type_, hint)


def check_class(annotation: Any, type_: Type, result: bool, check: Check) -> None:
    """Compares ``jit.ScriptObject`` with an instance of a TorchScript class.

    A result is an instance of the Python class if it was scripted in this process, and a
    ``torch.ScriptObject`` if the class is written in C++.
    """
    if result:
        made = _torch_object() if type_.text.startswith(_CPP_CLASS) else _C.ScriptObject
        _check_made_class(annotation, type_, made)
        return
    known = [_C.ScriptObject, _torch_object(), _C.ScriptModule, _scripted_class(type_)]
    if annotation is None or not any(annotation is cls for cls in known):
        raise Misfit(annotation, type_)


def check_interface(annotation: Any, type_: Type, result: bool, check: Check) -> None:
    """Compares ``jit.ScriptModule`` with an interface, which a module implements."""
    if annotation is not _C.ScriptModule:
        raise Misfit(annotation, type_)


def is_object(annotation: Any) -> bool:
    """Whether it is a class whose instances are handles of TorchScript objects."""
    return annotation in (_C.ScriptModule, _C.ScriptObject, _C.Future, _torch_object())


def _torch_object() -> Any:
    """The class of torch's own handles; None if torch is not imported."""
    return getattr(sys.modules.get("torch"), "ScriptObject", None)


def _check_made_class(annotation: Any, type_: Type, otherwise: Any) -> None:
    """Compares an annotation with the class of the results of a named type."""
    made = _scripted_class(type_) or otherwise
    if made is None or annotation is not made:
        raise Misfit(annotation, type_, f"the result is of class {spell(made)}" if made else "")


def _scripted_class(type_: Type) -> Any:
    """Returns the Python class that torch.jit compiled under the name, or None."""
    state = sys.modules.get("torch.jit._state")
    return None if state is None else state._get_python_class(type_.text)
