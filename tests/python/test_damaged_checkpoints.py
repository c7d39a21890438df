"""Damaged checkpoints, safetensors files and records: each is a typed error of the package."""

from __future__ import annotations

import json
import struct
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
import torch

import torchsharp_py
from torchsharp_py import DeviceError, ModelFormatError, ModelIOError, ScriptMemoryError
from torchsharp_py.inspect.archive import read_archive


def checkpoint(path: Path, pickle: bytes) -> Path:
    """Writes an archive like one of torch.save with that pickle."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("archive/data.pkl", pickle)
        archive.writestr("archive/version", "3\n")
        archive.writestr("archive/byteorder", "little")
    return path


@pytest.mark.parametrize(
    "pickle",
    [
        b"\x80\x02ccollections\nOrderedDict\nG" + bytes(8) + b"R.",
        b"\x80\x020.",
        b"\x80\x02h\x07.",
        b"\x80\x02X\xff\xff\xff\xffab.",
        b"\x80\x02]K\x01b.",
        b"\x80\x02J\x01",
        b"",
    ],
)
def test_a_damaged_pickle_is_a_format_error(tmp_path: Path, pickle: bytes) -> None:
    path = checkpoint(tmp_path / "bad.pt", pickle)
    with pytest.raises(ModelFormatError, match=r"bad.pt' is not a torch.save checkpoint") as error:
        torchsharp_py.load(path)
    with pytest.raises(Exception) as plain:  # noqa: PT011  # whatever it is in this version
        torch.load(path)
    assert type(error.value.__cause__) is type(plain.value)


def test_a_tensor_that_does_not_fit_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.save({"a": torch.ones(2)}, tmp_path / "good.pt")
    for error in (
        MemoryError(),
        RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes."),
    ):

        def fails(*_: Any, error: Exception = error, **__: Any) -> None:
            raise error

        monkeypatch.setattr(torch, "load", fails)
        with pytest.raises(ScriptMemoryError, match=r"the tensors of '.*good.pt' do not fit"):
            torchsharp_py.load(tmp_path / "good.pt")


def test_an_unavailable_device(tmp_path: Path) -> None:
    safetensors = pytest.importorskip("safetensors.torch")
    torch.save({"a": torch.ones(2)}, tmp_path / "good.pt")
    safetensors.save_file({"a": torch.ones(2)}, tmp_path / "good.safetensors")
    for name in ("good.pt", "good.safetensors"):
        for device in ("cuda:7", "xpu:7", "vulkan", "hip"):
            with pytest.raises(DeviceError, match=f"the device '{device}' is not available: "):
                torchsharp_py.load(tmp_path / name, device)
        assert torchsharp_py.load(tmp_path / name, "meta")["a"].is_meta


def test_warnings_stay_warnings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch.save({"a": torch.ones(2)}, tmp_path / "good.pt")

    def warns(*_: Any, **__: Any) -> None:
        warnings.warn("old", DeprecationWarning, stacklevel=1)

    monkeypatch.setattr(torch, "load", warns)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(DeprecationWarning):
            torchsharp_py.load(tmp_path / "good.pt")


@pytest.mark.parametrize(
    "entry",
    [
        {"dtype": "F32", "shape": [0, 2**63], "data_offsets": [0, 0]},
        {"dtype": "F6_E2M3", "shape": [4], "data_offsets": [0, 3]},
        {"dtype": "F32", "shape": [2], "data_offsets": [0, 2**63]},
        {"dtype": "F99", "shape": [2], "data_offsets": [0, 8]},
        {"dtype": "F32", "shape": "2", "data_offsets": [0, 8]},
        7,
    ],
)
def test_a_damaged_safetensors_file_is_a_format_error(tmp_path: Path, entry: Any) -> None:
    pytest.importorskip("safetensors")
    header = json.dumps({"a": entry}).encode()
    content = bytes(3 if "F6_E2M3" in str(entry) else 8 if "F99" in str(entry) else 0)
    path = tmp_path / "bad.safetensors"
    path.write_bytes(struct.pack("<Q", len(header)) + header + content)
    with pytest.raises(ModelFormatError, match=r"bad.safetensors' is not a safetensors") as error:
        torchsharp_py.load(path)
    assert "\n" not in str(error.value)


class TestRecords:
    """What ``inspect`` reads from the zip archive."""

    @staticmethod
    def write(path: Path, version: bytes, method: int = zipfile.ZIP_DEFLATED) -> Path:
        with zipfile.ZipFile(path, "w", method) as archive:
            archive.writestr("m/version", version)
            archive.writestr("m/byteorder", "little")
        return path

    def change(self, path: Path, offset: int, value: int, directory: bool = True) -> Path:
        """Changes a field of two bytes of the first record."""
        data = bytearray(path.read_bytes())
        start = data.index(b"PK\1\2") if directory else 0
        struct.pack_into("<H", data, start + offset, value)
        path.write_bytes(data)
        return path

    def test_an_encrypted_record(self, tmp_path: Path) -> None:
        path = self.change(self.write(tmp_path / "x.pt", b"3\n"), 8, 1)
        with pytest.raises(ModelFormatError, match="encrypted"):
            read_archive(path)

    def test_a_record_that_ends_too_early(self, tmp_path: Path) -> None:
        path = self.write(tmp_path / "x.pt", b"3\n", zipfile.ZIP_STORED)
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("m/version", "3\n")
        data = path.read_bytes()
        start = data.index(b"PK\1\2")
        for offset in (20, 24):  # both sizes
            data = data[: start + offset] + struct.pack("<I", 900) + data[start + offset + 4 :]
        path.write_bytes(data)
        with pytest.raises(ModelFormatError):
            read_archive(path)

    def test_a_damaged_compressed_record(self, tmp_path: Path) -> None:
        path = self.write(tmp_path / "x.pt", b"3" * 1000)
        data = bytearray(path.read_bytes())
        data[30 + len("m/version") : 34 + len("m/version")] = b"\xff\xff\xff\xff"
        path.write_bytes(data)
        with pytest.raises(ModelFormatError) as error:
            read_archive(path)
        assert isinstance(error.value.__cause__, zlib.error)

    def test_a_small_file_with_a_large_record(self, tmp_path: Path) -> None:
        path = self.write(tmp_path / "x.pt", b"3" + bytes(50 << 20))
        with pytest.raises(ModelFormatError, match="'m/version' has more than 4096 bytes"):
            read_archive(path)

    def test_names_without_a_folder(self, tmp_path: Path) -> None:
        for name in ("", "/", "//version"):
            with zipfile.ZipFile(tmp_path / "x.pt", "w") as archive:
                archive.writestr(zipfile.ZipInfo(name), "3\n")
            with pytest.raises(ModelFormatError):
                read_archive(tmp_path / "x.pt")

    @pytest.mark.parametrize("version", [b"", b"x", b"\xff", b"1.5"])
    def test_a_version_that_is_not_a_number(self, tmp_path: Path, version: bytes) -> None:
        with pytest.raises(ModelFormatError):
            read_archive(self.write(tmp_path / "x.pt", version))

    def test_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(ModelIOError):
            read_archive(tmp_path / "nothing.pt")
