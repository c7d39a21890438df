"""The measured models, in one file because TorchScript reads their source."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import torch
from torch import Tensor, nn


class Add(nn.Module):
    """Almost no work, so that the cost of the call itself is measured."""

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        return x + y


class Compute(nn.Module):
    """Milliseconds of arithmetic that stays in a core's cache, so that only locks can cost time."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(256, 256) / 16)

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        for _ in range(8):
            x = torch.relu(torch.mm(x, self.weight)) + y
        return x


class Signatures(nn.Module):
    """One method for each signature that is measured.

    They return their arguments if the result has the same type, so that only the conversion of
    arguments and results is measured.
    """

    @torch.jit.export
    def tensor(self, x: Tensor) -> Tensor:
        return x

    @torch.jit.export
    def tensors(self, x: Tensor, y: Tensor, z: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return x, y, z

    @torch.jit.export
    def mapping(self, values: dict[str, Tensor]) -> dict[str, Tensor]:
        return values

    @torch.jit.export
    def numbers(self, values: list[int]) -> list[int]:
        return values

    @torch.jit.export
    def text(self, value: str) -> str:
        return value

    @torch.jit.export
    def scalars(
        self, a: int, b: int, c: int, d: int, x: float, y: float, add: bool, negate: bool
    ) -> float:
        total = float(a + b + c + d) * x
        if add:
            total = total + y
        return -total if negate else total


class Gated(nn.Module):
    """Many small operations with shapes that never change, which the executor specializes."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(10, 40) for _ in range(8)])

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        for layer in self.layers:
            enter, keep, value, leave = layer(x).chunk(4, -1)
            y = torch.sigmoid(keep) * y + torch.sigmoid(enter) * torch.tanh(value)
            x = torch.sigmoid(leave) * torch.tanh(y)
        return x


def trained() -> nn.Module:
    """A small network, so that arithmetic is not the whole cost of a training step."""
    return nn.Sequential(
        nn.Linear(10, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 1)
    )


def layers() -> nn.Module:
    """Ten small layers, so that calling them is most of the work."""
    return nn.Sequential(*(nn.Linear(10, 10) if i % 2 == 0 else nn.ReLU() for i in range(10)))


def many() -> nn.Module:
    """One hundred parameters of fifty parts, to list."""
    return nn.Sequential(*(nn.Linear(4, 4) for _ in range(50)))


def large() -> nn.Module:
    """200 MB of weights, and almost nothing else."""
    return nn.Sequential(*(nn.Linear(2048, 2048) for _ in range(12)))


def write_models(folder: Path) -> None:
    """Writes the models into ``folder``, which is created if it does not exist."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    write_model(Add(), folder / "add.pt")
    write_model(Compute(), folder / "compute.pt")
    write_model(Signatures(), folder / "signatures.pt")
    write_model(Gated(), folder / "gated.pt")
    write_model(trained(), folder / "trained.pt")
    write_model(layers(), folder / "layers.pt")
    write_model(many(), folder / "many.pt")


def write_model(model: nn.Module, path: Path) -> None:
    """Writes a model, scripted, into a file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.jit.save(torch.jit.script(model), str(path))


if __name__ == "__main__":
    write_models(Path(sys.argv[1]))
