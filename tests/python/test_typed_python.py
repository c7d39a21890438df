"""Typed views of models: compared where they are made, and called like the untyped objects."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Awaitable
from pathlib import Path
from typing import (
    Any,
)

import pytest
import torch
from torch import Tensor

from tests.dotnet.dotnet_programs import ROOT
from tests.models.annotations import Color, MoreColors, Point, Renamed, Swapped, WrongField
from torchsharp_py import ScriptTypeError, UnknownMethodError, jit
from torchsharp_py.jit import Signature


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> jit.ScriptModule:
    """The model of tests/models/signature_model.py."""
    path = tmp_path_factory.mktemp("typed") / "typed.pt"
    done = subprocess.run(
        [sys.executable, "-m", "tests.models.signature_model", str(path)], cwd=ROOT
    )
    assert done.returncode == 0
    return jit.load(path)


def test_modules_are_checked_when_they_are_loaded(models: Path, x: Tensor, y: Tensor) -> None:
    fits = Signature[[Tensor, Tensor], tuple[Tensor, Tensor]]
    other = Signature[[Tensor], Tensor]
    path = models / "sample.pt"
    module = jit.load(path, fits)
    assert torch.equal(module(x, y)[0], torch.jit.load(path)(x, y)[0])
    assert torch.equal(module.forward(x, y)[1], x - y)
    assert jit.load(path, fits, "cpu").methods == jit.load(path, "cpu").methods
    assert jit.load(path, signature=fits, map_location=torch.device("cpu")).methods
    with pytest.raises(
        ScriptTypeError, match=r"forward\(\): parameter 'y' .Tensor. has no default"
    ):
        jit.load(path, other)
    with pytest.raises(ScriptTypeError, match=r"forward\(\): parameter 'y'"):
        jit.wrap(torch.jit.load(path), other)
    assert jit.wrap(torch.jit.load(path), fits).type_name == module.type_name


def test_the_guide(models: Path, x: Tensor, y: Tensor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(models)
    guide = (ROOT / "docs" / "start" / "python.md").read_text(encoding="utf-8")
    code = guide[guide.index("## Typed views") :].split("```python\n")[1].split("```")[0]
    names: dict[str, Any] = {"x": x, "y": y}
    exec(code, names)  # noqa: S102 (a page of the checkout)
    assert torch.equal(names["total"], x + y)
    assert torch.equal(names["predict"](x), names["m"].predict(x))
    assert names["twice"](21) == 42


def test_methods_and_functions_by_name(sample: jit.ScriptModule, x: Tensor) -> None:
    predict = sample.method("predict", Signature[[Tensor], Tensor])
    assert torch.equal(predict(x), sample.predict(x))
    assert type(predict) is type(sample.method("predict")) is jit.ScriptMethod
    with pytest.raises(UnknownMethodError, match=r"'nope'.*forward, add_scalar, predict"):
        sample.method("nope", Signature[[Tensor], Tensor])
    with pytest.raises(UnknownMethodError):
        jit.compile("def f(x: int): return x").function("nope")


def test_a_function_with_a_reserved_name() -> None:
    unit = jit.compile("def function(x: int) -> int: return x + 1")
    assert unit.function("function", Signature[[int], int])(2) == 3
    assert unit.invoke("function", 2) == 3


def test_the_classes_are_generic_at_run_time() -> None:
    assert jit.ScriptModule[[Tensor], Tensor].__origin__ is jit.ScriptModule
    assert jit.ScriptMethod[..., Tensor].__origin__ is jit.ScriptMethod
    assert jit.Future[int].__origin__ is jit.Future


def test_enums(model: jit.ScriptModule) -> None:
    color = model.method("color", Signature[[Color], jit.EnumValue])
    assert color(Color.BLUE).name == "BLUE"
    assert model.method("color", Signature[[jit.EnumValue], Any])(color(Color.RED)).value == 1
    with pytest.raises(ScriptTypeError, match="has RED, BLUE, but not GREEN"):
        model.method("color", Signature[[MoreColors], Any])
    with pytest.raises(ScriptTypeError, match="which int does not fit"):
        model.method("color", Signature[[int], Any])
    with pytest.raises(ScriptTypeError, match=r"the result is of class jit\.EnumValue\. "):
        model.method("color", Signature[[Color], Color])


def test_named_tuples(model: jit.ScriptModule, x: Tensor) -> None:
    point = model.method("point", Signature[[Point], Point])
    result = point(Point(x, 3))
    assert result.x is x
    assert result.y == 3
    swapped = model.method("point", Signature[[Swapped], tuple[Tensor, int]])
    assert swapped(Swapped(y=3, x=x)) == (x, 3)
    assert model.method("point", Signature[[tuple[Tensor, int]], Point])((x, 3)).y == 3
    with pytest.raises(ScriptTypeError, match=r"expected the fields x, y, got x, z"):
        model.method("point", Signature[[Renamed], Any])
    with pytest.raises(ScriptTypeError, match=r"expected the fields x, y, got y, x"):
        model.method("point", Signature[..., Swapped])
    with pytest.raises(ScriptTypeError, match=r"inside: int, which str does not fit"):
        model.method("point", Signature[..., WrongField])


def test_interfaces(model: jit.ScriptModule, x: Tensor) -> None:
    inner = model.method("inner", Signature[[], jit.ScriptModule])()
    assert torch.equal(inner(x), x * 2)
    with pytest.raises(ScriptTypeError, match=r"Layer, which torch.nn.modules.module.Module"):
        model.method("inner", Signature[[], torch.nn.Module])


def test_classes_are_checked(model: jit.ScriptModule) -> None:
    model.method("count", Signature[[jit.ScriptObject], int])
    model.method("counter", Signature[[int], jit.ScriptObject])
    with pytest.raises(ScriptTypeError, match="Counter, which int does not fit"):
        model.method("count", Signature[[int], int])
    with pytest.raises(ScriptTypeError, match=r"the result is of class jit\.ScriptObject"):
        model.method("counter", Signature[[int], int])


def test_instances_of_classes_that_only_the_model_knows(model: jit.ScriptModule) -> None:
    counter = model.method("counter", Signature[[int], jit.ScriptObject])(5)
    assert model.method("count", Signature[[jit.ScriptObject], int])(counter) == 5


def test_futures(model: jit.ScriptModule) -> None:
    later = model.method("later", Signature[[int], jit.Future[int]])
    model.method("later", Signature[[int], Awaitable[int]])
    now = model.method("now", Signature[[jit.Future[int]], int])
    assert later(1).wait() == now(later(1)) == 2
    with pytest.raises(ScriptTypeError, match=r"inside: int, which str does not fit"):
        model.method("later", Signature[[int], jit.Future[str]])
    with pytest.raises(ScriptTypeError, match=r"Future\[int\], which int does not fit"):
        model.method("later", Signature[[int], int])
    with pytest.raises(ScriptTypeError, match=r"which Awaitable.int. does not fit"):
        model.method("now", Signature[[Awaitable[int]], int])
