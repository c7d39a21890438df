"""Devices, element types and copies, as torch.nn.Module has them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from tests.models.programs import run_python
from tests.models.state_models import MODELS, Block, Shared, Three, make
from torchsharp_py import DeviceError, ScriptTypeError, ScriptValueError, jit

LIKE = torch.zeros(1, dtype=torch.float64)
MOVES: dict[str, Callable[[Any], Any]] = {
    "device": lambda m: m.to("cpu"),
    "device object": lambda m: m.to(torch.device("cpu")),
    "device keyword": lambda m: m.to(device="cpu"),
    "dtype": lambda m: m.to(torch.float64),
    "dtype keyword": lambda m: m.to(dtype=torch.bfloat16),
    "complex dtype": lambda m: m.to(torch.complex64),
    "both": lambda m: m.to("cpu", torch.float16),
    "both by keyword": lambda m: m.to(device="cpu", dtype=torch.float16, non_blocking=True),
    "as a tensor": lambda m: m.to(LIKE),
    "meta": lambda m: m.to("meta"),
    "cpu()": lambda m: m.cpu(),
    "half()": lambda m: m.half(),
    "bfloat16()": lambda m: m.bfloat16(),
    "float()": lambda m: m.double().float(),
    "double()": lambda m: m.double(),
    "to_empty()": lambda m: m.to_empty(device="meta"),
    "share_memory()": lambda m: m.share_memory(),
}


def kinds(module: Any) -> list[Any]:
    """The device and type of each tensor of a module, and of its gradient."""
    return [
        (name, t.dtype, t.device, t.requires_grad, t.is_leaf, t.grad is not None and t.grad.dtype)
        for name, t in module.state_dict(keep_vars=True).items()
    ]


def pairs(three: Three) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """The tensors of ours beside those of the plain module."""
    states = (three.ours.state_dict().values(), three.plain.state_dict().values())
    return list(zip(*states, strict=True))


@pytest.mark.filterwarnings("ignore:Complex modules", "ignore:Casting complex")
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_moves_are_those_of_torch_nn(model: type[nn.Module], move: Callable[[Any], Any]) -> None:
    three = make(model)
    for module in three:
        for parameter in module.parameters():
            parameter.grad = torch.ones_like(parameter)
    tensors = list(three.ours.parameters())
    assert move(three.ours) is three.ours
    move(three.plain)
    assert kinds(three.ours) == kinds(three.plain)
    assert all(a.is_meta or torch.equal(a, b) for a, b in pairs(three))
    # As in torch.nn.Module the parameters stay the same objects, because optimizers refer to them.
    if not tensors[0].is_meta and not next(three.plain.parameters()).is_meta:
        assert all(a is b for a, b in zip(tensors, three.ours.parameters(), strict=True))


def test_a_moved_module_computes_in_its_type() -> None:
    three = make(Block)
    x = torch.randn(3, 4, dtype=torch.float64)
    assert torch.equal(three.ours.double()(x), three.plain.double()(x))
    assert three.ours.steps.dtype == torch.int64


def test_a_memory_format() -> None:
    ours = jit.wrap(torch.jit.script(nn.Conv2d(3, 4, 2)))
    ours.to(memory_format=torch.channels_last)
    assert ours.weight.is_contiguous(memory_format=torch.channels_last)


def test_shared_parameters_stay_shared() -> None:
    ours = make(Shared).ours.half()
    assert ours.first.weight is ours.last.weight


@pytest.mark.parametrize("dtype", [torch.int32, torch.bool])
def test_other_types_are_refused(dtype: torch.dtype) -> None:
    three = make(Block)
    for module in (three.plain, three.ours):
        with pytest.raises(TypeError, match="floating point or complex"):
            module.to(dtype)
    assert kinds(three.ours) == kinds(three.plain)


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is such a device")
@pytest.mark.parametrize(
    "move",
    [
        lambda m: m.cuda(),
        lambda m: m.cuda(1),
        lambda m: m.cuda("cuda:1"),
        lambda m: m.to("cuda"),
        lambda m: m.to(torch.device("cuda", 1), torch.float16),
    ],
)
def test_a_device_that_is_not_there(move: Callable[[Any], Any]) -> None:
    ours = make(Block).ours
    before = kinds(ours)
    with pytest.raises(DeviceError):
        move(ours)
    assert kinds(ours) == before


def test_arguments_that_name_nothing() -> None:
    ours = make(Block).ours
    with pytest.raises(ScriptValueError, match="nowhere"):
        ours.to("nowhere")
    with pytest.raises(TypeError):
        ours.to([1])
    assert ours.to() is ours  # as torch.nn.Module
    with pytest.raises(ScriptTypeError):
        ours.to(torch.int8)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    "make_copy", [copy.deepcopy, lambda m: m.deepcopy(), lambda m: m.clone()], ids=["copy", "deepcopy", "clone"]
)
def test_deep_copies(model: type[nn.Module], make_copy: Callable[[Any], Any]) -> None:
    three = make(model)
    for parameter in (*three.ours.parameters(), *three.plain.parameters()):
        parameter.grad = torch.ones_like(parameter)
    next(three.ours.parameters()).requires_grad_(False)
    next(three.plain.parameters()).requires_grad_(False)
    copied = make_copy(three.ours)
    reference = copy.deepcopy(three.plain)
    assert type(copied) is jit.ScriptModule
    assert kinds(copied) == kinds(reference)
    shared = [len({id(t) for t in m.parameters()}) for m in (copied, three.ours)]
    assert shared[0] == shared[1]
    with torch.no_grad():
        for tensor in copied.state_dict().values():
            tensor.fill_(0)
    assert all(torch.equal(a, b) for a, b in pairs(three))
    copied.train(False)
    assert three.ours.training


@pytest.mark.parametrize("make_copy", [copy.copy, lambda m: m.copy()], ids=["copy.copy", "copy"])
def test_shallow_copies(make_copy: Callable[[Any], Any]) -> None:
    ours = make(Block).ours
    copied = make_copy(ours)
    assert copied is not ours
    assert copied.linear.weight is ours.linear.weight
    copied.scale = 9.0
    assert ours.scale == 2.0
    assert copied.linear is ours.linear  # as in torch.nn.Module
    copied.training = False
    assert ours.training


def test_a_clone_does_not_share_its_class() -> None:
    ours = make(Block).ours
    assert ours.clone().to_torch()._c._type() != ours.to_torch()._c._type()
    assert ours.deepcopy().to_torch()._c._type() == ours.to_torch()._c._type()


def test_training_mode() -> None:
    three = make(Block)
    for module in three:
        module.eval()
        assert [m.training for m in module.modules()] == [False] * 3
        module.train()
        assert [m.training for m in module.modules()] == [True] * 3
        module.training = False
        assert [m.training for m in module.modules()] == [False, True, True]


def test_moving_without_torch(models: Path) -> None:
    program = f"""
import sys
from torchsharp_py import jit
m = jit.load({str(models / "sample.pt")!r}).to("cpu").cpu().half().float().train().eval()
m.clone().zero_grad()
m.requires_grad_(False)
print(jit.save_to_bytes(m)[:2], "torch" in sys.modules)
"""
    assert run_python(program) == "b'PK' False"
