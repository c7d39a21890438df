"""The exceptions of torchsharp_py, by kind.

Each is a :class:`TorchSharpError`. If Python has a built-in exception for the same thing
(``FileNotFoundError``, ``TypeError``, ...), it is also one of those.
"""

from __future__ import annotations

import errno
import itertools
import sys
from typing import Any

from torchsharp_py._kinds import ErrorKind


class TorchSharpError(RuntimeError):
    """An error from TorchScript or libtorch.

    Attributes:
        message: What went wrong, without the traceback.
        torchscript_traceback: TorchScript's traceback with file and line, or an empty string.
        line: The 1-based line in TorchScript source that failed, or 0 if unknown.
        column: The 1-based column in that line, or 0 if unknown.
        raised: The class of an exception that TorchScript code raised, or an empty string.
    """

    def __init__(
        self,
        message: str = "",
        torchscript_traceback: str = "",
        line: int = 0,
        column: int = 0,
        raised: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.torchscript_traceback = torchscript_traceback
        self.line = line
        self.column = column
        self.raised = raised

    def __reduce__(self) -> tuple[type[TorchSharpError], tuple[object, ...]]:
        state = (self.message, self.torchscript_traceback, self.line, self.column, self.raised)
        return type(self), state

    def __str__(self) -> str:
        if not self.torchscript_traceback:
            return self.message
        return f"{self.message}\n\n{self.torchscript_traceback}"


class ScriptRuntimeError(TorchSharpError):
    """TorchScript code or an operator failed while running.

    Once torch is imported it is also a ``torch.jit.Error``.
    """


class TracingCheckError(ScriptRuntimeError):
    """A trace and the traced code behave differently for the inputs of the check.

    ``str()`` of the error is the whole report.

    Attributes:
        graph_diff: How the graphs of two traces differ, or an empty string.
        comparison: Which constants of two traces have different values, or an empty string.
    """

    @property
    def graph_diff(self) -> str:
        return self._section("ERROR: Graphs differed")

    @property
    def comparison(self) -> str:
        return self._section("ERROR: Tensor-valued Constant nodes differed")

    def _section(self, title: str) -> str:
        """The indented lines below a title."""
        _, found, rest = self.message.partition(title)
        lines = rest.split("\n")[1:] if found else []
        inside = itertools.takewhile(lambda line: line.startswith("\t") or not line, lines)
        return "\n".join(line.removeprefix("\t") for line in inside).strip("\n")


class ScriptTypeError(TorchSharpError, TypeError):
    """The arguments do not fit the schema."""


class ScriptValueError(TorchSharpError, ValueError):
    """A value has the right type but cannot be used."""


class ModelNotFoundError(TorchSharpError, FileNotFoundError):
    """No file has that path."""

    def __init__(self, message: str = "", *details: Any) -> None:
        super().__init__(message, *details)
        self.errno = errno.ENOENT
        self.strerror = message


class ModelIOError(TorchSharpError, OSError):
    """The file cannot be read or written."""


class ModelFormatError(TorchSharpError, ValueError):
    """The file is not a complete TorchScript archive."""


class ScriptCompileError(TorchSharpError, SyntaxError):
    """The source does not compile. ``line`` and ``column`` say where."""

    def __init__(self, message: str = "", *details: Any) -> None:
        super().__init__(message, *details)
        self.msg = message
        self.lineno = self.line or None
        self.offset = self.column or None


class UnknownOperatorError(ScriptCompileError):
    """The code uses an operator that this libtorch does not have."""


class UnknownMethodError(TorchSharpError, AttributeError):
    """The module has no method, or the unit no function, of that name."""


class UnsupportedValueError(TorchSharpError, TypeError):
    """A value has a type that cannot be converted."""


class DeviceError(TorchSharpError):
    """The device is not available."""


class ScriptMemoryError(TorchSharpError, MemoryError):
    """An allocation failed."""


class InternalError(TorchSharpError):
    """A defect in torchsharp_py: please report it."""


_BY_KIND: dict[int, type[TorchSharpError]] = {
    ErrorKind.RUNTIME: ScriptRuntimeError,
    ErrorKind.TYPE: ScriptTypeError,
    ErrorKind.VALUE: ScriptValueError,
    ErrorKind.FILE_NOT_FOUND: ModelNotFoundError,
    ErrorKind.IO: ModelIOError,
    ErrorKind.FORMAT: ModelFormatError,
    ErrorKind.COMPILE: ScriptCompileError,
    ErrorKind.UNKNOWN_OPERATOR: UnknownOperatorError,
    ErrorKind.UNKNOWN_METHOD: UnknownMethodError,
    ErrorKind.UNSUPPORTED: UnsupportedValueError,
    ErrorKind.DEVICE: DeviceError,
    ErrorKind.OUT_OF_MEMORY: ScriptMemoryError,
    ErrorKind.INTERNAL: InternalError,
}


def from_record(
    kind: int, message: str, traceback: str, line: int, column: int, raised: str
) -> TorchSharpError:
    """Creates the exception for an error record of the core."""
    _join_torch()
    return _BY_KIND.get(kind, InternalError)(message, traceback, line, column, raised)


def _join_torch() -> None:
    """Makes run-time errors errors of ``torch.jit`` too, when torch is there: it is not imported.

    ``except`` looks at the real bases of a class, not at ``__instancecheck__``. The class stays the
    same, so that errors that exist, and code that has imported it, see the new base as well.
    """
    theirs = getattr(sys.modules.get("torch._C"), "JITException", None)
    if theirs is not None and theirs not in ScriptRuntimeError.__bases__:
        ScriptRuntimeError.__bases__ = (*ScriptRuntimeError.__bases__, theirs)


def kind_of(error: TorchSharpError) -> int:
    """Returns the ``tsp_error_kind`` of an error; an unknown class counts as an internal error."""
    for kind, cls in _BY_KIND.items():
        if type(error) is cls:
            return kind
    return next(
        (kind for kind, cls in _BY_KIND.items() if isinstance(error, cls)), ErrorKind.INTERNAL
    )
