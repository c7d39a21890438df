"""Optimizers of C# change parameters as torch.optim does, and exchange their states with it."""

from __future__ import annotations

import copy
import itertools
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.testing._internal.common_optimizers import optim_db

from tests.dotnet.csharp_optim import Csharp
from tests.dotnet.dotnet_programs import needs_dotnet

pytestmark = needs_dotnet

STEPS = 20

# PyTorch's single-tensor loops, its lists of tensors and its fused kernels round the same formulas
# at different places; C# uses the latter two.
TOLERANCES = {torch.float32: 2e-5, torch.float64: 1e-11, torch.complex128: 1e-11}

NAMES = [
    *("SGD", "Adam", "AdamW", "Adamax", "Adadelta", "Adagrad"),
    *("ASGD", "NAdam", "RAdam", "RMSprop", "Rprop"),
]


def variants() -> list[Any]:
    """PyTorch's own list of what to test its optimizers with."""
    found = []
    for info in optim_db:
        name = info.optim_cls.__name__
        for i, given in enumerate(info.optim_inputs_func(device="cpu")):
            if name in NAMES and not isinstance(given.kwargs.get("lr"), Tensor):
                found.append(pytest.param(name, given.kwargs, id=f"{name}-{i}"))
    return found


@pytest.fixture(scope="module")
def csharp() -> Csharp:
    return Csharp()


def parameters(dtype: torch.dtype = torch.float64, *, dense: bool = True) -> list[Tensor]:
    generator = torch.Generator().manual_seed(4)
    made = []
    for shape in [(3, 4), (4,), ()]:
        tensor = torch.randn(shape, generator=generator, dtype=dtype)
        made.append((tensor if dense else tensor.mT if tensor.ndim == 2 else tensor).detach())
    return [tensor.requires_grad_() for tensor in made]


def compute_gradients(given: list[Tensor], step: int) -> Tensor:
    """The loss of a small model; at every third step, the last parameter has no part in it."""
    weight, bias, scale = given
    for parameter in given:
        parameter.grad = None
    generator = torch.Generator().manual_seed(step)
    x = torch.randn(5, max(weight.shape), generator=generator, dtype=torch.float64)
    matrix = weight if weight.shape[0] == 3 else weight.mT
    y = x[:, :3].to(weight.dtype) @ matrix + bias
    loss = ((y - 1).abs() ** 2).mean() + (0 if step % 3 == 2 else ((scale - 2).abs() ** 2))
    loss.backward()
    return loss.detach()


def train(optimizer: Any, given: list[Tensor], steps: range) -> list[float]:
    losses = []
    for step in steps:
        losses.append(float(compute_gradients(given, step)))
        optimizer.step()
    return losses


def assert_same(ours: list[Tensor], theirs: list[Tensor]) -> None:
    tolerance = TOLERANCES[theirs[0].dtype]
    for mine, other in zip(ours, theirs, strict=True):
        torch.testing.assert_close(mine, other, rtol=tolerance, atol=tolerance)


def pair(
    csharp: Csharp, name: str, options: dict[str, Any], **kind: Any
) -> tuple[Any, list[Tensor], torch.optim.Optimizer, list[Tensor]]:
    ours, theirs = parameters(**kind), parameters(**kind)
    mine = csharp.optimizer(name, ours, **options)
    return mine, ours, getattr(torch.optim, name)(theirs, **options), theirs


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)
@pytest.mark.parametrize(("name", "options"), variants())
def test_parameters_are_those_of_torch_optim(
    csharp: Csharp, name: str, options: dict[str, Any], dtype: torch.dtype
) -> None:
    mine, ours, other, theirs = pair(csharp, name, options, dtype=dtype)
    start = [tensor.detach().clone() for tensor in theirs]
    train(mine, ours, range(STEPS))
    train(other, theirs, range(STEPS))
    assert_same(ours, theirs)
    assert not any(map(torch.equal, start, theirs))


@pytest.mark.parametrize(("name", "options"), variants())
def test_complex_parameters_are_those_of_torch_optim(
    csharp: Csharp, name: str, options: dict[str, Any]
) -> None:
    mine, ours, other, theirs = pair(csharp, name, options, dtype=torch.complex128)
    train(mine, ours, range(6))
    train(other, theirs, range(6))
    assert_same(ours, theirs)


@pytest.mark.parametrize(("name", "options"), variants())
def test_parameters_with_gaps_in_memory(csharp: Csharp, name: str, options: dict[str, Any]) -> None:
    mine, ours, other, theirs = pair(csharp, name, options, dense=False)
    assert not ours[0].is_contiguous()
    train(mine, ours, range(6))
    train(other, theirs, range(6))
    assert_same(ours, theirs)


@pytest.mark.parametrize(("name", "options"), variants())
def test_a_state_of_python_continues_in_csharp(
    csharp: Csharp, tmp_path: Path, name: str, options: dict[str, Any]
) -> None:
    mine, ours, other, theirs = pair(csharp, name, options)
    train(other, theirs, range(5))
    torch.save(other.state_dict(), tmp_path / "python.pt")
    with torch.no_grad():
        for to, source in zip(ours, theirs, strict=True):
            to.copy_(source)
    mine.load_state_dict(str(tmp_path / "python.pt"))
    train(mine, ours, range(5, 12))
    train(other, theirs, range(5, 12))
    assert_same(ours, theirs)


@pytest.mark.parametrize(("name", "options"), variants())
def test_a_state_of_csharp_continues_in_python(
    csharp: Csharp, tmp_path: Path, name: str, options: dict[str, Any]
) -> None:
    mine, ours, other, theirs = pair(csharp, name, options)
    train(mine, ours, range(5))
    mine.save_state_dict(str(tmp_path / "csharp.pt"))
    saved = torch.load(tmp_path / "csharp.pt", weights_only=True)
    reference = copy.deepcopy(other)
    train(reference, reference.param_groups[0]["params"], range(5))
    expected = reference.state_dict()
    assert keys_of(saved) == keys_of(expected)
    for key, state in expected["state"].items():
        for part, value in state.items():
            if isinstance(value, Tensor):
                torch.testing.assert_close(saved["state"][key][part], value)
    with torch.no_grad():
        for to, source in zip(theirs, ours, strict=True):
            to.copy_(source)
    other.load_state_dict(saved)
    train(mine, ours, range(5, 12))
    train(other, theirs, range(5, 12))
    assert_same(ours, theirs)


def keys_of(state: dict[str, Any]) -> Any:
    """The names of what has a value, and the numbers of the parameters."""
    groups = [(sorted(group), group["params"]) for group in state["param_groups"]]
    states = {
        key: sorted(name for name, value in one.items() if value is not None)
        for key, one in state["state"].items()
    }
    return groups, {key: names for key, names in states.items() if names}


LBFGS_OPTIONS: list[dict[str, Any]] = [
    {"lr": 0.1, "max_iter": 4},
    {"lr": 0.5, "max_iter": 6, "history_size": 3},
    {"lr": 1.0, "max_iter": 5, "max_eval": 8, "line_search_fn": "strong_wolfe"},
    {"lr": 0.1, "tolerance_change": 0.01},
]


@pytest.mark.parametrize("dtype", [torch.float64, torch.complex128], ids=str)
@pytest.mark.parametrize("options", LBFGS_OPTIONS, ids=range(len(LBFGS_OPTIONS)))
def test_lbfgs_takes_the_steps_of_torch_optim(
    csharp: Csharp, tmp_path: Path, options: dict[str, Any], dtype: torch.dtype
) -> None:
    mine, ours, other, theirs = pair(csharp, "LBFGS", options, dtype=dtype)
    saved = [tmp_path / "csharp.pt", tmp_path / "python.pt"]
    for _ in range(3):
        mine.step(csharp.closure(lambda: compute_gradients(ours, 0)))
        other.step(lambda: compute_gradients(theirs, 0))  # type: ignore[arg-type]
        assert_same(ours, theirs)
    mine.save_state_dict(str(saved[0]))
    torch.save(other.state_dict(), saved[1])
    again, other_again = pair(csharp, "LBFGS", options, dtype=dtype)[::2]
    state = torch.load(saved[0], weights_only=True)
    expected = other.state_dict()
    # torch 2.14 has maximize, and takes a state without it for one that minimizes.
    groups = [{k: g[k] for k in g if k != "maximize"} for g in expected["param_groups"]]
    assert state["param_groups"] == groups
    assert state["state"][0].keys() == expected["state"][0].keys() - {"al"}
    torch.testing.assert_close(
        state["state"][0], {key: expected["state"][0][key] for key in state["state"][0]}
    )
    again.load_state_dict(str(saved[1]))
    other_again.load_state_dict(state)
    with torch.no_grad():
        for to, source in zip(
            [*again.parameters(), *other_again.param_groups[0]["params"]],
            [*theirs, *ours],
            strict=True,
        ):
            to.copy_(source)
    again_parameters = list(again.parameters())
    for _ in range(3):
        again.step(csharp.closure(lambda: compute_gradients(again_parameters, 1)))
        other.step(lambda: compute_gradients(theirs, 1))  # type: ignore[arg-type]
        other_again.step(lambda: compute_gradients(other_again.param_groups[0]["params"], 1))
    assert_same(again_parameters, theirs)
    assert_same(other_again.param_groups[0]["params"], theirs)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("SGD", {"lr": 0.1}),
        ("SGD", {"lr": 0.1, "maximize": True}),
        ("Adagrad", {"lr": 0.1, "lr_decay": 0.1}),
        ("Adagrad", {"maximize": True, "initial_accumulator_value": 0.2}),
    ],
)
def test_sparse_gradients(csharp: Csharp, name: str, options: dict[str, Any]) -> None:
    tables = [torch.ones(6, 3, dtype=torch.float64, requires_grad=True) for _ in range(2)]
    optimizers = [
        csharp.optimizer(name, tables[:1], **options),
        getattr(torch.optim, name)(tables[1:], **options),
    ]
    for step, (table, optimizer) in itertools.product(
        range(4), zip(tables, optimizers, strict=True)
    ):
        table.grad = None
        rows = torch.tensor([0, 2, 2, step])
        torch.nn.functional.embedding(rows, table, sparse=True).pow(2).sum().backward()
        optimizer.step()
    torch.testing.assert_close(tables[0], tables[1])
    assert not torch.equal(tables[0][2], tables[0][5])


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("SGD", "Adagrad")])
def test_other_optimizers_refuse_sparse_gradients(csharp: Csharp, name: str) -> None:
    for optimizer in (
        csharp.optimizer(name, [table := torch.ones(3, 2, requires_grad=True)]),
        getattr(torch.optim, name)([table]),
    ):
        table.grad = None
        torch.nn.functional.embedding(torch.tensor([1]), table, sparse=True).sum().backward()
        with pytest.raises(Exception, match="sparse gradients"):
            optimizer.step()
        assert table.sum() == 6


def test_a_gradient_that_is_a_view_becomes_zero(csharp: Csharp) -> None:
    memory = torch.ones(2, 3)

    def given(*, recorded: bool) -> torch.Tensor:
        parameter = torch.ones(3, requires_grad=True)
        parameter.grad = parameter.exp() if recorded else memory.clone()[1]
        return parameter

    for recorded in (False, True):
        mine, twin = given(recorded=recorded), given(recorded=recorded)
        csharp.optimizer("SGD", [mine], lr=0.1).zero_grad(False)
        torch.optim.SGD([twin], lr=0.1).zero_grad(set_to_none=False)
        for one in (mine, twin):
            assert one.grad is not None
            assert one.grad.tolist() == [0.0, 0.0, 0.0]
            assert not one.grad.requires_grad
