"""Changes of a module beside its calls, and what is dropped without the GIL."""

from __future__ import annotations

import contextlib
import copy
import gc
import os
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy
import pytest
import torch
from torch import Tensor, nn

from torchsharp_py import ScriptRuntimeError, jit


def hold(step: Tensor) -> None:
    """Says that the call has begun, and waits until it may end."""
    if int(step.item()) == 0:
        step.fill_(1)
    while int(step.item()) < 2:
        pass


class Part(nn.Module):
    """A module within the module."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(3))
        self.register_buffer("shift", torch.zeros(3))
        self.scale = 1.0

    def forward(self, step: Tensor) -> Tensor:
        hold(step)
        return self.weight * self.scale + self.shift


def wait_for(weight: Tensor, step: Tensor) -> Tensor:
    hold(step)
    return weight


class Net(nn.Module):
    """A module whose calls last until the step is 2."""

    def __init__(self) -> None:
        super().__init__()
        self.part = Part()
        self.own = nn.Parameter(torch.ones(3))

    def forward(self, step: Tensor) -> Tensor:
        return self.part(step) + self.own

    @torch.jit.export
    def later(self, step: Tensor) -> torch.jit.Future[Tensor]:
        return torch.jit.fork(wait_for, self.own, step)

    @torch.jit.export
    def lazily(self, step: Tensor) -> torch.jit._Await[Tensor]:
        return torch.jit._awaitable(wait_for, self.own, step)


def begun(step: Tensor) -> None:
    end = time.monotonic() + 30
    while int(step.item()) == 0:
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.fixture
def net() -> jit.ScriptModule:
    return jit.wrap(torch.jit.script(Net()))


@contextlib.contextmanager
def running(call: Callable[[Tensor], Any]) -> Iterator[None]:
    """Runs a call on another thread for the length of the block."""
    step = torch.zeros(1)
    thread = threading.Thread(target=call, args=(step,))
    thread.start()
    try:
        begun(step)
        yield
    finally:
        step.fill_(2)
        thread.join(30)
        assert not thread.is_alive()


def refuses(change: Callable[[], object], calls: str = "1 running call uses") -> None:
    with pytest.raises(ScriptRuntimeError, match=f"cannot be .* while {calls} it: .*deepcopy"):
        change()


CHANGES: dict[str, Callable[[jit.ScriptModule], object]] = {
    "half": lambda net: net.half(),
    "to": lambda net: net.to(torch.float64),
    "part": lambda net: net.part.half(),
    "assign": lambda net: net.load_state_dict(copy.deepcopy(net.state_dict()), assign=True),
    "setattr": lambda net: setattr(net.part, "shift", torch.ones(3)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_replaces_tensors_is_refused_during_a_call(
    net: jit.ScriptModule, change: Callable[[jit.ScriptModule], object]
) -> None:
    before = {name: value.clone() for name, value in net.state_dict().items()}
    with running(net):
        refuses(lambda: change(net))
        for name, value in net.state_dict().items():
            assert value.dtype == before[name].dtype
            assert value.equal(before[name])
    change(net)


def test_every_running_call_is_counted(net: jit.ScriptModule) -> None:
    with running(net), running(net.part):
        refuses(net.half, "2 running calls use")


def test_a_call_of_a_part_uses_it_and_not_its_parent(net: jit.ScriptModule) -> None:
    with running(net.part):
        refuses(net.half)
        net.own = nn.Parameter(torch.zeros(3))
    assert net(torch.full((1,), 2)).tolist() == [1, 1, 1]


def test_a_shallow_copy_shares_the_tensors_that_a_call_uses(net: jit.ScriptModule) -> None:
    shallow, deep = net.copy(), net.deepcopy()
    with running(shallow):
        refuses(net.half)
        deep.half()
        jit.wrap(torch.jit.script(Net())).half()


def test_tasks_count_until_they_end(net: jit.ScriptModule) -> None:
    step = torch.zeros(1)
    future = net.later(step)
    begun(step)
    refuses(net.half)
    step.fill_(2)
    future.wait()
    end = time.monotonic() + 30
    while net.own.dtype != torch.float16 and time.monotonic() < end:
        with contextlib.suppress(ScriptRuntimeError):  # the task ends a little after its future
            net.half()
    assert net.own.dtype == torch.float16


def test_an_await_that_runs_counts(net: jit.ScriptModule) -> None:
    with running(lambda step: net.lazily(step).wait()):
        refuses(net.half)
    net.half()


def test_a_parameter_that_a_function_got_is_in_use(net: jit.ScriptModule) -> None:
    unit = jit.compile(
        "def f(x: Tensor, step: Tensor) -> Tensor:\n    step.fill_(1)\n"
        "    while int(step.item()) < 2:\n        pass\n    return x + 1\n"
    )
    with running(lambda step: unit.f(net.own, step)):
        refuses(net.half)
    net.half()


def test_what_keeps_the_tensors_runs_beside_calls(net: jit.ScriptModule) -> None:
    with running(net):
        net.load_state_dict(net.state_dict())
        net.eval().train()
        net.part.scale = 2.0
        net.to("cpu", torch.float32)  # where it is, and what it is
        net.requires_grad_(False)
        net.zero_grad()
        jit.save_to_bytes(net)
        net.deepcopy()


casting: list[jit.ScriptModule] = []
caught: list[str] = []


class Casting(nn.Module):
    """Casts itself within its call, by a function that only Python can run."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(3))

    @torch.jit.ignore
    def cast(self, x: Tensor) -> Tensor:
        try:
            casting[0].half()
        except ScriptRuntimeError as error:
            caught.append(str(error))
        return x

    # torch.jit does not look up the names of an ignored method.
    cast.__annotations__.update({"x": Tensor, "return": Tensor})

    def forward(self, x: Tensor) -> Tensor:
        return self.cast(x) + self.weight


def test_a_model_that_casts_itself_gets_an_error() -> None:
    casting.append(jit.wrap(torch.jit.script(Casting())))
    assert casting[0](torch.ones(3)).tolist() == [2, 2, 2]
    assert "1 running call uses it" in caught[0]


def test_memory_of_numpy_is_given_back(net: jit.ScriptModule) -> None:
    array = numpy.ones(3, dtype="float32")
    net.part.shift = torch.from_numpy(array)
    watched = weakref.ref(array)
    del array
    gc.collect()
    assert watched() is not None
    net.part.shift = torch.zeros(3)  # drops it without the GIL
    end = time.monotonic() + 30
    while watched() is not None and time.monotonic() < end:
        time.sleep(0.01)
    assert watched() is None


FORKED = """
import os, sys, time, weakref
import numpy, torch
from torchsharp_py import jit

class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("shift", torch.zeros(3))
    def forward(self, x: torch.Tensor):
        return x + self.shift

net = jit.wrap(torch.jit.script(Net()))

def drop():
    array = numpy.ones(3, dtype="float32")
    watched = weakref.ref(array)
    net.shift = torch.from_numpy(array)
    del array
    net.shift = torch.zeros(3)
    end = time.monotonic() + 30
    while watched() is not None and time.monotonic() < end:
        time.sleep(0.01)
    return watched() is None

assert drop()
child = os.fork()
if child == 0:
    os._exit(0 if drop() else 1)
assert os.waitpid(child, 0)[1] == 0
"""


@pytest.mark.skipif(not hasattr(sys, "getdlopenflags"), reason="there is no fork")
def test_memory_is_given_back_in_a_forked_child_too(tmp_path: Path) -> None:
    program = tmp_path / "forks.py"  # TorchScript reads the source of a class from its file
    program.write_text(FORKED, encoding="utf-8")
    subprocess.run([sys.executable, str(program)], check=True, timeout=120)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="threads are counted in /proc")
def test_functions_of_pytorch_need_no_other_thread() -> None:
    program = """
import os
import torch
import torchsharp_py

def use():
    for _ in range(100):
        torch.ones(3) + 1  # the addition drops a reference without the GIL

torch.ones(3).sin()
before = len(os.listdir("/proc/self/task"))
use()
print(len(os.listdir("/proc/self/task")) - before)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the priority is a process's")
def test_threads_keep_their_priority_until_the_exit() -> None:
    unit = jit.compile(
        "def part(x):\n    return x + x\n"
        "def task(x):\n    return torch.jit.wait(torch.jit.fork(part, x))\n"
    )
    unit.task(torch.ones(3))

    def call() -> int:
        unit.task(torch.ones(3))
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(call).result() == before
