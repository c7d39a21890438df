"""Scopes apply to our modules as to torch's, whether Python or C# enters them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet
from torchsharp_py import jit

Scope = Callable[[], AbstractContextManager[Any]]

SCOPES: dict[str, Scope] = {
    "enable_grad": torch.enable_grad,
    "no_grad": torch.no_grad,
    "inference_mode": torch.inference_mode,
    "autocast": lambda: torch.autocast("cpu"),
    "autocast_half": lambda: torch.autocast("cpu", torch.float16),
    "autocast_off": lambda: torch.autocast("cpu", enabled=False),
}


@pytest.fixture
def path(models: Path) -> str:
    return str(models / "network.pt")


@pytest.fixture
def x() -> Tensor:
    return torch.rand(3, 16)


def reference(path: str) -> Any:
    """The same module in PyTorch."""
    return torch.jit.load(path)  # type: ignore[no-untyped-call]


def state() -> tuple[bool, bool, bool, torch.dtype]:
    """The state of this thread."""
    return (
        torch.is_grad_enabled(),
        torch.is_inference_mode_enabled(),
        torch.is_autocast_enabled("cpu"),
        torch.get_autocast_dtype("cpu"),
    )


def facts(result: Tensor) -> tuple[torch.dtype, bool, bool]:
    """The effects of a scope on a result."""
    return result.dtype, result.requires_grad, result.is_inference()


def assert_same(ours: Tensor, theirs: Tensor) -> None:
    assert facts(ours) == facts(theirs)
    with torch.no_grad():
        torch.testing.assert_close(ours.float(), theirs.float(), rtol=0, atol=0)


@pytest.mark.parametrize("name", SCOPES)
def test_a_module_computes_what_torch_jit_does(name: str, path: str, x: Tensor) -> None:
    ours, theirs = jit.load(path), reference(path)
    with SCOPES[name]():
        for _ in range(4):  # the executor specializes the code to its inputs
            assert_same(ours(x), theirs(x))
            assert_same(ours.product(x), theirs.product(x))
    assert_same(ours(x), theirs(x))


@pytest.mark.parametrize("name", SCOPES)
def test_each_scope_changes_something_that_the_others_do_not(
    name: str, path: str, x: Tensor
) -> None:
    """The comparison above would also pass if scopes did nothing."""
    m = jit.load(path)
    expected = {
        "enable_grad": (torch.float32, True, False),
        "no_grad": (torch.float32, False, False),
        "inference_mode": (torch.float32, False, True),
        "autocast": (torch.bfloat16, True, False),
        "autocast_half": (torch.float16, True, False),
        "autocast_off": (torch.float32, True, False),
    }
    with SCOPES[name]():
        assert facts(m.product(x)) == expected[name]


@pytest.fixture
def csharp() -> Iterator[Any]:
    """The C# class ``torch``; the test must restore the state of the thread."""
    csharp_assembly.load()
    import TorchSharpPy

    before = state()
    yield TorchSharpPy.torch
    assert state() == before


CSHARP_SCOPES: dict[str, Callable[[Any], Any]] = {
    "enable_grad": lambda torch: torch.enable_grad(),
    "no_grad": lambda torch: torch.no_grad(),
    "inference_mode": lambda torch: torch.inference_mode(),
    "autocast": lambda torch: torch.autocast("cpu"),
    "autocast_half": lambda t: t.autocast("cpu", t.ScalarType.Float16),
    "autocast_off": lambda torch: torch.autocast("cpu", None, False),
}


@needs_dotnet
@pytest.mark.parametrize("name", SCOPES)
def test_a_scope_of_csharp_is_the_same_as_one_of_python(
    name: str, path: str, x: Tensor, csharp: Any
) -> None:
    module = reference(path)
    with SCOPES[name]():
        expected, expected_state = module.product(x), state()
    scope = CSHARP_SCOPES[name](csharp)
    try:
        assert state() == expected_state
        assert_same(module.product(x), expected)
        assert_same(jit.load(path).product(x), expected)
    finally:
        scope.Dispose()


@needs_dotnet
@pytest.mark.parametrize("name", SCOPES)
def test_csharp_follows_a_scope_of_python(name: str, path: str, x: Tensor, csharp: Any) -> None:
    from TorchSharpPy.Tests import CalledFromPython

    with SCOPES[name]():
        ours = CalledFromPython.Product(path, x)
        assert_same(ours, reference(path).product(x))
        assert csharp.is_grad_enabled() == torch.is_grad_enabled()
        assert csharp.is_inference_mode_enabled() == torch.is_inference_mode_enabled()
        assert csharp.is_autocast_enabled("cpu") == torch.is_autocast_enabled("cpu")
