"""A Python program that loads .NET and calls C# with torch tensors."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
import torch

import torchsharp_py
from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import environment, needs_dotnet
from torchsharp_py import dotnet, jit

pytestmark = needs_dotnet


@pytest.fixture(scope="module")
def csharp() -> Any:
    """The C# class whose methods these tests call."""
    csharp_assembly.load()
    from TorchSharpPy.Tests import CalledFromPython

    return CalledFromPython


def test_tensors_go_in_and_come_out(csharp: Any, x: torch.Tensor) -> None:
    doubled = csharp.Double(x)
    assert type(doubled) is torch.Tensor
    assert torch.equal(doubled, x * 2)


def test_a_tensor_is_not_copied(csharp: Any, x: torch.Tensor) -> None:
    same = csharp.Same(x)
    assert same.data_ptr() == x.data_ptr()
    same[0] = 42
    assert x[0] == 42


def test_parameters_lists_and_none(csharp: Any, x: torch.Tensor) -> None:
    assert torch.equal(csharp.Double(torch.nn.Parameter(x)), x * 2)
    assert torch.equal(csharp.Sum([x, x, x]), x * 3)
    assert torch.equal(csharp.Sum((x, x)), x * 2)
    assert csharp.IsNull(None)
    assert not csharp.IsNull(x)


def test_overloads_are_resolved_by_type(csharp: Any, x: torch.Tensor) -> None:
    assert csharp.Overloaded(x) == "Tensor"
    assert csharp.Overloaded(3) == "long"


def test_a_python_function_is_a_csharp_delegate(csharp: Any, x: torch.Tensor) -> None:
    from System import Func
    from TorchSharpPy import torch as cs_torch

    negate = Func[cs_torch.Tensor, cs_torch.Tensor](lambda t: -t)
    assert torch.equal(csharp.Apply(negate, x), -x)


def test_modules_go_in_and_come_out(csharp: Any, models: Path, x: torch.Tensor) -> None:
    ours = jit.load(models / "sample.pt")
    theirs = torch.jit.load(models / "sample.pt")
    assert torch.equal(csharp.Predict(ours, x), ours.predict(x))
    assert torch.equal(csharp.Predict(theirs, x), theirs.predict(x))
    assert isinstance(csharp.Load(str(models / "sample.pt")), jit.ScriptModule)


def test_csharp_scripts_what_python_gives_it(csharp: Any, x: torch.Tensor) -> None:
    linear = torch.nn.Linear(10, 2)
    for target in (linear, torch.jit.script(linear), jit.script(linear)):
        scripted = csharp.Scripted(target)
        assert isinstance(scripted, jit.ScriptModule)
        assert torch.equal(scripted(x), linear(x))
    with pytest.raises(torchsharp_py.ScriptCompileError, match="undefined value y") as caught:
        csharp.ScriptedSource("def f(x):\n    return y", "f")
    assert caught.value.line == 2


def test_typed_calls_inside_csharp(csharp: Any, models: Path, x: torch.Tensor) -> None:
    assert torch.equal(csharp.TypedForward(str(models / "add.pt"), x, x), x + x)


def test_tensors_and_modules_of_untyped_results_arrive(
    csharp: Any, models: Path, x: torch.Tensor
) -> None:
    assert csharp.Boxed(x).data_ptr() == x.data_ptr()
    assert isinstance(csharp.Layer(str(models / "objects.pt")), jit.ScriptModule)


def test_python_objects_are_refused_by_untyped_calls(
    csharp: Any, models: Path, x: torch.Tensor
) -> None:
    path = str(models / "objects.pt")
    assert csharp.Invoke(path, "same_any", "text") == "text"
    assert csharp.Invoke(path, "same_any", 3) == 3
    for value in (x, {"a": 1}, 1 + 2j, torch.device("cpu"), jit.load(path)):
        with pytest.raises(torchsharp_py.ScriptTypeError, match="a Python object: convert it"):
            csharp.Invoke(path, "same_any", value)


def test_csharp_containers_stay_csharp_containers(csharp: Any, x: torch.Tensor) -> None:
    table = csharp.Table(x)
    assert table.Count == 1
    assert table["x"].Item1.data_ptr() == x.data_ptr()
    assert table["x"].Item2 == 3
    with pytest.raises(TypeError, match="No method matches"):
        csharp.CountOf({"a": 1.0})


def test_torchscript_errors_arrive_as_this_packages_errors(
    csharp: Any, models: Path, x: torch.Tensor
) -> None:
    with pytest.raises(torchsharp_py.ScriptRuntimeError, match="deliberate: 10") as caught:
        csharp.Fail(str(models / "values.pt"), x)
    assert "in fails" in caught.value.torchscript_traceback
    assert caught.value.raised == "builtins.ValueError"


def test_a_type_refused_at_load_names_the_schema(csharp: Any, models: Path) -> None:
    with pytest.raises(TypeError, match=r"forward\(Tensor x, Tensor y\)"):
        csharp.TypedForward(str(models / "sample.pt"), torch.ones(1), torch.ones(1))


def test_a_missing_file_is_a_file_not_found_error(csharp: Any) -> None:
    with pytest.raises(FileNotFoundError, match=r"/no/such/model\.pt"):
        csharp.Load("/no/such/model.pt")


def test_other_csharp_exceptions_keep_their_type(csharp: Any) -> None:
    from System import NotSupportedException

    with pytest.raises(NotSupportedException, match="from C#"):
        csharp.Throw()


def test_python_errors_arrive_in_csharp(csharp: Any, models: Path) -> None:
    values = jit.load(models / "values.pt")
    described = csharp.Describe(lambda: values.fails(torch.ones(2)))
    assert described == "ScriptRuntimeException: deliberate: 2 | True"
    assert csharp.Describe(lambda: {}["k"]) == "PythonException: KeyError: 'k'"


def test_an_error_without_the_bases_attributes_arrives(csharp: Any) -> None:
    class Bare(torchsharp_py.ScriptTypeError):
        def __init__(self) -> None:
            self.args = ("bare",)

    def fail() -> None:
        raise Bare

    assert csharp.Describe(fail) == "TorchTypeException: bare"


@pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")
def test_a_tensor_without_sizes_arrives(csharp: Any) -> None:
    assert not csharp.IsNull(torch.nested.nested_tensor([torch.ones(2), torch.ones(3)]))


def test_a_disposed_tensor_is_refused(csharp: Any) -> None:
    from System import ObjectDisposedException

    with pytest.raises(ObjectDisposedException):
        csharp.Disposed()


def test_loading_twice_and_missing_assemblies() -> None:
    dotnet.load()
    dotnet.load()
    with pytest.raises(FileNotFoundError, match=r"/no/such/Assembly\.dll"):
        dotnet.add_reference("/no/such/Assembly.dll")


@pytest.mark.parametrize(
    ("layout", "found"),
    [
        ("TorchSharpPy/Tests/notes.txt", "the folder '{}/TorchSharpPy/Tests'"),
        ("TorchSharpPy/Tests.py", "the module '{}/TorchSharpPy/Tests.py'"),
        ("TorchSharpPy/Other/notes.txt", None),
        ("Tests/notes.txt", None),
    ],
)
def test_a_folder_that_hides_a_namespace_is_named(
    layout: str, found: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / layout).parent.mkdir(parents=True)
    (tmp_path / layout).write_text("")
    csharp_assembly.load()
    monkeypatch.syspath_prepend(tmp_path)
    with warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always")
        dotnet.add_reference(csharp_assembly.ASSEMBLY)
    messages = [str(one.message) for one in raised]
    if found is None:
        assert messages == []
        return
    assert len(messages) == 1
    assert messages[0].startswith(
        "the C# namespace TorchSharpPy.Tests of TorchSharpPy.Tests cannot be imported: "
        f"'import TorchSharpPy.Tests' finds {found.format(tmp_path)} first."
    )
    assert raised[0].filename == __file__


def test_without_dotnet_the_message_says_what_is_missing() -> None:
    program = """
from torchsharp_py import dotnet
try:
    dotnet.load()
except dotnet.DotnetNotFoundError as error:
    print("install .NET 8" in str(error))
"""
    without = environment(DOTNET_ROOT=None, PATH="")
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=without
    )
    assert done.stdout.strip() == "True", done.stderr


def test_a_program_that_used_csharp_exits_cleanly() -> None:
    program = """
import torch
from torchsharp_py import dotnet
dotnet.load()
from TorchSharpPy import torch as cs
kept = [cs.jit.compile("def f(x: int): return x") for _ in range(3)]
kept += [cs.zeros(3) for _ in range(100)]
print("done")
"""
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, env=environment()
        )
        assert (done.returncode, done.stdout.strip()) == (0, "done"), done.stderr
