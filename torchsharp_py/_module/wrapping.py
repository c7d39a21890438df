"""Modules of ``torch.jit`` as modules of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchsharp_py._C import ScriptModule

if TYPE_CHECKING:
    import torch


def as_ours(module: ScriptModule | torch.jit.ScriptModule) -> ScriptModule:
    """Returns the module itself, or this package's module for one of ``torch.jit``.

    Raises:
        ScriptTypeError: ``module`` is not a script module.
    """
    return module if isinstance(module, ScriptModule) else ScriptModule._wrap(module)
