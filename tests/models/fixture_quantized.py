"""Quantized models: dynamically (a linear layer, an LSTM) and statically (a small network)."""

from __future__ import annotations

import warnings
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.ao import quantization
from torch.ao.quantization import DeQuantStub, QuantStub


class Recurrent(nn.Module):
    """A linear layer behind an LSTM, both of which are quantized while they run."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(8, 16, batch_first=True)
        self.linear = nn.Linear(16, 4)

    def forward(self, x: Tensor) -> Tensor:
        hidden, _ = self.lstm(x)
        return self.linear(hidden[:, -1])


class Network(nn.Module):
    """A convolution and a linear layer that use only int8."""

    def __init__(self) -> None:
        super().__init__()
        self.quantize = QuantStub()
        self.conv = nn.Conv2d(3, 8, 3)
        self.relu = nn.ReLU()
        self.linear = nn.Linear(8 * 6 * 6, 5)
        self.dequantize = DeQuantStub()

    def forward(self, x: Tensor) -> Tensor:
        quantized = self.relu(self.conv(self.quantize(x)))
        return self.dequantize(self.linear(quantized.flatten(1)))


def _dynamic() -> nn.Module:
    return quantization.quantize_dynamic(
        Recurrent().eval(), {nn.Linear, nn.LSTM}, dtype=torch.qint8
    )


def _static() -> nn.Module:
    network = Network().eval()
    network.qconfig = quantization.get_default_qconfig(torch.backends.quantized.engine)
    fused = quantization.fuse_modules(network, [["conv", "relu"]])
    prepared = quantization.prepare(fused)
    for _ in range(4):
        prepared(torch.randn(2, 3, 8, 8))
    return quantization.convert(prepared)


def write_quantized_models(folder: Path) -> None:
    """Writes ``quantized_dynamic.pt`` and ``quantized_static.pt``."""
    torch.manual_seed(3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # deprecated, but many models use this quantization
        for name, model in (("dynamic", _dynamic()), ("static", _static())):
            torch.jit.save(torch.jit.script(model), str(folder / f"quantized_{name}.pt"))
