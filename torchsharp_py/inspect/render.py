"""A report as tables in the terminal."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from torchsharp_py.inspect.report import ModuleReport, Report, TensorReport

# Where nothing says how wide the reader is (a file, a pipe), no line is broken.
_UNLIMITED = 10_000


def show(report: Report) -> None:
    """Prints a report to standard output."""
    terminal = sys.stdout.isatty() or "COLUMNS" in os.environ
    console = Console(width=None if terminal else _UNLIMITED, highlight=False)
    console.print(_file(report))
    console.print(_methods(report))
    for title, tensors in (("Parameters", report.parameters), ("Buffers", report.buffers)):
        if tensors:
            console.print(_tensors(title, tensors))
    console.print(_modules(report))
    if report.operators:
        console.print(_operators(report))
    if report.archive.extra_files:
        console.print(_extra_files(report))


def _table(title: str, *columns: str, right: Iterable[str] = ()) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
        if column in right:
            table.columns[-1].justify = "right"
    return table


def _file(report: Report) -> Table:
    archive = report.archive
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column(overflow="fold")
    grid.add_row("file", f"{escape(report.path)} ({size(archive.bytes)})")
    grid.add_row("class", escape(report.modules[0].type))
    grid.add_row("format version", str(archive.format_version))
    if archive.byteorder:
        grid.add_row("byte order", archive.byteorder)
    if archive.serialization_id:
        grid.add_row("serialization id", archive.serialization_id)
    grid.add_row("tensor data", f"{size(archive.tensor_bytes)} in the file")
    grid.add_row("code files", str(len(archive.code_files)))
    grid.add_row("")
    return grid


def _methods(report: Report) -> Table:
    table = _table("Methods", "TorchScript", "Python")
    for method in report.methods:
        table.add_row(escape(method.schema), escape(method.python))
    return table


def _tensors(title: str, tensors: list[TensorReport]) -> Table:
    table = _table(title, "name", "shape", "dtype", "elements", "size", right=("elements", "size"))
    for one in tensors:
        frozen = title == "Parameters" and not one.requires_grad
        table.add_row(
            escape(one.name) + (" (frozen)" if frozen else ""),
            escape(str(one.shape)),
            one.dtype.removeprefix("torch."),
            f"{math.prod(one.shape):,}",
            size(one.bytes),
        )
    table.add_section()
    elements = sum(math.prod(one.shape) for one in tensors)
    total = sum(one.bytes for one in tensors)
    table.add_row(f"{len(tensors)} in all", "", "", f"{elements:,}", size(total), style="bold")
    return table


def _modules(report: Report) -> Tree:
    trees: dict[str, Tree] = {}
    for module in report.modules:
        parent, _, name = module.path.rpartition(".")
        label = f"{escape(name)}: {escape(module.type)}" if module.path else escape(module.type)
        label += _attributes(module)
        if module.path:
            trees[module.path] = trees[parent].add(label)
        else:
            trees[""] = Tree(f"[bold]Modules[/bold]\n{label}")
    return trees[""]


def _attributes(module: ModuleReport) -> str:
    return "".join(
        f"\n[dim]{escape(one.name)}: {escape(one.type.torchscript)}"
        + (f" = {escape(repr(one.value))}" if one.value is not None else "")
        + "[/dim]"
        for one in module.attributes
    )


def _operators(report: Report) -> Table:
    table = _table("Operators", "operator", "count", "methods", right=("count",))
    for name, count in report.operators.items():
        users = [method.name for method in report.methods if name in method.operators]
        table.add_row(escape(name), str(count), ", ".join(users))
    return table


def _extra_files(report: Report) -> Table:
    table = _table("Extra files", "name", "size", right=("size",))
    for one in report.archive.extra_files:
        table.add_row(escape(one.name), size(one.bytes))
    return table


def size(count: int) -> str:
    """Spells a number of bytes, such as ``1.5 KiB``."""
    amount = float(count)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if amount < 1024:
            return f"{count} B" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1024
    return f"{amount:.1f} TiB"
