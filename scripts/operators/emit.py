"""The C# files of the operators."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import torch
from generated_files import OUTPUT_FOLDER, render_header

from operators.csharp_types import identifier
from operators.docs import summary
from operators.forms import Form, call_of, field_of, forms_of, without_conflicts
from operators.overlay import Overlay, read_overlay
from operators.registry import Operator, operators
from operators.signatures import render_signatures

FOLDER = OUTPUT_FOLDER / "Operators"
MOST_MEMBERS = 140
MOST_COLUMNS = 140


@dataclass(frozen=True)
class Target:
    """A C# class that operators are members of.

    Attributes:
        name: What its files are called.
        section: The section of the overlay with its members and names.
        nesting: The classes within ``torch`` that it is in, itself included.
        doc: What to say of the last of them, if nothing else does.
    """

    name: str
    section: str
    nesting: tuple[str, ...]
    doc: str = ""

    @property
    def is_tensor(self) -> bool:
        """Whether its members are methods of tensors."""
        return self.section == "tensor"


TENSOR = Target("Tensor", "tensor", ("partial class Tensor",))
TORCH = Target("torch", "torch", ())
FUNCTIONAL = Target(
    "functional", "functional", ("static partial class nn", "static partial class functional")
)
TARGETS = {
    name: Target(name, name, (f"static partial class {name}",), doc)
    for name, doc in {
        "linalg": "Linear algebra: decompositions, solvers, norms.",
        "fft": "Discrete Fourier transforms.",
        "special": "Special functions of mathematics.",
    }.items()
}


def _targets(operator: Operator, overlay: Overlay) -> Iterable[Target]:
    module = operator.function.python_module
    if operator.is_method or overlay.is_method_too(operator.name):
        yield TENSOR
    if module in TARGETS:
        yield TARGETS[module]
        return
    in_place = operator.is_in_place and operator.is_method
    if in_place or (operator.is_function and hasattr(torch, operator.name)):
        yield TORCH
    if operator.is_function and hasattr(torch.nn.functional, operator.name):
        yield FUNCTIONAL


def _groups(overlay: Overlay) -> dict[Target, dict[str, list[Form]]]:
    groups: dict[Target, dict[str, list[Form]]] = defaultdict(lambda: defaultdict(list))
    for operator in operators(overlay.included):
        if overlay.excludes(operator.name) or overlay.leaves_out(str(operator.schema.name)):
            continue
        for target in _targets(operator, overlay):
            name = operator.name if target.is_tensor else operator.public_name
            if not overlay.is_by_hand(target.section, name):
                shown = overlay.shown_as(target.section, name)
                names = (
                    overlay.renames(target.section, name),
                    overlay.defaults(target.section, name),
                )
                groups[target][shown] += forms_of(operator, shown, target.is_tensor, *names)
    return {t: {n: without_conflicts(f) for n, f in sorted(g.items())} for t, g in groups.items()}


def render_operators(command: str) -> dict[Path, str]:
    """Renders every file."""
    overlay = read_overlay()
    used = {name.replace(".", "_") for name in overlay.internal}
    files: dict[Path, str] = {}
    for target, groups in sorted(_groups(overlay).items(), key=lambda item: item[0].name):
        for letter, part in _parts(groups):
            name = f"{target.name}.{letter}.g.cs" if letter else f"{target.name}.g.cs"
            files[FOLDER / name] = _file(command, target, part)
            used |= {name for form in part for name in _fields(form)}
    files[FOLDER / "Aten.g.cs"] = _fields_file(command, sorted(used))
    shown = [each for each in operators(overlay.included) if not overlay.excludes(each.name)]
    return files | render_signatures(shown, command)


def _fields(form: Form) -> Iterable[str]:
    yield field_of(form.function)
    if form.has_out and form.operator.out is not None:
        yield field_of(form.operator.out)


def _fields_file(command: str, fields: Sequence[str]) -> str:
    lines = [
        *render_header(command),
        "using System;",
        "",
        "namespace TorchSharpPy.Tensors",
        "{",
        "    /// <content>The native operators, each from its first call on.</content>",
        "    internal static partial class Aten",
        "    {",
        *(f"        internal static IntPtr {identifier(field)};" for field in fields),
        "    }",
        "}",
    ]
    return "\n".join(lines) + "\n"


def _parts(groups: dict[str, list[Form]]) -> Iterable[tuple[str, list[Form]]]:
    """A file for each first letter, or one if there are few members."""
    if sum(map(len, groups.values())) <= MOST_MEMBERS:
        yield "", [form for forms in groups.values() for form in forms]
        return
    for letter, names in groupby(groups, key=lambda name: name[0]):
        yield letter, [form for name in names for form in groups[name]]


def _member(form: Form) -> list[str]:
    static = "" if form.is_method else "static "
    head = f"public {static}{form.result} {identifier(form.name)}("
    declared = [p.declaration for p in form.parameters]
    body = call_of(form)
    lines = _wrapped_comment(f"<summary>{summary(form.operator)}</summary>")
    lines.append(f"/// <remarks><c>{_schema(form)}</c></remarks>")
    one = head + ", ".join(declared) + ") =>"
    if len(one) < MOST_COLUMNS - 24:
        lines.append(one)
    else:
        lines += [head, *(f"    {row}" for row in _wrapped_list(declared))]
        lines[-1] += ") =>"
    lines += _wrapped_body(body)
    return lines


def _wrapped_list(items: Sequence[str]) -> list[str]:
    rows = [items[0]]
    for item in items[1:]:
        if len(rows[-1]) + len(item) > MOST_COLUMNS - 32:
            rows[-1] += ","
            rows.append(item)
        else:
            rows[-1] += f", {item}"
    return rows


def _schema(form: Form) -> str:
    text = str(form.function.func).replace("SymInt", "int")
    return f"aten::{text}".replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _wrapped_comment(text: str) -> list[str]:
    return [f"/// {row}" for row in textwrap.wrap(text, 110, break_long_words=False)]


def _wrapped_body(body: str) -> list[str]:
    if len(body) < 112 and " ? " not in body:
        return [f"    {body};"]
    test, _, rest = body.partition(" ? ")
    if not rest:
        return _chain(body, ";")
    first, _, second = rest.partition(" : ")
    return [
        f"    {test}",
        *(f"    {x}" for x in _chain("? " + first, "")),
        *(f"    {x}" for x in _chain(": " + second, ";")),
    ]


def _chain(text: str, end: str) -> list[str]:
    rows: list[str] = []
    row = ""
    for i, part in enumerate(text.split(".")):
        piece = part if i == 0 else "." + part
        if row and len(row) + len(piece) > 104 and piece.startswith(".With"):
            rows.append(row)
            row = "    " + piece
        else:
            row += piece
    return [f"    {each}" for each in [*rows, row + end]]


def _file(command: str, target: Target, forms: Sequence[Form]) -> str:
    lines = [
        *render_header(command),
        "using System;",
        "using System.Collections.Generic;",
        "using TorchSharpPy.Tensors;",
        "",
        "namespace TorchSharpPy",
        "{",
        "    public static partial class torch",
        "    {",
    ]
    indent = 8
    for each in target.nesting:
        if target.doc:
            lines.append(" " * indent + f"/// <summary>{target.doc}</summary>")
        lines += [" " * indent + f"public {each}", " " * indent + "{"]
        indent += 4
    for i, form in enumerate(forms):
        lines += [""] if i else []
        lines += [(" " * indent + line).rstrip() for line in _member(form)]
    while indent:
        indent -= 4
        lines.append(" " * indent + "}")
    return "\n".join(lines) + "\n"
