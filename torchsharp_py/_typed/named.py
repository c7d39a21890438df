"""Annotations for what has a name in TorchScript: enums, classes and interfaces."""

from __future__ import annotations

import enum
import sys
from typing import Any

from torchsharp_py._typed.containers import Check
from torchsharp_py._typed.misfit import Misfit, is_class
from torchsharp_py.schema import Type


def check_enum(annotation: Any, type_: Type, result: bool, check: Check) -> None:
    """Compares an ``enum.Enum`` class with an enum, by the names of the members."""
    if not is_class(annotation) or not issubclass(annotation, enum.Enum):
        raise Misfit(annotation, type_)
    ours, theirs = set(annotation.__members__), set(type_.fields)
    if missing := sorted(theirs - ours if result else ours - theirs):
        names = f"{type_} has {', '.join(type_.fields)}; {annotation.__name__} has "
        where = f"no {', '.join(missing)}" if result else f"also {', '.join(missing)}"
        raise Misfit(annotation, type_, names + where)


def check_class(annotation: Any, type_: Type, result: bool, check: Check) -> None:
    """Compares ``torch.ScriptObject`` with an instance of a TorchScript or C++ class."""
    known = [getattr(sys.modules.get("torch"), "ScriptObject", None), *_modules()]
    if annotation is None or not any(annotation is cls for cls in known):
        raise Misfit(annotation, type_)


def check_interface(annotation: Any, type_: Type, result: bool, check: Check) -> None:
    """Compares ``jit.ScriptModule`` with a module that has an interface."""
    if not any(annotation is cls for cls in _modules()):
        raise Misfit(annotation, type_)


def _modules() -> list[Any]:
    from torchsharp_py import _C

    return [_C.ScriptModule]
