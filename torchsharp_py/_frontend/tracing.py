"""The work of ``jit.trace`` and ``jit.trace_module``."""

from __future__ import annotations

import inspect
import types
import warnings
from collections.abc import Mapping
from typing import Any

import torch

from torchsharp_py._C import ScriptModule
from torchsharp_py._errors import ScriptTypeError
from torchsharp_py._frontend.calling import holder_of
from torchsharp_py._frontend.children import prepared
from torchsharp_py._frontend.counterparts import is_ours
from torchsharp_py._frontend.functions import function_module
from torchsharp_py._frontend.parts_of_torch import jit
from torchsharp_py._frontend.references import modules_in
from torchsharp_py._frontend.session import is_enabled, tracing
from torchsharp_py._frontend.targets import find


def trace(target: Any, inputs: Any, options: Mapping[str, Any]) -> Any:
    """Traces a function, a module or the object that a path names.

    Args:
        target: The function, module or path.
        inputs: The example inputs of torch.jit.trace.
        options: The other arguments of torch.jit.trace.
    """
    function = resolve(target)
    if not is_enabled():
        return function
    if isinstance(function, ScriptModule):
        warnings.warn("a script module is already compiled: nothing was recorded", stacklevel=3)
        return function
    if inspect.isclass(function) or not callable(function):
        raise ScriptTypeError(
            f"expected a torch.nn.Module, a function or a path to one, got {_name(function)}"
            + (": create an instance of the class first" if inspect.isclass(function) else "")
        )
    if inputs is None and options.get("example_kwarg_inputs") is None:
        raise ScriptTypeError(
            "expected example inputs (a tuple of arguments, or one tensor), got None"
        )
    if inputs is not None and not isinstance(inputs, (tuple, list, Mapping, torch.Tensor)):
        raise ScriptTypeError(
            f"expected a tuple of example inputs, or one tensor, got {_name(inputs)}"
        )
    with tracing():
        traced = jit.trace(_with_called_modules(function), inputs, **options)
    if isinstance(traced, torch.jit.ScriptFunction):
        return function_module(traced)
    return ScriptModule._wrap(traced)


def trace_module(target: Any, inputs: Any, options: Mapping[str, Any]) -> Any:
    """Traces several methods of a module, with inputs by the names of the methods."""
    module = resolve(target)
    if not is_enabled():
        return module
    if is_ours(module) or not isinstance(module, torch.nn.Module):
        raise ScriptTypeError(f"expected a torch.nn.Module of Python, got {_name(module)}")
    if not isinstance(inputs, Mapping):
        raise ScriptTypeError(
            f"expected a dict of example inputs by the names of methods, got {_name(inputs)}"
        )
    missing = [name for name in inputs if not callable(getattr(module, name, None))]
    if missing:
        raise ScriptTypeError(f"{_name(module)} has no method {', '.join(missing)} to trace")
    with tracing():
        return ScriptModule._wrap(jit.trace_module(_with_globals(module), dict(inputs), **options))


def resolve(target: Any) -> Any:
    """Returns the object that a path names; any other object is returned itself."""
    return find(target, ()).build({}) if isinstance(target, str) else target


def _with_called_modules(function: Any) -> Any:
    """Replaces a function by a module that has the called modules: the tracer must know them."""
    owner = getattr(function, "__self__", None)
    if isinstance(owner, torch.nn.Module) and function.__name__ == "forward":
        function = owner
    if isinstance(function, torch.nn.Module):
        return _with_globals(function)
    if not isinstance(function, types.FunctionType):
        return function
    modules = modules_in(function, follow=True)
    if not modules:
        return function
    holder, _ = holder_of(function, modules)
    holder.forward = function
    return holder


def _with_globals(module: torch.nn.Module) -> torch.nn.Module:
    """Adds all script modules that the code of its submodules refers to."""
    if isinstance(module, torch.jit.ScriptModule) or is_ours(module):
        return prepared(module)
    called: dict[str, Any] = {}
    for part in module.modules():
        if not isinstance(part, torch.jit.ScriptModule) and not is_ours(part):
            called.update(modules_in(type(part).forward, follow=True))
    return prepared(module, {f"{name}_called": value for name, value in called.items()})


def _name(value: Any) -> str:
    return f"the class {value.__name__}" if inspect.isclass(value) else type(value).__name__
