"""A report as text: whole, or a summary that fits a screen."""

from __future__ import annotations

import math
import os
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator

from torchsharp_py._sizes import size_text
from torchsharp_py.commands.columns import columns
from torchsharp_py.inspect.modules import tree
from torchsharp_py.inspect.program_rows import program_rows, program_sections
from torchsharp_py.inspect.report import MethodReport, Report, TensorReport, TypeReport
from torchsharp_py.inspect.words import printable

# A report with more lines is summarized.
SCREEN = 40

_INDENT = "  "

# What a summary shows of a list, and the number of methods named beside an operator.
_MOST, _NAMED = 10, 5


class Renderer:
    """Writes a report.

    Args:
        report: The report.
        language: How types are spelled: ``python`` or ``csharp``.
        width: The characters of a line; text with spaces is broken there, names never.
    """

    def __init__(self, report: Report, language: str, width: int) -> None:
        self._report = report
        self._language = language
        self._width = width

    def whole(self) -> str:
        """Everything in the report."""
        report = self._report
        if not report.modules:  # only compiled code
            return "\n\n".join([self._file(), *self._extra_files()])
        parts = [self._file(), self._section("Methods", self._methods(report.methods))]
        parts += self._program()
        parts += self._tensors("Parameters", report.parameters)
        parts += self._tensors("Buffers", report.buffers)
        parts.append(self._section("Modules", self._wrapped(tree(report.modules, self._spell))))
        parts += self._operators(len(report.operators))
        parts += self._extra_files()
        return "\n\n".join(parts)

    def summary(self) -> str:
        """The file, the methods, and how many there are of everything else."""
        report = self._report
        if not report.modules:
            return "\n\n".join([self._file(), *self._extra_files(_MOST)])
        methods = self._methods(report.methods[:_MOST])
        parts = [self._file(), self._section("Methods", _cut(methods, len(report.methods)))]
        parts += self._program(_MOST)
        totals = [
            (title, _totals(tensors))
            for title, tensors in (("Parameters", report.parameters), ("Buffers", report.buffers))
            if tensors
        ]
        if totals:
            parts.append(columns(totals, indent=""))
        classes = Counter(printable(one.type.rpartition(".")[2]) for one in report.modules)
        rows = [(name, f"{count:,}") for name, count in classes.most_common(_MOST)]
        title = f"Modules: {len(report.modules):,}"
        parts.append(self._section(title, _cut(columns(rows, right=[1]), len(classes))))
        parts += self._operators(_MOST)
        parts += self._extra_files(_MOST)
        return "\n\n".join(parts)

    def _section(self, title: str, text: str) -> str:
        return f"{_bold(title)}\n{text}"

    def _wrapped(self, lines: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> str:
        """Breaks lines between words; what follows the first line of each begins further in.

        Args:
            lines: What each line begins with, and its text.
        """
        return "\n".join(
            textwrap.fill(
                text,
                max(self._width, len(start) + 30),
                initial_indent=start,
                subsequent_indent=" " * len(start) + _INDENT,
                break_long_words=False,
                break_on_hyphens=False,
            )
            for start, text in lines
        )

    def _file(self) -> str:
        report, archive = self._report, self._report.archive
        version, order = str(archive.format_version), archive.byteorder
        rows = [
            ("file", f"{printable(report.path)} ({size_text(archive.bytes)})"),
            ("class", printable(report.modules[0].type) if report.modules else "not known"),
            ("format version", f"{version}, {order} endian" if order else version),
            ("serialization id", archive.serialization_id or "not recorded"),
            ("tensor data", f"{size_text(archive.tensor_bytes)} in the file"),
        ]
        if report.program is not None:
            rows[1:4] = [*program_rows(report.program, rows[1]), rows[2]]
        elif report.training is not None:
            rows.insert(2, ("mode", "training" if report.training else "evaluation"))
        if report.unmade:
            names = [printable(name.rpartition(".")[2]) for name in report.unmade]
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            classes = ", ".join(names[:_NAMED]) + more
            rows.append(
                ("left out", f"objects of {classes}: code of the file makes them (--trust)")
            )
        return columns(rows, indent="")

    def _program(self, most: int | None = None) -> list[str]:
        if self._report.program is None:
            return []
        return [
            self._section(title, _cut(columns(rows[:most]), len(rows)))
            for title, rows in program_sections(self._report.program)
        ]

    def _methods(self, methods: list[MethodReport]) -> str:
        signatures = (getattr(method, self._language) for method in methods)
        return self._wrapped([(_INDENT, printable(signature)) for signature in signatures])

    def _spell(self, type_: TypeReport) -> str:
        return str(getattr(type_, self._language))

    def _tensors(self, title: str, tensors: list[TensorReport]) -> list[str]:
        if not tensors:
            return []
        rows = [("name", "shape", "dtype", "elements", "size")]
        for one in tensors:
            frozen = title == "Parameters" and not one.requires_grad
            rows.append(
                (
                    printable(one.name) + (" (frozen)" if frozen else ""),
                    str(one.shape),
                    one.dtype.removeprefix("torch."),
                    f"{math.prod(one.shape):,}",
                    size_text(one.bytes),
                )
            )
        return [self._section(f"{title}: {_totals(tensors)}", columns(rows, right=[3, 4]))]

    def _operators(self, most: int) -> list[str]:
        operators = self._report.operators
        if not operators:
            return []
        rows = []
        for name, count in list(operators.items())[:most]:
            users = [method.name for method in self._report.methods if name in method.operators]
            if len(users) > _NAMED:
                users[_NAMED - 1 :] = [f"and {len(users) - _NAMED + 1} more"]
            rows.append((printable(name), f"{count:,}", printable(", ".join(users))))
        text = _cut(columns(rows, right=[1]), len(operators))
        return [self._section(f"Operators: {sum(operators.values()):,}", text)]

    def _extra_files(self, most: int | None = None) -> list[str]:
        files = self._report.archive.extra_files
        if not files:
            return []
        rows = [(printable(one.name), size_text(one.bytes)) for one in files[:most]]
        return [self._section("Extra files", _cut(columns(rows, right=[1]), len(files)))]


def show(report: Report, language: str, *, full: bool, summary: bool) -> None:
    """Prints a report to standard output.

    Args:
        report: The report.
        language: How types are spelled: ``python`` or ``csharp``.
        full: Whether all of it is printed, however long it is.
        summary: Whether a summary is printed, however short the report is.
    """
    renderer = Renderer(report, language, _width())
    text = renderer.whole()
    if summary or (not full and text.count("\n") >= SCREEN):
        print(f"{renderer.summary()}\n\nThis is a summary. --full shows everything.")
    else:
        print(text)


def _cut(text: str, count: int) -> str:
    """Says how many lines of a list were left out."""
    shown = sum(1 for line in text.splitlines() if not line.startswith(_INDENT * 2))
    return text if shown >= count else f"{text}\n{_INDENT}... and {count - shown:,} more"


def _totals(tensors: list[TensorReport]) -> str:
    elements = sum(math.prod(one.shape) for one in tensors)
    dtypes = Counter(one.dtype.removeprefix("torch.") for one in tensors)
    total = size_text(sum(one.bytes for one in tensors))
    named = ", ".join(name for name, _ in dtypes.most_common(3))
    return f"{len(tensors):,} with {elements:,} elements, {total} of {named}"


def _width() -> int:
    """The width of the terminal; a file or a pipe has none."""
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        return shutil.get_terminal_size().columns
    return 1 << 30


def _bold(title: str) -> str:
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        return f"\x1b[1m{title}\x1b[0m"
    return title
