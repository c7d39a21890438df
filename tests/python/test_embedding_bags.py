"""Bags of C# are those of PyTorch, also with offsets that include the end."""

from __future__ import annotations

import pytest
import torch

from tests.dotnet.dotnet_programs import needs_dotnet
from torchsharp_py import dotnet

pytestmark = needs_dotnet


@pytest.mark.parametrize("mode", ["Sum", "Mean", "Max"])
@pytest.mark.parametrize("last", [False, True])
def test_bags_agree(mode: str, last: bool) -> None:
    dotnet.load()
    from TorchSharpPy import EmbeddingBagMode
    from TorchSharpPy import torch as csharp

    rows = torch.arange(12.0).reshape(6, 2).sin()
    ours = csharp.nn.EmbeddingBag_from_pretrained(
        rows, mode=getattr(EmbeddingBagMode, mode), include_last_offset=last
    )
    theirs = torch.nn.EmbeddingBag.from_pretrained(
        rows, mode=mode.lower(), include_last_offset=last
    )
    table = torch.tensor([[0, 2, 4], [1, 1, 5], [3, 0, 0]])
    assert torch.equal(ours.call(table), theirs(table))
    offsets = torch.tensor([0, 2, 5, 9] if last else [0, 2, 5])
    flat = table.reshape(-1)
    assert torch.equal(ours.call(flat, offsets), theirs(flat, offsets))
    ours.Dispose()
