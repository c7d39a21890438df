"""The description that a class is generated from: methods, the types they name, attributes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from torchsharp_py._archives import outline_archive
from torchsharp_py.codegen import signature
from torchsharp_py.codegen.program import Program
from torchsharp_py.schema import FunctionSchema, Type

if TYPE_CHECKING:
    from torchsharp_py import _described

# Interfaces stay modules: a module that implements one has more methods.
_GENERATED = ("named_tuple", "class", "enum")

# The type of self, which all methods share.
_SELF = re.compile(r"\(self: [\w.]+")


@dataclass(frozen=True, slots=True)
class Method:
    """A method and its TorchScript source, if that is known; or the program that it is."""

    schema: FunctionSchema
    source: str = ""
    program: Program | None = None


@dataclass(frozen=True, slots=True)
class NamedType:
    """A named tuple, class or enum that the methods mention.

    Attributes:
        kind: ``named_tuple``, ``class`` or ``enum``.
        name: The qualified name.
        fields: The fields of a named tuple, the attributes of a class.
        members: The names and values of an enum's members.
        constructor: The constructor of a class; None if it has none.
        methods: The methods of a class.
    """

    kind: str
    name: str
    fields: tuple[tuple[str, Type], ...] = ()
    members: tuple[tuple[str, Any], ...] = ()
    constructor: FunctionSchema | None = None
    methods: tuple[Method, ...] = ()

    @property
    def short_name(self) -> str:
        """The name in its declaration."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A parameter, buffer, other attribute or constant of the module itself."""

    name: str
    type: Type
    role: str


@dataclass(frozen=True, slots=True)
class Model:
    """A model's surface.

    Attributes:
        type_name: The qualified name of the module's class.
        methods: Its methods, except those of Python's protocols.
        types: The types that the methods name, each once.
        attributes: The attributes of the module itself, not of its submodules.
        signature: The lines that identify the surface, see :mod:`torchsharp_py.codegen.signature`.
        program: What only a program of ``torch.export`` has; None for TorchScript.
    """

    type_name: str
    methods: tuple[Method, ...]
    types: tuple[NamedType, ...]
    attributes: tuple[Attribute, ...]
    signature: tuple[str, ...]
    program: Program | None = None

    @property
    def kind(self) -> str:
        """What the documentation calls the model."""
        return "TorchScript's module" if self.program is None else "The exported program"

    def schemas(self) -> Iterator[FunctionSchema]:
        """Every signature that is generated."""
        yield from (method.schema for method in self.methods)
        for entry in self.types:
            yield from (method.schema for method in entry.methods)
            if entry.constructor is not None:
                yield entry.constructor


def read(path: str | os.PathLike[str], name: str | None = None) -> Model:
    """Reads a model file. Nothing of it runs.

    Args:
        path: A TorchScript archive or a file of ``torch.export``.
        name: The name of the program, if the file has several.

    Returns:
        Its surface.

    Raises:
        TorchSharpError: The file does not exist, or is not a model.
    """
    return from_description(outline_archive(path, name)[0]._describe(), name)


def from_description(description: _described.Module, name: str | None = None) -> Model:
    """Builds the model from the extension's description.

    Args:
        description: The description.
        name: The name by which a program was chosen in its file.
    """
    described = description["program"]
    program = None if described is None else Program.of(described, name)
    methods = tuple(
        Method(
            FunctionSchema.from_tree(method["schema"]),
            "" if program else _SELF.sub("(self", method["code"]).strip(),
            program,
        )
        for method in description["methods"]
        if not is_protocol(method["name"])
    )
    root = next(module for module in description["modules"] if module["path"] == "")
    return Model(
        description["type_name"],
        methods,
        _reachable(methods, map(_named_type, description["types"])),
        tuple(
            Attribute(entry["name"], Type.from_tree(entry["type"]), entry["role"])
            for entry in root["attributes"]
            if not entry["name"].startswith("_")  # torch's own attributes
        ),
        signature.lines(method.schema for method in methods),
        program,
    )


def is_protocol(name: str) -> bool:
    """Whether a method belongs to a Python protocol, such as ``__setstate__``."""
    return name.startswith("__") and name.endswith("__")


def _reachable(methods: Iterable[Method], types: Iterable[NamedType]) -> tuple[NamedType, ...]:
    """Selects the types that the signatures name, directly or through other types."""
    known = {entry.name: entry for entry in types if entry.kind in _GENERATED}
    reached: set[str] = set()

    def visit_type(type_: Type) -> None:
        entry = known.get(type_.text)
        if entry is not None and entry.name not in reached:
            reached.add(entry.name)
            for _, field in entry.fields:
                visit_type(field)
            for method in entry.methods:
                visit(method.schema)
            if entry.constructor is not None:
                visit(entry.constructor)
        for item in type_.contained:
            visit_type(item)

    def visit(schema: FunctionSchema) -> None:
        for parameter in schema.parameters:
            visit_type(parameter.type)
        visit_type(schema.returns)

    for method in methods:
        visit(method.schema)
    return tuple(entry for entry in known.values() if entry.name in reached)


def _named_type(entry: _described.NamedType) -> NamedType:
    constructor = entry["constructor"]
    schemas = map(FunctionSchema.from_tree, entry["methods"])
    return NamedType(
        entry["kind"],
        entry["name"],
        tuple((name, Type.from_tree(tree)) for name, tree in entry["fields"]),
        tuple(entry["members"]),
        FunctionSchema.from_tree(constructor) if constructor else None,
        tuple(Method(schema) for schema in schemas if not is_protocol(schema.name)),
    )
