"""C# operators of a tensor and a number give what Python's do, to the last bit."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import torch
from torch import Tensor

from tests.dotnet.dotnet_programs import needs_dotnet
from torchsharp_py import dotnet

pytestmark = needs_dotnet

NAMES = ("add", "sub", "mul", "div", "rsub", "fmod", "remainder")
NAMES += ("eq", "ne", "lt", "le", "gt", "ge")
DTYPES = (torch.float32, torch.float64, torch.int64, torch.int32, torch.uint8, torch.bool)
DTYPES += (torch.float16, torch.bfloat16, torch.complex64)
NUMBERS: tuple[float, ...] = (0.1, -0.0, 0.5, 1e300, 1e-50, math.inf, math.nan, 16777217.0)
NUMBERS += (0, 1, -3, 300, 2**53 + 1, -(2**63), True)
MODES: dict[str, Callable[[], Any]] = {
    "recording": contextlib.nullcontext,
    "no_grad": torch.no_grad,
    "inference_mode": torch.inference_mode,
    "autocast": lambda: torch.autocast("cpu", torch.bfloat16),
}


@pytest.fixture(scope="module")
def csharp() -> Any:
    dotnet.load()
    from TorchSharpPy import torch as csharp

    return csharp


def scalar(number: float) -> Any:
    import System
    from TorchSharpPy import Scalar

    kinds = {bool: System.Boolean, int: System.Int64, float: System.Double}
    return Scalar.op_Implicit(kinds[type(number)](number))


def samples(dtype: torch.dtype) -> list[Tensor]:
    """Tensors of several shapes and places in memory."""
    exact = torch.tensor([[0.1, -0.0, 3.5, -7.0], [1.0, 0.1, 16777216.0, 2.0]], dtype=torch.float64)
    values = exact.abs().to(dtype) if dtype == torch.uint8 else exact.to(dtype)
    return [values, values.t(), values[:, 1], values[0, 2], values[:0], values.expand(3, 2, 4)]


def outcome(call: Callable[[], Tensor]) -> object:
    """What a result is, to the last bit; or that the call is refused."""
    try:
        result = call().detach()
    except Exception:  # .NET's, Python's, or that of a warning
        return "refused"
    numbers = result.contiguous().view(-1)
    return result.dtype, result.shape, result.stride(), numbers.view(torch.uint8).tolist()


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_results_are_those_of_python(csharp: Any, name: str, dtype: torch.dtype) -> None:
    theirs, ours = getattr(torch, name), getattr(csharp, name)
    answered = 0
    for number in NUMBERS:
        given = scalar(number)
        for x in samples(dtype):
            expected = outcome(lambda x=x, number=number: theirs(x, number))  # type: ignore[misc]
            got = outcome(lambda x=x, given=given: ours(x, given))  # type: ignore[misc]
            assert got == expected, (x, number)
            answered += got != "refused"
    assert answered or dtype in {torch.bool, torch.complex64}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("recorded", [False, True])
def test_each_mode_gives_what_python_gives(csharp: Any, mode: str, recorded: bool) -> None:
    x = torch.tensor([0.1, 3.5, -7.0], requires_grad=recorded)
    with MODES[mode]():
        for name in NAMES:
            ours, theirs = getattr(csharp, name)(x, scalar(0.3)), getattr(torch, name)(x, 0.3)
            assert torch.equal(ours, theirs)
            assert ours.requires_grad == theirs.requires_grad
            assert ours.is_inference() == theirs.is_inference()
            if ours.requires_grad:
                (got,) = torch.autograd.grad(ours.sum(), x)
                (expected,) = torch.autograd.grad(theirs.sum(), x)
                assert torch.equal(got, expected)


def test_a_transformation_sees_the_number(csharp: Any) -> None:
    """Those of torch.func, and the tracer, which keeps what it has seen."""
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    assert torch.equal(torch.func.vmap(lambda row: csharp.mul(row, scalar(0.5)))(x), x * 0.5)
    derivative = torch.func.jvp(lambda t: csharp.mul(t, scalar(0.5)), (x,), (x,))[1]
    assert torch.equal(derivative, x * 0.5)
    traced = torch.jit.trace(lambda t: csharp.add(csharp.mul(t, scalar(0.5)), scalar(3.0)), x)
    csharp.mul(x, scalar(7.0))
    assert torch.equal(traced(2 * x), x + 3)


def test_results_keep_their_numbers_and_threads_their_own(csharp: Any) -> None:
    x = torch.arange(5.0)

    def work(first: int) -> bool:
        results = [(n, csharp.mul(x, scalar(float(n)))) for n in range(first, first + 200)]
        return all(torch.equal(result, x * n) for n, result in results)

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(0, 4000, 200)))
