"""Public operations on shared objects, and a program that runs every two of them side by side.

Run as ``python tests/models/stress_operations.py SECONDS``: two threads for each operation of a
pair. The last line that it printed names the pair that ran when the process ended.
"""

from __future__ import annotations

import asyncio
import copy
import faulthandler
import gc
import io
import itertools
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy
import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import torchsharp_py
from torchsharp_py import TorchSharpError, jit

PATIENCE = 60.0  # for a pair, in seconds

SOURCE = """
def twice(x: Tensor) -> Tensor:
    return x + x

def total(all: List[Tensor]) -> Tensor:
    return torch.stack(all).sum()
"""


class Part(nn.Module):
    """Every kind of attribute that a program can set."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(8, 8)
        self.norm = nn.BatchNorm1d(8)
        self.register_buffer("shift", torch.zeros(8))
        self.plain = torch.ones(8)
        self.scale = 2.0
        self.label = "part"

    def forward(self, x: Tensor) -> Tensor:
        x = self.norm(self.linear(x)) * self.scale + self.shift + self.plain
        return x * len(self.label)


def slow(x: Tensor, weight: Tensor) -> Tensor:
    for _ in range(20):
        x = torch.tanh(x @ weight)
    return x


class Net(nn.Module):
    """A module that is shared by all threads."""

    def __init__(self) -> None:
        super().__init__()
        self.part = Part()
        self.last = nn.Linear(8, 8)

    def forward(self, x: Tensor) -> Tensor:
        return self.last(self.part(x))

    @torch.jit.export
    def later(self, x: Tensor) -> torch.jit.Future[Tensor]:
        return torch.jit.fork(slow, x, self.last.weight)

    @torch.jit.export
    def lazily(self, x: Tensor) -> torch.jit._Await[Tensor]:
        return torch.jit._awaitable(slow, x, self.last.weight)


class Shared:
    """What the operations work on."""

    def __init__(self) -> None:
        self.net = jit.wrap(torch.jit.script(Net().eval()))
        self.x = torch.ones(4, 8)
        self.unit = jit.compile(SOURCE)
        self.saved = jit.save_to_bytes(self.net)
        self.state = {name: value.clone() for name, value in self.net.state_dict().items()}
        checkpoint = io.BytesIO()
        torch.save(self.state, checkpoint)
        self.checkpoint = checkpoint.getvalue()
        self.future = self.net.later(self.x)
        self.lock = threading.Lock()

    @contextmanager
    def process_wide(self) -> Iterator[None]:
        """For settings of the process: one thread changes them and puts them back."""
        with self.lock:
            yield


def train(shared: Shared) -> None:
    model = jit.load(io.BytesIO(shared.saved))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    model(shared.x).sum().backward()
    optimizer.step()
    model.zero_grad()


def hook(shared: Shared) -> None:
    handle = shared.net.register_forward_hook(lambda module, args, result: None)
    shared.net(shared.x)
    handle.remove()


def profile(shared: Shared) -> None:
    with shared.process_wide(), jit.Profile():
        shared.unit.twice(shared.x)


def fusion(shared: Shared) -> None:
    with shared.process_wide():
        before = jit.set_fusion_strategy([("DYNAMIC", 1)])
        shared.unit.twice(shared.x)
        jit.set_fusion_strategy(before)


def lend(shared: Shared) -> None:
    lent = torch.from_numpy(numpy.ones((4, 8), dtype="float32"))
    shared.net(lent)
    shared.net.part.plain = torch.from_numpy(numpy.ones(8, dtype="float32"))


def call_in_a_loop(shared: Shared) -> None:
    async def both() -> None:
        await asyncio.gather(shared.net.forward_async(shared.x), shared.net.later(shared.x))

    asyncio.run(both())


def scopes(shared: Shared) -> None:
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        shared.net(shared.x)
    with torch.inference_mode():
        shared.net(shared.x)


def refused(shared: Shared) -> None:
    for call in (lambda: shared.net("text"), lambda: jit.compile("def f(:"), lambda: shared.net.no):
        try:
            call()
        except (TorchSharpError, AttributeError):
            continue
        raise AssertionError("the operation must fail")


OPERATIONS: dict[str, Callable[[Shared], object]] = {
    "call": lambda s: s.net(s.x),
    "call a part": lambda s: s.net.part(s.x),
    "invoke": lambda s: s.net.invoke("forward", s.x),
    "function": lambda s: s.unit.twice(s.x),
    "pass parameters": lambda s: s.unit.twice(s.net.last.weight),
    "async call": call_in_a_loop,
    "future": lambda s: s.net.later(s.x).wait(),
    "one future": lambda s: (s.future.done(), s.future.wait()),
    "await": lambda s: s.net.lazily(s.x).wait(),
    "train": lambda s: s.net.train().eval(),
    "half": lambda s: s.net.half(),
    "float": lambda s: s.net.float(),
    "move": lambda s: s.net.to("cpu", torch.float64),
    "move a part": lambda s: s.net.part.float(),
    "read state": lambda s: s.net.state_dict(),
    "read names": lambda s: [name for name, _ in s.net.named_modules()],
    "load state": lambda s: s.net.load_state_dict(s.state),
    "assign state": lambda s: s.net.load_state_dict(s.state, assign=True),
    "set a tensor": lambda s: setattr(s.net.part, "shift", torch.zeros(8)),
    "set a number": lambda s: setattr(s.net.part, "scale", 3.0),
    "set a text": lambda s: setattr(s.net.part, "label", "another"),
    "copy": lambda s: copy.copy(s.net)(s.x),
    "deepcopy": lambda s: copy.deepcopy(s.net)(s.x),
    "clone": lambda s: s.net.clone(),
    "script": lambda s: jit.script(Net()),
    "freeze": lambda s: jit.freeze(s.net),
    "save": lambda s: jit.save_to_bytes(s.net),
    "load": lambda s: jit.load(io.BytesIO(s.saved)),
    "checkpoint": lambda s: torchsharp_py.load(io.BytesIO(s.checkpoint)),
    "compile": lambda s: jit.compile(SOURCE).total([s.x, s.x]),
    "code": lambda s: (s.net.code, s.net.graph, repr(s.net), str(s.net.schema())),
    "describe": lambda s: s.net._describe(),
    "warm up": lambda s: s.net.warmup(s.x),
    "hook": hook,
    "requires_grad": lambda s: s.net.requires_grad_(False),
    "zero_grad": lambda s: s.net.zero_grad(),
    "training step": train,
    "profile": profile,
    "fusion strategy": fusion,
    "scopes": scopes,
    "NumPy's memory": lend,
    "errors": refused,
    "collect": lambda s: gc.collect(1),
}


def run_pair(shared: Shared, names: tuple[str, str], seconds: float) -> list[BaseException]:
    """Runs two operations on two threads each; returns what they raised, typed errors aside."""
    end = time.monotonic() + seconds
    failures: list[BaseException] = []

    def repeat(name: str) -> None:
        try:
            while True:
                with suppress(TorchSharpError):
                    OPERATIONS[name](shared)
                if time.monotonic() >= end:
                    return
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=repeat, args=(name,)) for name in (*names, *names)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def main(seconds: float) -> None:
    """Runs every pair, each for its share of the time."""
    faulthandler.enable()
    sys.setswitchinterval(1e-4)
    torch.set_num_threads(1)
    pairs = list(itertools.combinations_with_replacement(OPERATIONS, 2))
    shared = Shared()
    for first, second in pairs:
        print(f"{time.monotonic():.3f} {first} beside {second}", flush=True)
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        failures = run_pair(shared, (first, second), seconds / len(pairs))
        faulthandler.cancel_dump_traceback_later()
        if failures:
            raise failures[0]
    print(f"{len(pairs)} pairs")


if __name__ == "__main__":
    main(float(sys.argv[1]))
