"""torch.autograd of C#, and its functional part, give what those of Python give."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.autograd import forward_ad, functional

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet
from tests.python.live_objects import settled_handles

pytestmark = needs_dotnet

PRODUCTS = ("vjp", "jvp", "vhp", "hvp")


@pytest.fixture(scope="module")
def csharp() -> Any:
    csharp_assembly.load()
    from TorchSharpPy.Tests import DerivativesFromPython

    return DerivativesFromPython


# The functions of DerivativesFromPython.
def function(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    return x.pow(3) * y.sum(), (x.sin() + y.unsqueeze(1)).sum(0)


def number(x: Tensor, y: Tensor) -> Tensor:
    return x.pow(3).sum() * y.exp().sum() + y.pow(2).sum()


def lonely(x: Tensor, y: Tensor) -> Tensor:
    return x.pow(2).sum() + y.detach().sum()


def leaves() -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(3)
    x = torch.randn(2, 3, generator=generator, dtype=torch.float64).requires_grad_()
    return x, torch.randn(2, generator=generator, dtype=torch.float64).requires_grad_()


def flat(nested: Any) -> list[Tensor]:
    if isinstance(nested, Tensor):
        return [nested]
    return [tensor for each in nested for tensor in flat(each)]


def same(ours: Iterable[Any], theirs: Iterable[Any]) -> bool:
    left, right = flat(ours), flat(theirs)
    return (
        len(left) == len(right)
        and all(map(torch.equal, left, right))
        and [x.requires_grad for x in left] == [x.requires_grad for x in right]
    )


@pytest.mark.parametrize("create_graph", [False, True])
def test_jacobians_of_several_tensors(csharp: Any, create_graph: bool) -> None:
    x = leaves()
    ours = csharp.Jacobian(list(x), create_graph)
    theirs = functional.jacobian(function, x, create_graph=create_graph)
    assert same(ours, theirs)
    if create_graph:
        second = [torch.autograd.grad(flat(each)[0].sum(), x[0])[0] for each in (ours, theirs)]
        assert torch.equal(*second)


def test_jacobians_of_single_tensors(csharp: Any) -> None:
    x, y = leaves()
    assert same(csharp.JacobianOfNumber([x, y]), functional.jacobian(number, (x, y)))
    assert same(
        csharp.JacobianOfOne(y), functional.jacobian(lambda one: (one.pow(3), one.sum()), y)
    )
    assert same(
        [csharp.JacobianOfBoth(x)], [functional.jacobian(lambda one: one.pow(2).cumsum(0), x)]
    )
    empty = torch.zeros(0, 3)
    assert csharp.JacobianOfBoth(empty).shape == (0, 3, 0, 3)


@pytest.mark.parametrize("create_graph", [False, True])
def test_hessians(csharp: Any, create_graph: bool) -> None:
    x = leaves()
    theirs = functional.hessian(number, x, create_graph=create_graph)
    assert same(csharp.Hessian(list(x), create_graph), theirs)
    theirs = functional.hessian(lambda one: one.pow(3).sum(), x[0])
    assert same([csharp.HessianOfOne(x[0])], [theirs])


@pytest.mark.parametrize("create_graph", [False, True])
@pytest.mark.parametrize("name", PRODUCTS)
def test_products(csharp: Any, name: str, create_graph: bool) -> None:
    x = leaves()
    like: tuple[Tensor, ...] = function(*x) if name == "vjp" else x
    v = tuple(torch.randn_like(each) for each in like)
    twin = function if name in ("vjp", "jvp") else number
    theirs = getattr(functional, name)(twin, x, v, create_graph=create_graph)
    assert same(csharp.Product(name, list(x), list(v), create_graph, False, False), theirs)
    assert not any(each.grad_fn for each in v)


@pytest.mark.parametrize("name", PRODUCTS)
def test_products_with_what_does_not_depend_on_an_input(csharp: Any, name: str) -> None:
    x = leaves()
    v = [torch.ones(())] if name == "vjp" else [torch.ones_like(each) for each in x]
    given = v[0].double() if name == "vjp" else tuple(v)
    theirs = getattr(functional, name)(lonely, x, given)
    ours = csharp.Product(name, list(x), [each.double() for each in v], False, False, True)
    assert same(ours, theirs)


@pytest.mark.parametrize("name", PRODUCTS)
def test_a_single_element_needs_no_vector(csharp: Any, name: str) -> None:
    x = torch.tensor([2.0], dtype=torch.float64)
    theirs = getattr(functional, name)(lambda one: one.pow(3), x)
    assert same(csharp.ProductOfOne(name, x), theirs)


@pytest.mark.parametrize("name", PRODUCTS)
def test_wrong_vectors_and_strictness_are_errors(csharp: Any, name: str) -> None:
    from System import ArgumentException, InvalidOperationException

    x = list(leaves())
    with pytest.raises(ArgumentException, match="v can be left out only if"):
        csharp.Product(name, x, None, False, False, False)
    with pytest.raises(ArgumentException, match="give one for each"):
        csharp.Product(name, x, [x[0]] * 3, False, False, False)
    with pytest.raises(ArgumentException, match="has the shape"):
        csharp.Product(name, x, [torch.ones(7)] * 2, False, False, False)
    if name in ("vjp", "hvp", "vhp"):
        v = [torch.ones((), dtype=torch.float64)] if name == "vjp" else x
        with pytest.raises(InvalidOperationException, match="strict"):
            csharp.Product(name, x, v, False, True, True)


@pytest.mark.parametrize("materialize", [False, True])
@pytest.mark.parametrize("create_graph", [False, True])
def test_grad(csharp: Any, create_graph: bool, materialize: bool) -> None:
    x, y = leaves()
    unused = torch.ones(2, requires_grad=True)
    outputs = function(x, y)
    v = [torch.ones_like(each) * 2 for each in outputs]
    ours = csharp.Grad(list(outputs), [x, y, unused], v, create_graph, True, materialize)
    theirs = torch.autograd.grad(
        function(x, y),
        [x, y, unused],
        v,
        create_graph=create_graph,
        allow_unused=True,
        materialize_grads=materialize,
    )
    assert [each is None for each in ours] == [each is None for each in theirs]
    assert same([x for x in ours if x is not None], [x for x in theirs if x is not None])


def test_backward_of_several_tensors(csharp: Any) -> None:
    def run(backward: Any) -> list[Tensor]:
        x, y = leaves()
        first, second = function(x, y)
        v = [torch.ones_like(first), None]
        backward([first, second.sum()], v, None)
        backward([number(x, y)], None, [x])
        assert x.grad is not None
        assert y.grad is not None
        return [x.grad, y.grad]

    def twin(tensors: list[Tensor], v: Any, inputs: Any) -> None:
        torch.autograd.backward(tensors, v, retain_graph=True, inputs=inputs)

    assert same(run(csharp.Backward), run(twin))


def test_hooks_are_called_as_those_of_python(csharp: Any) -> None:
    x, y = leaves()
    z = x * 2
    expected: list[float] = []
    remover = csharp.Multiply(z, 3.0)
    z.register_hook(lambda gradient: expected.append(gradient.sum().item()))
    ours = csharp.Watch(z)
    (z * z).sum().backward()
    assert list(ours) == expected
    assert x.grad is not None
    assert torch.equal(x.grad, 24 * x.detach())
    remover.remove()
    (x * 2).sum().backward()
    assert torch.equal(x.grad, 24 * x.detach() + 2)
    with pytest.raises(RuntimeError, match="requires a gradient"):
        csharp.Watch(y.detach())


def test_hooks_of_a_leaf_stand_beside_those_of_python(csharp: Any) -> None:
    x, _ = leaves()
    theirs: list[float] = []
    x.register_hook(lambda gradient: theirs.append(gradient.sum().item()))
    ours = csharp.Watch(x)
    for _ in range(2):
        x.pow(2).sum().backward()
    assert list(ours) == theirs
    assert len(theirs) == 2


def test_hooks_after_the_gradient_stand_beside_those_of_python(csharp: Any) -> None:
    x, _ = leaves()
    theirs: list[float] = []

    def watch(leaf: Tensor) -> None:
        assert leaf.grad is not None
        theirs.append(leaf.grad.sum().item())

    x.register_post_accumulate_grad_hook(watch)
    ours = csharp.WatchAfter(x)
    for _ in range(2):
        x.pow(2).sum().backward()
    assert list(ours) == theirs
    assert len(theirs) == 2


@pytest.mark.filterwarnings("ignore:Anomaly Detection has been enabled")
def test_anomaly_mode_is_one_setting(csharp: Any) -> None:
    from TorchSharpPy import AnomalyMode
    from TorchSharpPy import torch as cs

    with torch.autograd.detect_anomaly(check_nan=False):
        assert AnomalyMode.IsEnabled
        assert not AnomalyMode.ShouldCheckNaN
    mode = cs.autograd.set_detect_anomaly(True)
    assert torch.is_anomaly_enabled()
    assert torch.is_anomaly_check_nan_enabled()
    mode.Dispose()
    assert not torch.is_anomaly_enabled()


def test_nothing_leaks(csharp: Any) -> None:
    def use() -> None:
        x = leaves()
        csharp.Hessian(list(x), True)
        for name in PRODUCTS:
            v = [torch.ones_like(each) for each in (function(*x) if name == "vjp" else x)]
            csharp.Product(name, list(x), v, False, False, False)
        z = x[0] * 2
        csharp.Watch(z)
        csharp.WatchAfter(x[0])
        z.sum().backward()

    use()
    before = settled_handles()
    for _ in range(5):
        use()
    assert settled_handles() <= before


@pytest.mark.parametrize("records", [True, False])
def test_a_tangent_passes_through_operators(csharp: Any, records: bool) -> None:
    x, tangent = torch.randn(3), torch.randn(3)
    with torch.set_grad_enabled(records), forward_ad.dual_level():
        dual = forward_ad.make_dual(x, tangent)
        ours = [forward_ad.unpack_dual(each).tangent for each in csharp.Kinds(dual)]
        theirs = (dual[1], dual + dual, dual.sin().mul_(3))
        for ours_each, theirs_each in zip(ours, theirs, strict=True):
            assert torch.equal(ours_each, forward_ad.unpack_dual(theirs_each).tangent)
