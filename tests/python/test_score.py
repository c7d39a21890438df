"""The command ``score``: columns in, columns out, interrupted and resumed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import torch

from tests.dotnet.dotnet_programs import ROOT, environment
from tests.models.scored_models import Mlp, Results, Slow
from torchsharp_py import jit
from torchsharp_py._cli import main
from torchsharp_py.score.parts import parts_folder

ROWS = 1000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The models, and a table of several row groups."""
    path = tmp_path_factory.mktemp("score")
    torch.manual_seed(3)
    for cls in (Mlp, Results, Slow):
        torch.jit.save(torch.jit.script(cls()), path / f"{cls.__name__.lower()}.pt")
    pq.write_table(table(), path / "data.parquet", row_group_size=300)
    return path


def table(rows: int = ROWS) -> pa.Table:
    random = numpy.random.default_rng(5)
    numbers = {name: random.normal(size=rows) for name in ("a", "b", "c")}
    vectors = random.normal(size=(rows, 3)).astype("float32")
    return pa.table(
        {
            "id": [f"row {i}" for i in range(rows)],
            **numbers,
            "n": pa.array(random.integers(0, 100, rows), pa.int32()),
            "flag": random.integers(0, 2, rows) == 1,
            "v": pa.FixedSizeListArray.from_arrays(vectors.reshape(-1), 3),
            "lists": vectors.tolist(),
        }
    )


def features(*names: str) -> torch.Tensor:
    whole = table()
    return torch.stack([torch.tensor(whole[name].to_numpy()).float() for name in names], 1)


def score(*arguments: str | Path) -> int:
    return main(["score", *map(str, arguments)])


def scored(folder: Path, tmp_path: Path, model: str, *options: str) -> pa.Table:
    """The output of a run with small batches."""
    output = tmp_path / "out.parquet"
    given = ["-i", str(folder / "data.parquet"), "-o", str(output), "--batch", "64", *options]
    assert score(folder / f"{model}.pt", *given) == 0
    assert not parts_folder(str(output)).exists()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out.parquet"]
    return pq.read_table(output)


def column(of: pa.Table, name: str) -> torch.Tensor:
    return torch.tensor(of[name].to_pylist())


def test_columns_go_in_side_by_side_and_others_pass_through(folder: Path, tmp_path: Path) -> None:
    out = scored(folder, tmp_path, "mlp", "--columns", "a,b,c", "--keep", "id,flag")
    expected = jit.load(folder / "mlp.pt")(features("a", "b", "c"))
    assert out.column_names == ["id", "flag", "result"]
    assert out["id"].to_pylist() == table()["id"].to_pylist()
    assert out["flag"].equals(table()["flag"])
    assert out.schema.field("result").type == pa.float32()
    torch.testing.assert_close(column(out, "result"), expected)


@pytest.mark.parametrize("threads", ["1", "3"])
@pytest.mark.parametrize("part", ["64", "192", "100000"])
def test_threads_and_parts_change_nothing(
    folder: Path, tmp_path: Path, threads: str, part: str
) -> None:
    given = ["--columns", "a,b,c", "--threads", threads, "--part", part]
    out = scored(folder, tmp_path, "mlp", *given)
    expected = jit.load(folder / "mlp.pt")(features("a", "b", "c"))
    torch.testing.assert_close(column(out, "result"), expected)


def test_parameters_by_name(folder: Path, tmp_path: Path) -> None:
    given = ["--columns", "x=a,b", "y=c", "--set", "by=3", "--names", "p"]
    out = scored(folder, tmp_path, "results", *given)
    expected = features("a", "b").sum(1) + features("c")[:, 0] * 3
    torch.testing.assert_close(column(out, "p"), expected)


def test_a_comma_makes_one_column_a_matrix(folder: Path, tmp_path: Path) -> None:
    given = ["--method", "named", "--columns", "x=a,", "--names", "p,q"]
    out = scored(folder, tmp_path, "results", *given)
    torch.testing.assert_close(column(out, "p"), features("a")[:, 0])


@pytest.mark.parametrize("name", ["v", "lists"])
def test_lists_are_rows_of_a_matrix(folder: Path, tmp_path: Path, name: str) -> None:
    out = scored(folder, tmp_path, "results", "--method", "named", "--columns", name)
    assert out.column_names == ["total", "halves"]
    lists = torch.tensor(table()[name].to_pylist())
    torch.testing.assert_close(column(out, "total"), lists.sum(1))
    torch.testing.assert_close(column(out, "halves"), lists / 2)
    assert out.schema.field("halves").type == pa.list_(pa.float32(), 3)


def test_numbers_stand_beside_lists(folder: Path, tmp_path: Path) -> None:
    out = scored(folder, tmp_path, "results", "--method", "echo", "--columns", "v,a,flag")
    assert column(out, "result").shape == (ROWS, 5)
    torch.testing.assert_close(column(out, "result")[:, 3], features("a")[:, 0])


def test_tuples_dictionaries_and_text_are_columns(folder: Path, tmp_path: Path) -> None:
    out = scored(folder, tmp_path, "results", "--method", "several", "--columns", "a,b")
    names = ["result_0", "result_1_most", "result_1_least", "result_2"]
    assert out.column_names == names
    torch.testing.assert_close(column(out, "result_1_most"), features("a", "b").amax(1))
    assert [float(text) for text in out["result_2"].to_pylist()] == out["result_0"].to_pylist()


def test_dictionaries_and_lists_of_tensors(folder: Path, tmp_path: Path) -> None:
    given = ["--method", "mixed", "--columns", "table=a,b", "some=c,a"]
    out = scored(folder, tmp_path, "results", *given)
    expected = features("a", "b", "c", "a").sum(1)
    torch.testing.assert_close(column(out, "result"), expected)


def test_integers_stay_integers(folder: Path, tmp_path: Path) -> None:
    out = scored(folder, tmp_path, "results", "--method", "embedded", "--columns", "ids=n")
    expected = jit.load(folder / "results.pt").embedded(torch.tensor(table()["n"].to_numpy()))
    torch.testing.assert_close(column(out, "result"), expected)


TYPES = [
    ("a", [], pa.float32()),
    ("n", [], pa.int64()),
    ("flag", [], pa.bool_()),
    ("a", ["--dtype", "float64"], pa.float64()),
    ("n", ["--dtype", "x=int16"], pa.int16()),
    ("flag", ["--dtype", "float32"], pa.float32()),
]


@pytest.mark.parametrize(("name", "options", "expected"), TYPES, ids=str)
def test_the_element_type_is_chosen(
    folder: Path, tmp_path: Path, name: str, options: list[str], expected: pa.DataType
) -> None:
    given = ["--method", "echo", "--columns", f"x={name}", *options]
    out = scored(folder, tmp_path, "results", *given)
    assert out.schema.field("result").type == expected
    assert out["result"].cast(pa.float32()).equals(table()[name].cast(pa.float32()))


WRONG = {
    "no such column": (["--columns", "a,b,z"], "no column 'z'. Its columns: id, a"),
    "no such parameter": (["--columns", "z=a"], "no free parameter 'z'"),
    "text": (["--columns", "id,a"], "--keep id"),
    "nothing": ([], "add --columns x=COLUMN"),
    "twice": (["--columns", "x=a", "x=b"], "'x' is given twice"),
    "a type": (["--columns", "a", "--dtype", "bfloat16"], "expected one of float32"),
    "lossy": (["--columns", "a,b,c", "--dtype", "int64"], "does not fit int64"),
    "kept": (["--columns", "a,b,c", "--keep", "z"], "--keep: the table has no column 'z'"),
    "names": (["--columns", "a,b,c", "--names", "p,q"], "expected 1 names"),
    "method": (["--columns", "a", "--method", "none"], "'none'"),
    "shape": (["--columns", "a,b"], "forward raised an error"),
    "clash": (["--columns", "a,b,c", "--keep", "a", "--names", "a"], "a column 'a', too"),
    "actors": (["--columns", "a,b,c", "--actors", "2"], "add --ray"),
}


@pytest.mark.parametrize(("options", "words"), WRONG.values(), ids=WRONG)
def test_what_does_not_fit_is_said(
    folder: Path,
    tmp_path: Path,
    options: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = ["-i", folder / "data.parquet", "-o", tmp_path / "out.parquet", *options]
    assert score(folder / "mlp.pt", *given) in (1, 2)
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback (most recent call last)" not in said
    assert not (tmp_path / "out.parquet").exists()


def test_results_need_a_value_for_each_row(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["-i", folder / "data.parquet", "-o", tmp_path / "out.parquet", "--method", "whole"]
    assert score(folder / "results.pt", *given, "--columns", "a,b,c") == 1
    assert "a tensor of [3], expected a tensor of [1000, ...]" in capsys.readouterr().err


def test_nulls(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pq.write_table(pa.table({"x": [1.5, None], "n": [1, None]}), tmp_path / "nulls.parquet")
    given = ["-i", tmp_path / "nulls.parquet", "-o", tmp_path / "out.parquet", "--method", "echo"]
    assert score(folder / "results.pt", *given) == 0
    assert numpy.isnan(pq.read_table(tmp_path / "out.parquet")["result"].to_pylist()[1])
    assert score(folder / "results.pt", *given, "--columns", "x=n", "--force") == 2
    assert "'n' has nulls among its integers (row 1 " in capsys.readouterr().err


def test_an_interrupted_run_goes_on(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The model fails at a row in the last part; then the row is mended, at the same time."""
    data, output = tmp_path / "data.parquet", tmp_path / "out.parquet"
    rows = numpy.ones((ROWS, 2), "float32")
    rows[950, 1] = -1
    columns = pa.table({"x": pa.FixedSizeListArray.from_arrays(rows.reshape(-1), 2)})
    pq.write_table(columns, data, compression="none")
    was = os.stat(data)
    given = ["-i", data, "-o", output, "--method", "positive", "--batch", "50", "--part", "100"]
    assert score(folder / "results.pt", *given, "--threads", "1") == 1
    said = capsys.readouterr().err
    assert "rows 950 to 999: positive raised an error" in said
    assert "a row is negative" in said
    assert "9 of 10 parts are done" in said
    kept = {one.name: one.stat().st_mtime_ns for one in parts_folder(str(output)).glob("part*")}
    assert len(kept) == 9

    assert score(folder / "results.pt", *given, "--keep", "x") == 2
    assert "parts of another run, which differs in keep" in capsys.readouterr().err

    data.write_bytes(data.read_bytes().replace(numpy.float32(-1).tobytes(), b"\0\0\x80\x3f"))
    os.utime(data, ns=(was.st_atime_ns, was.st_mtime_ns))
    broken = parts_folder(str(output)) / "part-00003.parquet"
    broken.write_bytes(broken.read_bytes()[:-5])
    assert score(folder / "results.pt", *given) == 0
    assert "800 of 1,000 rows are done; going on" in capsys.readouterr().out
    assert pq.read_table(output)["result"].to_pylist() == [2.0] * ROWS

    assert score(folder / "results.pt", *given) == 2
    assert "exists: remove it, or use --force" in capsys.readouterr().err
    assert score(folder / "results.pt", *given, "--force") == 0


INTERRUPTIBLE = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # the tests may run with it ignored
runpy.run_module("torchsharp_py", run_name="__main__")
"""


def command(folder: Path, output: Path, *options: str) -> list[str]:
    given = ["--columns", "a,b,c", "--keep", "id", "--batch", "8", "--part", "40", *options]
    data = ["-i", str(folder / "data.parquet"), "-o", str(output)]
    return [sys.executable, "-m", "torchsharp_py", "score", str(folder / "slow.pt"), *data, *given]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill"])
def test_a_killed_run_goes_on(folder: Path, tmp_path: Path, number: signal.Signals) -> None:
    output = tmp_path / "out.parquet"
    arguments = command(folder, output, "--threads", "2")
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, *arguments[3:]],
        cwd=ROOT,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    parts = parts_folder(str(output))
    limit = time.monotonic() + 60
    while len(list(parts.glob("part-*"))) < 2 and time.monotonic() < limit:
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    done = len(list(parts.glob("part-*")))
    assert 2 <= done < 25
    assert process.returncode == (130 if number == signal.SIGINT else -signal.SIGKILL), said
    assert json.loads((parts / "_manifest.json").read_text())["part"] == 40

    again = subprocess.run(arguments, cwd=ROOT, env=environment(), capture_output=True, text=True)
    assert again.returncode == 0, again.stderr
    assert f"{done * 40:,} of 1,000 rows are done" in again.stdout
    out = pq.read_table(output)
    assert out["id"].to_pylist() == table()["id"].to_pylist()
    expected = jit.load(folder / "slow.pt")(features("a", "b", "c"))
    torch.testing.assert_close(column(out, "result"), expected.detach())


def test_two_runs_do_not_write_to_one_output(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from torchsharp_py.score.parts import Parts

    output = tmp_path / "out.parquet"
    other = Parts(str(output))
    other.begin({})
    given = ["-i", folder / "data.parquet", "-o", output, "--columns", "a,b,c"]
    assert score(folder / "mlp.pt", *given) == 2
    assert "another process writes to" in capsys.readouterr().err
    other.end()
    assert score(folder / "mlp.pt", *given) == 2
    assert "parts of another run" in capsys.readouterr().err
    assert score(folder / "mlp.pt", *given, "--restart") == 0


def test_the_report_has_model_and_framework_apart(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scored(folder, tmp_path, "mlp", "--columns", "a,b,c", "--threads", "2")
    said = capsys.readouterr().out
    assert "scored 1,000 rows in" in said
    assert "rows/s (2 threads)" in said
    for what in ("the model", "reading", "columns to tensors", "results to columns", "writing"):
        assert f"\n  {what} " in said


def test_torch_is_not_imported(folder: Path, tmp_path: Path) -> None:
    program = """
import sys
from torchsharp_py._cli import main
status = main(sys.argv[1:])
print(status, "torch" in sys.modules)
"""
    arguments = command(folder, tmp_path / "out.parquet")[3:]
    arguments[1] = str(folder / "mlp.pt")
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines()[-1] == "0 False", done.stderr


def test_a_missing_package_is_named(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given: list[Any] = ["-i", folder / "data.parquet", "-o", tmp_path / "o.parquet"]
    for package, extra in (("pyarrow", "score"), ("ray", "ray")):
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, package, None)
            assert score(folder / "mlp.pt", *given, "--columns", "a,b,c", "--ray") == 2
        said = capsys.readouterr().err
        assert f"the package {package}, which" in said
        assert f"pip install 'torchsharp_py[{extra}]'" in said
