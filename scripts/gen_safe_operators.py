#!/usr/bin/env python3
"""Generates the list of operators that the policy "safe" allows, from PyTorch's registry.

The rules are in scripts/vetting/rules.toml.

Usage:
    python scripts/gen_safe_operators.py           # write safe_operators.inc
    python scripts/gen_safe_operators.py --check   # exit with 1 when it is out of date
"""

from __future__ import annotations

import sys
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import torch
from generated_files import REPOSITORY, main

COMMAND = "python scripts/gen_safe_operators.py"
RULES = REPOSITORY / "scripts" / "vetting" / "rules.toml"
OUTPUT = REPOSITORY / "csrc" / "core" / "vetting" / "safe_operators.inc"
LONGEST = 100
NO_OVERLOAD = "-"  # an operator without the name of an overload
ANY_OVERLOAD = "*"


def matches(name: str, patterns: list[str]) -> bool:
    """Whether a pattern names the operator."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def is_reviewed(name: str, rules: dict[str, Any]) -> bool:
    """Whether the name may be allowed at all: parts of operators must be in the list."""
    hidden = name.startswith("prim::") or name.partition("::")[2].startswith("_")
    return not hidden or matches(name, rules["reviewed"])


def has_effect(name: str, full: str, effects: list[list[str]]) -> bool:
    """Whether a pattern names the operator or its overload."""
    return any(matches(name, each) or matches(full, each) for each in effects)


def is_plain(schema: Any, rules: dict[str, Any]) -> bool:
    """Whether a schema says all that the operator uses and changes."""
    values = [*schema.arguments, *schema.returns]
    if any(matches(str(value.type), rules["types"]) for value in values):
        return False
    for one in schema.arguments:
        hides_pointer = one.name.startswith("packed") and str(one.type) == "Tensor"
        is_result = one.kwarg_only and one.alias_info is not None and one.alias_info.is_write
        if hides_pointer or is_result:
            return False
    return True


def safe_operators(rules: dict[str, Any]) -> dict[str, list[str]]:
    """The overloads of each operator that is allowed, in order."""
    effects = [one["operators"] for one in rules["effects"]]
    found: dict[str, set[str]] = {name: {ANY_OVERLOAD} for name in rules["structural"]}
    for schema in torch._C._jit_get_all_schemas():
        name = schema.name
        full = f"{name}.{schema.overload_name}" if schema.overload_name else name
        if (
            name.partition("::")[0] in rules["namespaces"]
            and is_reviewed(name, rules)
            and (name in rules["checked"] or not has_effect(name, full, effects))
            and is_plain(schema, rules)
        ):
            found.setdefault(name, set()).add(schema.overload_name or NO_OVERLOAD)
    return {name: sorted(found[name]) for name in sorted(found)}


def row(macro: str, name: str, words: list[str]) -> list[str]:
    """A line of the file, or several if it is long."""
    lines = []
    text = f'{macro}("{name}", "{words[0]}'
    for word in words[1:]:
        if len(text) + len(word) + 4 > LONGEST:
            lines.append(f'{text} "')
            text = f'    "{word}'
        else:
            text += f" {word}"
    return [*lines, f'{text}")']


def render(rules: dict[str, Any]) -> str:
    """The text of the file."""
    lines = [
        '// The operators that the policy "safe" allows, with their overloads; what others do.',
        f"// Written by `{COMMAND}` by the rules in scripts/vetting/rules.toml.",
        "// Do not edit it: generate it again.",
        "",
    ]
    for name, overloads in safe_operators(rules).items():
        lines += row("TSP_SAFE", name, overloads)
    lines.append("")
    lines += [f'TSP_CLASS("{name}")' for name in rules["classes"]]
    for kind, macro in (("effects", "TSP_EFFECT"), ("notes", "TSP_NOTE")):
        lines.append("")
        for effect in rules[kind]:
            for pattern in effect["operators"]:
                lines.append(f'{macro}("{pattern}", "{effect["name"]}")')
    return "\n".join(lines) + "\n"


def generate() -> dict[Path, str]:
    """Renders the file."""
    return {OUTPUT: render(tomllib.loads(RULES.read_text(encoding="utf-8")))}


if __name__ == "__main__":
    sys.exit(main(generate, COMMAND))
