"""The command ``run``: inputs by the types of parameters, results, times and errors."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import numpy
import pytest
import torch

from torchsharp_py import jit
from torchsharp_py._cli import main


class Kinds(torch.nn.Module):
    """A method for each kind of parameter; each says what came."""

    def forward(self, x: torch.Tensor, scale: float = 2.0) -> torch.Tensor:
        return x * scale

    @torch.jit.export
    def plain(self, i: int, f: float, b: bool, s: str, c: complex) -> str:
        return f"{i} {f} {b} {s} {c}"

    @torch.jit.export
    def nested(
        self, pairs: list[tuple[str, torch.Tensor]], table: dict[int, list[float]]
    ) -> dict[str, torch.Tensor]:
        result: dict[str, torch.Tensor] = {}
        for name, tensor in pairs:
            result[name] = tensor
        for number, items in table.items():
            result[str(number)] = torch.tensor(items)
        return result

    @torch.jit.export
    def maybe(self, x: torch.Tensor | None, s: str | None) -> tuple[bool, bool]:
        return x is None, s is None

    @torch.jit.export
    def either(self, value: int | str) -> int | str:
        return value

    @torch.jit.export
    def fails(self, x: torch.Tensor) -> torch.Tensor:
        assert bool(x.sum() < 0), "the model says no"
        return x

    @torch.jit.export
    def wide(self, x: torch.Tensor) -> list[torch.Tensor]:
        return [x] * 100


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("models") / "kinds.pt"
    torch.jit.save(torch.jit.script(Kinds()), path)
    return str(path)


def run(*arguments: str | Path) -> int:
    return main(["run", *map(str, arguments)])


def inputs(*texts: str) -> list[str]:
    return [part for text in texts for part in ("--input", text)]


def result_of(tmp_path: Path, *arguments: str) -> object:
    """The result of a run, through a file."""
    path = tmp_path / "result.json"
    assert run(*arguments, "--output", path) == 0
    return json.loads(path.read_text(encoding="utf-8"))


def test_random_tensors_are_the_same_in_each_run_and_others_by_another_seed(
    kinds: str, tmp_path: Path
) -> None:
    arguments = [kinds, *inputs("x=2x3", "scale=1")]
    first = result_of(tmp_path, *arguments)
    assert torch.tensor(first).shape == (2, 3)
    assert torch.tensor(first).unique().numel() == 6
    assert result_of(tmp_path, *arguments) == first
    assert result_of(tmp_path, *arguments, "--seed", "1") != first


@pytest.mark.parametrize("dtype", ["int64", "uint8", "bool", "float64", "float16", "complex64"])
def test_a_shape_may_name_a_dtype(
    kinds: str, dtype: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(kinds, "--method", "wide", "--input", f"x=4x5:{dtype}") == 0
    described = capsys.readouterr().out
    assert re.search(rf"x +{dtype} +\[4, 5\]", described)
    assert "... and 60 more" in described


def test_a_file_and_elements_are_tensors(kinds: str, tmp_path: Path) -> None:
    numpy.save(tmp_path / "x.npy", numpy.arange(3))
    assert result_of(tmp_path, kinds, *inputs(f"x={tmp_path / 'x.npy'}")) == [0, 2, 4]
    assert result_of(tmp_path, kinds, *inputs("x=[[1.5], [2]]", "scale=0.5")) == [[0.75], [1.0]]


def test_plain_values(kinds: str, tmp_path: Path) -> None:
    given = inputs("i=-3", "f=2", "b=true", "s=null 7", "c=1+2j")
    text = result_of(tmp_path, kinds, "--method", "plain", *given)
    expected = jit.load(kinds).plain(-3, 2.0, True, "null 7", 1 + 2j)
    assert text == expected


def test_containers_and_the_tensors_in_them(kinds: str, tmp_path: Path) -> None:
    (tmp_path / "table.json").write_text('{"7": [1, 2.5]}')
    numpy.save(tmp_path / "x.npy", numpy.ones(1))
    pairs = json.dumps([["a", [1, 2]], ["b", "2x1:int64"], ["c", str(tmp_path / "x.npy")]])
    given = inputs(f"pairs={pairs}", f"table={tmp_path / 'table.json'}")
    result = result_of(tmp_path, kinds, "--method", "nested", *given)
    assert isinstance(result, dict)
    assert (result["a"], result["c"], result["7"]) == ([1, 2], [1.0], [1.0, 2.5])
    assert torch.tensor(result["b"]).shape == (2, 1)


def test_optional_and_union(kinds: str, tmp_path: Path) -> None:
    def maybe(*given: str) -> object:
        return result_of(tmp_path, kinds, "--method", "maybe", *inputs(*given))

    assert maybe("x=null", "s=null") == [True, True]
    assert maybe("x=3", "s=") == [False, False]
    for text, value in (("3", 3), ("three", "three")):
        given = inputs(f"value={text}")
        assert result_of(tmp_path, kinds, "--method", "either", *given) == value


def test_enums_and_named_tuples(models: Path, tmp_path: Path) -> None:
    page = str(models / "values_page.pt")
    box = '{"corner": [1.0], "label": "hi"}'
    given = inputs(f"box={box}", "by=2")
    moved = {"corner": [3.0], "label": "hi'"}
    assert result_of(tmp_path, page, "--method", "move", *given) == moved
    assert result_of(tmp_path, page, "--method", "grown", *inputs("size=SMALL")) == "Size.LARGE"
    later = result_of(tmp_path, page, "--method", "later", *inputs("x=[1, 2]"))
    assert later == 3  # the value of a future


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["x"], "expected NAME=VALUE, such as x=1x3x224x224, got 'x'"),
        (["z=3"], "forward has no parameter 'z'. Its parameters: x, scale."),
        (["x=3", "x=4"], "'x' is given twice"),
        (["scale=1"], "forward needs a value for 'x' (Tensor): add --input x=1x3x224x224"),
        (["x=3", "scale=true"], "'scale' must be float, such as 0.5; got true"),
        (["x=lion"], "'x' must be Tensor, a shape such as"),
        (['x=[1, "a"]'], 'got [1, "a"]'),
        (["x=3:lion"], "expected a dtype such as float32 or int64, got 'lion'"),
        (["x=no.npy"], "there is no file 'no.npy' for 'x'"),
        (["x=99999999x99999999"], "bytes do not fit into memory"),
    ],
)
def test_wrong_inputs(
    kinds: str, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(kinds, *inputs(*arguments)) == 2
    said = capsys.readouterr().err
    assert message in said
    assert said.count("\n") == 1
    assert "given twice" in said or said.endswith(
        "Schema: forward(Tensor x, float scale=2.) -> Tensor\n"
    )


def test_what_only_a_program_can_make(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = inputs("counters=[1]")
    assert run(models / "values_page.pt", "--method", "total", *given) == 2
    assert "only a program can create it" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--method", "lion"], "'lion'"),
        (["--output", "result.txt"], "expected a name that ends in .npy, .npz, .json"),
        (["--repeat", "0"], "at least one call"),
        (["--device", "lion"], "lion"),
    ],
)
def test_wrong_options(
    kinds: str, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(kinds, *arguments) == 2
    assert message in capsys.readouterr().err


def test_an_error_of_the_model_is_another_status(
    kinds: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(kinds, "--method", "fails", *inputs("x=[1]")) == 1
    said = capsys.readouterr().err
    assert said.startswith("run: fails raised an error: ")
    assert "the model says no" in said
    assert "Traceback of TorchScript" in said


def test_results_are_saved_for_numpy(kinds: str, tmp_path: Path) -> None:
    given = inputs('pairs=[["a", [1, 2]]]', 'table={"7": [2.5]}')
    assert run(kinds, "--method", "nested", *given, "-o", tmp_path / "all.npz") == 0
    with numpy.load(tmp_path / "all.npz") as saved:
        assert {name: saved[name].tolist() for name in saved} == {"a": [1, 2], "7": [2.5]}
    assert run(kinds, *inputs("x=[3:bfloat16]"), "-o", tmp_path / "one.npy") == 2
    assert run(kinds, *inputs("x=3:bfloat16"), "-o", tmp_path / "one.npy") == 0
    assert numpy.load(tmp_path / "one.npy").dtype == numpy.float32
    assert run(kinds, "--method", "wide", *inputs("x=3"), "-o", tmp_path / "one.npy") == 2


def test_the_times_of_many_calls(kinds: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(kinds, *inputs("x=3"), "--repeat", "7", "--warmup", "2") == 0
    times = capsys.readouterr().out.partition("time: ")[2]
    figures = dict(re.findall(r"(\w+) ([\d.e+-]+ (?:s|ms|µs))", times))
    assert list(figures) == ["median", "mean", "p90", "p99", "min", "max"]
    assert times.endswith("\n      7 calls after 2 to warm up\n")


def test_progress_is_shown_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from torchsharp_py.commands.run import timing

    monkeypatch.setattr(timing, "_BETWEEN_REPORTS", 0.0)
    calls: list[int] = []

    def call() -> int:
        calls.append(1)
        return len(calls)

    result, times = timing.measure(call, repeat=3, warm_up=2, device="cpu")
    assert (result, len(calls), len(times.seconds)) == (5, 5, 3)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    timing.measure(call, repeat=3, warm_up=2, device="cpu")
    shown = capsys.readouterr().err.split("\r")
    assert any(line.startswith("call 5 of 5, about ") for line in shown)
    assert shown[-2].strip() == shown[-1] == ""
