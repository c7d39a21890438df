"""Exported programs run in C#."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import torch

from tests.dotnet import csharp_assembly
from tests.models import exporting


def in_csharp(path: Path, inputs: Iterable[torch.Tensor]) -> list[torch.Tensor]:
    """The tensors that the program returns, with the random numbers of ``exporting.seeded``."""
    csharp_assembly.load()
    from TorchSharpPy.Tests import ProgramRun

    run = ProgramRun(str(path))
    for each in inputs:
        run.Add(each)
    torch.manual_seed(exporting.SEED)
    run.Run()
    results = [run.ResultAt(i) for i in range(run.Count)]
    run.Dispose()
    return results
