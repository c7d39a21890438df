"""The models that are measured as exported programs and as TorchScript."""

from __future__ import annotations

import tempfile
import warnings
import zipfile
from pathlib import Path
from typing import Any

import torch
from models import Add, write_model
from torch import Tensor, nn


class Transformer(nn.Module):
    """Two encoder layers, written out so that TorchScript takes them too."""

    def __init__(self, width: int = 64, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.inner = nn.ModuleList([Block(width, heads) for _ in range(2)])

    def forward(self, x: Tensor) -> Tensor:
        for block in self.inner:
            x = block(x)
        return x


class Block(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.before, self.after = nn.LayerNorm(width), nn.LayerNorm(width)
        self.mixed, self.joined = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.wide, self.narrow = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        batch, length, width = x.shape
        parts = self.mixed(self.before(x)).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        seen = nn.functional.scaled_dot_product_attention(query, key, value)
        x = x + self.joined(seen.transpose(1, 2).reshape(batch, length, width))
        out: Tensor = x + self.narrow(nn.functional.gelu(self.wide(self.after(x))))
        return out


def convolutional() -> nn.Module:
    """Three convolutions with normalization, of a size that makes each take a while."""
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Conv2d(16, 32, 3, stride=2, padding=1),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(32, 10),
    )


def perceptron() -> nn.Module:
    """Three small linear layers."""
    return nn.Sequential(
        nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, 10)
    )


class Values(nn.Module):
    """Holds tensors in a file that C++ reads."""

    def __init__(self, values: list[Tensor]) -> None:
        super().__init__()
        self.values = values

    def forward(self) -> list[Tensor]:
        return self.values


def program_models() -> dict[str, tuple[nn.Module, tuple[Tensor, ...]]]:
    """The models by name, each with its inputs."""
    torch.manual_seed(0)
    return {
        "add": (Add(), (torch.rand(10), torch.rand(10))),
        "mlp": (perceptron(), (torch.rand(4, 64),)),
        "conv": (convolutional(), (torch.rand(1, 3, 32, 32),)),
        "transformer": (Transformer(), (torch.rand(1, 16, 64),)),
    }


def wide() -> nn.Module:
    """Activations that are much larger than the weights."""
    return nn.Sequential(*(nn.Linear(64, 64) if i % 2 == 0 else nn.GELU() for i in range(12)))


def write_program_models(folder: Path) -> None:
    """Writes each model as TorchScript and as an exported program, with its inputs.

    The four that are called most get compiled code into their files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, (model, inputs) in program_models().items():
        write_one(folder, name, model, inputs)
        compile_into(folder / f"{name}.pt2")
    write_one(folder, "wide", wide(), (torch.rand(100_000, 64),))


def write_one(folder: Path, name: str, model: nn.Module, inputs: tuple[Tensor, ...]) -> None:
    """Writes a model in both formats."""
    model.eval()
    write_model(model, folder / f"{name}.pt")
    write_model(Values(list(inputs)), folder / f"{name}.inputs")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.export.save(torch.export.export(model, inputs), folder / f"{name}.pt2")


def compile_into(path: Path) -> None:
    """Adds compiled code, without weights of its own, to the file of a program.

    It is compiled for the one thread that the measured programs have.
    """
    from torch._inductor import aoti_compile_and_package
    from torch.export.pt2_archive._package import package_pt2

    program = torch.export.load(path)
    with tempfile.TemporaryDirectory() as folder, torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package = aoti_compile_and_package(
            program,
            package_path=f"{folder}/code.pt2",
            inductor_configs={"aot_inductor.package_constants_in_so": False, "cpp.threads": 1},
        )
        with zipfile.ZipFile(package) as archive:
            archive.extractall(folder)
        files: list[Any] = [str(one) for one in Path(folder).glob("*/data/aotinductor/model/*")]
        package_pt2(path, exported_programs={"model": program}, aoti_files={"model": files})
