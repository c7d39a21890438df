"""The methods of the extension's classes that make typed views.

A view is the untyped object itself, so a call of it costs nothing more.
"""

from __future__ import annotations

import types
from typing import Any

from torchsharp_py import _C


def install() -> None:
    """Gives the extension's classes ``method``, ``function`` and ``[[...], ...]``."""
    generic: Any = classmethod(types.GenericAlias)
    for cls, name, value in (
        (_C.Future, "__class_getitem__", generic),
        (_C.ScriptMethod, "__class_getitem__", generic),
        (_C.ScriptModule, "__class_getitem__", generic),
        (_C.ScriptModule, "method", _method),
        (_C.CompilationUnit, "function", _function),
    ):
        setattr(cls, name, value)


def _method(self: Any, name: str, signature: Any = None) -> Any:  # noqa: D417  (self)
    """Returns a method, typed where a signature is given.

    Args:
        name: The method's name; also one that is an attribute of every module.
        signature: What the method must take and return, such as ``Signature[[Tensor], Tensor]``.

    Raises:
        UnknownMethodError: The module has no such method.
        ScriptTypeError: The method has another signature.
    """
    return _checked(self._method(name), signature)


def _function(self: Any, name: str, signature: Any = None) -> Any:  # noqa: D417  (self)
    """Returns a function, typed where a signature is given.

    Args:
        name: The function's name; also one that is an attribute of every unit.
        signature: What the function must take and return, such as ``Signature[[int], int]``.

    Raises:
        UnknownMethodError: The unit has no such function.
        ScriptTypeError: The function has another signature.
    """
    return _checked(_C.CompilationUnit.__getattr__(self, name), signature)


def _checked(method: _C.ScriptMethod, signature: Any) -> _C.ScriptMethod:
    if signature is not None:
        from torchsharp_py._typed.check import check_signature

        check_signature(method.schema, signature)
    return method


_method.__name__ = _method.__qualname__ = "method"
_function.__name__ = _function.__qualname__ = "function"
