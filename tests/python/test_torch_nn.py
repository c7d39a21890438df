"""Every module of torch.nn can be scripted in one call, and gives Python's results."""

from __future__ import annotations

import pytest
import torch

import torchsharp_py
from tests.models.torch_nn_cases import CASES, REFUSED, WITHOUT_FORWARD, leaves, module_classes
from torchsharp_py import jit

SCRIPTED = sorted(set(CASES) - set(REFUSED))
UNTRACEABLE = {"AdaptiveLogSoftmaxWithLoss", "MaxUnpool1d", "MaxUnpool2d", "MaxUnpool3d"}
pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]


def test_every_class_has_a_sample() -> None:
    assert module_classes() == set(CASES) | WITHOUT_FORWARD


@pytest.mark.parametrize("name", SCRIPTED)
def test_scripted_as_in_python(name: str) -> None:
    args, kwargs, inputs = CASES[name]
    eager = jit.build(f"torch.nn:{name}", *args, **kwargs).eval()
    examples = inputs()
    expected = eager(*examples)  # lazy modules get their parameters here
    scripted = jit.script(eager)
    assert not scripted.training
    torch.testing.assert_close(leaves(scripted(*examples)), leaves(expected))


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_modules_that_torch_cannot_script(name: str) -> None:
    args, kwargs, _ = CASES[name]
    with pytest.raises(torchsharp_py.ScriptCompileError, match=REFUSED[name]):
        jit.script(f"torch.nn:{name}", *args, **kwargs)
    eager = jit.build(f"torch.nn:{name}", *args, **kwargs).eval()
    with pytest.raises(Exception):  # noqa: B017, PT011  (as it is, of many classes)
        torch.jit.script(eager)


@pytest.mark.filterwarnings("ignore::torch.jit.TracerWarning")
@pytest.mark.parametrize("name", sorted(set(REFUSED) - UNTRACEABLE))
def test_modules_that_torch_can_only_trace(name: str) -> None:
    args, kwargs, inputs = CASES[name]
    eager = jit.build(f"torch.nn:{name}", *args, **kwargs).eval()
    examples = inputs()
    expected = leaves(eager(*examples))
    traced = jit.trace(eager, examples)
    torch.testing.assert_close(leaves(traced(*examples)), expected)


@pytest.mark.parametrize("name", ["RNN", "GRU", "LSTM"])
def test_an_overloaded_forward_is_its_first_overload(name: str) -> None:
    scripted = jit.script(f"torch.nn:{name}", 4, 3)
    assert str(scripted.schema("forward")).replace("forward(", "forward__0(") == str(
        scripted.schema("forward__0")
    )

    class Packed(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = getattr(torch.nn, name)(4, 3)

        def forward(self, x: torch.nn.utils.rnn.PackedSequence) -> torch.Tensor:
            return self.inner(x)[0].data

    packed = torch.nn.utils.rnn.pack_sequence([torch.rand(5, 4), torch.rand(3, 4)])
    module = Packed()
    assert torch.equal(torch.jit.script(module)(packed), module(packed))
