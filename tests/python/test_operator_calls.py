"""Random calls of every C# operator end in a result or a documented error, never in a crash.

TORCHSHARP_PY_OPERATOR_CALLS=100000 makes a thorough run, and TORCHSHARP_PY_SEED another one.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.dotnet.dotnet_programs import environment, needs_dotnet, program

pytestmark = needs_dotnet

CALLS = int(os.environ.get("TORCHSHARP_PY_OPERATOR_CALLS", "10000"))
SEED = int(os.environ.get("TORCHSHARP_PY_SEED", "11"))


def test_random_calls_are_answered_or_refused(tmp_path: Path) -> None:
    last = tmp_path / "last.txt"
    done = subprocess.run(
        [*program("OperatorCalls"), str(SEED), str(CALLS), str(last)],
        capture_output=True,
        text=True,
        env={**environment(), "OMP_NUM_THREADS": "1"},
        timeout=60 + CALLS / 100,
    )
    problems = [line for line in done.stderr.splitlines() if "Warning" not in line]
    assert done.returncode == 0, f"{last.read_text()}{os.linesep.join(problems[-5:])}"
    succeeded, refused = (int(part.split()[0]) for part in done.stdout.split(", ")[:2])
    assert succeeded + refused == CALLS
    assert succeeded > CALLS / 5
