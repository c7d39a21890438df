"""Functions that call modules become modules, with the called modules as children.

TorchScript functions have no state, so torch refuses a function that calls a module. Here the
function becomes the forward of a module.
"""

from __future__ import annotations

import ast
from typing import Any

import torch

from torchsharp_py._frontend.counterparts import module_in_torch
from torchsharp_py._frontend.parts_of_torch import frontend, internal, jit, recursive


def holder_of(function: Any, modules: dict[str, Any]) -> tuple[torch.nn.Module, dict[str, str]]:
    """Creates an empty module with others as its children.

    Returns:
        The module, named like the function, and the children's names by the function's names.
    """
    named = {"__module__": function.__module__, "__qualname__": function.__qualname__}
    holder = type(function.__name__, (torch.nn.Module,), named)()
    children = {}
    for name, module in modules.items():
        child = name + "_" if hasattr(holder, name) else name
        children[name] = child
        holder.add_module(child, module_in_torch(module))
    return holder, children


def script_with_modules(function: Any, modules: dict[str, Any]) -> torch.jit.ScriptModule:
    """Scripts a function that calls modules.

    The names that it uses for them become local variables, set before its first statement.
    """
    holder, children = holder_of(function, modules)
    parsed = frontend.parse_def(function)
    definition = parsed.ast.body[0]
    assert isinstance(definition, ast.FunctionDef)
    definition.args.args.insert(0, _at(definition, ast.arg("self")))
    for name, child in reversed(children.items()):
        assignment = ast.parse(f"{name} = self.{child}").body[0]
        for node in ast.walk(assignment):
            _at(definition, node)
        definition.body.insert(0, assignment)
    body = frontend.build_def(
        parsed.ctx,
        definition,
        jit.annotations.get_type_line(parsed.source),
        "forward",
        self_name=function.__name__,
    )
    names = internal.createResolutionCallbackFromClosure(function)
    stub = recursive.ScriptMethodStub(names, body, function)
    made: torch.jit.ScriptModule = recursive.create_script_module(
        holder, lambda _: [stub], share_types=False
    )
    return made


def _at(place: ast.FunctionDef, node: Any) -> Any:
    """Gives a new node the position of the definition, which messages then name."""
    node.lineno = node.end_lineno = place.lineno
    node.col_offset = node.end_col_offset = place.col_offset
    return node
