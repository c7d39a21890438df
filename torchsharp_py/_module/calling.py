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
    call = _Call(self, args, kwargs)
    run = contextvars.copy_context().run
    call.future = loop.run_in_executor(None, run, call.run)
    return call.future


class _Call:
    """A call that waits for a thread, with what holds on the caller's."""

    __slots__ = ("args", "function", "future", "kwargs", "state")

    def __init__(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.function = function
        self.args = args
        self.kwargs = kwargs
        self.state = _C.ThreadState()
        self.future: asyncio.Future[Any] | None = None

    def run(self) -> Any:
        future, self.future = self.future, None
        # The loop has not yet told the executor of the latest cancellations.
        if future is not None and future.cancelled():
            return None
        return self.state.call(self.function, self.args, self.kwargs)


def forward_async(self: Any, /, *args: Any, **kwargs: Any) -> asyncio.Future[Any]:
    """Calls ``forward``, without hooks, on a thread of the running loop's executor.

    As ``call_async`` otherwise, which runs the hooks.
    """
    return call_async(self.forward, *args, **kwargs)


METHODS = (call_async, forward_async)
