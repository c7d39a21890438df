"""Harmful values and process exits cause errors, never a crash."""

from __future__ import annotations

import subprocess
import sys
from collections import OrderedDict, namedtuple
from pathlib import Path
from typing import Any

import pytest
import torch

from torchsharp_py import TorchSharpError, jit
from torchsharp_py._kinds import MAX_NESTING

NESTING = """
def same(x: Any) -> Any:
    return x

def nested(depth: int) -> List[Any]:
    x: List[Any] = []
    for i in range(depth):
        y: List[Any] = []
        y.append(x)
        x = y
    if depth == 0:
        x.append(x)
    return x
"""

ARE_TUPLES = """
def f(x: Any) -> bool:
    return isinstance(x, List[Tuple[Tensor, int]])
"""


class Items(list[Any]):
    """A list of another class."""


Pair = namedtuple("Pair", "first second")


def wrapped(kind: str, inner: Any) -> Any:
    """Puts a value into a container of that kind."""
    return {
        "list": lambda: [inner],
        "subclass": lambda: Items([inner]),
        "tuple": lambda: (inner,),
        "named": lambda: Pair(1, inner),
        "dict": lambda: {"a": inner},
        "ordered": lambda: OrderedDict(a=inner),
    }[kind]()


@pytest.mark.parametrize("kind", ["list", "subclass", "tuple", "named", "dict", "ordered"])
def test_values_nested_too_deep_are_refused(kind: str) -> None:
    unit = jit.compile(NESTING)
    value: Any = 1
    for _ in range(400):
        value = wrapped(kind, value)
    assert unit.same(value) == value
    for _ in range(50_000):
        value = wrapped(kind, value)
    with pytest.raises(TypeError, match=rf"argument 'x'.*{MAX_NESTING} levels"):
        unit.same(value)
    while value != 1:  # otherwise Python's destructor would recurse as deep
        value = value["a"] if isinstance(value, dict) else value[-1]


def test_a_value_that_contains_itself_is_refused() -> None:
    unit = jit.compile(NESTING)
    items: list[Any] = []
    items.append(items)
    named: dict[str, Any] = {}
    named["a"] = named
    for value in (items, named):
        with pytest.raises(TypeError, match="contains itself"):
            unit.same(value)


def test_a_result_that_contains_itself_is_refused() -> None:
    unit = jit.compile(NESTING)
    result, depth = unit.nested(400), 0
    while result:
        result, depth = result[0], depth + 1
    assert depth == 400
    for too_deep in (0, 1000):
        with pytest.raises(TorchSharpError, match="contains itself"):
            unit.nested(too_deep)


@pytest.mark.parametrize(
    "value",
    [
        [(torch.ones(2), 1)],
        [(torch.ones(2), 1), (torch.ones(3, 3), 2)],
        [(torch.ones(2), 1.0)],
        [torch.ones(2)],
    ],
    ids=["one", "two shapes", "float", "no tuple"],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_any_infers_the_types_that_torch_does(value: object) -> None:
    ours = jit.compile(ARE_TUPLES).f(value)
    assert ours == torch.jit.CompilationUnit(ARE_TUPLES).f(value)


def test_an_object_of_another_class_is_refused(models: Path) -> None:
    module = jit.load(models / "objects.pt")
    packed = module.pack(torch.ones(2, 2))
    assert torch.equal(module.unpack(packed), torch.ones(2, 2))
    with pytest.raises(TypeError, match="argument 'point'"):
        module.same_point(packed)


def test_a_future_of_another_type_is_refused(models: Path) -> None:
    module = jit.load(models / "objects.pt")
    text = module.later_text(torch.ones(2))
    foreign: torch.futures.Future[str] = torch.futures.Future()
    foreign.set_result("no tensor")
    for future in (text, foreign):
        with pytest.raises(TypeError, match="argument 'later'"):
            module.wait_for(future)


def test_a_dict_that_changes_while_it_is_converted_is_refused() -> None:
    unit = jit.compile("def f(x: Dict[str, int]) -> int:\n    return len(x)\n")
    values: dict[str, Any] = {}

    class Growing:
        def __index__(self) -> int:
            values[str(len(values))] = self
            return 1

    values["0"] = Growing()
    with pytest.raises(RuntimeError, match="changed size"):
        unit.f(values)


def test_making_an_object_under_trace(models: Path) -> None:
    module = jit.load(models / "objects.pt")

    def traced(x: torch.Tensor) -> torch.Tensor:
        module.create("Point", 3.0, 4.0)
        return x + 1

    graph = torch.jit.trace(traced, torch.ones(2))
    assert torch.equal(graph(torch.ones(2)), torch.ones(2) + 1)


END_WITH_A_PENDING_FUTURE = """
import asyncio, sys, torch
from torchsharp_py import jit

module = jit.load(sys.argv[1])

async def run():
    future = module.later(torch.ones(2), {rounds})
    try:
        await asyncio.wait_for(future, 0.01)
    except asyncio.TimeoutError:
        print("canceled")

asyncio.run(run())
"""


@pytest.mark.parametrize("rounds", [50_000, 500_000])
def test_python_ends_while_a_future_is_pending(models: Path, rounds: int) -> None:
    program = END_WITH_A_PENDING_FUTURE.replace("{rounds}", str(rounds))
    done = subprocess.run(
        [sys.executable, "-c", program, str(models / "objects.pt")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "canceled\n", "")


# Numbers, not tensors: releasing a tensor, torch would wait for the lock too, and abort.
END_WITH_RUNNING_THREADS = """
import threading, time
from torchsharp_py import jit

unit = jit.compile('''
def f(x: int) -> int:
    for i in range(200):
        x = x + i
    return x
''')

def loop():
    while True:
        unit.f(1)

for _ in range(8):
    threading.Thread(target=loop, daemon=True).start()
time.sleep(0.2)
"""


@pytest.mark.parametrize("_attempt", range(3))
def test_python_ends_while_threads_wait_for_the_lock(_attempt: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", END_WITH_RUNNING_THREADS],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
