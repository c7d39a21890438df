"""Checked-in generated code equals the output of its generator."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.dotnet.dotnet_programs import ROOT


@pytest.mark.parametrize("generator", ["gen_interop.py", "gen_arity.py", "gen_golden.py"])
def test_generated_code_is_up_to_date(generator: str) -> None:
    command = [sys.executable, str(ROOT / "scripts" / generator), "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
