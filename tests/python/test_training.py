"""Training in C# gives the losses of training with torch.optim."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from samples.training import train as sample
from samples.training.model import make_model, write_model
from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import ROOT, environment, needs_dotnet, program
from torchsharp_py import ScriptRuntimeError, jit

pytestmark = needs_dotnet

STEPS = 20

# C# steps with fused kernels and operators on lists, which round the same sums at other places than
# Python's loops. So a step may differ by a rounding, 6e-8 of the value in float32, which grows with
# the steps: the largest difference seen is 2e-7. In float64: 4e-16.
TOLERANCES = {torch.float32: 1e-6, torch.float64: 1e-14}

# L-BFGS takes its directions from differences of gradients that are almost equal, which makes more
# of a rounding with every evaluation, and it comes near a loss of 0 here: 4e-8 of the first loss in
# float32 (3e-2 of the last), 1.3e-10 of the last in float64.
LBFGS_TOLERANCES = {torch.float32: {"abs": 1e-6}, torch.float64: {"rel": 1e-8}}

VARIANTS: list[tuple[str, dict[str, Any]]] = [
    ("SGD", {"lr": 0.1}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "dampening": 0.1, "weight_decay": 0.01}),
    ("SGD", {"lr": 0.05, "momentum": 0.9, "nesterov": True}),
    ("Adam", {}),
    ("Adam", {"lr": 0.01, "betas": (0.8, 0.99), "eps": 1e-6, "weight_decay": 0.1}),
    ("Adam", {"lr": 0.01, "amsgrad": True}),
    ("AdamW", {}),
    ("AdamW", {"lr": 0.01, "weight_decay": 0.2, "amsgrad": True}),
    ("RMSprop", {}),
    ("RMSprop", {"lr": 0.005, "alpha": 0.9, "eps": 1e-6, "weight_decay": 0.01}),
    ("RMSprop", {"lr": 0.002, "momentum": 0.7, "centered": True}),
    ("Adagrad", {}),
    ("Adagrad", {"lr": 0.05, "lr_decay": 0.02, "weight_decay": 0.01, "eps": 1e-6}),
    ("Adagrad", {"lr": 0.05, "initial_accumulator_value": 0.5}),
    ("LBFGS", {"lr": 0.3}),
    ("LBFGS", {"lr": 1.0, "max_iter": 5, "history_size": 3, "line_search_fn": "strong_wolfe"}),
]


@pytest.fixture(autouse=True, scope="module")
def _one_thread() -> Iterator[None]:
    """Uses one thread, so that every process adds in the same order."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("training") / "training.pt")


@pytest.fixture(scope="module")
def double_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("training") / "double.pt"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.jit.save(torch.jit.script(make_model().double()), str(path))
    return path


def python_curve(name: str, options: dict[str, Any], x: Tensor, y: Tensor) -> list[float]:
    """The loss before each step of torch.optim, and after the last."""
    module = make_model().to(x.dtype)
    optimizer = getattr(torch.optim, name)(module.parameters(), **options)

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = cross_entropy(module(x), y)
        loss.backward()
        return loss

    losses = [float(optimizer.step(closure).detach()) for _ in range(STEPS)]
    return [*losses, float(cross_entropy(module(x), y).detach())]


def csharp_curve(
    model: Path, name: str, options: dict[str, Any], x: Tensor, y: Tensor
) -> list[float]:
    csharp_assembly.load()
    from TorchSharpPy import torch as cs
    from TorchSharpPy.Tests import CalledFromPython, TrainingFromPython

    module = CalledFromPython.Load(str(model))
    given = dict(options)
    if "betas" in given:
        given["beta1"], given["beta2"] = given.pop("betas")
    optimizer = getattr(cs.optim, name)(TrainingFromPython.Groups(module), **given)
    return list(TrainingFromPython.Curve(module, optimizer, x, y, STEPS))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize(("name", "options"), VARIANTS)
def test_the_loss_curve_is_torch_optims(
    model: Path, double_model: Path, name: str, options: dict[str, Any], dtype: torch.dtype
) -> None:
    x, y = sample.make_data()
    x = x.to(dtype)
    path = model if dtype == torch.float32 else double_model
    expected = python_curve(name, options, x, y)
    tolerance: dict[str, float] = {"rel": TOLERANCES[dtype]}
    if name == "LBFGS":
        tolerance = LBFGS_TOLERANCES[dtype]
    assert csharp_curve(path, name, options, x, y) == pytest.approx(expected, **tolerance)
    assert expected[-1] < 0.95 * expected[0]


@pytest.mark.parametrize("norm_type", [1.0, 2.0, 3.0, float("inf")])
@pytest.mark.parametrize("max_norm", [0.5, 100.0])
def test_gradients_are_clipped_as_in_python(max_norm: float, norm_type: float) -> None:
    csharp_assembly.load()
    from TorchSharpPy.Tests import TrainingFromPython

    ours, theirs = with_gradients(), with_gradients()
    norm = TrainingFromPython.ClipNorm(ours, max_norm, norm_type)
    expected = torch.nn.utils.clip_grad_norm_(theirs, max_norm, norm_type)
    assert norm == pytest.approx(float(expected), rel=1e-6)
    torch.testing.assert_close(gradients(ours), gradients(theirs), rtol=1e-6, atol=0)


def test_gradient_values_are_clipped_as_in_python() -> None:
    csharp_assembly.load()
    from TorchSharpPy.Tests import TrainingFromPython

    ours, theirs = with_gradients(), with_gradients()
    TrainingFromPython.ClipValue(ours, 0.3)
    torch.nn.utils.clip_grad_value_(theirs, 0.3)
    assert all(map(torch.equal, gradients(ours), gradients(theirs)))


def test_a_norm_that_is_not_finite_is_an_error_if_requested() -> None:
    csharp_assembly.load()
    from TorchSharpPy.Tests import TrainingFromPython

    parameter = torch.zeros(1, requires_grad=True)
    parameter.grad = torch.tensor([float("nan")])
    assert math.isnan(TrainingFromPython.ClipNorm([parameter], 1.0, 2.0))
    with pytest.raises(ScriptRuntimeError, match="of the gradients is nan"):
        TrainingFromPython.ClipNorm([parameter], 1.0, 2.0, True)


def with_gradients() -> list[Tensor]:
    """Parameters; one has no gradient."""
    generator = torch.Generator().manual_seed(3)
    tensors = [torch.zeros(3, 4), torch.zeros(5), torch.zeros(2)]
    for tensor in tensors:
        tensor.requires_grad_()
    for tensor in tensors[:2]:
        tensor.grad = torch.randn(tensor.shape, generator=generator)
    return tensors


def gradients(parameters: list[Tensor]) -> list[Tensor]:
    return [parameter.grad for parameter in parameters if parameter.grad is not None]


@pytest.mark.parametrize("name", list(sample.OPTIONS))
def test_the_sample_agrees_in_all_three(model: Path, tmp_path: Path, name: str) -> None:
    saved = tmp_path / "trained.pt"
    command = [*program("Training"), str(model), name, str(saved)]
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment(OMP_NUM_THREADS="1")
    )
    assert done.returncode == 0, done.stderr
    losses, scores = map(json.loads, done.stdout.splitlines())

    assert losses == pytest.approx(sample.train(jit.load(model), name), rel=sample.TOLERANCE)
    assert losses == pytest.approx(sample.train(make_model(), name), rel=sample.TOLERANCE)
    assert re.match(r"epoch (\d+)/\1  batch (\d+)/\2  loss \d", done.stderr.splitlines()[-1])

    trained, (x, _) = jit.load(saved), sample.make_data()
    with torch.no_grad():
        assert torch.equal(trained(x).flatten(), torch.tensor(scores))
        assert torch.equal(torch.jit.load(saved)(x), trained(x))


def test_the_sample_says_whether_all_agree() -> None:
    script = ROOT / "samples" / "training" / "compare.py"
    done = subprocess.run(
        [sys.executable, str(script), "SGD"],
        capture_output=True,
        text=True,
        env=environment(OMP_NUM_THREADS="1"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the model that C# saved gives the same results in Python: True" in done.stdout
    assert "left out" not in done.stdout
