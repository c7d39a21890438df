"""Programs that end while work of every kind runs.

Each row runs twenty times, or ``TORCHSHARP_PY_EXITS`` times if that variable is set. Programs of
Python are forked from one that has imported torch, but for the first of each row. That a program
ends at all is tested, but not how quickly: that depends on what else the machine does.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.dotnet.dotnet_programs import BUILD, environment, import_path, needs_dotnet, program
from tests.models import forked

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere no handler knows the exit status"
)

PATIENCE = 120
AT_ONCE = 4  # an ending waits for most of its time
PROGRAM = [sys.executable, "-m", "tests.models.exiting"]
Starts = SimpleQueue[forked.Start]
TIMES = int(os.environ.get("TORCHSHARP_PY_EXITS", "20"))

# An endless fork keeps a thread of libtorch's from other forks.
CALLS = ["calls", "long-call", "async", "training", "endless-fork"]
REST = ["forks", "loads", "compiles"]
CALLBACKS = ["functions", "long-backward", "loader"]
CSHARP = [[*CALLS, "finalizers"], [*REST, *CALLBACKS, "finalizers"]]
PYTHON = [CALLS, [*REST, "errors"]]
# .NET aborts, but for a moment before that, the signal by which it suspends threads for the garbage
# collector has no handler. A program of .NET alone, whose threads collect, ends so one time in six.
SUSPENDED = -getattr(signal, "SIGRTMIN", signal.SIGABRT)
THROWN = "Unhandled exception. System.InvalidOperationException: deliberate\n"
RAISED = "Traceback (most recent call last):\n"


@dataclass(frozen=True)
class Ending:
    """How a program ends, its own exit status, and how its error output begins."""

    way: str
    status: int
    stderr: str = ""
    signal: int | None = None
    other_status: int | None = None


@dataclass(frozen=True)
class Run:
    """What one run did after it said that it leaves."""

    status: int
    stdout: str
    stderr: str


CSHARP_ENDINGS = [
    Ending("return", 5),
    Ending("exit", 3),
    Ending("exit-thread", 4),
    Ending("throw", -signal.SIGABRT, THROWN, other_status=SUSPENDED),
    Ending("signal", 128 + signal.SIGTERM, signal=signal.SIGTERM),
    Ending("signal", -signal.SIGINT, signal=signal.SIGINT),
]
PYTHON_ENDINGS = [
    Ending("return", 0),
    Ending("sys-exit", 7),
    Ending("raise", 1, RAISED),
    Ending("loop-ends", 8),
    Ending("signal", -signal.SIGTERM, signal=signal.SIGTERM),
    Ending("interrupt", 11, signal=signal.SIGINT),
    Ending("loop-interrupt", 9, signal=signal.SIGINT),
]


def ids(value: object) -> str:
    if isinstance(value, Ending):
        return value.way + (f"-{signal.Signals(value.signal).name}" if value.signal else "")
    return "+".join(value) if isinstance(value, list) else str(value)


def _heed_interrupts() -> None:
    """What a shell starts in the background ignores SIGINT, and so do its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def settings() -> dict[str, str]:
    assembly = str(BUILD / "Exiting" / "Exiting.dll")
    return environment(PYTHONPATH=import_path(), EXITING_ASSEMBLY=assembly)


class Fresh:
    """A process of its own."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=settings(),
            preexec_fn=_heed_interrupts if os.name == "posix" else None,
        )
        assert self._process.stdout is not None
        self.stdout = self._process.stdout
        self.send_signal = self._process.send_signal

    def finish(self, timeout: float) -> tuple[int, str, str]:
        try:
            stdout, stderr = self._process.communicate(timeout=timeout)
        finally:
            self._process.kill()
        return self._process.returncode, stdout, stderr


def finish(process: Fresh | forked.Process, ending: Ending) -> Run:
    """Ends a process when it says that it leaves."""
    first = process.stdout.readline()
    if ending.signal is not None and first:
        process.send_signal(ending.signal)
    run = Run(*process.finish(PATIENCE))
    assert first == "leaving\n", run
    return run


def check(command: list[str], ending: Ending, work: list[str], starts: Starts | None) -> None:
    def run(index: int) -> Run:
        if index == 0 or starts is None:
            return finish(Fresh([*command, ending.way, *work]), ending)
        start = starts.get()
        try:
            return finish(start([ending.way, *work]), ending)
        finally:
            starts.put(start)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = list(pool.map(run, range(TIMES)))
    for each in runs:
        assert each.status in (ending.status, ending.other_status), each
        assert each.stdout == "", each
        assert each.stderr.startswith(ending.stderr), each
        noise = "terminate called", "INTERNAL ASSERT", "Fatal", "Exception in thread"
        assert bool(each.stderr) == bool(ending.stderr), each
        assert not any(word in each.stderr for word in noise), each


def check_csharp(ending: Ending, work: list[str]) -> None:
    check(program("Exiting"), ending, work, None)


def check_python(ending: Ending, work: list[str], starts: Starts) -> None:
    check(PROGRAM, ending, work, starts)


@pytest.fixture(scope="module")
def starts(models: Path) -> Iterator[Starts]:
    """What forks programs of Python, as many at the same time as a row runs."""
    result: Starts = SimpleQueue()
    with contextlib.ExitStack() as stack:
        for _ in range(AT_ONCE):
            result.put(stack.enter_context(forked.server([*PROGRAM, "--fork"], settings())))
        yield result


@needs_dotnet
@pytest.mark.parametrize("work", CSHARP, ids=ids)
@pytest.mark.parametrize("ending", CSHARP_ENDINGS, ids=ids)
def test_csharp(ending: Ending, work: list[str], models: Path) -> None:
    check_csharp(ending, work)


@needs_dotnet
@pytest.mark.parametrize("ending", CSHARP_ENDINGS[:2], ids=ids)
def test_csharp_that_hosts_python(ending: Ending, models: Path) -> None:
    check_csharp(ending, ["python", *CALLS, "finalizers"])


@pytest.mark.parametrize("work", PYTHON, ids=ids)
@pytest.mark.parametrize("ending", PYTHON_ENDINGS, ids=ids)
def test_python(ending: Ending, work: list[str], starts: Starts) -> None:
    check_python(ending, work, starts)


@needs_dotnet
@pytest.mark.parametrize("ending", PYTHON_ENDINGS[:2], ids=ids)
def test_python_that_hosts_dotnet(ending: Ending, starts: Starts) -> None:
    check_python(ending, ["dotnet", "calls", "csharp", "csharp-threads", "endless-fork"], starts)


@needs_dotnet
@pytest.mark.parametrize("work", [["csharp-nodes"], ["csharp-callbacks"]], ids=ids)
def test_python_that_keeps_functions_of_csharp(work: list[str], starts: Starts) -> None:
    check_python(PYTHON_ENDINGS[0], ["dotnet", *work], starts)


def test_the_state_of_torch_func_does_not_outlive_its_thread() -> None:
    """torch.vmap gives the main thread a state, which libtorch copies for each task."""
    program = """
import torch
from torchsharp_py import jit

torch.vmap(torch.neg)(torch.ones(3))
source = '''
def neg(x: Tensor) -> Tensor:
    return -x

def forked(x: Tensor) -> Tensor:
    return torch.jit.fork(neg, x).wait()
'''
jit.compile(source).forked(torch.ones(2))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env=environment())
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
