"""The methods of the extension's classes that are written in Python."""

from __future__ import annotations

from torchsharp_py import _C, _calling, _hooks, _optimise


def install() -> None:
    """Gives the extension's classes these methods."""
    for cls, method in (
        (_C.ScriptModule, _hooks.register_forward_hook),
        (_C.ScriptModule, _hooks.register_forward_pre_hook),
        (_C.ScriptModule, _calling.forward_async),
        (_C.ScriptModule, _calling.call_async),
        (_C.ScriptMethod, _calling.call_async),
        (_C.ScriptModule, _optimise.warmup),
        (_C.ScriptMethod, _optimise.warmup),
    ):
        setattr(cls, method.__name__, method)
