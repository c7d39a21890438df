"""Every kind of error, as the exception that a Python programmer expects."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

import torchsharp_py as ts
from torchsharp_py import jit
from torchsharp_py._errors import from_record, kind_of
from torchsharp_py._kinds import ErrorKind


def test_missing_file(models: Path) -> None:
    with pytest.raises(ts.ModelNotFoundError, match=r"there is no file '.*missing\.pt'") as caught:
        jit.load(models / "missing.pt")
    assert isinstance(caught.value, FileNotFoundError)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("not_a_zip.pt", "it is not a zip archive"),
        ("truncated.pt", "truncated or damaged"),
        ("plain_zip.pt", "does not have the layout of a TorchScript archive"),
        ("state_dict.pt", r"written by torch\.save"),
    ],
)
def test_files_that_are_not_models(models: Path, name: str, reason: str) -> None:
    with pytest.raises(ts.ModelFormatError, match=reason) as caught:
        jit.load(models / name)
    assert name in str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_a_folder_is_not_a_file(models: Path) -> None:
    with pytest.raises(ts.ModelIOError, match="is a folder") as caught:
        jit.load(models)
    assert isinstance(caught.value, OSError)


def test_a_model_with_an_unknown_operator(models: Path) -> None:
    with pytest.raises(ts.UnknownOperatorError, match="no_such_operator"):
        jit.load(models / "unknown_operator.pt")(torch.ones(1, 4))


def test_an_unknown_method_lists_the_methods(sample: jit.ScriptModule) -> None:
    with pytest.raises(ts.UnknownMethodError, match=r"'nope'.*forward, add_scalar, predict"):
        sample.nope  # noqa: B018
    with pytest.raises(AttributeError):
        sample.invoke("nope")
    assert not hasattr(sample, "nope")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda m, x: m(x), "missing argument 'y' .position 2."),
        (lambda m, x: m(x, x, x), "takes 2 arguments, but 3 were given"),
        (lambda m, x: m(x, "text"), "argument 'y' .position 2. must be Tensor, not str"),
        (lambda m, x: m(x, None), "argument 'y' .position 2. must be Tensor, not None"),
        (lambda m, x: m.add_scalar(x, 3.14), "argument 'i' .position 2. must be int, not float"),
        (lambda m, x: m.add_scalar(x, 2**64), "not an int outside the 64-bit range"),
        (lambda m, x: m(x, z=x), "has no argument 'z'"),
        (lambda m, x: m(x, x=x), "got two values for argument 'x'"),
    ],
)
def test_arguments_that_do_not_fit_show_the_schema(
    sample: jit.ScriptModule, x: torch.Tensor, call: object, message: str
) -> None:
    with pytest.raises(ts.ScriptTypeError, match=message) as caught:
        call(sample, x)  # type: ignore[operator]
    assert "Schema: " in str(caught.value)
    assert isinstance(caught.value, TypeError)


def test_a_wrong_element_of_a_list(values: jit.ScriptModule) -> None:
    with pytest.raises(ts.ScriptTypeError, match=r"must be List\[int\], not str"):
        values.identity_ints([1, "two"])


TASK = """
def task(x):
    return torch.mm(x, torch.ones(7, 7))

def waits(x):
    return torch.jit.wait(torch.jit.fork(task, x))
"""


def test_an_operator_that_fails_has_a_torchscript_traceback(values: jit.ScriptModule) -> None:
    with pytest.raises(ts.ScriptRuntimeError, match="shapes cannot be multiplied") as caught:
        values.shape_error(torch.ones(2, 3))
    error = caught.value
    assert "fixture_models.py" in error.torchscript_traceback
    assert "torch.mm(x" in error.torchscript_traceback
    assert str(error).count("Traceback of TorchScript") == 1
    assert error.line > 0
    assert "Traceback" not in error.message


def test_the_traceback_of_a_task_follows_under_the_same_heading() -> None:
    unit = jit.compile(TASK)
    with pytest.raises(ts.ScriptRuntimeError, match="shapes cannot be multiplied") as caught:
        unit.waits(torch.ones(2, 3))
    assert str(caught.value).count("Traceback of TorchScript") == 1
    assert "in waits" in caught.value.torchscript_traceback
    assert "torch.mm(x" in caught.value.torchscript_traceback


def test_an_exception_raised_in_torchscript(values: jit.ScriptModule) -> None:
    with pytest.raises(ts.ScriptRuntimeError, match="deliberate: 3") as caught:
        values.fails(torch.ones(3))
    assert caught.value.raised == "builtins.ValueError"
    assert "in fails" in caught.value.torchscript_traceback


class Asserts(torch.nn.Module):
    def forward(self, x: int) -> int:
        assert x > 0, f"{x} is too small"
        return x


def test_a_failed_assertion_has_its_class(tmp_path: Path) -> None:
    torch.jit.script(Asserts()).save(tmp_path / "asserts.pt")
    compiled = jit.compile(
        "def f(x: int) -> int:\n    assert x > 0, f'{x} is too small'\n    return x\n"
    )
    for function in (jit.load(tmp_path / "asserts.pt"), jit.script(Asserts()), compiled.f):
        assert function(2) == 2
        with pytest.raises(ts.ScriptRuntimeError) as caught:
            function(-1)
        assert (caught.value.raised, caught.value.message) == (
            "builtins.AssertionError",
            "-1 is too small",
        )


def test_another_exception_that_speaks_of_an_assertion_keeps_its_class() -> None:
    unit = jit.compile("def f():\n    raise ValueError('AssertionError: x')\n")
    with pytest.raises(ts.ScriptRuntimeError) as caught:
        unit.f()
    assert (caught.value.raised, caught.value.message) == (
        "builtins.ValueError",
        "AssertionError: x",
    )


def test_source_that_does_not_compile_says_where() -> None:
    with pytest.raises(ts.ScriptCompileError) as caught:
        jit.compile("def f(x: int) -> str:\n    return x\n")
    assert (caught.value.line, caught.value.column) == (2, 5)
    assert isinstance(caught.value, SyntaxError)


@pytest.mark.parametrize(
    "source", ["def f(x:\n", "def f(x):\n    return y\n", "x = ", "def f(x): return x +* 2", "\0"]
)
def test_bad_source_never_crashes(source: str) -> None:
    with pytest.raises(ts.TorchSharpError):
        jit.compile(source)


def test_an_operator_that_does_not_exist() -> None:
    with pytest.raises(ts.UnknownOperatorError, match="aten::no_such_operator") as caught:
        jit.compile("def f(x):\n    y = x\n    return torch.no_such_operator(y)\n")
    assert caught.value.line == 3


def test_unknown_and_missing_devices(models: Path, sample: jit.ScriptModule) -> None:
    with pytest.raises(ts.ScriptValueError, match="'abacus' is not a device"):
        jit.load(models / "sample.pt", map_location="abacus")
    if not torch.cuda.is_available():
        with pytest.raises(ts.DeviceError, match="'cuda' is not available"):
            sample.cuda()


def test_wrapping_something_that_is_not_a_script_module() -> None:
    with pytest.raises(ts.ScriptTypeError, match="not Linear: script or trace"):
        jit.wrap(torch.nn.Linear(1, 1))  # type: ignore[arg-type]


def test_errors_of_other_threads_do_not_mix(values: jit.ScriptModule) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def fail(count: int) -> str:
        with pytest.raises(ts.ScriptRuntimeError) as caught:
            values.fails(torch.ones(count))
        return caught.value.message

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(fail, range(100))) == [f"deliberate: {n}" for n in range(100)]


def test_every_kind_of_the_abi_has_an_exception() -> None:
    kinds = {name: value for name, value in vars(ErrorKind).items() if name.isupper()}
    made = {name: from_record(kind, "", "", 0, 0, "") for name, kind in kinds.items()}
    del made["OK"]
    assert len({type(error) for error in made.values()}) == len(made)
    assert {name: kind_of(error) for name, error in made.items()} == {
        name: kind for name, kind in kinds.items() if name != "OK"
    }


def fails() -> None:
    jit.compile("def f(x: Tensor) -> Tensor:\n    return x.view(-2)\n").f(torch.ones(3))


def test_a_run_time_error_is_also_one_of_torch_jit() -> None:
    with pytest.raises(torch.jit.Error) as caught:
        fails()
    assert type(caught.value) is ts.ScriptRuntimeError
    assert isinstance(caught.value, ts.TorchSharpError)
    assert issubclass(ts.TracingCheckError, torch.jit.Error)
    copied = pickle.loads(pickle.dumps(caught.value))
    assert (type(copied), str(copied)) == (type(caught.value), str(caught.value))
    with pytest.raises(ts.ScriptTypeError) as other:
        jit.compile("def f(x: int) -> int:\n    return x\n").f("a")
    assert not isinstance(other.value, torch.jit.Error)


BEFORE_TORCH = """
import pickle, sys
from torchsharp_py import ScriptRuntimeError, jit
unit = jit.compile("def f(x: List[int]) -> int:\\n    return x[5]\\n")
try:
    unit.f([1])
except ScriptRuntimeError as error:
    early = error
assert "torch" not in sys.modules
assert ScriptRuntimeError.__mro__[1:3] == (ScriptRuntimeError.__bases__[0], RuntimeError)
import torch
try:
    unit.f([1])
except torch.jit.Error as error:
    assert type(error) is type(early) is ScriptRuntimeError
    sys.stdout.buffer.write(pickle.dumps(error))
"""


def test_an_error_is_one_of_torch_jit_once_torch_is_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEFORE_TORCH], capture_output=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert isinstance(pickle.loads(done.stdout), ts.ScriptRuntimeError)


def test_a_stream_at_its_end_says_so(models: Path) -> None:
    data = (models / "sample.pt").read_bytes()
    stream = io.BytesIO(data)
    stream.seek(0, io.SEEK_END)
    with pytest.raises(ts.ModelFormatError, match=r"the stream .* at its end.*seek\(0\)"):
        jit.load(stream)
    stream.seek(0)
    assert jit.load(stream).methods == jit.load(data).methods
    with pytest.raises(ts.ModelFormatError, match=r"the data in memory .*it is empty"):
        jit.load(b"")


class Pickled(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = torch.nn.Linear(2, 2)


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
@pytest.mark.parametrize(
    ("make", "held"),
    [
        (Pickled, rf"Python class '{Pickled.__module__}\.Pickled'.*torch\.load.*script\(model\)"),
        (lambda: torch.nn.Linear(2, 2), r"class 'torch\.nn\.modules\.linear\.Linear'"),
        (lambda: Pickled().state_dict(), "a state or another dictionary.*load_state_dict"),
        (lambda: {"epoch": 1}, "a state or another dictionary"),
        (lambda: torch.ones(2), "a tensor but no code"),
        (lambda: 3, r"written by torch\.save, not by torch\.jit\.save\. A"),
    ],
    ids=["own", "linear", "state", "dict", "tensor", "number"],
)
def test_a_file_of_torch_save_says_what_it_holds_and_what_to_do(
    make: Callable[[], object], held: str, protocol: int
) -> None:
    stream = io.BytesIO()
    torch.save(make(), stream, pickle_protocol=protocol)
    with pytest.raises(ts.ModelFormatError, match=held):
        jit.load(stream.getvalue())
