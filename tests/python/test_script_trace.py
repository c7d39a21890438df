"""Modules made from Python code: inputs, results and errors."""

from __future__ import annotations

import gc
import linecache
import sys
import typing
import warnings
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

import torchsharp_py
from tests.models.script_sources import NET
from tests.python.live_objects import settled_handles
from torchsharp_py import jit


class Pair(typing.NamedTuple):
    left: Tensor
    right: int


def scaled(x: Tensor, by: float = 2.0, *, offset: int) -> Tensor:
    if x.sum() > 0:
        return x * by + offset
    return x


def split(pair: Pair, names: list[str] | None = None) -> dict[str, Tensor]:
    result: dict[str, Tensor] = {}
    if names is not None:
        for name in names:
            result[name] = pair.left * pair.right
    return result


def test_a_module_is_scripted_with_its_parameters_shared() -> None:
    eager = nn.Linear(3, 2)
    scripted = jit.script(eager)
    x = torch.rand(3)
    assert isinstance(scripted, jit.ScriptModule)
    assert torch.equal(scripted(x), eager(x))
    with torch.no_grad():
        eager.weight.zero_()
    assert torch.equal(scripted(x), eager.bias)


def test_a_function_is_a_module_with_its_schema() -> None:
    x = torch.ones(3)
    ours = jit.script(scaled)
    theirs = torch.jit.script(scaled)
    assert str(ours.schema()) == str(theirs.schema).replace("scaled(", "forward(")
    assert torch.equal(ours(x, offset=1), theirs(x, offset=1))
    assert torch.equal(ours.forward(x, 3.0, offset=1), theirs(x, 3.0, offset=1))
    with pytest.raises(torchsharp_py.ScriptTypeError, match="offset"):
        ours(x)


def test_a_function_of_containers_and_named_tuples() -> None:
    ours = jit.script(split)
    x = torch.ones(2)
    assert ours(Pair(x, 2)) == {}
    assert torch.equal(ours(Pair(x, 2), ["a"])["a"], x * 2)


def test_a_function_is_saved_as_a_module(tmp_path: Path) -> None:
    ours = jit.script(split)
    jit.save(ours, tmp_path / "ours.pt")
    torch.jit.save(torch.jit.script(split), str(tmp_path / "theirs.pt"))
    x = torch.ones(2)
    for name in ("ours.pt", "theirs.pt"):
        for module in (jit.load(tmp_path / name), torch.jit.load(tmp_path / name)):
            assert torch.equal(module((x, 3), ["a"])["a"], x * 3)
    ours_again, theirs_again = (torch.jit.load(tmp_path / n) for n in ("ours.pt", "theirs.pt"))
    # torch forgets the defaults.
    assert ours_again.code.replace("=None", "").split() == theirs_again.code.split()


def test_a_functions_module_has_the_code_of_the_function() -> None:
    code = jit.script(scaled).to_torch().code
    assert "torch.mul(x, by)" in code
    assert "Function" not in str(jit.script(scaled).to_torch().graph)


def test_each_scripted_function_becomes_a_separate_module() -> None:
    first, second = jit.script(scaled), jit.script(scaled)
    first.eval()
    assert second.training
    assert first.type_name == second.type_name


def test_decorators() -> None:
    @jit.script
    def double(x: Tensor) -> Tensor:
        return x * 2

    @jit.script
    class Holder:
        def __init__(self, value: int) -> None:
            self.value = value

    @jit.script
    def held(value: int) -> int:
        return Holder(value).value

    assert isinstance(Holder, type)
    assert torch.equal(double(torch.ones(1)), torch.full((1,), 2.0))
    assert held(5) == 5


def test_objects_that_are_already_scripted() -> None:
    theirs = torch.jit.script(nn.ReLU())
    ours = jit.script(theirs)
    assert jit.script(ours) is ours
    assert ours.type_name == jit.wrap(theirs).type_name
    function = jit.script(torch.jit.script(scaled))
    assert "by=2." in str(function.schema())


def test_signatures_are_checked() -> None:
    x = torch.ones(3)
    m = jit.script(nn.ReLU(), jit.Signature[[Tensor], Tensor])
    assert torch.equal(m(x), x)
    n = jit.script("torch.nn:Linear", 3, 2, signature=jit.Signature[[Tensor], Tensor])
    assert n(x).shape == (2,)
    t = jit.trace(nn.ReLU(), x, signature=jit.Signature[[Tensor], Tensor])
    assert torch.equal(t(x), x)
    with pytest.raises(torchsharp_py.ScriptTypeError, match=r"forward\(\)"):
        jit.script(nn.ReLU(), jit.Signature[[Tensor, int], Tensor])


def test_paths_name_classes_functions_and_objects() -> None:
    x = torch.rand(2, 5, 16)
    layer = jit.script("torch.nn:TransformerEncoderLayer", 16, 2, 32, batch_first=True).eval()
    assert layer(x).shape == x.shape
    relu = jit.script("torch.nn.functional:relu")
    assert torch.equal(relu(x - 0.5), (x - 0.5).relu())
    assert isinstance(jit.build("torch.nn:Linear", 3, out_features=2), nn.Linear)
    assert jit.build("torch:float32") is torch.float32
    assert jit.build("torch.nn.functional:relu") is torch.nn.functional.relu
    assert torch.equal(jit.build("torch:zeros", 2), torch.zeros(2))
    assert jit.build("collections:OrderedDict()") == {}


def test_source_with_a_class_and_arguments() -> None:
    x = torch.rand(3)
    net = jit.script(NET, "Net", 3, scale=2.0, names=["a", "b"])
    assert torch.equal(net(x), x * 2)
    assert torch.equal(net(x, times=3), x * 8)
    assert net.best(x).best == int(x.argmax())
    assert net.name(1) == "b"
    assert jit.script(NET, "make_net", 3)(x).sum() == (x * 3).sum()
    assert torch.equal(jit.script(NET, "pooled")(x.view(1, 3)), x.sum())
    assert jit.script(NET, "Counter").__name__ == "Counter"
    assert jit.script(NET, "counted")(3) == 4


def test_source_text_is_one_module_while_it_is_in_use() -> None:
    text = "def only_here(x):\n    return x\n"
    function = jit.build(text, "only_here")
    assert jit.build(text, "only_here") is function
    file = function.__code__.co_filename
    assert file in linecache.cache
    assert function.__module__ not in sys.modules
    del function
    gc.collect()
    assert file not in linecache.cache


@pytest.mark.parametrize(
    ("text", "args", "kind", "message"),
    [
        ("nothing", (), torchsharp_py.ScriptValueError, "a path such as"),
        ("torch.nn.Linear", (3, 2), torchsharp_py.ScriptValueError, "a path such as"),
        ("torch.nn:Liner", (3, 2), torchsharp_py.ScriptValueError, "has no 'Liner'.* Linear"),
        ("no.such.module:Net", (), ModuleNotFoundError, "no"),
        ("torch:float32", (1,), torchsharp_py.ScriptTypeError, "takes no arguments"),
        ("torch:float32", (), torchsharp_py.ScriptTypeError, "got dtype"),
        ("def f(x): return x", (), torchsharp_py.ScriptTypeError, "got nothing"),
        ("def f(x): return x", (3,), torchsharp_py.ScriptTypeError, "got int"),
        ("def f(x): return x", ("g",), torchsharp_py.ScriptValueError, "the source has no 'g'"),
        ("torch.nn:Linear", (), TypeError, "in_features"),
    ],
)
def test_text_that_names_nothing(
    text: str, args: tuple[object, ...], kind: type[Exception], message: str
) -> None:
    with pytest.raises(kind, match=message):
        jit.script(text, *args)


def test_objects_that_cannot_be_scripted() -> None:
    for value in (3, None, torch.ones(1), [nn.ReLU()]):
        with pytest.raises(torchsharp_py.ScriptTypeError, match=r"expected a torch\.nn\.Module"):
            jit.script(value)
    with pytest.raises(torchsharp_py.ScriptTypeError, match="only a path or source text"):
        jit.script(nn.ReLU(), 3)
    with pytest.raises(torchsharp_py.ScriptCompileError, match="pass an instance instead"):
        jit.script(nn.ReLU)


def test_errors_have_the_line_of_the_source() -> None:
    for text, line, column in (
        ("def f(x):\n    y = (\n    return y\n", 2, 9),
        ("def f(x):\n\n    return y\n", 3, 12),
        ("def f(x):\n    with open('x') as y:\n        return x\n", 2, 5),
    ):
        with pytest.raises(torchsharp_py.ScriptCompileError) as caught:
            jit.script(text, "f")
        assert (caught.value.line, caught.value.lineno) == (line, line)
        assert caught.value.column == column or text.count("with")
        assert isinstance(caught.value, SyntaxError)


def test_an_error_in_a_file_has_its_line() -> None:
    def wrong(x: Tensor) -> Tensor:
        return x.no_such_method()

    with pytest.raises(torchsharp_py.ScriptCompileError, match="no_such_method") as caught:
        jit.script(wrong)
    assert caught.value.line == wrong.__code__.co_firstlineno + 1


def test_tracing_functions_and_modules() -> None:
    x, y = torch.rand(3), torch.rand(3)

    def add(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
        return a + b, a - b

    traced = jit.trace(add, (x, y))
    assert str(traced.schema()) == "forward(Tensor a, Tensor b) -> ((Tensor, Tensor))"
    assert torch.equal(traced(y, x)[1], y - x)
    linear = nn.Linear(3, 2)
    for target in (linear, linear.forward):
        assert torch.equal(jit.trace(target, x)(y), linear(y))
    by_name = jit.trace(add, example_kwarg_inputs={"b": x, "a": y})
    assert torch.equal(by_name(b=x, a=y)[1], y - x)
    assert torch.equal(jit.trace("torch.nn.functional:relu", x)(y - 1), (y - 1).relu())
    assert torch.equal(jit.trace("torch.nn:ReLU", x)(y - 1), (y - 1).relu())


def test_tracing_several_methods() -> None:
    class Both(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.Linear(3, 3)

        def forward(self, x: Tensor) -> Tensor:
            return self.layer(x)

        def weighted(self, weight: Tensor, x: Tensor) -> Tensor:
            return weight * self.layer.weight.sum() + x

    both, x = Both(), torch.rand(3)
    traced = jit.trace_module(both, {"forward": x, "weighted": (x, x)})
    assert torch.equal(traced(x), both(x))
    assert torch.equal(traced.weighted(x, x), both.weighted(x, x))
    with pytest.raises(torchsharp_py.ScriptTypeError, match="no method other"):
        jit.trace_module(both, {"other": x})
    with pytest.raises(torchsharp_py.ScriptTypeError, match=r"expected a torch\.nn\.Module"):
        jit.trace_module(scaled, {"forward": x})
    with pytest.raises(torchsharp_py.ScriptTypeError, match="by the names of methods"):
        jit.trace_module(both, x)  # type: ignore[arg-type]


def test_objects_that_cannot_be_traced() -> None:
    with pytest.raises(torchsharp_py.ScriptTypeError, match="create an instance"):
        jit.trace(nn.ReLU, torch.ones(1))
    with pytest.raises(torchsharp_py.ScriptTypeError, match="got int"):
        jit.trace(3, torch.ones(1))
    with pytest.raises(torchsharp_py.ScriptRuntimeError, match="racer cannot infer type"):
        jit.trace(lambda x: object(), torch.ones(1))
    with pytest.raises(ZeroDivisionError):
        jit.trace(lambda x: x / (1 // 0), torch.ones(1))


def test_the_frontends_deprecation_is_not_shown_and_filters_stay() -> None:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        before = list(warnings.filters)
        jit.script(nn.ReLU())
        jit.trace(nn.ReLU(), torch.ones(1))
        jit.trace_module(nn.ReLU(), {"forward": torch.ones(1)})
        assert warnings.filters == before
        assert seen == []
        torch.jit.script(nn.ReLU())
        (notice,) = seen
        assert notice.category in {DeprecationWarning, FutureWarning}  # up to torch 2.13; since


def test_scripting_leaves_no_handles_and_no_modules() -> None:
    def make() -> None:
        jit.script("torch.nn:Linear", 2, 2)
        jit.script(NET, "Net", 2)
        jit.trace(torch.relu, torch.ones(2))
        with pytest.raises(torchsharp_py.ScriptCompileError):
            jit.script("def f(x):\n    return y\n", "f")

    def alive() -> int:
        gc.collect()
        return sum(isinstance(o, jit.ScriptModule | nn.Module) for o in gc.get_objects())

    kept = jit.build(NET, "Net", 2)
    make()
    handles, objects = settled_handles(), alive()
    for _ in range(70):
        make()
    assert settled_handles() == handles
    assert alive() == objects
    assert kept.scale == 1.0
