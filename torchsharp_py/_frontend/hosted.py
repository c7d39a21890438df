"""The frontend for C#: it takes plain lists and dicts, and returns script modules."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from torchsharp_py._C import ScriptModule
from torchsharp_py._errors import ScriptTypeError
from torchsharp_py._frontend import exporting, scripting, tracing
from torchsharp_py._frontend.dynamic import DynamicSize, dynamic_shapes
from torchsharp_py._frontend.parts_of_torch import trace as torch_trace
from torchsharp_py._frontend.session import is_enabled
from torchsharp_py._frontend.targets import find, forward_of
from torchsharp_py.export import load

__all__ = ["build", "export", "is_enabled", "script", "trace", "trace_module"]


def build(target: str, args: list[Any], named: dict[str, Any]) -> Any:
    """Creates the object that a path or source text names."""
    return find(target, tuple(args)).build(named)


def export(
    target: Any, inputs: list[Any], named: dict[str, Any], strict: bool, sizes: list[list[Any]]
) -> ScriptModule:
    """Works as ``export.export``.

    Args:
        target: A function, a module or a path.
        inputs: Example inputs by position.
        named: Example inputs by name.
        strict: Whether Python's bytecode is analyzed.
        sizes: The fields of a :class:`DynamicSize` for each size that varies.
    """
    target, args = tracing.resolve(target), tuple(inputs)
    varying = [DynamicSize(*size) for size in sizes]
    shapes = dynamic_shapes(forward_of(target), args, named, varying) if varying else None
    program = exporting.exported(target, args, named, shapes, strict)
    data = exporting.archive_of(program, {}, compiled=False)
    return load(data)


def script(target: Any, args: list[Any], named: dict[str, Any]) -> ScriptModule:
    """Works as ``jit.script``; the result must be a module."""
    return _module(scripting.script(target, tuple(args), named, None))


def trace(
    target: Any,
    inputs: list[Any],
    named: dict[str, Any],
    options: dict[str, Any],
    seen: list[tuple[str, str, int]] | None,
) -> ScriptModule:
    """Works as ``jit.trace``.

    Args:
        target: A function, a module or a path.
        inputs: Example inputs by position.
        named: Example inputs by name.
        options: The options of ``jit.trace``.
        seen: A list for tracer warnings (message, file, line); None leaves them to Python.
    """
    with _warnings_go_to(seen):
        if not named:
            checks = options.get("check_inputs")
            options["check_inputs"] = checks and [_inputs(check) for check in checks]
            return _module(tracing.trace(target, tuple(inputs), options))
        if options.get("check_inputs"):
            raise ScriptTypeError(
                "expected example inputs by position, got names: check_inputs needs positions"
            )
        target = tracing.resolve(target)
        by_name = inspect.signature(forward_of(target)).bind_partial(*inputs, **named).arguments
        return _module(tracing.trace(target, None, {**options, "example_kwarg_inputs": by_name}))


def trace_module(
    target: Any,
    inputs: dict[str, Any],
    options: dict[str, Any],
    seen: list[tuple[str, str, int]] | None,
) -> ScriptModule:
    """Works as ``jit.trace_module``; a list of inputs stands for a tuple."""
    checks = options.get("check_inputs")
    options["check_inputs"] = checks and [_by_method(check) for check in checks]
    with _warnings_go_to(seen):
        return _module(tracing.trace_module(target, _by_method(inputs), options))


def _inputs(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _by_method(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _inputs(value) for name, value in inputs.items()}


def _module(made: Any) -> ScriptModule:
    if isinstance(made, ScriptModule):
        return made
    raise ScriptTypeError(
        f"expected a torch.nn.Module or a function, got the class {made.__name__}: it is now "
        "registered with TorchScript, but only scripted code can create instances"
        if inspect.isclass(made)
        else f"expected a torch.nn.Module or a function, got {type(made).__name__}"
    )


@contextmanager
def _warnings_go_to(seen: list[tuple[str, str, int]] | None) -> Iterator[None]:
    if seen is None:
        yield
        return
    with warnings.catch_warnings():
        warnings.simplefilter("always", torch_trace.TracerWarning)
        torch_trace.TracerWarning.ignore_lib_warnings()  # adds torch's own filter in front
        show = warnings.showwarning

        def keep(message: Any, category: Any, filename: str, lineno: int, *rest: Any) -> None:
            if issubclass(category, torch_trace.TracerWarning):
                seen.append((str(message), filename, lineno))
            else:
                show(message, category, filename, lineno, *rest)

        warnings.showwarning = keep  # type: ignore[assignment]
        yield
