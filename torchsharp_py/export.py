"""Programs of ``torch.export``, called like TorchScript modules.

    >>> from torchsharp_py import export
    >>> m = export.load("model.pt2")  # written by torch.export.save
    >>> m(x)
    >>> m.forward.schema  # its arguments and result; compared with a Signature if one is given

The program runs in C++, operator by operator, without Python's ``torch``. What a caller gives is
compared with what the program was exported for: element types, sizes and their ranges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TypeVar, overload

from torchsharp_py._C import ScriptModule
from torchsharp_py._device import device_name, is_device
from torchsharp_py._errors import ScriptValueError
from torchsharp_py._module.files import Readers, load_module
from torchsharp_py._typed.signature import Signature
from torchsharp_py._typed.views import checked

if TYPE_CHECKING:
    import torch

    from torchsharp_py._module.files import Source

_P = ParamSpec("_P")
_R_co = TypeVar("_R_co", covariant=True)

# The numbers of tsp_program_mode.
_MODES = {"auto": 0, "interpret": 1, "compiled": 2}

Mode = Literal["auto", "interpret", "compiled"]

__all__ = ["Mode", "Signature", "load"]


@overload
def load(
    source: Source,
    map_location: str | torch.device | None = None,
    *,
    model: str | None = None,
    mode: Mode = "interpret",
    extra_files: dict[str, Any] | None = None,
    mmap: bool = False,
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
        extra_files: Names of files in the archive beside the program. The contents (``bytes``) of
            each replace its value; names the archive lacks keep their values.
        mmap: Whether to map the file into memory, so that weights are read when they are first
            used; changes stay in memory. Only for a path.

    Returns:
        The program as a module, whose only method is ``forward``. Numbers and text that were
        arguments at the export are constants: ``forward`` takes no other value for them.

    Raises:
        ModelNotFoundError: The file does not exist (also a ``FileNotFoundError``).
        ModelIOError: The file cannot be read (also an ``OSError``).
        ModelFormatError: The file is not a complete ``.pt2`` archive.
        UnknownOperatorError: The program uses an operator that this libtorch does not have.
        UnsupportedValueError: The program has a construct that is not supported; it is named.
        ScriptTypeError: ``forward`` has another signature, or ``source`` has a wrong type.
        ScriptValueError: There is no such program or mode.
        DeviceError: The device is not available.

    Exceptions of a file object pass through unchanged.
    """
    if is_device(signature) and map_location is None:
        signature, map_location = None, signature
    if mode not in _MODES:
        raise ScriptValueError(f"expected a mode of {', '.join(_MODES)}; got {mode!r}")
    name, number, device = model or "", _MODES[mode], device_name(map_location)
    readers = Readers[ScriptModule](
        lambda path: ScriptModule._load_program_file(path, mmap, name, number, device, extra_files),
        lambda data: ScriptModule._load_program_bytes(data, name, number, device, extra_files),
        lambda file: ScriptModule._load_program_stream(file, name, number, device, extra_files),
    )
    return checked(load_module(source, readers, extra_files, mmap), signature)  # type: ignore[no-any-return]
