"""How an asyncio loop waits for a TorchScript future without blocking."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from torchsharp_py._loop_threads import run_for

if TYPE_CHECKING:
    from torchsharp_py._C import Future


def wait_in_loop(future: Future) -> Generator[Any, None, Any]:
    """Implements ``future.__await__()``: yields to the running loop until the value is ready."""
    loop = asyncio.get_running_loop()
    if future.is_lazy and not future.done():
        return (yield from run_for(loop, future.wait))
    if not future.done():
        ready = loop.create_future()

        def wake() -> None:
            if not ready.done():  # it may have been canceled
                ready.set_result(None)

        def completed() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits anymore
                loop.call_soon_threadsafe(wake)

        future._then(completed)
        yield from ready
    return future.wait()
