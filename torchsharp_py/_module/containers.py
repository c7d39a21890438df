"""Modules that are containers to Python: ``len(m)``, ``m[0]``, ``for part in m``, ``key in m``.

``torch.nn.Sequential``, ``ModuleList`` and ``ModuleDict`` are known by their class, and classes
derived from the first two by their parts, which are numbered: a file has no base classes. Any other
module behaves as its scripted ``__len__``, ``__getitem__`` and ``__contains__`` say.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from torchsharp_py._module.native import NativeModule

if TYPE_CHECKING:
    from torchsharp_py._C import ScriptModule

_OF_TORCH = re.compile(
    r"__torch__\.torch\.nn\.modules\.container\.(?:___torch_mangle_\d+\.)?"
    r"(Sequential|ModuleList|ModuleDict)"
)


class ModuleContainers(NativeModule):
    """What Python's syntax does with a module."""

    def __bool__(self) -> bool:
        return True  # also if it is empty

    def __len__(self) -> int:
        if scripted := _scripted(self, "__len__"):
            return scripted()  # type: ignore[no-any-return]
        if not _kind(self):
            _refuse(self, "has no len()")
        return len(self._own_members("children"))

    def __getitem__(self, key: Any) -> Any:
        if scripted := _scripted(self, "__getitem__"):
            return scripted(key)
        kind = _kind(self)
        if not kind:
            _refuse(self, "is not subscriptable")
        pairs = self._own_members("children")
        if kind == "ModuleDict":
            return dict(pairs)[key]
        if isinstance(key, slice):
            return _slice(pairs, kind, key)
        index = operator.index(key)
        if not -len(pairs) <= index < len(pairs):
            raise IndexError(f"index {index} is out of range: the {kind} has {len(pairs)} modules")
        return pairs[index][1]

    def __iter__(self) -> Iterator[Any]:
        kind = _kind(self)
        if kind:
            at = 0 if kind == "ModuleDict" else 1
            return iter([pair[at] for pair in self._own_members("children")])
        if _scripted(self, "__len__") and _scripted(self, "__getitem__"):
            return (self[i] for i in range(len(self)))
        return _refuse(self, "is not iterable")

    def __reversed__(self) -> Iterator[Any]:
        return reversed(list(self))

    def __contains__(self, item: Any) -> bool:
        if scripted := _scripted(self, "__contains__"):
            return bool(scripted(item))
        return any(one is item or one == item for one in self)

    # Of a ModuleDict alone: the names of other modules are their own.
    keys: Any = property(lambda self: _method_of_dict(self, "keys"))
    items: Any = property(lambda self: _method_of_dict(self, "items"))
    values: Any = property(lambda self: _method_of_dict(self, "values"))


def _kind(module: NativeModule) -> str:
    """Returns "Sequential", "ModuleList" or "ModuleDict", or "" if it is not a container."""
    if known := _OF_TORCH.fullmatch(module.type_name):
        return known[1]
    names = [name for name, _ in module._own_members("children")]
    if not names or names != [str(i) for i in range(len(names))]:
        return ""
    return "Sequential" if "forward" in module.methods else "ModuleList"


def _scripted(module: NativeModule, name: str) -> Callable[..., Any] | None:
    """Returns a method that a class of the user's has; those of torch.nn are for TorchScript."""
    if name not in module.methods or _OF_TORCH.fullmatch(module.type_name):
        return None
    return module._method(name)


def _slice(pairs: list[tuple[str, ScriptModule]], kind: str, key: slice) -> Any:
    """As in ``torch.jit``: a container of torch.nn with the same modules."""
    from collections import OrderedDict

    from torch import nn

    if kind == "Sequential":
        return nn.Sequential(OrderedDict(pairs[key]))
    return nn.ModuleList([part for _, part in pairs[key]])


def _method_of_dict(module: NativeModule, name: str) -> Callable[[], Any]:
    if not _OF_TORCH.fullmatch(module.type_name) or _kind(module) != "ModuleDict":
        raise AttributeError(name)  # so that Python asks __getattr__
    return getattr(dict(module._own_members("children")), name)  # type: ignore[no-any-return]


def _refuse(module: NativeModule, what: str) -> NoReturn:
    raise TypeError(
        f"'{module.type_name}' {what}: it is not a Sequential, ModuleList or ModuleDict, and its "
        "TorchScript class does not define it"
    )
