"""TorchScript models from Python and C#, typed, on one libtorch.

``import torchsharp_py`` does not import Python's ``torch``. That happens when the first tensor
becomes a Python object, or never.
"""

from __future__ import annotations

import sys

from torchsharp_py import _forked_dotnet, _libtorch
from torchsharp_py.commands.asked import asks_for

if asks_for("doctor", sys.argv, sys.orig_argv):  # it examines what could fail below
    from torchsharp_py.commands import doctor

    sys.exit(doctor.main())

_libtorch.preload()
try:
    from torchsharp_py import _C
except ImportError as error:
    raise ImportError(
        f"the extension of torchsharp_py did not load: {error}. It is built for torch "
        f"{_libtorch.RELEASE}; this environment has torch {_libtorch.installed_version()} in "
        f"{_libtorch.library_dir()}. If it was not built, or for another Python than "
        f"{sys.version_info.major}.{sys.version_info.minor}: pip install --no-build-isolation . in "
        "the source folder. If the system's text names a symbol: pip install --force-reinstall "
        f"'torch=={_libtorch.RELEASE}.*'. The command `torchsharp-py doctor` examines all parts."
    ) from error

from torchsharp_py import export, jit, ops
from torchsharp_py._checkpoint import load
from torchsharp_py._errors import (
    DeviceError,
    InternalError,
    ModelFormatError,
    ModelIOError,
    ModelNotFoundError,
    PolicyError,
    ScriptCanceledError,
    ScriptCompileError,
    ScriptMemoryError,
    ScriptRuntimeError,
    ScriptTimeoutError,
    ScriptTypeError,
    ScriptValueError,
    TorchSharpError,
    TracingCheckError,
    UnknownMethodError,
    UnknownOperatorError,
    UnsupportedValueError,
)

if "clr" in sys.modules:  # a C# program has started this interpreter
    _forked_dotnet.separate_children()

__version__ = _C.version

build_info = _C.build_info
get_num_interop_threads = _C.get_num_interop_threads
get_num_threads = _C.get_num_threads
set_num_interop_threads = _C.set_num_interop_threads
set_num_threads = _C.set_num_threads

__all__ = [
    "DeviceError",
    "InternalError",
    "ModelFormatError",
    "ModelIOError",
    "ModelNotFoundError",
    "PolicyError",
    "ScriptCanceledError",
    "ScriptCompileError",
    "ScriptMemoryError",
    "ScriptRuntimeError",
    "ScriptTimeoutError",
    "ScriptTypeError",
    "ScriptValueError",
    "TorchSharpError",
    "TracingCheckError",
    "UnknownMethodError",
    "UnknownOperatorError",
    "UnsupportedValueError",
    "build_info",
    "export",
    "get_num_interop_threads",
    "get_num_threads",
    "jit",
    "load",
    "ops",
    "set_num_interop_threads",
    "set_num_threads",
]
