"""A method ``forward`` that calls something else, with the same types and defaults."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from torchsharp_py._frontend.parts_of_torch import frontend, sources, state

_FUNCTION = "function"


def add_forward(
    concrete: Any, arguments: Sequence[Any], result: Any, function: Any, method: str | None = None
) -> None:
    """Gives a module's class the method ``forward``.

    Args:
        concrete: The concrete type of the module.
        arguments: The schema's arguments, without self.
        result: The schema's result.
        function: The function to call.
        method: The name of a method of the class to call, instead of a function.
    """
    annotations = _Annotations()
    callee = f"self.{method}" if method else _FUNCTION
    definition = _definition(callee, arguments, result, annotations)
    defaults = {a.name: a.default_value for a in arguments if a.has_default_value()}
    with annotations:
        concrete._create_methods_and_properties(
            [], [], [definition], [lambda name: annotations.get(name, function)], [defaults]
        )


def _definition(callee: str, arguments: Sequence[Any], result: Any, names: _Annotations) -> Any:
    """``def forward(self, x: T0, ...) -> T9: return callee(x, ...)``."""
    typed = [(a, f"{a.name}: {names.name_of(a.type)}") for a in arguments]
    positional = [text for a, text in typed if not a.kwarg_only]
    by_name = [text for a, text in typed if a.kwarg_only]
    parameters = ["self", *positional, *(["*", *by_name] if by_name else [])]
    passed = [f"{a.name}={a.name}" if a.kwarg_only else a.name for a in arguments]
    source = (
        f"def forward({', '.join(parameters)}) -> {names.name_of(result.type)}:\n"
        f"    return {callee}({', '.join(passed)})\n"
    )
    context = sources.SourceContext(source, "<forward>", 1, 0, True)
    tree = ast.parse(source).body[0]
    return frontend.build_def(context, tree, None, "forward", self_name="self")


class _Annotations(dict[str, type]):
    """Names for TorchScript types, which the frontend resolves inside the ``with`` block.

    The frontend knows only Python types, so a Python class stands for each TorchScript type.
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
