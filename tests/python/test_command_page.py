"""docs/tools/command-line.md: every command prints what the page shows, in the page's order."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import torch

from tests.dotnet.dotnet_programs import DOTNET_ROOT, ROOT
from tests.torch_version import RELEASE, torch_releases
from torchsharp_py._cli import main

_NEEDS_DOTNET = ("csharp", "msbuild", "doctor")
_COPIES_LIBTORCH = "torchsharp-py bundle native"  # half a gigabyte; its own test is enough

PAGE = (ROOT / "docs" / "tools" / "command-line.md").read_text(encoding="utf-8")


def shown() -> list[tuple[str, str]]:
    """Each command of the page, and the text below it, where ``...`` may be anything."""
    blocks = re.findall(r"```console\n(.*?)```", PAGE, flags=re.DOTALL)
    return [
        (command, output)
        for block in blocks
        for command, output in re.findall(
            r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, flags=re.MULTILINE
        )
    ]


def pattern_of(output: str) -> str:
    """A regular expression; a line that is only ``...`` may be several lines, or none."""
    pattern = re.escape(f"\n{output}").replace(re.escape("\n...\n"), r"\n(?:.*\n)*?")
    return pattern.replace(re.escape("..."), r".*")


def test_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    if DOTNET_ROOT is not None:
        monkeypatch.setenv("PATH", str(DOTNET_ROOT), prepend=":")
    torch.save({"weight": torch.ones(2)}, "weights.pt")
    Path("rows.csv").write_text("id,a,b\nfirst,1,2\nsecond,3,4\nthird,5,6\n", encoding="utf-8")
    ran = []
    commands = [one for one in shown() if one[0] != _COPIES_LIBTORCH]
    assert len(commands) == len(shown()) - 1
    for command, output in commands:
        program, name, *arguments = shlex.split(command)
        assert program == "torchsharp-py"
        if name in _NEEDS_DOTNET and DOTNET_ROOT is None:
            continue
        status = main([name, *arguments])
        said = capsys.readouterr()
        assert (status == 2) is bool(said.err), said.err
        expected = pattern_of(
            output.replace(torch_releases.name_of(torch_releases.DEFAULT), RELEASE.name)
        )
        assert re.fullmatch(expected, f"\n{said.out}{said.err}"), said.out + said.err
        ran.append(name)
    assert set(ran) >= {"sample", "inspect", "run", "score", "codegen"}
    assert Path("result.npz").is_file()
    assert Path("out.parquet").is_file()


def test_the_page_has_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = capsys.readouterr().out.partition("COMMAND\n")[2].partition("\n\n")[0]
    commands = [line.split()[0] for line in listed.splitlines() if line[4:5].strip()]
    assert len(commands) > 5
    for command in commands:
        assert f"\n## {command}\n" in PAGE, command
        assert f"[`{command}`](#{command})" in PAGE, command


def test_the_page_has_the_exit_statuses_of_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    statuses = re.findall(r"(?<!\w)(\d+) (?:for|if|after)", capsys.readouterr().out)
    assert statuses == ["0", "1", "2", "4", "130"]
    for status in statuses:
        assert f"\n| {status} | " in PAGE
