"""The work of ``export.export`` and ``export.save``: torch.export, and AOTInductor."""

from __future__ import annotations

import inspect
import io
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import torch

from torchsharp_py._C import ScriptModule
from torchsharp_py._errors import (
    ModelIOError,
    ScriptCompileError,
    ScriptTypeError,
    ScriptValueError,
    TorchSharpError,
)
from torchsharp_py._frontend.parts_of_torch import jit
from torchsharp_py._frontend.session import frontend
from torchsharp_py._frontend.tracing import resolve

_AUTO_SIZES = (
    "expected no dynamic_shapes for a TorchScript module: torch's converter finds the sizes that "
    "can vary by itself"
)


def exported(
    target: Any,
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any] | None,
    dynamic_shapes: Any,
    strict: bool,
) -> torch.export.ExportedProgram:
    """Exports a module, a function, what a path names, or a TorchScript module.

    Args:
        target: The module, function or path; ours or torch's script module.
        args: Example inputs by position.
        kwargs: Example inputs by name.
        dynamic_shapes: As torch.export.export takes it.
        strict: Whether Python's bytecode is analyzed, rather than the calls recorded.
    """
    target = resolve(target)
    if isinstance(target, ScriptModule):
        target = _of_torch(target)
    if isinstance(target, (torch.jit.ScriptModule, torch.jit.ScriptFunction)):
        return _converted(target, args, kwargs, dynamic_shapes)
    module = _module(target)
    with _exporting():
        return torch.export.export(
            module, args, dict(kwargs or {}), dynamic_shapes=dynamic_shapes, strict=strict
        )


def archive_of(
    program: torch.export.ExportedProgram, extra_files: Mapping[str, Any], *, compiled: bool
) -> bytes:
    """Writes a program.

    Args:
        program: The program.
        extra_files: More files for the archive, by name.
        compiled: Whether AOTInductor compiles it, and the archive gets the code. The code shares
            the weights of the program.
    """
    archive = io.BytesIO()
    extra = {name: _text(name, content) for name, content in extra_files.items()}
    with _exporting():
        if not compiled:
            torch.export.save(program, archive, extra_files=extra)
            return archive.getvalue()
        from torch.export.pt2_archive import _package

        _package.package_pt2(
            archive,
            exported_programs={"model": program},
            aoti_files={"model": _compiled(program)},
            extra_files=extra,
        )
    return archive.getvalue()


def program_of(module: ScriptModule) -> torch.export.ExportedProgram:
    """The program of a loaded module, as Python's torch has it; with the module's weights."""
    if module._describe()["program"] is None:
        raise ScriptTypeError(
            "expected a program of torch.export, got a TorchScript module: save it with jit.save, "
            "or make a program of it with export.export"
        )
    with _exporting():
        return torch.export.load(io.BytesIO(module._save_bytes(None, with_code=False)))


def _text(name: str, content: Any) -> str:
    """An extra file as torch takes it."""
    try:
        return content if isinstance(content, str) else bytes(content).decode()
    except UnicodeDecodeError:
        raise ScriptValueError(
            f"expected text as extra_files[{name!r}]: torch.export writes only text, in UTF-8. "
            "Load the program, and save it with the file"
        ) from None


def _compiled(program: torch.export.ExportedProgram) -> list[Any]:
    """The files of AOTInductor's code, without its source."""
    import torch._inductor as inductor

    if program.example_inputs is None:
        raise ScriptTypeError(
            "expected a program with its example inputs: export it again, since AOTInductor "
            "compiles with them"
        )
    args, kwargs = program.example_inputs
    options = {"aot_inductor.package": True, "aot_inductor.package_constants_in_so": False}
    with torch.no_grad():
        module = program.module(check_guards=False)
        files: Any = inductor.aot_compile(module, args, kwargs, options=options)
    return [one for one in files if not isinstance(one, str) or not one.endswith(".cpp")]


def _module(target: Any) -> torch.nn.Module:
    if isinstance(target, torch.nn.Module):
        return target
    if inspect.isclass(target) or not callable(target):
        hint = ": create an instance of the class first" if inspect.isclass(target) else ""
        name = target.__name__ if inspect.isclass(target) else type(target).__name__
        raise ScriptTypeError(
            f"expected a torch.nn.Module, a function or a path to one, got {name}{hint}"
        )
    name = getattr(target, "__name__", "function").strip("<>")
    body = {"forward": staticmethod(target), "__module__": getattr(target, "__module__", "")}
    made: torch.nn.Module = type(name, (torch.nn.Module,), body)()
    return made


def _of_torch(module: ScriptModule) -> torch.jit.ScriptModule:
    if module._describe()["program"] is not None:
        raise ScriptTypeError(
            "expected a module to export, got a program of torch.export: save it with export.save"
        )
    with frontend():
        loaded: torch.jit.ScriptModule = jit.load(io.BytesIO(module._save_bytes(None)))
        return loaded


def _converted(
    module: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any] | None, dynamic_shapes: Any
) -> torch.export.ExportedProgram:
    if dynamic_shapes is not None:
        raise ScriptTypeError(_AUTO_SIZES)
    if kwargs:
        raise ScriptTypeError(
            "expected example inputs by position for a TorchScript module, got names: "
            f"{', '.join(kwargs)}"
        )
    from torch._export.converter import TS2EPConverter

    with _exporting():
        # An attribute that no method of the program uses stays in its state.
        warnings.filterwarnings("ignore", message="Manually populate")
        return TS2EPConverter(module, args).convert()


@contextmanager
def _exporting() -> Iterator[None]:
    """Runs torch.export; its errors become ours, those of the exported code stay."""
    with frontend():
        try:
            yield
        except TorchSharpError:
            raise
        except Exception as error:
            if not _is_of_export(error):
                raise
            raise ScriptCompileError(f"torch.export failed: {str(error).strip()}") from error


def _is_of_export(error: Exception) -> bool:
    """Whether torch.export, its converter or its compiler raised an error itself."""
    if type(error).__module__.startswith(("torch._", "torch.export", "torch.fx")):
        return True
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    raised_in = frame.tb_frame.f_globals.get("__name__", "") if frame is not None else ""
    return raised_in.startswith(("torch._export", "torch.export", "torch._inductor", "torch.fx"))


def write(data: bytes, target: Any) -> None:
    """Writes an archive to a path or a binary file object."""
    if hasattr(target, "write"):
        target.write(data)
        return
    if not isinstance(target, (str, os.PathLike)):
        raise ScriptTypeError(f"expected a path or a file object, got {type(target).__name__}")
    try:
        with open(target, "wb") as file:
            file.write(data)
    except OSError as error:
        raise ModelIOError(f"'{os.fspath(target)}' cannot be written: {error}") from error
