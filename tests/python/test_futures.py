"""Futures and Awaits in Python: waiting, awaiting, and lifetimes."""

from __future__ import annotations

import asyncio
import gc
import threading
from pathlib import Path

import pytest
import torch

from torchsharp_py import ScriptRuntimeError, ScriptTypeError, jit

ROUNDS = 2000


@pytest.fixture
def m(models: Path) -> jit.ScriptModule:
    return jit.load(models / "objects.pt")


def test_a_future_gives_its_value(m: jit.ScriptModule) -> None:
    future = m.later(torch.zeros(2), ROUNDS)
    assert isinstance(future, jit.Future)
    assert future.wait() == 2 * ROUNDS
    assert future.done()
    assert future.wait() == 2 * ROUNDS
    assert m.later_text(torch.ones(1, 1)).wait() == "dim 2"
    assert m.later_nothing(torch.ones(1)).wait() is None


def test_a_future_is_awaitable(m: jit.ScriptModule) -> None:
    async def both() -> list[torch.Tensor]:
        return await asyncio.gather(
            *(wait(m.later(torch.zeros(1), rounds)) for rounds in (ROUNDS, 1))
        )

    async def wait(future: jit.Future[torch.Tensor]) -> torch.Tensor:
        return await future

    assert [int(value) for value in asyncio.run(both())] == [ROUNDS, 1]


def test_an_await_runs_on_the_thread_that_waits(m: jit.ScriptModule) -> None:
    lazy = m.lazily(torch.zeros(1))
    assert lazy.is_lazy
    assert not lazy.done()
    assert lazy.wait() == 3

    async def use() -> torch.Tensor:
        return await m.lazily(torch.zeros(2))

    assert asyncio.run(use()) == 6


def test_failures_are_raised_when_the_value_is_needed(m: jit.ScriptModule) -> None:
    for failing in (m.later_failure(torch.ones(3)), m.lazy_failure(torch.ones(3))):
        with pytest.raises(ScriptRuntimeError, match="deliberate: 3"):
            failing.wait()

    async def use() -> None:
        await m.later_failure(torch.ones(4))

    with pytest.raises(ScriptRuntimeError, match="deliberate: 4"):
        asyncio.run(use())


def test_futures_are_arguments_too(m: jit.ScriptModule) -> None:
    assert m.wait_for(m.later(torch.zeros(1), 5)) == 5
    assert m.await_for(m.lazily(torch.zeros(1))) == 3
    assert m.same_any(m.later(torch.zeros(1), 5)).wait() == 5
    with pytest.raises(ScriptTypeError, match="argument 'later'"):
        m.wait_for(torch.zeros(1))
    with pytest.raises(ScriptTypeError, match="argument 'later'"):
        m.wait_for(m.later_text(torch.ones(1)))


def test_a_canceled_task_does_not_cancel_the_future(m: jit.ScriptModule) -> None:
    future = m.later(torch.zeros(1), 50 * ROUNDS)

    async def wait() -> torch.Tensor:
        return await future

    async def cancel() -> None:
        task = asyncio.ensure_future(wait())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    assert future.wait() == 50 * ROUNDS


def test_waiting_lets_other_threads_run(m: jit.ScriptModule) -> None:
    future = m.later(torch.zeros(1), 50 * ROUNDS)
    ticks = 0
    waiting = threading.Thread(target=future.wait)
    waiting.start()
    while waiting.is_alive():
        ticks += 1
    waiting.join()
    assert ticks > 0


def test_a_pending_task_outlives_its_module(models: Path) -> None:
    started = []
    for _ in range(5):
        m = jit.load(models / "objects.pt")
        started.append((m.later(torch.zeros(1), ROUNDS), m.lazily(torch.zeros(1))))
        m.later(torch.zeros(1), ROUNDS)  # nobody waits for this one
        del m
        gc.collect()
    for future, lazy in started:
        assert future.wait() == ROUNDS
        assert lazy.wait() == 3
