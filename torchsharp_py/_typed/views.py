"""Typed views of methods and functions.

A view is the untyped object itself, so calls of it cost nothing more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

from torchsharp_py import _C
from torchsharp_py._module.native import NativeModule, NativeUnit

if TYPE_CHECKING:
    from torchsharp_py._typed.signature import Signature

_P = ParamSpec("_P")
_R_co = TypeVar("_R_co", covariant=True)


class TypedMethods(NativeModule):
    """The methods of a module as typed views."""

    @overload
    def method(self, name: str, signature: None = None) -> _C.ScriptMethod: ...
    @overload
    def method(
        self, name: str, signature: type[Signature[_P, _R_co]]
    ) -> _C.ScriptMethod[_P, _R_co]: ...
    def method(self, name: str, signature: Any = None) -> Any:
        """Returns a method, typed if a signature is given.

        Args:
            name: The method's name, even if every module has an attribute of the same name.
            signature: What the method must take and return: ``Signature[[Tensor], Tensor]``.

        Raises:
            UnknownMethodError: The module has no method of this name.
            ScriptTypeError: The method has another signature.
        """
        return checked(self._method(name), signature)


class TypedFunctions(NativeUnit):
    """The functions of a compilation unit as typed views."""

    @overload
    def function(self, name: str, signature: None = None) -> _C.ScriptMethod: ...
    @overload
    def function(
        self, name: str, signature: type[Signature[_P, _R_co]]
    ) -> _C.ScriptMethod[_P, _R_co]: ...
    def function(self, name: str, signature: Any = None) -> Any:
        """Returns a function, typed if a signature is given.

        Args:
            name: The function's name, even if every unit has an attribute of the same name.
            signature: What the function must take and return: ``Signature[[int], int]``.

        Raises:
            UnknownMethodError: The unit has no function of this name.
            ScriptTypeError: The function has another signature.
        """
        return checked(self.__getattr__(name), signature)


def checked(made: Any, signature: Any) -> Any:
    """Returns a module, method or function; with a signature, it is compared first.

    Args:
        made: What was loaded or made. Python objects that are not of this package pass unchecked,
            because without TorchScript (``PYTORCH_JIT=0``) they take the place of modules.
        signature: A :class:`Signature` for it, or for the module's ``forward``; or None.

    Raises:
        ScriptTypeError: It has another signature.
    """
    if signature is None:
        return made
    from torchsharp_py._typed.check import check_signature

    if isinstance(made, _C.ScriptModule):
        check_signature(made.schema("forward"), signature)
    elif isinstance(made, _C.ScriptMethod):
        check_signature(made.schema, signature)
    return made
