"""Makes the functions of this package methods of the extension's class."""

from __future__ import annotations

from typing import Any

from torchsharp_py._C import ScriptModule
from torchsharp_py._module import composition, modes, state


def install() -> None:
    """Gives ScriptModule its methods."""
    attributes: dict[str, Any] = dict(composition.ATTRIBUTES)
    for function in (*state.METHODS, *modes.METHODS, *composition.METHODS):
        function.__qualname__ = f"ScriptModule.{function.__name__}"
        attributes[function.__name__] = function
    for name, attribute in attributes.items():
        setattr(ScriptModule, name, attribute)
