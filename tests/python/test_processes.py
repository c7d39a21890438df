"""Other processes: forked, spawned, without a home, in other locales."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import environment, needs_dotnet

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")

LOAD_AND_CALL = """
import sys
from torchsharp_py import jit
module = jit.load(sys.argv[1])
import torch
print(module(torch.ones(2), torch.ones(2))[0].tolist())
"""


def run(program: str, *arguments: str, **changes: str | None) -> str:
    """Runs Python source in a new interpreter, in a changed environment."""
    return run_python("-c", program, *arguments, **changes)


def run_python(*arguments: str, **changes: str | None) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        env=environment(**changes),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.strip()


# Before the fork, libtorch's threads have run; the child calls, loads, compiles, and ends normally.
FORK = """
import os, sys, threading, torch
from torchsharp_py import jit

module = jit.load(sys.argv[1])
linear = jit.script(torch.nn.Linear(512, 512))
big = torch.ones(512, 512)
linear(big)
expected = module(torch.ones(2), torch.ones(2))[0]
stop = threading.Event()

def call():
    while not stop.is_set():
        linear(big)

threads = [threading.Thread(target=call) for _ in range(3 if sys.argv[2] == "busy" else 0)]
for thread in threads:
    thread.start()
for status in range(2):
    child = os.fork()
    if child == 0:
        assert torch.equal(module(torch.ones(2), torch.ones(2))[0], expected)
        assert torch.equal(jit.load(sys.argv[1])(torch.ones(2), torch.ones(2))[0], expected)
        assert jit.compile("def f(x: int) -> int:\\n    return x + 1").f(1) == 2
        if status % 2:
            sys.exit(status)
        os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == status
stop.set()
for thread in threads:
    thread.join()
assert torch.equal(module(torch.ones(2), torch.ones(2))[0], expected)
print("both work")
"""


@needs_fork
@pytest.mark.parametrize("parent", ["idle", "busy"])
def test_a_forked_process_calls_the_module(models: Path, parent: str) -> None:
    assert run(FORK, str(models / "sample.pt"), parent) == "both work"


# In a process of its own: the one that runs the tests has other threads, which a fork leaves out.
WORKERS = """
import multiprocessing, sys

import torch
from torchsharp_py import dotnet, jit

def call(path):
    return [t.tolist() for t in jit.load(path)(torch.ones(2), torch.ones(2))]

if __name__ == "__main__":
    method, path, has_dotnet = sys.argv[1:]
    if has_dotnet == "1":
        dotnet.load()
    for _ in range(5 if method == "fork" else 1):
        with multiprocessing.get_context(method).Pool(2) as pool:
            assert pool.map(call, [path] * 4) == [call(path)] * 4
    print("all agree")
"""


@pytest.mark.parametrize("with_dotnet", [False, pytest.param(True, marks=needs_dotnet)])
@pytest.mark.parametrize(
    "method", [m for m in ("spawn", "fork") if m in multiprocessing.get_all_start_methods()]
)
def test_worker_processes_load_and_call(
    tmp_path: Path, models: Path, method: str, with_dotnet: bool
) -> None:
    script = tmp_path / "workers.py"
    script.write_text(WORKERS)
    arguments = [str(script), method, str(models / "sample.pt"), str(int(with_dotnet))]
    assert run_python(*arguments) == "all agree"


# .NET's handlers write to a pipe that the child shares: the signal ended the parent.
SIGNALS_TO_CHILDREN = """
import os, signal, sys, time
from torchsharp_py import dotnet, jit
# A shell's background jobs ignore some of them.
signal.signal(signal.SIGINT, signal.default_int_handler)
for number in (signal.SIGTERM, signal.SIGQUIT, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)
dotnet.load()
from TorchSharpPy import torch as csharp
unit = jit.compile("def f(x: int) -> int:\\n    return x + 1")

def child(*, exits_with=None, gets=None):
    number = os.fork()
    if number == 0:
        assert unit.f(1) == 2
        if exits_with is not None:
            sys.exit(exits_with)
        try:
            time.sleep(60)
        except KeyboardInterrupt:
            os._exit(5)
        os._exit(6)
    if gets is not None:
        time.sleep(0.2)
        os.kill(number, gets)
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])

assert child(exits_with=3) == 3
for number in (signal.SIGTERM, signal.SIGQUIT, signal.SIGHUP, signal.SIGKILL):
    assert child(gets=number) == -number
assert child(gets=signal.SIGINT) == 5
signal.signal(signal.SIGTERM, lambda *_: os._exit(4))
assert child(gets=signal.SIGTERM) == 4
time.sleep(0.2)
print(csharp.ones(2).sum().item())
"""


@needs_fork
@needs_dotnet
def test_a_signal_to_a_forked_child_is_the_childs_alone() -> None:
    assert run(SIGNALS_TO_CHILDREN) == "2.0"


NO_HOME: dict[str, str | None] = {
    "HOME": None,
    "USERPROFILE": None,
    "XDG_CACHE_HOME": "/nonexistent/cache",
    "XDG_CONFIG_HOME": "/nonexistent/config",
    "XDG_DATA_HOME": "/nonexistent/data",
    "XDG_RUNTIME_DIR": None,
    "DOTNET_CLI_HOME": "/nonexistent/dotnet",
}

EVERYTHING = """
import sys
from torchsharp_py import jit
module = jit.load(sys.argv[1])
import torch
assert jit.compile("def f(x: int) -> int:\\n    return x").f(1) == 1
assert jit.script(torch.nn.ReLU())(-torch.ones(1)).item() == 0
print(module(torch.ones(2), torch.ones(2))[0].tolist())
"""

IN_DOTNET = """
import sys
from torchsharp_py import dotnet
dotnet.load()
from TorchSharpPy import torch as csharp
module = csharp.jit.load(sys.argv[1])
import torch
print(module.forward(torch.ones(2), torch.ones(2))[0].tolist())
"""


@pytest.mark.parametrize("home", [None, "", "/nonexistent/home"])
def test_a_missing_home(models: Path, home: str | None) -> None:
    sample = str(models / "sample.pt")
    assert run(EVERYTHING, sample, **{**NO_HOME, "HOME": home}) == "[2.0, 2.0]"


@needs_dotnet
@pytest.mark.parametrize("home", [None, "/nonexistent/home"])
def test_a_missing_home_in_csharp(models: Path, home: str | None) -> None:
    sample = str(models / "sample.pt")
    assert run(IN_DOTNET, sample, **{**NO_HOME, "HOME": home}) == "[2.0, 2.0]"


LOCALES: list[dict[str, str | None]] = [
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8"},
    {"LC_ALL": "tr_TR.UTF-8"},
    {"LC_ALL": "de_DE.UTF-8"},
    {"LC_ALL": "fa_IR.UTF-8"},
    {"LC_ALL": "ar_SA.UTF-8"},
]

NAMES = """
import json, os, sys
from pathlib import Path
from torchsharp_py import ModelNotFoundError, jit
folder, sample, has_dotnet = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "1"
name = os.fsdecode("\\u043c\\u043e\\u0434\\u0435\\u043b\\u044c \\u00fc\\u0130\\u0131.pt".encode())
path = folder / name  # as os.listdir() spells it, also where Python's encoding is ASCII
module = jit.load(sample)
jit.save(module, path, {"note": "\\u00fc".encode()})
assert os.listdir(folder) == [name]
import torch
values = [module(torch.ones(2) * -1.5, torch.ones(2))[0].tolist(), repr(module.schema("forward"))]
values.append(jit.load(path)(torch.ones(2) * -1.5, torch.ones(2))[0].tolist())
try:
    jit.load(folder / ("no " + name))
except ModelNotFoundError as error:
    values.append("no " in str(error))
source = "def f(x: float = -1234.5, y: int = -1000000) -> str:\\n"
unit = jit.compile(source + "    return '{} {}'.format(x, y)")
values += [unit.f(), repr(unit.f)]
if has_dotnet:
    from torchsharp_py import dotnet
    dotnet.load()
    from TorchSharpPy import torch as csharp
    if not name.isprintable():  # pythonnet's strings cannot have bytes that are not text
        path = folder / "plain.pt"
        jit.save(module, path)
    ours = csharp.jit.load(str(path))
    values.append(ours.forward(torch.ones(2) * -1.5, torch.ones(2))[0].tolist())
    csharp.jit.save(ours, str(path), None)
    values.append(jit.load(path)(torch.ones(2), torch.ones(2))[0].tolist())
print(json.dumps(values))
"""


@pytest.fixture(scope="module")
def expected_names(tmp_path_factory: pytest.TempPathFactory, models: Path) -> str:
    from tests.dotnet.dotnet_programs import DOTNET_ROOT

    return run(
        NAMES,
        str(tmp_path_factory.mktemp("names")),
        str(models / "sample.pt"),
        str(int(DOTNET_ROOT is not None)),
        LC_ALL="C.UTF-8",
    )


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: "-".join(locale.values()))
def test_locales_change_nothing(
    tmp_path: Path, models: Path, expected_names: str, locale: dict[str, str | None]
) -> None:
    from tests.dotnet.dotnet_programs import DOTNET_ROOT

    has_dotnet = str(int(DOTNET_ROOT is not None))
    assert (
        run(NAMES, str(tmp_path), str(models / "sample.pt"), has_dotnet, **locale) == expected_names
    )
