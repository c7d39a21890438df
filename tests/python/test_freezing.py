"""Freezing, optimizing for inference, warming up, and the executor's settings."""

from __future__ import annotations

import io
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

import torchsharp_py
from torchsharp_py import ScriptValueError, UnknownMethodError, UnsupportedValueError, jit


class Net(nn.Module):
    """A convolution with batch normalization, which freezing folds."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, padding=1)
        self.norm = nn.BatchNorm2d(8)
        self.register_buffer("scale", torch.tensor(0.5))
        self.version = 3

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.norm(self.conv(x))) * self.scale

    @torch.jit.export
    def logits(self, x: Tensor) -> Tensor:
        return self.conv(x).mean([2, 3])


@pytest.fixture
def theirs() -> torch.jit.ScriptModule:
    module = Net()
    with torch.no_grad():
        module.norm.running_mean.uniform_(-1, 1)
        module.norm.running_var.uniform_(1, 2)
    return torch.jit.script(module.eval())


@pytest.fixture
def ours(theirs: torch.jit.ScriptModule) -> jit.ScriptModule:
    return jit.wrap(theirs)


@pytest.fixture(autouse=True)
def _executor_settings() -> Iterator[None]:
    """Leaves the settings of the process as they were."""
    strategy = jit.get_fusion_strategy()
    profiling = jit.get_profiling_executor()
    runs = jit.get_num_profiled_runs()
    yield
    jit.set_fusion_strategy(strategy)
    jit.set_profiling_executor(profiling)
    jit.set_num_profiled_runs(runs)


image = torch.arange(2 * 3 * 8 * 8, dtype=torch.float32).reshape(2, 3, 8, 8) / 100


def test_a_frozen_module_is_that_of_torch_jit(
    ours: jit.ScriptModule, theirs: torch.jit.ScriptModule
) -> None:
    frozen, expected = jit.freeze(ours), torch.jit.freeze(theirs)
    assert torch.equal(frozen(image), expected(image))
    assert frozen.code == expected.code
    assert "batch_norm" in ours.inlined_graph
    assert "batch_norm" not in frozen.inlined_graph
    assert frozen.methods == ["forward"]


def test_freezing_does_not_change_the_original(ours: jit.ScriptModule) -> None:
    before = ours(image)
    jit.freeze(ours)
    assert torch.equal(ours(image), before)
    assert not ours.training
    assert ours.methods == ["forward", "logits"]


def test_preserved_attributes_are_kept(
    ours: jit.ScriptModule, theirs: torch.jit.ScriptModule
) -> None:
    frozen = jit.freeze(ours, ["logits", "version", "scale"])
    expected = torch.jit.freeze(theirs, ["logits", "version", "scale"])
    assert torch.equal(frozen.logits(image), expected.logits(image))
    assert frozen.version == expected.version == 3
    assert torch.equal(frozen.scale, expected.scale)
    with pytest.raises(UnknownMethodError):
        _ = jit.freeze(ours).version


def test_exact_numerics_keep_the_normalization(
    ours: jit.ScriptModule, theirs: torch.jit.ScriptModule
) -> None:
    frozen = jit.freeze(ours, optimize_numerics=False)
    expected = torch.jit.freeze(theirs, optimize_numerics=False)
    assert "batch_norm" in frozen.inlined_graph
    assert torch.equal(frozen(image), expected(image))


def test_a_module_in_training_mode_is_not_frozen(ours: jit.ScriptModule) -> None:
    ours.train()
    for optimize in (jit.freeze, jit.optimize_for_inference):
        with pytest.raises(ScriptValueError, match="training mode: call eval"):
            optimize(ours)
    assert ours.training


def test_names_that_the_module_does_not_have_are_named(ours: jit.ScriptModule) -> None:
    with pytest.raises(ScriptValueError, match="'nothing'"):
        jit.freeze(ours, ["nothing"])
    with pytest.raises(ScriptValueError, match="'nothing'"):
        jit.optimize_for_inference(ours, ["nothing"])
    with pytest.raises(TypeError, match="expected a list of names as preserved_attrs"):
        jit.freeze(ours, "logits")


def test_modules_of_torch_jit_can_be_frozen(theirs: torch.jit.ScriptModule) -> None:
    assert torch.equal(jit.freeze(theirs)(image), torch.jit.freeze(theirs)(image))


@pytest.mark.parametrize("frozen", [False, True])
def test_optimizing_for_inference_returns_the_results_of_torch_jit(
    ours: jit.ScriptModule, theirs: torch.jit.ScriptModule, frozen: bool
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        expected = torch.jit.optimize_for_inference(theirs)
    optimized = jit.optimize_for_inference(jit.freeze(ours) if frozen else ours)
    assert torch.equal(optimized(image), expected(image))
    torch.testing.assert_close(optimized(image), ours(image))
    assert "batch_norm" not in optimized.inlined_graph


def test_other_methods_are_optimized_too(
    ours: jit.ScriptModule, theirs: torch.jit.ScriptModule
) -> None:
    optimized = jit.optimize_for_inference(ours, ["logits"])
    torch.testing.assert_close(optimized.logits(image), theirs.logits(image))


def test_the_fusion_strategy_is_libtorchs() -> None:
    before = jit.get_fusion_strategy()
    assert jit.set_fusion_strategy([("DYNAMIC", 3)]) == before
    assert jit.set_fusion_strategy([("STATIC", 1), ("DYNAMIC", 0)]) == [("DYNAMIC", 3)]
    assert torch._C._jit_set_fusion_strategy(before) == [("STATIC", 1), ("DYNAMIC", 0)]
    for wrong in ([("SOMETIMES", 1)], [("STATIC", -1)]):
        with pytest.raises(ScriptValueError):
            jit.set_fusion_strategy(wrong)
    assert jit.get_fusion_strategy() == before


def test_the_profiling_executor_is_libtorchs() -> None:
    before = jit.get_profiling_executor()
    assert jit.set_profiling_executor(False) is before
    assert torch._C._jit_set_profiling_mode(False) is False
    assert jit.set_profiling_executor(True) is False
    assert torch._C._jit_set_profiling_mode(True) is True
    assert jit.get_profiling_executor() is True


def test_the_number_of_profiled_runs_is_libtorchs() -> None:
    jit.set_num_profiled_runs(4)
    assert torch._C._jit_set_num_profiled_runs(5) == 4
    assert jit.get_num_profiled_runs() == 5
    with pytest.raises(ScriptValueError, match="at least 1, not 0"):
        jit.set_num_profiled_runs(0)


def test_code_is_not_specialized_without_the_profiling_executor() -> None:
    jit.set_profiling_executor(False)
    module = scripted(Pointwise())
    module.warmup((torch.ones(4),))
    assert "prim::profile" not in plan_of(module)
    assert "TypeCheck" not in plan_of(module)


class Pointwise(nn.Module):
    def forward(self, x: Tensor, scale: float = 2.0) -> Tensor:
        for _ in range(3):
            x = torch.sin(x) * scale + torch.cos(x)
        return x


def scripted(module: nn.Module) -> jit.ScriptModule:
    """Scripts a module into code that has not run yet; torch.jit.script may share code."""
    return jit.wrap(torch.jit.load(io.BytesIO(archive(module))))


def archive(module: nn.Module) -> bytes:
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.script(module), buffer)
    return buffer.getvalue()


def plan_of(module: jit.ScriptModule) -> str:
    """The optimized plan that the executor runs; raises while it still profiles."""
    state = module.to_torch().get_debug_state()
    return "\n".join(str(plan.graph) for plan in state.execution_plans.values())


def test_a_warmed_up_module_is_specialized() -> None:
    module = scripted(Pointwise())
    with pytest.raises(RuntimeError):
        plan_of(module)
    x = torch.ones(4, requires_grad=True)
    calls = module.warmup((x,))
    assert 1 < calls < 10
    before = plan_of(module)
    assert "prim::RequiresGradCheck" in before
    module(x)
    assert plan_of(module) == before
    assert module.warmup((x,)) == 1


def test_warming_up_needs_as_many_calls_as_the_executor() -> None:
    module, watched = scripted(Pointwise()), scripted(Pointwise())
    calls = module.warmup(torch.ones(4), 10)
    for _ in range(calls - 1):
        watched(torch.ones(4))
    with pytest.raises(RuntimeError):
        plan_of(watched)
    watched(torch.ones(4))
    assert plan_of(watched) == plan_of(module)


def test_warming_up_stops_at_n() -> None:
    module = scripted(Pointwise())
    assert module.warmup((torch.ones(4),), 1) == 1
    assert module.warmup((torch.ones(4),), n=0) == 0
    with pytest.raises(ScriptValueError):
        module.warmup((torch.ones(4),), n=-1)


def test_methods_and_functions_are_warmed_up_with_keywords(ours: jit.ScriptModule) -> None:
    assert ours.logits.warmup((image,)) > 0
    unit = jit.compile("def f(x, n: int = 2):\n    return torch.relu(x) * n + x")
    assert unit.f.warmup((torch.ones(3),), kwargs={"n": 3}) > 0
    assert unit.f.warmup((), kwargs={"x": torch.ones(3)}) > 0


def test_warming_up_fails_as_a_call_does() -> None:
    module = scripted(Pointwise())
    with pytest.raises(torchsharp_py.ScriptTypeError, match="argument 'x'"):
        module.warmup(("text",))
    with pytest.raises(torchsharp_py.ScriptRuntimeError):
        scripted(nn.Linear(2, 2)).warmup((torch.ones(3, 3),))


def test_warming_up_runs_no_hooks_of_python() -> None:
    module = scripted(Pointwise())
    ran = []
    module.register_forward_hook(lambda m, args, out: ran.append(1))
    module.warmup(torch.ones(4))
    assert not ran


THREADS = """
import sys
import torchsharp_py
torchsharp_py.set_num_threads(3)
torchsharp_py.set_num_interop_threads(5)
print(torchsharp_py.get_num_threads(), torchsharp_py.get_num_interop_threads())
print("torch" in sys.modules)
import torch
print(torch.get_num_threads(), torch.get_num_interop_threads())
try:
    torchsharp_py.set_num_interop_threads(2)
except torchsharp_py.ScriptRuntimeError as error:
    print("once")
for set_threads in (torchsharp_py.set_num_threads, torchsharp_py.set_num_interop_threads):
    try:
        set_threads(0)
    except torchsharp_py.ScriptValueError as error:
        print(error)
"""


def test_thread_counts_are_libtorchs() -> None:
    done = subprocess.run([sys.executable, "-c", THREADS], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    refused = "the number of threads must be at least 1, not 0"
    assert done.stdout.splitlines() == ["3 5", "False", "3 5", "once", refused, refused]


def part(x: Tensor, n: int) -> Tensor:
    for _ in range(n):
        x = torch.tanh(x) + 1
    return x


class Forking(nn.Module):
    def forward(self, x: Tensor) -> list[Tensor]:
        tasks = [torch.jit.fork(part, x, n) for n in range(20)]
        return [torch.jit.wait(task) for task in tasks]


FORK = """
import os, sys, torch
from torchsharp_py import jit, set_num_interop_threads, set_num_threads
set_num_threads(1)
set_num_interop_threads(2)
threads = lambda: len(os.listdir("/proc/self/task")) if os.path.isdir("/proc/self/task") else 0
x = torch.randn(100)
m = jit.load(sys.argv[1])
before = threads()
ours = m(x)
started = threads() - before
theirs = torch.jit.load(sys.argv[1])(x)
print(all(torch.equal(a, b) for a, b in zip(ours, theirs, strict=True)), len(ours), started)
"""


def test_forks_run_on_the_interop_pool_with_the_results_of_torch_jit(tmp_path: Path) -> None:
    path = tmp_path / "forking.pt"
    torch.jit.save(torch.jit.script(Forking()), str(path))
    command = [sys.executable, "-W", "ignore", "-c", FORK, str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout.split()[:2] == ["True", "20"], done.stderr
    if sys.platform == "linux":
        assert done.stdout.split()[2] == "2"


class Squashed(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, padding=1)
        self.pool = nn.MaxPool2d(2)

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.hardswish(self.pool(self.conv(x)) * 2.0)


@pytest.mark.parametrize(
    "make",
    [Net, Squashed, lambda: nn.Linear(8, 4), nn.ReLU, lambda: nn.Conv2d(3, 3, 1)],
    ids=["net", "squashed", "linear", "relu", "conv"],
)
def test_what_is_optimized_is_refused_or_can_be_loaded(make: Callable[[], nn.Module]) -> None:
    optimized = jit.optimize_for_inference(jit.wrap(torch.jit.script(make().eval())))
    try:
        data = jit.save_to_bytes(optimized)
    except UnsupportedValueError as error:
        assert "MKLDNN" in optimized.inlined_graph
        assert "Save the module that freeze returns" in str(error)  # noqa: PT017
    else:
        assert torch.equal(jit.load(data)(image), optimized(image))


def test_a_refused_save_leaves_the_file_as_it_was(ours: jit.ScriptModule, tmp_path: Path) -> None:
    path = tmp_path / "net.pt"
    jit.save(jit.freeze(ours), path)
    before = path.read_bytes()
    optimized = jit.optimize_for_inference(ours)
    with pytest.raises(UnsupportedValueError, match=r"optimize_for_inference \(prim::.*MKLDNN"):
        jit.save(optimized, path)
    assert path.read_bytes() == before
    assert torch.allclose(jit.load(path)(image), ours(image), atol=1e-5)


class OnlyLogits(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)

    def forward(self, x: Tensor) -> Tensor:
        return x + 1

    @torch.jit.export
    def logits(self, x: Tensor) -> Tensor:
        return self.conv(x)


def test_every_method_is_looked_at() -> None:
    module = jit.wrap(torch.jit.script(OnlyLogits().eval()))
    with pytest.raises(UnsupportedValueError, match="logits was fitted to this computer"):
        jit.save_to_bytes(jit.optimize_for_inference(module, ["logits"]))
