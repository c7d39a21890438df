"""How notebooks, ``help`` and ``inspect.signature`` show modules and methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from torchsharp_py._module.native import NativeModule

if TYPE_CHECKING:
    import inspect

    from torchsharp_py._C import ScriptMethod


class ModuleDisplay(NativeModule):
    """What a notebook shows of a module."""

    def _repr_html_(self: Any) -> str:
        from torchsharp_py._html.module import module_html

        return module_html(self)


class MethodSignature:
    """``method.__signature__``, from the schema; the class itself has none."""

    def __get__(self, method: ScriptMethod | None, owner: type) -> inspect.Signature:
        if method is None:
            raise AttributeError("__signature__")
        return method.schema.signature


class MethodDocumentation:
    """``method.__doc__``, from the schema; the class keeps the text that it had."""

    def __init__(self, text: str | None) -> None:
        self._text = text

    def __get__(self, method: ScriptMethod | None, owner: type) -> str | None:
        if method is None:
            return self._text
        schema = method.schema
        return f"{schema.python}\n\nIn TorchScript: {schema}"
