"""The signatures of methods and functions."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from torchsharp_py.schema.types import Type

if TYPE_CHECKING:
    import inspect

    from torchsharp_py._described import ParameterTree, SchemaTree

_MEMBER = re.compile(r"\bEnum<([\w.]+)>")  # as TorchScript prints a member of an enum


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a method or function.

    Attributes:
        name: Its name.
        type: Its type.
        has_default: Whether calls may omit it.
        keyword_only: Whether calls must pass it by name.
        default: The default itself; None if it has no default.
        default_text: The default as TorchScript prints it; None if it has no default.
    """

    name: str
    type: Type
    has_default: bool = False
    keyword_only: bool = False
    default: object = field(default=None, compare=False)
    default_text: str | None = None

    @classmethod
    def from_tree(cls, tree: ParameterTree) -> Parameter:
        """Builds a parameter from the tuple of the C ABI."""
        name, type_tree, has_default, keyword_only, default_text, default = tree
        return cls(
            name, Type.from_tree(type_tree), has_default, keyword_only, default, default_text
        )

    def __str__(self) -> str:
        return f"{self.type} {self.name}" + (f"={self.default_text}" if self.has_default else "")


@dataclass(frozen=True, slots=True)
class FunctionSchema:
    """The signature of a method or function, without ``self``.

    Attributes:
        name: The name of the method or function.
        text: The whole signature as TorchScript prints it.
        parameters: The parameters, in the order that calls pass them.
        returns: The type of the result.
    """

    name: str
    text: str
    parameters: tuple[Parameter, ...]
    returns: Type

    @classmethod
    def from_tree(cls, tree: SchemaTree) -> FunctionSchema:
        """Builds a schema from the nested tuples of the C ABI's ``tsp_callable_schema``."""
        name, text, parameters, returns = tree
        return cls(
            name,
            text,
            tuple(Parameter.from_tree(parameter) for parameter in parameters),
            Type.from_tree(returns),
        )

    @property
    def python(self) -> str:
        """The signature as Python writes it: ``f(x: torch.Tensor, n: int = 3) -> int``."""
        parts = []
        for parameter in self.parameters:
            if parameter.keyword_only and "*" not in parts:
                parts.append("*")
            default = f" = {python_default(parameter)}" if parameter.has_default else ""
            parts.append(f"{parameter.name}: {parameter.type.python}{default}")
        return f"{self.name}({', '.join(parts)}) -> {self.returns.python}"

    @property
    def signature(self) -> inspect.Signature:
        """What ``inspect.signature`` returns for the method; its annotations are text."""
        from torchsharp_py.schema.signatures import signature_of

        return signature_of(self)

    def _repr_html_(self) -> str:
        from torchsharp_py._html.schema import schema_html

        return schema_html(self)

    def __str__(self) -> str:
        return self.text


def python_default(parameter: Parameter) -> str:
    """A parameter's default as Python writes it; TorchScript's text for what has no literal."""
    value, text = parameter.default, parameter.default_text or ""
    items = value if isinstance(value, (list, tuple)) else [value]
    if all(isinstance(one, (bool, int, float, complex, str)) for one in items):
        return repr(value)
    return _MEMBER.sub(r"\1", text)


def default_on_one_line(parameter: Parameter) -> str:
    """A parameter's default as text on one line, a string in quotes; empty without a default."""
    text = json.dumps(parameter.default) if isinstance(parameter.default, str) else None
    return " ".join((text or parameter.default_text or "").split())
