"""Templates that look like C#: ``scripts/templates/*.cs.in``.

A template is the file it describes, with these marks:

- ``#region for n in 0..8`` ... ``#endregion`` repeats its lines, here for each number of arguments;
  ``#region for optimizer in optimizers`` repeats them for each scope that the generator names so.
  An empty line separates repetitions of more than one line.
- ``$name`` is a value of the scope, such as ``$n``; ``$(name)`` is the same beside a letter.
- ``each(T$i input$i)`` repeats a form for each item of the scope, here each argument, with commas.
- A line that has an item's value outside of ``each(...)``, such as ``$i``, is repeated for each
  item; an item that lacks the value is left out. ``$[,|);]`` at the end of such a line is a comma,
  and ``);`` behind the last item.
- ``#if n == 0``, ``#else`` and ``#endif`` choose lines by a value of the scope.
- ``#include "Hooks.cs.in"`` puts another template's lines here, indented alike.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generated_files import REPOSITORY

FOLDER = REPOSITORY / "scripts" / "templates"

Values = Mapping[str, Any]

_MARK = re.compile(r"\$(?:(\w+)|\((\w+)\))")
_BETWEEN = re.compile(r"\$\[([^|\]]*)\|([^\]]*)\]")
_REGION = re.compile(r"\s*#region for (\w+) in (\S+)$")
_IF = re.compile(r"\s*#if (\w+) (==|>|<) (\d+)$")
_INCLUDE = re.compile(r'( *)#include "(.+)"$')
_COMPARE = {"==": operator.eq, ">": operator.gt, "<": operator.lt}


@dataclass(frozen=True)
class Scope:
    """What one repetition of a region is about.

    Attributes:
        values: What ``$name`` stands for.
        items: What ``each(...)`` and repeated lines go through, with the values of each.
    """

    values: Values
    items: Sequence[Values]


def arity(count: int) -> Scope:
    """The scope of something with this many arguments: ``$i`` counts them from 1, ``$j`` from 0."""
    values = {"n": count, "s": "" if count == 1 else "s", "commas": "," * (count - 1)}
    return Scope(values, [{"i": i, "j": i - 1} for i in range(1, count + 1)])


def render(
    name: str,
    values: Mapping[str, str] | None = None,
    scopes: Mapping[str, Sequence[Scope]] | None = None,
) -> list[str]:
    """Renders a template.

    Args:
        name: The file in ``scripts/templates``.
        values: What marks stand for everywhere in it; they may have marks themselves.
        scopes: The scopes of its regions, by name.

    Returns:
        The lines of C#.
    """
    lines = [_fill(line, values or {}, partly=True) for line in _read(FOLDER / name)]
    result: list[str] = []
    while lines:
        line = lines.pop(0)
        region = _REGION.match(line)
        if region is None:
            result.append(line)
            continue
        end = next(i for i, later in enumerate(lines) if later.strip() == "#endregion")
        body, lines = lines[:end], lines[end + 1 :]
        for index, scope in enumerate(_scopes(region[2], scopes or {})):
            result += [""] if index and len(body) > 1 else []
            result += _expand(body, scope)
    return result


def _scopes(source: str, scopes: Mapping[str, Sequence[Scope]]) -> Iterable[Scope]:
    first, dots, last = source.partition("..")
    return map(arity, range(int(first), int(last) + 1)) if dots else scopes[source]


def _read(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        include = _INCLUDE.match(line)
        if include is None:
            yield line
        else:
            yield from ((include[1] + inner).rstrip() for inner in _read(FOLDER / include[2]))


def _expand(body: Sequence[str], scope: Scope) -> Iterator[str]:
    of_items = {"i", "j"}.union(*scope.items)
    for line in _chosen(body, scope.values):
        whole = _each(line, scope.items)
        names = _names(whole)
        if not names & of_items:
            yield _fill(whole, scope.values)
            continue
        items = [item for item in scope.items if names <= item.keys() | scope.values.keys()]
        for item in items:
            ending = 2 if item is items[-1] else 1
            one = _BETWEEN.sub(lambda match: match[ending], whole)  # noqa: B023
            yield _fill(one, {**scope.values, **item})


def _chosen(body: Sequence[str], values: Values) -> Iterator[str]:
    keeps = [True]
    for line in body:
        condition = _IF.match(line)
        if condition is not None:
            keeps.append(_COMPARE[condition[2]](values[condition[1]], int(condition[3])))
        elif line.strip() == "#else":
            keeps[-1] = not keeps[-1]
        elif line.strip() == "#endif":
            keeps.pop()
        elif all(keeps):
            yield line


def _each(line: str, items: Sequence[Values]) -> str:
    """Expands every ``each(...)`` of a line; without items the comma beside it goes too."""
    while (start := line.find("each(")) >= 0:
        opening = start + len("each(")
        end = _closing(line, opening)
        form = line[opening:end]
        before, after = line[:start], line[end + 1 :]
        if not items:
            after = after.removeprefix(", ")
            before = before if before.endswith(("(", "<")) else before.removesuffix(", ")
        line = before + ", ".join(_fill(form, item, partly=True) for item in items) + after
    return line


def _closing(line: str, start: int) -> int:
    depth = 1
    for index in range(start, len(line)):
        depth += {"(": 1, ")": -1}.get(line[index], 0)
        if depth == 0:
            return index
    raise ValueError(f"each( is not closed: {line}")


def _names(line: str) -> set[str]:
    return {match[1] or match[2] for match in _MARK.finditer(line)}


def _fill(line: str, values: Values, *, partly: bool = False) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        return match[0] if partly and name not in values else str(values[name])

    return _MARK.sub(value, line)
