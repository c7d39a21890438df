"""A program that ends in a given way while work runs.

``python -m tests.models.exiting WAY KIND...``, or ``--fork SOCKET`` for one such process after
another, forked when torch is imported, which takes most of a program's time (tests.models.forked).

Each kind of work runs on two threads. All of them prepare their work first, since that takes long
beside threads that are busy, and go on together. The program prints ``leaving`` a moment later.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.models import forked

SOURCE = """
def long_sum(x: Tensor, rounds: int) -> Tensor:
    for i in range(rounds):
        x = torch.mm(x, x) / 8.
    return x

def pending(x: Tensor, rounds: int) -> Future[Tensor]:
    return torch.jit.fork(long_sum, x, rounds)
"""
ENDLESS = 1_000_000_000
PATIENCE = 60

Begun = Callable[[], None]


def repeat(begun: Begun, action: Callable[[], object]) -> None:
    """Repeats an action for ever, after once with the others held back."""
    action()
    begun()
    while True:
        action()


def fixture(name: str) -> Path:
    """The path of a model file."""
    return Path(os.environ["TORCHSHARP_PY_FIXTURES"]) / name


def calls(begun: Begun) -> None:
    m = jit.load(fixture("sample.pt"))
    x = torch.ones(10)
    repeat(begun, lambda: m(x, x))


def long_call(begun: Begun) -> None:
    unit = jit.compile(SOURCE)
    unit.long_sum(torch.ones(8, 8), 1)
    begun()
    unit.long_sum(torch.ones(8, 8), ENDLESS)


def async_calls(begun: Begun) -> None:
    m = jit.load(fixture("sample.pt"))
    x = torch.ones(10)

    async def use() -> None:
        await m.forward_async(x, x)
        begun()
        while True:
            await asyncio.gather(*(m.forward_async(x, x) for _ in range(4)))

    asyncio.run(use())


def forks(begun: Begun) -> None:
    unit = jit.compile(SOURCE)
    x = torch.ones(8, 8)
    repeat(begun, lambda: unit.pending(x, 100).wait())


def endless_fork(begun: Begun) -> None:
    unit = jit.compile(SOURCE)
    unit.pending(torch.ones(8, 8), 1).wait()
    begun()
    unit.pending(torch.ones(8, 8), ENDLESS).wait()


def loads(begun: Begun) -> None:
    repeat(begun, lambda: jit.load(fixture("training.pt")))


def compiles(begun: Begun) -> None:
    repeat(begun, lambda: jit.compile(SOURCE))


def errors(begun: Begun) -> None:
    m = jit.load(fixture("sample.pt"))

    def fail() -> None:
        with contextlib.suppress(TypeError):
            m("text")

    repeat(begun, fail)


def training(begun: Begun) -> None:
    m = jit.load(fixture("training.pt"))
    x = torch.randn(64, 8)

    def step() -> None:  # of no optimizer: importing one takes seconds
        m.zero_grad()
        m(x).square().mean().backward()
        with torch.no_grad():
            for parameter in m.parameters():
                parameter -= 0.01 * parameter.grad

    repeat(begun, step)


def csharp(begun: Begun) -> None:
    """Calls C# with a tensor."""
    from Exiting import Work

    x = torch.ones(8, 8)
    repeat(begun, lambda: Work.Twice(x))


def csharp_threads(begun: Begun) -> None:
    """Threads of C#, which know nothing of Python."""
    from Exiting import Work

    go = Work.Prepare(["calls", "async", "loads", "training", "finalizers"])
    begun()
    go()


def csharp_nodes(begun: Begun) -> None:
    """Keeps a graph that would call C#. Its thread ends, so that .NET ends before Python."""
    from Exiting import Callbacks

    KEPT.append(Callbacks.Node())
    begun()


def csharp_callbacks(begun: Begun) -> None:
    """Graphs of Python that call C#."""
    from Exiting import Callbacks, Work

    go = Work.Prepare(["functions", "loader"])
    Callbacks.Node().sum().backward()
    begun()
    go()
    while True:
        Callbacks.Node().sum().backward()


KEPT: list[object] = []
KINDS: dict[str, Callable[[Begun], None]] = {
    "calls": calls,
    "long-call": long_call,
    "async": async_calls,
    "forks": forks,
    "endless-fork": endless_fork,
    "loads": loads,
    "compiles": compiles,
    "errors": errors,
    "training": training,
    "csharp": csharp,
    "csharp-threads": csharp_threads,
    "csharp-nodes": csharp_nodes,
    "csharp-callbacks": csharp_callbacks,
}


def start(kinds: list[str]) -> None:
    """Starts two threads for each kind, and lets them go when each has prepared its work."""
    ready = threading.Semaphore(0)
    gate = threading.Event()

    def begun() -> None:
        ready.release()
        gate.wait()

    for kind in kinds * 2:
        threading.Thread(target=KINDS[kind], args=[begun], daemon=True).start()
    for _ in kinds * 2:
        if not ready.acquire(timeout=PATIENCE):
            raise TimeoutError(f"not every thread of {kinds} has prepared its work")
    gate.set()


def say_leaving() -> None:
    time.sleep(0.05)  # all of it is under way
    print("leaving", flush=True)


def leave_loop() -> None:
    """Ends an asyncio loop that waits for a long call."""

    async def use() -> None:
        unit = jit.compile(SOURCE)
        call = unit.long_sum.call_async(torch.ones(8, 8), ENDLESS)
        await asyncio.sleep(0.1)
        say_leaving()
        call.cancel()

    asyncio.run(use())
    sys.exit(8)


def interrupted_loop() -> None:
    """Waits for a long call in an asyncio loop until Ctrl-C."""

    async def wake() -> None:
        # asyncio sleeps through an interrupt that comes just before it waits for events.
        while True:
            await asyncio.sleep(0.1)

    async def use() -> None:
        unit = jit.compile(SOURCE)
        call = unit.long_sum.call_async(torch.ones(8, 8), ENDLESS)
        waking = asyncio.create_task(wake())
        await asyncio.sleep(0.1)
        say_leaving()
        await call
        waking.cancel()

    try:
        asyncio.run(use())
    except KeyboardInterrupt:
        sys.exit(9)


def interrupted_sleep() -> None:
    end = time.monotonic() + PATIENCE
    try:
        say_leaving()
        while time.monotonic() < end:
            # Python sleeps through an interrupt that comes while it gives its lock away.
            time.sleep(0.1)
    except KeyboardInterrupt:
        sys.exit(11)


def sleeps() -> None:
    say_leaving()
    time.sleep(PATIENCE)


def exits_with_7() -> None:
    say_leaving()
    sys.exit(7)


def returns() -> None:
    say_leaving()


def raises() -> None:
    say_leaving()
    raise SystemError("deliberate")


WAYS: dict[str, Callable[[], None]] = {
    "return": returns,
    "sys-exit": exits_with_7,
    "raise": raises,
    "signal": sleeps,
    "interrupt": interrupted_sleep,
    "loop-ends": leave_loop,
    "loop-interrupt": interrupted_loop,
}

if __name__ == "__main__":
    arguments = sys.argv[1:]
    import torch

    if arguments[0] == "--fork":
        arguments = forked.wait_for_arguments(int(arguments[1]))
    way, *kinds = arguments

    from torchsharp_py import dotnet, jit, set_num_interop_threads

    set_num_interop_threads(8)  # endless tasks leave some to the others
    if "dotnet" in kinds:
        dotnet.load()
        dotnet.add_reference(os.environ["EXITING_ASSEMBLY"])
        kinds.remove("dotnet")
    start(kinds)
    WAYS[way]()
