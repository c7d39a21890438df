"""The signature that a program expects of a method."""

from __future__ import annotations

from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R_co = TypeVar("R_co", covariant=True)


class Signature(Generic[P, R_co]):
    """The types of a method's arguments, in order, and of its result.

    :func:`load`, ``ScriptModule.method`` and ``CompilationUnit.function`` take one, such as
    ``Signature[[Tensor, int], tuple[Tensor, Tensor]]``. ``Signature[..., Tensor]`` does not check
    the arguments. It is only a description and has no instances.
    """

    def __init__(self) -> None:
        raise TypeError("Signature cannot be called: write Signature[[Tensor], Tensor]")
