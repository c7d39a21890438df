"""The lines that identify the surface of a model: one for each method and each type they name.

Generated classes contain these lines and their SHA-256, and compare them when they load a file. The
C# library makes the same lines (``ModuleSignature.cs``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from torchsharp_py import jit
from torchsharp_py._errors import ScriptTypeError
from torchsharp_py.schema import FunctionSchema, Type, TypeKind

# libtorch adds this to a name that was already taken in the process that scripted the model.
_MANGLING = re.compile(r"___torch_mangle_\d+\.")


def lines(schemas: Iterable[FunctionSchema]) -> tuple[str, ...]:
    """Returns the lines of some methods and the types that they name, sorted."""
    found: set[str] = set()
    for schema in schemas:
        found.add(schema.text)
        for parameter in schema.parameters:
            found.update(_named(parameter.type))
        found.update(_named(schema.returns))
    return tuple(sorted(_MANGLING.sub("", line) for line in found))


def _named(type: Type) -> Iterator[str]:  # noqa: A002
    if type.is_named_tuple:
        fields = zip(type.contained, type.fields, strict=True)
        items = ", ".join(f"{item} {name}" for item, name in fields)
        yield f"NamedTuple {type.text}({items})"
    elif type.kind is TypeKind.ENUM:
        yield f"Enum {type.text}({', '.join(type.fields)})"
    elif type.kind is TypeKind.CLASS:
        yield f"class {type.text}({', '.join(type.fields)})"
    for item in type.contained:
        yield from _named(item)


def digest(signature: Sequence[str]) -> str:
    """Returns the SHA-256 of the lines, in hexadecimal."""
    return hashlib.sha256("\n".join(signature).encode()).hexdigest()


def verify(module: jit.ScriptModule, class_name: str, sha256: str, expected: Sequence[str]) -> None:
    """Rejects a module with another surface than the one that a class was generated for.

    Args:
        module: The module.
        class_name: The name of the generated class, for the message.
        sha256: The digest of ``expected``.
        expected: The lines that the class was generated for.

    Raises:
        ScriptTypeError: The surfaces differ; the message lists what was added, removed and changed.
    """
    names = (name for name in module.methods if not (name[:2] == name[-2:] == "__"))
    found = lines(module.schema(name) for name in names)
    if digest(found) != sha256:
        raise ScriptTypeError(
            f"The model is not the one that {class_name} was generated for:\n"
            + "\n".join(differences(expected, found))
            + "\nGenerate the class again from this file, or load the file it was generated from."
        )


def differences(expected: Sequence[str], found: Sequence[str]) -> list[str]:
    """Lists line by line what was added, removed and changed."""
    before = {_key(line): line for line in expected}
    after = {_key(line): line for line in found}
    report: list[str] = []
    for key in sorted(before.keys() | after.keys()):
        if key not in after:
            report.append(f"  removed: {before[key]}")
        elif key not in before:
            report.append(f"  added: {after[key]}")
        elif before[key] != after[key]:
            report.append(f"  changed: {key}")
            report.append(f"    expected: {before[key]}")
            report.append(f"    found:    {after[key]}")
    return report


def _key(line: str) -> str:
    return line.partition("(")[0]
