"""The base of the mixins, for type checkers: the members that the extension itself defines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torchsharp_py._C import _NativeModule as NativeModule
    from torchsharp_py._C import _NativeUnit as NativeUnit
else:
    NativeModule = NativeUnit = object

__all__ = ["NativeModule", "NativeUnit"]
