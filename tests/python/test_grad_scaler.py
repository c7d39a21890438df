"""The gradient scaler of C# scales, skips and grows as torch.amp.GradScaler does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from tests.dotnet.csharp_optim import Csharp
from tests.dotnet.dotnet_programs import needs_dotnet

pytestmark = needs_dotnet

OPTIONS: dict[str, Any] = {
    "init_scale": 128.0,
    "growth_factor": 4.0,
    "backoff_factor": 0.25,
    "growth_interval": 2,
}


@pytest.fixture(scope="module")
def csharp() -> Csharp:
    return Csharp()


def weights() -> list[Tensor]:
    made = [torch.linspace(-1, 1, 6).reshape(2, 3), torch.ones(4, 2)]
    return [tensor.requires_grad_() for tensor in made]


def loss_of(given: list[Tensor], step: int) -> Tensor:
    """A loss, infinite at every fourth step; the gradient of the second weight is sparse."""
    weight, table = given
    rows = torch.nn.functional.embedding(torch.tensor([0, 2, 2]), table, sparse=True)
    scale = torch.tensor(float("inf") if step % 4 == 3 else 1.0)
    return (weight.square().sum() + rows.square().sum()) * scale


def history(scaler: Any, optimizer: Any, given: list[Tensor], *, early: bool) -> list[Any]:
    seen = []
    for step in range(12):
        for weight in given:
            weight.grad = None
        scaler.scale(loss_of(given, step)).backward()
        if early:
            scaler.unscale_(optimizer)
            assert given[0].grad is not None
            given[0].grad.clamp_(-0.5, 0.5)
        scaler.step(optimizer)
        scaler.update(*([64.0] if step == 9 else []))
        seen.append((scaler.get_scale(), [weight.tolist() for weight in given]))
    return seen


@pytest.mark.parametrize("early", [False, True])
@pytest.mark.parametrize("enabled", [False, True])
def test_scales_and_weights_agree(csharp: Csharp, *, early: bool, enabled: bool) -> None:
    ours, theirs = weights(), weights()
    optimizer = torch.optim.SGD(theirs, lr=0.1)
    scaler = torch.amp.GradScaler("cpu", **OPTIONS, enabled=enabled)
    mine = csharp.scaler(**OPTIONS, enabled=enabled)
    expected = history(scaler, optimizer, theirs, early=early)
    found = history(mine, csharp.optimizer("SGD", ours, lr=0.1), ours, early=early)
    assert str(found) == str(expected)
    assert len({scale for scale, _ in expected}) == (4 if enabled else 1)


def test_states_are_exchanged(csharp: Csharp, tmp_path: Path) -> None:
    ours, theirs = weights(), weights()
    optimizers = csharp.optimizer("SGD", ours, lr=0.1), torch.optim.SGD(theirs, lr=0.1)
    mine, scaler = csharp.scaler(**OPTIONS), torch.amp.GradScaler("cpu", **OPTIONS)
    path = str(tmp_path / "scaler.pt")
    csharp.helper.SaveState(mine, path)
    assert torch.load(path) == scaler.state_dict()
    for one, optimizer, given in zip((mine, scaler), optimizers, (ours, theirs), strict=True):
        one.scale(loss_of(given, 0)).backward()
        one.step(optimizer)
        one.update()
    csharp.helper.SaveState(mine, path)
    assert torch.load(path) == scaler.state_dict()
    fresh = csharp.scaler()
    csharp.helper.LoadState(fresh, path)
    csharp.helper.SaveState(fresh, path)
    assert torch.load(path) == scaler.state_dict()


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_without_a_gpu_a_scaler_is_disabled(csharp: Csharp) -> None:
    with pytest.warns(UserWarning, match="Disabling"):
        theirs = torch.amp.GradScaler()
    with csharp.warned() as messages:
        ours = csharp.amp.GradScaler()
    assert ours.is_enabled() == theirs.is_enabled() == False  # noqa: E712
    assert ["it is disabled" in message for message in messages] == [True]
    given = weights()
    loss = loss_of(given, 0)
    assert torch.equal(ours.scale(loss), theirs.scale(loss))
    loss.backward()
    before = given[0].detach().clone()
    assert ours.step(csharp.optimizer("SGD", given, lr=0.1))
    ours.update()
    assert not torch.equal(given[0], before)
    assert ours.get_scale() == theirs.get_scale()


def test_a_wrong_state_names_the_scaler(csharp: Csharp, tmp_path: Path) -> None:
    path = str(tmp_path / "scaler.pt")
    torch.save({**torch.amp.GradScaler("cpu").state_dict(), "scale": "much"}, path)
    with pytest.raises(Exception, match="state of the scaler does not fit"):
        csharp.helper.LoadState(csharp.scaler(), path)


def test_wrong_orders_are_refused(csharp: Csharp) -> None:
    for scaler, optimizer in (
        (csharp.scaler(), csharp.optimizer("SGD", given := weights(), lr=0.1)),
        (torch.amp.GradScaler("cpu"), torch.optim.SGD(given, lr=0.1)),
    ):
        for weight in given:
            weight.grad = None
        scaler.scale(torch.ones(1))
        with pytest.raises(Exception, match="No "):
            scaler.update()
        with pytest.raises(Exception, match="No "):
            scaler.step(optimizer)
    for scaler, optimizer in (
        (csharp.scaler(), csharp.optimizer("SGD", given, lr=0.1)),
        (torch.amp.GradScaler("cpu"), torch.optim.SGD(given, lr=0.1)),
    ):
        scaler.scale(loss_of(given, 0)).backward()
        scaler.unscale_(optimizer)
        with pytest.raises(Exception, match="already"):
            scaler.unscale_(optimizer)
        scaler.step(optimizer)
        with pytest.raises(Exception, match="already"):
            scaler.step(optimizer)
        with pytest.raises(Exception, match="after step"):
            scaler.unscale_(optimizer)
