"""Schedules of C# give PyTorch's learning rates, to the last bit, for each step and group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.optim import lr_scheduler

from tests.dotnet.csharp_optim import Csharp
from tests.dotnet.dotnet_programs import needs_dotnet

pytestmark = [
    needs_dotnet,
    pytest.mark.filterwarnings("ignore:Detected call of `lr_scheduler.step"),
]

STEPS = 40
RATES = (0.1, 0.03)

SCHEDULES: list[tuple[str, dict[str, Any]]] = [
    ("StepLR", {"step_size": 7}),
    ("StepLR", {"step_size": 1, "gamma": 0.97}),
    ("MultiStepLR", {"milestones": [3, 11, 11, 30], "gamma": 0.3}),
    ("ExponentialLR", {"gamma": 0.93}),
    ("ConstantLR", {}),
    ("ConstantLR", {"factor": 0.7, "total_iters": 12}),
    ("LinearLR", {}),
    ("LinearLR", {"start_factor": 0.9, "end_factor": 0.1, "total_iters": 17}),
    ("CosineAnnealingLR", {"T_max": 10}),
    ("CosineAnnealingLR", {"T_max": 3, "eta_min": 0.01}),
    ("CosineAnnealingLR", {"T_max": 1}),
    ("OneCycleLR", {"max_lr": 0.5, "total_steps": STEPS}),
    (
        "OneCycleLR",
        {
            "max_lr": 0.5,
            "total_steps": STEPS,
            "pct_start": 0.4,
            "anneal_strategy": "linear",
            "three_phase": True,
            "div_factor": 10.0,
            "final_div_factor": 100.0,
            "base_momentum": 0.8,
            "max_momentum": 0.9,
        },
    ),
    ("OneCycleLR", {"max_lr": 0.5, "total_steps": STEPS, "cycle_momentum": False}),
]


@pytest.fixture(scope="module")
def csharp() -> Csharp:
    return Csharp()


def parameters() -> list[torch.Tensor]:
    return [torch.zeros(2, requires_grad=True) for _ in RATES]


def csharp_optimizer(csharp: Csharp, name: str, **options: Any) -> Any:
    return csharp.optimizer(name, parameters(), RATES, **options)


def python_optimizer(name: str, **options: Any) -> torch.optim.Optimizer:
    groups = [{"params": [p], "lr": lr} for p, lr in zip(parameters(), RATES, strict=True)]
    return getattr(torch.optim, name)(groups, **options)  # type: ignore[no-any-return]


def sequence(step: Callable[[], Any], read: Callable[[], Any], count: int = STEPS) -> list[Any]:
    seen = [read()]
    for _ in range(count):
        step()
        seen.append(read())
    return seen


def rates(schedule: Any) -> list[float]:
    return list(schedule.get_last_lr())


@pytest.mark.parametrize(("name", "options"), SCHEDULES)
def test_schedules_agree(csharp: Csharp, name: str, options: dict[str, Any]) -> None:
    steps = STEPS - 1 if name == "OneCycleLR" else STEPS
    theirs = getattr(lr_scheduler, name)(python_optimizer("SGD", momentum=0.5), **options)
    ours = csharp.schedule(name, csharp_optimizer(csharp, "SGD", momentum=0.5), options)
    expected = sequence(theirs.step, lambda: rates(theirs), steps)
    assert sequence(ours.step, lambda: rates(ours), steps) == expected
    assert len({tuple(lrs) for lrs in expected}) > 1


def test_functions_of_the_step_agree(csharp: Csharp) -> None:
    from System import Array, Double, Func, Int32

    functions = [lambda epoch: 0.9**epoch, lambda epoch: 1 / (1 + epoch)]
    theirs = lr_scheduler.LambdaLR(python_optimizer("SGD"), functions)
    function = Func[Int32, Double]
    given = Array[function]([function(f) for f in functions])
    ours = csharp.schedules.LambdaLR(csharp_optimizer(csharp, "SGD"), given)
    expected = sequence(theirs.step, lambda: rates(theirs))
    assert sequence(ours.step, lambda: rates(ours)) == expected


@pytest.mark.parametrize("optimizer", ["SGD", "Adam"])
def test_one_cycle_changes_the_momentum_too(csharp: Csharp, optimizer: str) -> None:
    options = {"momentum": 0.5} if optimizer == "SGD" else {}
    theirs = python_optimizer(optimizer, **options)
    ours = csharp_optimizer(csharp, optimizer, **options)
    their_schedule = lr_scheduler.OneCycleLR(theirs, max_lr=0.2, total_steps=STEPS)
    our_schedule = csharp.schedules.OneCycleLR(ours, max_lr=0.2, total_steps=STEPS)

    def their_momentum() -> float:
        group = theirs.param_groups[1]
        return float(group["momentum"] if options else group["betas"][0])

    def our_momentum() -> float:
        group = ours.param_groups[1]
        return float(group["momentum"] if options else group["betas"].Item1)

    expected = sequence(their_schedule.step, their_momentum, STEPS - 1)
    assert sequence(our_schedule.step, our_momentum, STEPS - 1) == expected
    assert len(set(expected)) > 10


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"mode": "max", "patience": 1, "cooldown": 2},
        {"threshold_mode": "abs", "threshold": 0.05, "patience": 2, "factor": 0.5},
        {"mode": "max", "threshold_mode": "abs", "patience": 0, "min_lr": 0.01},
    ],
)
def test_plateaus_agree(csharp: Csharp, options: dict[str, Any]) -> None:
    generator = torch.Generator().manual_seed(2)
    metrics = (1 / torch.arange(1.0, 61) + 0.1 * torch.rand(60, generator=generator)).tolist()
    theirs = lr_scheduler.ReduceLROnPlateau(python_optimizer("SGD"), **options)
    ours = csharp.schedule("ReduceLROnPlateau", csharp_optimizer(csharp, "SGD"), options)
    their_metrics, our_metrics = iter(metrics), iter(metrics)
    expected = sequence(lambda: theirs.step(next(their_metrics)), lambda: rates(theirs), 60)
    found = sequence(lambda: ours.step(next(our_metrics)), lambda: rates(ours), 60)
    assert found == expected
    assert len({tuple(lrs) for lrs in expected}) > 1


def test_schedules_can_be_chained(csharp: Csharp) -> None:
    theirs = python_optimizer("SGD")
    ours = csharp_optimizer(csharp, "SGD")
    their_chain = [
        lr_scheduler.LinearLR(theirs, total_iters=4),
        lr_scheduler.ExponentialLR(theirs, 0.9),
    ]
    our_chain = [
        csharp.schedules.LinearLR(ours, total_iters=4),
        csharp.schedules.ExponentialLR(ours, 0.9),
    ]
    expected = sequence(lambda: [s.step() for s in their_chain], lambda: rates(their_chain[0]), 10)
    found = sequence(lambda: [s.step() for s in our_chain], lambda: rates(our_chain[0]), 10)
    assert found == expected
