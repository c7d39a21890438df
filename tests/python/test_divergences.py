"""Divergences of C# are PyTorch's, for every pair of classes, and there are as many."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
import torch
from torch.distributions import kl
from torch.distributions.kl import _KL_REGISTRY

from tests.dotnet.dotnet_programs import needs_dotnet
from tests.python.distribution_samples import PYTHON, SAMPLES
from torchsharp_py import dotnet

pytestmark = needs_dotnet

FIRST = list({sample.name: sample for sample in reversed(SAMPLES)}.values())
COMMON = {(p, q) for p in PYTHON for q in PYTHON if (PYTHON[p], PYTHON[q]) in _KL_REGISTRY}


@pytest.fixture(scope="module")
def factories() -> Any:
    """The C# class torch.distributions."""
    dotnet.load()
    from TorchSharpPy import torch as csharp

    return csharp.distributions


def divergence(function: Any, p: Any, q: Any) -> torch.Tensor | None:
    from System import NotSupportedException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # ambiguous pairs
            return function(p, q)  # type: ignore[no-any-return]
    except (NotImplementedError, NotSupportedException):
        return None


@pytest.mark.parametrize("sample", FIRST, ids=lambda sample: sample.name)
def test_divergences_agree(factories: Any, sample: Any) -> None:
    given = sample.parameters()
    p, our_p = sample.python(given), sample.csharp(factories, given)
    agreed = set()
    for other in FIRST:
        parameters = other.parameters(seed=1)
        if other.name == sample.name and "total_count" in given:
            parameters["total_count"] = given["total_count"]
        q, our_q = other.python(parameters), other.csharp(factories, parameters)
        theirs = divergence(kl.kl_divergence, p, q)
        ours = divergence(factories.kl_divergence, our_p, our_q)
        assert (ours is None) == (theirs is None), other.name
        if ours is not None and theirs is not None:
            torch.testing.assert_close(ours, theirs, rtol=1e-12, atol=1e-12, equal_nan=True)
            agreed.add((sample.name, other.name))
        our_q.Dispose()
    assert agreed >= {pair for pair in COMMON if pair[0] == sample.name}
    our_p.Dispose()


def test_special_parameters_agree(factories: Any) -> None:
    """Parameters at which formulas are cut off."""
    edges = torch.tensor([0.0, 0.0, 1.0, 1.0, 0.5], dtype=torch.float64)
    others = torch.tensor([0.0, 0.5, 1.0, 0.5, 0.0], dtype=torch.float64)
    rows = torch.tensor([[0.0, 0.5, 0.5], [0.5, 0.5, 0.0]], dtype=torch.float64)
    counts = torch.full((5,), 5.0, dtype=torch.float64)
    low, high = torch.tensor([-1.0, 0.2]), torch.tensor([2.0, 0.7])
    cases: list[tuple[str, dict[str, Any], str, dict[str, Any]]] = [
        ("Bernoulli", {"probs": edges}, "Bernoulli", {"probs": others}),
        ("Categorical", {"probs": rows}, "Categorical", {"probs": rows.flip(0)}),
        (
            "Binomial",
            {"total_count": counts, "probs": others},
            "Binomial",
            {"total_count": counts - 1, "probs": others},
        ),
        ("Uniform", {"low": low, "high": high}, "Uniform", {"low": high - 1, "high": high + 1}),
        (
            "Uniform",
            {"low": low, "high": high},
            "Beta",
            {"concentration1": high, "concentration0": high},
        ),
        ("Uniform", {"low": low, "high": high}, "Exponential", {"rate": high}),
        ("Uniform", {"low": low, "high": high}, "Gamma", {"concentration": high, "rate": high}),
        ("Uniform", {"low": low, "high": high}, "Pareto", {"scale": high, "alpha": high}),
        (
            "Pareto",
            {"scale": high, "alpha": high},
            "Pareto",
            {"scale": high.flip(0), "alpha": high},
        ),
        ("Pareto", {"scale": high, "alpha": high + 0.5}, "Normal", {"loc": low, "scale": high}),
        ("Pareto", {"scale": high, "alpha": high}, "Exponential", {"rate": high}),
    ]
    for p, of_p, q, of_q in cases:
        theirs = kl.kl_divergence(PYTHON[p](**of_p), PYTHON[q](**of_q))
        ours = factories.kl_divergence(getattr(factories, p)(**of_p), getattr(factories, q)(**of_q))
        torch.testing.assert_close(ours, theirs, equal_nan=True)


def test_composed_distributions_agree(factories: Any) -> None:
    from System import NotSupportedException
    from System.Collections.Generic import List

    p, q = (torch.rand(2, 3, 4, generator=torch.Generator().manual_seed(i)) + 0.1 for i in (0, 1))
    theirs = kl.kl_divergence(
        torch.distributions.Independent(torch.distributions.Normal(p, q), 2),
        torch.distributions.Independent(torch.distributions.Normal(q, p), 2),
    )

    def ours_of(loc: Any, scale: Any, dimensions: int) -> Any:
        return factories.Independent(factories.Normal(loc, scale), dimensions)

    ours = factories.kl_divergence(ours_of(p, q, 2), ours_of(q, p, 2))
    torch.testing.assert_close(ours, theirs)
    with pytest.raises(NotSupportedException):
        factories.kl_divergence(ours_of(p, q, 2), ours_of(q, p, 1))

    def transformed(loc: Any, scale: Any, factor: float) -> Any:
        steps = List[factories.transforms.Transform]()
        steps.Add(factories.transforms.AffineTransform(1.0, factor))
        steps.Add(factories.transforms.ExpTransform())
        return factories.TransformedDistribution(factories.Normal(loc, scale), steps)

    same = factories.kl_divergence(transformed(p, q, 2.0), transformed(q, p, 2.0))
    torch.testing.assert_close(same.sum((-1, -2)), theirs)
    with pytest.raises(NotSupportedException):
        factories.kl_divergence(transformed(p, q, 2.0), transformed(q, p, 3.0))
