"""Every module of torch.nn that exports runs as in Python: results, gradients and what changes."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.dotnet.dotnet_programs import needs_dotnet
from tests.models import exporting
from tests.models.torch_nn_cases import CASES
from tests.python.program_runs import in_csharp
from torchsharp_py import TorchSharpError, export, jit

# What torch.export says of them.
NOT_EXPORTABLE = {
    "AdaptiveLogSoftmaxWithLoss": "Could not guard on data-dependent expression",
    "CTCLoss": "DynamicOutputShapeException",
    "GaussianNLLLoss": "Could not guard on data-dependent expression",
}
# A function that writes into its own results, and a target that takes no gradient.
WITHOUT_GRADIENTS = {"CrossMapLRN2d", "SoftMarginLoss"}
SHARDS = 4
NAMES = sorted(CASES)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def made(name: str) -> tuple[torch.nn.Module, tuple[Any, ...]]:
    """The module and its inputs; the first call of a lazy one has made its parameters."""
    args, kwargs, inputs = CASES[name]
    torch.manual_seed(exporting.SEED)
    module = jit.build(f"torch.nn:{name}", *args, **kwargs)
    examples = inputs()
    if any(isinstance(p, torch.nn.UninitializedParameter) for p in module.parameters()):
        module(*exporting.copied(examples))
    return module, examples


def compare(name: str, module: torch.nn.Module, examples: tuple[Any, ...]) -> str:
    """Says how the program differs from the module; nothing if it does not."""
    ours = export.load(exporting.exported(module, examples))
    theirs = copy.deepcopy(module)
    with_gradients = name not in WITHOUT_GRADIENTS
    our_inputs = exporting.copied(examples, grad=with_gradients)
    their_inputs = exporting.copied(examples, grad=with_gradients)
    our_results = exporting.seeded(lambda: ours(*our_inputs))
    their_results = exporting.seeded(lambda: theirs(*their_inputs))
    if problem := exporting.difference(our_results, their_results):
        return problem
    exporting.backward(our_results)
    exporting.backward(their_results)
    our_leaves = [*exporting.tensors(our_inputs), *ours.parameters()]
    their_leaves = [*exporting.tensors(their_inputs), *theirs.parameters()]
    for place, (our, their) in enumerate(zip(our_leaves, their_leaves, strict=True)):
        if (our.grad is None) != (their.grad is None):
            return f"gradient {place} is missing"
        if their.grad is not None:
            problem = exporting.difference([our.grad], [their.grad])
            if problem:
                return f"gradient: {problem}"
    state = ours.state_dict()
    for key, value in theirs.state_dict().items():
        if problem := exporting.difference([state[key]], [value]):
            return f"{key} afterwards: {problem}"
    return ""


@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.parametrize("mode", ["training", "evaluation"])
def test_modules_run_as_in_python(shard: int, mode: str) -> None:
    problems = []
    equal = 0
    for name in NAMES[shard::SHARDS]:
        module, examples = made(name)
        module.train(mode == "training")
        try:
            problem = compare(name, module, examples)
        except exporting.NotExportableError as error:
            if name not in NOT_EXPORTABLE or NOT_EXPORTABLE[name] not in str(error):
                problems.append(f"{name}: {str(error)[:300]}")
            continue
        except TorchSharpError as error:
            problem = f"{type(error).__name__}: {str(error)[:300]}"
        if problem or name in NOT_EXPORTABLE:
            problems.append(f"{name}: {problem or 'it exports: remove it from NOT_EXPORTABLE'}")
        equal += 1
    assert not problems, "\n".join(problems)
    print(f"{equal} modules are equal")


@needs_dotnet
@pytest.mark.parametrize("shard", range(SHARDS))
def test_csharp_runs_them_too(shard: int, tmp_path: Path) -> None:
    problems = []
    for name in NAMES[shard::SHARDS][::2]:
        if name in NOT_EXPORTABLE:
            continue
        module, examples = made(name)
        module.eval()
        inputs = exporting.tensors(examples)
        file = exporting.exported(module, examples)
        python = exporting.seeded(lambda file=file, inputs=inputs: export.load(file)(*inputs))
        (tmp_path / "program.pt2").write_bytes(file)
        csharp = in_csharp(tmp_path / "program.pt2", inputs)
        if problem := exporting.difference(csharp, python):
            problems.append(f"{name}: {problem}")
    assert not problems, "\n".join(problems)
