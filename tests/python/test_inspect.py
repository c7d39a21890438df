"""The report of ``python -m torchsharp_py inspect`` says what torch.jit says."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.dotnet.dotnet_programs import ROOT
from tests.models.inspecting import ALL_MODELS, inspect, report
from torchsharp_py import jit
from torchsharp_py.inspect.render import SCREEN


@pytest.fixture(autouse=True)
def _no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a width lines are not broken; a process that runs tests may have one."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def with_extras(models: Path, tmp_path: Path) -> Path:
    """The sample model with two extra files."""
    path = tmp_path / "extras.pt"
    extras = {"labels.txt": "cat dog", "notes/license.md": "MIT"}
    torch.jit.save(torch.jit.load(models / "sample.pt"), path, _extra_files=extras)
    return path


@pytest.mark.parametrize("name", ALL_MODELS)
def test_json_says_what_torch_says(
    models: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = models / f"{name}.pt"
    found = report(capsys, path)
    module = torch.jit.load(path)
    for key, tensors in (
        ("parameters", module.named_parameters()),
        ("buffers", module.named_buffers()),
    ):
        expected = [
            {
                "name": tensor_name,
                "shape": list(tensor.shape),
                "dtype": str(tensor.dtype),
                "bytes": tensor.nbytes,
                "requires_grad": tensor.requires_grad,
            }
            for tensor_name, tensor in tensors
        ]
        assert sorted(found[key], key=lambda one: one["name"]) == sorted(
            expected, key=lambda one: one["name"]
        )
    assert [one["path"] for one in found["modules"]] == [path for path, _ in module.named_modules()]
    assert {one["name"] for one in found["methods"]} == set(module._c._method_names())
    assert found["training"] is module.training
    ours = jit.load(path)
    for method in found["methods"]:
        assert method["schema"] == str(ours.schema(method["name"]))
        assert method["returns"]["torchscript"] == str(ours.schema(method["name"]).returns)


def operators_of(graph: Any) -> Counter[str]:
    found: Counter[str] = Counter()
    for node in graph.nodes():
        if node.schema() != "(no schema)":
            found[node.schema().partition("(")[0]] += 1
        for block in node.blocks():
            found += operators_of(block)
    return found


@pytest.mark.parametrize("name", ALL_MODELS)
def test_operators_are_those_of_the_inlined_graphs(
    models: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = models / f"{name}.pt"
    found = report(capsys, path)
    module = torch.jit.load(path)
    total: Counter[str] = Counter()
    for method in found["methods"]:
        graph = module._c._get_method(method["name"]).inlined_graph
        expected = {
            operator: count
            for operator, count in operators_of(graph).items()
            if not operator.startswith("prim::")
        }
        ours = {
            operator: count
            for operator, count in method["operators"].items()
            if not operator.startswith("prim::")
        }
        assert ours == expected, method["name"]
        total.update(method["operators"])
    assert found["operators"] == total


def test_json_has_stable_keys(with_extras: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The keys that docs/tools/inspect.md promises."""
    documented = (ROOT / "docs" / "tools" / "inspect.md").read_text(encoding="utf-8")
    example = re.search(r"```json\n(.*?)```", documented, re.DOTALL)
    assert example is not None
    found = report(capsys, with_extras)
    assert keys(found) == keys(json.loads(example[1]))


def keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: keys(item) for key, item in value.items() if key != "operators"}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return keys(value[0])
    return None


def test_the_archive(with_extras: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = report(capsys, with_extras)["archive"]
    with zipfile.ZipFile(with_extras) as file:
        records = {name.partition("/")[2]: file.read(name) for name in file.namelist()}
    assert archive["bytes"] == with_extras.stat().st_size
    assert archive["format_version"] == int(records["version"])
    assert archive["byteorder"] == records["byteorder"].decode()
    assert archive["serialization_id"] == records[".data/serialization_id"].decode()
    assert archive["tensor_bytes"] == sum(
        len(data) for name, data in records.items() if name.startswith("data/")
    )
    assert archive["extra_files"] == [
        {"name": "labels.txt", "bytes": 7},
        {"name": "notes/license.md", "bytes": 3},
    ]


def test_the_version_of_a_model_with_newer_operators(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Libtorch writes version 6 and later to another record."""

    class Gelu(torch.nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return torch.nn.functional.gelu(x)

    path = tmp_path / "gelu.pt"
    torch.jit.save(torch.jit.script(Gelu()), path)
    with zipfile.ZipFile(path) as file:
        assert "gelu/version" not in file.namelist()
        version = int(file.read("gelu/.data/version"))
    assert report(capsys, path)["archive"]["format_version"] == version > 5


def test_defaults_are_spelled_as_in_python(
    models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    methods = {one["name"]: one for one in report(capsys, models / "rich.pt")["methods"]}
    predict = methods["predict"]
    text = repr('a"b\n')
    assert f"scale: float = 1e-05, mode: str = {text}) -> torch.Tensor" in predict["python"]
    assert json.loads(predict["parameters"][3]["default"]) == 'a"b\n'
    assert "color: Color = Color.RED, mode: Mode = Mode.fast" in methods["next_color"]["python"]
    assert "z: complex = (1-2j)" in methods["immutable"]["python"]
    assert "maybe: list[float] | None = [0.5]" in methods["lists"]["python"]
    assert "x: torch.Tensor | None = None" in methods["optional"]["python"]


class Deep(torch.nn.Module):
    def __init__(self, depth: int) -> None:
        super().__init__()
        self.inner = Deep(depth - 1) if depth else torch.nn.Identity()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        result: torch.Tensor = self.inner(x)
        return result


def test_a_narrow_terminal_shows_all_of_a_deep_tree(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    path = tmp_path / "deep.pt"
    torch.jit.save(torch.jit.trace(Deep(40), torch.ones(1)), path)
    text = inspect(capsys, path, "--full")
    assert text.count("inner: Deep") == 40
    assert text.count("inner: Identity") == 1


def test_an_operator_of_many_methods_names_some(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    module = torch.jit.script(Deep(0))
    module.define("\n".join(f"def m{i}(self, x):\n  return x + 1" for i in range(30)) + "\n")
    path = tmp_path / "many.pt"
    torch.jit.save(module, path)
    text = inspect(capsys, path, "--full")
    assert re.search(r"aten::add\.Scalar +30 +m0, m1, .*, and 26 more$", text, re.M)


def test_the_tables(with_extras: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = inspect(capsys, with_extras)
    for part in (
        "add_scalar(x: torch.Tensor, i: int) -> torch.Tensor",
        "float32",
        "aten::add.Tensor",
        "notes/license.md",
        "format version    3, little endian",
    ):
        assert part in text
    assert re.search(r"p +\[10\] +float32 +10 +40 B", text)
    assert not re.search(r"[ \t]$", text, re.MULTILINE)


def test_text_of_a_model_is_not_a_terminal_command(
    models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "extras.pt"
    extras = {"\x1b[31m[red]\x07.txt": "x"}
    torch.jit.save(torch.jit.load(models / "sample.pt"), path, _extra_files=extras)
    assert r"\x1b[31m[red]\x07.txt" in inspect(capsys, path)


def test_submodules_are_a_tree(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = inspect(capsys, models / "control_flow.pt", "--full")
    tree = text[text.index("Modules") :].split("\n\n")[0].splitlines()
    assert tree[1:5] == [
        "  ControlFlow",
        "  └── gates: ModuleList",
        "      ├── 0: Gate",
        "      │   └── linear: Linear (in_features: int = 4, out_features: int = 4)",
    ]


def test_a_report_that_does_not_fit_a_screen_is_summarized(
    models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ALL_MODELS:
        path = models / f"{name}.pt"
        full, text = inspect(capsys, path, "--full"), inspect(capsys, path)
        fits = full.count("\n") <= SCREEN
        assert (text == full) is fits
        assert text.endswith("--full shows everything.\n") is not fits
        assert inspect(capsys, path, "--summary").endswith("--full shows everything.\n")
    assert len({inspect(capsys, models / f"{name}.pt").count("full") for name in ALL_MODELS}) == 2


def test_a_summary_says_how_much_it_leaves_out(
    models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = models / "rich.pt"
    found, text = report(capsys, path), inspect(capsys, path, "--summary")
    methods = text.partition("Methods\n")[2].partition("\n\n")[0].splitlines()
    assert len(methods) == 11
    assert methods[-1] == f"  ... and {len(found['methods']) - 10} more"
    assert f"  ... and {len(found['operators']) - 10} more" in text.partition("Operators")[2]


def test_one_spelling_of_types(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = report(capsys, models / "rich.pt")
    for language in ("python", "csharp"):
        text = inspect(capsys, models / "rich.pt", "--full", "--types", language)
        for method in found["methods"]:
            assert f"  {method[language]}\n" in text
    assert "Tensor predict(Tensor x, long top = 5, double scale = 1e-05, string mode" in text
    assert "double far = ..., Device device = ..." in text  # C# has no constant for it


@pytest.mark.parametrize("width", ["20", "50", "80"])
def test_names_are_never_broken(
    models: Path, width: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = models / "rich.pt"
    whole = inspect(capsys, path, "--full").split()
    monkeypatch.setenv("COLUMNS", width)
    narrow = inspect(capsys, path, "--full")
    assert narrow.split() == whole
    signatures = narrow.partition("Methods\n")[2].partition("\n\n")[0].splitlines()
    longest_word = max(len(word) for line in signatures for word in line.split())
    assert max(map(len, signatures)) <= max(int(width), 32, longest_word + 4)
