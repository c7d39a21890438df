"""The dictionaries in which the extension describes modules and graphs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias, TypedDict

# (number of the kind, text, contained types, fields)
TypeTree: TypeAlias = tuple[int, str, Sequence["TypeTree"], Sequence[str]]
# (name, type, has a default, keyword only, the default's text, the default)
ParameterTree: TypeAlias = tuple[str, TypeTree, bool, bool, "str | None", Any]
# (name, text, parameters, result)
SchemaTree: TypeAlias = tuple[str, str, Sequence[ParameterTree], TypeTree]


class Tensor(TypedDict):
    """A tensor, without its elements."""

    shape: list[int]
    dtype: str
    device: str
    nbytes: int
    requires_grad: bool


class Attribute(TypedDict):
    """An attribute or constant of a module; ``value`` is None unless it is a number or text."""

    name: str
    type: TypeTree
    role: Literal["parameter", "buffer", "attribute", "constant"]
    tensor: Tensor | None
    value: Any


class Submodule(TypedDict):
    """A module; the model itself has the path ``""``."""

    path: str
    type: str
    children: list[str]
    attributes: list[Attribute]


class Method(TypedDict):
    """A method; ``operators`` counts each operator in its graph."""

    name: str
    schema: SchemaTree
    code: str
    operators: dict[str, int]


class NamedType(TypedDict):
    """A type with a name; what its kind does not have is empty or None."""

    kind: Literal["named_tuple", "enum", "interface", "class"]
    name: str
    fields: list[tuple[str, TypeTree]]
    members: list[tuple[str, Any]]
    methods: list[SchemaTree]
    constructor: SchemaTree | None


class Program(TypedDict):
    """A program of torch.export.

    ``inputs`` are (place in the arguments, type) and ``symbols`` (name, least, most), for the
    sizes that vary.
    """

    name: str
    torch_version: str
    execution: Literal["compiled", "interpreted", "unchecked"]
    mode: Literal["training", "evaluation", "either", "unknown"]
    inputs: list[tuple[str, str]]
    outputs: list[str]
    symbols: list[tuple[str, int, int]]
    operators: dict[str, int]


class Module(TypedDict):
    """A whole model; ``program`` is None unless it is a program of torch.export."""

    type_name: str
    modules: list[Submodule]
    methods: list[Method]
    types: list[NamedType]
    program: Program | None


class Node(TypedDict):
    """An operation in a graph; values are given by name, results also by type."""

    kind: str
    inputs: list[str]
    outputs: list[tuple[str, str]]
    attributes: dict[str, str]
    blocks: list[Block]


class Block(TypedDict):
    """A graph, or a part of one: the branch of an ``if``, the body of a loop."""

    inputs: list[tuple[str, str]]
    nodes: list[Node]
    outputs: list[str]
