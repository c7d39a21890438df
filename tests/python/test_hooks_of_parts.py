"""Hooks of a part: a warning, because the whole calls its parts inside TorchScript."""

from __future__ import annotations

import gc
import io
import warnings
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from torchsharp_py import jit


class Whole(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
        self.other = nn.Linear(2, 2)

    def forward(self, x: Tensor) -> Tensor:
        return self.other(self.layers(x))


def loaded() -> jit.ScriptModule:
    stream = io.BytesIO()
    torch.jit.save(torch.jit.script(Whole()), stream)
    return jit.load(stream.getvalue())


@pytest.fixture
def module() -> jit.ScriptModule:
    return loaded()


def heard(action: Callable[[], Any]) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        action()
    assert all(one.filename == __file__ for one in caught)
    return [str(one.message) for one in caught]


WAYS: dict[str, Callable[[Any], Any]] = {
    "attribute": lambda m: m.other,
    "path": lambda m: m.get_submodule("layers.0"),
    "children": lambda m: next(m.children()),
    "named_modules": lambda m: dict(m.named_modules())["layers.1"],
    "item": lambda m: m.layers[0],
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("register", ["register_forward_hook", "register_forward_pre_hook"])
def test_a_hook_of_a_part_warns(module: jit.ScriptModule, way: str, register: str) -> None:
    part = WAYS[way](module)
    ran: list[int] = []
    said = heard(lambda: getattr(part, register)(lambda *_: ran.append(1)))
    assert len(said) == 1
    assert "is a part of" in said[0]
    assert "runs only if Python calls the part itself" in said[0]
    x = torch.ones(2)
    module(x)
    assert ran == []  # as the warning says
    part(x)
    assert ran == [1]


def test_the_warning_names_both_classes(module: jit.ScriptModule) -> None:
    said = heard(lambda: module.other.register_forward_hook(lambda *_: None))
    assert f"'{module.other.type_name}' is a part of '{module.type_name}'" in said[0]


def test_modules_that_are_no_part_do_not_warn(module: jit.ScriptModule) -> None:
    assert heard(lambda: module.register_forward_hook(lambda *_: None)) == []
    copied = module.other.copy()
    assert heard(lambda: copied.register_forward_hook(lambda *_: None)) == []
    alone = jit.load(jit.save_to_bytes(module.other))
    assert heard(lambda: alone.register_forward_hook(lambda *_: None)) == []
    eager = nn.Sequential(alone)
    assert heard(lambda: eager[0].register_forward_hook(lambda *_: None)) == []


def test_a_part_that_was_replaced_or_outlives_the_whole_does_not_warn(
    module: jit.ScriptModule,
) -> None:
    replaced = module.other
    module.other = replaced.copy()
    assert heard(lambda: replaced.register_forward_hook(lambda *_: None)) == []
    assert len(heard(lambda: module.other.register_forward_hook(lambda *_: None))) == 1
    inner = loaded().layers[0]
    gc.collect()
    assert heard(lambda: inner.register_forward_hook(lambda *_: None)) == []


def test_a_module_that_becomes_a_part_warns(module: jit.ScriptModule) -> None:
    own = module.other.copy()
    assert heard(lambda: own.register_forward_hook(lambda *_: None)) == []
    module.other = own
    assert len(heard(lambda: own.register_forward_hook(lambda *_: None))) == 1
