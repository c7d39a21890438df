"""Compares the signature that a program expects of a method with the method's schema."""

from __future__ import annotations

import typing
from typing import Any

from torchsharp_py._errors import ScriptTypeError
from torchsharp_py._typed.fit import check
from torchsharp_py._typed.misfit import Misfit, spell
from torchsharp_py._typed.signature import Signature
from torchsharp_py.schema import FunctionSchema


def check_signature(schema: FunctionSchema, signature: Any) -> None:
    """Compares a signature with the schema of a method or function.

    Args:
        schema: The schema in the model.
        signature: The signature that the program expects, such as ``Signature[[Tensor], Tensor]``.

    Raises:
        ScriptTypeError: They do not fit; the message names the method, the parameter, both types
            and the schema.
        TypeError: ``signature`` is not a signature.
    """
    parameters, result = _split(signature)
    if parameters is not Ellipsis:
        _check_parameters(schema, parameters)
    try:
        check(result, schema.returns, True)
    except Misfit as misfit:
        explained = misfit.explain(result, schema.returns)
        raise _error(schema, f"the result is {explained}") from None


def _split(signature: Any) -> tuple[Any, Any]:
    if typing.get_origin(signature) is not Signature:
        hint = ""
        if isinstance(signature, tuple) or signature is Signature:
            hint = ": put the arguments in a list and the result after it"
        expected = "expected a signature such as Signature[[Tensor, int], Tensor]"
        raise TypeError(f"{expected}, got {spell(signature)}{hint}")
    return signature.__args__  # type: ignore[no-any-return]


def _check_parameters(schema: FunctionSchema, annotations: tuple[Any, ...]) -> None:
    by_position = [one for one in schema.parameters if not one.keyword_only]
    if len(annotations) > len(by_position):
        most = f"takes {len(by_position)} arguments by position"
        raise _error(schema, f"{most}, but the signature has {len(annotations)}")
    for parameter in schema.parameters:
        if parameter.keyword_only and not parameter.has_default:
            keyword = f"parameter '{parameter.name}' must be given by keyword"
            raise _error(schema, f"{keyword}, but a signature has no names: use Signature[..., R]")
    for parameter in by_position[len(annotations) :]:
        if not parameter.has_default:
            missing = f"parameter '{parameter.name}' ({parameter.type}) has no default"
            raise _error(schema, f"{missing}, but the signature omits it")
    for annotation, parameter in zip(annotations, by_position, strict=False):
        try:
            check(annotation, parameter.type, False)
        except Misfit as misfit:
            explained = misfit.explain(annotation, parameter.type)
            raise _error(schema, f"parameter '{parameter.name}' is {explained}") from None


def _error(schema: FunctionSchema, message: str) -> ScriptTypeError:
    return ScriptTypeError(f"{schema.name}(): {message}. Schema: {schema}")
