"""Why an annotation and a type do not go together, and how an annotation reads in a message."""

from __future__ import annotations

import types
import typing
from typing import Any

from torchsharp_py.schema import Type, TypeKind

# Where the classes come from that torchsharp_py.jit exports.
_JIT = ("torchsharp_py._C", "torchsharp_py._enum_value")


class Misfit(Exception):  # noqa: N818  (it never leaves the package: it becomes a ScriptTypeError)
    """An annotation and a type that do not go together.

    Attributes:
        annotation: The annotation, or the part of one, that does not fit.
        type: The type, or the part of one, that it does not fit.
        hint: More about why; may be empty.
    """

    def __init__(self, annotation: Any, type_: Type, hint: str = "") -> None:
        super().__init__(annotation, type_, hint)
        self.annotation = annotation
        self.type = type_
        self.hint = hint

    def explain(self, annotation: Any, type_: Type) -> str:
        """Describes the misfit as one of the whole annotation with the whole type."""
        text = f"{type_}, which {spell(annotation)} does not fit"
        if self.type != type_:
            text += f" (inside: {self.type}, which {spell(self.annotation)} does not fit)"
        elif self.annotation is not annotation:
            text += f" (because of {spell(self.annotation)})"
        if self.hint:
            text += f": {self.hint}"
        if self.type.kind in (TypeKind.ENUM, TypeKind.CLASS):
            return text  # the name of the type is that of no class here
        return f"{text}; {type_.python} does"


def is_class(annotation: Any) -> bool:
    """Whether an annotation is a class without type arguments."""
    return isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias)


def spell(annotation: Any) -> str:
    """Spells an annotation as a program would write it."""
    if annotation is None or annotation is types.NoneType:
        return "None"
    if isinstance(annotation, typing.ForwardRef):
        return repr(annotation.__forward_arg__)
    if is_class(annotation):
        hidden = annotation.__module__ in ("builtins", "typing", "collections.abc")
        return annotation.__qualname__ if hidden else _full_name(annotation)
    return repr(annotation).replace("typing.", "").replace("collections.abc.", "")


def _full_name(cls: type) -> str:
    module = "jit" if cls.__module__ in _JIT else cls.__module__
    return f"{module}.{cls.__qualname__}"
