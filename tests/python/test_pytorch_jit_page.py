"""The examples of PyTorch's page on torch.jit, through our API: script and trace, mixed."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

import torchsharp_py
from torchsharp_py import jit


def foo(x, y):  # noqa: ANN001, ANN201
    return 2 * x + y


def branch(x, y):  # noqa: ANN001, ANN201
    if x.max() > y.max():  # noqa: SIM108
        r = x
    else:
        r = y
    return r


def test_a_scripted_function_calls_a_traced_one() -> None:
    traced_foo = jit.trace(foo, (torch.rand(3), torch.rand(3)))

    @jit.script
    def bar(x: Tensor) -> Tensor:
        return traced_foo(x, x)

    x = torch.rand(3)
    assert torch.equal(bar(x), 3 * x)
    assert "prim::PythonOp" not in str(bar.to_torch().graph)


def test_a_traced_function_calls_a_scripted_one_with_its_control_flow(tmp_path: Path) -> None:
    scripted_branch = jit.script(branch)

    def bar(x: Tensor, y: Tensor, z: Tensor) -> Tensor:
        return scripted_branch(x, y) + z

    x, y, z = torch.zeros(3), torch.ones(3), torch.ones(3)
    traced_bar = jit.trace(bar, (x, y, z))
    assert torch.equal(traced_bar(x, y, z), y + z)
    assert torch.equal(traced_bar(y * 5, y, z), y * 5 + z)
    jit.save(traced_bar, tmp_path / "bar.pt")
    assert torch.equal(jit.load(tmp_path / "bar.pt")(y * 5, y, z), y * 5 + z)


def test_a_scripted_module_has_a_traced_one() -> None:
    class MyScriptModule(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.means = nn.Parameter(torch.tensor([103.939, 116.779, 123.68]).view(1, 3, 1, 1))
            self.net = jit.trace(nn.Conv2d(3, 4, 3), torch.rand(1, 3, 8, 8))

        def helper(self, x: Tensor) -> Tensor:
            return self.net(x - self.means)

        def forward(self, x: Tensor) -> Tensor:
            return self.helper(x)

    eager = MyScriptModule()
    x = torch.rand(1, 3, 8, 8)
    scripted = jit.script(eager)
    assert torch.equal(scripted(x), eager.net(x - eager.means))
    names = [name for name, _ in scripted.to_torch().named_parameters()]
    assert sorted(names) == ["means", "net.bias", "net.weight"]
    assert isinstance(eager.net, jit.ScriptModule)
    with torch.no_grad():
        eager.net.to_torch().bias.fill_(7.0)
    assert torch.equal(scripted(x), eager.net(x - eager.means))


def test_a_scripted_function_calls_a_traced_module() -> None:
    encoder = jit.trace(nn.Linear(3, 3), torch.rand(3))

    @jit.script
    def beam(x: Tensor, steps: int, stop: float = math.inf) -> Tensor:
        for _ in range(steps):
            if float(x.sum()) < stop:
                x = encoder(x)
        return x

    x = torch.rand(3)
    assert torch.equal(beam(x, 3), encoder(encoder(encoder(x))))
    assert torch.equal(beam(x, 3, stop=-1000.0), x)
    assert str(beam.schema()) == "forward(Tensor x, int steps, float stop=inf) -> Tensor"
    with torch.no_grad():
        encoder.to_torch().weight.zero_()
    assert torch.equal(beam(x, 1), encoder.to_torch().bias)

    @jit.script
    def twice(x: Tensor) -> Tensor:
        return beam(x, 1) + beam(x, 1)

    assert torch.equal(twice(x), 2 * beam(x, 1))


def test_a_traced_function_calls_a_scripted_module() -> None:
    encoder = jit.script("torch.nn:Linear", 3, 3)
    theirs = torch.jit.script(nn.Linear(3, 3))

    def inner(x: Tensor) -> Tensor:
        return encoder(x) + theirs(x)

    def outer(x: Tensor) -> Tensor:
        return inner(x).relu()

    x = torch.rand(3)
    traced = jit.trace(outer, x)
    assert torch.equal(traced(x + 1), outer(x + 1))
    assert len(list(traced.to_torch().parameters())) == 4


def test_a_traced_module_has_and_calls_ours() -> None:
    gate = jit.script(branch)

    class Holder(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = jit.script("torch.nn:Linear", 3, 3)
            self.inner = nn.Sequential(nn.Linear(3, 3), nn.ReLU())

        def forward(self, x: Tensor, y: Tensor) -> Tensor:
            return gate(self.encoder(x), self.inner(y))

    holder, x = Holder(), torch.rand(3)
    traced = jit.trace(holder, (x, x))
    scripted = jit.script(holder)
    for a, b in ((x, x * 9), (x * 9, x), (x, -x)):
        assert torch.equal(traced(a, b), holder(a, b))
        assert torch.equal(scripted(a, b), holder(a, b))


def test_only_names_that_are_read_are_references() -> None:
    absolute = jit.script("torch.nn:Softsign")

    @jit.script
    def uses_a_method(x: Tensor) -> Tensor:
        return x.absolute()

    assert list(uses_a_method.to_torch().children()) == []
    traced = jit.trace(lambda x: absolute(x) + x, torch.ones(1))
    assert len(list(traced.to_torch().children())) == 1
    assert torch.equal(traced(torch.ones(1)), torch.tensor([1.5]))


def test_tracing_a_script_module_does_nothing() -> None:
    ours = jit.script(nn.ReLU())
    with pytest.warns(UserWarning, match="nothing was recorded"):
        assert jit.trace(ours, torch.ones(1)) is ours


def test_modules_of_ours_in_torchs_containers() -> None:
    inner = jit.script("torch.nn:Linear", 3, 3)
    network = nn.Sequential(
        inner, nn.ReLU(), nn.Sequential(jit.trace(nn.Linear(3, 3), torch.rand(3)), inner)
    )
    x = torch.rand(3)
    for made in (jit.script(network), jit.trace(network, x)):
        assert torch.equal(made(x + 1), network(x + 1))
        names = {name for name, _ in made.to_torch().named_parameters()}
        assert names >= {"0.weight", "2.0.weight"}
    with torch.no_grad():
        inner.to_torch().weight.zero_()
    assert torch.equal(jit.script(network)(x), network(x))
    assert isinstance(network[0], jit.ScriptModule)
    assert network[0] is inner


def test_the_counterpart_of_a_module_is_one_object() -> None:
    from torchsharp_py._frontend.counterparts import in_torch

    module, function = jit.script(nn.ReLU()), jit.script(foo)
    assert in_torch(module) is in_torch(module)
    assert isinstance(in_torch(module), torch.jit.ScriptModule)
    assert isinstance(in_torch(function), torch.jit.ScriptFunction)
    assert in_torch(3) == 3


def test_python_values_and_functions_in_scripted_code() -> None:
    @jit.script
    def half_turn(x: Tensor) -> Tensor:
        return torch.sin(x + math.pi) + helper(x)

    x = torch.rand(3)
    assert torch.allclose(half_turn(x), torch.sin(x + math.pi) + helper(x))


def helper(x: Tensor) -> Tensor:
    return x * 2 if bool(x.sum() > 0) else x


def test_type_comments_and_refinement() -> None:
    def opt_unwrap(x, y, z):  # noqa: ANN001, ANN202
        # type: (Optional[int], Optional[int], Optional[int]) -> int
        if x is None:
            x = 1
        x = x + 1
        if y is not None and z is not None:
            x = y + z
        return x

    unwrap = jit.script(opt_unwrap)
    assert (unwrap(None, None, None), unwrap(1, 2, 3)) == (2, 5)


def test_branches_of_different_types_are_refused() -> None:
    def an_error(x):  # noqa: ANN001, ANN202
        if x:  # noqa: SIM108
            r = torch.rand(1)
        else:
            r = 4
        return r

    with pytest.raises(torchsharp_py.ScriptCompileError, match="Type mismatch"):
        jit.script(an_error)


def loop_in_traced_fn(x: Tensor) -> Tensor:
    result = x[0]
    for i in range(x.size(0)):
        result = result * x[i]
    return result


@pytest.mark.filterwarnings("ignore::torch.jit.TracerWarning")
def test_the_check_of_a_trace_reports_how_graphs_differ() -> None:
    inputs = (torch.rand(3, 4, 5),)
    check_inputs = [(torch.rand(4, 5, 6),), (torch.rand(2, 3, 4),)]
    with pytest.raises(torchsharp_py.TracingCheckError) as caught:
        jit.trace(loop_in_traced_fn, inputs, check_inputs=check_inputs)
    report = str(caught.value)
    assert "Graphs differed across invocations" in report
    assert report == str(caught.value.__cause__)
    assert isinstance(caught.value.__cause__, torch.jit.TracingCheckError)
    assert caught.value.graph_diff.startswith("Graph diff:")
    assert "aten::mul" in caught.value.graph_diff
    assert caught.value.comparison == ""
    traced = jit.trace(loop_in_traced_fn, inputs, check_inputs=check_inputs, check_trace=False)
    assert torch.equal(traced(*inputs), loop_in_traced_fn(*inputs))
    scripted = jit.script(loop_in_traced_fn)
    for (x,) in [inputs, *check_inputs]:
        assert torch.equal(scripted(x), loop_in_traced_fn(x))


@pytest.mark.filterwarnings("ignore::torch.jit.TracerWarning")
def test_the_check_of_a_trace_reports_constants() -> None:
    def noisy(x: Tensor) -> Tensor:
        return x + torch.tensor(float(torch.rand(1)))

    with pytest.raises(torchsharp_py.TracingCheckError) as caught:
        jit.trace(noisy, torch.rand(3))
    assert "Comparison exception" in caught.value.comparison
    assert isinstance(caught.value, torchsharp_py.ScriptRuntimeError)


def test_tracer_warnings_are_pythons_warnings() -> None:
    def fill_row_zero(x: Tensor) -> Tensor:
        x[0] = torch.rand(*x.shape[1:2])
        return x

    with pytest.warns(torch.jit.TracerWarning, match="does not match") as seen:
        jit.trace(fill_row_zero, (torch.rand(3, 4),))
    assert all(one.category is torch.jit.TracerWarning for one in seen)

    def branching(x: Tensor) -> Tensor:
        return x if x.sum() > 0 else -x

    with pytest.warns(torch.jit.TracerWarning, match="Python boolean") as seen:
        jit.trace(branching, (torch.rand(3, 4),))
    assert seen[0].filename == __file__


def test_tolerance_decides_what_is_a_difference() -> None:
    def jitter(x: Tensor) -> Tensor:
        with torch.no_grad():
            return x * (1 + 1e-3 * torch.rand(()))

    x = torch.ones(3)
    jit.trace(jitter, x, check_tolerance=1.0, check_trace=True)
    with pytest.warns(torch.jit.TracerWarning, match="does not match"):
        jit.trace(jitter, x, check_tolerance=1e-9)


DISABLED = """
import torch
from torchsharp_py import jit

def f(x):
    return x
class C:
    pass
linear = torch.nn.Linear(3, 2)
assert jit.script(f) is f and jit.script(linear) is linear and jit.script(C) is C
assert jit.trace(f, torch.ones(1)) is f and jit.trace(linear, torch.ones(3)) is linear
assert jit.trace_module(linear, {"forward": torch.ones(3)}) is linear
assert type(jit.script("torch.nn:Linear", 3, 2)) is torch.nn.Linear
assert type(jit.script("import torch\\nclass N(torch.nn.Module): pass", "N")).__name__ == "N"
assert jit.script(linear, jit.Signature[[torch.Tensor], torch.Tensor]) is linear
assert jit.compile("def g(x: int): return x").g(3) == 3
print("unchanged")
"""


def test_pytorch_jit_0_returns_the_python_objects() -> None:
    for value, printed in (("0", "unchanged"), ("1", "")):
        done = subprocess.run(
            [sys.executable, "-c", DISABLED],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTORCH_JIT": value},
        )
        assert done.stdout.strip() == printed, done.stderr
        assert (done.returncode == 0) == (value == "0")
