"""The measured programs as processes."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

ANSWER_TIMEOUT_SECONDS = 300.0


class WorkerError(RuntimeError):
    """A measured program failed; the message contains its standard error."""


class Worker:
    """A program that stays alive, runs a case on request, and sleeps in between.

    So several programs can be measured alternately in one run.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command = command
        self._errors = tempfile.TemporaryFile(mode="w+")  # noqa: SIM115 (closed by close)
        self._process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            bufsize=1,
        )
        self._process_files = Path("/proc", str(self._process.pid))
        self.description = self._read_line("ready ")

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def measure(self, case: str, count: int) -> float:
        """Runs ``count`` calls of a case.

        Returns:
            The result of the case; usually nanoseconds per call.

        Raises:
            WorkerError: The program failed or did not answer.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(f"{case} {count}\n")
        except BrokenPipeError:
            raise self._failure() from None
        return float(self._read_line(""))

    def is_running(self) -> bool:
        """Whether it can still answer; a failed measurement ends the program."""
        return self._process.poll() is None

    def resident_bytes(self) -> int:
        """Returns the program's present resident memory."""
        if self._process_files.exists():
            return self._status_bytes("VmRSS")
        command = ["ps", "-o", "rss=", "-p", str(self._process.pid)]
        return int(subprocess.check_output(command, text=True)) * 1024

    def forget_peak(self) -> None:
        """Resets :meth:`peak_bytes`, on systems that can."""
        with contextlib.suppress(OSError):
            (self._process_files / "clear_refs").write_text("5")

    def peak_bytes(self) -> int:
        """Returns the program's peak memory; on some systems it must end the program for that."""
        if self._process_files.exists():
            return self._status_bytes("VmHWM")
        self._process.kill()
        _, _, usage = os.wait4(self._process.pid, 0)
        return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)

    def close(self) -> None:
        """Kills the program: a regular exit of Python inside C# takes seconds."""
        self._process.kill()
        self._process.communicate()
        self._errors.close()

    def _status_bytes(self, name: str) -> int:
        lines = (self._process_files / "status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(name)) * 1024

    def _read_line(self, prefix: str) -> str:
        assert self._process.stdout is not None
        readable, _, _ = select.select([self._process.stdout], [], [], ANSWER_TIMEOUT_SECONDS)
        line = self._process.stdout.readline() if readable else ""
        if not line.startswith(prefix) or not line:
            raise self._failure()
        return line.removeprefix(prefix).strip()

    def _failure(self) -> WorkerError:
        self._process.kill()
        self._process.wait()
        self._errors.seek(0)
        return WorkerError(f"{' '.join(self._command)} failed:\n{self._errors.read()[-2000:]}")


def seconds_to_first_forward(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Starts a program and waits until it says that its first forward is done.

    Raises:
        WorkerError: The program failed.
    """
    start = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - start
        _, errors = process.communicate()
    if line.strip() != "done":
        raise WorkerError(f"{' '.join(command)} failed:\n{errors[-2000:]}")
    return seconds


def python_command(script: Path, *arguments: str) -> list[str]:
    """The command that runs a Python file in this environment."""
    return [sys.executable, str(script), *arguments]
