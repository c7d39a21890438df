"""The ``__class__`` of a module of this package: to ``isinstance`` a ``torch.jit.ScriptModule``.

``torch.nn.Module`` registers a child only if ``isinstance(child, torch.nn.Module)``. ScriptModule
cannot inherit from it: it is a C++ type, and it exists before torch is imported. But if an object's
type does not match, ``isinstance`` asks its ``__class__``. Proxies use this too (``weakref.proxy``,
``unittest.mock``). The type stays the same: ``type(m)`` is ``jit.ScriptModule``, and a call of
``m`` does not pass ``torch.nn.Module.__call__``.

A wrapper that is a real ``torch.nn.Module`` would be a second object for the same module: the user
would have to create it, ``parent.child`` would not be the assigned object, and typed views would
end there. The members that ``torch.nn.Module`` uses of its children are in composition.py.

The class is ``torch.jit.ScriptModule`` and not just ``torch.nn.Module``, so that
``torch.jit.script`` and ``torch.jit.trace`` treat a module, as a child or an argument, as already
compiled. They find what they need in ``_c`` and ``_concrete_type``.
"""

from __future__ import annotations

import sys
from typing import Any


def face() -> type | None:
    """Creates the class; returns None while torch is not completely imported."""
    torch: Any = sys.modules.get("torch")
    # A package has a submodule as an attribute once that is completely imported.
    if not hasattr(torch, "jit") or not hasattr(torch, "nn"):
        return None
    base: Any = getattr(torch.jit, "RecursiveScriptModule", torch.nn.Module)
    made: type = type(base)("ScriptModule", (base,), {"__module__": "torchsharp_py.jit"})
    return made
