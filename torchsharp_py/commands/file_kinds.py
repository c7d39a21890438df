"""What a file is that is not a model, and what to do with it instead."""

from __future__ import annotations

import io
import os
import pickletools
import zipfile
from pathlib import Path

from torchsharp_py._archives import names_a_program

# How much of a file is read to find out what it is.
_HEAD = 1 << 16

_SCRIPT_IT = "torch.jit.save(torch.jit.script(model), 'model.pt')"
_FIRST_BYTES = (
    (
        b"version https://git-lfs",
        "is a pointer of Git LFS in place of a large file: fetch the file with `git lfs pull`",
    ),
    (
        b"<",
        "is a web page (HTML or XML), not a model: a download may have saved an error page. "
        "Download the file again",
    ),
    (b"\x89HDF\r\n", "is an HDF5 file, such as Keras writes, not a TorchScript archive"),
    (b"\x93NUMPY", "is a NumPy array, not a model: as an input it is `run --input NAME=FILE`"),
)
_ONNX = (
    "is an ONNX model, not a TorchScript archive: run it with onnxruntime, or write a TorchScript "
    f"archive from the PyTorch model: {_SCRIPT_IT}"
)
_SAFETENSORS = (
    "is a safetensors file: it holds tensors but no code. Read it with torchsharp_py.load(path), "
    "or put the tensors into a model with model.load_state_dict(torchsharp_py.load(path))"
)
_TENSORS = (
    "was written by torch.save and holds {} but no code: read it with torchsharp_py.load(path). To "
    "get a model, create it in Python, call model.load_state_dict with the tensors, and write it: "
    f"{_SCRIPT_IT}"
)
_PICKLED = (
    "is a Python object of the class {} that was pickled by torch.save. It needs Python and the "
    "source of the class: load it there with torch.load(path, weights_only=False), and write it as "
    f"TorchScript: {_SCRIPT_IT}"
)
_PLAIN_PICKLE = "is a Python pickle, not a TorchScript archive"

# What torch.save writes first for a value that is not an object of a class.
_VALUES = {
    "collections OrderedDict": "a state_dict",
    "torch._utils _rebuild_tensor_v2": "a tensor",
    "torch._utils _rebuild_parameter": "a parameter",
    "EMPTY_DICT": "a dictionary, such as a checkpoint or a state_dict,",
    "EMPTY_LIST": "a list",
    "EMPTY_TUPLE": "a tuple",
    "MARK": "a tuple",
}


def explain(path: str | os.PathLike[str] | None) -> str | None:
    """Says what a file is that could not be loaded, and what to do instead.

    Args:
        path: The file; None gives None.

    Returns:
        A sentence, or None if the file is not of a known kind.
    """
    if path is None or not os.path.isfile(path):
        return None
    with open(path, "rb") as file:
        head = file.read(_HEAD)
    found = _in_archive(path) if zipfile.is_zipfile(path) else _in_head(Path(path), head)
    return f"'{os.fspath(path)}' {found}" if found else None


def _in_head(path: Path, head: bytes) -> str | None:
    for start, sentence in _FIRST_BYTES:
        if head.lstrip().startswith(start):
            return sentence
    if head[8:9] == b"{" and int.from_bytes(head[:8], "little") <= path.stat().st_size - 8:
        return _SAFETENSORS
    # The first fields of an ONNX model are the version of its format and the producer's name.
    if path.suffix == ".onnx" or (head[:1] == b"\x08" and head[2:3] == b"\x12"):
        return _ONNX
    if head[:1] == b"\x80":
        return _pickled_before_zip(io.BytesIO(head))
    return None


def _in_archive(path: str | os.PathLike[str]) -> str | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            inside = {name.partition("/")[2]: name for name in names}
            if names_a_program(names):
                return None  # the error of the load says more
            if all(name.endswith(".npy") for name in names):
                return "is an archive of NumPy arrays (.npz), not a model"
            # A TorchScript archive also has a pickle of constants, or a folder of code.
            if "data.pkl" in inside and "constants.pkl" not in inside:
                with archive.open(inside["data.pkl"]) as record:
                    return _pickled(io.BytesIO(record.read(_HEAD)))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
        return None  # damaged: the error of the load says more
    return None


def _pickled(data: io.BytesIO) -> str | None:
    """Describes what torch.save pickled, without creating it."""
    try:
        root = _root(data)
    except (ValueError, IndexError):  # damaged: the error of the load says more
        return None
    if root in _VALUES:
        return _TENSORS.format(_VALUES[root])
    return _PICKLED.format(root.replace(" ", ".")) if " " in root else None


def _pickled_before_zip(data: io.BytesIO) -> str | None:
    """Describes a file of torch.save from before PyTorch 1.6, or another pickle."""
    try:
        values = [_root(data, to_end=True) for _ in range(3)]
    except (ValueError, IndexError):
        return _PLAIN_PICKLE
    # A magic number, the version of the format, and the sizes of C types precede the object.
    return _pickled(data) if values[0] == "LONG1" else _PLAIN_PICKLE


def _root(data: io.BytesIO, *, to_end: bool = False) -> str:
    """Reads a pickle as far as needed.

    Returns:
        The class of its value, as "module name", or the opcode that creates it.
    """
    root = ""
    words: list[str] = []
    for opcode, argument, _ in pickletools.genops(data):
        if opcode.name in ("PROTO", "FRAME", "MEMOIZE", "BINPUT"):
            continue
        if opcode.name in ("SHORT_BINUNICODE", "BINUNICODE"):
            words.append(str(argument))
        elif opcode.name == "STACK_GLOBAL":
            root = root or " ".join(words[-2:])
        elif opcode.name == "GLOBAL" and (not root or words == ["module"]):
            root = str(argument)  # also of ("module", class, source), by which torch.save began
        else:
            root = root or opcode.name
        if root and not to_end and root != "MARK":
            break
    return root
