"""Calls that take too long are stopped, within loops too: by a limit or from another thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from tests.models.escaping_models import WAYS, in_forward, on_load
from tests.models.looping_models import Loops, Nested, ThroughInterface
from torchsharp_py import (
    ScriptCanceledError,
    ScriptRuntimeError,
    ScriptTimeoutError,
    ScriptValueError,
    TorchSharpError,
    export,
    jit,
)

SOURCE = """
def endless() -> int:
    i = 0
    while True:
        i += 1
    return i

def long(n: int) -> int:
    total = 0
    for i in range(n):
        for j in range(n):
            total += j
    return total

def operators(x: Tensor) -> Tensor:
    while bool(x.sum() >= 0):
        x = (x * 1).abs()
    return x

def helper(n: int) -> int:
    return long(n)

def through_calls(n: int) -> int:
    return helper(n)

def forked(n: int) -> int:
    task = torch.jit.fork(long, n)
    return torch.jit.wait(task)

def short(x: Tensor, n: int) -> Tensor:
    for i in range(n):
        x = x + 1
    return x

def wrong(x: Tensor) -> Tensor:
    return x.reshape(7, 7)
"""

HUGE = 1 << 40
CALLS: dict[str, Callable[[jit.CompilationUnit], object]] = {
    "endless": lambda unit: unit.endless(),
    "counted": lambda unit: unit.long(HUGE),
    "operators": lambda unit: unit.operators(torch.ones(3)),
    "calls": lambda unit: unit.through_calls(HUGE),
    "task": lambda unit: unit.forked(HUGE),
}


@pytest.fixture(scope="module")
def unit() -> jit.CompilationUnit:
    return jit.compile(SOURCE)


@pytest.mark.parametrize("call", CALLS)
def test_a_call_is_stopped_in_time(unit: jit.CompilationUnit, call: str) -> None:
    begun = time.monotonic()
    with jit.time_limit(0.2), pytest.raises(ScriptTimeoutError, match=r"limit of 0\.2 seconds"):
        CALLS[call](unit)
    assert 0.2 <= time.monotonic() - begun < 30
    assert issubclass(ScriptTimeoutError, TimeoutError)


@pytest.mark.parametrize("call", CALLS)
def test_a_call_is_canceled_from_another_thread(unit: jit.CompilationUnit, call: str) -> None:
    with jit.time_limit() as limit:
        timer = threading.Timer(0.1, limit.cancel)
        timer.start()
        with pytest.raises(ScriptCanceledError, match="canceled"):
            CALLS[call](unit)
        timer.join()
        with pytest.raises(ScriptCanceledError):  # also what begins later
            unit.short(torch.ones(1), 1)


def test_a_limit_that_is_not_reached_changes_nothing(unit: jit.CompilationUnit) -> None:
    x = torch.rand(4, requires_grad=True)
    expected = unit.short(x, 5)
    with jit.time_limit(600):
        for _ in range(4):  # profiled, then specialized
            got = unit.short(x, 5)
    assert torch.equal(got, expected)
    (gradient,) = torch.autograd.grad(got.sum(), x)
    assert torch.equal(gradient, torch.ones(4))
    with jit.time_limit(600), pytest.raises(ScriptRuntimeError, match="7, 7"):
        unit.wrong(x)
    assert "check_limit" not in unit.short.code


def test_an_exported_program_is_stopped_too(models: Path) -> None:
    x = torch.zeros(2)
    program = export.load(models / "exported_counting.pt2")
    with jit.time_limit(600):
        assert torch.equal(program(x, torch.tensor(3)), x + 3)
    with jit.time_limit(0.2), pytest.raises(ScriptTimeoutError, match=r"limit of 0\.2 seconds"):
        program(x, torch.tensor(1 << 62))
    with jit.time_limit() as limit:
        limit.cancel()
        with pytest.raises(ScriptCanceledError, match="canceled"):
            program(x, torch.tensor(3))


def test_models_give_the_same_within_a_limit(models: Path) -> None:
    """Hooks, submodules, containers: what was compiled with checks computes the same."""
    for name, arguments in (
        ("conv_traced_eval", (torch.rand(2, 3, 16, 16),)),
        ("hooked", (torch.rand(3), torch.rand(3))),
        ("linear", (torch.rand(2, 4),)),
        ("add", (torch.rand(3), torch.rand(3))),
    ):
        module = jit.load(models / f"{name}.pt")
        try:
            expected = module(*arguments)
        except TorchSharpError:
            with jit.time_limit(600), pytest.raises(TorchSharpError):
                module(*arguments)
            continue
        with jit.time_limit(600):
            got = module(*arguments)
        torch.testing.assert_close(got, expected)


def test_loading_is_limited(tmp_path: Path) -> None:
    data = on_load(WAYS["endless"], "")
    with jit.time_limit(0.2), pytest.raises(ScriptTimeoutError):
        jit.load(data)
    module = jit.load(in_forward(WAYS["endless"], ""))
    with jit.time_limit(0.2), pytest.raises(ScriptTimeoutError) as caught:
        module(torch.ones(1))
    assert "forward" in caught.value.torchscript_traceback


@pytest.mark.parametrize("inner", [Loops, Nested])
def test_a_call_through_an_interface_is_stopped(inner: type[torch.nn.Module]) -> None:
    module = jit.wrap(torch.jit.script(ThroughInterface(torch.jit.script(inner()))))
    expected = module(5)
    with jit.time_limit(600):
        assert [module(5) for _ in range(4)] == [expected] * 4
    with jit.time_limit(0.2), pytest.raises(ScriptTimeoutError):
        module(HUGE)


def test_limits_nest_and_end(unit: jit.CompilationUnit) -> None:
    with jit.time_limit(0.2), jit.time_limit(600), pytest.raises(ScriptTimeoutError, match=r"0\.2"):
        unit.long(HUGE)
    with jit.time_limit(600):
        with jit.time_limit(0.1), pytest.raises(ScriptTimeoutError):
            unit.long(HUGE)
        assert unit.long(3) == 9
    assert unit.long(3) == 9


def test_other_threads_are_not_limited(unit: jit.CompilationUnit) -> None:
    results: list[int] = []
    with jit.time_limit() as limit:
        limit.cancel()
        other = threading.Thread(target=lambda: results.append(unit.long(3)))
        other.start()
        other.join()
        with pytest.raises(ScriptCanceledError):
            unit.long(3)
    assert results == [9]


def test_an_asynchronous_call_takes_the_limit_along(models: Path) -> None:
    module = jit.load(in_forward(WAYS["endless"], ""))

    async def run() -> None:
        with jit.time_limit(0.2):
            call = module.method("forward").call_async(torch.ones(1))
        await call

    import asyncio

    with pytest.raises(ScriptTimeoutError):
        asyncio.run(run())


@pytest.mark.parametrize("seconds", [0, -1, float("nan")])
def test_a_limit_must_be_positive(seconds: float) -> None:
    with pytest.raises(ScriptValueError, match="positive number of seconds"):
        jit.time_limit(seconds)


def test_a_limit_is_entered_once_and_left_by_its_thread() -> None:
    limit = jit.time_limit(600)
    with limit:
        with pytest.raises(ScriptRuntimeError, match="only once"):
            limit.__enter__()
        errors: list[Exception] = []

        def leave() -> None:
            try:
                limit.__exit__(None, None, None)
            except ScriptValueError as error:
                errors.append(error)

        other = threading.Thread(target=leave)
        other.start()
        other.join()
        assert len(errors) == 1
    early = jit.time_limit()
    early.cancel()
    with early, pytest.raises(ScriptCanceledError):
        jit.compile("def f() -> int:\n    return 1\n").f()


def test_an_infinite_limit_is_none(unit: jit.CompilationUnit) -> None:
    with jit.time_limit(float("inf")):
        assert unit.long(3) == 9
