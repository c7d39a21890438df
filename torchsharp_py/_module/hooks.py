"""Python hooks on a module, as ``torch.nn.Module`` has them, around the call of the script.

While a module has hooks, calling it calls its :class:`Hooks`.
"""

from __future__ import annotations

import threading
import warnings
import weakref
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from torchsharp_py._module.native import NativeModule

if TYPE_CHECKING:
    from torchsharp_py._C import ScriptModule

_ids = count()
# Two threads may register at once, and a finalizer may remove a hook while that happens.
_changing = threading.RLock()


class _Hook(NamedTuple):
    id: int
    function: Callable[..., Any]
    with_kwargs: bool
    always_call: bool


class Hooks:
    """The hooks of one module, in the order in which they run.

    The tuples are replaced, never changed: a call that reads one runs exactly the hooks in it.
    """

    __slots__ = ("after", "before")

    def __init__(self) -> None:
        self.before: tuple[_Hook, ...] = ()
        self.after: tuple[_Hook, ...] = ()

    def __call__(
        self, module: ScriptModule, args: tuple[Any, ...], kwargs: dict[str, Any] | None
    ) -> Any:
        """Calls the module with its hooks; the module's ``tp_call`` slot calls this."""
        call = _Call(module, args, {} if kwargs is None else kwargs)
        try:
            for hook in self.before:
                call.run_before(hook)
            call.result = module._scripted_call(*call.args, **call.kwargs)
            for hook in self.after:
                call.run_after(hook)
        except Exception:
            for hook in self.after:
                if hook.always_call and hook.id not in call.ran:
                    call.run_after_error(hook)
            raise
        return call.result


class _Call:
    """One call of a module that has hooks."""

    __slots__ = ("args", "kwargs", "module", "ran", "result")

    def __init__(self, module: ScriptModule, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.module = module
        self.args = args
        self.kwargs = kwargs
        self.result: Any = None
        self.ran: set[int] = set()

    def run_before(self, hook: _Hook) -> None:
        if not hook.with_kwargs:
            changed = hook.function(self.module, self.args)
            if changed is not None:
                self.args = changed if isinstance(changed, tuple) else (changed,)
            return
        changed = hook.function(self.module, self.args, self.kwargs)
        if changed is None:
            return
        if not isinstance(changed, tuple) or len(changed) != 2:
            raise RuntimeError(
                "expected None or a tuple (args, kwargs) from a forward pre-hook with kwargs, got "
                f"{changed!r}"
            )
        self.args, self.kwargs = changed

    def run_after(self, hook: _Hook) -> None:
        self.ran.add(hook.id)
        inputs = (self.args, self.kwargs) if hook.with_kwargs else (self.args,)
        changed = hook.function(self.module, *inputs, self.result)
        if changed is not None:
            self.result = changed

    def run_after_error(self, hook: _Hook) -> None:
        try:
            self.run_after(hook)
        except Exception as error:
            warnings.warn(
                "a forward hook with always_call=True raised an exception, which was silenced "
                f"because the call had already failed: {error}",
                stacklevel=3,
            )


class RemovableHandle:
    """Removes a registered hook: with ``remove()``, or at the end of a ``with`` block."""

    def __init__(self, module: NativeModule, hook_id: int) -> None:
        self._module = weakref.ref(module)
        self.id = hook_id

    def remove(self) -> None:
        """Removes the hook; does nothing if it is already removed."""
        module = self._module()
        if module is None:
            return
        with _changing:
            hooks = module._get_hooks()
            if hooks is None:
                return
            hooks.before = tuple(hook for hook in hooks.before if hook.id != self.id)
            hooks.after = tuple(hook for hook in hooks.after if hook.id != self.id)
            if not hooks.before and not hooks.after:
                module._set_hooks(None)

    def __enter__(self) -> RemovableHandle:
        return self

    def __exit__(self, *error: object) -> None:
        self.remove()


class ModuleHooks(NativeModule):
    """How hooks are registered."""

    def register_forward_pre_hook(  # type: ignore[override]  # the handle does not import torch
        self, hook: Callable[..., Any], *, prepend: bool = False, with_kwargs: bool = False
    ) -> RemovableHandle:
        """Registers a function that runs before every call of the module (not of ``forward``).

        Calls that TorchScript code makes run no Python hooks. A part of another module, which that
        module's code usually calls, gives a ``UserWarning``.

        Args:
            hook: Called as ``hook(module, args)``, or ``hook(module, args, kwargs)``. If it returns
                something else than None, that replaces the arguments: a tuple, or a single value
                for one argument; with ``with_kwargs`` a tuple of the new ``args`` and ``kwargs``.
            prepend: Whether it runs before the hooks that are already registered.
            with_kwargs: Whether it also gets the keyword arguments.

        Returns:
            A handle whose ``remove()`` removes the hook; also a context manager.
        """
        entry = _Hook(next(_ids), _require_callable(hook), with_kwargs, False)
        _warn_of_part(self)
        with _changing:
            hooks = _hooks_of(self)
            hooks.before = (entry, *hooks.before) if prepend else (*hooks.before, entry)
        return RemovableHandle(self, entry.id)

    def register_forward_hook(  # type: ignore[override]
        self,
        hook: Callable[..., Any],
        *,
        prepend: bool = False,
        with_kwargs: bool = False,
        always_call: bool = False,
    ) -> RemovableHandle:
        """Registers a function that runs after every call of the module (not of ``forward``).

        Calls that TorchScript code makes run no Python hooks. A part of another module, which that
        module's code usually calls, gives a ``UserWarning``.

        Args:
            hook: Called as ``hook(module, args, output)``, or ``hook(module, args, kwargs,
                output)``. If it returns something else than None, that replaces the output.
            prepend: Whether it runs before the hooks that are already registered.
            with_kwargs: Whether it also gets the keyword arguments.
            always_call: Whether it also runs if the call or a hook failed; then its result and its
                own exceptions do not replace the error.

        Returns:
            A handle whose ``remove()`` removes the hook; also a context manager.
        """
        entry = _Hook(next(_ids), _require_callable(hook), with_kwargs, always_call)
        _warn_of_part(self)
        with _changing:
            hooks = _hooks_of(self)
            hooks.after = (entry, *hooks.after) if prepend else (*hooks.after, entry)
        return RemovableHandle(self, entry.id)


def _require_callable(hook: Any) -> Callable[..., Any]:
    if not callable(hook):
        raise TypeError(f"expected a callable as a hook, got {type(hook).__name__}")
    return hook  # type: ignore[no-any-return]


def _warn_of_part(module: NativeModule) -> None:
    if whole := module._whole:
        warnings.warn(
            f"'{module.type_name}' is a part of '{whole}', whose TorchScript code calls it without "
            "Python's hooks: the hook runs only if Python calls the part itself",
            stacklevel=3,
        )


def _hooks_of(module: NativeModule) -> Hooks:
    hooks: Hooks | None = module._get_hooks()
    if hooks is None:
        hooks = Hooks()
        module._set_hooks(hooks)
    return hooks
