"""PyTorch's own cases of ``torch.export`` and of higher-order operators, and those of this project.

Each that can be exported and saved runs here as it does in PyTorch.
"""

from __future__ import annotations

import copy
import logging
from typing import Any

import pytest
import torch
from torch._export.db.case import ExportCase
from torch._export.db.examples import all_examples

from tests.models.export_features import Feature, features
from tests.models.export_operators import operator_cases
from tests.python.exported_programs import assert_runs_alike, loaded, saved
from torchsharp_py import UnsupportedValueError
from torchsharp_py.export import load

pytestmark = pytest.mark.filterwarnings("ignore")

# Cases that PyTorch itself cannot export or save here, and what it says.
NOT_EXPORTED = {
    "dynamic_shape_round": "Constraints violated",
    "flex_attention_backward explicit_buffers": "Unsupported input type <class 'function'>",
    "flex_attention_backward simple": "Unsupported input type <class 'function'>",
    "flex_attention simple": "Unsupported input type <class 'function'>",
    "invoke_quant simple": "missing val field",
    # Up to torch 2.13, and from 2.14 on.
    "local_map_hop simple": "not an allowed operator type|missing val field",
    "switch simple": "getattr nodes containing tensors should not appear in the graph",
    "while_loop decomposed": "cond_fn might be aliasing the input or the output",
}
# Cases that are refused when they are loaded: the operator, and why.
REFUSED = {
    "inline_asm_elementwise simple": "'torch.ops.higher_order.inline_asm_elementwise', which is "
    "not supported: it is machine code of a GPU",
}


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("torch"), "disabled", True)
    logging.getLogger("torch.export").setLevel(logging.ERROR)


class Wrapped(torch.nn.Module):
    """A function as a module."""

    def __init__(self, function: Any, count: int) -> None:
        super().__init__()
        self.function = function
        if count == 1:
            self.forward = self.one  # type: ignore[method-assign]
        elif count == 2:
            self.forward = self.two  # type: ignore[method-assign]

    def one(self, a: Any) -> Any:
        return self.function(a)

    def two(self, a: Any, b: Any) -> Any:
        return self.function(a, b)


def check(name: str, export: Any, eager: Any, args: Any, kwargs: Any, more: Any = ()) -> None:
    """Exports, saves, loads, and compares with the eager module and ep.module()."""
    if name in NOT_EXPORTED:
        with pytest.raises(Exception, match=NOT_EXPORTED[name]):
            saved(export())
        return
    program = export()
    if name in REFUSED:
        with pytest.raises(UnsupportedValueError, match=REFUSED[name]):
            loaded(program)
        return
    data = saved(program)  # a call of program.module() changes the state of the program
    ours, theirs = load(data), program.module()
    for each in (args, *more):
        assert_runs_alike(ours, theirs, each, kwargs)
    ours, theirs = load(data), copy.deepcopy(eager)
    # A decomposition computes in another order than the operator.
    tolerance = 1e-5 if name.endswith("decomposed") else 0
    for each in (args, *more):
        assert_runs_alike(ours, theirs, each, kwargs, tolerance=tolerance)


@pytest.mark.parametrize("name", sorted(all_examples()))
def test_cases_of_the_export_database(name: str) -> None:
    case: ExportCase = all_examples()[name]

    def export() -> torch.export.ExportedProgram:
        return torch.export.export(
            case.model,
            case.example_args,
            case.example_kwargs,
            dynamic_shapes=case.dynamic_shapes,
            strict=False,
        )

    if name in ("model_attr_mutation", "tensor_setattr"):  # exporting it changes it
        eager = copy.deepcopy(case.model)
    else:
        eager = case.model
    check(name, export, eager, case.example_args, case.example_kwargs)


def higher_order_names() -> list[str]:
    from torch.testing._internal.hop_db import hop_db

    return [f"{each.name} {each.variant_test_name}" for each in hop_db]


@pytest.mark.parametrize("name", higher_order_names())
def test_cases_of_the_database_of_higher_order_operators(name: str) -> None:
    from torch.testing._internal.hop_db import hop_db

    info = next(each for each in hop_db if f"{each.name} {each.variant_test_name}" == name)
    needs_gradients = name.startswith("register_hook")
    (sample,) = info.sample_inputs("cpu", torch.float32, requires_grad=needs_gradients)

    class Module(torch.nn.Module):
        def forward(self, *args: Any, **kwargs: Any) -> Any:
            return info.op(*args, **kwargs)

    args = (sample.input, *sample.args)

    def export() -> torch.export.ExportedProgram:
        return torch.export.export(Module(), args, sample.kwargs, strict=False)

    check(name, export, Module(), args, sample.kwargs)


@pytest.mark.parametrize("decomposed", [False, True], ids=["exported", "decomposed"])
@pytest.mark.parametrize("name", sorted(operator_cases()))
def test_higher_order_operators(name: str, decomposed: bool) -> None:
    function, args, dynamic, is_strict = operator_cases()[name]
    module = Wrapped(function, len(args))

    def export() -> torch.export.ExportedProgram:
        program = torch.export.export(module, args, dynamic_shapes=dynamic, strict=is_strict)
        return program.run_decompositions() if decomposed else program

    check(f"{name} decomposed" if decomposed else name, export, module, args, {})


STRICT = ["counter", "dynamic", "structured", "without_gradients"]
DECOMPOSED = [
    "changes_input",
    "counter",
    "dynamic",
    "evaluation",
    "mixed",
    "recurrent",
    "training",
    "without_gradients",
]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((name, "exported") for name in sorted(features())),
        *((name, "strict") for name in STRICT),
        *((name, "decomposed") for name in DECOMPOSED),
    ],
)
def test_features(name: str, kind: str) -> None:
    feature: Feature = features()[name]
    module = feature.make()

    def export() -> torch.export.ExportedProgram:
        program = torch.export.export(
            copy.deepcopy(module),
            feature.args,
            feature.kwargs,
            dynamic_shapes=feature.dynamic,
            strict=kind == "strict",
        )
        return program.run_decompositions() if kind == "decomposed" else program

    if kind != "exported":
        name = f"{name} {kind}"
    check(name, export, module, feature.args, feature.kwargs, feature.others)
