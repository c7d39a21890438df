"""mypy and pyright understand typed views, and find mistakes in their use."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import ROOT

SAMPLES = ROOT / "tests" / "python" / "typing_samples"

# What a checker says: the file, the line, "information" or "error", and the message.
Note = tuple[str, int, str, str]


def mypy() -> Iterator[Note]:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-pretty", "--no-error-summary"]
    done = subprocess.run([*command, str(SAMPLES)], capture_output=True, text=True, cwd=ROOT)
    said = re.findall(r"^(.*?):(\d+): (note|error): (.*)$", done.stdout, re.MULTILINE)
    assert said, done.stdout + done.stderr
    for path, line, kind, message in said:
        yield Path(path).name, int(line), {"note": "information"}.get(kind, kind), message


def pyright(folder: Path) -> Iterator[Note]:
    """Runs basedpyright, which contains node, in pyright's mode "standard"."""
    config = {
        "include": [str(SAMPLES)],
        "extraPaths": [str(ROOT)],
        "typeCheckingMode": "standard",
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(config))
    command = [sys.executable, "-m", "basedpyright", "--outputjson", "--project", str(folder)]
    command += ["--pythonpath", sys.executable]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    report = json.loads(done.stdout)
    assert report["summary"]["filesAnalyzed"] == 2, done.stdout + done.stderr
    for one in report["generalDiagnostics"]:
        line = one["range"]["start"]["line"] + 1
        yield Path(one["file"]).name, line, one["severity"], one["message"]


@pytest.fixture(scope="module", params=["mypy", "pyright"])
def said(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Note]:
    """What a checker says about the samples."""
    folder = tmp_path_factory.mktemp("pyright")
    return list(mypy() if request.param == "mypy" else pyright(folder))


def marked(sample: str, pattern: str) -> dict[int, str]:
    lines = enumerate((SAMPLES / sample).read_text().splitlines(), 1)
    return {number: found[1] for number, line in lines if (found := re.search(pattern, line))}


def plain(revealed: str) -> str:
    """Converts the checkers' output to one form: mypy's, without modules."""
    text = re.search(r'(?:Revealed type is|Type of ".*" is) "(.*)"', revealed)
    assert text is not None, revealed
    short = re.sub(r"\b(?:\w+\.)+(\w)", r"\1", text[1]).replace("[*Any, **Any]", "...")
    return re.sub(r"\[\(([^()]*)\)", r"[[\1]", short)


def test_what_checkers_reveal(said: list[Note]) -> None:
    here = [note for note in said if note[0] == "views.py"]
    assert [note for note in here if note[2] == "error"] == []
    revealed = {line: plain(text) for _, line, kind, text in here if kind == "information"}
    assert revealed == marked("views.py", r"^reveal_type.*  # (.*)$")


def test_which_mistakes_checkers_find(said: list[Note]) -> None:
    errors = [note for note in said if note[0] == "mistakes.py" and note[2] == "error"]
    assert {line for _, line, *_ in errors} == set(marked("mistakes.py", r"# (mistake): ")), errors
