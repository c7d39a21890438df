"""Runs C# cells on a thread of .NET, while this one shows their output and can be interrupted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

from torchsharp_py._errors import TorchSharpError
from torchsharp_py.notebook.errors import (
    CSharpCompileError,
    CSharpRuntimeError,
    CSharpUsageError,
    shown_alone,
)
from torchsharp_py.notebook.roslyn import new_session

# How long a wait may delay an interrupt, and how long an interrupted cell has to end.
_WAIT_MS = 50
_END_MS = 700


class Cells:
    """The C# cells of one notebook."""

    def __init__(self) -> None:
        self._session: Any = None

    def run(self, code: str, name: str, inputs: Mapping[str, Any]) -> Any:
        """Compiles and runs a cell; what it writes to ``Console`` goes to ``sys.stdout``.

        Args:
            code: Its C#.
            name: What error messages call it.
            inputs: Values that become C# variables.

        Returns:
            The value of its last expression.

        Raises:
            DotnetNotFoundError: .NET, its SDK or pythonnet is missing.
            CSharpCompileError: It does not compile.
            CSharpRuntimeError: It ended with an exception, or its value cannot become Python's.
            CSharpUsageError: An input cannot be shared.
            KeyboardInterrupt: It was interrupted.
        """
        if self._session is None:
            self._session = new_session()
        cell = self._start(code, name, inputs)
        try:
            while not cell.Wait(_WAIT_MS):
                _show_output(cell)
        except KeyboardInterrupt:
            raise shown_alone(KeyboardInterrupt(self._stop(cell))) from None
        _show_output(cell)
        if cell.CompileErrors is not None:
            told = cell.CompileErrors.rstrip()
            raise shown_alone(CSharpCompileError(f"{name} does not compile\n{told}"))
        if cell.Failure is not None:
            raise shown_alone(CSharpRuntimeError(cell.Failure))
        return _converted(cell.Result)

    def get(self, name: str) -> Any:
        """Returns the value of a variable that a cell declared.

        Raises:
            CSharpRuntimeError: No cell declared it.
        """
        return _converted(lambda: self._session.Get(name))

    def reset(self) -> None:
        """Forgets everything that cells declared."""
        if self._session is not None:
            self._session.Reset()

    def _start(self, code: str, name: str, inputs: Mapping[str, Any]) -> Any:
        from System import ArgumentException

        try:
            return self._session.Start(code, name, dict(inputs))
        except ArgumentException as error:
            raise shown_alone(CSharpUsageError(error.Message)) from None

    def _stop(self, cell: Any) -> str:
        ended = self._session.Interrupt(cell, _END_MS)
        _show_output(cell)
        if ended and cell.Awaits:
            return f"{cell.Name} was stopped; what it awaited may still run on other threads"
        if ended:
            return f"{cell.Name} was stopped"
        return (
            f"{cell.Name} still runs, because it is in native code. Its thread is left to itself "
            "and other cells can run; only a restart of the kernel ends it for certain."
        )


def _converted(convert: Callable[[], Any]) -> Any:
    """Returns a C# value as a Python object; one that was disposed, for example, is an error."""
    from System import Exception as CSharpException

    try:
        return convert()
    except (CSharpException, TorchSharpError) as error:
        told = getattr(error, "Message", error)
        raise shown_alone(CSharpRuntimeError(f"{type(error).__name__}: {told}")) from None


def _show_output(cell: Any) -> None:
    for piece in cell.TakeOutput():
        stream = sys.stderr if piece.IsError else sys.stdout
        stream.write(piece.Text)
        stream.flush()
