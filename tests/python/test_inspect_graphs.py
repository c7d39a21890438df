"""The code and the graphs that ``python -m torchsharp_py inspect`` prints and draws."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import torch

from tests.models.inspecting import ALL_MODELS, inspect
from torchsharp_py import jit
from torchsharp_py._cli import main
from torchsharp_py.inspect.drawing import to_dot

needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="there is no Graphviz")


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
    """Removes the type of self, which torch's own text lacks."""
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
    """The arrows between boxes, by the labels of the boxes."""
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
    root = ElementTree.parse(picture).getroot()  # noqa: S314 (written above)
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
