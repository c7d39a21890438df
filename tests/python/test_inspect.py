"""``python -m torchsharp_py inspect``: what it says is what torch.jit says, and nothing runs."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.dotnet.dotnet_programs import ROOT
from torchsharp_py import jit
from torchsharp_py._cli import main
from torchsharp_py.inspect.drawing import to_dot

COMMAND = [sys.executable, "-m", "torchsharp_py", "inspect"]
needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="there is no Graphviz")


def inspect(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert main(["inspect", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def report(capsys: pytest.CaptureFixture[str], path: Path) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(inspect(capsys, path, "--json"))
    return parsed


@pytest.fixture
def with_extras(models: Path, tmp_path: Path) -> Path:
    """The sample model with two extra files."""
    path = tmp_path / "extras.pt"
    extras = {"labels.txt": "cat dog", "notes/licence.md": "MIT"}
    torch.jit.save(torch.jit.load(models / "sample.pt"), path, _extra_files=extras)
    return path


ALL_MODELS = ["sample", "values", "control_flow", "conv_traced_eval", "linear", "function"]


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
    """The keys that docs/inspect.md promises."""
    documented = (ROOT / "docs" / "inspect.md").read_text(encoding="utf-8")
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
        {"name": "notes/licence.md", "bytes": 3},
    ]


def test_the_version_of_a_model_with_newer_operators(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Libtorch writes the versions from 6 on to another record."""

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
    text = inspect(capsys, path)
    assert text.count("inner: Deep") == 40
    assert text.count("inner: Identity") == 1


def test_an_operator_of_many_methods_names_some(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    module = torch.jit.script(Deep(0))
    module.define("\n".join(f"def m{i}(self, x):\n  return x + 1" for i in range(30)) + "\n")
    path = tmp_path / "many.pt"
    torch.jit.save(module, path)
    assert re.search(
        r"aten::add\.Scalar +30 +m0, m1, .*, and 26 more$", inspect(capsys, path), re.M
    )


def test_the_tables(with_extras: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = inspect(capsys, with_extras)
    for part in (
        "add_scalar(Tensor x, int i) -> Tensor",
        "add_scalar(x: torch.Tensor, i: int) -> torch.Tensor",
        "float32",
        "aten::add.Tensor",
        "notes/licence.md",
        "format version    3, little endian",
    ):
        assert part in text
    assert re.search(r"p +\[10\] +float32 +10 +40 B", text)
    assert not re.search(r"[ \t]$", text, re.MULTILINE)


def test_text_of_a_model_is_no_command_to_the_terminal(
    models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "extras.pt"
    extras = {"\x1b[31m[red]\x07.txt": "x"}
    torch.jit.save(torch.jit.load(models / "sample.pt"), path, _extra_files=extras)
    assert r"\x1b[31m[red]\x07.txt" in inspect(capsys, path)


def test_submodules_are_a_tree(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = inspect(capsys, models / "control_flow.pt")
    tree = text[text.index("Modules") :].split("\n\n")[0].splitlines()
    assert tree[1] == "ControlFlow"
    assert tree[2] == "└── gates: ModuleList"
    assert tree[3] == "    ├── 0: Gate"
    assert tree[4] == "    │   └── linear: Linear (in_features: int = 4, out_features: int = 4)"


def test_code(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = models / "sample.pt"
    module = torch.jit.load(path)
    everything = untyped_self(inspect(capsys, path, "--code"))
    assert untyped_self(inspect(capsys, "--code", path)) == everything
    for name in module._c._method_names():
        expected = module._c._get_method(name).code.strip()
        assert untyped_self(inspect(capsys, path, "--code", name)).strip() == expected
        assert expected in everything


def untyped_self(code: str) -> str:
    """Leaves out the type of self, which torch's own text does not have."""
    return re.sub(r"\(self: [\w.]+", "(self", code)


def test_graph(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = models / "control_flow.pt"
    module = torch.jit.load(path)
    plain = inspect(capsys, path, "--graph")
    inlined = inspect(capsys, path, "--graph", "forward", "--inlined")
    assert plain == inspect(capsys, "--graph", path)
    assert plain.count("prim::CallMethod") == str(module.graph).count("prim::CallMethod") == 3
    assert inlined.count("aten::linear") == str(module.inlined_graph).count("aten::linear") == 3
    assert "prim::CallMethod" not in inlined
    assert "aten::dim" in inspect(capsys, path, "--graph", "describe")


def arrows(dot: str) -> set[tuple[str, str]]:
    """The arrows between boxes, by what is written on the boxes."""
    labels = dict(re.findall(r'(n\d+) \[label="((?:[^"\\]|\\.)*)"', dot))
    drawn = re.findall(r"(n\d+) -> (n\d+) \[tooltip", dot)
    return {(labels[one], labels[other]) for one, other in drawn}


def test_a_drawing_has_an_arrow_for_each_value(sample: jit.ScriptModule) -> None:
    drawn = arrows(to_dot("title", sample._graph_tree("forward", False)))
    plain = {(re.sub(r"\.\d+", "", one), other) for one, other in drawn}
    assert plain == {
        ("x: Tensor", "aten::add\\n1"),
        ("y: Tensor", "aten::add\\n1"),
        ("x: Tensor", "aten::sub\\n1"),
        ("y: Tensor", "aten::sub\\n1"),
        ("aten::add\\n1", "prim::TupleConstruct"),
        ("aten::sub\\n1", "prim::TupleConstruct"),
        ("prim::TupleConstruct", "result"),
    }


def test_a_drawing_writes_attributes_and_constants_into_boxes(sample: jit.ScriptModule) -> None:
    dot = to_dot("title", sample._graph_tree("predict", False))
    assert '"aten::add\\nself.p, 1"' in dot
    assert "prim::Constant" not in dot
    assert "prim::GetAttr" not in dot


def test_a_drawing_frames_blocks(models: Path) -> None:
    module = jit.load(models / "control_flow.pt")
    dot = to_dot('say "no"\\', module._graph_tree("forward", False))
    assert dot.count("subgraph cluster_") == 3
    assert dot.count("{") == dot.count("}")
    frames = dot[dot.index("subgraph") : dot.rindex("\n  }")]
    assert "tooltip" not in frames  # an arrow in a frame would pull its ends into the frame
    assert 'label="say \\"no\\"\\\\"' in dot
    assert ("self.gates.2.forward()", "end prim::If") in arrows(dot)
    assert ("end prim::If", "end prim::Loop") in arrows(dot)


@needs_dot
@pytest.mark.parametrize("name", ALL_MODELS)
def test_pictures(
    models: Path, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "graph.svg"
    assert inspect(capsys, models / f"{name}.pt", "--svg", picture, "--inlined") == ""
    root = ElementTree.parse(picture).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    texts = [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any(f"{name}.pt: forward(" in text for text in texts)
    assert "result" in texts


def test_a_picture_without_graphviz(
    models: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    picture = tmp_path / "graph.svg"
    assert main(["inspect", str(models / "sample.pt"), "--svg", str(picture)]) == 3
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "apt-get install graphviz" in said
    assert not picture.exists()


def test_tables_without_rich(
    models: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "rich" else find(name)
    )
    assert main(["inspect", str(models / "sample.pt")]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "pip install rich" in said
    assert inspect(capsys, models / "sample.pt", "--json").startswith("{")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.pt"], "there is no file"),
        (["not_a_zip.pt"], "it is not a zip archive"),
        (["state_dict.pt"], "written by torch.save"),
        (["."], "is a folder"),
        (["sample.pt", "--code", "nope"], "'nope'"),
        (["sample.pt", "--graph", "nope"], "forward, add_scalar, predict"),
        (["sample.pt", "--svg", "no/such/folder.svg"], "no/such"),
    ],
)
def test_what_cannot_be_used_is_one_line(
    models: Path,
    arguments: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if "--svg" in arguments and shutil.which("dot") is None:
        pytest.skip("there is no Graphviz")
    assert main(["inspect", str(models / arguments[0]), *arguments[1:]]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("inspect: ")
    assert message in captured.err
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "required: MODEL"),
        (["m.pt", "--json", "--code"], "not allowed with"),
        (["m.pt", "--json", "--svg", "f"], "--svg: not allowed with --json"),
        (["m.pt", "--inlined"], "--inlined: only with --graph or --svg"),
        (["m.pt", "--nope"], "unrecognized arguments"),
    ],
)
def test_wrong_arguments(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["inspect", *arguments])
    assert caught.value.code == 2
    assert message in capsys.readouterr().err


def test_a_model_saved_on_another_device(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = report(capsys, models / "saved_on_cuda.pt")
    assert found["parameters"] == report(capsys, models / "linear.pt")["parameters"]


class Noisy(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        print("this ran")
        return x

    @torch.jit.export
    def other(self) -> int:
        print("this ran")
        return 1


def test_no_method_runs(tmp_path: Path) -> None:
    path = tmp_path / "noisy.pt"
    torch.jit.save(torch.jit.script(Noisy()), path)
    for options in ([], ["--json"], ["--graph"], ["--graph", "other", "--inlined"]):
        done = subprocess.run([*COMMAND, str(path), *options], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        lines = [line for line in done.stdout.splitlines() if "prim::Constant" not in line]
        assert not any("this ran" in line for line in lines)
    ran = f"from torchsharp_py import jit; jit.load({str(path)!r}).other()"
    done = subprocess.run([sys.executable, "-c", ran], capture_output=True, text=True)
    assert "this ran" in done.stdout  # the model would have been heard


def test_torch_is_not_imported(models: Path) -> None:
    code = "import sys; from torchsharp_py._cli import main; main(sys.argv[1:]);"
    code += "sys.exit('torch' in sys.modules)"
    command = [sys.executable, "-c", code, "inspect", str(models / "conv_traced_eval.pt")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the shell's pipe")
@pytest.mark.parametrize("option", ["", "--json", "--code"])
def test_a_reader_that_has_seen_enough(models: Path, option: str) -> None:
    command = f"'{sys.executable}' -m torchsharp_py inspect '{models / 'values.pt'}' {option}"
    done = subprocess.run(["sh", "-c", f"{command} | true"], capture_output=True, text=True)
    assert done.stderr == ""


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["inspect", "--help"])
    assert caught.value.code == 0
    text = capsys.readouterr().out
    for option in ("MODEL", "--json", "--code", "--graph", "--svg", "--inlined", "exit status"):
        assert option in text
