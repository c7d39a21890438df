"""Exported programs as modules: state, moves, copies, gradients, files, modes and errors."""

from __future__ import annotations

import copy
import io
import traceback
from typing import TYPE_CHECKING, Any

import pytest
import torch
from torch import nn
from torch.export.pt2_archive._package import package_pt2

from tests.models.export_features import Dynamic, Guarded, Normalized, features
from tests.python.exported_programs import assert_same, loaded, saved
from torchsharp_py import ScriptValueError, TorchSharpError, UnsupportedValueError, export

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore")


def exported(name: str) -> torch.export.ExportedProgram:
    feature = features()[name]
    return torch.export.export(
        feature.make(), feature.args, feature.kwargs, dynamic_shapes=feature.dynamic
    )


def test_state_is_that_of_the_program() -> None:
    program = exported("counter")
    module = loaded(program)
    assert list(module.state_dict()) == list(program.state_dict) == ["count"]
    assert [name for name, _ in module.named_buffers()] == ["count", "last"]
    module(torch.ones(3))
    module(torch.full((3,), 2.0))
    assert module.count == 2
    assert_same(module.last, torch.full((3,), 2.0))


def test_state_is_copied_and_assigned_both_ways() -> None:
    eager, program = Dynamic(), exported("dynamic")
    module = loaded(program)
    module.load_state_dict(eager.state_dict())
    x, y = torch.randn(2, 8), torch.randn(3)
    assert_same(module(x, y), eager(x, y))
    other = Dynamic()
    other.load_state_dict(module.state_dict())
    assert_same(other(x, y), eager(x, y))
    weight = torch.zeros(4, 8)
    module.load_state_dict({"layer.weight": weight, "layer.bias": torch.ones(4)}, assign=True)
    assert module.layer.weight.data_ptr() == weight.data_ptr()
    assert_same(module(x, y)[0], torch.full((4, 2), 2.0) + y.sum())


def test_a_program_follows_its_weights_to_another_type() -> None:
    module = loaded(exported("dynamic")).to(torch.float64)
    eager = Dynamic().to(torch.float64)
    eager.load_state_dict(module.state_dict())
    x, y = torch.randn(2, 8, dtype=torch.float64), torch.randn(3, dtype=torch.float64)
    assert_same(module(x, y), eager(x, y))
    with pytest.raises(ScriptValueError, match=r"'x' must be Double\[s\d+, 8\].*got Float\[2, 8\]"):
        module(x.float(), y)


def test_copies_share_nothing() -> None:
    module = loaded(exported("counter"))
    module(torch.ones(3))
    twin = copy.deepcopy(module)
    twin(torch.ones(3))
    assert (module.count, twin.count) == (1, 2)


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        ((65, 8), (3,), r"dimension 0 of 'x' must be from 1 to 64.*got 65"),
        ((3, 7), (3,), r"'x' must be Float\[s\d+, 8\].*got Float\[3, 7\]"),
        ((3, 8), (3, 1), r"'y' must be Float\[s\d+\].*got Float\[3, 1\]"),
    ],
    ids=["range", "size", "rank"],
)
def test_sizes_are_checked(x: Any, y: Any, message: str) -> None:
    module = loaded(exported("dynamic"))
    with pytest.raises(ScriptValueError, match=message):
        module(torch.ones(x), torch.ones(y))


@pytest.mark.parametrize("position", [1, 2, 3, 4], ids=["int", "text", "bool", "float"])
def test_constants_are_refused_by_name(position: int) -> None:
    module = loaded(exported("constants"))
    args = [torch.ones(4, 3), 2, "a", True, 0.5, None]
    module(*args)
    args[position] = [None, 3, "b", False, 0.25][position]
    name = ["x", "n", "name", "on", "r"][position]
    with pytest.raises(ScriptValueError, match=f"'{name}' was exported as the constant"):
        module(*args)


def test_what_a_program_assumes_is_checked() -> None:
    feature = features()["guarded"]
    program = torch.export.export(Guarded(), feature.args, dynamic_shapes=feature.dynamic)
    assert program._guards_code, "PyTorch writes no guards here any more"
    module = loaded(program)
    for rows, others, message in ((5, 2, r"x\.size\(\)\[0\] % 2"), (4, 6, r"y\.size\(\)\[0\]")):
        args = (torch.ones(rows, 3), torch.ones(others))
        with pytest.raises(AssertionError, match="Guard failed"):
            program.module()(*args)
        with pytest.raises(ScriptValueError, match=message):
            module(*args)
    assert_same(module(torch.ones(6, 3), torch.ones(5)), torch.tensor(23.0))


def test_training_steps_are_those_of_the_module() -> None:
    eager = Normalized().train()
    x, target = torch.randn(6, 4), torch.randn(6, 2)
    module = loaded(torch.export.export(copy.deepcopy(eager), (x,)))
    for model in (eager, module):
        optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
        for _ in range(10):
            optimizer.zero_grad()
            nn.functional.mse_loss(model(x), target).backward()
            optimizer.step()
    assert_same(dict(sorted(module.state_dict().items())), dict(sorted(eager.state_dict().items())))


class Loss(nn.Module):
    """Returns a loss, and a result without gradients; counts its calls."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(3, 2)
        self.register_buffer("count", torch.zeros(()))

    def forward(self, x: torch.Tensor, y: torch.Tensor) -> Any:
        self.count.add_(1)
        result = self.layer(x)
        return nn.functional.mse_loss(result, y), result.detach()


def test_a_joint_program_computes_gradients() -> None:
    from torch.export.experimental import _export_forward_backward

    eager, args = Loss(), (torch.randn(4, 3), torch.randn(4, 2))
    program = _export_forward_backward(torch.export.export(copy.deepcopy(eager), args))
    module = loaded(program)
    for _ in range(2):  # gradients add up
        loss, result = module(*args)
        expected, other = eager(*args)
        expected.backward()
        assert_same((loss, result), (expected.detach(), other))
        assert not loss.requires_grad
    for (name, ours), theirs in zip(module.named_parameters(), eager.parameters(), strict=True):
        torch.testing.assert_close(ours.grad, theirs.grad, msg=name)
    assert module.count == 2


def test_a_file_is_written_for_pytorch(tmp_path: Path) -> None:
    module = loaded(exported("counter"))
    module(torch.ones(3))
    module.save(str(tmp_path / "again.pt2"))
    theirs = torch.export.load(str(tmp_path / "again.pt2")).module()
    ours = export.load(tmp_path / "again.pt2")
    for _ in range(2):
        assert_same(ours(torch.ones(3)), theirs(torch.ones(3)))
    assert theirs.count == 3


def test_one_of_several_programs_is_loaded_by_name() -> None:
    file = io.BytesIO()
    programs = {name: exported(name) for name in ("counter", "lists")}
    package_pt2(file, exported_programs=programs)
    module = export.load(file.getvalue(), model="lists")
    x = torch.randn(4, 3)
    assert_same(module(x), programs["lists"].module()(x))
    with pytest.raises(ScriptValueError, match=r"has no program 'model'\. It has: counter, lists"):
        export.load(file.getvalue())


def test_the_mode_is_that_of_the_export() -> None:
    module = loaded(exported("training"))
    assert module.training
    assert module.train() is module
    message = "exported in training mode, and 'torch.ops.aten.batch_norm.default' does"
    for change in (module.eval, lambda: setattr(module, "training", False)):
        with pytest.raises(UnsupportedValueError, match=message):
            change()
    assert module.training
    module = loaded(exported("evaluation"))
    assert not module.training
    with pytest.raises(UnsupportedValueError, match="exported in evaluation mode"):
        module.train()
    module = loaded(exported("lists"))  # the same in both
    assert module.train().training
    assert not module.eval().training


def test_what_needs_script_is_refused() -> None:
    from torchsharp_py import jit

    module = loaded(exported("counter")).eval()
    refused = "is an exported program, which has no code of TorchScript, so it cannot be "
    with pytest.raises(UnsupportedValueError, match=refused + "frozen"):
        jit.freeze(module)
    with pytest.raises(UnsupportedValueError, match=refused + "optimized"):
        jit.optimize_for_inference(module)
    with pytest.raises(UnsupportedValueError, match=refused + "cloned"):
        module.clone()
    with pytest.raises(UnsupportedValueError, match="or an exported program, which has a graph"):
        _ = module.code


def test_the_graph_is_readable() -> None:
    graph = str(loaded(exported("dynamic")).graph)
    assert "%p_layer_weight : Float[4, 8] = parameter 'layer.weight'" in graph
    assert "= torch.ops.aten.linear.default(%x, %p_layer_weight, %p_layer_bias)" in graph
    assert "[%mul_" in graph or "[%mul" in graph
    assert str(loaded(exported("dynamic")).forward.graph) == graph
    graph = str(loaded(exported("without_gradients")).graph)
    assert "torch.ops.higher_order.wrap_with_set_grad_enabled(False, \n" in graph
    assert "submod" in graph


class Fails(nn.Module):
    """Indexes by data, in a level of vmap or without one."""

    def __init__(self, batched: bool) -> None:
        super().__init__()
        self.batched = batched

    def forward(self, x: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
        if self.batched:
            return torch.vmap(lambda each: x.index_select(0, each))(places[None])
        return x.index_select(0, places)


@pytest.mark.parametrize("batched", [False, True], ids=["plain", "vmap"])
def test_an_error_tells_where_it_happened(batched: bool) -> None:
    x = torch.arange(3.0)
    module = loaded(torch.export.export(Fails(batched), (x, torch.tensor([0, 1]))))
    for _ in range(2):
        with pytest.raises(TorchSharpError, match=r"index (7 is )?out of (range|bounds)") as caught:
            module(x, torch.tensor([0, 7]))
        text = "".join(traceback.format_exception(caught.value))
        assert "index_select" in text
        assert "test_export.py" in text
        assert torch._C._functorch.maybe_current_level() is None
        assert_same(module(x, torch.tensor([2, 1])).flatten(), x[[2, 1]])


def test_files_of_another_kind_are_refused(models: Path) -> None:
    with pytest.raises(TorchSharpError, match=r"TorchScript archive; load it with jit\.load"):
        export.load(models / "sample.pt")


def test_a_loaded_program_needs_only_its_bytes() -> None:
    data = bytearray(saved(exported("lists")))
    module = export.load(data)
    x = torch.randn(4, 3)
    before = module(x)
    data[:] = bytes(len(data))
    assert_same(module(x), before)
