"""Methods of generated C# classes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from torchsharp_py.codegen.csharp import docs
from torchsharp_py.codegen.csharp.context import Context
from torchsharp_py.codegen.csharp.literals import string
from torchsharp_py.codegen.csharp.parameters import Slot, slots
from torchsharp_py.codegen.model import Method
from torchsharp_py.codegen.naming import Scope
from torchsharp_py.codegen.writer import Writer
from torchsharp_py.schema import FunctionSchema, Parameter, TypeKind
from torchsharp_py.schema.spelling import csharp_name

# ScriptMethod has typed forms up to this many arguments.
MOST_TYPED = 8
_WIDTH = 120


@dataclass(frozen=True, slots=True)
class Member:
    """A TorchScript method as a member of a C# class.

    Attributes:
        method: The method.
        name: The name of the C# method.
        view: The field of its typed view; None if it has too many arguments for a view.
    """

    method: Method
    name: str
    view: str | None

    @property
    def schema(self) -> FunctionSchema:
        """The signature."""
        return self.method.schema


def members(methods: Sequence[Method], scope: Scope) -> list[Member]:
    """Names the methods of a class and their fields."""
    named = [(method, scope.take(method.schema.name)) for method in methods]
    return [
        Member(
            method,
            csharp_name(name),
            scope.take(f"_{name}") if len(method.schema.parameters) <= MOST_TYPED else None,
        )
        for method, name in named
    ]


def view_type(member: Member, context: Context) -> str:
    """The type arguments of a member's typed view."""
    arguments = [context.spell(parameter.type) for parameter in member.schema.parameters]
    return f"<{', '.join([*arguments, context.spell(member.schema.returns)])}>"


def write(writer: Writer, member: Member, context: Context, owner: str, *, lazy: bool) -> None:
    """Writes a method, and its overload if it needs one.

    Args:
        writer: The output.
        member: The method.
        context: The names in the file.
        owner: The property whose ``Method`` and ``invoke`` are called.
        lazy: Whether the first call creates the typed view.
    """
    void = member.schema.returns.kind is TypeKind.NONE
    result = "void" if void else context.spell(member.schema.returns)

    def body(arguments: Sequence[str]) -> str:
        names = {parameter.name for parameter in member.schema.parameters}
        target = f"this.{owner}" if owner in names else owner
        if member.view is None:
            passed = f"{string(member.schema.name)}, new object?[] {{ {', '.join(arguments)} }}"
            type_argument = "" if void else f"<{result}>"
            return f"{target}.invoke{type_argument}({passed})"
        view = f"this.{member.view}" if member.view in names else member.view
        if lazy:
            made = f"{target}.Method{view_type(member, context)}({string(member.schema.name)})"
            view = f"({view} ??= {made})"
        return f"{view}.call({', '.join(arguments)})"

    def one(parameters: Sequence[Slot], arguments: Sequence[str]) -> None:
        writer.lines(docs.method(member.method, [slot.parameter for slot in parameters]))
        declarations = [slot.declaration for slot in parameters]
        write_head(writer, f"public {result} {member.name}", declarations, " =>")
        with writer.indented():
            writer.line(f"{body(arguments)};")

    forms(member.schema.parameters, context, one, writer)


def forms(
    parameters: Sequence[Parameter],
    context: Context,
    one: Callable[[Sequence[Slot], Sequence[str]], None],
    writer: Writer,
) -> None:
    """Calls ``one`` with the parameters and arguments of each overload."""
    full = slots(parameters, context)
    one(full, [slot.argument for slot in full])
    omitted = {slot.parameter.name: slot.omitted for slot in full if slot.omitted is not None}
    if omitted:
        fewer = slots([p for p in parameters if p.name not in omitted], context)
        passed = {slot.parameter.name: slot.argument for slot in fewer}
        writer.line()
        one(fewer, [omitted.get(p.name) or passed[p.name] for p in parameters])


def write_head(writer: Writer, head: str, declarations: Sequence[str], tail: str) -> None:
    """Writes the head of a method, on one line if it fits."""
    line = f"{head}({', '.join(declarations)}){tail}"
    if writer.column + len(line) <= _WIDTH or not declarations:
        writer.line(line)
        return
    writer.line(f"{head}(")
    with writer.indented():
        writer.lines(f"{item}," for item in declarations[:-1])
        writer.line(f"{declarations[-1]}){tail}")
