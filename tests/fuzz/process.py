"""A worker process, and what became of each file in it."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.dotnet.dotnet_programs import environment, import_path, program
from tests.fuzz import protocol

ROOT = Path(__file__).resolve().parents[2]
PYTHON, CSHARP = "python", "csharp"

# What a worker may allocate: asking for more is the memory error, and not the end of the machine.
MEMORY = 6 << 30
_START = 300.0  # the most seconds that a start may take
_ERROR_OUTPUT = 3000  # the end of what a worker printed that is kept, in characters


@dataclass
class Outcome:
    """What became of a file.

    Attributes:
        action: The last action that began.
        untyped: The undocumented errors: "ACTION :: CLASS :: MESSAGE".
        death: How the process ended, or an empty string.
        hung: Whether the time was up.
        computed: Whether the process computed for most of that time.
        succeeded: How many actions succeeded.
        failed: How many failed with any error.
        printed: The end of the process's error output, if it ended.
    """

    action: str = ""
    untyped: list[str] = field(default_factory=list)
    death: str = ""
    hung: bool = False
    computed: bool = False
    succeeded: int = 0
    failed: int = 0
    printed: str = ""

    @property
    def is_slow_code(self) -> bool:
        """Whether only the model's own code took too long."""
        return self.hung and self.computed and self.action.startswith(protocol.RUNS_CODE)

    @property
    def fault(self) -> str:
        """What kind of fault was found; empty if there is none."""
        if self.death:
            return f"death: {self.death} in {self.action}"
        if self.hung and not self.is_slow_code:
            return f"hang: in {self.action}"
        if self.untyped:
            action, name, _ = self.untyped[0].split(" :: ", 2)
            return f"untyped: {name} in {action}"
        return ""


class Worker:
    """A process that tries one file after another.

    Args:
        language: PYTHON or CSHARP.
        folder: Its working folder, in which models may write.
        plants: "WHAT=TEXT" for the tests of the fuzzer.
        memory: The most bytes that it may allocate; None sets no limit.
    """

    def __init__(
        self,
        language: str,
        folder: Path,
        plants: Sequence[str] = (),
        memory: int | None = MEMORY,
    ) -> None:
        if language == PYTHON:
            command = [sys.executable, "-X", "faulthandler", "-m", "tests.fuzz.worker"]
        else:
            command = program("FuzzWorker")
        for plant in plants:
            command += ["--plant", plant]
        folder.mkdir(parents=True, exist_ok=True)
        self._printed = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the process
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(PYTHONPATH=import_path(), OMP_NUM_THREADS="1"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._printed,
        )
        if memory is not None:
            _limit_memory(self._process.pid, memory)
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if self._lines.get(timeout=_START) != protocol.READY:
            outcome = Outcome()
            self._finish(outcome)
            raise RuntimeError(f"the worker in {language} did not start: {outcome.printed}")

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            text = line.decode("utf-8", "replace").rstrip("\n")
            if text.startswith(protocol.MARK + " "):
                self._lines.put(text[len(protocol.MARK) + 1 :].rstrip())
        self._lines.put(None)

    def run(self, path: Path, limit: float) -> Outcome:
        """Tries a file; after a death or a hang the process is gone.

        Args:
            path: The file.
            limit: The most seconds that it may take.
        """
        outcome = Outcome()
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(f"{path}\n".encode())
            self._process.stdin.flush()
        start = _seconds_of(self._process.pid)
        end = time.monotonic() + limit
        while True:
            try:
                line = self._lines.get(timeout=max(end - time.monotonic(), 0.001))
            except queue.Empty:
                outcome.hung = True
                outcome.computed = _is_busy(start, _seconds_of(self._process.pid), limit)
                self._process.kill()
                self._finish(outcome)
                return outcome
            if line is None:
                outcome.death = _end(self._process.wait())
                self._finish(outcome)
                return outcome
            what, _, rest = line.partition(" ")
            if what == protocol.DO:
                outcome.action = rest
            elif what == protocol.UNTYPED:
                outcome.untyped.append(rest)
            elif what == protocol.END:
                outcome.succeeded, outcome.failed = map(int, rest.split())
                return outcome

    def _finish(self, outcome: Outcome) -> None:
        self._process.wait()
        self._printed.seek(0)
        outcome.printed = self._printed.read().decode("utf-8", "replace")[-_ERROR_OUTPUT:]
        self._close_pipes()

    def close(self) -> str:
        """Lets the process end; returns how it ended if it is not the right way."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            status = self._process.wait(60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            status = None
        self._close_pipes()
        if status is None:
            return "hang at its exit"
        return _end(status) if status != 0 else ""

    def _close_pipes(self) -> None:
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout, self._printed):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()  # type: ignore[union-attr]


def _end(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"exit with status {status}"


def _seconds_of(process: int) -> float | None:
    """How long a process has computed; None where the system does not say it."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return None
    user, system = fields[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _is_busy(start: float | None, end: float | None, limit: float) -> bool:
    """Whether a process computed, even if others left it little time."""
    return start is None or end is None or end - start > limit / 50


def _limit_memory(process: int, memory: int) -> None:
    """Bounds the data of a process, where the system can."""
    if os.name == "posix":
        import resource

        if hasattr(resource, "prlimit"):
            resource.prlimit(process, resource.RLIMIT_DATA, (memory, memory))
            resource.prlimit(process, resource.RLIMIT_CORE, (0, 0))
