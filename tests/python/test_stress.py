"""Every public operation runs beside every other one: no crash, no hang, only typed errors.

TORCHSHARP_PY_STRESS_SECONDS gives each language that long.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.dotnet.dotnet_programs import ROOT, environment, import_path, needs_dotnet, program

SECONDS = os.environ.get("TORCHSHARP_PY_STRESS_SECONDS", "10")


def last_line(*command: str) -> str:
    """Runs a program; returns the last line that it printed."""
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        env=environment(PYTHONPATH=import_path(), TORCHSHARP_PY_STRESS_SECONDS=SECONDS),
        timeout=300 + 5 * float(SECONDS),
    )
    lines = done.stdout.splitlines()
    assert done.returncode == 0, f"{lines[-1:]}: {done.stderr}"
    return lines[-1]


def test_python() -> None:
    operations = ROOT / "tests" / "models" / "stress_operations.py"
    assert last_line(sys.executable, str(operations), SECONDS).endswith(" pairs")


@needs_dotnet
def test_csharp() -> None:
    assert last_line(*program("HostedPython"), "stress") == "passed"
