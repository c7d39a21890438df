"""Runs a model that nobody trusts in a process that can do little: Linux, without any privilege.

The process has no network, sees no other process, and cannot write to a file. The kernel limits its
memory and its processor time. It loads the model under the policy "safe" and with a time limit, and
answers through a pipe.

    $ python sandbox.py upload.pt '[[1.0, 2.0, 3.0, 4.0]]'
    {"result": [[0.1, -0.4]]}
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What the process may use.

    Attributes:
        memory: Bytes of address space. libtorch alone takes about 3 GiB of it.
        processor: Seconds of processor time, of all threads together.
        seconds: Seconds that pass on a clock.
        policy: What the model may do.
    """

    memory: int = 8192 * MIB
    processor: int = 20
    seconds: float = 30.0
    policy: str = "safe"


def sandboxed(command: list[str], limits: Limits) -> list[str]:
    """The command in a sandbox: with namespaces of its own, and limits of the kernel."""
    namespaces = ["unshare", "--user", "--map-root-user", "--net", "--ipc", "--pid", "--fork"]
    namespaces += ["--kill-child", "--mount-proc"]
    prlimit = ["prlimit", f"--as={limits.memory}", f"--cpu={limits.processor}"]
    prlimit += ["--fsize=0", "--core=0", "--nofile=256"]  # no bytes into files; pipes are no files
    # Without capabilities, the process cannot undo what the namespaces do.
    setpriv = ["setpriv", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
    # The first process of a namespace does not die of signals, so that is the shell.
    shell = ["sh", "-c", '"$@"; exit $?', "sh"]
    return [*namespaces, *shell, *prlimit, *setpriv, *command]


def run_untrusted(model: str, arguments: list[Any], limits: Limits | None = None) -> Any:
    """Calls forward of a model in a sandbox, with tensors that are given as nested lists.

    Raises:
        RuntimeError: The model was refused, failed, or was stopped.
    """
    limits = limits or Limits()
    worker = [sys.executable, __file__, "--worker", model, str(limits.seconds), limits.policy]
    try:
        done = subprocess.run(
            sandboxed(worker, limits),
            input=json.dumps(arguments),
            capture_output=True,
            text=True,
            timeout=limits.seconds + 30,  # Python and libtorch start in a part of it
        )
    except subprocess.TimeoutExpired as error:
        raise RuntimeError("the sandbox did not answer in time and was killed") from error
    if done.returncode != 0:
        if done.returncode > 128:  # as a shell counts signals
            ended = signal.Signals(done.returncode - 128).name
            raise RuntimeError(f"the sandbox was ended by the signal {ended}")
        raise RuntimeError(f"the sandbox failed: {done.stderr[-500:]}")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise RuntimeError(answer["error"])
    return answer["result"]


def work(model: str, seconds: str, policy: str) -> None:
    """What runs in the sandbox."""
    import torch

    from torchsharp_py import jit

    torch.set_num_threads(1)
    try:
        with jit.time_limit(float(seconds)):
            module = jit.load(model, map_location="cpu", policy=policy)
            arguments = [torch.tensor(one) for one in json.load(sys.stdin)]
            with torch.no_grad():
                result = module(*arguments)
        answer = {"result": result.tolist()}
    except (RuntimeError, MemoryError, OSError) as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer))


if __name__ == "__main__":
    if sys.argv[1] == "--worker":
        work(*sys.argv[2:])
    else:
        print(json.dumps({"result": run_untrusted(sys.argv[1], json.loads(sys.argv[2]))}))
