"""The benchmark runs and writes what it measured; how fast anything is, is not tested."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.dotnet_programs import needs_dotnet

RUN = Path(__file__).resolve().parent.parent / "bench" / "run.py"


def quick_run(
    path: Path, rows: Sequence[str]
) -> tuple[subprocess.CompletedProcess[str], dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, str(RUN), "--quick", "--json", str(path), "--rows", *rows],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done, json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def test_quick_run_writes_every_sample(tmp_path: Path) -> None:
    rows = ["python-call", "python-mapping", "at-add"]
    done, document = quick_run(tmp_path / "bench.json", rows)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [row["name"] for row in document["rows"]] == rows
    for row in document["rows"]:
        assert len(row["measured"]) == len(row["baseline"]) == document["effort"]["pairs"]
        assert row["ratio"] > 0


@needs_dotnet
def test_counted_rows_compare_a_call_with_its_result(tmp_path: Path) -> None:
    rows = ["bytes-tensor", "bytes-numbers", "bytes-scalars"]
    done, document = quick_run(tmp_path / "bench.json", rows)
    assert done.returncode == 0, done.stdout + done.stderr
    tensor, numbers, scalars = document["rows"]
    assert min(tensor["baseline"]) > 0
    assert min(numbers["baseline"]) >= 8 * 1000
    assert max(scalars["baseline"]) == 0
    assert [row["ratio"] for row in (tensor, scalars)] == [1.0, 1.0]
