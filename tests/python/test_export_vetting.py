"""Exported programs that nobody trusts: what vet says of them, and what a policy refuses."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.models import export_operators
from torchsharp_py import (
    ModelFormatError,
    PolicyError,
    ScriptValueError,
    UnknownOperatorError,
    export,
    jit,
)
from torchsharp_py._cli import main

ADD_TO = "tsp_export_tests::add_to"
EVERYTHING = {"name": "everything", "allow": ["*"], "classes": ["*"]}


class Calling(torch.nn.Module):
    """Calls a function."""

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__()
        self.function = function

    def forward(self, x: torch.Tensor) -> Any:
        return self.function(x)


def file_of(function: Callable[..., Any], decomposed: bool = False) -> bytes:
    program = torch.export.export(Calling(function), (torch.rand(4),))
    file = io.BytesIO()
    torch.export.save(program.run_decompositions() if decomposed else program, file)
    return file.getvalue()


def reveals(x: torch.Tensor) -> torch.Tensor:
    return torch.empty_like(x) + x


def custom(x: torch.Tensor) -> torch.Tensor:
    y = x * 1
    return torch.ops.tsp_export_tests.add_to(y, 2) + y


def nested(x: torch.Tensor) -> torch.Tensor:
    return torch.cond(x.sum() > 0, reveals, lambda a: a * 2, (x,))


def endless(x: torch.Tensor) -> torch.Tensor:
    rounds = export_operators.while_loop(x, x)
    assert isinstance(rounds[1], torch.Tensor)
    return rounds[1]


@pytest.mark.parametrize(
    ("function", "operator", "effect"),
    [
        (reveals, "aten::empty", "uninitialized_memory"),
        (nested, "aten::empty", "uninitialized_memory"),
        (custom, ADD_TO, ""),
        (export_operators.prints, "prim::Print", "prints"),
    ],
)
@pytest.mark.parametrize("decomposed", [False, True])
def test_a_way_out_is_refused(
    function: Callable[..., Any], operator: str, effect: str, decomposed: bool
) -> None:
    data = file_of(function, decomposed)
    report = jit.vet(data)
    assert not report.allowed
    (problem,) = report.problems
    assert problem.kind == "operator"
    assert problem.operator.startswith(operator)
    assert problem.method == "model.forward"
    assert effect in {one.kind for one in report.effects} | {""}
    with pytest.raises(PolicyError, match=rf"model\.forward calls {operator}.*, which") as caught:
        export.load(data, policy="safe")
    assert "policy 'safe'" in str(caught.value)
    assert jit.vet(data, EVERYTHING).allowed
    assert "forward" in repr(export.load(data, policy=EVERYTHING))


def test_what_only_computes_is_allowed(models: Path) -> None:
    for file in sorted(models.glob("*.pt2")):
        for name in ("classifier", "sums") if file.stem == "exported_two" else (None,):
            module = export.load(file, model=name, policy="safe")
            assert module.state_dict().keys() == export.load(file, model=name).state_dict().keys()
        report = jit.vet(file)
        assert report.allowed, report.problems
        assert report.operators
        assert report.sizes["code_bytes"] > 0
        assert report.on_load == []


def test_a_loop_is_told_and_allowed() -> None:
    data = file_of(endless)
    report = jit.vet(data)
    assert report.allowed, report.problems
    assert "unbounded_loop" in {one.kind for one in report.effects}
    export.load(data, policy="safe")


def test_limits_and_denied_operators() -> None:
    data = file_of(lambda x: x + 1)
    with pytest.raises(PolicyError, match="the policy allows 10"):
        export.load(data, policy={"name": "tiny", "limits": {"bytes": 10}})
    with pytest.raises(PolicyError, match=r"calls aten::add\.Tensor"):
        export.load(data, policy={"name": "none", "base": "none"})
    with pytest.raises(ScriptValueError, match="policy"):
        export.load(data, policy="unknown")
    for mode in ("auto", "compiled"):
        with pytest.raises(ScriptValueError, match="says nothing about compiled code"):
            export.load(data, mode=mode, policy="safe")  # type: ignore[arg-type]


def test_a_damaged_file_has_that_as_a_problem(models: Path, tmp_path: Path) -> None:
    data = (models / "exported_sums.pt2").read_bytes()
    broken = data.replace(b'"torch.ops.aten.', b'"torch.ops.atex.')
    for damaged in (data[: len(data) // 2], broken):
        report = jit.vet(damaged)
        assert [one.kind for one in report.problems] == ["format"]
        with pytest.raises((ModelFormatError, UnknownOperatorError)):
            export.load(damaged, policy="safe")


def test_the_command_tells(
    models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["vet", str(models / "exported_sums.pt2")]) == 0
    assert "is allowed by the policy 'safe'" in capsys.readouterr().out
    upload = tmp_path / "upload.pt2"
    upload.write_bytes(file_of(reveals))
    assert main(["vet", str(upload)]) == 4
    assert "model.forward calls aten::empty_like" in capsys.readouterr().out
