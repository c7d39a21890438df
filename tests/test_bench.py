"""The benchmark runs and writes what it measured; how fast anything is, is not tested."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

RUN = Path(__file__).resolve().parent.parent / "bench" / "run.py"


def test_quick_run_writes_every_sample(tmp_path: Path) -> None:
    path = tmp_path / "bench.json"
    rows = ["python-call", "at-add"]
    done = subprocess.run(
        [sys.executable, str(RUN), "--quick", "--json", str(path), "--rows", *rows],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    document = json.loads(path.read_text(encoding="utf-8"))
    assert [row["name"] for row in document["rows"]] == rows
    for row in document["rows"]:
        assert len(row["measured"]) == len(row["baseline"]) == document["effort"]["pairs"]
        assert row["ratio"] > 0
