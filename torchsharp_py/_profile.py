"""Profiles: the operators that a piece of code runs, with their times."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, overload

from torchsharp_py import _C
from torchsharp_py._paths import native_path

_HEADING = ("operator", "calls", "total ms", "self ms", "self %")


class OperatorTime(NamedTuple):
    """All calls of one operator while a profile was taken.

    Attributes:
        name: The operator (``"aten::addmm"``).
        calls: The number of calls.
        total: Seconds in it, including the operators that it called.
        self: Seconds in it, excluding the operators that it called.
    """

    name: str
    calls: int
    total: float
    self: float


class Profile(Sequence[OperatorTime]):
    """A table of operators, sorted by the time in each alone; ``str()`` prints it.

    ``profile["aten::mm"]`` is the row of an operator; a ``KeyError`` says that it did not run.

    As a context manager it records the operators that run inside, on every thread of the process.

    Attributes:
        result: The result of the function that :func:`profile` called; otherwise None.
    """

    def __init__(
        self,
        *,
        export_chrome_trace: str | os.PathLike[str] | None = None,
        record_shapes: bool = False,
        profile_memory: bool = False,
    ) -> None:
        self.result: Any = None
        self._trace = None if export_chrome_trace is None else native_path(export_chrome_trace)
        self._flags = (record_shapes, profile_memory)
        self._rows: tuple[OperatorTime, ...] = ()

    def __enter__(self) -> Profile:
        _C.start_profiler(*self._flags)
        return self

    def __exit__(self, error: object, *details: object) -> None:
        rows = _C.stop_profiler(self._trace if error is None else None)
        self._rows = tuple(OperatorTime(*row) for row in rows)

    @overload
    def __getitem__(self, index: int | str) -> OperatorTime: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[OperatorTime]: ...
    def __getitem__(self, index: int | str | slice) -> OperatorTime | Sequence[OperatorTime]:
        if not isinstance(index, str):
            return self._rows[index]
        for row in self._rows:
            if row.name == index:
                return row
        ran = ", ".join(row.name for row in self._rows)
        raise KeyError(f"'{index}' did not run; these did: {ran}.")

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def total(self) -> float:
        """The seconds in all operators together."""
        return sum(row.self for row in self._rows)

    def table(self, row_limit: int = 15) -> str:
        """Prints the first rows in columns, times in milliseconds."""
        lines = [_HEADING, *(self._cells(row) for row in self._rows[: max(row_limit, 0)])]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        text = [
            "  ".join([name.ljust(widths[0]), *map(str.rjust, cells, widths[1:])])
            for name, *cells in lines
        ]
        if len(self) > row_limit:
            text.append(f"... and {len(self) - max(row_limit, 0)} more")
        return "\n".join(text)

    def _cells(self, row: OperatorTime) -> tuple[str, ...]:
        share = f"{100 * row.self / self.total:.1f}" if self.total > 0 else "-"
        times = (f"{seconds * 1e3:.3f}" for seconds in (row.total, row.self))
        return (row.name, str(row.calls), *times, share)

    def __str__(self) -> str:
        return self.table()

    def _repr_html_(self) -> str:
        from torchsharp_py._html.profile import profile_html

        return profile_html(self)

    def __repr__(self) -> str:
        return f"<Profile of {len(self)} operators>"


def profile(
    function: Callable[..., Any],
    *args: Any,
    export_chrome_trace: str | os.PathLike[str] | None = None,
    **kwargs: Any,
) -> Profile:
    """Calls a function and returns the operators that ran, with their times.

    The profile includes everything that runs in the process meanwhile, on other threads too. The
    first calls of a module include its compilation: warm it up before.

    Args:
        function: A module, a method, or any Python function.
        *args: Its positional arguments.
        export_chrome_trace: A file for a trace in Chrome's format, which ``chrome://tracing`` and
            ``ui.perfetto.dev`` show.
        **kwargs: Its keyword arguments.

    Returns:
        The table; its ``result`` is what the function returned.

    Raises:
        ScriptRuntimeError: Another profile is being taken.
        ModelIOError: The trace cannot be written (also an ``OSError``).
    """
    table = Profile(export_chrome_trace=export_chrome_trace)
    with table:
        table.result = function(*args, **kwargs)
    return table
