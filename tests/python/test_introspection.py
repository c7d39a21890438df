"""Code and graphs as text, equal to torch.jit's."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from torchsharp_py import TorchSharpError, jit

MODELS = ("sample.pt", "control_flow.pt", "conv_traced_eval.pt", "values.pt", "rich.pt")


@pytest.mark.parametrize("name", MODELS)
def test_a_module_shows_what_torch_jit_shows(models: Path, name: str) -> None:
    ours = jit.load(models / name)
    theirs = torch.jit.load(models / name)
    assert ours.code == theirs.code
    assert ours.graph == str(theirs.graph)
    assert ours.inlined_graph == str(theirs.inlined_graph)


@pytest.mark.parametrize("name", MODELS)
def test_every_method_shows_what_torch_jit_shows(models: Path, name: str) -> None:
    ours = jit.load(models / name)
    theirs = torch.jit.load(models / name)
    for method in ours.methods:
        mine, other = ours.method(method), theirs._c._get_method(method)
        assert mine.code == other.code
        assert mine.graph == str(other.graph)
        assert mine.inlined_graph == str(other.inlined_graph)


def test_a_function_shows_what_torch_jit_shows() -> None:
    source = "def g(x):\n    return x + 1\ndef f(x, n: int):\n    return g(x) * n\n"
    ours = jit.compile(source)
    theirs = torch.jit.CompilationUnit(source)
    assert ours.f.code == theirs.f.code
    assert ours.f.graph == str(theirs.f.graph)
    assert ours.f.inlined_graph == str(theirs.f.inlined_graph)
    assert "g" in ours.f.code


def test_constants_are_named_as_in_the_code() -> None:
    theirs = torch.jit.freeze(torch.jit.script(torch.nn.Linear(3, 2).eval()))
    ours = jit.wrap(theirs)
    code, constants = ours.code_with_constants
    wanted, named = theirs.code_with_constants
    assert code == wanted
    assert set(constants) == set(named.const_mapping)
    assert len(constants) == 2
    for name, value in constants.items():
        assert f"CONSTANTS.{name}" in code
        assert torch.equal(value, getattr(named, name))
        assert getattr(constants, name) is value
    assert ours.forward.code_with_constants[0] == code
    with pytest.raises(AttributeError, match="no constant 'c9'"):
        _ = constants.c9


def test_code_without_constants_has_none(sample: jit.ScriptModule) -> None:
    code, constants = sample.method("predict").code_with_constants
    assert code == sample.method("predict").code
    assert constants == {}


def test_a_module_without_forward_says_so() -> None:
    class NoForward(torch.nn.Module):
        @torch.jit.export
        def f(self, x: torch.Tensor) -> torch.Tensor:
            return x

    module = jit.wrap(torch.jit.script(NoForward()))
    assert "def f(" in module.f.code
    with pytest.raises(TorchSharpError, match="has the methods f"):
        _ = module.code
