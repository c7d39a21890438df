"""Checked-in generated code equals the output of its generator."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.dotnet.dotnet_programs import ROOT, needs_dotnet

NEEDS_DOTNET = {"gen_public_api.py"}
GENERATORS = [
    pytest.param(path.name, marks=needs_dotnet if path.name in NEEDS_DOTNET else ())
    for path in sorted((ROOT / "scripts").glob("gen_*.py"))
]


@pytest.mark.parametrize("generator", GENERATORS)
def test_generated_code_is_up_to_date(generator: str) -> None:
    command = [sys.executable, str(ROOT / "scripts" / generator), "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_of_an_operator_is_left_over() -> None:
    """A generator does not know what an older one wrote."""
    sys.path.insert(0, str(ROOT / "scripts"))
    from gen_operators import generate

    written = {path for path in generate() if path.suffix == ".cs"}
    folder = ROOT / "dotnet" / "TorchSharpPy" / "Generated" / "Operators"
    assert set(folder.iterdir()) == written
