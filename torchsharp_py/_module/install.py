"""Gives the extension's classes the methods that are written in Python.

The classes cannot inherit them: C++ defines the classes, and nothing derives from them. To type
checkers the classes do inherit from the mixins (see ``_C.pyi``).
"""

from __future__ import annotations

import types

from torchsharp_py._C import CompilationUnit, Future, ScriptMethod, ScriptModule
from torchsharp_py._module.calling import AsyncCalls, ModuleCalls
from torchsharp_py._module.composition import ModuleComposition
from torchsharp_py._module.containers import ModuleContainers
from torchsharp_py._module.display import MethodDocumentation, MethodSignature, ModuleDisplay
from torchsharp_py._module.files import ModuleFiles
from torchsharp_py._module.freezing import WarmUp
from torchsharp_py._module.hooks import ModuleHooks
from torchsharp_py._module.moving import ModuleMoving
from torchsharp_py._module.state import ModuleState
from torchsharp_py._typed.views import TypedFunctions, TypedMethods


def install() -> None:
    """Copies the mixins' methods into the classes, once."""
    _attach(ScriptMethod, AsyncCalls, WarmUp)
    _attach(ScriptModule, AsyncCalls, WarmUp, ModuleCalls, ModuleComposition, ModuleHooks)
    _attach(ScriptModule, ModuleContainers, ModuleDisplay, ModuleFiles, ModuleMoving, ModuleState)
    _attach(ScriptModule, TypedMethods)
    _attach(CompilationUnit, TypedFunctions)
    setattr(ScriptMethod, "__signature__", MethodSignature())  # noqa: B010
    setattr(ScriptMethod, "__doc__", MethodDocumentation(ScriptMethod.__doc__))  # noqa: B010
    for cls in (Future, ScriptMethod, ScriptModule):
        setattr(cls, "__class_getitem__", classmethod(types.GenericAlias))  # noqa: B010


def _attach(cls: type, *mixins: type) -> None:
    for mixin in mixins:
        for name, member in vars(mixin).items():
            if isinstance(member, types.FunctionType):
                member.__qualname__ = f"{cls.__name__}.{name}"
            if isinstance(member, (types.FunctionType, property)):
                setattr(cls, name, member)
