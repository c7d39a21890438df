"""Losses of C# are those of torch.nn.functional, for every reduction, bit for bit."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from tests.dotnet.dotnet_programs import needs_dotnet
from torchsharp_py import dotnet

pytestmark = needs_dotnet

REDUCTIONS = ("none", "mean", "sum")


def rows(seed: int, *size: int) -> Tensor:
    return torch.randn(*size, generator=torch.Generator().manual_seed(seed))


X, Y = rows(1, 6, 5), rows(2, 6, 5)
CLASSES = torch.tensor([0, 4, 2, 1, -100, 3])
RIGHT = torch.tensor([0, 4, 2, 1, 0, 3])
SIGNS = torch.tensor([1.0, -1.0, 1.0, 1.0, -1.0, -1.0])
MANY_SIGNS = torch.sign(Y)
FEW = torch.tensor([[3, 0, -1, 1, 2]] * 6)
WEIGHT = torch.linspace(0.5, 1.5, 5)
UNIT = torch.sigmoid(X)
PROBABILITIES = torch.softmax(Y, 1)
LOG_PROBABILITIES = torch.log_softmax(X, 1)
COUNTS = torch.poisson(UNIT * 4, generator=torch.Generator().manual_seed(3))
TIMED = torch.log_softmax(rows(4, 9, 6, 5), 2)
TARGETS = torch.tensor([[1, 2, 3]] * 6)
LENGTHS = torch.full((6,), 9), torch.tensor([3, 2, 1, 3, 2, 1])

LOSSES: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("mse_loss", (X, Y), {}),
    ("l1_loss", (X, Y), {}),
    ("smooth_l1_loss", (X, Y), {}),
    ("smooth_l1_loss", (X, Y), {"beta": 0.3}),
    ("huber_loss", (X, Y), {}),
    ("huber_loss", (X, Y), {"delta": 0.3}),
    ("poisson_nll_loss", (X, COUNTS), {}),
    ("poisson_nll_loss", (UNIT, COUNTS), {"log_input": False, "full": True, "eps": 1e-6}),
    ("cross_entropy", (X, CLASSES), {}),
    ("cross_entropy", (X, CLASSES), {"weight": WEIGHT, "label_smoothing": 0.1}),
    ("cross_entropy", (X, RIGHT), {"ignore_index": 4}),
    ("cross_entropy", (X, PROBABILITIES), {"label_smoothing": 0.2}),
    ("cross_entropy", (X[0], torch.tensor(3)), {}),
    ("nll_loss", (LOG_PROBABILITIES, CLASSES), {}),
    ("nll_loss", (LOG_PROBABILITIES, RIGHT), {"weight": WEIGHT, "ignore_index": 2}),
    ("binary_cross_entropy", (UNIT, PROBABILITIES), {}),
    ("binary_cross_entropy", (UNIT, PROBABILITIES), {"weight": WEIGHT}),
    ("binary_cross_entropy_with_logits", (X, PROBABILITIES), {}),
    (
        "binary_cross_entropy_with_logits",
        (X, PROBABILITIES),
        {"weight": WEIGHT, "pos_weight": WEIGHT},
    ),
    ("kl_div", (LOG_PROBABILITIES, PROBABILITIES), {}),
    ("kl_div", (LOG_PROBABILITIES, PROBABILITIES.log()), {"log_target": True}),
    ("soft_margin_loss", (X, MANY_SIGNS), {}),
    ("multi_margin_loss", (X, RIGHT), {}),
    ("multi_margin_loss", (X, RIGHT), {"p": 2, "margin": 0.5, "weight": WEIGHT}),
    ("multilabel_margin_loss", (X, FEW), {}),
    ("cosine_embedding_loss", (X, Y, SIGNS), {}),
    ("cosine_embedding_loss", (X, Y, SIGNS), {"margin": 0.2}),
    ("hinge_embedding_loss", (X, MANY_SIGNS), {}),
    ("hinge_embedding_loss", (X, MANY_SIGNS), {"margin": 0.5}),
    ("margin_ranking_loss", (X, Y, MANY_SIGNS), {}),
    ("margin_ranking_loss", (X, Y, MANY_SIGNS), {"margin": 0.5}),
    ("triplet_margin_loss", (X, Y, X - Y), {}),
    ("triplet_margin_loss", (X, Y, X - Y), {"margin": 0.5, "p": 1.0, "eps": 1e-5, "swap": True}),
    ("gaussian_nll_loss", (X, Y, UNIT), {}),
    ("gaussian_nll_loss", (X, Y, UNIT[:, :1]), {"full": True, "eps": 0.5}),
    ("gaussian_nll_loss", (X, Y, UNIT[:, 0]), {}),
    ("multilabel_soft_margin_loss", (X, PROBABILITIES), {}),
    ("multilabel_soft_margin_loss", (X, PROBABILITIES), {"weight": WEIGHT}),
    ("triplet_margin_with_distance_loss", (X, Y, X - Y), {}),
    ("triplet_margin_with_distance_loss", (X, Y, X - Y), {"margin": 0.5, "swap": True}),
    ("ctc_loss", (TIMED, TARGETS, *LENGTHS), {}),
    ("ctc_loss", (TIMED, TARGETS, *LENGTHS), {"blank": 4, "zero_infinity": True}),
]

MODULES: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("MSELoss", (X, Y), {}),
    ("L1Loss", (X, Y), {}),
    ("SmoothL1Loss", (X, Y), {"beta": 0.3}),
    ("HuberLoss", (X, Y), {"delta": 0.3}),
    ("CrossEntropyLoss", (X, RIGHT), {"weight": WEIGHT, "ignore_index": 2, "label_smoothing": 0.1}),
    ("NLLLoss", (LOG_PROBABILITIES, RIGHT), {"weight": WEIGHT, "ignore_index": 2}),
    ("BCELoss", (UNIT, PROBABILITIES), {"weight": WEIGHT}),
    ("BCEWithLogitsLoss", (X, PROBABILITIES), {"weight": WEIGHT, "pos_weight": WEIGHT}),
    ("KLDivLoss", (LOG_PROBABILITIES, PROBABILITIES.log()), {"log_target": True}),
    ("PoissonNLLLoss", (UNIT, COUNTS), {"log_input": False, "full": True, "eps": 1e-6}),
    ("HingeEmbeddingLoss", (X, MANY_SIGNS), {"margin": 0.5}),
]


@pytest.fixture(scope="module")
def nn() -> Any:
    """The C# class torch.nn."""
    dotnet.load()
    from TorchSharpPy import torch as csharp

    return csharp.nn


def reduced(nn: Any, reduction: str, options: dict[str, Any]) -> dict[str, Any]:
    """The options as C# names them."""
    renamed = {"pos_weights" if name == "pos_weight" else name: v for name, v in options.items()}
    return {**renamed, "reduction": getattr(nn.Reduction, reduction.capitalize())}


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize(("name", "arguments", "options"), LOSSES)
@pytest.mark.filterwarnings("ignore:reduction")
def test_losses_agree(
    nn: Any, name: str, arguments: tuple[Any, ...], options: dict[str, Any], reduction: str
) -> None:
    ours = getattr(nn.functional, name)(*arguments, **reduced(nn, reduction, options))
    theirs = getattr(functional, name)(*arguments, **options, reduction=reduction)
    assert torch.equal(ours, theirs)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize(("name", "arguments", "options"), MODULES)
@pytest.mark.filterwarnings("ignore:reduction")
def test_loss_modules_agree(
    nn: Any, name: str, arguments: tuple[Any, ...], options: dict[str, Any], reduction: str
) -> None:
    module = getattr(nn, name)(**reduced(nn, reduction, options))
    ours = module.forward(*arguments)
    module.Dispose()
    theirs = getattr(torch.nn, name)(**options, reduction=reduction)(*arguments)
    assert torch.equal(ours, theirs)


@pytest.mark.parametrize("name", ["binary_cross_entropy", "binary_cross_entropy_with_logits"])
def test_targets_are_not_broadcast(nn: Any, name: str) -> None:
    from System import ArgumentException

    with pytest.raises(ArgumentException, match=r"\[6, 5\], not \[5\]"):
        getattr(nn.functional, name)(UNIT, UNIT[0])
