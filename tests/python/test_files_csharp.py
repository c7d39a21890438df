"""Files that C# writes and Python reads, and the reverse."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import safetensors.torch
import torch
from torch import Tensor

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import ROOT, environment, needs_dotnet
from tests.models.custom_ops_model import write_models_elsewhere

pytestmark = needs_dotnet

WAYS = ("path", "bytes", "stream", "pipe", "mapped")
EXTRA = bytes(range(256))


@pytest.fixture(scope="module")
def files() -> Any:
    """The C# side."""
    csharp_assembly.load()
    from TorchSharpPy.Tests import FilesFromPython

    return FilesFromPython


def tensors(dictionary: Any) -> dict[str, Tensor]:
    """Converts a C# dictionary to a dict."""
    return {pair.Key: pair.Value for pair in dictionary}


def assert_same(found: Mapping[str, Tensor], expected: Mapping[str, Tensor]) -> None:
    assert found.keys() == expected.keys()
    for name, tensor in expected.items():
        assert found[name].dtype == tensor.dtype
        assert found[name].shape == tensor.shape
        assert torch.equal(found[name], tensor), name


@pytest.mark.parametrize("how", WAYS)
def test_modules_and_extra_files_from_csharp_to_torch(
    files: Any, models: Path, tmp_path: Path, how: str, x: Tensor
) -> None:
    target = tmp_path / "größe.pt"
    files.Copy(str(models / "sample.pt"), str(target), how, "notes/ä.bin", EXTRA)
    extra = {"notes/ä.bin": ""}
    module = torch.jit.load(target, _extra_files=extra)
    assert extra["notes/ä.bin"] == EXTRA
    assert torch.equal(module.predict(x), torch.jit.load(models / "sample.pt").predict(x))


@pytest.mark.parametrize("how", WAYS)
def test_extra_files_from_torch_to_csharp(
    files: Any, models: Path, tmp_path: Path, how: str
) -> None:
    path = tmp_path / "extra.pt"
    module = torch.jit.load(models / "sample.pt")
    torch.jit.save(module, path, _extra_files={"notes/ä.bin": EXTRA})
    assert bytes(files.Extra(str(path), how, "notes/ä.bin")) == EXTRA
    assert bytes(files.Extra(str(path), how, "nothing")) == b""


def checkpoint() -> dict[str, Tensor]:
    """Tensors of every type, with views and shared memory."""
    whole = torch.randn(4, 6)
    dtypes = (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.float16)
    dtypes += (torch.bfloat16, torch.float64, torch.bool, torch.complex64, torch.complex128)
    return {
        "whole": whole,
        "transposed": whole.t(),
        "row": whole[1],
        "scalar": torch.tensor(3.5),
        "none": torch.empty(0, 3),
        **{str(dtype): (torch.rand(3) * 9).to(dtype) for dtype in dtypes},
    }


def test_checkpoints_both_ways(files: Any, tmp_path: Path) -> None:
    source, target = tmp_path / "größe.pt", tmp_path / "copy-模型.pt"
    torch.save(checkpoint(), source)
    expected = torch.load(source, weights_only=True)
    assert_same(tensors(files.Checkpoint(str(source))), expected)
    files.CopyCheckpoint(str(source), str(target))
    loaded = torch.load(target, weights_only=True)
    assert_same(loaded, expected)
    assert list(loaded) == list(expected)


def test_the_state_dict_of_a_module_as_torch_saves_it(files: Any, tmp_path: Path) -> None:
    net = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
    torch.save(net.state_dict(), tmp_path / "state.pt")
    assert_same(tensors(files.Checkpoint(str(tmp_path / "state.pt"))), net.state_dict())
    files.CopyCheckpoint(str(tmp_path / "state.pt"), str(tmp_path / "copy.pt"))
    net.load_state_dict(torch.load(tmp_path / "copy.pt", weights_only=True))


def test_other_checkpoints(files: Any, tmp_path: Path) -> None:
    source, target = tmp_path / "whole.pt", tmp_path / "copy.pt"
    value = {"epoch": 3, "loss": 0.5, "name": "größe", "steps": [1, 2], "x": torch.ones(2)}
    torch.save(value, source)
    files.CopyAny(str(source), str(target))
    loaded = torch.load(target, weights_only=True)
    assert torch.equal(loaded.pop("x"), value.pop("x"))
    assert loaded == value


def test_safetensors_of_every_type(files: Any, tmp_path: Path) -> None:
    path = str(tmp_path / "größe.safetensors")
    state = {
        name: tensor.contiguous()
        for name, tensor in checkpoint().items()
        if name not in ("whole", "row", "torch.complex128")  # no shared memory, no complex128
    }
    safetensors.torch.save_file(state, path, metadata={"format": "pt", "größe": '"\n\\ä'})
    assert_same(tensors(files.Safetensors(path)), state)
    assert_same(tensors(files.Checkpoint(path)), state)
    assert files.SafetensorsText(path, "größe") == '"\n\\ä'
    assert files.SafetensorsText(path, "nothing") is None


def test_damaged_safetensors_are_refused_here_as_in_their_own_library(
    files: Any, tmp_path: Path
) -> None:
    path = tmp_path / "damaged.safetensors"
    safetensors.torch.save_file({"a": torch.ones(3, 2), "b": torch.zeros(5)}, path)
    whole = path.read_bytes()
    size = 8 + struct.unpack("<Q", whole[:8])[0]
    header = json.loads(whole[8:size])

    def edited(**changes: Any) -> bytes:
        text = json.dumps({**header, "a": {**header["a"], **changes}}).encode()
        return struct.pack("<Q", len(text)) + text + whole[size:]

    damaged = [
        whole[:5],
        whole[: size - 1],
        whole[:-1],
        whole + b"\0",
        struct.pack("<Q", 1 << 62) + whole[8:],
        edited(shape=[4, 2]),
        edited(dtype="F64"),
        edited(data_offsets=[0, 20]),
        edited(data_offsets=[-4, 20]),
        edited(data_offsets=[24, 0]),
        edited(shape=[1 << 62, 1 << 62]),
        edited(shape="6"),
    ]
    for bytes_of_file in damaged:
        path.write_bytes(bytes_of_file)
        with pytest.raises(safetensors.SafetensorError):
            safetensors.torch.load_file(path)
        message = files.SafetensorsError(str(path))
        assert message is not None
        assert "damaged.safetensors" in message
    path.write_bytes(edited())
    assert files.SafetensorsError(str(path)) is None


def renumbered(graph: str) -> str:
    """Renumbers the values of a graph in order: libtorch's numbers depend on its history."""
    numbers: dict[str, str] = {}
    return re.sub(r"%\d+", lambda value: numbers.setdefault(value[0], f"%{len(numbers)}"), graph)


@pytest.mark.parametrize(
    ("model", "method"),
    [("sample.pt", "predict"), ("control_flow.pt", "forward"), ("values.pt", "many")],
)
def test_code_and_graphs_are_those_of_torch(
    files: Any, models: Path, model: str, method: str
) -> None:
    expected = getattr(torch.jit.load(models / model), method)
    code, graph, inlined = files.Code(str(models / model), method)
    assert code == expected.code
    assert renumbered(graph) == renumbered(str(expected.graph))
    assert renumbered(inlined) == renumbered(str(expected.inlined_graph))


def test_models_with_operators_of_a_library(tmp_path: Path) -> None:
    library = write_models_elsewhere(tmp_path)
    # In another process, because a library stays registered.
    check = "from tests.dotnet import csharp_assembly; csharp_assembly.load()\n" + (
        "from TorchSharpPy.Tests import FilesFromPython\n"
        f"FilesFromPython.CustomOperators({str(library)!r}, {str(tmp_path)!r})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, env=environment(), cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr
