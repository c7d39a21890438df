"""How notebooks, help and inspect.signature show modules, methods, schemas and profiles."""

from __future__ import annotations

import inspect
import pydoc
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import torch

from torchsharp_py import jit
from torchsharp_py.schema import FunctionSchema

FUNCTIONS = """
from typing import Dict, List, Optional
def f(x, n: int, *, scale: float = 2.5, name: str = "a<b", table: Optional[Dict[str, int]] = None):
    return x * n * scale
def g(xs: List[Tensor] = [], k: int = 1 ) -> List[Tensor]:
    return xs
"""


class Reader(HTMLParser):
    """Reads HTML strictly: each element that opens must close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not any(name == "class" or name.startswith("on") for name, _ in attrs)
        self.open.append(tag)
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data + "\n"


def read(shown: object) -> Reader:
    reader = Reader(shown._repr_html_())  # type: ignore[attr-defined]
    assert {"script", "style", "link", "img"}.isdisjoint(reader.tags)
    return reader


@pytest.fixture
def unit() -> jit.CompilationUnit:
    return jit.compile(FUNCTIONS)


def test_a_module_is_a_closed_tree_of_its_modules() -> None:
    layers = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.BatchNorm1d(4))
    shown = read(jit.wrap(torch.jit.script(torch.nn.Sequential(layers, torch.nn.ReLU()))))
    assert shown.tags.count("details") == 4  # ReLU has nothing to open
    for text in ("Sequential", "0: Linear", "1: BatchNorm1d", "running_mean", "[4, 3]", "48 B"):
        assert text in shown.text
    assert "4 submodules, 24 parameters (96 B), training" in shown.text
    assert "forward(Tensor input) -> Tensor" in shown.text


@pytest.mark.parametrize("name", ["rich.pt", "values.pt", "objects.pt", "quantized_dynamic.pt"])
def test_every_kind_of_model_is_shown(models: Path, name: str) -> None:
    module = jit.load(models / name)
    shown = read(module)
    for method in module.methods:
        assert str(module.schema(method)) in shown.text


def test_a_large_model_is_cut() -> None:
    module = jit.wrap(torch.jit.script(torch.nn.Sequential(*[torch.nn.ReLU()] * 1, *[
        torch.nn.Linear(1, 1) for _ in range(250)])))  # fmt: skip
    shown = read(module)
    assert "and 52 more modules" in shown.text
    assert shown.tags.count("table") == 198


def test_a_schema_has_the_types_of_each_language(unit: jit.CompilationUnit) -> None:
    shown = read(unit.schema("f"))
    for text in ("Optional[Dict[str, int]]", "dict[str, int] | None", "Dictionary<string, long>?"):
        assert text in shown.text
    assert 'name = "a<b"' in shown.text


def test_a_profile_has_a_bar_for_each_operator(unit: jit.CompilationUnit) -> None:
    table = jit.profile(unit.f, torch.ones(3), 2)
    html = table._repr_html_()
    shown = read(table)
    assert all(row.name in shown.text for row in table[:15])
    widths = [float(width) for width in re.findall(r"width:([\d.]+)em", html)]
    assert len(widths) == min(len(table), 15)
    assert widths == sorted(widths, reverse=True)


def test_an_empty_profile_is_shown() -> None:
    assert "operator" in read(jit.Profile()).text


def test_inspect_signature_is_the_schema(unit: jit.CompilationUnit) -> None:
    signature = inspect.signature(unit.f)
    assert str(signature) == (
        "(x: torch.Tensor, n: int, *, scale: float = 2.5, name: str = 'a<b', "
        "table: dict[str, int] | None = None) -> torch.Tensor"
    )
    assert signature.bind(1, 2, scale=3).arguments == {"x": 1, "n": 2, "scale": 3}
    assert inspect.signature(unit.g).parameters["k"].default == 1


@pytest.mark.parametrize("name", ["sample.pt", "values.pt", "rich.pt", "control_flow.pt"])
def test_a_signature_prints_what_the_schema_prints(models: Path, name: str) -> None:
    module = jit.load(models / name)
    for method in module.methods:
        called = module.method(method)
        assert f"{method}{inspect.signature(called)}" == called.schema.python


def test_a_signature_that_python_cannot_have() -> None:
    def schema(*names: str) -> FunctionSchema:
        parameters = [(name, (2, "int", (), ()), False, False, None, None) for name in names]
        return FunctionSchema.from_tree(("f", "f()", parameters, (2, "int", (), ())))

    assert str(schema("x.1", "class").signature) == "(x_1_: int, class_: int) -> int"
    assert str(schema("x", "x").signature) == "(*args, **kwargs)"


def test_help_of_a_method_is_its_schema(sample: jit.ScriptModule) -> None:
    text = pydoc.plain(pydoc.render_doc(sample.add_scalar))
    assert "add_scalar(x: torch.Tensor, i: int) -> torch.Tensor" in text
    assert "In TorchScript: add_scalar(Tensor x, int i) -> Tensor" in text


def test_the_class_keeps_its_own_documentation() -> None:
    assert str(jit.ScriptMethod.__doc__).startswith("A TorchScript method or function")
    assert "call_async" in pydoc.plain(pydoc.render_doc(jit.ScriptMethod))
