"""The signature that a program expects of a method."""

from __future__ import annotations

from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R_co = TypeVar("R_co", covariant=True)


class Signature(Generic[P, R_co]):
    """The types of a method's arguments, in order, and of its result.

    ``Signature[[Tensor, int], tuple[Tensor, Tensor]]`` is what :func:`load`,
    ``ScriptModule.method`` and ``CompilationUnit.function`` take. ``Signature[..., Tensor]`` leaves
    the arguments unchecked. It only describes: it has no instances.
    """

    def __init__(self) -> None:
        raise TypeError("Signature is not called: write Signature[[Tensor], Tensor]")
