"""TorchScript models from Python and C#, typed, on one libtorch.

``import torchsharp_py`` does not import Python's ``torch``. That happens when the first tensor
becomes a Python object, or never.
"""

from __future__ import annotations

from torchsharp_py import _libtorch

_libtorch.preload()
try:
    from torchsharp_py import _C
except ImportError as error:
    raise ImportError(
        f"the extension of torchsharp_py did not load: {error}. Likely causes: it was built for "
        "another release of torch than the one in this environment, or it was not built (run pip "
        "install --no-build-isolation . in the source folder to build it)."
    ) from error

from torchsharp_py import jit, ops
from torchsharp_py._checkpoint import load
from torchsharp_py._errors import (
    DeviceError,
    InternalError,
    ModelFormatError,
    ModelIOError,
    ModelNotFoundError,
    ScriptCompileError,
    ScriptMemoryError,
    ScriptRuntimeError,
    ScriptTypeError,
    ScriptValueError,
    TorchSharpError,
    TracingCheckError,
    UnknownMethodError,
    UnknownOperatorError,
    UnsupportedValueError,
)

__version__ = "0.1.0"

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
    "ScriptCompileError",
    "ScriptMemoryError",
    "ScriptRuntimeError",
    "ScriptTypeError",
    "ScriptValueError",
    "TorchSharpError",
    "TracingCheckError",
    "UnknownMethodError",
    "UnknownOperatorError",
    "UnsupportedValueError",
    "build_info",
    "get_num_interop_threads",
    "get_num_threads",
    "jit",
    "load",
    "ops",
    "set_num_interop_threads",
    "set_num_threads",
]
