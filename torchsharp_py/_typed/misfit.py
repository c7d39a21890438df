"""Why an annotation does not fit a type, and how messages spell an annotation."""

from __future__ import annotations

import types
import typing
from typing import Any

from torchsharp_py.schema import Type, TypeKind

# The modules of the classes that torchsharp_py.jit exports.
_JIT = ("torchsharp_py._C", "torchsharp_py._enum_value")


class Misfit(Exception):  # noqa: N818  (users see a ScriptTypeError)
    """An annotation does not fit a type.

    Attributes:
        annotation: The annotation that does not fit, or the part of it that does not.
        type: The type that it does not fit, or the part of the type.
        hint: More about the reason; may be empty.
    """

    def __init__(self, annotation: Any, type_: Type, hint: str = "") -> None:
        super().__init__(annotation, type_, hint)
        self.annotation = annotation
        self.type = type_
        self.hint = hint

    def explain(self, annotation: Any, type_: Type) -> str:
        """Describes the misfit of the whole annotation and the whole type."""
        text = f"{type_}, which {spell(annotation)} does not fit"
        if self.type != type_:
            text += f" (inside: {self.type}, which {spell(self.annotation)} does not fit)"
        elif self.annotation is not annotation:
            text += f" (because of {spell(self.annotation)})"
        if self.hint:
            text += f": {self.hint}"
        if self.type.kind in (TypeKind.ENUM, TypeKind.CLASS):
            return text  # the type's name is not a Python class
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
