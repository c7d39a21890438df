"""Checked-in generated code equals the output of its generator."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.dotnet.dotnet_programs import ROOT, needs_dotnet
from tests.torch_version import needs_default_torch

NEEDS = {
    "gen_public_api.py": needs_dotnet,
    # From PyTorch's descriptions of its operators.
    "gen_operators.py": needs_default_torch,
    "gen_safe_operators.py": needs_default_torch,
    "gen_reference_pages.py": needs_default_torch,
}
GENERATORS = [
    pytest.param(path.name, marks=NEEDS.get(path.name, ()))
    for path in sorted((ROOT / "scripts").glob("gen_*.py"))
]


@pytest.mark.parametrize("generator", GENERATORS)
def test_generated_code_is_up_to_date(generator: str) -> None:
    command = [sys.executable, str(ROOT / "scripts" / generator), "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@needs_default_torch
def test_no_file_of_an_operator_is_left_over() -> None:
    """A generator does not know what an older one wrote."""
    sys.path.insert(0, str(ROOT / "scripts"))
    from gen_operators import generate

    written = {path for path in generate() if path.suffix == ".cs"}
    folder = ROOT / "dotnet" / "TorchSharpPy" / "Generated" / "Operators"
    assert set(folder.iterdir()) == written
