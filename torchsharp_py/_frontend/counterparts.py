"""Our modules as objects of torch.jit, so that scripted and traced code can call them."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch

from torchsharp_py._C import ScriptModule
from torchsharp_py._frontend.functions import function_of
from torchsharp_py._frontend.parts_of_torch import internal

_in_torch: weakref.WeakKeyDictionary[Any, torch.jit.ScriptModule] = weakref.WeakKeyDictionary()


def is_ours(value: Any) -> bool:
    """Whether a value is our module. Ask this first: isinstance calls it torch.jit's too."""
    return isinstance(value, ScriptModule)


def module_in_torch(module: Any) -> torch.jit.ScriptModule:
    """Returns torch.jit's object for a module, the same for the same module object each time."""
    if not is_ours(module):
        return module  # type: ignore[no-any-return]
    known = _in_torch.get(module)
    if known is None:
        known = _in_torch[module] = module.to_torch()
    return known


def in_torch(value: Any) -> Any:
    """Returns what scripted code sees as a value: for our modules, torch.jit's or a function."""
    if not is_ours(value):
        return value
    function = function_of(value)
    return module_in_torch(value) if function is None else function


@contextmanager
def names_resolved() -> Iterator[None]:
    """Lets torch's frontend see in_torch() of each value that a function names.

    The frontend gets the values behind names from this one function of torch.
    """
    inner = internal.get_closure

    def get_closure(function: Any) -> dict[str, Any]:
        return {name: in_torch(value) for name, value in inner(function).items()}

    internal.get_closure = get_closure
    try:
        yield
    finally:
        internal.get_closure = inner
