"""Source text with classes, NamedTuples and enums, against torch.jit.script of the same text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import torch

from tests.models import compiled_types
from tests.dotnet.dotnet_programs import ROOT, environment
from tests.python.test_readme import promised
from torchsharp_py import (
    ScriptCompileError,
    ScriptTypeError,
    UnknownMethodError,
    UnknownOperatorError,
    jit,
)
from torchsharp_py._C import live_handles

SOURCE = Path(compiled_types.__file__).read_text(encoding="utf-8")
X = torch.tensor([1.0, -2.0, 0.5])


@cache
def unit() -> jit.CompilationUnit:
    return jit.compile(SOURCE)


@cache
def scripted(name: str) -> Any:
    return torch.jit.script(getattr(compiled_types, name))


def same(ours: Any, theirs: Any) -> bool:
    if isinstance(theirs, torch.Tensor):
        return torch.equal(ours, theirs) and ours.dtype == theirs.dtype
    return bool(ours == theirs) and type(ours) is type(theirs)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("longest", ([(1.0, 2.0), (3.0, 4.0)],)),
        ("longest", ([],)),
        ("length", (1.0, 2.0)),
        ("open_line", (1.0,)),
        ("both", (2.0,)),
        ("sizes", ()),
        ("forked", (6,)),
        ("doubled", (X,)),
        ("wide", (X,)),
        ("remainders", (5.0, 3.0)),
        ("remainders", (-7.5, 2.0)),
        ("numbers", (0.75,)),
        ("rounded", (-1.5,)),
        ("dtype_of", (X,)),
        ("dtype_of", (X.double(),)),
        ("shaped", (torch.ones(2, 3).t(),)),
        ("norm", (X,)),
        ("gradient", (X.clone().requires_grad_(),)),
        ("scripted", ()),
    ],
)
def test_functions_give_what_torch_gives(name: str, args: tuple[Any, ...]) -> None:
    assert same(unit().invoke(name, *args), scripted(name)(*args))


@pytest.mark.parametrize("name", ["value_of", "name_of", "others"])
@pytest.mark.parametrize("color", list(compiled_types.Color))
def test_members_of_enums(name: str, color: Enum) -> None:
    assert unit().invoke(name, color) == scripted(name)(color)


def test_enums_in_containers() -> None:
    red, green = compiled_types.Color
    assert unit().count([red, green, red]) == scripted("count")([red, green, red])
    assert [unit().maybe(None).name, unit().maybe(red)] == ["RED", None]
    flipped = unit().flip({"a": red, "b": green})
    assert {key: (c.name, c.value) for key, c in flipped.items()} == {
        key: (c.name, c.value) for key, c in scripted("flip")({"a": red, "b": green}).items()
    }
    assert unit().value_of(flipped["a"]) == green.value  # and back in, as it came


def test_members_are_taken_by_name() -> None:
    class Color(Enum):
        GREEN = "another value"
        BLUE = 3

    assert unit().value_of(Color.GREEN) == -2
    assert unit().name_of(jit.EnumValue("__torch__.Color", "RED", 0)) == "RED"
    with pytest.raises(ScriptTypeError, match=r"__torch__\.Color, not Color"):
        unit().value_of(Color.BLUE)


def test_named_tuples_come_with_their_fields_and_defaults() -> None:
    ours, theirs = unit().read(2.0, "m"), scripted("read")(2.0, "m")
    assert ours._fields == theirs._fields
    assert torch.equal(ours.value, theirs.value)
    assert (ours.unit.name, ours.scale, ours.notes) == (
        theirs.unit.name,
        theirs.scale,
        theirs.notes,
    )
    more = compiled_types.Reading(torch.ones(2), compiled_types.Unit.SECOND, 2.0)
    assert torch.equal(unit().total([ours, more]), scripted("total")([theirs, more]))


def test_a_named_tuple_of_ones_own_goes_in_by_its_fields() -> None:
    class Mine(NamedTuple):
        value: torch.Tensor
        unit: compiled_types.Unit
        scale: float
        notes: str | None

    given = [Mine(torch.ones(2), compiled_types.Unit.METRE, 4.0, None)]
    assert unit().total(given).tolist() == [4.0, 4.0]


def test_instances_have_attributes_and_methods() -> None:
    point = unit().make_point(3.0)
    model = compiled_types.Point(3.0)
    assert isinstance(point, jit.ScriptObject)
    assert (point.x, point.y, point.norm()) == (model.x, model.y, model.norm())
    assert point.called("a") == model.called("a")
    assert point.names == model.names
    point.x = 0.0
    assert point.norm() == 2.0
    assert point.scaled(2.0, shift=1.0).y == model.scaled(2.0, shift=1.0).y
    with pytest.raises(UnknownMethodError, match="names"):
        _ = point.z
    with pytest.raises(ScriptTypeError, match="'x'"):
        point.x = "text"


def test_create_makes_instances() -> None:
    point = unit().create("Point", 3.0, y=4.0)
    assert point.norm() == compiled_types.Point(3.0, y=4.0).norm()
    assert unit().create("__torch__.Point", 3.0).y == 2.0
    assert unit().create("Line", point, None).length() == 0.0
    assert unit().create("Line", point, unit().create("Point", 0.0, 0.0)).length() == 5.0
    with pytest.raises(ScriptTypeError, match="x"):
        unit().create("Point")
    with pytest.raises(UnknownMethodError, match="Point"):
        unit().create("Circle")


def test_instances_go_back_in_and_are_the_same_object() -> None:
    near, far = unit().create("Point", 3.0, 4.0), unit().create("Point", 6.0, 8.0)
    assert unit().norms({"near": near, "far": far}) == {"near": 5.0, "far": 10.0}
    assert unit().first([far, near]) == far
    assert unit().first([]) is None
    assert unit().reversed_points([near, far]) == [far, near]


def test_an_instance_of_another_unit_is_refused() -> None:
    other = jit.compile(SOURCE).make_point(1.0)
    with pytest.raises(ScriptTypeError):
        unit().norms({"a": other})


def test_instances_outlive_their_unit() -> None:
    own = jit.compile(SOURCE)
    point, reading, red = own.make_point(3.0), own.read(1.0, "s"), own.maybe(None)
    del own
    assert point.scaled(2.0).x == 6.0
    assert (reading.unit.name, red.name) == ("SECOND", "RED")


def test_the_functions_of_a_unit_are_not_its_methods() -> None:
    functions = unit().functions
    assert {"longest", "make_point", "scripted"} <= set(functions)
    assert not {"norm.Point", "scaled", "__init__"} & set(functions)


FORK = """
class Counter:
    def __init__(self, start: int):
        self.total = start

    def add(self, n: int) -> int:
        for i in range(n):
            self.total += 1
        return self.total

def work(n: int) -> int:
    return Counter(0).add(n)

def later(n: int) -> Future[int]:
    return torch.jit.fork(work, n)

def many(n: int) -> List[Future[int]]:
    tasks: List[Future[int]] = []
    for i in range(n):
        tasks.append(torch.jit.fork(work, i * 1000))
    return tasks
"""


def test_tasks_outlive_the_unit() -> None:
    own = jit.compile(FORK)
    slow, tasks = own.later(300_000), own.many(20)
    assert not slow.done()
    del own
    assert [task.wait() for task in tasks] == [i * 1000 for i in range(20)]
    assert slow.wait() == 300_000


def test_tasks_that_nobody_waits_for() -> None:
    for _ in range(20):
        jit.compile(FORK).later(20_000)
    assert jit.compile(FORK).later(3).wait() == 3


def test_imports_bind_names() -> None:
    source = """
'''A docstring.'''
from __future__ import annotations
import math as m, torch.linalg as la
from typing import (
    List,  # with a comment
    Optional,
)
from math import sqrt as root, pi
import torch as t
from torch import float64

def f(x: List[float], y: t.Tensor) -> float:
    return root(x[0]) + m.floor(pi) + float(la.vector_norm(y)) + t.ones(1, dtype=float64).item()
"""
    assert jit.compile(source).f([4.0], torch.tensor([3.0, 4.0])) == 2.0 + 3 + 5.0 + 1.0


def test_the_newer_spellings_of_types() -> None:
    source = "def f(x: list[int], y: dict[str, int], z: int | None) -> tuple[int, int]:\n"
    source += "    return x[0] + y['a'], 0 if z is None else z\n"
    assert jit.compile(source).f([1], {"a": 2}, 3) == (3, 3)


def test_types_may_be_in_quotes_qualified_and_renamed() -> None:
    source = """
import typing
from typing import List as L, Dict as D
from torch import Tensor as T
import torch as t

def f(x: "int", y: "Optional[Point]", z: Optional["Point"]) -> 'Point':
    return Point(x)

def g(x: typing.List[typing.Optional[int]], y: L[D[str, T]], z: L[t.Tensor]) -> Optional[int]:
    return x[0]

class Point:
    def __init__(self, x: "int"):
        self.x = x
"""
    own = jit.compile(source)
    assert own.f(3, None, None).x == 3
    assert own.g([4], [{"a": X}], [X]) == 4


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("def f(\n    x: 'Foo',\n):\n    return x\n", 2, "Foo"),
        ("def f(x):\n    return x\n\ndef g(x: 'Optional[A]'):\n    return x\n", 4, "A"),
        ("def f(x: 'List[int'):\n    return x\n", 1, "expected"),
        ("def f(x: '" + "List[" * 5000 + "int" + "]" * 5000 + "'):\n    return x\n", 1, "nested"),
        ("import typing\ndef f(x: typing.Such[int]):\n    return x\n", 2, "Such"),
        (
            "from typing import List as Dict, Dict as List\ndef f(x: List[int]):\n    return x\n",
            2,
            "",
        ),
    ],
)
def test_errors_in_spelled_types(source: str, line: int, words: str) -> None:
    with pytest.raises(ScriptCompileError, match=f"(?s){words}") as caught:
        jit.compile(source)
    assert caught.value.line == line


def test_classes_written_in_cpp() -> None:
    source = """
def make() -> torch.classes.profiling._ScriptProfile:
    return torch.classes.profiling._ScriptProfile()

def enable(profile: torch.classes.profiling._ScriptProfile) -> int:
    profile.enable()
    profile.disable()
    return 1
"""
    own = jit.compile(source)
    assert own.enable(own.make()) == 1
    with pytest.raises(ScriptCompileError, match="load the library") as caught:
        jit.compile("def f():\n    x = torch.classes.none.Such()\n")
    assert caught.value.line == 2


def test_without_the_frontend() -> None:
    """PYTORCH_JIT=0 is about Python's frontend: compile does not use it."""
    done = subprocess.run(
        [sys.executable, "-c", "from torchsharp_py import jit;" + _TWICE],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTORCH_JIT": "0"},
        check=True,
    )
    assert done.stdout.split() == ["6", "ScriptMethod"]


_TWICE = (
    "f = jit.compile('def f(x: int) -> int:\\n    return 2 * x\\n').f;print(f(3), type(f).__name__)"
)


ENUM = "class E(Enum):\n"
TUPLE = "class N(NamedTuple):\n"
CLASS = "class A:\n"


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("class A(B):\n    def f(self):\n        pass\n", 1, "cannot inherit.*'A'"),
        ("\nclass A(torch.nn.Module):\n    def f(self):\n        pass\n", 2, "Module.*script it"),
        ("@torch.jit.script\ndef f(x):\n    return x\n", 1, "decorators"),
        (CLASS + "    @property\n    def x(self) -> int:\n        return 1\n", 2, "decorators"),
        (CLASS + "    def f(self):\n        pass\n\n    @staticmethod\n", 5, "decorators"),
        ("import torch\nimport numpy as np\n", 2, "'numpy'"),
        ("from . import x\n", 1, "package"),
        ("from math import *\n", 1, "name what to import"),
        ("import\n", 1, "ident"),
        ("def f(x: Foo):\n    return x\n", 1, "Foo"),
        (ENUM + "    A = 1\n    B = 'x'\n", 3, "values of the same type"),
        (ENUM + "    A = 1\n    B = 2.0\n", 3, "values of the same type"),
        (ENUM + "    A = True\n", 2, "an int, a float or a string"),
        (ENUM + "    A = auto()\n", 2, "an int, a float or a string"),
        (ENUM + "    A = [1]\n", 2, "an int, a float or a string"),
        (ENUM + "    A = 99999999999999999999\n", 2, "64 bit"),
        (ENUM + "    'only a docstring'\n", 1, "needs at least one member"),
        (ENUM + "    pass\n", 1, "needs at least one member"),
        (ENUM + "    A = B = 1\n", 2, "one name"),
        (ENUM + "    A = 1\n    A = 2\n", 3, "'A' is defined twice"),
        (
            ENUM + "    A = 1\n    def f(self) -> int:\n        return 1\n",
            3,
            "members with a value",
        ),
        (TUPLE + "    x = 3\n", 2, "fields with a type"),
        (TUPLE + "    x: int = 3\n    y: int\n", 3, "'y' has no default"),
        (TUPLE + "    x: int\n    x: float\n", 3, "'x' is defined twice"),
        (TUPLE + "    x: int = 3.5\n", 2, "int"),
        (TUPLE + "    x: int = y\n", 2, "y"),
        (TUPLE + "    x.y: int\n", 2, "one name"),
        (TUPLE + "    x: Foo\n", 2, "Foo"),
        (TUPLE + "    x: Optional[N]\n", 1, "'N' depends on itself"),
        (
            "class N(NamedTuple):\n    x: M\nclass M(NamedTuple):\n    x: N\n",
            1,
            "depends on itself",
        ),
        (CLASS + "    x: int\n", 2, "set attributes in __init__"),
        (CLASS + "    def __init__(self):\n        self.x = A()\n", 3, "recursive"),
        ("def f(x: int) -> int:\n    return f(x)\n", 2, "recursive"),
        (
            "def f(x: int) -> int:\n    return g(x)\ndef g(x: int) -> int:\n    return f(x)\n",
            4,
            "recurs",
        ),
        ("def f(x):\n    return x\n\ndef f(x):\n    return x\n", 4, "'f' is defined twice"),
        ("def f(x):\n    return x\nclass f:\n    pass\n", 3, "'f' is defined twice"),
        ("x = 3\n", 1, "functions, classes"),
        ("def f(x):\n    return x\nprint(f)\n", 3, "functions, classes"),
        ("async def f(x):\n    return x\n", 1, "functions, classes"),
        ("def f(x):\n    return torch.nn.functional.relu(x)\n", 2, "torch.nn is Python code"),
        (
            "from torch.nn import functional as F\ndef f(x):\n    return F.relu(x)\n",
            3,
            "Python code",
        ),
        ("def f(x):\n    return torch.jit.load('x')\n", 2, "'torch.jit.load'"),
        ("def f(x: float) -> float:\n    return math.relu(x)\n", 2, "'math.relu'"),
        ("def f(x):\n    return numpy.sin(x)\n", 2, "numpy"),
        ("def f(x", 1, "expected \\)"),
        ("def f(x):\n    return '''abc\n", 2, "valid token"),
        ("def f(x: int):\n\ty = 1\n        return x\n", 3, "indent"),
        ("def f(x):\n    return \x01\n", 2, "valid token"),
        ("class", 1, "ident"),
        ("class A(", 1, "ident"),
    ],
)
def test_errors_name_the_line(source: str, line: int, words: str) -> None:
    with pytest.raises(ScriptCompileError, match=f"(?s){words}") as caught:
        jit.compile(source)
    assert caught.value.line == line


def test_an_unknown_operator() -> None:
    with pytest.raises(UnknownOperatorError, match="no_such"):
        jit.compile("def f(x):\n    return torch.ops.aten.no_such(x)\n")
    with pytest.raises(UnknownOperatorError, match="linalg_no_such"):
        jit.compile("def f(x):\n    return torch.linalg.no_such(x)\n")


def test_the_names_of_builtins_stay_theirs() -> None:
    """As with torch: inside the source 'abs' is the built-in, from outside it is the function."""
    source = "def abs(x: int) -> int:\n    return 7\ndef f(x: int) -> int:\n    return abs(x)\n"
    own, reference = jit.compile(source), torch.jit.CompilationUnit(source)
    assert (own.abs(-1), own.f(-1)) == (reference.abs(-1), reference.f(-1))


def nested(opening: str, closing: str, depth: int) -> str:
    return f"def f(x: int) -> int:\n    y = {opening * depth}x{closing * depth}\n    return x\n"


def blocks(depth: int) -> str:
    lines = [" " * (i + 1) + "if x > 0:" for i in range(depth)]
    return "\n".join(
        ["def f(x: int) -> int:", *lines, " " * (depth + 1) + "x = 1", " return x", ""]
    )


def arms(count: int) -> str:
    lines = [f"    elif x == {i}:\n        x = {i}" for i in range(count)]
    return "\n".join(
        ["def f(x: int) -> int:\n    if x < 0:\n        x = 1", *lines, "    return x", ""]
    )


@pytest.mark.parametrize(
    "source",
    [
        nested("(", ")", 10_000),
        nested("[", "]", 10_000),
        nested("f(", ")", 10_000),
        nested("-", "", 10_000),
        nested("1 if x > 0 else ", "", 10_000),
        nested("x + ", "", 10_000),
        nested("x ** ", "", 10_000),
        nested("x < ", "", 10_000),
        "def f(x: " + "List[" * 10_000 + "int" + "]" * 10_000 + ") -> int:\n    return 1\n",
        "(" * 100_000,
        blocks(1000),
        arms(10_000),
    ],
    ids=lambda source: source[:60],
)
def test_deep_nesting_is_an_error(source: str) -> None:
    with pytest.raises(ScriptCompileError, match=r"more than|nested"):
        jit.compile(source)


def test_what_is_common_is_not_too_deep() -> None:
    assert jit.compile(nested("(", ")", 150)).f(3) == 3
    assert jit.compile(nested("x + ", "", 900)).f(3) == 3
    assert jit.compile(arms(150)).f(7) == 7
    long = "def f() -> int:\n    y = [" + "1, " * 20_000 + "1]\n    return len(y)\n"
    assert jit.compile(long).f() == 20_001


def chain(count: int, kind: str) -> list[str]:
    if kind == "functions":
        ends = f"def f{count}(x: int) -> int:\n    return x\n"
        return [f"def f{i}(x: int) -> int:\n    return f{i + 1}(x)\n" for i in range(count)] + [
            ends
        ]
    body = "class C{}:\n    def __init__(self):\n        self.x = {}\n"
    return [body.format(i, f"C{i + 1}()") for i in range(count)] + [body.format(count, "1")]


@pytest.mark.parametrize("kind", ["functions", "classes"])
def test_definitions_that_use_later_ones(kind: str) -> None:
    jit.compile("".join(chain(20, kind)))
    jit.compile("".join(reversed(chain(100, kind))))
    with pytest.raises(ScriptCompileError, match="define a name above"):
        jit.compile("".join(chain(500, kind)))


def test_a_small_stack_is_enough_for_the_deepest() -> None:
    """Each limit is met by a thread with a megabyte of stack."""
    sources = [nested("(", ")", 198), nested("x + ", "", 990), blocks(190), arms(190)]
    sources += ["".join(chain(500, "functions")), "".join(chain(500, "classes"))]
    failures: list[BaseException] = []

    def compile_all() -> None:
        for source in sources:
            try:
                jit.compile(source)
            except ScriptCompileError as error:
                if "define a name above" not in str(error):
                    failures.append(error)

    before = threading.stack_size(1 << 20)
    try:
        thread = threading.Thread(target=compile_all)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert not failures


def resident() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    raise AssertionError("no VmRSS")


def test_nothing_is_left_of_a_unit_or_of_a_failure() -> None:
    filler = "".join(
        f"class C{i}:\n    def __init__(self):\n        self.x = 'text{i}'\n"
        f"    def f(self) -> str:\n        return self.x + '{'y' * 500}'\n"
        for i in range(20)
    )
    failing = filler + CLASS + "    def f(self):\n        return 1\n" + filler.replace("C", "D")
    failing = failing.replace("return 1", "return unknown")

    def once() -> None:
        jit.compile(filler)
        with pytest.raises(ScriptCompileError):
            jit.compile(failing)

    for _ in range(20):
        once()
    handles, memory = live_handles(), resident()
    for _ in range(150):
        once()
    assert live_handles() == handles
    assert (
        resident() - memory < 8_000
    )  # kB: what one leaked unit a round would leave is ten times it


def test_many_threads_compile_at_once() -> None:
    results: list[float] = []

    def work() -> None:
        for _ in range(3):
            results.append(jit.compile(SOURCE).create("Point", 3.0, 4.0).norm())

    threads = [threading.Thread(target=work) for _ in range(4)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [5.0] * 12
    assert time.monotonic() - started < 120


def section(language: str) -> str:
    page = (ROOT / "docs" / "scripting.md").read_text(encoding="utf-8")
    text = page[page.index("## Compiling source") :]
    found = re.search(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)
    assert found
    return found.group(1)


def test_the_snippet_of_the_page(tmp_path: Path) -> None:
    snippet = section("python")
    done = subprocess.run(
        [sys.executable, "-c", snippet],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=environment(),
        check=True,
    )
    assert done.stdout.splitlines() == promised(snippet, "#")
    assert len(done.stdout.splitlines()) == 3


def test_the_csharp_snippet_of_the_page_is_lines_of_a_test() -> None:
    tests = ROOT / "tests" / "dotnet" / "TorchSharpPy.Tests" / "CompilePageTests.cs"
    tested = {re.sub(r"\s*//.*", "", line).strip() for line in tests.read_text().splitlines()}
    lines = [re.sub(r"\s*//.*", "", line).strip() for line in section("csharp").splitlines()]
    assert [line for line in lines if line not in tested] == []
    source = re.search(r'source = """\n(.*?)"""', section("python"), flags=re.DOTALL)
    assert source
    assert source.group(1) in tests.read_text()
