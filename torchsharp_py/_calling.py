"""Calls that do not block an asyncio loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from torchsharp_py import _C

if TYPE_CHECKING:
    import asyncio


def call_async(self: Any, /, *args: Any, **kwargs: Any) -> asyncio.Future[Any]:
    """Calls it, as ``self(...)`` does, on a thread of the running loop's executor.

    The call is queued at once. It sees what holds on this thread now (gradients, inference mode,
    autocast) and the context variables, and runs without the GIL while TorchScript does.

    Returns:
        A future to be awaited. Cancelled before the call has started, the call never runs;
        afterwards its result is dropped. Errors of the call are raised by ``await``.

    Raises:
        RuntimeError: No asyncio loop runs on this thread.
    """
    import asyncio
    import contextvars

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        raise RuntimeError(
            "no asyncio loop runs on this thread: await the call in a coroutine, or call the "
            "module without _async"
        ) from None
    state = _C.ThreadState()
    run = contextvars.copy_context().run
    return loop.run_in_executor(None, run, state.call, self, args, kwargs)


def forward_async(self: Any, /, *args: Any, **kwargs: Any) -> asyncio.Future[Any]:
    """Calls ``forward``, without hooks, on a thread of the running loop's executor.

    As ``call_async`` otherwise, which runs the hooks.
    """
    return call_async(self.forward, *args, **kwargs)
