"""The command ``python -m torchsharp_py inspect``: options, errors, and what it does not do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from tests.models.inspecting import report
from torchsharp_py._cli import main

COMMAND = [sys.executable, "-m", "torchsharp_py", "inspect"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.pt"], "there is no file"),
        (["not_a_zip.pt"], "it is not a zip archive"),
        (["state_dict.pt"], "written by torch.save"),
        (["."], "is a folder"),
        (["sample.pt", "--code", "nope"], "'nope'"),
        (["sample.pt", "--graph", "nope"], "forward, add_scalar, predict"),
        (["sample.pt", "--svg", "no/such/folder.svg"], "no/such"),
    ],
)
def test_unusable_input_is_reported_in_one_line(
    models: Path,
    arguments: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if "--svg" in arguments and shutil.which("dot") is None:
        pytest.skip("there is no Graphviz")
    assert main(["inspect", str(models / arguments[0]), *arguments[1:]]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("inspect: ")
    assert message in captured.err
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "required: MODEL"),
        (["m.pt", "--json", "--code"], "not allowed with"),
        (["m.pt", "--full", "--json"], "not allowed with"),
        (["m.pt", "--json", "--svg", "f"], "--svg: not allowed with --json"),
        (["m.pt", "--inlined"], "--inlined: only with --graph or --svg"),
        (["m.pt", "--nope"], "unrecognized arguments"),
    ],
)
def test_wrong_arguments(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["inspect", *arguments])
    assert caught.value.code == 2
    assert message in capsys.readouterr().err


def test_a_model_saved_on_another_device(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = report(capsys, models / "saved_on_cuda.pt")
    assert found["parameters"] == report(capsys, models / "linear.pt")["parameters"]


class Noisy(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        print("this ran")
        return x

    @torch.jit.export
    def other(self) -> int:
        print("this ran")
        return 1


def test_no_method_runs(tmp_path: Path) -> None:
    path = tmp_path / "noisy.pt"
    torch.jit.save(torch.jit.script(Noisy()), path)
    for options in ([], ["--json"], ["--graph"], ["--graph", "other", "--inlined"]):
        done = subprocess.run([*COMMAND, str(path), *options], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        lines = [line for line in done.stdout.splitlines() if "prim::Constant" not in line]
        assert not any("this ran" in line for line in lines)
    ran = f"from torchsharp_py import jit; jit.load({str(path)!r}).other()"
    done = subprocess.run([sys.executable, "-c", ran], capture_output=True, text=True)
    assert "this ran" in done.stdout  # the model does print if it runs


def test_torch_is_not_imported(models: Path) -> None:
    code = "import sys; from torchsharp_py._cli import main; main(sys.argv[1:]);"
    code += "sys.exit('torch' in sys.modules)"
    command = [sys.executable, "-c", code, "inspect", str(models / "conv_traced_eval.pt")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the shell's pipe")
@pytest.mark.parametrize("option", ["", "--json", "--code"])
def test_a_reader_that_has_seen_enough(models: Path, option: str) -> None:
    command = f"'{sys.executable}' -m torchsharp_py inspect '{models / 'values.pt'}' {option}"
    done = subprocess.run(["sh", "-c", f"{command} | true"], capture_output=True, text=True)
    assert done.stderr == ""


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["inspect", "--help"])
    assert caught.value.code == 0
    text = capsys.readouterr().out
    for option in ("MODEL", "--json", "--code", "--graph", "--svg", "--inlined", "exit status"):
        assert option in text
