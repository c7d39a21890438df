"""Hooks, asynchronous calls, freezing and profiling leave nothing behind."""

from __future__ import annotations

import asyncio
import gc
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.python.live_objects import settled_handles
from torchsharp_py import ScriptRuntimeError, ScriptTypeError, ScriptValueError, jit

REPEATS = 1000
SLOW = 100  # repeats for actions that take milliseconds: compiling, reading, writing

x = torch.ones(10)


@pytest.fixture
def m(models: Path) -> jit.ScriptModule:
    return jit.load(models / "values.pt")


def leaves_nothing(action: Callable[[], object], repeats: int = REPEATS) -> None:
    """Checks that repeats of an action leave as many handles, objects and tensors as before."""
    for _ in range(3):  # fills caches, imports modules
        action()
    before = _alive()
    for _ in range(repeats):
        action()
    handles, tensors, objects = (now - was for now, was in zip(_alive(), before, strict=True))
    assert (handles, tensors) == (0, 0)
    assert objects < max(10, repeats // 10), f"{objects} more objects after {repeats} repeats"


def _alive() -> tuple[int, int, int]:
    handles = settled_handles()
    objects = gc.get_objects()
    return handles, sum(type(one) is torch.Tensor for one in objects), len(objects)


def test_hooks(m: jit.ScriptModule) -> None:
    def use() -> None:
        first = m.register_forward_pre_hook(lambda m, args: args)
        with m.register_forward_hook(lambda m, args, out: out + 1, always_call=True):
            m(x)
        first.remove()

    leaves_nothing(use)


def test_hooks_that_raise(m: jit.ScriptModule) -> None:
    def fail(*args: Any) -> None:
        raise ValueError("from the hook")

    def use() -> None:
        for register in (m.register_forward_pre_hook, m.register_forward_hook):
            with register(fail), pytest.raises(ValueError, match="from the hook"):
                m(x)

    leaves_nothing(use)


def test_hooks_on_a_module_that_goes(models: Path) -> None:
    def use() -> None:
        module = jit.load(models / "values.pt")
        kept = torch.ones(3)
        module.register_forward_hook(lambda m, args, out: (module, kept))  # a cycle
        module(x)

    leaves_nothing(use, SLOW)


def test_asynchronous_calls(m: jit.ScriptModule) -> None:
    async def use() -> None:
        with ThreadPoolExecutor(1) as executor:
            asyncio.get_running_loop().set_default_executor(executor)
            for _ in range(100):
                await m.forward_async(x)
                await m.call_async(x)
                failing, wrong = m.fails.call_async(x), m.forward_async("text")
                with pytest.raises(ScriptRuntimeError):
                    await failing
                with pytest.raises(ScriptTypeError):
                    await wrong
                canceled = m.forward_async(x)
                canceled.cancel()

    leaves_nothing(lambda: asyncio.run(use()), REPEATS // 100)


def test_freezing() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        module = jit.wrap(torch.jit.script(torch.nn.Linear(3, 2).eval()))

    def use() -> None:
        for frozen in (jit.freeze(module), jit.optimize_for_inference(module)):
            frozen.warmup(torch.ones(1, 3), 2)
        with pytest.raises(ScriptValueError):
            jit.freeze(module, ["nothing"])

    leaves_nothing(use, SLOW)


def test_texts(m: jit.ScriptModule) -> None:
    frozen = jit.freeze(m.eval())

    def use() -> None:
        _ = m.code, m.graph, m.inlined_graph, m.table.code, frozen.code_with_constants

    leaves_nothing(use, SLOW)


def test_profiles(m: jit.ScriptModule, tmp_path: Path) -> None:
    def use() -> None:
        jit.profile(m, x, export_chrome_trace=tmp_path / "trace.json")
        with pytest.raises(ScriptTypeError):
            jit.profile(m, "text")

    leaves_nothing(use, SLOW)
