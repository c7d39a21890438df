"""What operators and models say: warnings through Python's own module, and prints to sys.stdout."""

from __future__ import annotations

import asyncio
import io
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
import torch

from tests.python.live_objects import settled_handles
from torchsharp_py import ScriptRuntimeError, jit

SOURCE = """
import warnings

def of_operator(x):
    return x.std()

def of_model(x):
    warnings.warn("the model says so")
    return x + 1

def both(x):
    warnings.warn("first")
    return x.std()

def and_fails(x):
    warnings.warn("before the failure")
    return x.view(-2)

def task(x):
    return x.std()

def in_task(x):
    return torch.jit.wait(torch.jit.fork(task, x))

def later(x):
    return torch.jit.fork(task, x)

def says(x, text: str):
    print(text, 3)
    return x

def says_in_task(x, text: str):
    return torch.jit.wait(torch.jit.fork(says, x, text))
"""
ONE = torch.ones(1)
OF_OPERATOR = "degrees of freedom"


@pytest.fixture
def unit() -> jit.CompilationUnit:
    """Compiled anew: a warning of TorchScript code is said once for each compilation."""
    return jit.compile(SOURCE)


def heard(call: object, *args: object) -> list[warnings.WarningMessage]:
    """The warnings of a call."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call(*args)  # type: ignore[operator]
    return caught


def texts(caught: list[warnings.WarningMessage]) -> list[tuple[type[Warning], str]]:
    return [(one.category, str(one.message)) for one in caught]


def test_warnings_of_operators_are_those_of_torch(unit: jit.CompilationUnit) -> None:
    caught = heard(unit.of_operator, ONE)
    assert texts(caught) == texts(heard(torch.std, ONE))
    assert OF_OPERATOR in str(caught[0].message)
    assert caught[0].filename == __file__


def test_a_warning_of_a_model_has_its_message_and_category(unit: jit.CompilationUnit) -> None:
    assert texts(heard(unit.of_model, ONE)) == [(UserWarning, "the model says so")]


def test_the_order_is_kept(unit: jit.CompilationUnit) -> None:
    first, second = (str(one.message) for one in heard(unit.both, ONE))
    assert first == "first"
    assert OF_OPERATOR in second


def test_nothing_is_written_to_the_file_descriptors(
    unit: jit.CompilationUnit, capfd: pytest.CaptureFixture[str]
) -> None:
    heard(unit.both, ONE)
    heard(unit.in_task, ONE)
    assert capfd.readouterr() == ("", "")


def test_a_filter_can_make_a_warning_an_error(unit: jit.CompilationUnit) -> None:
    def call() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with pytest.raises(UserWarning, match=OF_OPERATOR):
                unit.of_operator(ONE)

    call()
    before = settled_handles()
    for _ in range(10):
        call()
    assert settled_handles() == before


def test_a_failing_call_still_warns(unit: jit.CompilationUnit) -> None:
    def call() -> None:
        with pytest.raises(ScriptRuntimeError):
            unit.and_fails(ONE)

    assert texts(heard(call)) == [(UserWarning, "before the failure")]


def test_an_error_of_a_call_is_not_replaced_by_its_warning(
    unit: jit.CompilationUnit, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[sys.UnraisableHookArgs] = []
    monkeypatch.setattr(sys, "unraisablehook", reported.append)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ScriptRuntimeError):
            unit.and_fails(ONE)
    assert [str(one.exc_value) for one in reported] == ["before the failure"]


def test_the_call_that_waits_for_a_task_has_its_warnings(unit: jit.CompilationUnit) -> None:
    (caught,) = heard(unit.in_task, ONE)
    assert OF_OPERATOR in str(caught.message)


def test_waiting_for_a_future_warns(unit: jit.CompilationUnit) -> None:
    def call() -> None:
        unit.later(ONE).wait()

    (caught,) = heard(call)
    assert OF_OPERATOR in str(caught.message)


def test_asynchronous_calls_warn(unit: jit.CompilationUnit) -> None:
    async def call() -> None:
        await unit.of_operator.call_async(ONE)

    (caught,) = heard(lambda: asyncio.run(call()))
    assert OF_OPERATOR in str(caught.message)


def test_hooks_and_modules_warn() -> None:
    class Model(torch.nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x.std()

    module = jit.script(Model())
    module.register_forward_hook(lambda m, args, out: out)
    (caught,) = heard(module, ONE)
    assert OF_OPERATOR in str(caught.message)


def test_prints_go_to_sys_stdout(
    unit: jit.CompilationUnit, capsys: pytest.CaptureFixture[str]
) -> None:
    unit.says(ONE, "näin")
    unit.says_in_task(ONE, "task")
    assert capsys.readouterr().out == "näin 3\ntask 3\n"


def test_prints_go_to_sys_stdout_from_the_first_call_on(tmp_path: Path) -> None:
    code = (
        "import io, sys\n"
        "from torchsharp_py import jit\n"
        "sys.stdout = io.StringIO()\n"
        "jit.compile('def f():\\n    print(1, True)\\n').f()\n"
        "assert sys.stdout.getvalue() == '1 True\\n', sys.stdout.getvalue()\n"
        "sys.stdout = None\n"
        "jit.compile('def f():\\n    print(1, True)\\n').f()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_failing_stdout_fails_the_call(
    unit: jit.CompilationUnit, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError("no space left")

    monkeypatch.setattr(sys, "stdout", Full())
    with pytest.raises(ScriptRuntimeError, match="no space left"):
        unit.says(ONE, "x")
