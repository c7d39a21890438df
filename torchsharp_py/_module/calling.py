"""Calls that do not block an asyncio loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from torchsharp_py import _C
from torchsharp_py._module.native import NativeModule

if TYPE_CHECKING:
    import asyncio


class AsyncCalls:
    """The method that modules and methods share."""

    def call_async(self: Any, /, *args: Any, **kwargs: Any) -> asyncio.Future[Any]:
        """Makes the call ``self(...)`` on another thread, for the running loop.

        The thread is one of the loop's executor if ``loop.set_default_executor`` gave it one, and
        else a daemon thread of this package: the end of the loop, or Ctrl-C, does not wait for a
        call that runs.

        The call is queued at once. It sees the thread state (gradients, inference mode, autocast)
        and the context variables of this moment, and it runs without the GIL while TorchScript
        runs.

        Returns:
            A future to await. If it is canceled before the call starts, the call never runs;
            afterwards the result is dropped. ``await`` raises the errors of the call.

        Raises:
            RuntimeError: No asyncio loop runs on this thread.
        """
        import asyncio
        import contextvars

        from torchsharp_py import _loop_threads

        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise RuntimeError(
                "expected a running asyncio loop on this thread: await the call in a coroutine, or "
                "call the module without _async"
            ) from None
        call = _Call(self, args, kwargs)
        run = contextvars.copy_context().run
        call.future = _loop_threads.run_for(loop, lambda: run(call.run))
        return call.future


class ModuleCalls(NativeModule):
    """Calls of a module's ``forward``."""

    def forward_async(self, /, *args: Any, **kwargs: Any) -> asyncio.Future[Any]:
        """Calls ``forward``, without hooks, on another thread.

        Otherwise it is like ``call_async``, which runs the hooks.
        """
        return AsyncCalls.call_async(self.forward, *args, **kwargs)


class _Call:
    """A call that waits for a thread, with the thread state of its caller."""

    __slots__ = ("args", "function", "future", "kwargs", "state")

    def __init__(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.function = function
        self.args = args
        self.kwargs = kwargs
        self.state = _C.ThreadState()
        self.future: asyncio.Future[Any] | None = None

    def run(self) -> Any:
        future, self.future = self.future, None
        # The loop may not yet have told the executor about a cancellation.
        if future is not None and future.cancelled():
            return None
        return self.state.call(self.function, self.args, self.kwargs)
