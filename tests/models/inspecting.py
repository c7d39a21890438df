"""Runs ``python -m torchsharp_py inspect`` in this process, for the tests of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from torchsharp_py._cli import main


def inspect(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert main(["inspect", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def report(capsys: pytest.CaptureFixture[str], path: Path) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(inspect(capsys, path, "--json"))
    return parsed


ALL_MODELS = ["sample", "values", "control_flow", "conv_traced_eval", "linear", "function"]
