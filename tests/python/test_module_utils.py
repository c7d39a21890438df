"""torch.nn.utils of C# does to parameters what PyTorch's does."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn import utils as theirs

from tests.dotnet.dotnet_programs import needs_dotnet
from torchsharp_py import dotnet

pytestmark = needs_dotnet


@pytest.fixture(scope="module")
def utils() -> Any:
    """The C# class torch.nn.utils."""
    dotnet.load()
    from TorchSharpPy import torch as csharp

    return csharp.nn.utils


def clr_list(parts: list[Tensor]) -> Any:
    """Tensors as an array of C#."""
    from System import Array
    from TorchSharpPy import torch as csharp

    return Array[csharp.Tensor](parts)


def parameters() -> list[Tensor]:
    return [torch.arange(6.0).view(2, 3).requires_grad_(), torch.tensor(7.0), torch.ones(4)]


def test_parameters_become_a_vector(utils: Any) -> None:
    given = parameters()
    ours = utils.parameters_to_vector(clr_list(given))
    assert torch.equal(ours, theirs.parameters_to_vector(given))
    ours.square().sum().backward()
    assert given[0].grad is not None
    assert torch.equal(given[0].grad, 2 * given[0].detach())


def test_a_vector_becomes_parameters(utils: Any) -> None:
    ours, expected = parameters(), parameters()
    vector = torch.arange(11.0) * 3
    utils.vector_to_parameters(vector, clr_list(ours))
    theirs.vector_to_parameters(vector, expected)
    for one, other in zip(ours, expected, strict=True):
        assert torch.equal(one, other)
        assert one.requires_grad == other.requires_grad
    vector.zero_()
    assert not ours[0].any(), "the parameters share the vector's memory"


def test_bad_vectors_are_argument_errors(utils: Any) -> None:
    from System import ArgumentException

    with pytest.raises(ArgumentException, match="at least one parameter"):
        utils.parameters_to_vector(clr_list([]))
    with pytest.raises(ArgumentException, match=r"at least 11 elements, not .* \[10\]"):
        utils.vector_to_parameters(torch.zeros(10), clr_list(parameters()))
    with pytest.raises(
        ArgumentException, match="on one device, but one is on 'cpu' and one on 'meta'"
    ):
        utils.parameters_to_vector(clr_list([torch.ones(2), torch.ones(2, device="meta")]))


def statistics(size: int) -> dict[str, Tensor]:
    generator = torch.Generator().manual_seed(6)
    mean, weight, bias = (torch.randn(size, generator=generator) for _ in range(3))
    variance = torch.rand(size, generator=generator) + 0.1
    return {"bn_rm": mean, "bn_rv": variance, "bn_w": weight, "bn_b": bias}


@pytest.mark.parametrize("transpose", [False, True])
@pytest.mark.parametrize("missing", [(), ("conv_b",), ("bn_w", "bn_b"), ("conv_b", "bn_w", "bn_b")])
def test_fused_convolutions_agree(utils: Any, missing: tuple[str, ...], transpose: bool) -> None:
    weight = torch.randn(*((5, 3) if transpose else (3, 5)), 2, 2, requires_grad=True)
    given: dict[str, Any] = {"conv_w": weight, "conv_b": torch.randn(3), "bn_eps": 1e-3}
    given |= statistics(3) | dict.fromkeys(missing)
    ours = utils.fuse_conv_bn_weights(**given, transpose=transpose)
    expected = theirs.fuse_conv_bn_weights(**given, transpose=transpose)
    for one, other in zip((ours.Item1, ours.Item2), expected, strict=True):
        assert torch.equal(one, other)
        assert one.requires_grad == other.requires_grad


@pytest.mark.parametrize("with_bias", [True, False])
def test_fused_linear_layers_agree(utils: Any, with_bias: bool) -> None:
    given: dict[str, Any] = {"linear_w": torch.randn(3, 5), "linear_b": None, "bn_eps": 1e-5}
    if with_bias:
        given["linear_b"] = torch.randn(3, requires_grad=True)
    given |= statistics(3)
    ours = utils.fuse_linear_bn_weights(**given)
    expected = theirs.fuse_linear_bn_weights(**given)
    for one, other in zip((ours.Item1, ours.Item2), expected, strict=True):
        assert torch.equal(one, other)
        assert one.requires_grad == other.requires_grad


@pytest.mark.parametrize("with_bias", [True, False])
def test_a_linear_layer_and_a_batch_norm_become_one(utils: Any, with_bias: bool) -> None:
    from System import ArgumentException
    from TorchSharpPy import torch as csharp

    linear, norm = csharp.nn.Linear(5, 3, with_bias), csharp.nn.BatchNorm1d(3)
    for name, tensor in statistics(3).items():
        shown = {"bn_rm": "running_mean", "bn_rv": "running_var", "bn_w": "weight", "bn_b": "bias"}
        with torch.no_grad():
            getattr(norm, shown[name]).copy_(tensor)
    with pytest.raises(ArgumentException, match="evaluation mode"):
        utils.fuse_linear_bn_eval(linear, norm)
    linear.eval()
    norm.eval()
    fused = utils.fuse_linear_bn_eval(linear, norm)
    x = torch.randn(4, 5)
    assert torch.allclose(fused.call(x), norm.call(linear.call(x)), atol=1e-6)
    assert not fused.training
    other = csharp.nn.BatchNorm1d(4)
    other.eval()
    with pytest.raises(ArgumentException, match="3 features, as the linear layer returns"):
        utils.fuse_linear_bn_eval(linear, other)
    for module in (linear, norm, fused, other):
        module.Dispose()
