"""Models as a tree of modules, which is closed until a click opens it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from torchsharp_py._html import elements
from torchsharp_py._sizes import size_text
from torchsharp_py.schema import FunctionSchema

if TYPE_CHECKING:
    from torchsharp_py import _described
    from torchsharp_py._C import ScriptModule

# A notebook keeps its outputs, so that of a large model has only the first modules.
_MOST_MODULES = 200
_TENSORS = ("parameter", "buffer")


def module_html(module: ScriptModule) -> str:
    """Shows the signatures of the methods, and the modules with their parameters and buffers."""
    described = module._describe()
    modules = described["modules"]
    # Children come after their parents, so the last ones are left out.
    shown = {one["path"]: one for one in modules[:_MOST_MODULES]}
    root = modules[0]
    methods = [elements.code(FunctionSchema.from_tree(m["schema"])) for m in described["methods"]]
    parts = [f"<div>{method}</div>" for method in methods]
    parts += [_tensors(root), *(_tree(name, path, shown) for name, path in _children(root))]
    if len(modules) > _MOST_MODULES:
        parts.append(elements.dim(f"and {len(modules) - _MOST_MODULES} more modules"))
    summary = f"<b>{elements.text(_class(root))}</b> {elements.dim(_summary(module, modules))}"
    return elements.details(summary, *parts)


def _summary(module: ScriptModule, modules: list[_described.Submodule]) -> str:
    parameters = [tensor for one in modules for tensor in _own(one, ("parameter",))]
    elements_ = sum(math.prod(tensor["shape"]) for tensor in parameters)
    bytes_ = sum(tensor["nbytes"] for tensor in parameters)
    parts = [
        f"{_count(len(modules) - 1, 'submodule')}",
        f"{_count(elements_, 'parameter')} ({size_text(bytes_)})",
        "training" if module.training else "evaluation",
    ]
    return ", ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _class(module: _described.Submodule) -> str:
    return module["type"].rpartition(".")[2]


def _children(module: _described.Submodule) -> list[tuple[str, str]]:
    prefix = f"{module['path']}." if module["path"] else ""
    return [(name, prefix + name) for name in module["children"]]


def _own(module: _described.Submodule, roles: tuple[str, ...]) -> list[_described.Tensor]:
    owned = [one["tensor"] for one in module["attributes"] if one["role"] in roles]
    return [tensor for tensor in owned if tensor is not None]


def _tree(name: str, path: str, shown: dict[str, _described.Submodule]) -> str:
    module = shown.get(path)
    if module is None:
        return ""
    below = [_tree(child, child_path, shown) for child, child_path in _children(module)]
    count = sum(math.prod(tensor["shape"]) for tensor in _own(module, ("parameter",)))
    own = f" {_count(count, 'parameter')}" if count else ""
    summary = f"{elements.text(name)}: {elements.text(_class(module))}{elements.dim(own)}"
    return elements.details(summary, _tensors(module), *below)


def _tensors(module: _described.Submodule) -> str:
    rows = [
        (
            elements.code(one["name"]),
            elements.text(list(tensor["shape"])),
            elements.text(tensor["dtype"].removeprefix("torch.")),
            size_text(tensor["nbytes"]),
            elements.dim("" if _is_trained(one["role"], tensor) else _role(one["role"])),
        )
        for one in module["attributes"]
        if one["role"] in _TENSORS and (tensor := one["tensor"]) is not None
    ]
    return elements.table(("name", "shape", "dtype", "size", ""), rows, (3,)) if rows else ""


def _is_trained(role: str, tensor: _described.Tensor) -> bool:
    return role == "parameter" and tensor["requires_grad"]


def _role(role: str) -> str:
    return "frozen" if role == "parameter" else role
