"""Archives in files, bytes and file objects, with files beside the model, and checkpoints."""

from __future__ import annotations

import gc
import io
import mmap
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

import torchsharp_py
from tests.models.comparing import same_named
from tests.models.state_models import Block, Nested, make
from torchsharp_py import (
    ModelFormatError,
    ModelIOError,
    ModelNotFoundError,
    ScriptTypeError,
    ScriptValueError,
    UnsupportedValueError,
    jit,
)


@pytest.fixture
def archive(models: Path) -> bytes:
    """The bytes of the sample module."""
    return (models / "sample.pt").read_bytes()


class NotSeekable(io.RawIOBase):
    """A file that cannot seek, like a pipe."""

    def __init__(self, data: bytes) -> None:
        self.inner = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self.inner.readinto(memoryview(buffer)[:1000])


class OnlyReads:
    """The smallest possible file object."""

    def __init__(self, data: bytes) -> None:
        self.inner = io.BytesIO(data)

    def read(self, size: int) -> bytes:
        return self.inner.read(min(size, 777))


@pytest.mark.parametrize(
    "wrap", [bytes, bytearray, memoryview, io.BytesIO, NotSeekable, OnlyReads], ids=str
)
def test_sources_in_memory(
    archive: bytes, sample: jit.ScriptModule, wrap: Any, x: torch.Tensor
) -> None:
    assert torch.equal(jit.load(wrap(archive)).predict(x), sample.predict(x))
    assert torch.equal(jit.load(wrap(archive), map_location="cpu").predict(x), sample.predict(x))


def test_a_mapped_file_and_the_callers_own_mapping(
    models: Path, sample: jit.ScriptModule, x: torch.Tensor
) -> None:
    path = models / "sample.pt"
    before = path.read_bytes()
    module = jit.load(path, mmap=True)
    assert torch.equal(module.predict(x), sample.predict(x))
    with torch.no_grad():
        module.p.fill_(5)
    assert module.p.flatten()[0] == 5
    assert path.read_bytes() == before
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
    ):
        assert torch.equal(jit.load(mapped).predict(x), sample.predict(x))


def test_open_files(models: Path, sample: jit.ScriptModule, x: torch.Tensor) -> None:
    for buffering in (-1, 0):
        with (models / "sample.pt").open("rb", buffering=buffering) as file:
            assert torch.equal(jit.load(file).predict(x), sample.predict(x))


def test_a_file_object_is_read_from_its_position(
    archive: bytes, sample: jit.ScriptModule, x: torch.Tensor
) -> None:
    file = io.BytesIO(b"a header" + archive)
    file.seek(8)
    assert torch.equal(jit.load(file).predict(x), sample.predict(x))


def test_the_bytes_are_not_needed_afterwards(archive: bytes, x: torch.Tensor) -> None:
    data = bytearray(archive)
    module = jit.load(data)
    expected = module.predict(x)
    data[:] = bytes(len(data))
    data.clear()  # raises while something uses the memory
    assert torch.equal(module.predict(x), expected)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_loading_from_bytes_copies_nothing_but_the_weights(tmp_path: Path) -> None:
    program = f"""
import torch
from torchsharp_py import jit

def peak():
    return int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) * 1024

linear = torch.nn.Linear(4096, 4096)  # 64 MiB
torch.jit.save(torch.jit.script(linear), {str(tmp_path / "big.pt")!r})
del linear
data = open({str(tmp_path / "big.pt")!r}, "rb").read()
for _ in range(2):  # the first load also brings code into memory
    module = None
    module = jit.load(data)
open("/proc/self/clear_refs", "w").write("5")  # resets the peak to the present use
before = peak()
second = jit.load(data)
print((peak() - before) / len(data))
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert 0.9 < float(done.stdout) < 1.1


class Failing(io.BytesIO):
    """Works for a while."""

    def __init__(self, data: bytes = b"", calls: int = 2) -> None:
        super().__init__(data)
        self.calls = calls
        self.error = ConnectionResetError("the line went dead")

    def _use(self) -> None:
        self.calls -= 1
        if self.calls < 0:
            raise self.error

    def read(self, size: int | None = -1) -> bytes:
        self._use()
        return super().read(size)

    def write(self, data: Any) -> int:
        self._use()
        return super().write(data)


@pytest.mark.parametrize("calls", [0, 1, 2, 3])
def test_exceptions_of_a_file_object_pass_through(
    archive: bytes, sample: jit.ScriptModule, calls: int
) -> None:
    file = Failing(archive, calls)
    with pytest.raises(ConnectionResetError) as reading:
        jit.load(file)
    assert reading.value is file.error
    file = Failing(calls=calls)
    with pytest.raises(ConnectionResetError) as writing:
        jit.save(sample, file)
    assert writing.value is file.error


def test_files_that_are_not_binary(models: Path, sample: jit.ScriptModule, tmp_path: Path) -> None:
    text = (models / "sample.pt").open(encoding="latin-1")
    with text as file, pytest.raises(ScriptTypeError, match="binary"):
        jit.load(file)  # type: ignore[arg-type]
    with (tmp_path / "text").open("w") as file, pytest.raises(ScriptTypeError, match="binary"):
        jit.save(sample, file)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="binary"):
        jit.load(io.StringIO("text"))
    closed = io.BytesIO(b"x")
    closed.close()
    with pytest.raises(ValueError, match="closed"):
        jit.load(closed)


@pytest.mark.parametrize("wrong", [3, None, ["a"], object()])
def test_arguments_that_are_not_sources_or_targets(wrong: Any, sample: jit.ScriptModule) -> None:
    with pytest.raises(ScriptTypeError, match="expected a path"):
        jit.load(wrong)
    with pytest.raises(ScriptTypeError, match="expected a path"):
        jit.save(sample, wrong)


def test_only_paths_are_mapped(archive: bytes) -> None:
    with pytest.raises(ScriptValueError, match="mmap"):
        jit.load(archive, mmap=True)


@pytest.mark.parametrize("wrap", [bytes, io.BytesIO, OnlyReads])
@pytest.mark.parametrize("data", [b"", b"PK", b"no archive", None])
def test_bytes_that_are_not_an_archive(archive: bytes, wrap: Any, data: bytes | None) -> None:
    with pytest.raises(ModelFormatError):
        jit.load(wrap(archive[: len(archive) // 2] if data is None else data))


class WritesLittle(io.RawIOBase):
    """A raw file writes only a part of the data and returns its size."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.data += bytes(data)[:1000]
        return min(len(data), 1000)


def test_targets(sample: jit.ScriptModule, tmp_path: Path, x: torch.Tensor) -> None:
    memory, little = io.BytesIO(), WritesLittle()
    jit.save(sample, memory)
    jit.save(sample, little)
    with (tmp_path / "open.pt").open("wb") as file:
        jit.save(sample, file)
    saved = (memory.getvalue(), bytes(little.data), (tmp_path / "open.pt").read_bytes())
    for data in (*saved, jit.save_to_bytes(sample)):
        assert torch.equal(torch.jit.load(io.BytesIO(data)).predict(x), sample.predict(x))
        assert torch.equal(jit.load(data).predict(x), sample.predict(x))


EXTRA = {"note.txt": "größer", "binary": b"\xff\x00\n\xfe", "empty": b""}
READ = {"note.txt": "größer".encode(), "binary": b"\xff\x00\n\xfe", "empty": b""}


def test_extra_files_in_every_direction(sample: jit.ScriptModule, tmp_path: Path) -> None:
    path = tmp_path / "extra.pt"
    torch.jit.save(sample.to_torch(), path, _extra_files=dict(EXTRA))
    found: dict[str, Any] = dict.fromkeys(EXTRA) | {"missing": "as it was"}
    for source in (path, path.read_bytes(), io.BytesIO(path.read_bytes())):
        jit.load(source, extra_files=found)
        assert found == READ | {"missing": "as it was"}
    jit.save(sample, path, extra_files=EXTRA)
    for data in (path.read_bytes(), jit.save_to_bytes(sample, EXTRA)):
        theirs = dict.fromkeys(EXTRA, "")
        torch.jit.load(io.BytesIO(data), _extra_files=theirs)
        assert theirs == READ


def test_extra_files_of_other_types(sample: jit.ScriptModule) -> None:
    with pytest.raises(TypeError):
        jit.save_to_bytes(sample, {"a": 3})  # type: ignore[dict-item]
    with pytest.raises(ScriptTypeError, match="expected a str for each name"):
        jit.save_to_bytes(sample, {1: "a"})  # type: ignore[dict-item]
    with pytest.raises(ScriptTypeError, match="dict"):
        jit.save_to_bytes(sample, ["a"])  # type: ignore[arg-type]


@torch.jit.ignore
def calls_python(x):  # noqa: ANN001, ANN201  (torch.jit does not find the names of annotations)
    return x


class CallsPython(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return calls_python(x)


def test_a_failed_save_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "model.pt"
    path.write_bytes(b"the old one")
    module = jit.wrap(torch.jit.script(CallsPython()))
    with pytest.raises(UnsupportedValueError):
        jit.save(module, path)
    assert path.read_bytes() == b"the old one"
    assert os.listdir(tmp_path) == ["model.pt"]
    with pytest.raises(UnsupportedValueError):
        jit.save_to_bytes(module)


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_path_need_not_be_utf_8(
    sample: jit.ScriptModule, tmp_path: Path, x: torch.Tensor
) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/m\xff.pt")
    jit.save(sample, path)
    for mapped in (True, False):
        assert torch.equal(jit.load(path, mmap=mapped).predict(x), sample.predict(x))


def test_checkpoints(tmp_path: Path) -> None:
    three = make(Nested)
    state = three.plain.state_dict()
    torch.save(state, tmp_path / "state.pt")
    torch.save(state, tmp_path / "old.pt", _use_new_zipfile_serialization=False)
    for name in ("state.pt", "old.pt"):
        loaded = torchsharp_py.load(tmp_path / name, map_location="cpu")
        assert list(loaded) == list(state)
        with torch.no_grad():
            for parameter in three.ours.parameters():
                parameter.zero_()
        three.ours.load_state_dict(loaded)
        for mine, theirs in zip(three.ours.state_dict().values(), state.values(), strict=True):
            assert torch.equal(mine, theirs)


def test_a_nested_checkpoint(tmp_path: Path) -> None:
    torch.save({"model": make(Block).plain.state_dict(), "epoch": 3}, tmp_path / "all.pt")
    loaded = torchsharp_py.load(tmp_path / "all.pt")
    assert loaded["epoch"] == 3
    make(Block).ours.load_state_dict(loaded["model"])


def test_safetensors(tmp_path: Path) -> None:
    safetensors = pytest.importorskip("safetensors.torch")
    three = make(Block)
    state = {
        name: torch.randn_like(t) if t.is_floating_point() else t + 1
        for name, t in three.plain.state_dict().items()
    }
    safetensors.save_file(state, tmp_path / "state.safetensors")
    three.ours.load_state_dict(torchsharp_py.load(tmp_path / "state.safetensors"))
    for name, tensor in three.ours.state_dict().items():
        assert torch.equal(tensor, state[name])
    os.rename(tmp_path / "state.safetensors", tmp_path / "STATE.SafeTensors")
    renamed = torchsharp_py.load(tmp_path / "STATE.SafeTensors")
    assert same_named(sorted(renamed.items()), sorted(state.items()))
    (tmp_path / "bad.safetensors").write_bytes(b"none")
    with pytest.raises(ModelFormatError, match=r"bad.safetensors' is not a safetensors file: "):
        torchsharp_py.load(tmp_path / "bad.safetensors")


def test_safetensors_without_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "state.safetensors").write_bytes(b"")
    monkeypatch.setitem(sys.modules, "safetensors", None)
    with pytest.raises(ImportError, match=r"torchsharp_py\[safetensors\]"):
        torchsharp_py.load(tmp_path / "state.safetensors")


class Evil:
    """Unpickling it would run code."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("evil",)


def test_checkpoints_that_are_refused(
    tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    torch.save({"a": Evil()}, "evil.pt")
    torch.save([torch.ones(1)], "list.pt")
    Path("noise.pt").write_bytes(b"noise")
    Path("empty.pt").write_bytes(b"")
    for name in ("evil.pt", "list.pt", "noise.pt", "empty.pt"):
        with pytest.raises(ModelFormatError, match=name):
            torchsharp_py.load(name)
    assert not Path("evil").exists()
    with pytest.raises(ModelNotFoundError, match="nothing"):
        torchsharp_py.load("nothing.pt")
    with pytest.raises(ModelFormatError, match=r"jit\.load"):
        torchsharp_py.load(models / "sample.pt")
    with pytest.raises(ModelIOError, match="folder"):
        torchsharp_py.load(tmp_path)


def test_a_file_object_is_released(archive: bytes) -> None:
    file = io.BytesIO(archive)
    before = sys.getrefcount(file)
    module = jit.load(file)
    gc.collect()
    assert sys.getrefcount(file) == before
    jit.save(module, file)
    assert sys.getrefcount(file) == before


def test_a_wrong_device_or_content_is_named(models: Path, tmp_path: Path) -> None:
    with pytest.raises(ScriptTypeError, match=r"one device.*got dict"):
        jit.load(models / "sample.pt", map_location={"cuda:0": "cpu"})  # type: ignore[call-overload]
    with pytest.raises(
        ScriptTypeError, match=r"expected str or bytes as extra_files\['a'\], got int"
    ):
        jit.save(jit.load(models / "sample.pt"), tmp_path / "m.pt", extra_files={"a": 3})  # type: ignore[dict-item]
    with pytest.raises(ScriptTypeError, match="path of a checkpoint, got bytes"):
        torchsharp_py.load(b"PK")  # type: ignore[arg-type]
