"""Which columns become which parameter of the model."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from torchsharp_py.commands.failure import CommandError
from torchsharp_py.schema import FunctionSchema, Parameter, Type, TypeKind


class Shape(enum.Enum):
    """How columns become the value of a parameter."""

    ONE = "one column, [batch]"
    STACKED = "columns side by side, [batch, n]"
    LIST = "a list with a tensor for each column"
    DICT = "a dictionary with a tensor for each column"


@dataclass(frozen=True)
class Binding:
    """The columns of one parameter."""

    parameter: str
    columns: tuple[str, ...]
    shape: Shape


def bind(
    schema: FunctionSchema, texts: Sequence[str], table: Sequence[str], given: Iterable[str]
) -> tuple[Binding, ...]:
    """Finds the columns of each parameter that takes tensors.

    Args:
        schema: The signature of the method.
        texts: What ``--columns`` says: ``a,b`` or ``x=a,b`` each; nothing for columns of the
            parameters' names.
        table: The columns of the table.
        given: The parameters that have a value from elsewhere.

    Raises:
        CommandError: A parameter or column does not exist, or one is left without columns.
    """
    free = [one for one in schema.parameters if one.name not in set(given)]
    bindings = [_explicit(schema, text, free) for text in texts] or _by_name(free, table)
    seen: set[str] = set()
    for binding in bindings:
        if binding.parameter in seen:
            raise CommandError(f"--columns: '{binding.parameter}' is given twice")
        seen.add(binding.parameter)
        for column in binding.columns:
            if column not in table:
                raise CommandError(
                    f"--columns: the table has no column '{column}'. Its columns: "
                    f"{', '.join(table)}"
                )
    missing = [one for one in free if not one.has_default and one.name not in seen]
    if missing:
        raise CommandError(_needs(schema, missing[0], table))
    return tuple(bindings)


def _needs(schema: FunctionSchema, parameter: Parameter, table: Sequence[str]) -> str:
    named = f"{schema.name} needs a value for '{parameter.name}' ({parameter.type})"
    if _takes(parameter.type) is None:
        return f"{named}: add --set {parameter.name}=VALUE. Schema: {schema}"
    return (
        f"{named}: add --columns {parameter.name}=COLUMN,... The table has the columns "
        f"{', '.join(table)}. Schema: {schema}"
    )


def _explicit(schema: FunctionSchema, text: str, free: Sequence[Parameter]) -> Binding:
    name, equals, columns = text.partition("=")
    if not equals:
        name, columns = _only_parameter(schema, free).name, text
    names = tuple(one for one in columns.split(",") if one)
    if not names:
        raise CommandError(
            f"--columns: expected columns, such as a,b,c or {name or 'x'}=a,b,c, got '{text}'"
        )
    parameter = next((one for one in free if one.name == name), None)
    if parameter is None:
        known = ", ".join(one.name for one in free) or "none"
        raise CommandError(
            f"--columns: {schema.name} has no free parameter '{name}'. Its parameters: {known}. "
            f"Schema: {schema}"
        )
    shape = _takes(parameter.type)
    if shape is None:
        raise CommandError(
            f"--columns: '{name}' is {parameter.type}, and columns are tensors: give it one value "
            f"for all rows with --set {name}=VALUE. Schema: {schema}"
        )
    if shape is Shape.STACKED and len(names) == 1 and equals and not columns.endswith(","):
        shape = Shape.ONE
    return Binding(name, names, shape)


def _only_parameter(schema: FunctionSchema, free: Sequence[Parameter]) -> Parameter:
    takers = [one for one in free if _takes(one.type) is not None]
    needed = [one for one in takers if not one.has_default] or takers
    if not needed:
        raise CommandError(
            f"--columns: no parameter of {schema.name} takes a tensor. Schema: {schema}"
        )
    if len(needed) > 1:
        named = ", ".join(one.name for one in needed)
        raise CommandError(
            f"--columns: {schema.name} has several parameters for columns ({named}): say which, "
            f"such as --columns {needed[0].name}=a,b. Schema: {schema}"
        )
    return needed[0]


def _by_name(free: Sequence[Parameter], table: Sequence[str]) -> list[Binding]:
    takers = [one for one in free if _takes(one.type) is Shape.STACKED]
    if len(takers) == 1 and len(table) == 1:  # such as an array of NumPy
        return [Binding(takers[0].name, (table[0],), Shape.ONE)]
    return [Binding(one.name, (one.name,), Shape.ONE) for one in takers if one.name in table]


def _takes(type_: Type) -> Shape | None:
    """How a type takes columns; None if it does not."""
    if type_.kind is TypeKind.OPTIONAL:
        return _takes(type_.contained[0])
    if type_.kind is TypeKind.TENSOR:
        return Shape.STACKED
    if type_.kind is TypeKind.LIST and type_.contained[0].kind is TypeKind.TENSOR:
        return Shape.LIST
    if type_.kind is TypeKind.DICT and [one.kind for one in type_.contained] == [
        TypeKind.STRING,
        TypeKind.TENSOR,
    ]:
        return Shape.DICT
    return None
