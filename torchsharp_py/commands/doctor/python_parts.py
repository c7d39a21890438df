"""The parts that a Python program needs."""

from __future__ import annotations

import platform
import shutil
import sys
from pathlib import Path

from torchsharp_py import _libtorch
from torchsharp_py.commands.doctor.children import ChildError, run_python
from torchsharp_py.commands.doctor.findings import Finding, State

_PACKAGE = Path(__file__).resolve().parents[2]
_OLDEST = (3, 11)
_INSTALL_TORCH = f"pip install 'torch=={_libtorch.RELEASE}.*'"
_BUILD = "pip install --no-build-isolation . in the source folder"

_CALL = """
import torch
from torchsharp_py import jit
unit = jit.compile("def twice(x): return x + x")
result = unit.twice(torch.ones(2))
assert result.tolist() == [2.0, 2.0], result
print("compiled a function and called it with a tensor")
"""
_GPU = """
import torch
from torchsharp_py import jit
if torch.cuda.is_available():
    unit = jit.compile("def twice(x): return x + x")
    assert unit.twice(torch.ones(2, device="cuda")).tolist() == [2.0, 2.0]
    names = [torch.cuda.get_device_name(index) for index in range(torch.cuda.device_count())]
    print(f"ok {', '.join(names)}, CUDA {torch.version.cuda}; called a function on the first")
elif torch.version.cuda or torch.version.hip:
    print(f"none torch is built for CUDA {torch.version.cuda}, but finds no driver or no device")
else:
    print("none torch is built without CUDA")
"""


def check_python() -> Finding:
    """The interpreter."""
    text = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    text += f", {sys.executable}"
    if sys.version_info < _OLDEST:
        return Finding("Python", State.FAILED, text, "install Python 3.11 or later")
    return Finding("Python", State.OK, text)


def check_torch() -> Finding:
    """The package torch, which libtorch is a part of."""
    try:
        version, folder = _libtorch.installed_version(), _libtorch.library_dir()
    except ImportError as error:
        return Finding("torch", State.FAILED, str(error), _INSTALL_TORCH)
    text = f"{version} in {folder.parent}"
    if version is not None and not version.startswith(f"{_libtorch.RELEASE}."):
        text += f"; torchsharp_py is built for torch {_libtorch.RELEASE}"
        return Finding("torch", State.FAILED, text, _INSTALL_TORCH)
    return Finding("torch", State.OK, text)


def check_library() -> Finding:
    """The core library and the extension, and the libtorch that they were built for."""
    part = "native library"
    missing = [
        name
        for name, pattern in (("the core library", "lib/*torchsharp_core*"), ("_C", "_C.*[od]"))
        if not list(_PACKAGE.glob(pattern))
    ]
    if missing:
        return Finding(part, State.FAILED, f"{' and '.join(missing)} not in {_PACKAGE}", _BUILD)
    try:
        built = run_python("import torchsharp_py; print(torchsharp_py.build_info())")
    except ChildError as error:
        return Finding(part, State.FAILED, str(error), f"{_INSTALL_TORCH}, or {_BUILD}")
    return Finding(part, State.OK, f"built as {built}, in {_PACKAGE}")


def check_python_call() -> Finding:
    """A call from Python."""
    try:
        return Finding("Python call", State.OK, run_python(_CALL))
    except ChildError as error:
        cure = "mend the parts above; if they work, please report this"
        return Finding("Python call", State.FAILED, str(error), cure)


def check_gpu() -> Finding:
    """A call on a GPU."""
    try:
        found, _, text = run_python(_GPU).partition(" ")
    except ChildError as error:
        cure = "nvidia-smi shows whether the driver works; pytorch.org lists the CUDA it needs"
        return Finding("GPU", State.FAILED, str(error), cure)
    if found == "ok":
        return Finding("GPU", State.OK, text)
    driver = shutil.which("nvidia-smi") is not None
    cure = "install a torch for CUDA, which pytorch.org lists" if driver else ""
    return Finding("GPU", State.MISSING, text, cure)
