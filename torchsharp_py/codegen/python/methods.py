"""Methods of generated Python classes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from torchsharp_py.codegen.model import Method
from torchsharp_py.codegen.naming import Scope
from torchsharp_py.codegen.python import docs, layout
from torchsharp_py.codegen.python.context import Context, python_name
from torchsharp_py.codegen.python.convert import converted_items, incoming, outgoing
from torchsharp_py.codegen.python.literals import NoLiteralError, default, string
from torchsharp_py.codegen.writer import Writer
from torchsharp_py.schema import FunctionSchema, Parameter, TypeKind


@dataclass(frozen=True, slots=True)
class Arguments:
    """The parameters of a method, and the arguments that it passes on.

    Attributes:
        named: The parameters by their Python names.
        declared: The parameter list, ``self`` not included.
        passed: The argument list of the call.
        scope: The names in the method.
    """

    named: tuple[tuple[str, Parameter], ...]
    declared: tuple[str, ...]
    passed: tuple[str, ...]
    scope: Scope


def arguments(schema: FunctionSchema, context: Context, hidden: Collection[str] = ()) -> Arguments:
    """Plans the parameters of a method.

    Args:
        schema: The signature.
        context: The names in the file.
        hidden: The members of the class whose body contains the method.
    """
    scope = Scope(["self"])
    named = tuple((python_name(scope, item.name), item) for item in schema.parameters)
    declared: list[str] = []
    passed: list[str] = []
    required = _last_required(schema.parameters, context)
    for index, (name, item) in enumerate(named):
        if item.keyword_only and "*" not in declared:
            declared.append("*")
        annotation = context.annotation(item.type, hidden)
        value = _default(item, context) if item.keyword_only or index > required else None
        if value is not None and item.type.kind is TypeKind.DEVICE:
            annotation += " | str"
        declared.append(f"{name}: {annotation}" + (f" = {value}" if value is not None else ""))
        argument = outgoing(item.type, name, context)
        if item.keyword_only:
            same = name == item.name
            argument = f"{name}={argument}" if same else f"**{{{string(item.name)}: {argument}}}"
        passed.append(argument)
    return Arguments(named, tuple(declared), tuple(passed), scope)


def write(
    writer: Writer,
    method: Method,
    name: str,
    target: str,
    context: Context,
    hidden: Collection[str] = (),
    documentation: Sequence[str] = (),
) -> None:
    """Writes a method.

    Args:
        writer: The output.
        method: The TorchScript method.
        name: The name of the Python method.
        target: The callee, such as ``self._forward``.
        context: The names in the file.
        hidden: The members of the class.
        documentation: A docstring that replaces the usual one.
    """
    schema = method.schema
    plan = arguments(schema, context, hidden)
    result = context.annotation(schema.returns, hidden)
    layout.call(writer, f"def {name}(", ["self", *plan.declared], f") -> {result}:")
    with writer.indented():
        docs.write(writer, documentation or docs.method(method, plan.named))
        if schema.returns.kind is TypeKind.NONE:
            layout.call(writer, f"{target}(", plan.passed, ")")
            return
        value = plan.scope.take("result")
        converted = incoming(schema.returns, value, context)
        parameters = {parameter for parameter, _ in plan.named}
        annotation = context.annotation(schema.returns, {*hidden, *parameters})
        typed = f"{value}: {annotation} = " if converted == value else f"{value} = "
        layout.call(writer, f"{typed}{target}(", plan.passed, ")")
        items = converted_items(schema.returns, value, context)
        if items:
            layout.tuple_of(writer, "return ", items)
        else:
            layout.statement(writer, f"return {converted}")


def _default(parameter: Parameter, context: Context) -> str | None:
    if not parameter.has_default:
        return None
    try:
        return default(parameter, context)
    except NoLiteralError:
        return None


def _last_required(parameters: Sequence[Parameter], context: Context) -> int:
    """The last parameter without a default; in Python, those before it cannot have one either."""
    return max(
        (
            index
            for index, item in enumerate(parameters)
            if not item.keyword_only and _default(item, context) is None
        ),
        default=-1,
    )
