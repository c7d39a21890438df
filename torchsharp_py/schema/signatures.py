"""Schemas as ``inspect.Signature``."""

from __future__ import annotations

import inspect
import keyword
import re
from typing import TYPE_CHECKING

from torchsharp_py.schema.functions import python_default

if TYPE_CHECKING:
    from torchsharp_py.schema.functions import FunctionSchema, Parameter

_ANY = inspect.Signature(
    [
        inspect.Parameter("args", inspect.Parameter.VAR_POSITIONAL),
        inspect.Parameter("kwargs", inspect.Parameter.VAR_KEYWORD),
    ]
)


class _Text(str):
    """A type or default as text: a signature prints it without quotes."""

    def __repr__(self) -> str:
        return str(self)


def signature_of(schema: FunctionSchema) -> inspect.Signature:
    """Makes a signature; ``(*args, **kwargs)`` if Python has no such function."""
    try:
        parameters = [_parameter(one) for one in schema.parameters]
        return inspect.Signature(parameters, return_annotation=_Text(schema.returns.python))
    except ValueError:  # two names became one, or a default comes before none
        return _ANY


def _parameter(parameter: Parameter) -> inspect.Parameter:
    name = parameter.name
    if not name.isidentifier() or keyword.iskeyword(name):
        name = re.sub(r"\W", "_", name) + "_"
    kinds = inspect.Parameter
    return inspect.Parameter(
        name,
        kinds.KEYWORD_ONLY if parameter.keyword_only else kinds.POSITIONAL_OR_KEYWORD,
        default=_default(parameter) if parameter.has_default else kinds.empty,
        annotation=_Text(parameter.type.python),
    )


def _default(parameter: Parameter) -> object:
    text = python_default(parameter)
    return parameter.default if text == repr(parameter.default) else _Text(text)
