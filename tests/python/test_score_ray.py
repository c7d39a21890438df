"""Ray: modules as arguments of tasks, and ``score --ray`` on a cluster of this machine."""

from __future__ import annotations

import importlib.util
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import torch

from tests.dotnet.dotnet_programs import ROOT, environment
from tests.models.scored_models import Mlp, Slow
from torchsharp_py import jit
from torchsharp_py.score.parts import parts_folder

pytestmark = [
    pytest.mark.skipif(
        importlib.util.find_spec("ray") is None,
        reason="Ray is not installed: pip install 'torchsharp_py[ray]'",
    ),
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system has no /proc"),
]
PARTS = 30
VARIABLES = {"PYTHONPATH": str(ROOT), "RAY_USAGE_STATS_ENABLED": "0"}


def parents() -> dict[int, int]:
    """Each process of the system, with its parent."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it has ended
                continue
            found[int(entry.name)] = int(fields[1])
    return found


def below(ancestor: int) -> set[int]:
    """The processes that a process has started, and those that they have started."""
    known = parents()
    found = {ancestor}
    while True:
        more = {child for child, parent in known.items() if parent in found} - found
        if not more:
            return found - {ancestor}
        found |= more


def title(process: int) -> str:
    try:
        return Path("/proc", str(process), "cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


@pytest.fixture
def started() -> Iterator[set[int]]:
    """The processes that the test has seen; it waits for their end."""
    seen: set[int] = set()
    yield seen
    limit = time.monotonic() + 20
    while alive := {one for one in seen if Path("/proc", str(one)).exists()}:
        if time.monotonic() > limit:
            for one in alive:
                os.kill(one, signal.SIGKILL)
            pytest.fail(f"processes of Ray outlived the test: {[title(one) for one in alive]}")
        time.sleep(0.05)


def test_tasks_take_modules(tmp_path: Path, started: set[int]) -> None:
    torch.jit.save(torch.jit.script(Mlp()), tmp_path / "m.pt")
    rows = numpy.arange(12, dtype=numpy.float32).reshape(4, 3)
    expected = jit.load(tmp_path / "m.pt").call_arrays(rows).tolist()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "models" / "ray_tasks.py"), str(tmp_path / "m.pt")],
        env=environment(**VARIABLES),
        stdout=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None:
        started |= below(process.pid)
        time.sleep(0.1)
    assert process.stdout is not None
    lines = [line.split("|") for line in process.stdout.read().splitlines()]
    assert process.returncode == 0
    assert [line[0] for line in lines] == [str(expected)] * 6
    modules = {(worker, module) for _, worker, module, _ in lines}
    assert len(modules) == len({worker for worker, _ in modules})
    assert {line[3] for line in lines} == {"False"}


def test_nothing_is_lost_or_twice_when_an_actor_dies(tmp_path: Path, started: set[int]) -> None:
    torch.manual_seed(3)
    torch.jit.save(torch.jit.script(Slow()), tmp_path / "slow.pt")
    values = numpy.random.default_rng(1).normal(size=(PARTS * 16, 3)).astype("float32")
    ids = [f"row {i}" for i in range(len(values))]
    columns = {"id": ids, "x": pa.FixedSizeListArray.from_arrays(values.reshape(-1), 3)}
    pq.write_table(pa.table(columns), tmp_path / "data.parquet", row_group_size=100)
    output = tmp_path / "out.parquet"
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "torchsharp_py", "score", str(tmp_path / "slow.pt")),
            *("-i", str(tmp_path / "data.parquet"), "-o", str(output), "--keep", "id"),
            *("--columns", "x=x", "--batch", "16", "--part", "16", "--ray", "--actors", "3"),
        ],
        cwd=ROOT,
        env=environment(**VARIABLES),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    killed = kill_one_actor(process, parts_folder(str(output)), started)
    said, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    actors = re.search(r"\((\d+) actors\)", said)
    assert actors is not None, said
    assert int(actors[1]) >= 2
    assert not Path("/proc", str(killed)).exists()
    out = pq.read_table(output)
    assert out["id"].to_pylist() == ids
    expected = jit.load(tmp_path / "slow.pt").call_arrays(values)
    numpy.testing.assert_allclose(out["result"].to_numpy(), expected, rtol=1e-5, atol=1e-6)


def kill_one_actor(process: subprocess.Popen[str], parts: Path, started: set[int]) -> int:
    """Kills an actor in the middle of the run."""
    limit = time.monotonic() + 200
    while time.monotonic() < limit:
        assert process.poll() is None, process.communicate()
        started |= below(process.pid)
        actors = [one for one in started if "PartScorer" in title(one)]
        if len(actors) >= 2 and len(list(parts.glob("part-*"))) >= 3:
            os.kill(actors[0], signal.SIGKILL)
            assert len(list(parts.glob("part-*"))) < PARTS
            return actors[0]
        time.sleep(0.02)
    pytest.fail("no actor has made a part")
