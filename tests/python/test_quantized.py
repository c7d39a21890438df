"""Quantized modules load and run as in torch.jit."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from torchsharp_py import jit


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.quant = torch.ao.quantization.QuantStub()
        self.first = nn.Linear(8, 16)
        self.relu = nn.ReLU()
        self.second = nn.Linear(16, 4)
        self.dequant = torch.ao.quantization.DeQuantStub()

    def forward(self, x: Tensor) -> Tensor:
        return self.dequant(self.second(self.relu(self.first(self.quant(x)))))


def dynamic() -> nn.Module:
    return torch.ao.quantization.quantize_dynamic(
        nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 4)).eval(), {nn.Linear}
    )


def static() -> nn.Module:
    module = Net().eval()
    module.qconfig = torch.ao.quantization.get_default_qconfig("x86")
    prepared = torch.ao.quantization.prepare(module)
    prepared(torch.randn(32, 8))
    return torch.ao.quantization.convert(prepared)


@pytest.mark.parametrize("make", [dynamic, static])
def test_a_quantized_module_loads_and_runs(make: type[nn.Module], tmp_path: Path) -> None:
    path = tmp_path / "quantized.pt"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.jit.save(torch.jit.script(make()), str(path))
    ours, theirs = jit.load(path), torch.jit.load(str(path))
    x = torch.randn(5, 8)
    for _ in range(3):
        assert torch.equal(ours(x), theirs(x))
    copy = tmp_path / "copy.pt"
    jit.save(ours, copy)
    assert torch.equal(torch.jit.load(str(copy))(x), theirs(x))
    assert "quantized::linear" in ours.inlined_graph
