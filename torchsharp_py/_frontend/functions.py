"""A scripted or traced function as a module whose forward is the function."""

from __future__ import annotations

import ast
from typing import Any

import torch

from torchsharp_py._C import ScriptModule
from torchsharp_py._frontend.parts_of_torch import C, frontend, sources, state

# The modules of functions by the name of their class, which is never used again. Functions stay in
# torch's compilation unit for good, so their names are enough; two modules of one share a class.
_functions: dict[str, str] = {}
_classes: dict[str, Any] = {}
_CALLEE = "function"


def function_module(function: Any) -> ScriptModule:
    """A new module with the function as its forward: same schema, defaults and code."""
    name = function.qualified_name
    jit_type = _classes.get(name)
    if jit_type is None:
        jit_type = _classes[name] = _make_class(function)
        _functions[jit_type.qualified_name()] = name
    module = C._create_module_with_type(jit_type)
    module.setattr("training", True)
    return ScriptModule._wrap(module)


def function_of(module: ScriptModule) -> Any:
    """The function that a module was made of, as torch.jit has it; None for other modules."""
    name = _functions.get(module.type_name)
    return None if name is None else state._python_cu.find_function(name)


def _make_class(function: Any) -> Any:
    *namespace, name = function.qualified_name.removeprefix("__torch__.").split(".")
    python_class = type(f"{name}_module", (torch.nn.Module,), {})
    python_class.__module__ = ".".join(namespace) or "__main__"
    builder = C.ConcreteModuleTypeBuilder(python_class)
    builder.set_poisoned()  # the class is for this function alone
    builder.add_attribute("training", C.BoolType.get(), False, False)
    concrete = builder.build()
    arguments = function.schema.arguments
    defaults = {a.name: a.default_value for a in arguments if a.has_default_value()}
    annotations = _Annotations()
    definition = _definition(function, name, annotations)
    with annotations:
        concrete._create_methods_and_properties(
            [], [], [definition], [lambda n: annotations.get(n, function)], [defaults]
        )
    made = concrete.jit_type
    # In place of the call stands what it does: the code is that of the function.
    instance = C._create_module_with_type(made)
    graph = instance._get_method("forward").graph
    C._jit_pass_inline(graph)
    C._jit_pass_dce(graph)
    return made


def _definition(function: Any, name: str, annotations: _Annotations) -> Any:
    """``def forward(self, x: T0, ...) -> T9: return function(x, ...)``."""
    arguments = function.schema.arguments
    typed = [(a, f"{a.name}: {annotations.name_of(a.type)}") for a in arguments]
    positional = [text for a, text in typed if not a.kwarg_only]
    by_name = [text for a, text in typed if a.kwarg_only]
    parameters = ["self", *positional, *(["*", *by_name] if by_name else [])]
    passed = [f"{a.name}={a.name}" if a.kwarg_only else a.name for a in arguments]
    result = annotations.name_of(function.schema.returns[0].type)
    source = (
        f"def forward({', '.join(parameters)}) -> {result}:\n"
        f"    return {_CALLEE}({', '.join(passed)})\n"
    )
    context = sources.SourceContext(source, f"<{name}>", 1, 0, True)
    tree = ast.parse(source).body[0]
    return frontend.build_def(context, tree, None, "forward", self_name=name)


class _Annotations(dict[str, type]):
    """Names for TorchScript types, which the frontend resolves while this is entered.

    It knows types of Python only; a Python class stands for each while the method is compiled.
    """

    def __init__(self) -> None:
        super().__init__()
        self._types: dict[type, Any] = {}

    def name_of(self, jit_type: Any) -> str:
        name = f"T{len(self)}"
        self[name] = type(name, (), {})
        self._types[self[name]] = jit_type
        return name

    def __enter__(self) -> None:
        state._script_classes.update(self._types)

    def __exit__(self, *_: object) -> None:
        for stand_in in self._types:
            del state._script_classes[stand_in]
