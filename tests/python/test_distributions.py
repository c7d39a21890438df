"""Distributions of C# have PyTorch's values, gradients and, for a seed, samples: bit for bit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch import Tensor

from tests.dotnet.dotnet_programs import needs_dotnet
from tests.python.distribution_samples import PYTHON, SAMPLES, SHAPE, Sample
from torchsharp_py import dotnet

pytestmark = needs_dotnet

CLASSES: Any = torch.distributions  # which is not typed
DTYPES = (torch.float32, torch.float64)

# PyTorch solves in another order, and takes a logarithm in 32 bits.
NEARLY_EQUAL = {
    ("MultivariateNormal", "log_prob"): 1e-6,
    ("Multinomial", "entropy"): 1e-6,
    ("Multinomial", "perplexity"): 1e-5,
}
# PyTorch has no formula.
MORE_IN_CSHARP = {("Poisson", "cdf"), ("Poisson", "icdf")}

MOMENTS = ("mean", "mode", "variance", "stddev")
SETTINGS = ("has_rsample", "has_enumerate_support")

each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=str)
each_dtype = pytest.mark.parametrize("dtype", DTYPES, ids=str)


@pytest.fixture(scope="module")
def factories() -> Any:
    """The C# class CLASSES."""
    dotnet.load()
    from TorchSharpPy import torch as csharp

    return csharp.distributions


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    state = torch.get_rng_state()
    CLASSES.Distribution.set_default_validate_args(True)  # torch.compile turns it off for good
    yield
    torch.set_rng_state(state)


def drawn(distribution: Any, *shape: Any, method: str = "sample", seed: int = 3) -> Tensor:
    torch.manual_seed(seed)
    result: Tensor = getattr(distribution, method)(*shape)
    return result


def result(distribution: Any, member: str, *arguments: Any) -> Tensor | None:
    """What a member returns, or nothing if there is no formula."""
    from System import NotSupportedException

    try:
        value = getattr(distribution, member)
        return value(*arguments) if callable(value) else value  # type: ignore[no-any-return]
    except (NotImplementedError, NotSupportedException):
        return None


def assert_same(ours: Tensor, theirs: Tensor, tolerance: float = 0.0) -> None:
    torch.testing.assert_close(ours, theirs, rtol=tolerance, atol=tolerance, equal_nan=True)


def assert_member_agrees(ours: Any, theirs: Any, name: str, member: str, *arguments: Any) -> bool:
    expected = result(theirs, member, *arguments)
    actual = result(ours, member, *arguments)
    if (name, member) in MORE_IN_CSHARP:
        assert expected is None
        assert actual is not None
        return False
    assert (actual is None) == (expected is None), f"{member} of {name}"
    if actual is None or expected is None:
        return False
    assert_same(actual, expected, NEARLY_EQUAL.get((name, member), 0.0))
    return True


@each_dtype
@each_sample
def test_samples_are_those_of_the_seed(factories: Any, sample: Sample, dtype: torch.dtype) -> None:
    given = sample.parameters(dtype)
    theirs, ours = sample.python(given), sample.csharp(factories, given)
    expected = drawn(theirs, (5, 2))
    assert_same(drawn(ours, 5, 2), expected)
    assert len(torch.unique(expected)) > 1
    assert tuple(ours.batch_shape) == tuple(theirs.batch_shape)
    assert tuple(ours.event_shape) == tuple(theirs.event_shape)
    ours.Dispose()


@each_sample
def test_values_agree(factories: Any, sample: Sample) -> None:
    dtype = torch.float64
    given = sample.parameters(dtype)
    theirs, ours = sample.python(given), sample.csharp(factories, given)
    values = drawn(theirs, (5,))
    share = torch.rand(theirs.batch_shape, dtype=dtype, generator=torch.Generator().manual_seed(1))
    checks: list[tuple[str, tuple[Any, ...]]] = [
        *((member, ()) for member in (*MOMENTS, "entropy", "perplexity", "enumerate_support")),
        *((member, (values,)) for member in ("log_prob", "cdf")),
        ("icdf", (share,)),
    ]
    agreed = [m for m, args in checks if assert_member_agrees(ours, theirs, sample.name, m, *args)]
    assert "log_prob" in agreed
    for member in SETTINGS:
        if (sample.name, member) != ("LogitRelaxedBernoulli", "has_rsample"):  # PyTorch denies it
            assert getattr(ours, member) == getattr(theirs, member)
    ours.Dispose()


@each_sample
def test_gradients_agree(factories: Any, sample: Sample) -> None:
    """Through samples, densities, entropies and means, to each parameter."""
    gradients: list[tuple[Tensor | None, ...]] = []
    makers: list[Callable[[Any], Any]] = [sample.python, lambda p: sample.csharp(factories, p)]
    for make in makers:
        given = {
            name: value.requires_grad_() if isinstance(value, Tensor) else value
            for name, value in sample.parameters().items()
        }
        leaves = [value for value in given.values() if isinstance(value, Tensor)]
        made = make(given)
        fixed = drawn(made, *(((5,),) if not gradients else (5,))).detach()
        total = made.log_prob(fixed).sum()
        for member in ("entropy", "mean", "variance"):
            value = result(made, member)
            if value is not None and value.requires_grad:
                total = total + value.nan_to_num(0, 0, 0).sum()
        if made.has_rsample or sample.name == "LogitRelaxedBernoulli":
            sampled = drawn(made, *(((5,),) if not gradients else (5,)), method="rsample")
            weights = torch.linspace(0.5, 1.5, sampled.numel(), dtype=sampled.dtype)
            total = total + (sampled * weights.reshape(sampled.shape)).sum()
        gradients.append(torch.autograd.grad(total, leaves, allow_unused=True))
    theirs, ours = gradients
    for actual, expected in zip(ours, theirs, strict=True):
        assert (actual is None) == (expected is None)
        if actual is not None and expected is not None:
            assert_same(actual, expected, 1e-12)
    assert any(gradient is not None and gradient.abs().sum() > 0 for gradient in theirs)


@each_sample
def test_expanded_distributions_agree(factories: Any, sample: Sample) -> None:
    from System import Array, Int64
    from TorchSharpPy import torch as csharp

    given = sample.parameters()
    shape = (4, *SHAPE)
    theirs = sample.python(given).expand(torch.Size(shape))
    origin = sample.csharp(factories, given)
    ours = origin.expand(csharp.Size(Array[Int64](shape)))
    origin.Dispose()
    expected = drawn(theirs, (2,))
    assert_same(drawn(ours, 2), expected)
    assert_same(
        ours.log_prob(expected),
        theirs.log_prob(expected),
        NEARLY_EQUAL.get((sample.name, "log_prob"), 0.0),
    )
    ours.Dispose()


@each_sample
def test_generators_are_used(factories: Any, sample: Sample) -> None:
    from TorchSharpPy import torch as csharp

    given = sample.parameters()
    expected = drawn(sample.python(given), (3,), seed=11)
    torch.manual_seed(12)
    state = torch.get_rng_state()
    generator = csharp.Generator(11)
    ours = sample.csharp(factories, given, generator=generator)
    assert_same(ours.sample(3), expected)
    assert torch.equal(torch.get_rng_state(), state)


def bad_value(constraint: Any, good: Tensor) -> Tensor:
    """A value that violates a constraint at one place."""
    bad = good.clone()
    if isinstance(constraint, type(CLASSES.constraints.positive_definite)):
        bad[..., 0, 0] = -1.0
    elif isinstance(constraint, type(CLASSES.constraints.lower_cholesky)):
        bad[..., 0, 1] = 1.0
    else:
        bad.view(-1)[-1] = torch.nan
    return bad


REFUSED = [
    (sample, name)
    for sample in SAMPLES
    for name, _ in sample.draws
    if name != "temperature" and sample.variant not in ("weights", "shared", "broadcast")
]


@pytest.mark.parametrize(("sample", "name"), REFUSED, ids=str)
def test_bad_parameters_are_refused(factories: Any, sample: Sample, name: str) -> None:
    from System import ArgumentException

    given = sample.parameters()
    constraint = PYTHON[sample.name].arg_constraints
    kind = constraint.get(name) if isinstance(constraint, dict) else None
    given[name] = bad_value(kind, given[name])
    with pytest.raises(ValueError, match="satisfy the constraint"):
        sample.python(given)
    with pytest.raises(ArgumentException, match=name) as refusal:
        sample.csharp(factories, given)
    if sample.name != "Uniform":  # whose bounds are compared with each other
        assert f"the parameter {name} of " in str(refusal.value)
    if sample.name != "MultivariateNormal" or name == "scale_tril":
        sample.csharp(factories, given, validate_args=False)


@each_sample
def test_values_that_cannot_occur_are_refused(factories: Any, sample: Sample) -> None:
    from System import ArgumentException

    given = sample.parameters()
    theirs, ours = sample.python(given), sample.csharp(factories, given)
    value = torch.full(theirs.batch_shape + theirs.event_shape, torch.nan, dtype=torch.float64)
    with pytest.raises(ValueError, match="support"):
        theirs.log_prob(value)
    with pytest.raises(ArgumentException, match="Expected values within the support"):
        ours.log_prob(value)
    if result(theirs, "icdf", torch.full(theirs.batch_shape, 0.5)) is not None:
        with pytest.raises(ValueError, match="support"):
            theirs.cdf(value)
        with pytest.raises(ArgumentException, match="Expected values within the support"):
            ours.cdf(value)
    with pytest.raises(ArgumentException, match=r"broadcast|event_shape"):
        ours.log_prob(torch.zeros(7, 5))


@pytest.mark.parametrize("number", ["Single", "Double"])
def test_numbers_make_single_distributions(factories: Any, number: str) -> None:
    import System

    of = getattr(System, number)
    dtype = torch.float32 if number == "Single" else torch.float64
    half, two = torch.tensor(0.5, dtype=dtype), torch.tensor(2.0, dtype=dtype)
    made = [
        (factories.Normal(of(0.5), of(2.0)), CLASSES.Normal(half, two)),
        (factories.Laplace(of(0.5), of(2.0)), CLASSES.Laplace(half, two)),
        (factories.Poisson(of(2.0)), CLASSES.Poisson(two)),
        (factories.Bernoulli(of(0.5), None), CLASSES.Bernoulli(half)),
        (factories.Binomial(3, of(0.5), None), CLASSES.Binomial(3, half)),
        (
            factories.NegativeBinomial(3, of(0.5), None),
            CLASSES.NegativeBinomial(3, half),
        ),
    ]
    for ours, theirs in made:
        expected = drawn(theirs, (9,))
        assert_same(drawn(ours, 9), expected)
        assert_same(ours.log_prob(expected), theirs.log_prob(expected))


def test_poisson_quantiles_invert_its_cumulative_probabilities(factories: Any) -> None:
    rate = torch.tensor([0.3, 2.0, 40.0], dtype=torch.float64)
    ours = factories.Poisson(rate)
    counts = torch.arange(200, dtype=torch.float64).unsqueeze(-1)
    summed = CLASSES.Poisson(rate).log_prob(counts).exp().cumsum(0)
    assert_same(ours.cdf(counts), summed, 1e-8)
    wanted = torch.rand(64, 3, dtype=torch.float64, generator=torch.Generator().manual_seed(2))
    found = ours.icdf(wanted)
    assert_same(found, (summed.unsqueeze(0) < wanted.unsqueeze(1)).sum(1).to(torch.float64))
    assert ours.icdf(torch.ones(3, dtype=torch.float64)).isinf().all()


def test_poisson_quantiles_of_large_rates_end(factories: Any) -> None:
    """Numbers of 32 bits do not have all counts beyond 2^24, nor those of 64 bits beyond 2^53."""
    for dtype, rates in ((torch.float32, [3e7, 1e8, 1e10]), (torch.float64, [1e8, 1e17])):
        rate = torch.tensor(rates, dtype=dtype)
        found = factories.Poisson(rate).icdf(torch.tensor(0.5, dtype=dtype))
        assert found.dtype == dtype
        torch.testing.assert_close(found, rate, rtol=1e-6, atol=0)
    given = torch.tensor([0.5, torch.nan, 0.25])
    expected = torch.tensor([2.0, torch.nan, 1.0])
    assert torch.equal(factories.Poisson(torch.tensor(2.0)).icdf(given).isnan(), given.isnan())
    assert_same(factories.Poisson(torch.tensor(2.0)).icdf(given[::2]), expected[::2])
    counts = torch.arange(60.0).unsqueeze(-1)
    ours = factories.Poisson(torch.tensor([0.3, 2.0, 17.0]))
    likely = ours.cdf(counts)
    inside = likely < 1
    assert_same(ours.icdf(likely)[inside], counts.expand(-1, 3)[inside])


def test_each_factory_is_compared() -> None:
    assert len({sample.name for sample in SAMPLES}) == 30  # and Independent: test_transforms.py
