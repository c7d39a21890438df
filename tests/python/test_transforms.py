"""Transforms and constraints of C# are PyTorch's, and so are distributions made with them."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor

from tests.dotnet.dotnet_programs import needs_dotnet
from torchsharp_py import dotnet

pytestmark = needs_dotnet

PYTHON: Any = torch.distributions  # which is not typed
constraints, transforms = PYTHON.constraints, PYTHON.transforms

SOURCE = torch.Generator().manual_seed(5)
REAL = torch.randn(2, 3, 6, generator=SOURCE, dtype=torch.float64)
POSITIVE = REAL.exp()
SQUARE = torch.randn(2, 3, 3, generator=SOURCE, dtype=torch.float64)
LOC = torch.randn(3, 6, generator=SOURCE, dtype=torch.float64)
SCALE = torch.tensor([[-2.0], [0.5], [1.5]], dtype=torch.float64)
EXPONENT = torch.tensor([2.0, -1.0, 0.5, 3.0, 1.0, 0.25], dtype=torch.float64)


@pytest.fixture(scope="module")
def factories() -> Any:
    """The C# class PYTHON."""
    dotnet.load()
    from TorchSharpPy import torch as csharp

    return csharp.distributions


def longs(*numbers: int) -> Any:
    from System import Array, Int64

    return Array[Int64](numbers)


def listed(factories: Any, *items: Any) -> Any:
    from System.Collections.Generic import List

    steps = List[factories.transforms.Transform]()
    for item in items:
        steps.Add(item)
    return steps


def affine(t: Any, loc: Any, scale: Any, event_dim: int = 0) -> Any:
    return t.AffineTransform(loc, scale, event_dim)


# A name, PyTorch's transform, C#'s, values.
CASES: list[tuple[str, Any, Any, Tensor]] = [
    *(
        (name, getattr(transforms, name)(), lambda d, n=name: getattr(d.transforms, n)(), values)
        for name, values in [
            ("ExpTransform", REAL),
            ("SigmoidTransform", REAL),
            ("SoftplusTransform", REAL),
            ("TanhTransform", REAL),
            ("AbsTransform", REAL),
            ("SoftmaxTransform", REAL),
            ("StickBreakingTransform", REAL),
            ("CorrCholeskyTransform", REAL),
            ("LowerCholeskyTransform", SQUARE),
            ("PositiveDefiniteTransform", SQUARE),
        ]
    ),
    ("Log", transforms.ExpTransform().inv, lambda d: d.transforms.LogTransform(), POSITIVE),
    ("InverseLog", transforms.ExpTransform(), lambda d: d.transforms.LogTransform().inv, REAL),
    (
        "Power",
        transforms.PowerTransform(EXPONENT),
        lambda d: d.transforms.PowerTransform(EXPONENT),
        POSITIVE,
    ),
    (
        "AffineNumbers",
        transforms.AffineTransform(0.5, -2.0),
        lambda d: affine(d.transforms, 0.5, -2.0),
        REAL,
    ),
    (
        "AffineTensors",
        transforms.AffineTransform(LOC, SCALE),
        lambda d: affine(d.transforms, LOC, SCALE),
        REAL,
    ),
    (
        "AffineVectors",
        transforms.AffineTransform(0.5, 3.0, 1),
        lambda d: affine(d.transforms, 0.5, 3.0, 1),
        REAL,
    ),
    (
        "Compose",
        transforms.ComposeTransform(
            [transforms.AffineTransform(0.5, 2.0), transforms.SoftmaxTransform().inv.inv]
        ),
        lambda d: d.transforms.ComposeTransform(
            listed(d, affine(d.transforms, 0.5, 2.0), d.transforms.SoftmaxTransform())
        ),
        REAL,
    ),
    (
        "ComposeVectors",
        transforms.ComposeTransform(
            [
                transforms.TanhTransform(),
                transforms.StickBreakingTransform(),
                transforms.ExpTransform(),
            ]
        ),
        lambda d: d.transforms.ComposeTransform(
            listed(
                d,
                d.transforms.TanhTransform(),
                d.transforms.StickBreakingTransform(),
                d.transforms.ExpTransform(),
            )
        ),
        REAL,
    ),
    (
        "Identity",
        transforms.identity_transform,
        lambda d: d.transforms.ComposeTransform(listed(d)),
        REAL,
    ),
    (
        "Independent",
        transforms.IndependentTransform(transforms.ExpTransform(), 2),
        lambda d: d.transforms.IndepdenentTransform(d.transforms.ExpTransform(), 2),
        REAL,
    ),
    (
        "Reshape",
        transforms.ReshapeTransform((3, 6), (2, 9)),
        lambda d: d.transforms.ReshapeTransform(longs(3, 6), longs(2, 9)),
        REAL,
    ),
    (
        "Cat",
        transforms.CatTransform(
            [transforms.ExpTransform(), transforms.TanhTransform()], -1, [2, 4]
        ),
        lambda d: d.transforms.CatTransform(
            listed(d, d.transforms.ExpTransform(), d.transforms.TanhTransform()), -1, longs(2, 4)
        ),
        REAL,
    ),
    (
        "Stack",
        transforms.StackTransform([transforms.ExpTransform(), transforms.SigmoidTransform()], 0),
        lambda d: d.transforms.StackTransform(
            listed(d, d.transforms.ExpTransform(), d.transforms.SigmoidTransform()), 0
        ),
        REAL,
    ),
    (
        "Cumulative",
        transforms.CumulativeDistributionTransform(PYTHON.Normal(0.5, 2.0)),
        lambda d: d.transforms.CumulativeDistributionTransform(
            d.Normal(torch.tensor(0.5), torch.tensor(2.0))
        ),
        REAL.float(),
    ),
]


def jacobian(transform: Any, x: Tensor, y: Tensor) -> Any:
    from System import NotSupportedException

    try:
        return transform.log_abs_det_jacobian(x, y)
    except (NotImplementedError, NotSupportedException):
        return None


@pytest.mark.parametrize(("name", "theirs", "make", "values"), CASES, ids=[c[0] for c in CASES])
def test_transforms_agree(
    factories: Any, name: str, theirs: Any, make: Any, values: Tensor
) -> None:
    ours = make(factories)
    y = theirs(values)
    torch.testing.assert_close(ours.forward(values), y, rtol=1e-12, atol=1e-12)
    torch.testing.assert_close(ours.inv.forward(y), theirs.inv(y), rtol=1e-12, atol=1e-12)
    assert ours.bijective == theirs.bijective
    assert ours.domain.event_dim == theirs.domain.event_dim
    assert ours.codomain.event_dim == theirs.codomain.event_dim
    assert list(ours.forward_shape(longs(*values.shape))) == list(
        theirs.forward_shape(values.shape)
    )
    assert list(ours.inverse_shape(longs(*y.shape))) == list(theirs.inverse_shape(y.shape))
    for of_ours, of_theirs, a, b in ((ours, theirs, values, y), (ours.inv, theirs.inv, y, values)):
        actual, expected = jacobian(of_ours, a, b), jacobian(of_theirs, a, b)
        assert (actual is None) == (expected is None)
        if actual is not None and expected is not None:
            torch.testing.assert_close(actual, expected, rtol=1e-12, atol=1e-12)
            assert actual.shape == expected.shape
    assert ours.inv.inv.Equals(ours)


def test_signs_agree(factories: Any) -> None:
    t = factories.transforms
    torch.testing.assert_close(affine(t, LOC, SCALE).sign, SCALE.sign())
    assert int(affine(t, 0.0, -3.0).sign) == -1
    assert int(t.ExpTransform().inv.sign) == 1
    composed = t.ComposeTransform(listed(factories, affine(t, 0.0, -3.0), t.ExpTransform()))
    assert int(composed.sign) == -1
    assert torch.equal(t.PowerTransform(EXPONENT).sign, EXPONENT.sign())


def covariance() -> Tensor:
    return SQUARE @ SQUARE.mT + torch.eye(3, dtype=torch.float64)


def unit_rows() -> Tensor:
    lengths = covariance().diagonal(dim1=-2, dim2=-1).sqrt()
    rows: Tensor = torch.linalg.cholesky(covariance()) / lengths.unsqueeze(-1)
    return rows


MATRICES = [
    SQUARE,
    SQUARE.tril(),
    covariance(),
    torch.linalg.cholesky(covariance()),
    unit_rows(),
    -covariance(),
    SQUARE[..., :2],
]
NUMBERS = [
    torch.tensor([-1.5, -1.0, -0.5, 0.0, 0.3, 0.5, 1.0, 2.0, 3.5, torch.nan, torch.inf]),
    torch.tensor([[0.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.2, 0.3, 0.5], [2.0, 1.0, 2.0]]),
    torch.softmax(REAL, -1),
]
PLAIN = [
    "boolean",
    "one_hot",
    "nonnegative_integer",
    "positive_integer",
    "real",
    "real_vector",
    "positive",
    "nonnegative",
    "unit_interval",
    "simplex",
]
OF_MATRICES = [
    "lower_triangular",
    "lower_cholesky",
    "corr_cholesky",
    "square",
    "symmetric",
    "positive_semidefinite",
    "positive_definite",
]
WITH_BOUNDS: list[tuple[str, tuple[Any, ...]]] = [
    ("greater_than", (0.5,)),
    ("greater_than_eq", (0.5,)),
    ("less_than", (0.5,)),
    ("interval", (-1.0, 0.5)),
    ("half_open_interval", (-1.0, 0.5)),
    ("integer_interval", (0, 2)),
    ("multinomial", (3,)),
]


def constraint_pairs(factories: Any) -> list[tuple[Any, Any, list[Tensor]]]:
    c = factories.constraints
    pairs: list[tuple[Any, Any, list[Tensor]]] = [
        (getattr(c, name), getattr(constraints, name), NUMBERS) for name in PLAIN
    ]
    pairs += [(getattr(c, name), getattr(constraints, name), MATRICES) for name in OF_MATRICES]
    pairs += [
        (getattr(c, name)(*bounds), getattr(constraints, name)(*bounds), NUMBERS)
        for name, bounds in WITH_BOUNDS
    ]
    pairs += [
        (
            c.independent(c.positive, n),
            constraints.independent(constraints.positive, n),
            NUMBERS[2:],
        )
        for n in (0, 1, 2)
    ]
    return pairs


def test_constraints_agree(factories: Any) -> None:
    different = set()
    for ours, theirs, values in constraint_pairs(factories):
        assert ours.event_dim == theirs.event_dim
        assert ours.is_discrete == theirs.is_discrete
        for value in values:
            if value.dim() >= theirs.event_dim:
                expected = theirs.check(value)
                assert torch.equal(ours.check(value), expected), f"{theirs} of {value}"
                different.update(expected.flatten().tolist())
    assert different == {True, False}


def test_constraints_of_parts_agree(factories: Any) -> None:
    from System import Array

    c = factories.constraints
    ours = Array[c.Constraint]([c.positive, c.unit_interval, c.real])
    theirs = [constraints.positive, constraints.unit_interval, constraints.real]
    value = REAL[:, :, :3]
    assert torch.equal(c.stack(ours, 1).check(value), constraints.stack(theirs, 1).check(value))
    assert torch.equal(
        c.cat(ours, -1, longs(1, 2, 3)).check(REAL),
        constraints.cat(theirs, -1, [1, 2, 3]).check(REAL),
    )


def test_constraints_read_as_in_pytorch(factories: Any) -> None:
    c = factories.constraints
    assert str(c.greater_than(0.5)) == repr(constraints.greater_than(0.5))
    assert str(c.interval(0.0, 2.0)) == repr(constraints.interval(0.0, 2.0))
    assert str(c.independent(c.real, 1)) == repr(constraints.independent(constraints.real, 1))
    assert str(c.simplex) == repr(constraints.simplex)


@pytest.mark.parametrize("vectors", [False, True])
def test_transformed_distributions_agree(factories: Any, vectors: bool) -> None:
    t, d = factories.transforms, PYTHON
    base = d.Normal(LOC, SCALE.abs())
    our_base = factories.Normal(LOC, SCALE.abs())
    if vectors:
        theirs = d.TransformedDistribution(
            base, [transforms.AffineTransform(0.5, 2.0), transforms.StickBreakingTransform()]
        )
        steps = listed(factories, affine(t, 0.5, 2.0), t.StickBreakingTransform())
    else:
        theirs = d.TransformedDistribution(
            base, [transforms.AffineTransform(0.5, SCALE), transforms.SigmoidTransform()]
        )
        half = torch.tensor(0.5, dtype=torch.float64)
        steps = listed(factories, affine(t, half, SCALE), t.SigmoidTransform())
    ours = factories.TransformedDistribution(our_base, steps)
    torch.manual_seed(9)
    expected = theirs.sample((4,))
    torch.manual_seed(9)
    assert torch.equal(ours.sample(4), expected)
    torch.testing.assert_close(ours.log_prob(expected), theirs.log_prob(expected), rtol=0, atol=0)
    assert tuple(ours.batch_shape) == tuple(theirs.batch_shape)
    assert tuple(ours.event_shape) == tuple(theirs.event_shape)
    if not vectors:
        share = torch.rand(3, 6, dtype=torch.float64, generator=SOURCE)
        assert torch.equal(ours.cdf(expected), theirs.cdf(expected))
        assert torch.equal(ours.icdf(share), theirs.icdf(share))
    from TorchSharpPy import torch as csharp

    shape = (2, *theirs.batch_shape)
    larger = ours.expand(csharp.Size(longs(*shape)))
    assert torch.equal(larger.log_prob(expected[:1]), theirs.expand(shape).log_prob(expected[:1]))
    larger.Dispose()
    ours.Dispose()


@pytest.mark.parametrize("dimensions", [0, 1, 2])
def test_independent_distributions_agree(factories: Any, dimensions: int) -> None:
    theirs = PYTHON.Independent(PYTHON.Laplace(LOC, SCALE.abs()), dimensions)
    ours = factories.Independent(factories.Laplace(LOC, SCALE.abs()), dimensions)
    value = theirs.sample((2,))
    assert torch.equal(ours.log_prob(value), theirs.log_prob(value))
    assert torch.equal(ours.entropy(), theirs.entropy())
    assert torch.equal(ours.variance, theirs.variance)
    assert tuple(ours.event_shape) == tuple(theirs.event_shape)
    ours.Dispose()
