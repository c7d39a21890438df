"""What ``isinstance`` takes a module of this package for: a ``torch.jit.ScriptModule``.

``torch.nn.Module`` registers a child only if ``isinstance(child, torch.nn.Module)``, and looks
nowhere else. ScriptModule cannot inherit from it: it is a C++ type, and is there before torch is
imported. But ``isinstance`` asks an object's ``__class__`` where its type does not say yes, so that
is what answers, as proxies do (``weakref.proxy``, ``unittest.mock``). Its type stays what it is:
``type(m)`` is ``jit.ScriptModule``, and a call of it does not pass ``torch.nn.Module.__call__``.

The alternative, a wrapper that is a real ``torch.nn.Module``, would be a second object for the same
module: the user would have to make it, ``parent.child`` would not be what was assigned, and typed
views would end there. What ``torch.nn.Module`` then uses of its children is in composition.py.

It is ``torch.jit.ScriptModule`` and not just ``torch.nn.Module``, because ``torch.jit.script`` and
``torch.jit.trace`` then take it, as a child or an argument, for what it is: compiled already. They
find what they need in ``_c`` and ``_concrete_type``.
"""

from __future__ import annotations

import sys
from typing import Any


def face() -> type | None:
    """Makes the class; None as long as torch is not imported completely."""
    torch: Any = sys.modules.get("torch")
    # A package gets its submodules as attributes when they are complete.
    if not hasattr(torch, "jit") or not hasattr(torch, "nn"):
        return None
    base: Any = getattr(torch.jit, "RecursiveScriptModule", torch.nn.Module)
    made: type = type(base)("ScriptModule", (base,), {"__module__": "torchsharp_py.jit"})
    return made
