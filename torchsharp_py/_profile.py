"""The operators that a piece of code runs, with their times."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, overload

from torchsharp_py import _C


class OperatorTime(NamedTuple):
    """All calls of one operator while a profile was taken.

    Attributes:
        name: The operator (``"aten::addmm"``).
        calls: How often it ran.
        total: Seconds in it and in what it called.
        self: Seconds in it alone.
    """

    name: str
    calls: int
    total: float
    self: float


class Profile(Sequence[OperatorTime]):
    """A table of operators, the greatest time of their own first; ``str()`` prints it.

    As a context manager it records what runs inside, on every thread of the process.

    Attributes:
        result: What the function returned that :func:`profile` called, otherwise None.
    """

    def __init__(
        self,
        *,
        trace: str | os.PathLike[str] | None = None,
        record_shapes: bool = False,
        profile_memory: bool = False,
    ) -> None:
        self.result: Any = None
        self._trace = None if trace is None else _native_path(trace)
        self._flags = (record_shapes, profile_memory)
        self._rows: tuple[OperatorTime, ...] = ()

    def __enter__(self) -> Profile:
        _C.start_profiler(*self._flags)
        return self

    def __exit__(self, error: object, *details: object) -> None:
        rows = _C.stop_profiler(self._trace if error is None else None)
        self._rows = tuple(OperatorTime(*row) for row in rows)

    @overload
    def __getitem__(self, index: int) -> OperatorTime: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[OperatorTime]: ...
    def __getitem__(self, index: int | slice) -> OperatorTime | Sequence[OperatorTime]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __str__(self) -> str:
        head = ("operator", "calls", "total", "self")
        lines = [(row.name, str(row.calls), _time(row.total), _time(row.self)) for row in self]
        widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]
        return "\n".join(
            "  ".join(
                [name.ljust(widths[0])]
                + [cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)]
            )
            for name, *cells in (head, *lines)
        )

    def __repr__(self) -> str:
        return f"<Profile of {len(self)} operators>"


def profile(
    function: Callable[..., Any],
    *args: Any,
    trace: str | os.PathLike[str] | None = None,
    **kwargs: Any,
) -> Profile:
    """Calls a function and returns the operators that ran, with their times.

    Everything counts that runs in the process meanwhile, on other threads too. The first calls of
    a module include its compilation: warm it up before.

    Args:
        function: A module, a method, or any Python function.
        *args: Its positional arguments.
        trace: A file for a trace in Chrome's format (``chrome://tracing``, ``ui.perfetto.dev``).
        **kwargs: Its keyword arguments.

    Returns:
        The table; what the function returned is its ``result``.

    Raises:
        ScriptRuntimeError: A profile is being taken already.
        ModelIOError: The trace cannot be written (also an ``OSError``).
    """
    table = Profile(trace=trace)
    with table:
        table.result = function(*args, **kwargs)
    return table


def _native_path(path: str | os.PathLike[str]) -> str | bytes:
    return os.fspath(path) if os.name == "nt" else os.fsencode(path)


def _time(seconds: float) -> str:
    """Prints a time with its unit."""
    if seconds >= 1:
        return f"{seconds:.3f} s"
    return f"{seconds * 1e3:.3f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.3f} us"
