"""Units, instances and tasks outlive each other, and leave no memory behind."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from tests.models import compiled_types
from tests.python.live_objects import memory_left_by, settled_handles
from torchsharp_py import (
    ScriptCompileError,
    jit,
)

SOURCE = Path(compiled_types.__file__).read_text(encoding="utf-8")


def test_instances_outlive_their_unit() -> None:
    own = jit.compile(SOURCE)
    point, reading, red = own.make_point(3.0), own.read(1.0, "s"), own.maybe(None)
    del own
    assert point.scaled(2.0).x == 6.0
    assert (reading.unit.name, red.name) == ("SECOND", "RED")


FORK = """
class Counter:
    def __init__(self, start: int):
        self.total = start

    def add(self, n: int) -> int:
        for i in range(n):
            self.total += 1
        return self.total

def work(n: int) -> int:
    return Counter(0).add(n)

def later(n: int) -> Future[int]:
    return torch.jit.fork(work, n)

def many(n: int) -> List[Future[int]]:
    tasks: List[Future[int]] = []
    for i in range(n):
        tasks.append(torch.jit.fork(work, i * 1000))
    return tasks
"""


def test_tasks_outlive_the_unit() -> None:
    own = jit.compile(FORK)
    slow, tasks = own.later(300_000), own.many(20)
    assert not slow.done()
    del own
    assert [task.wait() for task in tasks] == [i * 1000 for i in range(20)]
    assert slow.wait() == 300_000


def test_tasks_that_nobody_waits_for() -> None:
    for _ in range(20):
        jit.compile(FORK).later(20_000)
    assert jit.compile(FORK).later(3).wait() == 3


CLASS = "class A:\n"


def test_nothing_is_left_of_a_unit_or_of_a_failure() -> None:
    filler = "".join(
        f"class C{i}:\n    def __init__(self):\n        self.x = 'text{i}'\n"
        f"    def f(self) -> str:\n        return self.x + '{'y' * 500}'\n"
        for i in range(20)
    )
    failing = filler + CLASS + "    def f(self):\n        return 1\n" + filler.replace("C", "D")
    failing = failing.replace("return 1", "return unknown")

    def once() -> None:
        jit.compile(filler)
        with pytest.raises(ScriptCompileError):
            jit.compile(failing)

    def rounds(count: int) -> None:
        for _ in range(count):
            once()

    rounds(20)
    handles, allowed = settled_handles(), 8_000_000
    # One leaked unit per round would leave ten times as much.
    assert memory_left_by(lambda: rounds(150), allowed) < allowed
    assert settled_handles() == handles


def test_many_threads_compile_at_once() -> None:
    results: list[float] = []

    def work() -> None:
        for _ in range(3):
            results.append(jit.compile(SOURCE).create("Point", 3.0, 4.0).norm())

    threads = [threading.Thread(target=work) for _ in range(4)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [5.0] * 12
    assert time.monotonic() - started < 120
