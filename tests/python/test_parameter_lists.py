"""Lists of parameters and buffers: remembered names, and always the tensors of now."""

from __future__ import annotations

import copy
import gc
import io
import threading
import weakref
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from torchsharp_py import jit


class Part(nn.Module):
    def __init__(self, size: int = 2) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.rand(size))
        self.register_buffer("count", torch.zeros(size))

    def forward(self, x: Tensor) -> Tensor:
        return x * self.weight + self.count

    @torch.jit.export
    def replace(self, x: Tensor) -> None:
        self.count = x


class Whole(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first = Part()
        self.second = Part()
        self.again = self.first
        self.tied = Part()
        self.tied.weight = self.second.weight
        self.bias = nn.Parameter(torch.rand(2))

    def forward(self, x: Tensor) -> Tensor:
        return self.tied(self.again(self.second(self.first(x)))) + self.bias


KINDS = ("named_parameters", "named_buffers")


@pytest.fixture
def theirs() -> Any:
    stream = io.BytesIO()
    torch.jit.save(torch.jit.script(Whole()), stream)
    stream.seek(0)
    return torch.jit.load(stream)


@pytest.fixture
def ours(theirs: Any) -> jit.ScriptModule:
    return jit.wrap(theirs)


def listed(module: Any) -> list[Any]:
    """Every list that a module gives of its tensors."""
    lists: list[Any] = []
    for kind in KINDS:
        for recurse in (True, False):
            for once in (True, False):
                lists.append(list(getattr(module, kind)("", recurse, remove_duplicate=once)))
    lists.append(list(module.named_parameters("a.b")))
    lists.append([("", x) for x in (*module.parameters(), *module.buffers())])
    lists.append(list(module.state_dict(keep_vars=True).items()))
    return lists


def assert_same(ours: Any, theirs: Any) -> None:
    mine, other = listed(ours), listed(theirs)
    assert [[n for n, _ in one] for one in mine] == [[n for n, _ in one] for one in other]
    for one, two in zip(mine, other, strict=True):
        assert all(x.data_ptr() == y.data_ptr() for (_, x), (_, y) in zip(one, two, strict=True))


def test_lists_are_those_of_torch_jit(ours: jit.ScriptModule, theirs: Any) -> None:
    assert_same(ours, theirs)
    assert_same(ours, theirs)


def test_every_parameter_is_one_to_torch_nn(ours: jit.ScriptModule) -> None:
    assert all(isinstance(x, nn.Parameter) for x in ours.parameters())
    assert not any(isinstance(x, nn.Parameter) for x in ours.buffers())


def test_what_replaces_a_tensor_is_seen(ours: jit.ScriptModule, theirs: Any) -> None:
    before = dict(ours.named_parameters())
    ours.bias = nn.Parameter(torch.zeros(2))
    assert dict(ours.named_parameters())["bias"] is not before["bias"]
    assert_same(ours, theirs)
    state = {name: torch.rand_like(x) for name, x in ours.state_dict().items()}
    ours.load_state_dict(state, assign=True)
    assert all(torch.equal(x, state[name]) for name, x in ours.named_parameters())
    assert_same(ours, theirs)
    ours.first.replace(torch.ones(3))
    assert dict(ours.named_buffers())["first.count"].shape == (3,)
    assert_same(ours, theirs)
    ours.double()
    assert {x.dtype for x in ours.parameters()} == {torch.float64}
    assert_same(ours, theirs)


def test_what_replaces_a_module_is_seen(ours: jit.ScriptModule) -> None:
    assert_same(ours, ours.to_torch())
    ours.second = copy.deepcopy(ours.first)
    assert_same(ours, ours.to_torch())
    ours.second = ours.tied  # the same object twice, which torch.jit does not see
    buffers = [name for name, _ in ours.named_buffers()]
    assert buffers == ["first.count", "second.count"]
    ours.second = copy.deepcopy(ours.first)
    assert_same(ours, ours.to_torch())
    assert dict(ours.named_parameters())["second.weight"].data_ptr() != ours.first.weight.data_ptr()


def test_a_module_of_another_class_is_seen(models: Path) -> None:
    module = jit.load(models / "objects.pt")  # its layer may be of any class with a forward
    assert [name for name, _ in module.named_parameters()] == ["other.shift"]
    layer = module.layer
    module.layer = copy.deepcopy(module.other)
    assert [name for name, _ in module.named_parameters()] == ["layer.shift", "other.shift"]
    module.layer = layer
    assert [name for name, _ in module.named_parameters()] == ["other.shift"]


class Growing(nn.Module):
    """A class of its own, because its TorchScript class changes."""

    def __init__(self) -> None:
        super().__init__()
        self.part = Part()

    def forward(self, x: Tensor) -> Tensor:
        return self.part(x)


def test_a_module_that_a_class_gets_is_seen() -> None:
    theirs, part = torch.jit.script(Growing()), torch.jit.script(Part())
    ours = jit.wrap(theirs)
    assert [name for name, _ in ours.named_parameters()] == ["part.weight"]
    theirs._c._register_attribute("late", part._c._type(), part._c)
    assert [name for name, _ in ours.named_parameters()] == ["part.weight", "late.weight"]


def test_a_list_keeps_nothing_alive(ours: jit.ScriptModule) -> None:
    assert len(list(ours.named_parameters())) == 3
    tensor, part = weakref.ref(ours.bias), weakref.ref(ours.second)
    assert tensor() is not None
    ours.bias = nn.Parameter(torch.zeros(2))
    ours.second = ours.tied
    gc.collect()
    assert (tensor(), part()) == (None, None)


def test_threads_list_while_others_replace(ours: jit.ScriptModule) -> None:
    names = [name for name, _ in ours.named_parameters()]
    ended = threading.Event()
    wrong: list[Any] = []

    def check() -> None:
        while not ended.is_set():
            found = [name for name, _ in ours.named_parameters()]
            if found != names:
                wrong.append(found)

    readers = [threading.Thread(target=check) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(200):
        ours.bias = nn.Parameter(torch.zeros(2))
    ended.set()
    for reader in readers:
        reader.join()
    assert wrong == []
