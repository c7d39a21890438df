"""``jit.script``, ``jit.trace``, ``jit.trace_module`` and ``jit.build``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, get_origin, overload

from torchsharp_py._typed.signature import Signature
from torchsharp_py._typed.views import checked

if TYPE_CHECKING:
    import torch

    from torchsharp_py._C import ScriptModule

_P = ParamSpec("_P")
_R_co = TypeVar("_R_co", covariant=True)
_Class = TypeVar("_Class", bound=type)


def build(target: str, *args: Any, **kwargs: Any) -> Any:
    """Creates the Python object that a path or source text names.

    ``jit.build("torch.nn:Linear", 10, 2)`` is ``torch.nn.Linear(10, 2)``, for programs that have
    only names. The result can be scripted and traced.

    Args:
        target: ``"package.module:Name"``, or Python source text.
        *args: Arguments for the constructor; after source text, first the name of the class or
            function in it.
        **kwargs: More arguments for the constructor.

    Returns:
        For a class, an instance. For a function, the function itself, or its result if arguments
        follow or the path ends with ``()``.

    Raises:
        ScriptValueError: No object has that name.
        ScriptCompileError: The source is not valid Python; with line and column.
        ModuleNotFoundError: No Python module has that path.
    """
    from torchsharp_py._frontend.targets import find

    return find(target, args).build(kwargs)


@overload
def script(obj: _Class, /) -> _Class: ...
@overload
def script(
    obj: torch.nn.Module | Callable[..., Any], /, signature: type[Signature[_P, _R_co]]
) -> ScriptModule[_P, _R_co]: ...
@overload
def script(
    obj: str, /, *args: Any, signature: type[Signature[_P, _R_co]], **kwargs: Any
) -> ScriptModule[_P, _R_co]: ...
@overload
def script(obj: Any, /, *args: Any, **kwargs: Any) -> ScriptModule: ...
def script(obj: Any, /, *args: Any, **kwargs: Any) -> Any:
    """Compiles Python code, including its control flow, to a TorchScript module.

    Three forms, and a decorator::

        jit.script(obj)                                        # an object
        jit.script("torch.nn:TransformerEncoderLayer", 16, 2)  # a path and constructor arguments
        jit.script(source_text, "Net", 3, bias=False)          # source, a name in it, arguments

    A function becomes the ``forward`` of a new module; other scripted code still calls it as a
    function. If it calls script modules, they become children of the new module. A class that is
    not a ``torch.nn.Module`` is registered with TorchScript and returned unchanged.

    Args:
        obj: A ``torch.nn.Module``, a function or a class; or a path or source text, as in
            :func:`build`.
        *args: Arguments for the constructor; after source text, first the name of the class or
            function in it. After an object, ``signature``.
        **kwargs: More arguments for the constructor. ``signature`` is what ``forward`` must take
            and return, such as ``Signature[[Tensor], Tensor]``.

    Returns:
        The module. With ``PYTORCH_JIT=0`` in the environment, the Python object.

    Raises:
        ScriptCompileError: TorchScript cannot express the code; with line and column (also a
            ``SyntaxError``).
        ScriptTypeError: ``obj`` cannot be scripted, or ``forward`` has another signature.
        ScriptValueError: No object has that name.
    """
    from torchsharp_py._frontend import scripting

    signature = None
    if "signature" in kwargs and _is_signature(kwargs["signature"]):
        signature = kwargs.pop("signature")
    elif len(args) == 1 and _is_signature(args[0]) and not isinstance(obj, str):
        signature, args = args[0], ()
    scripted = scripting.script(obj, args, kwargs, sys._getframe(1))
    return checked(scripted, signature)


@overload
def trace(
    func: Any, example_inputs: Any = None, *, signature: None = None, **options: Any
) -> ScriptModule: ...
@overload
def trace(
    func: Any,
    example_inputs: Any = None,
    *,
    signature: type[Signature[_P, _R_co]],
    **options: Any,
) -> ScriptModule[_P, _R_co]: ...
def trace(  # type: ignore[misc]  # the options have names
    func: Any,
    example_inputs: Any = None,
    *,
    check_trace: bool = True,
    check_inputs: Sequence[Any] | None = None,
    check_tolerance: float = 1e-5,
    strict: bool = True,
    example_kwarg_inputs: Mapping[str, Any] | None = None,
    signature: Any = None,
) -> Any:
    """Records the operations of Python code on example inputs as a TorchScript module.

    Only operations on tensors are recorded, not control flow. Script modules that the code calls
    keep their control flow.

    Args:
        func: A ``torch.nn.Module`` or a function, or a path to one, such as
            ``"torch.nn.functional:relu"``.
        example_inputs: A tensor, or a tuple of tensors and (nested) containers of them.
        check_trace: Whether to trace again and compare the traces and results.
        check_inputs: Other inputs to compare with, each like ``example_inputs``.
        check_tolerance: The relative tolerance of the comparison.
        strict: Whether a list or dict in a result is an error.
        example_kwarg_inputs: Example inputs by name, in place of ``example_inputs``.
        signature: What ``forward`` must take and return, such as ``Signature[[Tensor], Tensor]``.

    Returns:
        The module. With ``PYTORCH_JIT=0`` in the environment, the Python object.

    Raises:
        TracingCheckError: The traces differ; its text is the report. Results that differ, and
            code that looks wrong while it is traced, are a ``torch.jit.TracerWarning``.
        ScriptRuntimeError: The tracer failed. Errors of the traced code pass through unchanged.
        ScriptTypeError: ``func`` cannot be traced, or ``forward`` has another signature.
    """
    from torchsharp_py._frontend import tracing

    options = {
        "check_trace": check_trace,
        "check_inputs": check_inputs,
        "check_tolerance": check_tolerance,
        "strict": strict,
        "example_kwarg_inputs": example_kwarg_inputs,
    }
    return checked(tracing.trace(func, example_inputs, options), signature)


def trace_module(
    mod: Any,
    inputs: Mapping[str, Any],
    *,
    check_trace: bool = True,
    check_inputs: Sequence[Mapping[str, Any]] | None = None,
    check_tolerance: float = 1e-5,
    strict: bool = True,
    example_inputs_is_kwarg: bool = False,
) -> ScriptModule:
    """Traces several methods of a module, as :func:`trace` does its ``forward``.

    Args:
        mod: A ``torch.nn.Module``, or a path to one.
        inputs: Example inputs by the names of the methods.
        check_trace: Whether to trace again and compare the traces and results.
        check_inputs: Other inputs to compare with, each like ``inputs``.
        check_tolerance: The relative tolerance of the comparison.
        strict: Whether a list or dict in a result is an error.
        example_inputs_is_kwarg: Whether each method's inputs are a dict of arguments by name.

    Returns:
        A module with these methods. With ``PYTORCH_JIT=0`` in the environment, the Python object.

    Raises:
        TracingCheckError: The traces differ; its text is the report.
        ScriptRuntimeError: The tracer failed. Errors of the traced code pass through unchanged.
        ScriptTypeError: ``mod`` is not a module, or lacks a named method.
    """
    from torchsharp_py._frontend import tracing

    options = {
        "check_trace": check_trace,
        "check_inputs": check_inputs,
        "check_tolerance": check_tolerance,
        "strict": strict,
        "example_inputs_is_kwarg": example_inputs_is_kwarg,
    }
    return tracing.trace_module(mod, inputs, options)  # type: ignore[no-any-return]


def _is_signature(value: Any) -> bool:
    return value is None or get_origin(value) is Signature
