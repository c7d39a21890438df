"""Distributions with parameters drawn under their constraints, for PyTorch and for C#."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.distributions import relaxed_bernoulli, relaxed_categorical

Draw = Callable[[torch.Generator, tuple[int, ...], torch.dtype], Tensor]

SHAPE = (3, 2)


def real(source: torch.Generator, shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
    return torch.randn(shape, generator=source, dtype=dtype)


def positive(source: torch.Generator, shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
    return torch.rand(shape, generator=source, dtype=dtype) * 3 + 0.2


def unit(source: torch.Generator, shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
    return torch.rand(shape, generator=source, dtype=dtype) * 0.9 + 0.05


def count(source: torch.Generator, shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
    return torch.randint(1, 9, shape, generator=source).to(dtype)


def degrees(source: torch.Generator, shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
    return torch.rand(shape, generator=source, dtype=dtype) * 6 + 1


def low(source: torch.Generator, shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
    return torch.rand(shape, generator=source, dtype=dtype) - 1.5


def vector(draw: Draw, size: int = 4) -> Draw:
    return lambda source, shape, dtype: draw(source, (*shape, size), dtype)


def one(draw: Draw) -> Draw:
    return lambda source, shape, dtype: draw(source, (), dtype)


def simplex(source: torch.Generator, shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
    return torch.softmax(vector(real)(source, shape, dtype), -1)


def covariance(source: torch.Generator, shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
    root = torch.randn((*shape, 4, 4), generator=source, dtype=dtype)
    return root @ root.mT + torch.eye(4, dtype=dtype)


def factor(source: torch.Generator, shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
    lower: Tensor = torch.linalg.cholesky(covariance(source, shape, dtype))
    return lower


def first(draw: Draw) -> Draw:
    """Parameters for the first dimension of the batch only, which broadcast."""
    return lambda source, shape, dtype: draw(source, (shape[0], 1), dtype)


@dataclass(frozen=True)
class Sample:
    """A distribution: its class, and how its parameters are drawn or what they are."""

    name: str
    draws: tuple[tuple[str, Draw], ...]
    fixed: tuple[tuple[str, Any], ...] = ()
    variant: str = ""

    def __str__(self) -> str:
        return self.name + (f"-{self.variant}" if self.variant else "")

    def parameters(
        self, dtype: torch.dtype = torch.float64, seed: int = 0, shape: tuple[int, ...] = SHAPE
    ) -> dict[str, Any]:
        source = torch.Generator().manual_seed(seed)
        drawn = {name: draw(source, shape, dtype) for name, draw in self.draws}
        return {**dict(self.fixed), **drawn}

    def python(self, parameters: dict[str, Any], **options: Any) -> Any:
        return PYTHON[self.name](**parameters, **options)

    def csharp(self, factories: Any, parameters: dict[str, Any], **options: Any) -> Any:
        return getattr(factories, self.name)(**parameters, **options)


def sample(name: str, variant: str = "", fixed: Any = (), **draws: Draw) -> Sample:
    return Sample(name, tuple(draws.items()), tuple(dict(fixed).items()), variant)


SAMPLES = [
    sample("Bernoulli", "probs", probs=unit),
    sample("Bernoulli", "logits", logits=real),
    sample("Beta", concentration1=positive, concentration0=positive),
    sample("Beta", "broadcast", concentration1=first(positive), concentration0=positive),
    sample("Binomial", "probs", total_count=count, probs=unit),
    sample("Binomial", "logits", total_count=one(count), logits=real),
    sample("Categorical", "probs", probs=simplex),
    sample("Categorical", "weights", probs=vector(positive)),
    sample("Categorical", "logits", logits=vector(real)),
    sample("Cauchy", loc=real, scale=positive),
    sample("Chi2", df=degrees),
    sample("Dirichlet", concentration=vector(positive)),
    sample("Exponential", rate=positive),
    sample("FisherSnedecor", df1=degrees, df2=degrees),
    sample("Gamma", concentration=positive, rate=positive),
    sample("Gamma", "broadcast", concentration=positive, rate=first(positive)),
    sample("Geometric", "probs", probs=unit),
    sample("Geometric", "logits", logits=real),
    sample("Gumbel", loc=real, scale=positive),
    sample("HalfCauchy", scale=positive),
    sample("HalfNormal", scale=positive),
    sample("Kumaraswamy", concentration1=positive, concentration0=positive),
    sample("Laplace", loc=real, scale=positive),
    sample("LogNormal", loc=real, scale=positive),
    sample("Multinomial", "probs", {"total_count": 7}, probs=simplex),
    sample("Multinomial", "logits", {"total_count": 5}, logits=vector(real)),
    sample("MultivariateNormal", "covariance", loc=vector(real), covariance_matrix=covariance),
    sample("MultivariateNormal", "precision", loc=vector(real), precision_matrix=covariance),
    sample("MultivariateNormal", "factor", loc=vector(real), scale_tril=factor),
    sample("MultivariateNormal", "shared", loc=vector(real), scale_tril=one(factor)),
    sample("NegativeBinomial", "probs", total_count=count, probs=unit),
    sample("NegativeBinomial", "logits", total_count=count, logits=real),
    sample("Normal", loc=real, scale=positive),
    sample("Normal", "broadcast", loc=real, scale=first(positive)),
    sample("OneHotCategorical", "probs", probs=simplex),
    sample("OneHotCategorical", "logits", logits=vector(real)),
    sample("Pareto", scale=positive, alpha=positive),
    sample("Poisson", rate=positive),
    sample("Uniform", low=low, high=unit),
    sample("Weibull", scale=positive, concentration=positive),
    sample("LogitRelaxedBernoulli", "probs", temperature=one(positive), probs=unit),
    sample("LogitRelaxedBernoulli", "logits", temperature=one(positive), logits=real),
    sample("ExpRelaxedCategorical", "probs", temperature=one(positive), probs=simplex),
    sample("ExpRelaxedCategorical", "logits", temperature=one(positive), logits=vector(real)),
    sample("RelaxedBernoulli", "probs", temperature=one(positive), probs=unit),
    sample("RelaxedBernoulli", "logits", temperature=one(positive), logits=real),
    sample("RelaxedOneHotCategorical", "probs", temperature=one(positive), probs=simplex),
    sample("RelaxedOneHotCategorical", "logits", temperature=one(positive), logits=vector(real)),
]

# The classes of PyTorch, also those that it does not export.
PYTHON: dict[str, Any] = {
    **{each.name: getattr(torch.distributions, each.name, None) for each in SAMPLES},
    "LogitRelaxedBernoulli": relaxed_bernoulli.LogitRelaxedBernoulli,
    "ExpRelaxedCategorical": relaxed_categorical.ExpRelaxedCategorical,
}
