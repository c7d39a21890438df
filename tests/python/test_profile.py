"""The table of operators that ran, and its trace."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import torch

from tests.dotnet.dotnet_programs import environment, needs_dotnet, program
from torchsharp_py import ModelIOError, ScriptRuntimeError, ScriptTypeError, jit

SOURCE = """
def f(x, n: int):
    for _ in range(n):
        x = torch.mm(x, x)
    return torch.relu(x)
"""


@pytest.fixture
def f() -> jit.ScriptMethod:
    return jit.compile(SOURCE).f


x = torch.eye(64)


def test_the_table_counts_what_ran(f: jit.ScriptMethod) -> None:
    table = jit.profile(f, x, n=7)
    assert table["aten::mm"].calls == 7
    assert table["aten::relu"].calls == 1
    assert torch.equal(table.result, f(x, 7))
    for row in table:
        assert row.calls > 0
        assert 0 <= row.self <= row.total
    assert [row.self for row in table] == sorted((row.self for row in table), reverse=True)


def test_the_times_are_seconds(f: jit.ScriptMethod) -> None:
    table = jit.profile(f, torch.eye(256), 50)
    with torch.profiler.profile() as theirs:
        f(torch.eye(256), 50)
    wanted = {event.key: event for event in theirs.key_averages()}
    assert table["aten::mm"].calls == wanted["aten::mm"].count
    # The machine may be busy, so this checks the unit, not the last digit.
    assert 0.02 < table["aten::mm"].total / (wanted["aten::mm"].cpu_time_total * 1e-6) < 50


def test_a_block_is_profiled_with_its_other_threads(f: jit.ScriptMethod) -> None:
    with jit.Profile() as table:
        worker = threading.Thread(target=lambda: f(x, 3))
        worker.start()
        worker.join()
        f(x, 2)
    assert table["aten::mm"].calls == 5
    f(x, 10)
    assert table["aten::mm"].calls == 5


def test_the_trace_is_chromes_format(f: jit.ScriptMethod, tmp_path: Path) -> None:
    path = tmp_path / "tr\u00e4ce.json"
    jit.profile(f, x, 7, export_chrome_trace=path)
    events = json.loads(path.read_text(encoding="utf-8"))["traceEvents"]
    assert sum(event.get("name") == "aten::mm" for event in events) == 7


def test_shapes_are_in_the_trace(f: jit.ScriptMethod, tmp_path: Path) -> None:
    path = tmp_path / "trace.json"
    with jit.Profile(export_chrome_trace=path, record_shapes=True):
        f(x, 1)
    events = json.loads(path.read_text())["traceEvents"]
    (mm,) = [event for event in events if event.get("name") == "aten::mm"]
    assert [64, 64] in mm["args"]["Input Dims"]


def test_the_table_is_printed_in_columns(f: jit.ScriptMethod) -> None:
    table = jit.profile(f, x, 2)
    lines = table.table(1000).splitlines()
    assert len(lines) == len(table) + 1
    assert len({len(line) for line in lines}) == 1
    assert lines[0].startswith("operator ")
    assert lines[1].split()[:2] == [table[0].name, str(table[0].calls)]
    assert table.table(1).splitlines()[-1] == f"... and {len(table) - 1} more"
    assert str(table) == table.table()
    assert repr(table) == f"<Profile of {len(table)} operators>"


def test_rows_are_found_by_position_and_by_name(f: jit.ScriptMethod) -> None:
    table = jit.profile(f, x, 2)
    assert table["aten::mm"].calls == 2
    assert table["aten::mm"] in table
    assert table[:2] == (table[0], table[1])
    assert table.total == sum(row.self for row in table)
    with pytest.raises(KeyError, match=r"'aten::conv2d' did not run; these did: .*aten::mm"):
        _ = table["aten::conv2d"]


def test_a_failure_ends_the_profile(f: jit.ScriptMethod, tmp_path: Path) -> None:
    path = tmp_path / "trace.json"
    with pytest.raises(ScriptTypeError, match="argument 'x'"):
        jit.profile(f, "text", export_chrome_trace=path)
    assert not path.exists()
    assert len(jit.profile(f, x, 1)) > 0


def test_only_one_profile_is_taken_at_a_time(f: jit.ScriptMethod) -> None:
    with jit.Profile() as outer:
        with pytest.raises(ScriptRuntimeError, match="already recording"), jit.Profile():
            pass
        f(x, 1)
    assert outer["aten::mm"].calls == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the folder's name is POSIX")
def test_a_trace_that_cannot_be_written_is_an_error(f: jit.ScriptMethod, tmp_path: Path) -> None:
    with pytest.raises(ModelIOError):
        jit.profile(f, x, 1, export_chrome_trace=tmp_path / "no folder" / "trace.json")
    assert len(jit.profile(f, x, 1)) > 0


def test_a_profile_ends_beside_calls(f: jit.ScriptMethod) -> None:
    is_over = False

    def call() -> None:
        while not is_over:
            f(x, 1)

    threads = [threading.Thread(target=call) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(50):
            assert jit.profile(f, x, 1)["aten::mm"].calls >= 1
    finally:
        is_over = True
        for thread in threads:
            thread.join()


def test_nothing_is_written_to_the_terminal_unless_it_is_asked_for() -> None:
    source = """
from torchsharp_py import jit
unit = jit.compile("def f(n: int): return torch.ones(n)")
for _ in range(2):
    with jit.Profile():
        unit.f(3)
"""
    variables = {name: os.environ[name] for name in os.environ if name != "KINETO_LOG_LEVEL"}
    command = [sys.executable, "-c", source]
    quiet = subprocess.run(command, capture_output=True, text=True, env=variables)
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    variables["KINETO_LOG_LEVEL"] = "0"
    loud = subprocess.run(command, capture_output=True, text=True, env=variables)
    assert "USDT" in loud.stderr


@needs_dotnet
def test_csharp_writes_nothing_to_the_terminal_either(models: Path, tmp_path: Path) -> None:
    shutil.copy(models / "quantized_dynamic.pt", tmp_path)
    shutil.copy(models / "sample.pt", tmp_path)
    variables = environment(KINETO_LOG_LEVEL=None)
    command = [*program("Guides"), "Freezing"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=variables)
    assert (done.returncode, done.stderr) == (0, "")
