"""The good files that are damaged."""

from __future__ import annotations

import importlib.util
import io
import subprocess
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from tests.dotnet.dotnet_programs import DOTNET_ROOT, program
from tests.fuzz.legacy import legacy_file
from tests.fuzz.mutations import CHECKPOINT, LEGACY, MODEL, PROGRAM, SAFETENSORS

# Fixtures that are damaged already.
_BROKEN = "not_a_zip truncated plain_zip state_dict unknown_operator saved_on_cuda newer_version"

_FAMILIES = {
    ".pt": MODEL,
    ".ckpt": CHECKPOINT,
    ".old": LEGACY,
    ".optim": CHECKPOINT,
    ".pt2": PROGRAM,
    ".safetensors": SAFETENSORS,
}


@dataclass(frozen=True)
class Base:
    """A good file.

    Attributes:
        name: Its name.
        family: What kind of file it is.
        data: Its bytes.
    """

    name: str
    family: str
    data: bytes


class _Network(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(4, 3)
        self.second = nn.Linear(3, 2)
        self.tied = self.first

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.second(self.tied(x).relu())
        return result


def write_bases(folder: Path, fixtures: Path) -> list[Base]:
    """Writes the good files that are not fixtures, and reads all of them.

    The states of optimizers are written by C#, so they are left out if there is no .NET.

    Args:
        folder: Where to write.
        fixtures: The folder of the fixtures, which exist.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        _write_checkpoints(folder)
        _write_programs(folder)
    if importlib.util.find_spec("safetensors") is not None:
        _write_safetensors(folder)
    if DOTNET_ROOT is not None:
        command = [*program("FuzzWorker"), "--write-states", str(folder)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    models = [one for one in fixtures.glob("*.pt") if one.stem not in _BROKEN.split()]
    others = [one for one in folder.iterdir() if one.suffix in _FAMILIES]
    found = sorted(models) + sorted(others)
    return [Base(one.name, _family(one), one.read_bytes()) for one in found]


class _Structured(nn.Module):
    """A buffer that calls change, a branch, a dict, sizes that vary, a constant."""

    def __init__(self) -> None:
        super().__init__()
        self.network = _Network()
        self.register_buffer("calls", torch.zeros(()))
        self.offset = torch.ones(2)

    def forward(self, x: Tensor, scale: float = 2.0) -> dict[str, Any]:
        self.calls.add_(1)
        y = self.network(x) + self.offset
        z = torch.cond(y.sum() > 0, torch.sin, torch.cos, (y,))
        return {"y": y * scale, "parts": [z, y.view(-1)], "size": x.shape[0] * 2}


@cache  # the names in an exported graph count what the process has exported before
def _programs() -> dict[str, bytes]:
    batch = torch.export.Dim("batch", min=1, max=64)
    programs = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, module, shapes in (
            ("network", _Network(), None),
            ("structured", _Structured(), {"x": {0: batch}}),
        ):
            exported = torch.export.export(module, (torch.rand(2, 4),), dynamic_shapes=shapes)
            file = io.BytesIO()
            torch.export.save(exported, file)
            programs[name] = file.getvalue()
    return programs


def _write_programs(folder: Path) -> None:
    for name, data in _programs().items():
        (folder / f"{name}.pt2").write_bytes(data)


def _family(path: Path) -> str:
    return _FAMILIES[path.suffix]


def _checkpoints() -> dict[str, Any]:
    network = _Network()
    optimizer = torch.optim.Adam(network.parameters())
    network(torch.ones(2, 4)).sum().backward()
    optimizer.step()
    weight = torch.arange(12.0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        quantized = torch.quantize_per_tensor(weight, 0.1, 3, torch.quint8)
        channels = torch.quantize_per_channel(
            weight.view(3, 4), torch.ones(3), torch.zeros(3), 0, torch.qint8
        )
    return {
        "state": network.state_dict(),
        "training": {
            "model": network.state_dict(),
            "optimizer": optimizer.state_dict(),
            "epoch": 3,
            "loss": 0.25,
            "names": ["a", "b"],
            "done": (True, None, 2**70),
        },
        "kinds": {
            "conj": torch.tensor([1 + 2j, 3 + 4j]).conj(),
            "neg": torch._neg_view(torch.ones(2)),
            "part": weight[2:9:3],
            "whole": weight,
            "transposed": weight.view(3, 4).t(),
            "half": weight.half(),
            "bfloat": weight.bfloat16(),
            "long": weight.long(),
            "bool": weight > 3,
            "empty": torch.empty(0, 3),
            "scalar": torch.tensor(2.5),
            "parameter": nn.Parameter(weight),
            "quantized": quantized,
            "channels": channels,
            "sparse": torch.eye(3).to_sparse(),
            "meta": torch.empty(2, 3, device="meta"),
        },
    }


def _write_checkpoints(folder: Path) -> None:
    checkpoints = _checkpoints()
    for name, value in checkpoints.items():
        torch.save(value, folder / f"{name}.ckpt")
    checkpoints |= {"one": {"weight": torch.ones(3, 2)}, "plain": {"epoch": 3}}
    for name, value in checkpoints.items():
        (folder / f"{name}.old").write_bytes(legacy_file(value))


def _write_safetensors(folder: Path) -> None:
    from safetensors.torch import save_file

    tensors = {"a": torch.arange(6.0).view(2, 3), "b": torch.ones(3, dtype=torch.int64)}
    tensors |= {"c": torch.ones(2, dtype=torch.bfloat16), "d": torch.tensor(True)}
    save_file(tensors, folder / "tensors.safetensors", metadata={"format": "pt"})
