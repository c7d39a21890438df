"""Calls that an asyncio loop waits for."""

from __future__ import annotations

import asyncio
import contextvars
import threading
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from torchsharp_py import ScriptRuntimeError, ScriptTypeError, jit


class Counting(nn.Module):
    """Counts its calls."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("calls", torch.zeros(1))
        self.weight = nn.Parameter(torch.ones(2, 2))

    def forward(self, x: Tensor, rounds: int = 1) -> Tensor:
        self.calls += 1
        for _ in range(rounds):
            x = torch.mm(x, self.weight) / 2
        return x

    @torch.jit.export
    def fails(self, x: Tensor) -> Tensor:
        raise ValueError("deliberate: " + str(x.numel()))


@pytest.fixture
def m() -> jit.ScriptModule:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return jit.wrap(torch.jit.script(Counting()))


x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
LONG = 20_000  # rounds: about a tenth of a second


@pytest.fixture
def one_worker() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


def test_forward_async_returns_the_result_of_forward(m: jit.ScriptModule) -> None:
    async def use() -> list[Tensor]:
        return [
            await m.forward_async(x),
            await m.forward_async(x, rounds=3),
            await m.call_async(x, 2),
            await m.forward.call_async(x),
        ]

    expected = [m.forward(x), m.forward(x, rounds=3), m(x, 2), m.forward(x)]
    for ours, wanted in zip(asyncio.run(use()), expected, strict=True):
        assert torch.equal(ours, wanted)
    assert m.calls == 8


def test_call_async_runs_hooks_and_forward_async_does_not(m: jit.ScriptModule) -> None:
    m.register_forward_hook(lambda m, args, out: out + 100)

    async def use() -> tuple[Tensor, Tensor]:
        return await m.call_async(x), await m.forward_async(x)

    hooked, plain = asyncio.run(use())
    assert torch.equal(hooked, plain + 100)


def test_functions_of_a_unit_are_awaitable_too() -> None:
    unit = jit.compile("def twice(x: int) -> int:\n    return 2 * x")

    async def use() -> Any:
        return await unit.twice.call_async(21)

    assert asyncio.run(use()) == 42


def test_the_loop_runs_while_the_model_does(m: jit.ScriptModule) -> None:
    async def use() -> int:
        running = m.forward_async(x, rounds=LONG)
        ticks = 0
        while not running.done():
            await asyncio.sleep(0)
            ticks += 1
        await running
        return ticks

    assert asyncio.run(use()) > 1


def test_calls_run_on_other_threads(m: jit.ScriptModule) -> None:
    threads = []
    m.register_forward_hook(lambda m, args, out: threads.append(threading.get_ident()))

    async def use() -> None:
        await asyncio.gather(*(m.call_async(x) for _ in range(4)))

    asyncio.run(use())
    assert len(threads) == 4
    assert threading.get_ident() not in threads


def test_a_call_that_is_canceled_before_it_starts_never_runs(
    m: jit.ScriptModule, one_worker: ThreadPoolExecutor
) -> None:
    async def use() -> None:
        asyncio.get_running_loop().set_default_executor(one_worker)
        gate = threading.Event()
        one_worker.submit(gate.wait)

        async def wait() -> Tensor:
            return await m.forward_async(x)

        task = asyncio.ensure_future(wait())
        await asyncio.sleep(0)
        future = m.forward_async(x)
        kept = m.forward_async(x)
        future.cancel()
        task.cancel()
        gate.set()
        for canceled in (task, future):
            with pytest.raises(asyncio.CancelledError):
                await canceled
        await kept

    asyncio.run(use())
    assert m.calls == 1


def test_a_call_that_is_canceled_while_it_runs_goes_on(m: jit.ScriptModule) -> None:
    started = threading.Event()
    m.register_forward_pre_hook(lambda m, args: started.set())

    async def use() -> None:
        running = m.call_async(x, LONG)
        while not started.is_set():
            await asyncio.sleep(0.001)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    asyncio.run(use())  # does not wait for the call
    ends = time.monotonic() + 60
    while m.calls == 0 and time.monotonic() < ends:
        time.sleep(0.001)
    assert m.calls == 1


def test_await_raises_the_errors(m: jit.ScriptModule) -> None:
    async def use() -> None:
        failing = m.method("fails").call_async(x)
        with pytest.raises(ScriptRuntimeError, match="deliberate: 4") as caught:
            await failing
        assert "fails" in caught.value.torchscript_traceback
        wrong = m.forward_async("text")
        with pytest.raises(ScriptTypeError, match="argument 'x'"):
            await wrong

    asyncio.run(use())


def test_the_callers_grad_mode_holds() -> None:
    # One operator: code that libtorch differentiates as a whole may be recorded without grad mode.
    product = jit.compile("def f(x, weight):\n    return torch.mm(x, weight)").f
    weight = torch.ones(2, 2, requires_grad=True)

    async def use() -> list[bool]:
        with torch.no_grad():
            without = product.call_async(x, weight)
        tracked = product.call_async(x, weight)
        return [(await without).requires_grad, (await tracked).requires_grad]

    assert asyncio.run(use()) == [False, True]


def test_the_callers_inference_mode_holds() -> None:
    identity = jit.compile("def f(x):\n    return x + 1").f

    async def use() -> list[bool]:
        with torch.inference_mode():
            inferred = identity.call_async(x)
        return [(await inferred).is_inference(), (await identity.call_async(x)).is_inference()]

    assert asyncio.run(use()) == [True, False]


def test_the_callers_autocast_holds_and_ends_with_the_call(one_worker: ThreadPoolExecutor) -> None:
    product = jit.compile("def f(x):\n    return torch.mm(x, x)").f

    async def use() -> list[torch.dtype]:
        asyncio.get_running_loop().set_default_executor(one_worker)
        with torch.autocast("cpu", torch.bfloat16):
            cast = product.call_async(x)
        plain = product.call_async(x)
        return [(await cast).dtype, (await plain).dtype]

    assert asyncio.run(use()) == [torch.bfloat16, torch.float32]


def test_context_variables_of_the_caller_are_seen(m: jit.ScriptModule) -> None:
    request = contextvars.ContextVar("request", default="none")
    seen = []
    m.register_forward_pre_hook(lambda m, args: seen.append(request.get()))

    async def use() -> None:
        request.set("first")
        await m.call_async(x)

    asyncio.run(use())
    assert seen == ["first"]


def test_without_a_loop_the_error_says_what_to_do(m: jit.ScriptModule) -> None:
    with pytest.raises(RuntimeError, match="expected a running asyncio loop"):
        m.forward_async(x)


def test_many_calls_at_once_agree_with_calls_in_turn(models: Path) -> None:
    module = jit.load(models / "sample.pt")
    inputs = [torch.randn(10) for _ in range(100)]

    async def use() -> list[tuple[Tensor, ...]]:
        return await asyncio.gather(*(module.forward_async(a, a + 1) for a in inputs))

    for a, ours in zip(inputs, asyncio.run(use()), strict=True):
        for result, expected in zip(ours, module(a, a + 1), strict=True):
            assert torch.equal(result, expected)
