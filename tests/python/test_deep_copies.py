"""Deep copies have values of their own, of every kind that an attribute can have."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from torchsharp_py import TorchSharpError, jit

Copy = Callable[[Any], Any]

copies = pytest.mark.parametrize(
    "make_copy",
    [copy.deepcopy, lambda m: m.deepcopy(), lambda m: m.clone()],
    ids=["copy", "deepcopy", "clone"],
)


@pytest.fixture
def every_kind(models: Path) -> jit.ScriptModule:
    return jit.load(models / "every_kind.pt")


@copies
def test_attributes_of_every_kind_are_copied(every_kind: Any, make_copy: Copy) -> None:
    copied = make_copy(every_kind)
    for name in ("wave", "number", "text", "device", "waves", "boxed", "task", "anything"):
        assert getattr(copied, name) == getattr(every_kind, name), name
    assert copied.level.name == every_kind.level.name == "HIGH"
    assert copied.pair[1] == 1
    assert copied.score() == 0.25
    copied.wave = 5j
    copied.waves.append(5j)
    assert (every_kind.wave, every_kind.waves) == (1 + 2j, [1j, 2 + 0j])
    x = torch.ones(1, 2)
    assert torch.equal(make_copy(every_kind)(x), every_kind(x))


@copies
def test_what_is_shared_is_shared_in_the_copy_alone(every_kind: Any, make_copy: Copy) -> None:
    copied = make_copy(every_kind)
    theirs, ours = copied.all_tensors(), every_kind.all_tensors()
    assert {id(tensor) for tensor in theirs} == {id(theirs[0])}
    theirs[0].fill_(7)
    assert copied.nested["a"][0].tolist() == [7, 7]
    assert ours[0].tolist() == [1, 1]


@copies
def test_instances_tasks_and_lists_that_contain_themselves(
    every_kind: Any, make_copy: Copy
) -> None:
    every_kind.fill(torch.ones(2))
    every_kind.wait()
    copied = make_copy(every_kind)
    assert copied.contains_itself()
    assert every_kind.contains_itself()
    assert copied.boxed.name == "box"
    assert copied.content() is copied.first()  # one tensor in two attributes
    copied.content().fill_(3)
    copied.wait().fill_(4)
    assert every_kind.content().tolist() == [1, 1]
    assert every_kind.wait().tolist() == [2, 2]


@copies
def test_a_module_of_a_class_in_cpp_is_copied(models: Path, make_copy: Copy) -> None:
    every_kind: Any = jit.load(models / "every_kind.pt")
    x = torch.quantize_per_tensor(torch.ones(1, 2), 1.0, 0, torch.quint8)
    before = every_kind.packed(x).dequantize()
    copied = make_copy(every_kind)
    del every_kind
    assert torch.equal(copied.packed(x).dequantize(), before)


def test_nesting_has_a_limit(every_kind: Any) -> None:
    deep: list[Any] = []
    for _ in range(400):
        deep = [deep]
    every_kind.anything = deep
    assert every_kind.deepcopy().anything == deep
    every_kind.grow(1000)
    with pytest.raises(TorchSharpError, match="the attribute 'anything' is nested more than"):
        every_kind.deepcopy()


def test_a_task_that_is_not_done_cannot_be_copied(every_kind: Any) -> None:
    every_kind.start(2_000_000)
    with pytest.raises(ValueError, match="the attribute 'task' is .*not done: wait for it"):
        every_kind.deepcopy()
    every_kind.wait()
    assert every_kind.deepcopy().wait().tolist() == every_kind.wait().tolist()
