"""Makes the functions of this package methods of the extension's classes."""

from __future__ import annotations

from typing import Any

from torchsharp_py._C import ScriptMethod, ScriptModule
from torchsharp_py._module import calling, composition, hooks, modes, optimise, state


def install() -> None:
    """Gives ScriptModule and ScriptMethod their methods."""
    attributes: dict[str, Any] = dict(composition.ATTRIBUTES)
    subjects = (state, modes, composition, hooks, calling, optimise)
    for function in (function for subject in subjects for function in subject.METHODS):
        function.__qualname__ = f"ScriptModule.{function.__name__}"
        attributes[function.__name__] = function
    for name, attribute in attributes.items():
        setattr(ScriptModule, name, attribute)
    for function in (calling.call_async, optimise.warmup):
        setattr(ScriptMethod, function.__name__, function)
