"""What ``torch.nn.Module`` uses of its children, so that a module of this package can be one.

See face.py for how it becomes one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, MutableMapping
from typing import TYPE_CHECKING, Any

from torchsharp_py._module.native import NativeModule

if TYPE_CHECKING:
    from typing import Self

    import torch


class _Members(MutableMapping[str, Any]):
    """The present parameters, buffers or children of one module."""

    def __init__(self, module: NativeModule, kind: str) -> None:
        self._module = module
        self._kind = kind

    def __getitem__(self, name: str) -> Any:
        return dict(self._module._own_members(self._kind))[name]

    def __setitem__(self, name: str, value: Any) -> None:
        if name not in self:
            raise KeyError(
                f"cannot add '{name}': the {self._kind} of a TorchScript module are fixed"
            )
        setattr(self._module, name, value)

    def __delitem__(self, name: str) -> None:
        raise TypeError(
            f"cannot delete '{name}': the {self._kind} of a TorchScript module are fixed"
        )

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._module._own_members(self._kind))

    def __len__(self) -> int:
        return len(self._module._own_members(self._kind))

    def __repr__(self) -> str:
        return repr(dict(self))


def _members(kind: str) -> Any:
    return property(lambda self: _Members(self, kind))


def _no_hooks() -> Any:
    return property(lambda self: OrderedDict())


def _from_torch(name: str) -> Any:
    """A method of ``torch.nn.Module`` that needs nothing but the members below."""

    def method(self: NativeModule, *args: Any, **kwargs: Any) -> Any:
        from torch.nn import Module

        return getattr(Module, name)(self, *args, **kwargs)

    method.__name__ = name
    method.__doc__ = f"Works as ``torch.nn.Module.{name}``."
    return method


def _concrete_type(self: NativeModule) -> Any:
    import torch

    known = self.__dict__.get("_concrete_type_kept")
    if known is None:
        known = torch._C.ConcreteModuleType.from_jit_type(self._c._type())
        self.__dict__["_concrete_type_kept"] = known
    return known


class ModuleComposition(NativeModule):
    """The members that ``torch.nn.Module`` and ``torch.jit`` expect of a child."""

    _parameters: Any = _members("parameters")
    _buffers: Any = _members("buffers")
    _modules: Any = _members("children")
    _non_persistent_buffers_set: Any = property(lambda self: set())
    _load_state_dict_pre_hooks: Any = _no_hooks()
    _load_state_dict_post_hooks: Any = _no_hooks()
    _concrete_type: Any = property(_concrete_type)
    _apply: Any = _from_torch("_apply")
    _get_name: Any = _from_torch("_get_name")
    _load_from_state_dict: Any = _from_torch("_load_from_state_dict")
    _named_members: Any = _from_torch("_named_members")

    @property
    def original_name(self) -> str:
        """The name of its class, without a path."""
        return self.type_name.rpartition(".")[2]

    def apply(self, fn: Callable[[Any], object]) -> Self:
        """Calls a function with every submodule, then with the module itself.

        Returns:
            The module itself.
        """
        children: Iterator[Any] = self.children()
        for child in children:
            child.apply(fn)
        fn(self)
        return self

    def extra_repr(self) -> str:
        """Returns the name of its TorchScript class, which the text of its parent shows."""
        return f"original_name={self.original_name}"

    def share_memory(self) -> Self:
        """Moves parameters and buffers to memory that processes share.

        Returns:
            The module itself.
        """
        return _from_torch("share_memory")(self)  # type: ignore[no-any-return]

    def to_empty(self, *, device: str | torch.device | int | None, recurse: bool = True) -> Self:
        """Moves parameters and buffers without their elements, for example to or from "meta".

        Args:
            device: The device to move to.
            recurse: Whether the submodules move too.

        Returns:
            The module itself.
        """
        return _from_torch("to_empty")(self, device=device, recurse=recurse)  # type: ignore[no-any-return]
