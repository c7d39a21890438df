"""The benchmark runs and writes its measurements; the tests do not check the speed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.dotnet.dotnet_programs import needs_dotnet

RUN = Path(__file__).resolve().parents[2] / "bench" / "run.py"


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


@needs_dotnet
def test_loading_takes_the_memory_of_the_weights_and_of_what_was_given(tmp_path: Path) -> None:
    rows = ["csharp-load", "python-load", "csharp-load-mapped", "python-load-mapped"]
    done, document = quick_run(tmp_path / "bench.json", rows)
    assert done.returncode == 0, done.stdout + done.stderr
    from_bytes, mapped = document["rows"][:2], document["rows"][2:]
    for row in document["rows"]:
        assert len(row["measured"]) == document["effort"]["fresh_programs"]
        assert min(row["baseline"]) > 200  # MB
    assert [row["met"] for row in from_bytes] == [True, True], from_bytes
    assert min(row["ratio"] for row in from_bytes) > 0.9, "the bytes themselves are not counted"
    assert max(row["ratio"] for row in mapped) < 0.5
    assert not (RUN.parent.parent / "build" / "bench" / "large.pt").exists()


@needs_dotnet
def test_first_calls_and_steps_of_training_are_measured(tmp_path: Path) -> None:
    rows = ["csharp-first-call", "csharp-warm-call", "python-first-call", "python-warm-call"]
    done, document = quick_run(tmp_path / "bench.json", [*rows, "training-step"])
    assert done.returncode == 0, done.stdout + done.stderr
    *first_calls, training = document["rows"]
    for row in first_calls:
        assert len(row["measured"]) == len(row["baseline"]) == document["effort"]["fresh_programs"]
        assert min(row["measured"] + row["baseline"]) > 0
    assert len(training["measured"]) == document["effort"]["pairs"]
