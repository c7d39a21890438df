"""Whether the values of a Python annotation fit a TorchScript type, or the other way around.

For an argument, the type must take every value of the annotation. For a result, the annotation must
allow every value of the type. ``Any`` and ``object`` fit everything.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator
from typing import Any

from torchsharp_py._typed import containers, named, scalars
from torchsharp_py._typed.misfit import Misfit
from torchsharp_py.schema import Type, TypeKind

_NONE = Type(TypeKind.NONE, "NoneType")
_NUMBERS = (
    Type(TypeKind.INT, "int"),
    Type(TypeKind.FLOAT, "float"),
    Type(TypeKind.COMPLEX, "complex"),
)


def check(annotation: Any, type_: Type, result: bool) -> None:
    """Compares an annotation with a type of a schema.

    Args:
        annotation: A class or a generic such as ``list[int]``.
        type_: The type of a parameter or of the result.
        result: Whether it is the type of the result.

    Raises:
        Misfit: They do not fit.
    """
    annotations = _members_of_annotation(annotation)
    kinds = list(_members_of_type(type_, result))
    if result:
        for kind in kinds:
            _check_any([(one, kind) for one in annotations], annotation, type_, result)
    else:
        for one in annotations:
            taking = _taking_bool(type_, kinds) if one is bool else kinds
            _check_any([(one, kind) for kind in taking], annotation, type_, result)


_NUMBER_KINDS = (TypeKind.INT, TypeKind.FLOAT, TypeKind.COMPLEX)


def _taking_bool(type_: Type, kinds: list[Type]) -> list[Type]:
    """Removes the number types of a union: a union does not take True as a number."""
    inner = type_.contained[0] if type_.kind is TypeKind.OPTIONAL else type_
    if inner.kind is not TypeKind.UNION:
        return kinds
    if taking := [kind for kind in kinds if kind.kind not in _NUMBER_KINDS]:
        return taking
    raise Misfit(bool, type_, "in a union True and False are not numbers")


def _check_any(pairs: list[tuple[Any, Type]], annotation: Any, type_: Type, result: bool) -> None:
    """Requires one pair to fit; otherwise reports the pair that came nearest, or the whole."""
    misfits = []
    for one, kind in pairs:
        try:
            _check_one(one, kind, result)
            return
        except Misfit as misfit:
            inside = misfit.type is not kind
            misfits.append((inside, bool(misfit.hint), misfit))
    inside, has_hint, nearest = max(misfits, key=lambda found: found[:2])
    if inside or has_hint or len(pairs) == 1:
        raise nearest
    raise Misfit(annotation, type_)


def _check_one(annotation: Any, type_: Type, result: bool) -> None:
    if annotation is Any or annotation is object:
        return
    if isinstance(annotation, (str, typing.ForwardRef)):
        hint = "names in text cannot be looked up here: give the class itself"
        raise Misfit(annotation, type_, hint)
    if isinstance(annotation, (typing.TypeVar, typing.ParamSpec)):
        raise Misfit(annotation, type_, "a type variable can be any type: give the type itself")
    _CHECKS[type_.kind](annotation, type_, result, check)


def _members_of_annotation(annotation: Any) -> list[Any]:
    annotation = _plain(annotation)
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        members = typing.get_args(annotation)
        return [one for member in members for one in _members_of_annotation(member)]
    if origin is typing.Literal:
        return [type(value) for value in typing.get_args(annotation)]
    return [types.NoneType if annotation is None else annotation]


def _plain(annotation: Any) -> Any:
    """Resolves Annotated, NewType and the aliases of ``type`` statements."""
    while True:
        if typing.get_origin(annotation) is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif isinstance(annotation, typing.NewType):
            annotation = annotation.__supertype__
        elif type(annotation).__name__ == "TypeAliasType":
            annotation = annotation.__value__
        else:
            return annotation


def _members_of_type(type_: Type, result: bool) -> Iterator[Type]:
    if type_.kind is TypeKind.OPTIONAL:
        yield from _members_of_type(type_.contained[0], result)
        yield _NONE
    elif type_.kind is TypeKind.UNION:
        for member in type_.contained:
            yield from _members_of_type(member, result)
    elif type_.kind is TypeKind.NUMBER and result:
        yield from _NUMBERS
    else:
        yield type_


def _refuse(annotation: Any, type_: Type, result: bool, check: containers.Check) -> None:
    raise Misfit(annotation, type_, f"only Any or object can stand for a value of type {type_}")


def _check_any_type(annotation: Any, type_: Type, result: bool, check: containers.Check) -> None:
    """For Any, the value of an argument must tell its type."""
    if result:
        _refuse(annotation, type_, result, check)
    origin = typing.get_origin(annotation) or annotation
    if origin in (list, dict, tuple):
        for inside in typing.get_args(annotation):
            if inside is not Ellipsis:
                check(inside, type_, result)
    elif not scalars.is_known(origin) and not named.is_object(origin):
        raise Misfit(annotation, type_, "its values do not tell their TorchScript type")


_CHECKS: dict[TypeKind, Callable[[Any, Type, bool, containers.Check], None]] = {
    TypeKind.TENSOR: scalars.check_scalar,
    TypeKind.INT: scalars.check_scalar,
    TypeKind.FLOAT: scalars.check_scalar,
    TypeKind.BOOL: scalars.check_scalar,
    TypeKind.COMPLEX: scalars.check_scalar,
    TypeKind.STRING: scalars.check_scalar,
    TypeKind.NONE: scalars.check_scalar,
    TypeKind.NUMBER: scalars.check_scalar,
    TypeKind.DEVICE: scalars.check_scalar,
    TypeKind.GENERATOR: scalars.check_scalar,
    TypeKind.LIST: containers.check_list,
    TypeKind.DICT: containers.check_dict,
    TypeKind.TUPLE: containers.check_tuple,
    TypeKind.FUTURE: containers.check_future,
    TypeKind.AWAIT: containers.check_future,
    TypeKind.ENUM: named.check_enum,
    TypeKind.CLASS: named.check_class,
    TypeKind.INTERFACE: named.check_interface,
    TypeKind.ANY: _check_any_type,
    TypeKind.OTHER: _refuse,
}
