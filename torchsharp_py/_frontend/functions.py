"""A scripted or traced function as a module whose forward is the function."""

from __future__ import annotations

from typing import Any

import torch

from torchsharp_py._C import ScriptModule
from torchsharp_py._frontend.forwarding import add_forward
from torchsharp_py._frontend.parts_of_torch import C, state

# The functions of modules by the name of the module's class, which is never reused. Functions stay
# in torch's compilation unit forever, so names are enough; two modules of a function share a class.
_functions: dict[str, str] = {}
_classes: dict[str, Any] = {}


def function_module(function: Any) -> ScriptModule:
    """Creates a module with the function as its forward: same schema, defaults and code."""
    name = function.qualified_name
    jit_type = _classes.get(name)
    if jit_type is None:
        jit_type = _classes[name] = _make_class(function)
        _functions[jit_type.qualified_name()] = name
    module = C._create_module_with_type(jit_type)
    module.setattr("training", True)
    return ScriptModule._wrap(module)


def function_of(module: ScriptModule) -> Any:
    """Returns torch.jit's function that a module was made from; None for other modules."""
    name = _functions.get(module.type_name)
    return None if name is None else state._python_cu.find_function(name)


def _make_class(function: Any) -> Any:
    *namespace, name = function.qualified_name.removeprefix("__torch__.").split(".")
    python_class = type(f"{name}_module", (torch.nn.Module,), {})
    python_class.__module__ = ".".join(namespace) or "__main__"
    builder = C.ConcreteModuleTypeBuilder(python_class)
    builder.set_poisoned()  # only this function uses the class
    builder.add_attribute("training", C.BoolType.get(), False, False)
    concrete = builder.build()
    add_forward(concrete, function.schema.arguments, function.schema.returns[0], function)
    made = concrete.jit_type
    # The call is inlined, so that the code is the code of the function.
    instance = C._create_module_with_type(made)
    graph = instance._get_method("forward").graph
    C._jit_pass_inline(graph)
    C._jit_pass_dce(graph)
    return made
