"""What ``torch.nn.Module`` uses of its children, so that a module of this package can be one.

See face.py for how it becomes one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, MutableMapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torchsharp_py._C import ScriptModule


class _Members(MutableMapping[str, Any]):
    """The parameters, buffers or children of one module, as they are now."""

    def __init__(self, module: ScriptModule, kind: str) -> None:
        self._module = module
        self._kind = kind

    def __getitem__(self, name: str) -> Any:
        return dict(self._module._own_members(self._kind))[name]

    def __setitem__(self, name: str, value: Any) -> None:
        if name not in self:
            raise KeyError(f"the {self._kind} of a TorchScript module are fixed: no '{name}'")
        setattr(self._module, name, value)

    def __delitem__(self, name: str) -> None:
        raise TypeError(f"the {self._kind} of a TorchScript module are fixed")

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._module._own_members(self._kind))

    def __len__(self) -> int:
        return len(self._module._own_members(self._kind))

    def __repr__(self) -> str:
        return repr(dict(self))


def apply(self: ScriptModule, fn: Callable[[Any], object]) -> ScriptModule:
    """Calls a function with every module in it, and then with the module itself; returns it."""
    for child in self.children():
        child.apply(fn)
    fn(self)
    return self


def extra_repr(self: ScriptModule) -> str:
    """Returns the name of its TorchScript class, for the text of modules that it is in."""
    return f"original_name={self.original_name}"


def share_memory(self: ScriptModule) -> ScriptModule:
    """Moves parameters and buffers to memory that processes share; returns the module."""
    return _from_torch("share_memory")(self)  # type: ignore[no-any-return]


def to_empty(self: ScriptModule, *, device: Any, recurse: bool = True) -> ScriptModule:
    """Moves parameters and buffers without their elements, as to and from "meta"; returns it.

    Args:
        device: Where to.
        recurse: Those of its submodules too.
    """
    return _from_torch("to_empty")(self, device=device, recurse=recurse)  # type: ignore[no-any-return]


def _from_torch(name: str) -> Any:
    """A method of ``torch.nn.Module`` that works on the members above alone."""

    def method(self: ScriptModule, *args: Any, **kwargs: Any) -> Any:
        from torch.nn import Module

        return getattr(Module, name)(self, *args, **kwargs)

    method.__name__ = name
    method.__qualname__ = f"ScriptModule.{name}"
    method.__doc__ = f"As ``torch.nn.Module.{name}``."
    return method


def _members(kind: str) -> Any:
    return property(lambda self: _Members(self, kind))


def _concrete_type(self: ScriptModule) -> Any:
    import torch

    known = self.__dict__.get("_concrete_type_kept")
    if known is None:
        known = torch._C.ConcreteModuleType.from_jit_type(self._c._type())
        self.__dict__["_concrete_type_kept"] = known
    return known


def _no_hooks(self: ScriptModule) -> Any:
    return OrderedDict()


ATTRIBUTES: dict[str, Any] = {
    "_parameters": _members("parameters"),
    "_buffers": _members("buffers"),
    "_modules": _members("children"),
    "_non_persistent_buffers_set": property(lambda self: set()),
    "_load_state_dict_pre_hooks": property(_no_hooks),
    "_load_state_dict_post_hooks": property(_no_hooks),
    "_concrete_type": property(_concrete_type),
    "original_name": property(
        lambda self: self.type_name.rpartition(".")[2], doc="The name of its class, without a path."
    ),
    **{
        name: _from_torch(name)
        for name in (
            "_apply",
            "_get_name",
            "_load_from_state_dict",
            "_named_members",
        )
    },
}

METHODS = (
    share_memory,
    to_empty,
    apply,
    extra_repr,
)
