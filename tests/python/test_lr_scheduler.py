"""Schedules of C# give PyTorch's learning rates, to the last bit, for each step and group."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
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
    ("OneCycleLR", {"max_lr": [0.5, 0.2], "epochs": 4, "steps_per_epoch": 10}),
    ("PolynomialLR", {}),
    ("PolynomialLR", {"total_iters": 20, "power": 2.5}),
    ("CosineAnnealingWarmRestarts", {"T_0": 5}),
    ("CosineAnnealingWarmRestarts", {"T_0": 3, "T_mult": 2, "eta_min": 0.001}),
    ("CyclicLR", {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 4}),
    (
        "CyclicLR",
        {
            "base_lr": [0.01, 0.02],
            "max_lr": [0.1, 0.3],
            "step_size_up": 3,
            "step_size_down": 5,
            "mode": "triangular2",
            "base_momentum": 0.7,
            "max_momentum": 0.95,
        },
    ),
    (
        "CyclicLR",
        {
            "base_lr": 0.01,
            "max_lr": 0.1,
            "step_size_up": 4,
            "mode": "exp_range",
            "gamma": 0.97,
            "cycle_momentum": False,
        },
    ),
]
IDS = [f"{name}-{i}" for i, (name, _) in enumerate(SCHEDULES)]


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


Pair = tuple[torch.optim.Optimizer, Any, Any, Any]


def pair(csharp: Csharp, name: str, options: dict[str, Any], optimizer: str = "SGD") -> Pair:
    """An optimizer and a schedule of PyTorch, and the same of C#."""
    momentum = {"momentum": 0.5} if optimizer == "SGD" else {}
    theirs = python_optimizer(optimizer, **momentum)
    ours = csharp_optimizer(csharp, optimizer, **momentum)
    schedule = getattr(lr_scheduler, name)(theirs, **options)
    return theirs, schedule, ours, csharp.schedule(name, ours, options)


@pytest.mark.parametrize(("name", "options"), SCHEDULES, ids=IDS)
def test_schedules_agree(csharp: Csharp, name: str, options: dict[str, Any]) -> None:
    steps = STEPS - 1 if name == "OneCycleLR" else STEPS
    _, theirs, _, ours = pair(csharp, name, options)
    expected = sequence(theirs.step, lambda: rates(theirs), steps)
    assert sequence(ours.step, lambda: rates(ours), steps) == expected
    assert len({tuple(lrs) for lrs in expected}) > 1
    assert list(ours.base_lrs) == theirs.base_lrs


def saved_by_python(state: Any, path: Path) -> str:
    torch.save(state, path)
    return str(path)


@pytest.mark.parametrize("optimizer", ["SGD", "Adam"])
@pytest.mark.parametrize(("name", "options"), SCHEDULES, ids=IDS)
def test_a_state_of_csharp_continues_in_python(
    csharp: Csharp, tmp_path: Path, name: str, options: dict[str, Any], optimizer: str
) -> None:
    _, expected, ours, our_schedule = pair(csharp, name, options, optimizer)
    for _ in range(6):
        expected.step()
        our_schedule.step()
        ours.step()
    ours.save_state_dict(str(tmp_path / "optimizer.pt"))
    csharp.helper.SaveState(our_schedule, str(tmp_path / "schedule.pt"))
    state = torch.load(tmp_path / "schedule.pt", weights_only=True)
    assert state == expected.state_dict()
    theirs, schedule, _, _ = pair(csharp, name, options, optimizer)
    theirs.load_state_dict(torch.load(tmp_path / "optimizer.pt", weights_only=True))
    schedule.load_state_dict(state)
    assert sequence(schedule.step, lambda: rates(schedule), 20) == sequence(
        our_schedule.step, lambda: rates(our_schedule), 20
    )


@pytest.mark.parametrize("optimizer", ["SGD", "Adam"])
@pytest.mark.parametrize(("name", "options"), SCHEDULES, ids=IDS)
def test_a_state_of_python_continues_in_csharp(
    csharp: Csharp, tmp_path: Path, name: str, options: dict[str, Any], optimizer: str
) -> None:
    theirs, schedule, ours, our_schedule = pair(csharp, name, options, optimizer)
    for _ in range(6):
        schedule.step()
    ours.load_state_dict(saved_by_python(theirs.state_dict(), tmp_path / "optimizer.pt"))
    csharp.helper.LoadState(
        our_schedule, saved_by_python(schedule.state_dict(), tmp_path / "schedule.pt")
    )
    assert sequence(our_schedule.step, lambda: rates(our_schedule), 20) == sequence(
        schedule.step, lambda: rates(schedule), 20
    )


@pytest.mark.parametrize("name", ["LambdaLR", "MultiplicativeLR"])
def test_functions_of_the_step_agree(csharp: Csharp, tmp_path: Path, name: str) -> None:
    from System import Array, Double, Func, Int32

    functions = [lambda epoch: 0.9**epoch, lambda epoch: 1 / (1 + epoch)]
    theirs = getattr(lr_scheduler, name)(python_optimizer("SGD"), functions)
    function = Func[Int32, Double]
    given = Array[function]([function(f) for f in functions])
    ours = getattr(csharp.schedules, name)(csharp_optimizer(csharp, "SGD"), given)
    expected = sequence(theirs.step, lambda: rates(theirs), 20)
    assert sequence(ours.step, lambda: rates(ours), 20) == expected
    csharp.helper.SaveState(ours, str(tmp_path / "schedule.pt"))
    assert torch.load(tmp_path / "schedule.pt") == theirs.state_dict()
    csharp.helper.LoadState(ours, saved_by_python(theirs.state_dict(), tmp_path / "python.pt"))
    expected = sequence(theirs.step, lambda: rates(theirs), 20)
    assert sequence(ours.step, lambda: rates(ours), 20) == expected


@pytest.mark.parametrize("optimizer", ["SGD", "Adam"])
@pytest.mark.parametrize(
    ("name", "options"),
    [row for row in SCHEDULES if row[1].get("cycle_momentum", "max_lr" in row[1])],
)
def test_cycles_change_the_momentum_too(
    csharp: Csharp, optimizer: str, name: str, options: dict[str, Any]
) -> None:
    theirs, their_schedule, ours, our_schedule = pair(csharp, name, options, optimizer)

    def their_momentum() -> float:
        group = theirs.param_groups[1]
        return float(group["momentum"] if optimizer == "SGD" else group["betas"][0])

    def our_momentum() -> float:
        group = ours.param_groups[1]
        return float(group["momentum"] if optimizer == "SGD" else group["betas"].Item1)

    expected = sequence(their_schedule.step, their_momentum, STEPS - 1)
    assert sequence(our_schedule.step, our_momentum, STEPS - 1) == expected
    assert len(set(expected)) > 4


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


# Schedulers of schedulers, made of the module or C# class with the schedulers.
COMBINED: list[tuple[str, Callable[[Any, Any], list[Any]], dict[str, Any]]] = [
    ("ChainedScheduler", lambda s, o: [s.LinearLR(o), s.ExponentialLR(o, 0.9)], {}),
    ("ChainedScheduler", lambda s, o: [s.ConstantLR(o), s.StepLR(o, 3), s.PolynomialLR(o, 9)], {}),
    (
        "SequentialLR",
        lambda s, o: [s.ConstantLR(o, 0.1, 2), s.ExponentialLR(o, 0.9)],
        {"milestones": [4]},
    ),
    (
        "SequentialLR",
        lambda s, o: [s.LinearLR(o), s.CosineAnnealingLR(o, 6), s.StepLR(o, 2)],
        {"milestones": [4, 10]},
    ),
    (
        "SequentialLR",
        lambda s, o: [s.PolynomialLR(o), s.CosineAnnealingWarmRestarts(o, 3)],
        {"milestones": [5]},
    ),
]


def combine(
    csharp: Csharp, name: str, parts: Callable[[Any, Any], list[Any]], options: dict[str, Any]
) -> tuple[Any, Any]:
    """The scheduler of PyTorch and that of C#."""
    from System import Array, Int32

    optimizer, mine = python_optimizer("SGD"), csharp_optimizer(csharp, "SGD")
    listed = Array[csharp.schedules.LRScheduler](parts(csharp.schedules, mine))
    if name == "ChainedScheduler":
        theirs = lr_scheduler.ChainedScheduler(parts(lr_scheduler, optimizer))
        return theirs, csharp.schedules.ChainedScheduler(listed)
    milestones = options["milestones"]
    return (
        lr_scheduler.SequentialLR(optimizer, parts(lr_scheduler, optimizer), milestones),
        csharp.schedules.SequentialLR(mine, listed, Array[Int32](milestones)),
    )


@pytest.mark.parametrize(
    ("name", "parts", "options"), COMBINED, ids=[f"{row[0]}-{i}" for i, row in enumerate(COMBINED)]
)
def test_schedules_can_be_combined(
    csharp: Csharp,
    tmp_path: Path,
    name: str,
    parts: Callable[[Any, Any], list[Any]],
    options: dict[str, Any],
) -> None:
    theirs, ours = combine(csharp, name, parts, options)
    expected = sequence(theirs.step, lambda: rates(theirs), 8)
    assert sequence(ours.step, lambda: rates(ours), 8) == expected
    csharp.helper.SaveState(ours, str(tmp_path / "schedule.pt"))
    assert torch.load(tmp_path / "schedule.pt") == theirs.state_dict()
    csharp.helper.LoadState(ours, saved_by_python(theirs.state_dict(), tmp_path / "python.pt"))
    expected = sequence(theirs.step, lambda: rates(theirs), 20)
    assert sequence(ours.step, lambda: rates(ours), 20) == expected
    assert len({tuple(lrs) for lrs in expected}) > 1


@pytest.mark.parametrize("name", ["ChainedScheduler", "SequentialLR"])
def test_a_plateau_cannot_be_combined(csharp: Csharp, name: str) -> None:
    def parts(module: Any, optimizer: Any) -> list[Any]:
        return [module.ExponentialLR(optimizer, 0.5), module.ReduceLROnPlateau(optimizer)]

    with pytest.raises(Exception, match="ReduceLROnPlateau"):
        combine(csharp, name, parts, {"milestones": [2]})  # Python's comes first
    from System import Array, Int32

    optimizer = csharp_optimizer(csharp, "SGD")
    listed = Array[csharp.schedules.LRScheduler](parts(csharp.schedules, optimizer))
    make = getattr(csharp.schedules, name)
    given = (listed,) if name == "ChainedScheduler" else (optimizer, listed, Array[Int32]([2]))
    with pytest.raises(Exception, match="ReduceLROnPlateau cannot be combined"):
        make(*given)


def test_a_step_can_be_jumped_to(csharp: Csharp) -> None:
    jumps = [None, 7, None, 3, None, 12]
    for name, options in SCHEDULES:
        _, theirs, _, ours = pair(csharp, name, options)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            for jump in jumps:
                theirs.step(jump) if jump else theirs.step()
                csharp.helper.Jump(ours, -1 if jump is None else jump)
                assert rates(ours) == rates(theirs), (name, options, jump)


def test_a_run_can_be_continued(csharp: Csharp) -> None:
    for name, options in SCHEDULES:
        theirs, ours = python_optimizer("SGD"), csharp_optimizer(csharp, "SGD")
        with pytest.raises(Exception, match="initial learning rate"):
            csharp.schedule(name, ours, {**options, "last_epoch": 3})
        for group, mine, rate in zip(theirs.param_groups, ours.param_groups, RATES, strict=True):
            group["initial_lr"] = mine.InitialLearningRate = 2 * rate
            for key in ("max_lr", "min_lr", "max_momentum", "base_momentum"):
                group[key] = 0.25
        if name == "OneCycleLR":
            continue  # its notes come with the state of the optimizer
        other = getattr(lr_scheduler, name)(theirs, **options, last_epoch=3)
        schedule = csharp.schedule(name, ours, {**options, "last_epoch": 3})
        expected = sequence(other.step, lambda: rates(other), 6)  # noqa: B023
        found = sequence(schedule.step, lambda: rates(schedule), 6)  # noqa: B023
        assert found == expected, (name, options)
