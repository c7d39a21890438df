"""TorchScript modules and compilation units, called with ``torch.Tensor`` and Python values.

The functions mirror ``torch.jit``, but C++ does the work: only ``script``, ``trace`` and
``trace_module`` use Python's ``torch.jit``, so models still run after it is deprecated or removed.

    >>> from torchsharp_py import jit
    >>> m = jit.load("sample.pt")
    >>> m(x, y)                      # forward, with hooks, as torch.jit does
    >>> m.predict(x)                 # any exported method
    >>> m.invoke("add_scalar", x, i=3)

A :class:`Signature` makes a typed view: it is compared with the model once, and type checkers know
it.

    >>> m = jit.load("sample.pt", jit.Signature[[Tensor, Tensor], tuple[Tensor, Tensor]])
    >>> predict = m.method("predict", jit.Signature[[Tensor], Tensor])

Python's frontend makes modules from Python code:

    >>> m = jit.script("torch.nn:Linear", 10, 2)
    >>> m = jit.trace(lambda x: x.relu(), torch.rand(3))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

from torchsharp_py._C import (
    CompilationUnit,
    Future,
    ScriptMethod,
    ScriptModule,
    ScriptObject,
    TimeLimit,
)
from torchsharp_py._device import device_name, is_device
from torchsharp_py._errors import ScriptValueError
from torchsharp_py._frontend.api import build, script, trace, trace_module
from torchsharp_py._module.files import load_from, save_to
from torchsharp_py._module.files import save_to_bytes as archive_of
from torchsharp_py._module.freezing import (
    freeze,
    get_fusion_strategy,
    get_num_profiled_runs,
    get_profiling_executor,
    optimize_for_inference,
    set_fusion_strategy,
    set_num_profiled_runs,
    set_profiling_executor,
)
from torchsharp_py._module.hooks import RemovableHandle
from torchsharp_py._module.install import install
from torchsharp_py._module.pickling import shared
from torchsharp_py._module.wrapping import as_ours
from torchsharp_py._policy import policy_text
from torchsharp_py._profile import OperatorTime, Profile, profile
from torchsharp_py._typed.signature import Signature
from torchsharp_py._typed.views import checked

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import torch
    from typing_extensions import Buffer

    from torchsharp_py._enum_value import EnumValue as EnumValue
    from torchsharp_py._module.files import Source, WritableFile
    from torchsharp_py._policy import Policy
    from torchsharp_py._vetting import VetReport as VetReport
    from torchsharp_py._vetting import vet as vet

install()

_P = ParamSpec("_P")
_R_co = TypeVar("_R_co", covariant=True)

__all__ = [
    "CompilationUnit",
    "EnumValue",
    "Future",
    "OperatorTime",
    "Profile",
    "RemovableHandle",
    "ScriptMethod",
    "ScriptModule",
    "ScriptObject",
    "Signature",
    "TimeLimit",
    "VetReport",
    "build",
    "compile",
    "freeze",
    "get_fusion_strategy",
    "get_num_profiled_runs",
    "get_profiling_executor",
    "load",
    "optimize_for_inference",
    "profile",
    "save",
    "save_to_bytes",
    "script",
    "set_fusion_strategy",
    "set_num_profiled_runs",
    "set_profiling_executor",
    "shared",
    "time_limit",
    "trace",
    "trace_module",
    "vet",
    "wrap",
]


def __getattr__(name: str) -> Any:
    if name == "EnumValue":  # imports dataclasses, which most programs do not need
        from torchsharp_py._enum_value import EnumValue

        return EnumValue
    if name in ("vet", "VetReport"):
        from torchsharp_py import _vetting

        return getattr(_vetting, name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)


@overload
def load(
    source: Source,
    map_location: str | torch.device | None = None,
    *,
    extra_files: dict[str, Any] | None = None,
    mmap: bool = False,
    policy: Policy | None = None,
) -> ScriptModule: ...
@overload
def load(
    source: Source,
    signature: type[Signature[_P, _R_co]],
    map_location: str | torch.device | None = None,
    extra_files: dict[str, Any] | None = None,
    mmap: bool = False,
    policy: Policy | None = None,
) -> ScriptModule[_P, _R_co]: ...
def load(  # type: ignore[misc]  # the second argument may be either
    source: Source,
    signature: Any = None,
    map_location: Any = None,
    extra_files: dict[str, Any] | None = None,
    mmap: bool = False,
    policy: Any = None,
) -> ScriptModule:
    """Loads a TorchScript archive.

    Args:
        source: A file written by ``torch.jit.save``, by this package, from C++ or from C#: its
            path, its bytes (any object with the buffer protocol; only the weights are copied), or a
            binary file object, which is read from its position to its end.
        signature: What ``forward`` must take and return, such as ``Signature[[Tensor], Tensor]``.
            It may be omitted, as in ``load(path, "cuda:0")``.
        map_location: The device for parameters and buffers (``"cpu"``, ``"cuda:0"``); None keeps
            the devices that they were saved from.
        extra_files: Names of files in the archive beside the model. The contents (``bytes``) of
            each replace its value; names the archive lacks keep their values.
        mmap: Whether to map the file into memory, so that weights are read when they are first
            used; changes stay in memory. Only for a path.
        policy: What the file may do: ``"safe"``, the path of a policy in JSON (``pathlib.Path``),
            or a dict of the same form. By default a file may do anything, also while it is loaded:
            use ``"safe"`` for a file that you do not trust.

    Returns:
        The module, in the mode (training or evaluation) in which it was saved.

    Raises:
        ModelNotFoundError: The file does not exist (also a ``FileNotFoundError``).
        ModelIOError: The file cannot be read (also an ``OSError``).
        ModelFormatError: The file is not a complete TorchScript archive.
        UnknownOperatorError: The model uses an operator that this libtorch does not have.
        ScriptTypeError: ``forward`` has another signature, or ``source`` has a wrong type.
        DeviceError: The device is not available.
        PolicyError: The file could do what the policy does not allow. Nothing of it has run.

    Exceptions of a file object pass through unchanged.
    """
    if is_device(signature) and map_location is None:
        signature, map_location = None, signature
    rules = None if policy is None else policy_text(policy)
    loaded: ScriptModule = load_from(source, device_name(map_location), extra_files, mmap, rules)
    return checked(loaded, signature)  # type: ignore[no-any-return]


def time_limit(seconds: float | None = None) -> TimeLimit:
    """Limits how long calls of TorchScript code may take, on the thread that enters it.

        >>> with jit.time_limit(2.0) as limit:
        ...     m(x)                      # ScriptTimeoutError after two seconds
        >>> limit.cancel()                # from another thread: ScriptCanceledError

    The code is checked at every turn of a loop, at every call and every few operators; one operator
    is not interrupted, nor is ``__exit__`` of a ``with`` statement. Asynchronous calls and tasks
    take the limit of the thread that starts them along. Limits may be nested. Loading is limited
    too, if the file's classes run code on load.

    Args:
        seconds: How long, from when the limit is entered; None only allows it to be canceled.

    Raises:
        ScriptValueError: ``seconds`` is not a positive number.
    """
    if seconds is not None and not seconds > 0:
        raise ScriptValueError(f"expected a positive number of seconds or None, got {seconds!r}")
    return TimeLimit(seconds or 0.0)


def save(
    module: ScriptModule | torch.jit.ScriptModule,
    target: str | os.PathLike[str] | WritableFile,
    extra_files: Mapping[str, str | Buffer] | None = None,
) -> None:
    """Saves a module as a TorchScript archive.

    With a path, the archive is written to a temporary file beside it and then moved, so a failed
    save does not change an existing file.

    Args:
        module: A module from this package or from ``torch.jit``.
        target: The path of the file to write, or a binary file object.
        extra_files: More files to put into the archive, by name; ``load`` returns them.

    Raises:
        ModelIOError: The file cannot be written (also an ``OSError``).
        UnsupportedValueError: The module calls Python.

    Exceptions of a file object pass through unchanged.
    """
    save_to(as_ours(module), target, extra_files)


def save_to_bytes(
    module: ScriptModule | torch.jit.ScriptModule,
    extra_files: Mapping[str, str | Buffer] | None = None,
) -> bytes:
    """Returns a module as a TorchScript archive in memory.

    Args:
        module: A module from this package or from ``torch.jit``.
        extra_files: More files to put into the archive, by name.

    Raises:
        UnsupportedValueError: The module calls Python.
    """
    return archive_of(as_ours(module), extra_files)


def compile(source: str) -> CompilationUnit:
    """Compiles functions, classes, NamedTuples and enums from TorchScript source.

    Python does not run the source, so it cannot contain things that need Python's frontend
    (modules, decorators, inheritance). ``script`` takes those.

    Args:
        source: Definitions in any order, and imports of torch, typing, enum, math and warnings;
            parameters without an annotation are tensors.

    Returns:
        A unit. Its functions are attributes, ``compile(source).f(x)``; its method ``create``
        creates instances of its classes, ``create("Point", 1.0, 2.0)``.

    Raises:
        ScriptCompileError: The source does not compile; ``line`` and ``column`` say where (also a
            ``SyntaxError``).
        UnknownOperatorError: The source calls an operator that this libtorch does not have.
    """
    return CompilationUnit._compile(source)


@overload
def wrap(module: torch.jit.ScriptModule, signature: None = None) -> ScriptModule: ...
@overload
def wrap(
    module: torch.jit.ScriptModule, signature: type[Signature[_P, _R_co]]
) -> ScriptModule[_P, _R_co]: ...
def wrap(module: torch.jit.ScriptModule, signature: Any = None) -> ScriptModule:
    """Makes a module of this package from one of ``torch.jit``, without a copy.

    Both objects are then the same module: a change to one is a change to the other.
    ``module.to_torch()`` goes the other way.

    Args:
        module: A scripted or traced module.
        signature: What ``forward`` must take and return, such as ``Signature[[Tensor], Tensor]``.

    Raises:
        ScriptTypeError: ``module`` is not a script module, or ``forward`` has another signature.
    """
    return checked(ScriptModule._wrap(module), signature)  # type: ignore[no-any-return]
