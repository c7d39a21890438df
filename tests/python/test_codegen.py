"""The command ``codegen``: its output, its errors, and the generated classes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.dotnet.dotnet_programs import DOTNET_ROOT, ROOT, environment, needs_dotnet, program
from tests.golden import clashing, rich_model
from tests.golden.rich_model import Color, Mode, Point, Rich
from tests.models.comparing import same
from torchsharp_py import ModelNotFoundError, ScriptTypeError
from torchsharp_py._cli import main

GOLDEN = ROOT / "tests" / "golden"


@pytest.fixture
def rich(models: Path) -> Rich:
    return Rich.load(models / "rich.pt")


@pytest.fixture
def reference(models: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return torch.jit.load(str(models / "rich.pt"))


# ------------------------------------------------------------------------------- generated classes


def test_results_are_those_of_torch(rich: Rich, reference: Any, x: torch.Tensor) -> None:
    point = Point(x, "label", 3)
    assert same(rich.forward(x, x), reference.forward(x, x))
    assert same(rich(x, x), reference(x, x))
    assert same(rich.predict(x), reference.predict(x))
    assert same(rich.predict(x, mode=""), reference.predict(x, mode=""))
    assert same(rich.keyword_only(x, 2), reference.keyword_only(x, 2))
    assert same(tuple(rich.shifted(point)), tuple(reference.shifted(point)))
    assert rich.optional() == reference.optional()
    assert rich.optional(n=None) is None
    assert rich.optional(x) == reference.optional(x)
    assert rich.lists() == reference.lists()
    assert rich.lists([9], maybe=None, last=True) == reference.lists([9], maybe=None, last=True)
    assert rich.immutable() == reference.immutable()
    assert rich.event(1, 2, "s", True) == reference.event(1, 2, "s", True)
    assert rich.load_("path") == reference.load("path")
    assert rich.list(4) == reference.list(4)
    tables = [m.table({"x": x}, {1: "one"}) for m in (rich, reference)]
    assert same(tables[0]["one"], tables[1]["one"])
    mine, theirs = (m.ten(1, 2, 3, 4, 5, 6, 7, 8, 9.5, point) for m in (rich, reference))
    assert mine[:9] == theirs[:9]
    assert mine[9].label == theirs[9].label
    rich.nothing()


@needs_dotnet
def test_csharp_agrees_with_torch(models: Path, reference: Any, x: torch.Tensor) -> None:
    from tests.dotnet import csharp_assembly

    csharp_assembly.load()
    from TorchSharpPy.Tests import GeneratedAgreement

    results = GeneratedAgreement.Run(str(models / "rich.pt"), x)
    first, _, big, far, _ = reference.immutable()
    assert same(results["forward"], reference.forward(x, x))
    assert same(results["predict"], reference.predict(x))
    assert same(results["shifted"], tuple(reference.shifted(Point(x, "label", 3))))
    assert results["lists"] == reference.lists()
    assert results["immutable"] == (first, big, far)
    assert results["next_color"] == "GREEN"
    assert results["total"] == 7


def test_named_tuples_and_enums_become_types(rich: Rich, x: torch.Tensor) -> None:
    point = Point(x, "a", 1)
    box = rich.boxed([point, rich.shifted(point, by=2)])
    assert type(box) is rich_model.Box
    assert type(box.corner) is Point
    assert type(box.next) is Point
    assert box.next.event == 3
    assert rich.boxed([point]).next is None
    assert rich.next_color() is Color.GREEN
    assert rich.next_color(Color.BLUE, Mode.checked) is Color.BLUE


def test_classes_share_their_object(models: Path) -> None:
    """In another process: in this one the Python class is scripted, and torch knows it."""
    code = """
import sys, torch
from tests.golden.rich_model import Counter, Rich
rich = Rich.load(sys.argv[1])
counter = Counter.create(rich, 10)
assert counter.add() == 11 and counter.add(4) == 15
same = rich.count(counter, 5)
assert type(same) is Counter and counter.total == 20 == same.total
same.total = 30
assert counter.total == 30 and counter.history == [1, 4, 5] and counter.name == "counter"
corner = counter.corner(torch.zeros(1))
assert corner.label == "counter" and corner.event == 30
made = rich.counters([7, 8])
assert [(key, value.total, value.name) for key, value in made.items()] == [
    ("7", 7, "made"), ("8", 8, "made")]

from tests.golden import clashing
clashes = clashing.Module.load(sys.argv[2])
instance = clashing.torch_.create(clashes, 1, 20)
assert (instance.script_object_, instance.torch__) == (1, 20)
assert instance.create_(300) == 321 and instance.Dispose(instance) == 1
assert instance.nine(1, 2, 3, 4, 5, 6, 7, 8, [9]) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
instance.torch__ = 40
assert clashes.str({"x": [(0, instance)]}).torch__ == 40
assert clashes.str({"x": [(0, None)]}) is None
"""
    command = [sys.executable, "-c", code, *(str(models / n) for n in ("rich.pt", "clashes.pt"))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_names_that_clash_with_others(models: Path, x: torch.Tensor) -> None:
    """The same calls as in GeneratedNamesTests.cs."""
    m = clashing.Module.load(models / "clashes.pt")
    assert same(m.forward(x), x + 3)
    assert same(m.forward(x, _forward=4), x + 5)
    m.nine(1, 2, 3, 4, 5, 6, 7, 8, 9)
    item = clashing.Clashes(1, "text", x)
    (again,) = m.module_([item])["item"]
    assert type(again) is clashing.Clashes
    assert (again.count, again.GetType) == (1, "text")
    single = clashing.Single(7)
    assert m.Signature(single, {7: single}) == [single, single]
    assert m.Module_() == (clashing.Task.Task,)
    assert m.Module_(clashing.Task.class_) == (clashing.Task.class_,)
    assert (m.Dispose(5), m.Dispose("text"), m.Sha256(2.5), m.Sha256(None)) == (
        5,
        "text",
        2.5,
        None,
    )
    assert m.number(2) == 2 + 1.5j
    assert (m.async_(), m.async_(None)) == (2, 1)
    assert same(m.later(x).wait(), -x)


def test_attributes_are_properties(rich: Rich, reference: Any) -> None:
    assert same(rich.weight, reference.weight)
    assert same(rich.steps, reference.steps)
    assert (rich.top, rich.scale) == (reference.top, reference.scale)
    rich.module.eval()
    assert not rich.training


def test_a_changed_model_is_refused(models: Path) -> None:
    with pytest.raises(ScriptTypeError) as caught:
        Rich.load(models / "rich_changed.pt")
    message = str(caught.value)
    assert "not the one that Rich was generated for" in message
    assert "  added: extra(Tensor x) -> Tensor" in message
    assert "  removed: nothing() -> NoneType" in message
    assert "  changed: predict\n    expected: predict(Tensor x, int top=5," in message
    assert "    found:    predict(Tensor x, int top=6," in message
    assert "  changed: NamedTuple __torch__.tests.models.codegen_models.Point" in message
    with pytest.raises(ModelNotFoundError):
        Rich.load(models / "no_such.pt")


def test_type_checkers_know_the_types(tmp_path: Path) -> None:
    program_file = tmp_path / "program.py"
    program_file.write_text(
        "from tests.golden.rich_model import Rich\n"
        "rich = Rich.load('rich.pt')\n"
        "reveal_type(rich.event)\n"
        "reveal_type(rich.counters([1]))\n"
        "reveal_type(rich.boxed([]).sizes)\n"
        "rich.predict(1)\n"
    )
    printed = mypy(str(program_file)).stdout.replace("builtins.", "")
    assert "def (this: int, params: int, string: str, out: bool) -> str" in printed
    assert "dict[str, tests.golden.rich_model.Counter]" in printed
    assert "list[int]" in printed
    assert 'incompatible type "int"; expected "Tensor"' in printed


@pytest.mark.parametrize("name", ["rich_model.py", "clashing.py"])
def test_the_golden_files_pass_the_tools(name: str) -> None:
    path = str(GOLDEN / name)
    done = mypy(path)
    assert done.returncode == 0, done.stdout
    for width in ("88", "100"):
        command = [sys.executable, "-m", "ruff", "format", "--check", "--diff", "--isolated"]
        done = subprocess.run(
            [*command, "--line-length", width, path], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout


def mypy(path: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", path]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


# ------------------------------------------------------------------------------------- the command


def codegen(*arguments: object) -> int:
    return main(["codegen", *map(str, arguments)])


@pytest.mark.parametrize("lang", [("csharp", "--namespace", "N"), ("python",)])
def test_it_writes_the_same_for_the_same_model(
    models: Path, tmp_path: Path, lang: tuple[str, ...]
) -> None:
    elsewhere = tmp_path / "another name.pt"
    shutil.copy(models / "rich.pt", elsewhere)
    first, second = tmp_path / "first", tmp_path / "second"
    assert codegen(models / "rich.pt", "--lang", *lang, "-o", first) == 0
    assert codegen(elsewhere, "--lang", *lang, "-o", second) == 0
    assert first.read_bytes() == second.read_bytes()
    assert str(tmp_path) not in second.read_text()


def test_check_says_whether_the_file_would_change(
    models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "sample.py"
    arguments = (models / "sample.pt", "--lang", "python", "-o", output)
    assert codegen(*arguments, "--check") == 1
    assert not output.exists()
    assert codegen(*arguments) == 0
    assert codegen(*arguments, "--check") == 0
    output.write_text(output.read_text() + "\n")
    changed = output.read_bytes()
    capsys.readouterr()
    assert codegen(*arguments, "--check") == 1
    assert output.read_bytes() == changed
    assert "is out of date for" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["inspect"], ["codegen", "--lang", "python"]])
def test_a_terminal_that_has_few_characters(tmp_path: Path, command: list[str]) -> None:
    """Text of the model never stops a command."""

    class Text(torch.nn.Module):
        def forward(self, x: str = "\u4e2d") -> str:
            return x

    path = tmp_path / "text.pt"
    torch.jit.save(torch.jit.script(Text()), path)
    done = subprocess.run(
        [sys.executable, "-m", "torchsharp_py", *command, str(path)],
        capture_output=True,
        env=environment(PYTHONIOENCODING="ascii", PYTHONPATH=str(ROOT)),
    )
    assert done.returncode == 0, done.stderr
    expected = "\u4e2d".encode() if "codegen" in command else b"\\u4e2d"
    assert expected in done.stdout


def test_it_prints_without_an_output_file(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert codegen(models / "sample.pt", "--lang", "python") == 0
    printed = capsys.readouterr().out
    assert "class MyModule:" in printed
    compile(printed, "sample.py", "exec")


@pytest.mark.parametrize(
    ("model", "options", "message"),
    [
        ("no_such.pt", ["--lang", "python"], "no_such.pt"),
        ("not_a_zip.pt", ["--lang", "python"], "not_a_zip.pt"),
        ("state_dict.pt", ["--lang", "python"], "state_dict.pt"),
        ("sample.pt", ["--lang", "csharp"], "--namespace N"),
        ("sample.pt", ["--lang", "python", "--namespace", "N"], "--namespace is for --lang csharp"),
        ("sample.pt", ["--lang", "python", "--class", "no name"], "expected a name, got 'no name'"),
        ("sample.pt", ["--lang", "python", "--class", "torch"], "'torch' has another meaning"),
        (
            "sample.pt",
            ["--lang", "csharp", "--namespace", "A.class"],
            "'class' has another meaning",
        ),
        (
            "sample.pt",
            ["--lang", "csharp", "--namespace", "A", "--class", "Tensor"],
            "'Tensor' has another meaning",
        ),
        ("sample.pt", ["--lang", "python", "--check"], "-o FILE"),
        (
            "sample.pt",
            ["--lang", "python", "-o", "/no/such/folder/x.py"],
            "codegen: cannot open '/no/such/folder/x.py': No such file or directory",
        ),
    ],
)
def test_errors_are_one_line(
    models: Path,
    capsys: pytest.CaptureFixture[str],
    model: str,
    options: list[str],
    message: str,
) -> None:
    assert codegen(models / model, *options) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("codegen: ")
    assert message in captured.err
    assert captured.err.count("\n") == 1


# -------------------------------------------------------------------------- docs/tools/codegen.md

PAGE = (ROOT / "docs" / "tools" / "codegen.md").read_text(encoding="utf-8")


def snippets(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_page_shows_the_sample_program() -> None:
    program_text = (ROOT / "samples" / "csharp" / "Generated" / "Program.cs").read_text()
    _, after = snippets("csharp")
    for line in after.replace('"sample.pt"', "args[0]").splitlines():
        assert line in program_text


def test_the_python_of_the_page_runs(models: Path, tmp_path: Path) -> None:
    shutil.copy(models / "sample.pt", tmp_path)
    (command,) = (
        line for line in PAGE.splitlines() if line.startswith("$") and "--lang py" in line
    )
    script = f"import torch\n{snippets('python')[0]}print(sum[0], shifted)\n"
    (tmp_path / "program.py").write_text(script)
    paths = {"PYTHONPATH": str(ROOT)}
    _, program_name, *options = command.split()
    assert program_name == "torchsharp-py"
    for arguments in (["-m", "torchsharp_py", *options], ["program.py"]):
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            env=environment(**paths),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["tensor(2.)", "tensor([4.,", "4.,", "4.])"]


# ----------------------------------------------------------------------------------------- MSBuild


@needs_dotnet
def test_the_sample_project_is_generated_while_it_builds(models: Path) -> None:
    command = [*program("Generated"), str(models / "sample.pt")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment())
    assert done.stdout.splitlines() == ["2", "0", "4 4 4"], done.stderr


@needs_dotnet
def test_a_build_says_what_is_wrong_with_a_model(models: Path, tmp_path: Path) -> None:
    project = tmp_path / "Broken.csproj"
    shutil.copy(models / "not_a_zip.pt", tmp_path / "net-v2.pt")  # the class is net_v2
    targets = ROOT / "dotnet" / "TorchSharpPy" / "Build" / "TorchSharpPy.Codegen.targets"
    project.write_text(f"""<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>netstandard2.1</TargetFramework>
    <TorchSharpPyPython>{sys.executable}</TorchSharpPyPython>
    <TorchSharpPyWorkingDirectory>{ROOT}</TorchSharpPyWorkingDirectory>
  </PropertyGroup>
  <ItemGroup>
    <TorchScriptModel Include="net-v2.pt" />
  </ItemGroup>
  <Import Project="{targets}" />
</Project>
""")
    assert DOTNET_ROOT is not None
    dotnet = shutil.which("dotnet", path=DOTNET_ROOT) or "dotnet"
    command = [dotnet, "build", str(project), "-nologo", "-v:q", "-p:UseSharedCompilation=false"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment())
    assert done.returncode != 0
    assert "error : codegen: " in done.stdout
    assert "net-v2.pt' is not a TorchScript archive" in done.stdout
