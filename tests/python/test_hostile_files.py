"""Checkpoints and archives that are marked, damaged or malicious."""

from __future__ import annotations

import re
import struct
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet
from torchsharp_py import ModelFormatError, ScriptCompileError, jit

PROTOCOL = b"\x80\x02"


@pytest.fixture(scope="module")
def files() -> Any:
    """The C# side, which reads checkpoints without Python."""
    csharp_assembly.load()
    from TorchSharpPy.Tests import FilesFromPython

    return FilesFromPython


def checkpoint(path: Path, pickle: bytes) -> str:
    """Writes an archive like one of torch.save with that pickle."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("archive/data.pkl", pickle)
        archive.writestr("archive/version", "3\n")
    return str(path)


@needs_dotnet
def test_conjugate_negative_and_shared_tensors_are_read_as_they_are(
    files: Any, tmp_path: Path
) -> None:
    weight = torch.arange(6.0)
    state = {
        "conj": torch.tensor([1 + 2j, 3 + 4j]).conj(),
        "neg": torch._neg_view(torch.ones(2)),
        "part": weight[2:4],
        "all": weight,
    }
    torch.save(state, tmp_path / "marked.pt")
    files.CopyAny(str(tmp_path / "marked.pt"), str(tmp_path / "copy.pt"))
    copied = torch.load(tmp_path / "copy.pt")
    assert copied.keys() == state.keys()
    for name, tensor in state.items():
        assert torch.equal(copied[name], tensor), name


def tuples(levels: int) -> bytes:
    return PROTOCOL + b"N" + b"\x85" * levels + b"."


def doubled(times: int) -> bytes:
    """A tuple of twice a tuple of twice ...: 2**times tuples if all are written out."""
    steps = b"".join(b"q%ch%ch%c\x86" % (i, i, i) for i in range(times))
    return PROTOCOL + b")" + steps + b"."


@needs_dotnet
@pytest.mark.parametrize(
    ("pickle", "words"),
    [
        (tuples(100_000), "nested more than 500"),
        (PROTOCOL + b"]" * 100_000 + b"a" * 99_999 + b".", "nested more than 500"),
        (doubled(60), "too many"),
        (PROTOCOL + b"]q\x00h\x00a.", "contains itself"),
        (PROTOCOL + b"]q\x00]q\x01h\x00aa.", "already inside another"),
        (PROTOCOL + b"cos\nsystem\n)R.", "os.system"),
        (PROTOCOL + b"cbuiltins\neval\nX\x01\x00\x00\x001\x85R.", "builtins.eval"),
        (PROTOCOL + b"K\x01", "ends too early"),
        (PROTOCOL + b"0.", "instruction"),
        (PROTOCOL + b"t.", "mark"),
        (b"", "ends too early"),
    ],
)
def test_a_hostile_pickle_is_refused(files: Any, tmp_path: Path, pickle: bytes, words: str) -> None:
    path = checkpoint(tmp_path / "bad.pt", pickle)
    with pytest.raises(ModelFormatError, match=re.escape(words)):
        files.CopyAny(path, str(tmp_path / "copy.pt"))


@needs_dotnet
def test_a_tensor_larger_than_its_storage_is_refused(files: Any, tmp_path: Path) -> None:
    source = tmp_path / "whole.pt"
    torch.save({"x": torch.arange(64.0)}, source)
    with zipfile.ZipFile(source) as archive:
        records = {name: archive.read(name) for name in archive.namelist()}
    pickled = next(name for name in records if name.endswith("data.pkl"))
    records[pickled] = records[pickled].replace(b"K@\x85", b"J\x00\x00\x10\x00\x85")
    with zipfile.ZipFile(tmp_path / "bad.pt", "w", zipfile.ZIP_STORED) as archive:
        for name, content in records.items():
            archive.writestr(name, content)
    with pytest.raises(ModelFormatError, match="larger than its storage"):
        files.CopyAny(str(tmp_path / "bad.pt"), str(tmp_path / "copy.pt"))


@pytest.mark.parametrize("shift", [0x7000, 0xF000])
def test_a_mapped_record_outside_the_file_is_refused(tmp_path: Path, shift: int) -> None:
    path = tmp_path / "shifted.pt"
    torch.jit.script(torch.nn.Linear(4, 4)).save(path)
    with zipfile.ZipFile(path) as archive:
        record = next(i for i in archive.infolist() if i.filename.endswith("data/0"))
    content = bytearray(path.read_bytes())
    field = record.header_offset + 28  # the length of the field after the record's name
    (length,) = struct.unpack_from("<H", content, field)
    struct.pack_into("<H", content, field, (length + shift) & 0xFFFF)
    path.write_bytes(content)
    for mmap in (False, True):
        with pytest.raises(ModelFormatError):
            jit.load(path, mmap=mmap)


@pytest.mark.parametrize("body", ["-" * 240 + "x", "x" + " and x" * 240])
def test_the_deepest_expression_compiles_on_a_small_stack(body: str) -> None:
    kind = "int" if body.startswith("-") else "bool"
    compiled: list[object] = []
    before = threading.stack_size(1 << 20)
    try:
        source = f"def f(x: {kind}):\n    return {body}\n"
        thread = threading.Thread(target=lambda: compiled.append(jit.compile(source)))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert len(compiled) == 1
    with pytest.raises(ScriptCompileError, match="operators"):
        jit.compile(f"def f(x: {kind}):\n    return {body * 5}\n")


def test_gradients_that_are_views_can_be_zeroed() -> None:
    own = jit.wrap(torch.jit.script(torch.nn.Linear(3, 2)))
    plain = torch.nn.Linear(3, 2)
    for module in (own, plain):
        flat = torch.ones(8)
        weight, bias = module.parameters()
        weight.grad, bias.grad = flat[:6].view(2, 3), flat[6:]
        module.zero_grad(set_to_none=False)
        assert flat.tolist() == [0.0] * 8
