"""The modules that a function refers to by name."""

from __future__ import annotations

import dis
import types
from typing import Any

import torch

from torchsharp_py._frontend.counterparts import is_ours


def modules_in(function: Any, follow: bool = False) -> dict[str, Any]:
    """Finds script modules, ours and torch.jit's, by the names that a function uses for them.

    Args:
        function: A Python function; for anything else nothing is found.
        follow: Whether to look into the functions of the same Python module that it refers to.
    """
    found: dict[str, Any] = {}
    _search(getattr(function, "__func__", function), follow, found, set())
    return found


def _search(function: Any, follow: bool, found: dict[str, Any], seen: set[int]) -> None:
    if not isinstance(function, types.FunctionType) or id(function) in seen:
        return
    seen.add(id(function))
    cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=False)
    captured = {name: cell.cell_contents for name, cell in cells if _is_filled(cell)}
    for name in [*captured, *sorted(_names(function.__code__))]:
        value = captured.get(name, function.__globals__.get(name))
        if is_ours(value) or isinstance(value, torch.jit.ScriptModule):
            found[_free(name, value, found)] = value
        elif follow and _is_of_same_module(value, function):
            _search(value, follow, found, seen)


def _free(name: str, value: Any, found: dict[str, Any]) -> str:
    """Returns the name, or a new one if the name already stands for another module."""
    while name in found and found[name] is not value:
        name += "_"
    return name


def _names(code: types.CodeType) -> set[str]:
    """The global names that code and its inner functions read."""
    inner = [_names(c) for c in code.co_consts if isinstance(c, types.CodeType)]
    read = {one.argval for one in dis.get_instructions(code) if one.opname == "LOAD_GLOBAL"}
    return read.union(*inner)


def _is_of_same_module(value: Any, function: types.FunctionType) -> bool:
    return isinstance(value, types.FunctionType) and value.__module__ == function.__module__


def _is_filled(cell: types.CellType) -> bool:
    try:
        cell.cell_contents  # noqa: B018  (an empty cell raises)
    except ValueError:
        return False
    return True
