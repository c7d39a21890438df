"""Functions that TorchSharp spells otherwise are those of torch.nn.functional."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from tests.dotnet.dotnet_programs import needs_dotnet
from torchsharp_py import dotnet

pytestmark = needs_dotnet

X = torch.randn(2, 3, 4, generator=torch.Generator().manual_seed(1))

NAMES: list[tuple[str, Callable[..., Tensor], tuple[Any, ...]]] = [
    ("Hardshrink", F.hardshrink, ()),
    ("Hardshrink", F.hardshrink, (0.2,)),
    ("Hardtanh", F.hardtanh, ()),
    ("Hardtanh", F.hardtanh, (-0.3, 0.2)),
    ("Mish", F.mish, ()),
    ("SiLU", F.silu, ()),
    ("Softshrink", F.softshrink, (0.3,)),
    ("Softsign", F.softsign, ()),
    ("Tanhshrink", F.tanhshrink, ()),
    ("Threshold", F.threshold, (0.1, 7.0)),
    ("softmax2d", torch.nn.Softmax2d(), ()),
]
IN_PLACE = ["Hardtanh", "SiLU", "Threshold"]


@pytest.fixture(scope="module")
def csharp() -> Any:
    """The C# class torch."""
    dotnet.load()
    from TorchSharpPy import torch as csharp

    return csharp


@pytest.mark.parametrize(
    ("name", "theirs", "options"), NAMES, ids=[f"{name}-{len(rest)}" for name, _, rest in NAMES]
)
def test_names_of_torchsharp(
    csharp: Any, name: str, theirs: Callable[..., Tensor], options: tuple[Any, ...]
) -> None:
    ours = getattr(csharp.nn.functional, name)
    assert torch.equal(ours(X, *options), theirs(X, *options))
    if name in IN_PLACE:
        changed = X.clone()
        ours(changed, *options, inplace=True)
        assert torch.equal(changed, theirs(X, *options))


def test_the_margin_loss_of_several_labels(csharp: Any) -> None:
    target = torch.tensor([[2, 0, -1, 1]] * 3)
    ours = csharp.nn.functional.multi_label_margin_loss(X[0], target)
    assert torch.equal(ours, F.multilabel_margin_loss(X[0], target))


@pytest.mark.parametrize("dimensions", [1, 2, 3])
@pytest.mark.parametrize("padding", ["same", "valid"])
def test_convolutions_with_named_padding(csharp: Any, dimensions: int, padding: str) -> None:
    generator = torch.Generator().manual_seed(2)
    x = torch.randn(2, 3, *(5,) * dimensions, generator=generator)
    weight = torch.randn(4, 3, *(2,) * dimensions, generator=generator)
    ours = getattr(csharp.nn.functional, f"conv{dimensions}d_padding")
    theirs = getattr(F, f"conv{dimensions}d")
    from TorchSharpPy import Padding

    named = getattr(Padding, padding.capitalize())
    assert torch.equal(ours(x, weight, padding=named), theirs(x, weight, padding=padding))


def test_images_have_channels(csharp: Any) -> None:
    from System import ArgumentException

    with pytest.raises(ArgumentException, match="of 3 or 4 dimensions, not 2"):
        csharp.nn.functional.softmax2d(X[0])
