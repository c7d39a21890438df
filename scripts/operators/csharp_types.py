"""How the types, names and defaults of operator schemas are written in C#."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from torchgen.model import Argument, Return

# A default that C# cannot write: the node asks libtorch for its own.
DEFAULT = "DEFAULT"

KEYWORDS = [
    "abstract",
    "as",
    "base",
    "bool",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "checked",
    "class",
    "const",
    "continue",
    "decimal",
    "default",
    "delegate",
    "do",
    "double",
    "else",
    "enum",
    "event",
    "explicit",
    "extern",
    "false",
    "finally",
    "fixed",
    "float",
    "for",
    "foreach",
    "goto",
    "if",
    "implicit",
    "in",
    "int",
    "interface",
    "internal",
    "is",
    "lock",
    "long",
    "namespace",
    "new",
    "null",
    "object",
    "operator",
    "out",
    "override",
    "params",
    "private",
    "protected",
    "public",
    "readonly",
    "ref",
    "return",
    "sbyte",
    "sealed",
    "short",
    "sizeof",
    "stackalloc",
    "static",
    "string",
    "struct",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "uint",
    "ulong",
    "unchecked",
    "unsafe",
    "ushort",
    "using",
    "virtual",
    "void",
    "volatile",
    "while",
]

_TYPES = {
    "Tensor": "Tensor",
    "Tensor[]": "IEnumerable<Tensor>",
    "Tensor?[]": "IEnumerable<Tensor?>",
    "int": "long",
    "SymInt": "long",
    "float": "double",
    "bool": "bool",
    "str": "string",
    "Scalar": "Scalar",
    "Scalar[]": "Scalar[]",
    "float[]": "double[]",
    "bool[]": "bool[]",
    "ScalarType": "ScalarType",
    "Layout": "Layout",
    "MemoryFormat": "MemoryFormat",
    "Device": "Device",
    "Generator": "Generator",
    "QScheme": "long",
}
_REDUCTIONS = {"Mean": "Mean", "Sum": "Sum", "None": "None"}
_SIZED_LIST = re.compile(r"(int|SymInt|bool)\[(\d*)\]")

RESULTS = {
    "Tensor": "Tensor",
    "Tensor[]": "Tensor[]",
    "bool": "bool",
    "int": "long",
    "float": "double",
    "Scalar": "Scalar",
    "ScalarType": "ScalarType",
}


def identifier(name: str) -> str:
    """A name that C# accepts."""
    return f"@{name}" if name in KEYWORDS else name


@dataclass(frozen=True)
class Parameter:
    """A parameter of a C# function.

    Attributes:
        name: Its name in C#, without ``@``.
        type: Its C# type.
        default: The C# expression; None if it is required.
        puts: How the argument is put into the call: the method of ``OperatorCall``; empty if it is
            no argument of the operator.
        is_params: Whether it takes any number of arguments.
    """

    name: str
    type: str
    default: str | None = None
    puts: str = "With"
    is_params: bool = False

    @property
    def declaration(self) -> str:
        """How the function declares it."""
        default = "" if self.default is None else f" = {self.default}"
        return f"{'params ' if self.is_params else ''}{self.type} {identifier(self.name)}{default}"

    @property
    def put(self) -> str:
        """How the call takes it."""
        return f".{self.puts}({identifier(self.name)})"

    def required(self) -> Parameter:
        """The same without its default."""
        return replace(self, default=None)


def plain_type(schema_type: str) -> str:
    """The C# type for a type that is not optional."""
    sized = _SIZED_LIST.fullmatch(schema_type)
    if sized is not None:
        return "bool[]" if sized[1] == "bool" else "IntList"
    return _TYPES[schema_type]


def parameter(argument: Argument, name: str) -> Parameter:
    """The C# parameter for an argument of a schema."""
    schema_type = str(argument.type)
    optional = schema_type.endswith("?")
    type_ = plain_type(schema_type.removesuffix("?"))
    if type_ == "long" and argument.name == "reduction":
        type_ = "nn.Reduction"
    if type_ == "Generator":
        return Parameter(name, "Generator?", "null")
    if argument.default is None:
        return Parameter(name, f"{type_}?" if optional else type_)
    if argument.default == "None":
        return Parameter(name, f"{type_}?", "null")
    literal = _literal(argument.default, type_)
    if literal == DEFAULT:
        return Parameter(name, f"{type_}?", "null", "OrDefault")
    return Parameter(name, f"{type_}?" if optional else type_, literal)


def _literal(default: str, type_: str) -> str:
    if type_ == "nn.Reduction":
        return f"nn.Reduction.{_REDUCTIONS[default]}"
    if type_ == "bool":
        return default.lower()
    if type_ == "long" and re.fullmatch(r"-?\d+", default):
        return default
    if type_ == "double" and re.fullmatch(r"-?\d+(\.\d*)?(e[+-]?\d+)?", default):
        return default.removesuffix(".")
    if type_ == "string":
        return '"' + default.strip("'\"") + '"'
    return DEFAULT


def result_type(returns: tuple[Return, ...]) -> str:
    """The C# type of an operator's results."""
    types = [RESULTS.get(str(each.type), "long") for each in returns]
    if not types:
        return "void"
    if len(types) == 1:
        return types[0]
    names = [each.name for each in returns]
    if all(names):
        types = [f"{type_} {identifier(str(n))}" for type_, n in zip(types, names, strict=True)]
    return f"({', '.join(types)})"
