"""The files that ``score`` reads and writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy
import pyarrow as pa
import pyarrow.csv
import pyarrow.feather
import pyarrow.parquet as pq
import pytest
import torch

from tests.models.scored_models import Mlp, Results
from torchsharp_py import jit
from torchsharp_py._cli import main
from torchsharp_py.score.binding import Binding, Shape
from torchsharp_py.score.dtypes import dtypes_of, program_dtypes
from torchsharp_py.score.tables import open_table

ROWS = 500


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("formats")
    torch.manual_seed(3)
    for cls in (Mlp, Results):
        torch.jit.save(torch.jit.script(cls()), path / f"{cls.__name__.lower()}.pt")
    return path


def table(start: int = 0, stop: int = ROWS) -> pa.Table:
    random = numpy.random.default_rng(7)
    numbers = {name: random.integers(-99, 99, ROWS)[start:stop] / 8 for name in ("a", "b", "c")}
    return pa.table({"id": [f"é{i}" for i in range(start, stop)], **numbers})


def write_folder(path: Path) -> None:
    path.mkdir()
    for index, stop in enumerate((100, 130, 500)):
        start = (0, 100, 130)[index]
        pq.write_table(table(start, stop), path / f"{index}.parquet", row_group_size=77)
    (path / "_SUCCESS").touch()
    pq.write_table(table(0, 5), path / "_left_out.parquet")


def write_arrow(path: Path) -> None:
    with pa.ipc.new_file(path, table().schema) as writer:
        writer.write_table(table(), max_chunksize=70)


KINDS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "parquet": ("t.parquet", lambda path: pq.write_table(table(), path, row_group_size=150)),
    "one row group": ("t.parquet", lambda path: pq.write_table(table(), path)),
    "arrow": ("t.arrow", write_arrow),
    "feather": ("t.feather", lambda path: pyarrow.feather.write_feather(table(), path, "lz4")),
    "csv": ("t.csv", lambda path: pa.csv.write_csv(table(), path)),
    "folder": ("t", write_folder),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_table_is_read(folder: Path, tmp_path: Path, kind: str) -> None:
    name, write = KINDS[kind]
    write(tmp_path / name)
    given = ["-i", str(tmp_path / name), "-o", str(tmp_path / "out.parquet"), "--batch", "64"]
    chosen = ["--columns", "a,b,c", "--keep", "id", "--part", "128"]
    assert main(["score", str(folder / "mlp.pt"), *given, *chosen]) == 0
    out = pq.read_table(tmp_path / "out.parquet")
    assert out["id"].to_pylist() == table()["id"].to_pylist()
    features = numpy.stack([table()[one].to_numpy() for one in "abc"], 1).astype("float32")
    expected = jit.load(folder / "mlp.pt").call_arrays(features)
    numpy.testing.assert_allclose(out["result"].to_numpy(), expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_rows_are_read_in_any_order(tmp_path: Path, kind: str) -> None:
    name, write = KINDS[kind]
    write(tmp_path / name)
    opened = open_table(str(tmp_path / name))
    assert opened.rows == ROWS
    reader = opened.reader(["id", "b"])
    for start, stop in ((0, 10), (10, 20), (300, 450), (50, 260), (499, 500), (0, 500), (7, 7)):
        batches = list(reader.batches(start, stop, 64))
        assert all(one.num_rows == 64 for one in batches[:-1])
        read = [row for one in batches for row in one["id"].to_pylist()]
        assert read == table()["id"].to_pylist()[start:stop]
        assert [row for one in batches for row in one["b"].to_pylist()] == (
            table()["b"].to_pylist()[start:stop]
        )


@pytest.mark.parametrize("shape", [(3,), (), (2, 3)], ids=str)
def test_arrays_of_numpy(folder: Path, tmp_path: Path, shape: tuple[int, ...]) -> None:
    rows = numpy.random.default_rng(1).normal(size=(ROWS, *shape)).astype("float32")
    numpy.save(tmp_path / "x.npy", rows)
    given = ["-i", str(tmp_path / "x.npy"), "-o", str(tmp_path / "y.npy"), "--batch", "33"]
    method = "images" if len(shape) == 2 else "echo"
    assert main(["score", str(folder / "results.pt"), *given, "--method", method]) == 0
    expected = rows.transpose(0, 2, 1) + 1 if method == "images" else rows
    numpy.testing.assert_array_equal(numpy.load(tmp_path / "y.npy"), expected)


@pytest.mark.parametrize("name", ["o.parquet", "o.arrow", "o.feather", "o.csv", "o/"])
def test_every_kind_of_output_is_written(folder: Path, tmp_path: Path, name: str) -> None:
    pq.write_table(table(), tmp_path / "t.parquet")
    given = ["-i", str(tmp_path / "t.parquet"), "-o", f"{tmp_path}/{name}", "--part", "100"]
    chosen = ["--columns", "x=a,b", "y=c", "--batch", "50", "--keep", "id"]
    assert main(["score", str(folder / "results.pt"), *given, *chosen]) == 0
    read = {
        "o.parquet": pq.read_table,
        "o.arrow": lambda path: pa.ipc.open_file(path).read_all(),
        "o.feather": pyarrow.feather.read_table,
        "o.csv": pa.csv.read_csv,
        "o/": lambda path: pq.read_table(path),
    }[name](f"{tmp_path}/{name}")
    assert read["id"].to_pylist() == table()["id"].to_pylist()
    expected = [
        a + b + 2 * c for a, b, c in zip(*(table()[n].to_pylist() for n in "abc"), strict=True)
    ]
    numpy.testing.assert_allclose(read["result"].to_numpy(), expected, rtol=1e-5)
    if name == "o/":
        assert len(list((tmp_path / "o").glob("part-*.parquet"))) == 5


def test_arrays_of_more_dimensions_are_a_column(folder: Path, tmp_path: Path) -> None:
    rows = numpy.arange(ROWS * 6, dtype="float32").reshape(ROWS, 2, 3)
    numpy.save(tmp_path / "x.npy", rows)
    first, second = tmp_path / "first.parquet", tmp_path / "second.parquet"
    model = [str(folder / "results.pt"), "--method", "images"]
    assert main(["score", *model, "-i", str(tmp_path / "x.npy"), "-o", str(first)]) == 0
    assert main(["score", *model, "-i", str(first), "-o", str(second)]) == 0
    (column,) = pq.read_table(second).columns
    numpy.testing.assert_array_equal(column.combine_chunks().to_numpy_ndarray(), rows + 2)


WRONG = {
    "there is no file": ("none.parquet", None, "there is no file"),
    "another kind": ("t.txt", b"a", "expected a file .parquet"),
    "damaged": ("t.parquet", b"PAR1", "cannot read"),
    "no rows": ("t.csv", b"a,b,c\n", "has no rows"),
    "an empty file": ("t.csv", b"", "cannot read"),
    "an empty folder": ("t", None, "has no files .parquet"),
    "text": ("t.csv", b"a,b,c\n1,2,x\n", "column 'c' has the type string"),
    "not an array": ("t.npy", b"a", "cannot read"),
    "ragged": ("t.csv", b"a,b,c\n1,2,3\n1,2\n", "CSV"),
}


@pytest.mark.parametrize(("name", "content", "words"), WRONG.values(), ids=WRONG)
def test_unusable_tables_are_named(
    folder: Path,
    tmp_path: Path,
    name: str,
    content: bytes | None,
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    elif "." not in name:
        (tmp_path / name).mkdir()
    given = ["-i", str(tmp_path / name), "-o", str(tmp_path / "o.parquet"), "--columns", "a,b,c"]
    assert main(["score", str(folder / "mlp.pt"), *given]) == 2
    assert words in capsys.readouterr().err


def test_lists_do_not_go_into_csv(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pq.write_table(table(), tmp_path / "t.parquet")
    given = ["-i", str(tmp_path / "t.parquet"), "--method", "echo", "--columns", "a,b"]
    for name, words in (("o.csv", "has no lists"), ("o.txt", "expected a name that ends in")):
        arguments = [*given, "-o", str(tmp_path / name)]
        assert main(["score", str(folder / "results.pt"), *arguments]) == 2
        assert words in capsys.readouterr().err


class Program(torch.nn.Module):
    def forward(
        self, x: torch.Tensor, table: dict[str, torch.Tensor], y: torch.Tensor | None = None
    ) -> torch.Tensor:
        return x.sum(1) + table["k"] + (0 if y is None else y)


def test_a_program_says_its_element_types(tmp_path: Path) -> None:
    given = (torch.ones(4, 2, dtype=torch.float64), {"k": torch.ones(4, dtype=torch.int32)})
    keyword = {"y": torch.ones(4, dtype=torch.bfloat16)}
    path = str(tmp_path / "m.pt2")
    torch.export.save(torch.export.export(Program(), given, keyword), path)
    assert program_dtypes(path) == {"x": "float64", "table_k": "int32", "y": "bfloat16"}
    bindings = [
        Binding("x", ("a", "b"), Shape.STACKED),
        Binding("table", ("k",), Shape.DICT),
    ]
    found = dtypes_of(path, bindings, [])
    assert found == {("x", "a"): "float64", ("x", "b"): "float64", ("table", "k"): "int32"}
    assert dtypes_of(path, bindings, ["x=float32"])["x", "a"] == "float32"
    with pytest.raises(Exception, match="takes 'y' as bfloat16, which NumPy lacks"):
        dtypes_of(path, [Binding("y", ("c",), Shape.ONE)], [])


def test_a_program_scores_like_its_script(folder: Path, tmp_path: Path) -> None:
    pq.write_table(table(), tmp_path / "t.parquet")
    torch.manual_seed(3)
    module = Mlp().double()
    batch = torch.export.Dim("batch", min=1, max=4096)
    rows = torch.ones(8, 3, dtype=torch.float64)
    program = torch.export.export(module, (rows,), dynamic_shapes=({0: batch},))
    torch.export.save(program, tmp_path / "m.pt2")
    given = ["-i", str(tmp_path / "t.parquet"), "--columns", "a,b,c", "--batch", "64"]
    assert main(["score", str(tmp_path / "m.pt2"), *given, "-o", str(tmp_path / "o.parquet")]) == 0
    result = pq.read_table(tmp_path / "o.parquet")["result"]
    assert result.type == pa.float64()
    features = torch.stack([torch.tensor(table()[one].to_numpy()) for one in "abc"], 1)
    expected = module(features).detach().numpy()
    numpy.testing.assert_allclose(result.to_numpy(), expected, rtol=1e-9)


def test_other_files_have_no_element_types(folder: Path, tmp_path: Path) -> None:
    assert program_dtypes(str(folder / "mlp.pt")) == {}
    (tmp_path / "text.pt2").write_text(json.dumps({}))
    assert program_dtypes(str(tmp_path / "text.pt2")) == {}
