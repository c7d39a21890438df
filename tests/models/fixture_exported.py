"""Programs of torch.export for the tests of both languages."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch._higher_order_ops import while_loop
from torch.export import Dim
from torch.export.pt2_archive._package import package_pt2


class Sums(nn.Module):
    """Two tensors of ten elements; two results."""

    def forward(self, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        return x + y, x - y


class Features(nn.Module):
    """Containers, a keyword and a constant; a batch of 1 to 64."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(8, 4)

    def forward(
        self, batch: dict[str, Tensor], pair: tuple[Tensor, list[Tensor]], *, scale: float = 1.0
    ) -> dict[str, Tensor]:
        y = self.layer(batch["x"]) * scale + pair[0] + pair[1][0]
        return {"y": y, "z": batch["z"] * 2}


class Classifier(nn.Module):
    """Layers with parameters and buffers, for training; any batch."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(8)
        self.layer = nn.Linear(8, 3)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.layer(self.norm(x))
        return result


class Counting(nn.Module):
    """Counts to a number that it is given, however large."""

    def forward(self, x: Tensor, most: Tensor) -> Tensor:
        start = (torch.zeros((), dtype=torch.int64), x)
        counted = while_loop(lambda i, y: i < most, lambda i, y: (i + 1, y + 1), start)
        result: Tensor = counted[1]
        return result


def features() -> torch.export.ExportedProgram:
    """Exports :class:`Features`."""
    batch = Dim("batch", min=1, max=64)
    args = (
        {"x": torch.randn(3, 8), "z": torch.ones(2)},
        (torch.randn(3, 4), [torch.randn(3, 4)]),
    )
    shapes = {
        "batch": {"x": {0: batch}, "z": None},
        "pair": ({0: batch}, [{0: batch}]),
        "scale": None,
    }
    return torch.export.export(Features(), args, {"scale": 2.0}, dynamic_shapes=shapes)


def write_exported_programs(folder: Path) -> None:
    """Writes the programs, the same ones each time."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        sums = torch.export.export(Sums(), (torch.randn(10), torch.randn(10)))
        torch.export.save(sums, folder / "exported_sums.pt2")
        torch.export.save(features(), folder / "exported_features.pt2")
        counting = torch.export.export(Counting(), (torch.zeros(2), torch.tensor(3)))
        torch.export.save(counting, folder / "exported_counting.pt2")
        trained = torch.export.export(
            Classifier().train(), (torch.randn(4, 8),), dynamic_shapes={"x": {0: Dim("batch")}}
        )
        torch.export.save(trained, folder / "exported_training.pt2")
        package_pt2(
            folder / "exported_two.pt2", exported_programs={"sums": sums, "classifier": trained}
        )
