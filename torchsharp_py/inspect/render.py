"""A report as tables in the terminal."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterable, Iterator

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from torchsharp_py._sizes import size_text
from torchsharp_py.inspect.report import ModuleReport, Report, TensorReport

# In a file or a pipe, which have no width, lines are not broken.
_UNLIMITED = 10_000

# The width of one level of a tree, and of the text in it.
_INDENT, _LABEL = 4, 30

# The number of methods that are named beside an operator.
_NAMED = 5

# Attributes of every torch.nn.Module, which say nothing about the model.
_ON_EVERY_MODULE = ("training", "_is_full_backward_hook")


def show(report: Report) -> None:
    """Prints a report to standard output."""
    terminal = sys.stdout.isatty() or "COLUMNS" in os.environ
    console = Console(width=None if terminal else _UNLIMITED, highlight=False)
    width = console.width
    with console.capture() as captured:
        for part in _parts(report):
            console.width = max(width, _tree_width(report)) if isinstance(part, Tree) else width
            console.print(part)
            console.print()
    lines = captured.get().rstrip().splitlines()
    print("\n".join(line.rstrip() for line in lines))


def _tree_width(report: Report) -> int:
    """The smallest width for a tree: rich omits the levels that do not fit."""
    return _LABEL + _INDENT * max(module.path.count(".") + 1 for module in report.modules)


def _parts(report: Report) -> Iterator[Table | Tree]:
    yield _file(report)
    yield _methods(report)
    if report.parameters:
        yield _tensors("Parameters", report.parameters)
    if report.buffers:
        yield _tensors("Buffers", report.buffers)
    yield _modules(report)
    if report.operators:
        yield _operators(report)
    if report.archive.extra_files:
        yield _extra_files(report)


def _table(title: str, *columns: str, right: Iterable[str] = ()) -> Table:
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        header_style="dim",
        box=box.SIMPLE_HEAD,
        show_edge=False,
    )
    for column in columns:
        table.add_column(column, overflow="fold")
        if column in right:
            table.columns[-1].justify = "right"
    return table


def _file(report: Report) -> Table:
    archive = report.archive
    version, order = archive.format_version, archive.byteorder
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column(overflow="fold")
    grid.add_row("file", f"{_text(report.path)} ({size_text(archive.bytes)})")
    grid.add_row("class", _text(report.modules[0].type))
    if report.training is not None:
        grid.add_row("mode", "training" if report.training else "evaluation")
    grid.add_row("format version", f"{version}, {order} endian" if order else str(version))
    grid.add_row("serialization id", archive.serialization_id or "not recorded")
    grid.add_row("tensor data", f"{size_text(archive.tensor_bytes)} in the file")
    return grid


def _methods(report: Report) -> Table:
    table = _table("Methods", "TorchScript", "Python")
    for method in report.methods:
        table.add_row(_text(method.schema), _text(method.python))
    return table


def _tensors(title: str, tensors: list[TensorReport]) -> Table:
    table = _table(title, "name", "shape", "dtype", "elements", "size", right=("elements", "size"))
    for one in tensors:
        frozen = title == "Parameters" and not one.requires_grad
        table.add_row(
            _text(one.name) + (" (frozen)" if frozen else ""),
            _text(str(one.shape)),
            one.dtype.removeprefix("torch."),
            f"{math.prod(one.shape):,}",
            size_text(one.bytes),
        )
    table.add_section()
    elements = sum(math.prod(one.shape) for one in tensors)
    total = sum(one.bytes for one in tensors)
    table.add_row(f"{len(tensors)} in all", "", "", f"{elements:,}", size_text(total), style="bold")
    return table


def _modules(report: Report) -> Tree:
    trees: dict[str, Tree] = {}
    for module in report.modules:
        parent, _, name = module.path.rpartition(".")
        label = f"{_text(name)}: " if name else "[bold]Modules[/bold]\n"
        label += _text(module.type.rpartition(".")[2]) + _attributes(module)
        trees[module.path] = trees[parent].add(label) if name else Tree(label)
    return trees[""]


def _attributes(module: ModuleReport) -> str:
    known = [one for one in module.attributes if one.name not in _ON_EVERY_MODULE]
    texts = [
        f"{one.name}: {one.type.torchscript}" + ("" if one.value is None else f" = {one.value!r}")
        for one in known
    ]
    return f" [dim]({_text(', '.join(texts))})[/dim]" if texts else ""


def _operators(report: Report) -> Table:
    table = _table("Operators", "operator", "count", "methods", right=("count",))
    for name, count in report.operators.items():
        users = [method.name for method in report.methods if name in method.operators]
        if len(users) > _NAMED:
            users[_NAMED - 1 :] = [f"and {len(users) - _NAMED + 1} more"]
        table.add_row(_text(name), str(count), _text(", ".join(users)))
    return table


def _extra_files(report: Report) -> Table:
    table = _table("Extra files", "name", "size", right=("size",))
    for one in report.archive.extra_files:
        table.add_row(_text(one.name), size_text(one.bytes))
    return table


def _text(text: str) -> str:
    """Escapes text of the model, so that rich and the terminal do not see commands in it."""
    return escape("".join(c if c.isprintable() else repr(c)[1:-1] for c in text))
