"""One module, seen from torch.jit and from here."""

from __future__ import annotations

import torch

from torchsharp_py import jit


class Counter(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("count", torch.zeros(1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        self.count += 1
        return x + self.count


def test_wrapping_shares_the_module() -> None:
    theirs = torch.jit.script(Counter())
    ours = jit.wrap(theirs)
    ours(torch.zeros(1))
    theirs(torch.zeros(1))
    assert theirs.count.item() == 2
    assert ours(torch.zeros(1)).item() == 3


def test_handing_back_shares_the_module(sample: jit.ScriptModule, x: torch.Tensor) -> None:
    theirs = sample.to_torch()
    assert isinstance(theirs, torch.jit.ScriptModule)
    with torch.no_grad():
        theirs.p.zero_()
    assert torch.equal(sample.predict(x), x)


def test_there_and_back_again(sample: jit.ScriptModule, x: torch.Tensor) -> None:
    again = jit.wrap(sample.to_torch())
    assert torch.equal(again.predict(x), sample.predict(x))


def test_tensors_are_not_copied() -> None:
    x = torch.ones(3)
    identity = jit.compile("def f(x):\n    return x\n").f
    assert identity(x) is x


def test_scripted_hooks_run_on_call_but_not_on_forward() -> None:
    class Hooked(torch.nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x * 2

    def add_one(
        self: torch.nn.Module, args: tuple[torch.Tensor], result: torch.Tensor
    ) -> torch.Tensor:
        return result + 1

    module = Hooked()
    module.register_forward_hook(add_one)
    theirs = torch.jit.script(module)
    ours = jit.wrap(theirs)
    x = torch.ones(1)
    assert torch.equal(ours(x), theirs(x))
    assert ours(x).item() == 3
    assert ours.forward(x).item() == 2
