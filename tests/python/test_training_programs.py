"""Each program of samples/csharp/Programs prints what its twin in samples/training prints.

Both draw the same random numbers in the same order, so their losses differ by rounding only, and
both reach the goal that is stated here.
"""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from tests.dotnet.dotnet_programs import ROOT, environment, needs_dotnet, program

PYTHON = ROOT / "samples" / "training"
CSHARP = ROOT / "samples" / "csharp" / "Programs"

# What stands before a number of the output, and the least and the greatest number allowed. Where
# it stands several times, the last one counts.
GOALS = {
    "Adversarial": [("0.00: accuracy", 0.9, 1.0), ("0.20: accuracy", 0.0, 0.1)],
    "Autoencoder": [("loss", 0.0, 25.0)],
    "Detector": [("precision", 0.9, 1.0), ("recall", 0.9, 1.0)],
    "Digits": [("accuracy", 0.97, 1.0)],
    "Gan": [("circle", 0.0, 0.15), ("spread", 0.6, 0.8)],
    "Gpt": [("loss", 0.0, 0.1), ("accuracy", 0.97, 1.0)],
    "Residual": [("accuracy", 0.97, 1.0)],
    "Reversal": [("loss", 0.0, 0.02), ("accuracy", 0.99, 1.0)],
    "Topics": [("accuracy", 0.9, 1.0)],
    "Transfer": [("accuracy", 0.97, 1.0)],
}
NUMBER = re.compile(r"-?\d+\.\d+")


@pytest.fixture(autouse=True)
def _settings_of_the_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The twins run here, and set the number of threads and the seed."""
    monkeypatch.syspath_prepend(str(PYTHON))
    before = torch.get_num_threads()
    with torch.random.fork_rng(devices=[]):
        yield
    torch.set_num_threads(before)


def reached(printed: str, before: str) -> float:
    """The last number that stands behind some words."""
    return float(re.findall(rf"{re.escape(before)}:? ({NUMBER.pattern})", printed)[-1])


def test_every_program_has_a_twin_and_a_goal() -> None:
    shared = {"Program", "DigitImages"}
    assert {path.stem for path in CSHARP.glob("*.cs")} - shared == GOALS.keys()
    assert all((PYTHON / f"{name.lower()}.py").is_file() for name in GOALS)
    assert all(len(path.read_text().splitlines()) <= 150 for path in CSHARP.glob("*.cs"))


@needs_dotnet
@pytest.mark.parametrize("name", sorted(GOALS))
def test_a_program_trains_as_its_twin(
    name: str, backbone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    twin = PYTHON / f"{name.lower()}.py"
    words = [str(backbone)] if name == "Transfer" else []
    command = [*program("Programs"), name, *words]
    done = subprocess.run(command, capture_output=True, text=True, env=environment())
    assert done.returncode == 0, done.stderr
    monkeypatch.setattr(sys, "argv", [str(twin), *words])
    runpy.run_path(str(twin), run_name="__main__")
    expected = capsys.readouterr().out

    for before, least, greatest in GOALS[name]:
        assert least <= reached(expected, before) <= greatest
        assert least <= reached(done.stdout, before) <= greatest
    assert NUMBER.split(done.stdout) == NUMBER.split(expected)
    found = [float(number) for number in NUMBER.findall(done.stdout)]
    numbers = [float(number) for number in NUMBER.findall(expected)]
    assert found == pytest.approx(numbers, rel=5e-3, abs=2e-3)
