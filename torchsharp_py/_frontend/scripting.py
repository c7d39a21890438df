"""The work of ``jit.script``."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

import torch

from torchsharp_py._C import ScriptModule
from torchsharp_py._errors import ScriptTypeError
from torchsharp_py._frontend.calling import script_with_modules
from torchsharp_py._frontend.children import prepared
from torchsharp_py._frontend.functions import function_module, function_of
from torchsharp_py._frontend.overloads import FIRST_OVERLOAD, with_first_overload
from torchsharp_py._frontend.parts_of_torch import internal, jit
from torchsharp_py._frontend.references import modules_in
from torchsharp_py._frontend.session import compiling, is_enabled
from torchsharp_py._frontend.targets import find

Names = Callable[[str], Any]


def script(
    target: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any], caller: FrameType | None
) -> Any:
    """Scripts an object, or the object that a path or source text names.

    Args:
        target: The object or text.
        args: The arguments after it.
        kwargs: Arguments for a constructor.
        caller: The frame that scripts a class; the class may use names of its function.
    """
    if isinstance(target, str):
        found = find(target, args)
        plain = found.is_plain_class() and not found.args and not kwargs
        return script_object(found.value if plain else found.build(kwargs))
    if args or kwargs:
        raise ScriptTypeError(
            "only a path or source text takes constructor arguments, not an object of type "
            f"{type(target).__name__}"
        )
    return script_object(target, caller)


def script_object(target: Any, caller: FrameType | None = None) -> Any:
    """Scripts a module or function, or registers a class."""
    if isinstance(target, ScriptModule) or not is_enabled():
        return target
    if isinstance(target, torch.jit.ScriptModule):
        return ScriptModule._wrap(target)
    if isinstance(target, torch.jit.ScriptFunction):
        return function_module(target)
    with compiling():
        if inspect.isclass(target):
            return jit.script(target, _rcb=_names_for(target, caller))
        if isinstance(target, torch.nn.Module):
            return _script_module(prepared(target))
        if inspect.isfunction(target) or inspect.ismethod(target):
            return _script_function(target)
    raise ScriptTypeError(
        "expected a torch.nn.Module, a Python function, a class, or a path or source text that "
        f"names one, got {type(target).__name__}"
    )


def _script_module(module: torch.nn.Module) -> ScriptModule:
    made = jit.script(module)
    if FIRST_OVERLOAD in made._c._method_names():
        made = with_first_overload(module)
    return ScriptModule._wrap(made)


def _names_for(target: type, caller: FrameType | None) -> Names:
    """Looks up names in a class: first in its methods, then in the function that scripts it."""
    of_methods = internal.createResolutionCallbackForClassMethods(target)

    def names(name: str) -> Any:
        value = of_methods(name)
        if value is None and caller is not None:
            value = caller.f_locals.get(name, caller.f_globals.get(name))
        return value

    return names


def _script_function(function: Any) -> ScriptModule:
    called = {name: m for name, m in modules_in(function).items() if not _is_function(m)}
    if called:
        return ScriptModule._wrap(script_with_modules(function, called))
    return function_module(jit.script(function))


def _is_function(module: Any) -> bool:
    return isinstance(module, ScriptModule) and function_of(module) is not None
