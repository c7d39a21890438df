"""Annotations for lists, dictionaries, tuples and futures."""

from __future__ import annotations

import collections.abc
import sys
import typing
from collections.abc import Callable
from typing import Any

from torchsharp_py import _C
from torchsharp_py._typed.misfit import Misfit
from torchsharp_py.schema import Type, TypeKind

Check = Callable[[Any, Type, bool], None]

_LISTS = (list, collections.abc.Sequence, collections.abc.MutableSequence)
_DICTS = (dict, collections.abc.Mapping, collections.abc.MutableMapping)
_ANY_LENGTH = "TorchScript has no tuples of any length: give the type of every item, or use a list"


def check_list(annotation: Any, type_: Type, result: bool, check: Check) -> None:
    """Compares ``list[T]`` or ``Sequence[T]`` with a list; an argument may be a NumPy array."""
    origin, arguments = _split(annotation)
    if origin is tuple:
        raise Misfit(annotation, type_, _ANY_LENGTH)
    if not result and _is_numpy_array(origin) and type_.contained[0].kind in _NUMBERS:
        return
    if origin not in _LISTS:
        raise Misfit(annotation, type_)
    _check_parts(arguments, type_, result, check)


def check_dict(annotation: Any, type_: Type, result: bool, check: Check) -> None:
    """Compares ``dict[K, V]`` or ``Mapping[K, V]`` with a dictionary."""
    origin, arguments = _split(annotation)
    if origin not in _DICTS:
        raise Misfit(annotation, type_)
    _check_parts(arguments, type_, result, check)


def check_tuple(annotation: Any, type_: Type, result: bool, check: Check) -> None:
    """Compares ``tuple[A, B]``, or a NamedTuple class by its field names, with a tuple."""
    if isinstance(annotation, type) and hasattr(annotation, "_fields"):
        _check_named_tuple(annotation, type_, result, check)
        return
    origin, arguments = _split(annotation)
    if origin is not tuple:
        raise Misfit(annotation, type_)
    if annotation in (tuple, typing.Tuple) or Ellipsis in arguments:  # noqa: UP006
        raise Misfit(annotation, type_, _ANY_LENGTH)
    if arguments == ((),):  # Python 3.10 represents Tuple[()] so
        arguments = ()
    if len(arguments) != len(type_.contained):
        hint = f"expected {len(type_.contained)} items, got {len(arguments)}"
        raise Misfit(annotation, type_, hint)
    _check_parts(arguments, type_, result, check)


def _check_named_tuple(cls: type, type_: Type, result: bool, check: Check) -> None:
    fields: tuple[str, ...] = cls._fields  # type: ignore[attr-defined]
    same = fields == type_.fields if result else sorted(fields) == sorted(type_.fields)
    if type_.fields and not same:
        hint = f"expected the fields {', '.join(type_.fields)}, got {', '.join(fields)}"
        raise Misfit(cls, type_, hint)
    if not type_.fields and result:
        raise Misfit(cls, type_, "the result is a plain tuple without field names")
    if len(fields) != len(type_.contained):
        hint = f"expected {len(type_.contained)} items, got {len(fields)}"
        raise Misfit(cls, type_, hint)
    try:
        hints = typing.get_type_hints(cls)
    except NameError as error:
        raise Misfit(cls, type_, f"the type of a field is unknown: {error}") from error
    names = type_.fields or fields  # fields of an argument match by name
    _check_parts(tuple(hints.get(name, Any) for name in names), type_, result, check)


def check_future(annotation: Any, type_: Type, result: bool, check: Check) -> None:
    """Compares ``jit.Future[T]``, or for a result also ``Awaitable[T]``, with a future."""
    origin, arguments = _split(annotation)
    if origin is not _C.Future and not (result and origin is collections.abc.Awaitable):
        raise Misfit(annotation, type_)
    # The value in a future is a result, even if the future itself is an argument.
    for argument, contained in zip(arguments, type_.contained, strict=False):
        check(argument, contained, True)


_NUMBERS = (TypeKind.INT, TypeKind.FLOAT, TypeKind.BOOL)


def _check_parts(arguments: tuple[Any, ...], type_: Type, result: bool, check: Check) -> None:
    """Compares type arguments with contained types; omitted type arguments mean Any."""
    for argument, contained in zip(arguments, type_.contained, strict=False):
        check(argument, contained, result)


def _split(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    origin = typing.get_origin(annotation)
    return (annotation, ()) if origin is None else (origin, typing.get_args(annotation))


def _is_numpy_array(origin: Any) -> bool:
    array = getattr(sys.modules.get("numpy"), "ndarray", None)
    return array is not None and origin is array
