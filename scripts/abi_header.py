"""Reads the headers of the C ABI, for the generators of other languages' declarations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Member:
    """One enumerator, with its comment in the header."""

    name: str
    value: int
    comment: str


def strip_comments(text: str) -> str:
    """Removes C comments."""
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def parse_enums(text: str) -> dict[str, list[Member]]:
    """Reads every enum of the header."""
    enums: dict[str, list[Member]] = {}
    for name, body in re.findall(
        r"^enum (\w+) \{\n(.*?)^\};", text, flags=re.DOTALL | re.MULTILINE
    ):
        members = re.findall(
            r"(\w+) = (-?\d+),?[ \t]*(?:/\*\s*(.*?)\s*\*/)?", body, flags=re.DOTALL
        )
        enums[name] = [
            Member(member, int(value), " ".join(comment.split()))
            for member, value, comment in members
        ]
    return enums


def parse_functions(text: str) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yields (return type, name, [(type, name)]) of every function marked TSP_API."""
    pattern = r"^TSP_API ([\w ]+?[ *]+)(tsp_\w+)\(([^)]*)\);"
    for returned, name, parameters in re.findall(pattern, strip_comments(text), flags=re.MULTILINE):
        pairs: list[tuple[str, str]] = []
        for parameter in parameters.split(","):
            parameter = " ".join(parameter.split())
            if parameter != "void":
                declared = re.fullmatch(r"(.+?[ *]+)(\w+)", parameter)
                if declared is None:
                    raise ValueError(f"{name}: cannot read the parameter {parameter!r}")
                pairs.append((declared[1], declared[2]))
        yield returned, name, pairs


def matching_brace(text: str, opening: int) -> int:
    """The index of the brace that closes the one at ``opening``."""
    depth = 0
    for index in range(opening, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if depth == 0:
            return index
    raise ValueError("unbalanced braces")


def constant(text: str, name: str) -> int:
    """The number that a macro of the header stands for."""
    defined = re.search(rf"#define {name} (\d+)", text)
    if defined is None:
        raise ValueError(f"the header has no {name}")
    return int(defined[1])
