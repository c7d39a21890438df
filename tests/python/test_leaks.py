"""After a thousand repeats of an action there are as many native objects as before."""

from __future__ import annotations

import contextlib
import copy
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from tests.models.state_models import Block, make
from tests.python.live_objects import memory_left_by, settled_handles
from torchsharp_py import TorchSharpError, jit
from torchsharp_py._C import live_handles

REPEATS = 1000
ATTEMPTS = 5


class Bench:
    """A module, and its archive."""

    def __init__(self) -> None:
        self.module = make(Block).ours
        self.archive = jit.save_to_bytes(self.module, {"note": b"x"})
        self.state = {name: t.clone() for name, t in self.module.state_dict().items()}
        self.short = self.archive[:-100]
        self.wrong = {**self.state, "steps": torch.ones(1)}


class Broken(io.BytesIO):
    """A file that cannot be read or written."""

    def read(self, size: int | None = -1) -> bytes:
        raise OSError("broken")

    def write(self, data: Any) -> int:
        raise OSError("broken")


def compose(b: Bench) -> None:
    whole = nn.Sequential(b.module, nn.ReLU())
    list(whole.parameters())
    whole.state_dict()
    whole.half().float()
    copy.deepcopy(whole)


def cycle(b: Bench) -> None:
    module = b.module.copy()
    module.linear._note = [module]  # a cycle through a child


def train(b: Bench) -> None:
    b.module(torch.ones(2, 4)).sum().backward()
    b.module.zero_grad()


ACTIONS: dict[str, Callable[[Bench], Any]] = {
    "load": lambda b: jit.load(b.archive),
    "load a stream": lambda b: jit.load(io.BytesIO(b.archive), extra_files={"note": ""}),
    "enumerate": lambda b: [
        list(getattr(b.module, f"named_{what}")())
        for what in ("parameters", "buffers", "attributes", "modules", "children")
    ],
    "read": lambda b: (b.module.linear.weight, b.module.scale, b.module.forward),
    "write": lambda b: setattr(b.module, "steps", torch.ones(2)),
    "state_dict": lambda b: b.module.state_dict(),
    "load_state_dict": lambda b: b.module.load_state_dict(b.state),
    "assign": lambda b: b.module.load_state_dict(b.state, assign=True),
    "copy": lambda b: b.module.copy(),
    "deepcopy": lambda b: b.module.deepcopy(),
    "clone": lambda b: b.module.clone(),
    "move": lambda b: b.module.to(torch.float64).to("cpu", torch.float32),
    "train": train,
    "save": lambda b: jit.save_to_bytes(b.module),
    "save to a stream": lambda b: jit.save(b.module, io.BytesIO()),
    "wrap": lambda b: jit.wrap(b.module.to_torch()),
    "compose": compose,
    "a circle": cycle,
}
FAILURES: dict[str, Callable[[Bench], Any]] = {
    "load": lambda b: jit.load(b.short),
    "load a stream": lambda b: jit.load(Broken(b.archive)),
    "read": lambda b: b.module.nothing,
    "write": lambda b: setattr(b.module, "steps", 3),
    "method": lambda b: b.module.method("scale"),
    "path": lambda b: b.module.get_parameter("linear.nothing"),
    "load_state_dict": lambda b: b.module.load_state_dict(b.wrong),
    "move": lambda b: b.module.to("nowhere"),
    "save": lambda b: jit.save(b.module, "/nowhere/at/all.pt"),
    "save to a stream": lambda b: jit.save(b.module, Broken()),
    "call": lambda b: b.module(torch.ones(2, 3)),
}


def repeat(action: Callable[[Bench], Any]) -> int:
    """Returns the growth of the number of native objects."""
    bench = Bench()
    action(bench)  # creates the objects that are kept, such as those of children
    for _ in range(ATTEMPTS):
        before = settled_handles()
        for _ in range(REPEATS):
            action(bench)
        growth = settled_handles() - before
        if growth >= 0:  # otherwise garbage of earlier tests went meanwhile
            break
    return growth


@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_nothing_is_left(action: Callable[[Bench], Any]) -> None:
    assert repeat(action) == 0


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_nothing_is_left_by_failures(failure: Callable[[Bench], Any]) -> None:
    with pytest.raises((TorchSharpError, OSError)):
        failure(Bench())

    def fail(bench: Bench) -> None:
        with contextlib.suppress(TorchSharpError, OSError):
            failure(bench)

    assert repeat(fail) == 0


def test_every_class_is_counted(models: Path) -> None:
    before = settled_handles()
    module = jit.load(models / "sample.pt")
    unit = jit.compile("def f(x):\n    return torch.jit.fork(g, x)\ndef g(x):\n    return x\n")
    assert live_handles() == before + 2
    method = module.predict
    assert live_handles() == before + 3
    future = unit.f(torch.ones(1))
    assert live_handles() == before + 4
    del module, unit, method, future
    assert live_handles() == before


def test_memory_of_tensors_is_given_back() -> None:
    module = jit.wrap(torch.jit.script(nn.Linear(1000, 1000)))  # 4 MB
    archive = jit.save_to_bytes(module)

    def use(times: int) -> None:
        for _ in range(times):
            loaded = jit.load(archive).deepcopy().double().float()
            loaded.load_state_dict(module.state_dict())
            nn.Sequential(loaded).state_dict()

    use(5)
    allowed = 40 << 20  # bytes; one leaked copy each would be 200 MB
    assert memory_left_by(lambda: use(50), allowed) < allowed
