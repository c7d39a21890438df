"""The inputs of a call, made from text by the types of the parameters."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from torchsharp_py._enum_value import EnumValue
from torchsharp_py.commands.failure import CommandError
from torchsharp_py.commands.run.tensors import array_of, is_tensor_text, tensor_of
from torchsharp_py.schema import FunctionSchema, Type, TypeKind

# What has no text: only a program can make it.
_ONLY_IN_PROGRAMS = {
    TypeKind.CLASS,
    TypeKind.INTERFACE,
    TypeKind.FUTURE,
    TypeKind.AWAIT,
    TypeKind.GENERATOR,
}
_EXAMPLES = {
    TypeKind.TENSOR: "a shape such as 1x3x224x224 or 10:int64, a file .npy, or elements as JSON",
    TypeKind.INT: "such as 3",
    TypeKind.FLOAT: "such as 0.5",
    TypeKind.COMPLEX: "such as 1+2j",
    TypeKind.NUMBER: "such as 3 or 0.5",
    TypeKind.BOOL: "true or false",
    TypeKind.NONE: "null",
    TypeKind.LIST: "a JSON list",
    TypeKind.DICT: "a JSON object",
    TypeKind.DEVICE: "such as cpu",
}
_PLAIN: dict[TypeKind, type | tuple[type, ...]] = {
    TypeKind.INT: int,
    TypeKind.FLOAT: (int, float),  # a call converts
    TypeKind.NUMBER: (int, float),
    TypeKind.STRING: str,
    TypeKind.DEVICE: str,
}


class _MisfitError(Exception):
    """A value does not fit a type."""

    def __init__(self, value: Any, type_: Type, reason: str = "") -> None:
        super().__init__(value, type_, reason)
        self.value = value
        self.type = type_
        self.reason = reason


def read_inputs(schema: FunctionSchema, texts: Iterable[str], device: str) -> dict[str, Any]:
    """Makes the arguments of a call.

    Args:
        schema: The signature of the method.
        texts: ``NAME=VALUE`` for each parameter that is given.
        device: Where tensors are put.

    Returns:
        The arguments by name, in the order of the parameters.

    Raises:
        CommandError: A name is not a parameter's, a value does not fit, or one is missing.
    """
    given = read_given(schema, texts, device, "--input")
    _require_all(schema, given)
    return {one.name: given[one.name] for one in schema.parameters if one.name in given}


def read_given(
    schema: FunctionSchema, texts: Iterable[str], device: str, option: str
) -> dict[str, Any]:
    """Makes the arguments that are given; others may be missing.

    Args:
        schema: The signature of the method.
        texts: ``NAME=VALUE`` for each parameter that is given.
        device: Where tensors are put.
        option: What the command line calls them.

    Raises:
        CommandError: A name is not a parameter's, or a value does not fit.
    """
    types = {parameter.name: parameter.type for parameter in schema.parameters}
    given: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise CommandError(
                f"{option}: expected NAME=VALUE, such as x=1x3x224x224, got '{text}'. "
                f"Schema: {schema}"
            )
        if name not in types:
            known = ", ".join(types) or "none"
            raise CommandError(
                f"{option}: {schema.name} has no parameter '{name}'. Its parameters: {known}. "
                f"Schema: {schema}"
            )
        if name in given:
            raise CommandError(f"{option}: '{name}' is given twice")
        given[name] = _read(schema, name, types[name], value, device, option)
    return given


def _require_all(schema: FunctionSchema, given: dict[str, Any]) -> None:
    missing = [one for one in schema.parameters if not one.has_default and one.name not in given]
    if missing:
        named = ", ".join(f"'{one.name}' ({one.type})" for one in missing)
        example = "1x3x224x224" if missing[0].type.kind is TypeKind.TENSOR else "VALUE"
        raise CommandError(
            f"{schema.name} needs a value for {named}: add --input {missing[0].name}={example}. "
            f"Schema: {schema}"
        )


def _read(
    schema: FunctionSchema, name: str, type_: Type, text: str, device: str, option: str
) -> Any:
    try:
        return _from_text(text, type_, device)
    except _MisfitError as misfit:
        inside = "" if misfit.type is type_ else f" (inside: {misfit.type})"
        example = _EXAMPLES.get(misfit.type.kind, "")
        expected = f"{type_}{inside}{', ' if example else ''}{example}"
        reason = f" ({misfit.reason})" if misfit.reason else ""
        problem = f"'{name}' must be {expected}; got {_short(misfit.value)}{reason}"
    except FileNotFoundError:
        problem = f"there is no file '{text}' for '{name}'"
    except (OSError, ValueError, RuntimeError) as error:  # NumPy, json, and torch's allocator
        problem = f"'{text}' cannot be the value of '{name}' ({type_}): {error}"
    raise CommandError(f"{option}: {problem}. Schema: {schema}")


def _from_text(text: str, type_: Type, device: str) -> Any:
    inner = type_.contained[0] if type_.kind is TypeKind.OPTIONAL else type_
    if inner.kind is TypeKind.STRING and not (text == "null" and inner is not type_):
        return text
    if text.endswith(".json"):
        return _from_json(json.loads(Path(text).read_text(encoding="utf-8")), type_, device)
    if inner.kind is TypeKind.TENSOR and is_tensor_text(text):
        return tensor_of(text, device)
    if text.endswith(".npy"):
        return _from_json(array_of(text).tolist(), type_, device)
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        value = text  # the name of an enum's member, a device, a complex number
    return _from_json(value, type_, device)


def _from_json(value: Any, type_: Type, device: str) -> Any:
    kind = type_.kind
    if kind in _ONLY_IN_PROGRAMS:
        raise _MisfitError(value, type_, "only a program can create it: call the model from one")
    if kind is TypeKind.OPTIONAL:
        return None if value is None else _from_json(value, type_.contained[0], device)
    if kind is TypeKind.UNION:
        return _first_that_fits(value, type_, device)
    if kind in (TypeKind.LIST, TypeKind.TUPLE, TypeKind.DICT):
        return _container(value, type_, device)
    if kind is TypeKind.TENSOR:
        return _tensor(value, type_, device)
    if kind is TypeKind.ENUM:
        if value not in type_.fields:
            raise _MisfitError(value, type_, f"its members: {', '.join(type_.fields)}")
        return EnumValue(type_.text, value, None)
    return _scalar(value, type_)


def _scalar(value: Any, type_: Type) -> Any:
    kind = type_.kind
    if kind is TypeKind.NONE and value is None:
        return None
    if kind is TypeKind.BOOL and isinstance(value, bool):
        return value
    if kind is TypeKind.COMPLEX and isinstance(value, (int, float, str)):
        return _complex(value, type_)
    if kind in _PLAIN and isinstance(value, _PLAIN[kind]) and not isinstance(value, bool):
        return value
    if kind in (TypeKind.ANY, TypeKind.OTHER):
        return value
    raise _MisfitError(value, type_)


def _complex(value: float | str, type_: Type) -> complex:
    try:
        return complex(value)
    except ValueError:
        raise _MisfitError(value, type_) from None


def _tensor(value: Any, type_: Type, device: str) -> Any:
    import torch

    if isinstance(value, str) and is_tensor_text(value):
        return tensor_of(value, device)
    if isinstance(value, (bool, int, float, list)):
        try:
            return torch.tensor(value, device=device)
        except (ValueError, TypeError) as error:
            raise _MisfitError(value, type_, str(error)) from None
    raise _MisfitError(value, type_)


def _container(value: Any, type_: Type, device: str) -> Any:
    types = type_.contained
    if type_.kind is TypeKind.LIST and isinstance(value, list):
        return [_from_json(one, types[0], device) for one in value]
    if type_.kind is TypeKind.DICT and isinstance(value, dict):
        return {
            _from_text(key, types[0], device): _from_json(one, types[1], device)
            for key, one in value.items()
        }
    if type_.kind is TypeKind.TUPLE:
        if isinstance(value, dict) and set(value) == set(type_.fields):
            value = [value[name] for name in type_.fields]
        if isinstance(value, list) and len(value) == len(types):
            return tuple(_from_json(one, t, device) for one, t in zip(value, types, strict=True))
        raise _MisfitError(value, type_, f"as a JSON list of {len(types)}")
    raise _MisfitError(value, type_)


def _first_that_fits(value: Any, type_: Type, device: str) -> Any:
    for member in type_.contained:
        try:
            return _from_json(value, member, device)
        except _MisfitError:
            continue
    raise _MisfitError(value, type_)


def _short(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
