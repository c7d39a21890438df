"""Modules of torch.nn that contain our modules, as the frontend sees them: with torch.jit's."""

from __future__ import annotations

from typing import Any

import torch

from torchsharp_py._frontend.counterparts import is_ours, module_in_torch


def prepared(module: torch.nn.Module, more: dict[str, Any] | None = None) -> torch.nn.Module:
    """Returns the module itself, or a copy if it contains one of our modules.

    The copy shares parameters, buffers and everything else with the module, which does not change.

    Args:
        module: The module that is scripted or traced.
        more: Modules that become children of the copy, by name.
    """
    copy = _prepared(module, {})
    if not more:
        return copy
    if copy is module:
        copy = _copy(module, {}, dict(module._modules))
    copy._modules.update({name: module_in_torch(child) for name, child in more.items()})
    return copy


def _prepared(module: torch.nn.Module, known: dict[int, torch.nn.Module]) -> torch.nn.Module:
    if is_ours(module):
        return module_in_torch(module)
    if isinstance(module, torch.jit.ScriptModule):
        return module
    if id(module) in known:
        return known[id(module)]
    known[id(module)] = module  # in case the module contains itself
    attributes = {
        name: module_in_torch(value) for name, value in vars(module).items() if is_ours(value)
    }
    children = {
        name: child if child is None else _prepared(child, known)
        for name, child in module._modules.items()
    }
    if not attributes and all(child is module._modules[name] for name, child in children.items()):
        return module
    known[id(module)] = _copy(module, attributes, {**children, **attributes})
    return known[id(module)]


def _copy(
    module: torch.nn.Module, without: dict[str, Any], children: dict[str, Any]
) -> torch.nn.Module:
    copy: torch.nn.Module = object.__new__(type(module))
    copy.__dict__.update({k: v for k, v in vars(module).items() if k not in without})
    copy.__dict__["_modules"] = children
    return copy
