"""A module of this package as a child of a torch.nn.Module, beside one of torch.jit."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from tests.models.comparing import same_named
from tests.models.programs import run_python
from tests.models.state_models import Block, Nested, make
from torchsharp_py import jit


class Whole(nn.Module):
    """A compiled child, and a plain layer."""

    def __init__(self, backbone: Any) -> None:
        super().__init__()
        self.backbone = backbone
        torch.manual_seed(5)
        self.head = nn.Linear(4, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.backbone(x))


def wholes(model: type[nn.Module] = Block) -> tuple[Any, Any, Any]:
    """The same parent around a plain module, one of torch.jit, and one of ours."""
    plain, theirs, ours = (Whole(module) for module in make(model))
    return plain, theirs, ours


def in_sequential(child: Any) -> nn.Module:
    return nn.Sequential(child, nn.Linear(4, 2))


def in_list(child: Any) -> nn.Module:
    return nn.ModuleList([nn.Linear(4, 2), child])


def in_dict(child: Any) -> nn.Module:
    return nn.ModuleDict({"a": child})


def added(child: Any) -> nn.Module:
    parent = nn.Module()
    parent.add_module("child", child)
    return parent


def test_the_type_of_a_module() -> None:
    ours = make(Block).ours
    assert type(ours) is jit.ScriptModule
    assert isinstance(ours, jit.ScriptModule)
    assert isinstance(ours, nn.Module)
    assert isinstance(ours, torch.jit.ScriptModule)
    assert not isinstance(ours, nn.Linear)
    assert not isinstance(jit.compile("def f(x):\n    return x\n"), nn.Module)


@pytest.mark.parametrize("place", [Whole, in_sequential, in_list, in_dict, added])
@pytest.mark.parametrize("model", [Block, Nested])
def test_the_parent_has_its_members(
    place: Callable[[Any], nn.Module], model: type[nn.Module]
) -> None:
    plain, theirs, ours = (place(module) for module in make(model))
    for method in ("named_parameters", "named_buffers"):
        for remove_duplicate in (True, False):
            options = {"remove_duplicate": remove_duplicate}
            expected = list(getattr(theirs, method)(**options))
            assert [n for n, _ in getattr(ours, method)(**options)] == [n for n, _ in expected]
    assert [n for n, _ in ours.named_modules()] == [n for n, _ in theirs.named_modules()]
    assert [n for n, _ in ours.named_children()] == [n for n, _ in plain.named_children()]
    assert list(ours.state_dict()) == list(theirs.state_dict())
    assert ours.state_dict()._metadata == theirs.state_dict()._metadata
    assert len(list(ours.modules())) == len(list(theirs.modules()))


def test_a_child_is_what_was_assigned() -> None:
    child = make(Block).ours
    whole = Whole(child)
    assert whole.backbone is child
    assert whole.get_submodule("backbone.linear") is child.linear
    assert whole.get_parameter("backbone.linear.weight") is child.linear.weight
    assert nn.Sequential(child)[0] is child
    whole.backbone = nn.Identity()
    assert list(whole.state_dict()) == ["head.weight", "head.bias"]
    del whole.backbone
    whole.register_module("backbone", child)
    assert "backbone.linear.weight" in whole.state_dict()


def test_a_child_in_two_places_counts_once() -> None:
    child = make(Block).ours
    whole = nn.ModuleList([child, child, child.linear])
    assert len(list(whole.parameters())) == len(list(child.parameters()))
    assert sum(module is child for module in whole.modules()) == 1
    assert len(whole.state_dict()) == 2 * len(child.state_dict()) + 2


@pytest.mark.parametrize("optimizer", [torch.optim.SGD, torch.optim.AdamW])
def test_training_the_whole(optimizer: Any) -> None:
    torch.manual_seed(3)
    x, y = torch.randn(8, 4), torch.randn(8, 2)
    curves = []
    for whole in wholes():
        steps = optimizer(whole.parameters(), lr=0.1)
        curve = []
        for _ in range(5):
            steps.zero_grad()
            loss = nn.functional.mse_loss(whole(x), y)
            loss.backward()
            norm = nn.utils.clip_grad_norm_(whole.parameters(), 0.5)
            steps.step()
            curve.append((loss.item(), norm.item()))
        curves.append(curve)
    assert curves[0][0] != curves[0][-1]
    for curve in curves[1:]:
        torch.testing.assert_close(torch.tensor(curve), torch.tensor(curves[0]))


@pytest.mark.parametrize("assign", [True, False])
@pytest.mark.parametrize("model", [Block, Nested])
def test_states_of_the_whole(assign: bool, model: type[nn.Module]) -> None:
    plain, theirs, ours = wholes(model)
    state = {
        name: torch.randn_like(t) if t.is_floating_point() else t + 1
        for name, t in plain.state_dict().items()
    }
    for whole in (plain, theirs, ours):
        keys = whole.load_state_dict(state, assign=assign)
        assert keys.missing_keys == keys.unexpected_keys == []
    assert same_named(ours.state_dict().items(), state.items())
    assert all(p.requires_grad for p in ours.parameters())
    file = io.BytesIO()
    torch.save(ours.state_dict(), file)
    file.seek(0)
    plain.load_state_dict(torch.load(file, weights_only=True))


def test_states_that_do_not_fit_the_whole() -> None:
    messages = []
    for whole in wholes():
        state = whole.state_dict()
        del state["backbone.linear.bias"]
        state["backbone.norm.more"] = torch.ones(1)
        state["backbone.linear.weight"] = torch.ones(2, 2)
        with pytest.raises(RuntimeError) as raised:
            whole.load_state_dict(state)
        messages.append(str(raised.value))
        keys = whole.load_state_dict(
            {k: v for k, v in state.items() if k != "backbone.linear.weight"}, strict=False
        )
        assert keys.missing_keys == ["backbone.linear.weight", "backbone.linear.bias"]
        assert keys.unexpected_keys == ["backbone.norm.more"]
    assert messages[0] == messages[1] == messages[2]


CHANGES: dict[str, Callable[[Any], Any]] = {
    "train": lambda m: m.train(),
    "eval": lambda m: m.eval(),
    "half": lambda m: m.half(),
    "to": lambda m: m.to("cpu", torch.float64),
    "meta": lambda m: m.to("meta"),
    "to_empty": lambda m: m.to_empty(device="meta"),
    "requires_grad_": lambda m: m.requires_grad_(False),
    "zero_grad": lambda m: m.zero_grad(),
    "zeros": lambda m: m.zero_grad(set_to_none=False),
    "share_memory": lambda m: m.share_memory(),
    "type": lambda m: m.type(torch.float64),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_operations_on_the_parent_reach_it(change: Callable[[Any], Any]) -> None:
    seen = []
    plain, _, ours = wholes(Nested)
    for whole in (plain, ours):
        for parameter in whole.parameters():
            parameter.grad = torch.ones_like(parameter)
        assert change(whole) in (whole, None)
        seen.append(
            [
                (name, t.dtype, t.device, t.requires_grad, t.is_shared(), kind_of_grad(t))
                for name, t in whole.state_dict(keep_vars=True).items()
            ]
            + [module.training for module in whole.modules()]
        )
    assert seen[0] == seen[1]


def kind_of_grad(tensor: torch.Tensor) -> Any:
    grad = tensor.grad
    return None if grad is None else (grad.dtype, grad.device, grad.is_meta or grad.sum().item())


def test_a_change_of_the_whole_is_seen_by_the_model() -> None:
    plain, _, ours = wholes()
    x = torch.randn(3, 4, dtype=torch.float64)
    assert torch.equal(ours.double().eval()(x), plain.double().eval()(x))


def test_apply_and_repr() -> None:
    _, _, ours = wholes()
    seen: list[Any] = []
    assert ours.apply(seen.append) is ours
    assert [type(m).__name__ for m in seen] == ["ScriptModule"] * 3 + ["Linear", "Whole"]
    assert seen[2] is ours.backbone
    assert "(backbone): <ScriptModule" in repr(ours)

    def fill(module: nn.Module) -> None:
        for parameter in module.parameters(recurse=False):
            nn.init.constant_(parameter, 0.5)

    ours.apply(fill)
    assert all(p.unique().tolist() == [0.5] for p in ours.parameters())


@pytest.mark.parametrize("model", [Block, Nested])
def test_deep_copies_of_the_whole(model: type[nn.Module]) -> None:
    ours = wholes(model)[2].eval()
    copied = copy.deepcopy(ours)
    x = torch.randn(3, 4)
    assert type(copied.backbone) is jit.ScriptModule
    assert torch.equal(copied(x), ours(x))
    with torch.no_grad():
        for parameter in copied.parameters():
            parameter.zero_()
    assert copied.backbone(x).count_nonzero() == 0
    assert ours.backbone(x).count_nonzero() > 0
    assert copy.copy(ours).backbone is ours.backbone


def test_tied_tensors_stay_tied_in_a_copy() -> None:
    child = make(Block).ours
    whole = nn.Module()
    whole.weight = child.linear.weight  # a parameter that the parent shares with its child
    whole.child = child
    whole.again = nn.ModuleList([child.norm, child])
    copied = copy.deepcopy(whole)
    assert copied.weight is copied.child.linear.weight
    assert copied.weight is not whole.weight
    assert copied.again[1] is copied.child
    assert copied.again[0] is copied.child.norm
    copied = copy.deepcopy(nn.ModuleList([child.linear, child]))
    assert copied[0] is copied[1].linear


def test_functional_calls() -> None:
    plain, _, ours = wholes()
    x = torch.randn(3, 4)
    state = {name: torch.randn_like(t) for name, t in plain.named_parameters()}
    before = ours.state_dict()["backbone.linear.weight"].clone()
    results = [torch.func.functional_call(whole, state, (x,)) for whole in (plain, ours)]
    assert torch.equal(*results)
    assert torch.equal(ours.backbone.linear.weight, before)


def test_averaged_models_and_vectors() -> None:
    _, theirs, ours = wholes()
    averages = [torch.optim.swa_utils.AveragedModel(whole) for whole in (theirs, ours)]
    for whole, average in zip((theirs, ours), averages, strict=True):
        nn.utils.vector_to_parameters(
            2 * nn.utils.parameters_to_vector(whole.parameters()), whole.parameters()
        )
        average.update_parameters(whole)
        average.update_parameters(whole)
    assert same_named(averages[1].state_dict().items(), averages[0].state_dict().items())


def test_hooks_of_the_whole_run_and_its_calls_are_ours() -> None:
    _, _, ours = wholes()
    seen: list[int] = []
    ours.head.register_forward_hook(lambda *_: seen.append(1))
    ours(torch.randn(3, 4))
    assert seen == [1]


def test_scripting_and_tracing_the_whole() -> None:
    plain, _, ours = wholes()
    x = torch.randn(3, 4)
    for module in (plain, ours):
        module.eval()
    for compiled in (torch.jit.script(ours), torch.jit.trace(ours, x)):
        assert torch.equal(compiled(x), plain(x))
        assert list(compiled.state_dict()) == list(ours.state_dict())
        loaded = jit.load(jit.save_to_bytes(compiled))
        assert torch.equal(loaded(x), plain(x))
    assert torch.jit.script(ours.backbone) is ours.backbone
    assert torch.allclose(torch.jit.freeze(ours.backbone)(x), plain.backbone(x))


def test_a_parameter_may_be_replaced_in_the_view() -> None:
    ours = make(Block).ours
    ours.linear._parameters["bias"] = nn.Parameter(torch.ones(4))
    assert ours.linear.bias.tolist() == [1] * 4
    with pytest.raises(KeyError, match="fixed"):
        ours.linear._parameters["more"] = nn.Parameter(torch.ones(4))
    with pytest.raises(TypeError, match="fixed"):
        del ours.linear._parameters["bias"]


def test_composition_before_and_after_torch_is_imported(models: Path) -> None:
    program = f"""
from torchsharp_py import jit
m = jit.load({str(models / "sample.pt")!r})
print(isinstance(m, int), m.__class__.__name__)
import torch
parent = torch.nn.Module()
parent.child = m
print(isinstance(m, torch.nn.Module), [n for n, _ in parent.named_parameters()])
"""
    names = [f"child.{n}" for n, _ in jit.load(models / "sample.pt").named_parameters()]
    assert run_python(program).splitlines() == ["False ScriptModule", f"True {names}"]
