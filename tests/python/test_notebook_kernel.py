"""C# cells in a Jupyter kernel: its output, its errors, and interrupts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager, start_new_kernel

from tests.dotnet.dotnet_programs import ROOT, environment, needs_dotnet

pytestmark = needs_dotnet

TIMEOUT = 120


class Kernel:
    """A kernel with the extension."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.manager = manager
        self.client = client

    def run(self, code: str, interrupt_at: str | None = None) -> dict[str, Any]:
        """Runs a cell and returns its outputs; interrupts it when it has printed a text."""
        found: dict[str, Any] = {"stdout": "", "stderr": "", "result": None, "error": None}

        def see(message: dict[str, Any]) -> None:
            content = message["content"]
            if message["msg_type"] == "stream":
                found[content["name"]] += content["text"]
                if interrupt_at == found["stdout"].strip() and "interrupted" not in found:
                    found["interrupted"] = time.perf_counter()
                    self.manager.interrupt_kernel()
            elif message["msg_type"] == "execute_result":
                found["result"] = content["data"]
            elif message["msg_type"] == "error":
                found["error"] = "\n".join(content["traceback"])
                found["name"] = content["ename"]

        self.client.execute_interactive(code, output_hook=see, timeout=TIMEOUT)
        found["seconds"] = time.perf_counter() - found.get("interrupted", 0)
        return found


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    manager, client = start_new_kernel(
        kernel_name="python3", env=environment(PYTHONPATH=str(ROOT)), startup_timeout=TIMEOUT
    )
    made = Kernel(manager, client)
    assert made.run("%load_ext torchsharp_py.notebook")["error"] is None
    yield made
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_console_output_and_prints_of_models_are_in_the_cell(kernel: Kernel) -> None:
    model = 'jit.compile("def f(x: int):\\n  print(x)").invoke("f", 42);'
    found = kernel.run(
        f'%%csharp\nConsole.WriteLine("out");\nConsole.Error.WriteLine("err");\n{model}'
    )
    assert (found["stdout"], found["stderr"], found["error"]) == ("out\n42\n", "err\n", None)


def test_much_output_arrives_complete_and_in_order(kernel: Kernel) -> None:
    found = kernel.run('%%csharp\nfor (int i = 0; i < 300000; i++) Console.WriteLine($"line {i}");')
    assert found["stdout"].splitlines() == [f"line {i}" for i in range(300_000)]


def test_a_result_is_shown_as_torch_shows_it(kernel: Kernel) -> None:
    assert kernel.run("%%csharp\nones(2, 2)")["result"] == {
        "text/plain": "tensor([[1., 1.],\n        [1., 1.]])"
    }


def test_errors_show_nothing_of_python(kernel: Kernel) -> None:
    found = kernel.run("%%csharp\nvar zero = 0;\n1 / zero")
    shown = found["error"].splitlines()
    assert shown[0].endswith("System.DivideByZeroException: Attempted to divide by zero.")
    assert [line.rpartition(", ")[2] for line in shown[1:]] == ["line 2:  1 / zero"]
    assert ".py" not in kernel.run("%%csharp\nmissing")["error"]


ENDLESS_MODEL = "def f(x):\\n  print('on')\\n  while True:\\n    x = x + 1\\n  return x"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ('Console.WriteLine("on"); while (true) { n++; }', "was stopped"),
        ('Console.WriteLine("on"); System.Threading.Thread.Sleep(-1);', "was stopped"),
        ('Console.WriteLine("on"); await Task.Delay(-1);', "was stopped; what it awaited may"),
        (f'jit.compile("{ENDLESS_MODEL}").invoke("f", ones(1));', "still runs, because"),
    ],
    ids=["loop", "sleep", "await", "native"],
)
def test_an_endless_cell_is_interrupted(kernel: Kernel, code: str, told: str) -> None:
    found = kernel.run(f"%%csharp\nvar n = 0;\n{code}", interrupt_at="on")
    assert found["name"] == "KeyboardInterrupt"
    assert told in found["error"]
    assert found["seconds"] < 3  # about one, and a busy computer
    assert kernel.run("%%csharp\nn + 1 > n ? 1 : 1")["result"] == {"text/plain": "1"}
