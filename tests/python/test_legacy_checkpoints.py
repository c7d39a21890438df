"""Files from before PyTorch 1.6, as they were written, and damaged; modules saved as a whole."""

from __future__ import annotations

import io
import pickle
import struct
import tarfile
import warnings
from pathlib import Path
from random import Random
from typing import Any

import pytest
import torch
from torch import nn

import torchsharp_py
from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet
from tests.fuzz.pickles import global_, integer, text
from tests.models.checkpoint_values import checkpoint_values, same_checkpoint
from torchsharp_py import ModelFormatError

MAGIC = 0x1950A86A20F9469CFC6C
FACTS = {
    "protocol_version": 1001,
    "little_endian": True,
    "type_sizes": {"short": 2, "int": 4, "long": 4},
}
START = b"\x80\x02"
# What C# may answer to a damaged file: all of these are documented.
TYPED = ("ModelFormatException: ", "DeviceException: ", "TorchTypeException: ")
FLIPS = 400


@pytest.fixture(scope="module")
def files() -> Any:
    """The C# side."""
    csharp_assembly.load()
    from TorchSharpPy.Tests import FilesFromPython

    return FilesFromPython


def legacy(
    value: bytes, keys: Any = (), storages: bytes = b"", version: Any = 1001, facts: Any = None
) -> bytes:
    """A file with that pickle, without the end of its value, and these storages."""
    head = [pickle.dumps(one, 2) for one in (MAGIC, version, FACTS if facts is None else facts)]
    return b"".join(head) + START + value + b"." + pickle.dumps(list(keys), 2) + storages


def floats(*numbers: float) -> bytes:
    return struct.pack(f"<q{len(numbers)}f", len(numbers), *numbers)


def tensor(
    key: bytes = b"k",
    count: int = 4,
    kind: str = "FloatStorage",
    view: bytes = b"N",
    size: int = 4,
    offset: int = 0,
) -> bytes:
    """The instructions that make a tensor with one dimension."""
    storage = text(b"storage") + global_("torch", kind) + text(key) + text(b"cpu")
    return (
        global_("torch._utils", "_rebuild_tensor_v2")
        + (b"((" + storage + integer(count) + view + b"tQ")
        + (integer(offset) + integer(size) + b"\x85" + integer(1) + b"\x85\x89")
        + (global_("collections", "OrderedDict") + b")RtR")
    )


def view(offset: int, size: int, key: bytes = b"v") -> bytes:
    return text(key) + integer(offset) + integer(size) + b"\x87"


DATA = floats(1, 2, 3, 4)
GOOD = {
    "a tensor": legacy(tensor(), ["k"], DATA),
    "nothing": legacy(b"N"),
    "a list": legacy(b"](" + tensor() + tensor(size=2, offset=1) + b"e", ["k"], DATA),
    "a view": legacy(tensor(view=view(1, 2), size=2), ["k"], DATA),
    "two views": legacy(
        b"](" + tensor(view=view(1, 2), size=2) + tensor(view=view(1, 2), size=2) + b"e",
        ["k"],
        DATA,
    ),
    "big-endian": legacy(tensor(), ["k"], DATA, facts={**FACTS, "little_endian": False}),
    "python 2": legacy(
        b"ccollections\nOrderedDict\n](](U\x01a" + tensor() + b"e](U\x01bK\x01ee\x85R", ["k"], DATA
    ),
    "python 2 names": legacy(b"c__builtin__\nset\n](K\x01K\x02e\x85R"),
    "before 0.4": legacy(
        global_("torch._utils", "_rebuild_tensor")
        + (b"((" + text(b"storage") + global_("torch", "FloatStorage") + text(b"k"))
        + (text(b"cpu") + integer(4) + b"NtQK\x00K\x04\x85K\x01\x85tR"),
        ["k"],
        DATA,
    ),
}
GOOD["a parameter before 0.4"] = legacy(
    global_("torch.nn.parameter", "Parameter") + tensor() + b"\x85R\x89\x89N\x87b", ["k"], DATA
)
BAD = {
    "another version": (legacy(b"N", version=1002), "unknown version"),
    "no facts": (legacy(b"N", facts=[1]), "kind of machine"),
    "no storage": (legacy(tensor()), "lacks the elements"),
    "a storage too many": (legacy(b"N", ["k"], DATA), "no tensor uses"),
    "a key twice": (legacy(tensor(), ["k", "k"], DATA + DATA), "same key"),
    "keys that are no list": (legacy(b"N")[: -len(pickle.dumps([], 2))] + b"\x80\2N.", "list"),
    "a short storage": (legacy(tensor(), ["k"], DATA[:-1]), "ends before"),
    "no count": (legacy(tensor(), ["k"], b"\4\0"), "ends too early"),
    "a huge count": (legacy(tensor(), ["k"], struct.pack("<q", 2**62)), "ends before"),
    "a negative count": (legacy(tensor(), ["k"], struct.pack("<q", -4) + DATA), "ends before"),
    "another count": (legacy(tensor(), ["k"], floats(1, 2)), "4 elements of 4 bytes"),
    "a huge storage": (legacy(tensor(count=2**62), ["k"], DATA), "there are 16 bytes for it"),
    "a negative storage": (legacy(tensor(count=-1), ["k"], DATA), "storage of -1 elements"),
    "a large tensor": (legacy(tensor(size=5), ["k"], DATA), "larger than its storage"),
    "two widths": (
        legacy(b"](" + tensor() + tensor(kind="DoubleStorage") + b"e", ["k"], DATA),
        "elements of two sizes",
    ),
    "a view outside": (legacy(tensor(view=view(3, 2), size=2), ["k"], DATA), "lies outside"),
    "a view before": (legacy(tensor(view=view(-1, 2), size=2), ["k"], DATA), "lies outside"),
    "a view too small": (legacy(tensor(view=view(1, 2)), ["k"], DATA), "larger than its storage"),
    "a view of two sizes": (
        legacy(
            b"](" + tensor(view=view(1, 2), size=2) + tensor(view=view(1, 3), size=2) + b"e",
            ["k"],
            DATA,
        ),
        "two sizes",
    ),
    "a view without a place": (legacy(tensor(view=b")"), ["k"], DATA), "without its place"),
    "a tensor in the header": (
        legacy(b"N").replace(b"\x80\x02N.", b"\x80\x02N." + START + tensor() + b".", 1)[:-8],
        "header holds a tensor",
    ),
    "too deep": (legacy(b"]" * 600 + b"a" * 599), "nested more than 500"),
    "itself": (legacy(b"]q\x00h\x00a"), "contains itself"),
    "repeated": (legacy(b")" + b"q\x00h\x00\x86" * 60), "too many times"),
    "a long text": (legacy(b"X\xff\xff\xff\xffabc"), "ends too early"),
    "no end": (legacy(b"N")[: len(legacy(b"")) - 9], "ends too early"),
    "a whole module": (
        legacy(b"(" + text(b"module") + global_("__main__", "Net") + b"NNtQ"),
        "'__main__.Net'",
    ),
    "code": (legacy(global_("os", "system") + text(b"true") + b"\x85R"), "'os.system'"),
}


@needs_dotnet
@pytest.mark.parametrize("name", GOOD)
def test_the_parts_of_the_format(files: Any, tmp_path: Path, name: str) -> None:
    expected = torch.load(io.BytesIO(GOOD[name]), weights_only=True)
    assert files.CopyBytes(GOOD[name], str(tmp_path / "copy.pt")) == ""
    copied = torch.load(tmp_path / "copy.pt", weights_only=True)
    if "view" in name:  # the copy has the whole storage of a view
        assert str(copied) == str(expected)
    else:
        assert same_checkpoint(copied, expected)


@needs_dotnet
@pytest.mark.parametrize("name", BAD)
def test_a_damaged_file_says_what_is_wrong(files: Any, tmp_path: Path, name: str) -> None:
    data, message = BAD[name]
    error = files.CopyBytes(data, str(tmp_path / "copy.pt"))
    assert error.startswith("ModelFormatException: the data in memory cannot be read as a")
    assert message in error


def base() -> bytes:
    """A file with values of most kinds."""
    value = {
        "x": torch.arange(6.0).view(2, 3),
        "half": torch.ones(2, dtype=torch.float16),
        "sparse": torch.eye(3).to_sparse(),
        "quantized": torch.quantize_per_tensor(torch.ones(3), 0.1, 1, torch.qint8),
        "nested": [1, {"a": (2.5, None, True)}, b"bytes", {1, 2}, torch.device("cpu")],
        "parameter": nn.Parameter(torch.ones(2)),
        "dtype": torch.float32,
    }
    return written(value)


def written(value: Any) -> bytes:
    """A file in the format before PyTorch 1.6."""
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.save(value, file, _use_new_zipfile_serialization=False)
    return file.getvalue()


def outcome(files: Any, data: bytes, target: Path) -> str:
    """What C# says to a file: nothing, or a documented error; what it reads is what torch reads."""
    error: str = files.CopyBytes(data, str(target))
    if error:
        assert error.startswith(TYPED)
        return error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = torch.load(io.BytesIO(data), weights_only=True)
            copied = torch.load(target, weights_only=True)
    except Exception:  # whatever torch raises for a damaged file
        return ""
    assert same_checkpoint(copied, expected)
    return ""


@needs_dotnet
def test_every_beginning_of_a_file_is_a_typed_error(files: Any, tmp_path: Path) -> None:
    whole = base()
    lengths = {*range(120), *Random(5).sample(range(len(whole)), 200), len(whole) - 1}
    for length in sorted(lengths):
        error = outcome(files, whole[:length], tmp_path / "copy.pt")
        assert error.startswith("ModelFormatException: "), length


@needs_dotnet
@pytest.mark.parametrize("seed", range(4))
def test_flipped_bytes_are_a_typed_error_or_read_as_torch_reads_them(
    files: Any, tmp_path: Path, seed: int
) -> None:
    whole, random, read = base(), Random(seed), 0
    for _ in range(FLIPS // 4):
        data = bytearray(whole)
        for _ in range(random.choice((1, 1, 2, 8))):
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)
        read += outcome(files, bytes(data), tmp_path / "copy.pt") == ""
    assert 0 < read < FLIPS // 4


@needs_dotnet
def test_flipped_bytes_of_every_value(files: Any, tmp_path: Path) -> None:
    values, random = checkpoint_values(), Random(11)
    for name, value in values.items():
        data = written(value)
        for _ in range(3):
            damaged = bytearray(data)
            damaged[random.randrange(len(data))] ^= 1 << random.randrange(8)
            outcome(files, bytes(damaged), tmp_path / f"{name}.pt")


class Net(nn.Module):
    """A class whose code is not in the file."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(2, 2)


@pytest.mark.parametrize("is_zip", [True, False], ids=["zip", "legacy"])
class TestWholeModules:
    """A module as a whole needs its class, in both formats."""

    @staticmethod
    def save(path: Path, is_zip: bool) -> Path:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.save(Net(), path, _use_new_zipfile_serialization=is_zip)
        return path

    @needs_dotnet
    def test_in_csharp(self, files: Any, tmp_path: Path, is_zip: bool) -> None:
        data = self.save(tmp_path / "net.pt", is_zip).read_bytes()
        error = files.CopyBytes(data, str(tmp_path / "copy.pt"))
        assert error.startswith("ModelFormatException: ")
        assert f"'{Net.__module__}.Net'" in error
        assert "state_dict()" in error
        assert "torch.jit.script" in error

    def test_in_python(self, tmp_path: Path, is_zip: bool) -> None:
        path = self.save(tmp_path / "net.pt", is_zip)
        with pytest.raises(ModelFormatError, match=rf"net\.pt' .*'{Net.__module__}\.Net'") as error:
            torchsharp_py.load(path)
        assert "state_dict()" in str(error.value)
        assert "torch.jit.script" in str(error.value)


def tar(path: Path) -> Path:
    """A file as PyTorch 0.1.9 and earlier wrote it."""
    parts = {"sys_info": {}, "pickle": None, "tensors": 0, "storages": 0}
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
        for name, value in parts.items():
            data = pickle.dumps(value, 2)
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


@needs_dotnet
def test_a_tar_archive_in_csharp(files: Any, tmp_path: Path) -> None:
    error = files.CopyBytes(tar(tmp_path / "old.pt").read_bytes(), str(tmp_path / "copy.pt"))
    assert error.startswith("ModelFormatException: ")
    assert "tar archive, as PyTorch wrote before version 0.1.10" in error
    assert "weights_only=False" in error


def test_a_tar_archive_in_python(tmp_path: Path) -> None:
    with pytest.raises(ModelFormatError, match=r"old\.pt' is a tar archive.*weights_only=False"):
        torchsharp_py.load(tar(tmp_path / "old.pt"))
