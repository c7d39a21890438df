"""The regular modules: their parameters, from PyTorch's classes and ``modules.toml``."""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch

from modules.extra_repr import Piece, holds_ints, read_pieces

TABLE = Path(__file__).with_name("modules.toml")

# Parameters that C# does not have: old ones, and those that other arguments or methods stand for.
DROPPED = {
    "args",
    "kwargs",
    "max_value",
    "min_value",
    "reduce",
    "return_indices",
    "self",
    "size_average",
}
TYPES = {
    "bool": "bool",
    "float": "double",
    "int": "long",
    "int | None": "long?",
    "torch.Tensor | None": "Tensor?",
}
ONE_TENSOR = {"input": "The tensor."}
TWO_TENSORS = {"input": "The model's result.", "target": "What it should be."}
MAX_UNPOOL = {
    "input": "What was pooled.",
    "indices": "Where the elements were.",
    "output_size": "The size before pooling, as several have the same result; null for the usual.",
}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a module's constructor.

    Attributes:
        name: Its name in C#.
        type: Its C# type; ``IntList`` for sizes, of which one stands for all dimensions.
        default: Its default in C#; empty without one.
        shown_as: The name of the property that keeps it.
        otherwise: For sizes that may be missing: what stands for them.
        check: An expression that refuses bad values and is the value.
        doc: What it means.
        buffer: For tensors that the module owns: their name in a state_dict.
        key: Its name in Python.
        form: For sizes, how Python keeps one number: as a tuple, the number, or None by default.
    """

    name: str
    type: str
    default: str
    shown_as: str
    otherwise: str
    check: str
    doc: str
    buffer: str
    key: str
    form: str = ""

    @property
    def is_size(self) -> bool:
        """Whether it has a number for each dimension."""
        return self.type.startswith("IntList")


@dataclass(frozen=True)
class Module:
    """A regular module."""

    name: str
    summary: str
    base: str
    dimensions: int
    forward: str
    inplace: str
    indices: str
    guard: str
    inputs: Mapping[str, str]
    parameters: Sequence[Parameter] = field(default_factory=list)
    shown: Sequence[Piece] = field(default_factory=list)


def read_families() -> dict[str, list[Module]]:
    """The modules by family."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    docs = table.pop("docs")
    return {
        family: [_module(name, row, docs) for name, row in rows.items()]
        for family, rows in table.items()
    }


def _module(name: str, row: dict[str, Any], docs: dict[str, str]) -> Module:
    base = row.get("base", "ParameterLessModule")
    is_loss = base.endswith("Loss")
    suffix = re.search(r"(\d)d$", name)
    inputs = TWO_TENSORS if is_loss else MAX_UNPOOL if base == "MaxUnpool" else ONE_TENSOR
    return Module(
        name=name,
        summary=row["summary"],
        base=base,
        dimensions=row.get("dimensions", int(suffix[1]) if suffix else 0),
        forward=row["forward"],
        inplace=row.get("inplace", ""),
        indices=row.get("indices", ""),
        guard=row.get("guard", ""),
        inputs=row.get("inputs", inputs),
        parameters=_with_forms(name, _parameters(name, row, docs)),
        shown=_shown(name, row),
    )


def _shown(name: str, row: dict[str, Any]) -> list[Piece]:
    """What a module prints: as PyTorch's, with a flag that only C# has."""
    theirs = inspect.signature(getattr(torch.nn, name).__init__).parameters
    own = (
        [Piece("inplace=True", "inplace")] if row.get("inplace") and "inplace" not in theirs else []
    )
    return read_pieces(name) or own


def _with_forms(name: str, parameters: list[Parameter]) -> list[Parameter]:
    """The parameters, with how PyTorch keeps sizes that are given as numbers."""
    sizes = [one for one in parameters if one.is_size]
    if not sizes:
        return parameters
    kept = holds_ints(name, [one.key for one in parameters if not one.default])
    forms = {one.key: _form(kept[one.key]) for one in sizes}
    return [replace(one, form=forms.get(one.key, "")) for one in parameters]


def _form(kept: object) -> str:
    return "none" if kept is None else "tuple" if isinstance(kept, tuple) else "number"


def _parameters(name: str, row: dict[str, Any], docs: dict[str, str]) -> list[Parameter]:
    given = inspect.signature(getattr(torch.nn, name).__init__).parameters
    theirs = {key: one for key, one in given.items() if key not in DROPPED}
    order = row.get("parameters", list(theirs))
    missing = theirs.keys() - set(order)
    if missing:
        raise ValueError(f"{name}: what becomes of the parameters {missing}?")
    return [_parameter(one, theirs.get(one), row, docs) for one in order]


def _parameter(
    key: str, theirs: inspect.Parameter | None, row: dict[str, Any], docs: dict[str, str]
) -> Parameter:
    name = row.get("rename", {}).get(key, key)
    kind = row.get("types", {}).get(key) or _type(key, theirs)
    default = _default(theirs, kind)
    otherwise = ""
    if kind == "IntList" and default:
        otherwise = "kernel_size" if default == "null" else default
        kind, default = "IntList?", "null"
    return Parameter(
        name=name,
        type=kind,
        default=row.get("defaults", {}).get(key, default),
        shown_as=row.get("property", {}).get(key, name),
        otherwise=otherwise,
        check=row.get("checks", {}).get(name, ""),
        doc=row.get("docs", {}).get(name) or docs[name],
        buffer=row.get("buffer", {}).get(name, name),
        key=key,
    )


def _type(key: str, theirs: inspect.Parameter | None) -> str:
    """The C# type; a flag that PyTorch's module does not have is ``inplace``."""
    if theirs is None:
        return "bool"
    if key == "reduction":
        return "nn.Reduction"
    annotation = theirs.annotation
    text = annotation if isinstance(annotation, str) else str(annotation)
    text = annotation.__name__ if isinstance(annotation, type) else text
    return TYPES.get(text) or ("IntList" if "tuple[" in text and "int" in text else text)


def _default(theirs: inspect.Parameter | None, kind: str) -> str:
    if theirs is None:
        return "false"
    value = theirs.default
    if value is inspect.Parameter.empty:
        return ""
    if kind == "nn.Reduction":
        return "nn.Reduction.Mean"
    if isinstance(value, bool):
        return str(value).lower()
    return "null" if value is None else repr(value)
