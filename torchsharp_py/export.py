"""Programs of ``torch.export``, called like TorchScript modules.

    >>> from torchsharp_py import export
    >>> m = export.load("model.pt2")  # written by torch.export.save
    >>> m(x)
    >>> m.forward.schema  # its arguments and result; compared with a Signature if one is given

The program runs in C++, operator by operator, without Python's ``torch``. What a caller gives is
compared with what the program was exported for: element types, sizes and their ranges.

Only making a program needs Python's ``torch.export``:

    >>> m = export.export(net, (x,), dynamic_shapes={"x": {0: torch.export.Dim("batch")}})
    >>> export.save(m, "model.pt2", compiled=True)  # with code of AOTInductor
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TypeVar, overload

from torchsharp_py._C import ScriptModule
from torchsharp_py._device import device_name, is_device
from torchsharp_py._errors import ScriptTypeError, ScriptValueError
from torchsharp_py._module.files import Readers, load_module, save_to
from torchsharp_py._policy import policy_text
from torchsharp_py._typed.signature import Signature
from torchsharp_py._typed.views import checked

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import torch
    from typing_extensions import Buffer

    from torchsharp_py._module.files import Source, WritableFile
    from torchsharp_py._policy import Policy

_P = ParamSpec("_P")
_R_co = TypeVar("_R_co", covariant=True)

# The numbers of tsp_program_mode.
_MODES = {"auto": 0, "interpret": 1, "compiled": 2, "unchecked": 3}

Mode = Literal["auto", "interpret", "compiled", "unchecked"]

__all__ = ["Mode", "Signature", "export", "load", "save"]


@overload
def load(
    source: Source,
    map_location: str | torch.device | None = None,
    *,
    model: str | None = None,
    mode: Mode = "interpret",
    extra_files: dict[str, Any] | None = None,
    mmap: bool = False,
    policy: Policy | None = None,
) -> ScriptModule: ...
@overload
def load(
    source: Source,
    signature: type[Signature[_P, _R_co]],
    map_location: str | torch.device | None = None,
    *,
    model: str | None = None,
    mode: Mode = "interpret",
    extra_files: dict[str, Any] | None = None,
    mmap: bool = False,
    policy: Policy | None = None,
) -> ScriptModule[_P, _R_co]: ...
def load(  # type: ignore[misc]  # the second argument may be either
    source: Source,
    signature: Any = None,
    map_location: Any = None,
    *,
    model: str | None = None,
    mode: Mode = "interpret",
    extra_files: dict[str, Any] | None = None,
    mmap: bool = False,
    policy: Any = None,
) -> ScriptModule:
    """Loads a program of a ``.pt2`` file.

    Args:
        source: A file written by ``torch.export.save``, or by ``save`` of such a module: its path,
            its bytes (any object with the buffer protocol), or a binary file object, which is read
            from its position to its end.
        signature: What ``forward`` must take and return, such as ``Signature[[Tensor], Tensor]``.
            It may be omitted, as in ``load(path, "cuda:0")``.
        map_location: The device for parameters and buffers (``"cpu"``, ``"cuda:0"``); None keeps
            the devices that they were saved from.
        model: The name of the program in the file; None is the only one, or ``"model"``.
        mode: ``"interpret"`` runs the program operator by operator. ``"auto"`` runs the compiled
            code (AOTInductor) that the file may have for this machine, where no gradients are
            recorded, and ``"compiled"`` is an error if there is none. Compiled code is a library of
            the file, which may do what this process may: ask for it only if you trust the file.
            ``"unchecked"`` loads a file with compiled code and no program, such as
            ``torch._inductor.aoti_compile_and_package`` writes. It runs the library of the file, as
            ``"compiled"`` does. Nothing is known of the element types and sizes that the code
            takes, so only AOTInductor's own checks look at them.
        extra_files: Names of files in the archive beside the program. The contents (``bytes``) of
            each replace its value; names the archive lacks keep their values.
        mmap: Whether to map the file into memory, so that weights are read when they are first
            used; changes stay in memory. Only for a path.
        policy: What the program may do, as in :func:`torchsharp_py.jit.load`: ``"safe"`` for a file
            that you do not trust. Compiled code cannot be looked into: only for ``"interpret"``.

    Returns:
        The program as a module, whose only method is ``forward``. Numbers and text that were
        arguments at the export are constants: ``forward`` takes no other value for them.

    Raises:
        ModelNotFoundError: The file does not exist (also a ``FileNotFoundError``).
        ModelIOError: The file cannot be read (also an ``OSError``).
        ModelFormatError: The file is not a complete ``.pt2`` archive.
        UnknownOperatorError: The program uses an operator that this libtorch does not have.
        UnsupportedValueError: The program has a construct that is not supported; it is named. Or
            the file has only compiled code, and ``mode`` is not ``"unchecked"``.
        ScriptTypeError: ``forward`` has another signature, or ``source`` has a wrong type.
        ScriptValueError: There is no such program or mode; the policy cannot be read, or the mode
            is another one than ``"interpret"`` with a policy.
        PolicyError: The program could do what the policy does not allow. Nothing of it has run.
        DeviceError: The device is not available.

    Exceptions of a file object pass through unchanged.
    """
    if is_device(signature) and map_location is None:
        signature, map_location = None, signature
    if mode not in _MODES:
        raise ScriptValueError(f"expected a mode of {', '.join(_MODES)}; got {mode!r}")
    rules = None if policy is None else policy_text(policy)
    how = (model or "", _MODES[mode], rules, device_name(map_location), extra_files)
    readers = Readers[ScriptModule](
        lambda path: ScriptModule._load_program_file(path, mmap, *how),
        lambda data: ScriptModule._load_program_bytes(data, *how),
        lambda file: ScriptModule._load_program_stream(file, *how),
    )
    return checked(load_module(source, readers, extra_files, mmap), signature)  # type: ignore[no-any-return]


@overload
def export(
    obj: Any,
    args: tuple[Any, ...] = (),
    kwargs: Mapping[str, Any] | None = None,
    *,
    dynamic_shapes: Any = None,
    strict: bool = False,
    signature: None = None,
) -> ScriptModule: ...
@overload
def export(
    obj: Any,
    args: tuple[Any, ...] = (),
    kwargs: Mapping[str, Any] | None = None,
    *,
    dynamic_shapes: Any = None,
    strict: bool = False,
    signature: type[Signature[_P, _R_co]],
) -> ScriptModule[_P, _R_co]: ...
def export(
    obj: Any,
    args: tuple[Any, ...] = (),
    kwargs: Mapping[str, Any] | None = None,
    *,
    dynamic_shapes: Any = None,
    strict: bool = False,
    signature: Any = None,
) -> ScriptModule:
    """Exports Python code, and loads the program.

    Args:
        obj: A ``torch.nn.Module`` or a function, or a path to one, such as
            ``"torch.nn.functional:relu"``; or a TorchScript module, ours or torch's, which torch's
            converter translates as far as it can.
        args: Example inputs by position. Their element types and sizes become those of the program.
        kwargs: Example inputs by name.
        dynamic_shapes: The sizes that vary, as ``torch.export.export`` takes them. Not for a
            TorchScript module, whose sizes vary wherever the converter finds it possible.
        strict: Whether Python's bytecode is analyzed, rather than the calls recorded.
        signature: What ``forward`` must take and return, such as ``Signature[[Tensor], Tensor]``.

    Returns:
        The program as a module, in the mode of ``obj`` (training or evaluation).

    Raises:
        ScriptCompileError: torch.export cannot express the code. Errors of the code itself pass
            through unchanged.
        ScriptTypeError: ``obj`` cannot be exported, or ``forward`` has another signature.
        ScriptValueError: No object has that name.
    """
    from torchsharp_py._frontend import exporting

    if not isinstance(args, tuple):
        raise ScriptTypeError(f"expected a tuple of example inputs, got {type(args).__name__}")
    program = exporting.exported(obj, args, kwargs, dynamic_shapes, strict)
    return load(exporting.archive_of(program, {}, compiled=False), signature)


def save(
    program: ScriptModule | torch.export.ExportedProgram,
    target: str | os.PathLike[str] | WritableFile,
    extra_files: Mapping[str, str | Buffer] | None = None,
    *,
    compiled: bool = False,
) -> None:
    """Writes a program as a ``.pt2`` file, which ``torch.export.load`` reads too.

    Args:
        program: A program that was loaded or exported, with the weights that it has now; or
            torch's ``ExportedProgram``. Compiled code that a program was loaded with (``mode`` is
            ``"auto"`` or ``"compiled"``) is written again, unless weights that it has a copy of
            have changed, or the program was cast or moved.
        target: The path of the file, or a binary file object.
        extra_files: More files to put into the archive, by name.
        compiled: Whether AOTInductor compiles the program for this machine, and the file gets the
            code. It needs a C++ compiler and the example inputs of the export. The code shares the
            weights of the program; ``load`` runs it with ``mode="auto"`` or ``"compiled"``.

    Raises:
        ModelIOError: The file cannot be written (also an ``OSError``).
        ScriptCompileError: AOTInductor cannot compile it.
        ScriptTypeError: ``program`` is not a program of torch.export.
    """
    if isinstance(program, ScriptModule):
        if program._describe()["program"] is not None and not compiled:
            save_to(program, target, extra_files)
            return
        from torchsharp_py._frontend.exporting import program_of

        program = program_of(program)
    from torchsharp_py._frontend import exporting

    exporting.write(exporting.archive_of(program, extra_files or {}, compiled=compiled), target)
