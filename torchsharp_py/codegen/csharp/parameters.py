"""Parameter lists of generated C# methods, with TorchScript's defaults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torchsharp_py.codegen.csharp.context import Context
from torchsharp_py.codegen.csharp.literals import NoLiteralError, default
from torchsharp_py.schema import Parameter, TypeKind
from torchsharp_py.schema.spelling import csharp_name

# Types that C# has constants for.
_CONSTANTS = {TypeKind.INT, TypeKind.FLOAT, TypeKind.BOOL, TypeKind.STRING, TypeKind.ENUM}


@dataclass(frozen=True, slots=True)
class Slot:
    """A parameter as C# writes it.

    Attributes:
        parameter: The TorchScript parameter.
        name: Its C# name.
        type: Its C# type.
        constant: The default in the parameter list; None if calls must pass the argument.
        argument: The expression that the call passes on.
        omitted: The expression that an overload without the parameter passes on; or None.
    """

    parameter: Parameter
    name: str
    type: str
    constant: str | None
    argument: str
    omitted: str | None = None

    @property
    def declaration(self) -> str:
        """The parameter's text in a parameter list."""
        return f"{self.type} {self.name}" + (f" = {self.constant}" if self.constant else "")


def slots(parameters: Sequence[Parameter], context: Context) -> list[Slot]:
    """Plans the parameters of a method.

    If C# has a constant for a default, the list contains it. Otherwise null means the default; if
    null is also a possible value, an overload omits the parameter instead.
    """
    planned = [_slot(parameter, context) for parameter in parameters]
    required = max((i for i, slot in enumerate(planned) if slot.constant is None), default=-1)
    # In C# a parameter before one without a default cannot have a default either.
    return [
        _required(slot, context) if i < required and slot.constant else slot
        for i, slot in enumerate(planned)
    ]


def _slot(parameter: Parameter, context: Context) -> Slot:
    plain = _required_slot(parameter, context)
    if not parameter.has_default:
        return plain
    try:
        value = default(parameter, context)
    except NoLiteralError:
        return plain
    inner = parameter.type
    is_optional = inner.kind is TypeKind.OPTIONAL
    if is_optional:
        inner = inner.contained[0]
    if inner.kind in _CONSTANTS or value == "null":
        return Slot(parameter, plain.name, plain.type, value, plain.name)
    if is_optional:
        return Slot(parameter, plain.name, plain.type, None, plain.name, value)
    return Slot(
        parameter, plain.name, f"{plain.type}?", "null", f"{plain.name} ?? {_operand(value)}"
    )


def _required(slot: Slot, context: Context) -> Slot:
    return _required_slot(slot.parameter, context)


def _required_slot(parameter: Parameter, context: Context) -> Slot:
    name = csharp_name(parameter.name)
    return Slot(parameter, name, context.spell(parameter.type), None, name)


def _operand(value: str) -> str:
    return f"({value})" if value.startswith("(Scalar)") else value
