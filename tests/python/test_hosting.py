"""A C# program that hosts CPython."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import ROOT, environment, needs_dotnet, program
from tests.models.torch_nn_cases import CASES, REFUSED

pytestmark = needs_dotnet

SCENARIOS = [
    "starts-twice",
    "exit-handlers",
    "lock-is-free",
    "before-start",
    "tensors",
    "modules",
    "codecs",
    "wrong-types",
    "bridge-page",
    "python-errors",
    "csharp-errors",
    "threads",
    "first-conversions",
    "scopes-after-python",
    "training-after-python",
    "finalizers",
    "releases",
    "releases-parallel",
    "backward-with-lock",
    "script-path",
    "script-source",
    "script-objects",
    "script-arguments",
    "script-nesting",
    "script-threads",
    "script-errors",
    "export",
    "export-errors",
    "trace",
    "trace-module",
    "trace-report",
    "trace-and-script",
    "script-leaks",
]


def run(scenario: str, **changes: str | None) -> list[str]:
    """Runs one scenario; returns the lines that it printed before ``passed``."""
    done = subprocess.run(
        [*program("HostedPython"), scenario],
        capture_output=True,
        text=True,
        env=environment(**{"PYTHONPATH": str(ROOT), **changes}),
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert "passed" in lines
    lines.remove("passed")
    return lines


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario(scenario: str) -> None:
    run(scenario)


@pytest.mark.parametrize("scenario", ["joins", "converts-unstarted"])
def test_python_that_the_program_started_itself(scenario: str) -> None:
    library = Path(sysconfig.get_config_var("LIBDIR"), sysconfig.get_config_var("INSTSONAME"))
    run(scenario, PYTHON_LIBRARY=str(library), EXPLICIT_PYTHON=sys.executable)


def test_the_active_virtual_environment_is_found() -> None:
    assert run("environment", PYTHONHOME=None) == [sys.prefix]


def test_an_explicit_interpreter_wins() -> None:
    assert run("environment", EXPLICIT_PYTHON=sys.executable, VIRTUAL_ENV="/no/such") == [
        sys.prefix
    ]


def test_an_explicit_environment_folder_is_enough() -> None:
    assert run("environment", EXPLICIT_PYTHON=sys.prefix, VIRTUAL_ENV=None) == [sys.prefix]


def test_pythonhome_is_found() -> None:
    assert run("environment", VIRTUAL_ENV=None, PYTHONHOME=sys.base_prefix) == [sys.base_prefix]


def test_a_missing_python_is_named() -> None:
    (message,) = run("not-found")
    assert "/no/such/python: not there" in message
    assert "VIRTUAL_ENV" in message


def test_a_python_without_the_package_is_refused(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path)], check=True)
    done = subprocess.run(
        [*program("HostedPython"), "starts-twice"],
        capture_output=True,
        text=True,
        env=environment(VIRTUAL_ENV=str(tmp_path), PYTHONPATH=None),
    )
    assert done.returncode != 0
    refused = r"python3?\S* has no package torchsharp_py.* Looked in: .*site-packages"
    assert re.search(refused, done.stderr)
    assert f"{tmp_path}/bin/python" in done.stderr
    assert "-m pip install torchsharp_py" in done.stderr


def test_exit_handlers_of_python_run() -> None:
    assert run("exit-handlers") == ["exit handler ran"]


def test_the_exit_is_quick_with_torch_imported() -> None:
    start = time.perf_counter()
    run("codecs")
    assert time.perf_counter() - start < 60, "the exit hung"


def test_nothing_is_scripted_if_the_environment_says_so() -> None:
    run("script-disabled", PYTORCH_JIT="0")


def test_scripting_says_that_it_needs_python() -> None:
    nowhere = {"VIRTUAL_ENV": None, "CONDA_PREFIX": None, "PYTHONHOME": None, "PATH": ""}
    run("script-without-python", PYTHONNET_PYEXE=None, **nowhere)


def test_tracer_warnings_go_to_a_callback_or_are_printed() -> None:
    done = subprocess.run(
        [*program("HostedPython"), "trace-warnings"],
        capture_output=True,
        text=True,
        env=environment(PYTHONPATH=str(ROOT)),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr.count("TracerWarning: Converting a tensor to a Python boolean") == 1


def test_every_class_of_torch_nn_through_csharp() -> None:
    (compared,) = run("torch-nn")
    assert compared == f"{len(set(CASES) - set(REFUSED))} compared"


def test_every_scenario_is_run() -> None:
    listed = subprocess.run([*program("HostedPython"), "--list"], capture_output=True, text=True)
    elsewhere = {"environment", "not-found", "joins", "converts-unstarted", "stress"}
    elsewhere |= {"script-disabled", "script-without-python", "trace-warnings", "torch-nn"}
    assert set(listed.stdout.split()) == set(SCENARIOS) | elsewhere
    assert Path(sys.prefix).is_dir()
