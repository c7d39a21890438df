"""Functions whose derivatives are written in C# are those of torch.autograd.Function."""

from __future__ import annotations

import threading
from typing import Any

import pytest
import torch
from torch import Tensor

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet
from tests.models.custom_functions import FUNCTIONS, inputs_of
from tests.python.live_objects import settled_handles

pytestmark = needs_dotnet

NAMES = sorted(FUNCTIONS)
# LazyWaves returns null if no result is used; gradcheck asks for that with zeros only.
DIFFERENTIABLE = [name for name in NAMES if name != "Reversal"]


@pytest.fixture(scope="module")
def csharp() -> Any:
    csharp_assembly.load()
    from TorchSharpPy.Tests import CustomFunctions

    return CustomFunctions


def gradients(results: tuple[Tensor, ...], inputs: list[Tensor]) -> list[Tensor]:
    """The gradients, with a different weight for each result, and those of their own sums."""
    loss = sum((i + 1) * y.sin().sum() for i, y in enumerate(results) if y.requires_grad)
    assert isinstance(loss, Tensor)
    first = torch.autograd.grad(loss, inputs, create_graph=True)
    second = torch.autograd.grad(sum(each.pow(2).sum() for each in first), inputs)
    return [*first, *second]


def equal(ours: list[Tensor], theirs: list[Tensor]) -> bool:
    return len(ours) == len(theirs) and all(map(torch.equal, ours, theirs))


@pytest.mark.parametrize("name", NAMES)
def test_results_and_derivatives_are_those_of_the_twin(csharp: Any, name: str) -> None:
    inputs = inputs_of(name)
    ours, theirs = tuple(csharp.Apply(name, inputs)), FUNCTIONS[name](*inputs)
    assert equal(list(ours), list(theirs))
    assert [y.requires_grad for y in ours] == [y.requires_grad for y in theirs]
    assert equal(gradients(ours, inputs), gradients(theirs, inputs))


@pytest.mark.parametrize("name", NAMES)
def test_the_node_has_the_name_of_the_function(csharp: Any, name: str) -> None:
    node = csharp.Apply(name, inputs_of(name))[0].grad_fn
    assert node is not None
    assert node.name() == name


@pytest.mark.parametrize("name", DIFFERENTIABLE)
def test_derivatives_are_those_of_finite_differences(csharp: Any, name: str) -> None:
    def function(*inputs: Tensor) -> tuple[Tensor, ...]:
        return tuple(csharp.Apply(name, list(inputs)))

    inputs = inputs_of(name)
    assert torch.autograd.gradcheck(function, inputs, check_undefined_grad=name != "LazyWaves")
    assert torch.autograd.gradgradcheck(function, inputs, check_undefined_grad=False)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_recorded_without_need(csharp: Any, name: str) -> None:
    constants = [x.detach() for x in inputs_of(name)]
    assert not any(y.requires_grad for y in csharp.Apply(name, constants))
    with torch.no_grad():
        assert not any(y.requires_grad for y in csharp.Apply(name, inputs_of(name)))


@pytest.mark.parametrize("which", [0, 1])
def test_a_gradient_that_is_not_needed_is_not_computed(csharp: Any, which: int) -> None:
    inputs = inputs_of("Linear")
    inputs[1 - which] = inputs[1 - which].detach()
    (ours,), (theirs,) = csharp.Apply("Linear", inputs), FUNCTIONS["Linear"](*inputs)
    expected = torch.autograd.grad(theirs.sum(), inputs[which])
    assert equal(list(torch.autograd.grad(ours.sum(), inputs[which])), list(expected))


def test_an_exception_of_csharp_ends_backward(csharp: Any) -> None:
    (y,) = csharp.Apply("Failing", inputs_of("Exp"))
    with pytest.raises(RuntimeError, match=r"NotSupportedException: no derivative today"):
        y.sum().backward()


def test_what_is_saved_is_checked_for_changes(csharp: Any) -> None:
    (y,) = csharp.Apply("Exp", inputs_of("Exp"))
    z = y.sum()
    with torch.no_grad():
        y.add_(1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        z.backward()


def test_forward_mode_is_refused(csharp: Any) -> None:
    import torch.autograd.forward_ad as forward_mode

    with forward_mode.dual_level():
        x = forward_mode.make_dual(torch.ones(2), torch.ones(2))
        with pytest.raises(RuntimeError, match="no derivative in forward mode"):
            csharp.Apply("Exp", [x.requires_grad_()])


def test_threads_share_a_graph(csharp: Any) -> None:
    (x,) = inputs_of("Cube")
    (y,) = csharp.Apply("Cube", [x])
    loss = y.sum()
    expected = torch.autograd.grad(FUNCTIONS["Cube"](x)[0].sum(), x)[0]
    seen: list[Tensor] = []

    def work() -> None:
        for _ in range(20):
            seen.extend(torch.autograd.grad(loss, x, retain_graph=True))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 80
    assert all(torch.equal(each, expected) for each in seen)


def test_nothing_leaks(csharp: Any) -> None:
    def use() -> None:
        for name in NAMES:
            inputs = inputs_of(name)
            gradients(tuple(csharp.Apply(name, inputs)), inputs)
        (y,) = csharp.Apply("Failing", inputs_of("Exp"))
        with pytest.raises(RuntimeError):
            y.sum().backward()

    use()
    before = settled_handles()
    for _ in range(5):
        use()
    assert settled_handles() <= before
