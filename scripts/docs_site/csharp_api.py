"""The public C# API as the approved list describes it, by class and by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

NAMESPACE = "TorchSharpPy."
_KIND = re.compile(r"(?:[a-z]+ )*(?:class|struct|enum|interface)\b")
# XML documentation spells C#'s own types as the framework does.
_FRAMEWORK = {
    "bool": "Boolean",
    "byte": "Byte",
    "double": "Double",
    "float": "Single",
    "int": "Int32",
    "long": "Int64",
    "object": "Object",
    "sbyte": "SByte",
    "short": "Int16",
    "string": "String",
}


@dataclass(frozen=True)
class Member:
    """One overload of a method, a property, a field, or a value of an enumeration.

    Attributes:
        name: Its name; ``new`` is a constructor.
        parameters: With types, names and defaults; None if it takes none at all.
        result: What follows the colon in the list: modifiers, type, accessors or value.
        generic: The type parameters of the method, with the brackets.
        brackets: ``()``, or ``[]`` for an indexer.
        key: What XML documentation and this list have in common.
    """

    name: str
    parameters: tuple[str, ...] | None
    result: str
    generic: str
    brackets: str
    key: str

    def signature(self, owner: str) -> str:
        """The declaration, as C# would write it."""
        result = self.result
        name = f"{self.name}{self.generic}"
        if self.name == "new":
            name = f"new {owner.rpartition('.')[2]}"
        if self.brackets == "[]":
            name = "this"
        if self.parameters is not None:
            parameters = ", ".join(_with_default(text) for text in self.parameters)
            name += f"{self.brackets[0]}{parameters}{self.brackets[1]}"
        result, accessors = _split_accessors(result)
        return shorten(f"{result} {name}{accessors}".strip())


@dataclass
class Type:
    """A class, struct, enumeration or interface, with all its numbers of type parameters.

    Attributes:
        name: Its full name without the namespace ``TorchSharpPy`` and without type parameters.
        declarations: One for each number of type parameters.
        members: The overloads of each name.
    """

    name: str
    declarations: list[str] = field(default_factory=list)
    members: dict[str, list[Member]] = field(default_factory=lambda: defaultdict(list))

    @property
    def is_enum(self) -> bool:
        """Whether its members are numbers."""
        return any(re.search(r"\benum\b", text) for text in self.declarations)


def read_api(lines: list[str]) -> list[Type]:
    """Reads the lines of ``PublicApi.txt``.

    Raises:
        ValueError: A line is not in the format of that file.
    """
    types: dict[str, Type] = {}
    for line in lines:
        name, rest = _split_name(line)
        if _KIND.match(rest.removeprefix(" : ")) and rest.startswith(" : "):
            plain = _plain(name)
            kind = rest.removeprefix(" : ")
            types.setdefault(plain, Type(plain)).declarations.append(shorten(f"{kind}|{name}"))
            continue
        owner, dot, short = _split_owner(name)
        if not dot:
            raise ValueError(f"expected Owner.member in {line!r}")
        member = _read_member(owner, short, rest)
        types[_plain(owner)].members[member.name].append(member)
    for found in types.values():
        found.declarations = [_declaration(text) for text in found.declarations]
    return list(types.values())


def key_of(owner: str, name: str, parameters: list[str], generics: set[str]) -> str:
    """A name for an overload that does not depend on how types are spelled."""
    types = ",".join(_normal(text, generics) for text in parameters)
    return f"{_plain(owner)}.{name}({types})"


def split_list(text: str) -> list[str]:
    """Splits at the commas that are not inside brackets."""
    parts: list[str] = []
    depth = start = 0
    for position, character in enumerate(text):
        depth += (character in "<([{") - (character in ">)]}")
        if character == "," and depth == 0:
            parts.append(text[start:position].strip())
            start = position + 1
    return [*parts, text[start:].strip()] if text.strip() else []


def shorten(text: str) -> str:
    """Leaves out namespaces, and writes tuples and values as C# does."""
    text = text.replace("TorchSharpPy.", "")
    text = re.sub(r"\bSystem\.(?:\w+\.)*(?=\w)", "", text)
    for long, short in (("UInt16", "ushort"), ("UInt32", "uint"), ("UInt64", "ulong")):
        text = re.sub(rf"\b{long}\b", short, text)
    text = re.sub(r"\bByte(?=\[|\b)", "byte", text)
    text = re.sub(r"\bInt16\b", "short", text)
    return _tuples(text)


def _tuples(text: str) -> str:
    start = text.find("ValueTuple<")
    while start >= 0:
        opening = start + len("ValueTuple<")
        depth, end = 1, opening
        while depth:
            depth += (text[end] == "<") - (text[end] == ">")
            end += 1
        text = f"{text[:start]}({text[opening : end - 1]}){text[end:]}"
        start = text.find("ValueTuple<")
    return text


def _split_name(line: str) -> tuple[str, str]:
    depth = 0
    for position, character in enumerate(line):
        depth += (character == "<") - (character == ">")
        if depth == 0 and character in "([ ":
            return line[:position], line[position:]
    return line, ""


def _split_owner(name: str) -> tuple[str, str, str]:
    depth = 0
    for position in range(len(name) - 1, -1, -1):
        depth += (name[position] == ">") - (name[position] == "<")
        if depth == 0 and name[position] == ".":
            return name[:position], ".", name[position + 1 :]
    return "", "", name


def _read_member(owner: str, short: str, rest: str) -> Member:
    name, bracket, generic = short.partition("<")
    parameters: list[str] | None = None
    brackets = "()"
    if rest[:1] in ("(", "["):
        brackets = "()" if rest[0] == "(" else "[]"
        end = _closing(rest)
        parameters = split_list(rest[1:end])
        rest = rest[end + 1 :]
    generics = set(split_list(generic.removesuffix(">"))) | set(_type_parameters(owner))
    bare = [_without_name(text) for text in parameters or []]
    return Member(
        name=name,
        parameters=None if parameters is None else tuple(parameters),
        result=rest.removeprefix(" : "),
        generic=bracket + generic,
        brackets=brackets,
        key=key_of(owner, name, bare, generics),
    )


def _closing(text: str) -> int:
    depth = 0
    for position, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        if depth == 0:
            return position
    raise ValueError(f"expected a closing bracket in {text!r}")


def _type_parameters(name: str) -> Iterator[str]:
    for group in re.findall(r"<([^<>]*)>", name):
        yield from split_list(group)


def _without_name(parameter: str) -> str:
    declared = parameter.partition(" = ")[0]
    return declared.rpartition(" ")[0].removeprefix("params ").removeprefix("this ")


def _plain(name: str) -> str:
    name = re.sub(r"<.*?>|`+\d+", "", name)
    return name.removeprefix(NAMESPACE)


def _normal(text: str, generics: set[str]) -> str:
    text = re.sub(r"System\.Nullable\b|[{}<>@&?]", " ", text)
    text = re.sub(r"`+\d+", "T", text).replace(NAMESPACE, "")
    text = re.sub(r"^(?:out|ref|in) ", "", text)

    def one(match: re.Match[str]) -> str:
        word = match[0]
        last = word.rpartition(".")[2]
        return "T" if word in generics else _FRAMEWORK.get(last, last)

    return re.sub(r"[\w.]+", one, text).replace(" ", "")


def _with_default(parameter: str) -> str:
    declared, equals, value = parameter.partition(" = ")
    if not equals:
        return parameter
    if value in ("True", "False"):
        value = value.lower()
    elif declared.startswith("string ") and value != "null":
        value = f'"{value}"'
    elif value == "null" and re.search(r"CancellationToken ", declared):
        value = "default"
    return f"{declared} = {value}"


def _split_accessors(result: str) -> tuple[str, str]:
    type_name, brace, accessors = result.partition(" {")
    if brace:
        return type_name, f" {{{accessors}"
    type_name, equals, value = result.partition(" = ")
    return type_name, f" = {value}" if equals else ""


def _declaration(text: str) -> str:
    kind, _, name = text.rpartition("|")
    kind, colon, bases = kind.partition(" : ")
    return f"{kind} {name.rpartition('.')[2]}{colon}{bases}"
