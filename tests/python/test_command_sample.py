"""The commands ``sample`` and ``completion``, and what all commands share."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import ROOT
from torchsharp_py import jit
from torchsharp_py._cli import main


def test_the_sample_is_the_model_of_the_tests(
    models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new" / "folder"
    assert main(["sample", str(folder)]) == 0
    written = folder / "sample.pt"
    assert capsys.readouterr().out == f"{written}\n"
    ours, theirs = jit.load(written), jit.load(models / "sample.pt")
    assert ours.methods == theirs.methods
    assert ours.p.equal(theirs.p)


def test_a_sample_that_exists_is_replaced_only_by_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "sample.pt"
    mine.write_text("mine")
    assert main(["sample", str(tmp_path)]) == 2
    assert "exists already" in capsys.readouterr().err
    assert mine.read_text() == "mine"
    assert main(["sample", str(tmp_path), "--force"]) == 0
    assert jit.load(mine).methods == ["forward", "add_scalar", "predict"]


def test_the_script_and_the_module_are_one_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"torchsharp-py": f"{main.__module__}:{main.__name__}"}
    command = [sys.executable, "-m", "torchsharp_py", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.startswith("usage: torchsharp-py "), done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the shell's way to ask")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("torchsharp-py sam", "sample "),
        ("torchsharp-py inspect --js", "--json "),
        ("torchsharp-py completion z", "zsh "),
    ],
)
def test_a_shell_asks_for_completions(line: str, expected: str, tmp_path: Path) -> None:
    answer = tmp_path / "answer"
    asked = {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
    }
    command = [sys.executable, "-m", "torchsharp_py"]
    subprocess.run(command, env={**os.environ, **asked}, cwd=ROOT, capture_output=True)
    assert answer.read_text() == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_name_the_program(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["completion", shell]) == 0
    assert "torchsharp-py" in capsys.readouterr().out


def test_completion_without_argcomplete(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["completion", "bash"]) == 2
    assert "pip install 'torchsharp_py[cli]'" in capsys.readouterr().err


def test_every_help_has_examples_and_the_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    lines = capsys.readouterr().out.partition("COMMAND\n")[2].partition("\n\n")[0].splitlines()
    commands = [line.split()[0] for line in lines if line[4:5].strip()]
    assert {"inspect", "codegen", "sample", "completion"} <= set(commands)
    for command in commands:
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0
        text = capsys.readouterr().out
        assert f"torchsharp-py {command}" in text.partition("examples:\n")[2]
        assert "exit status: " in text
