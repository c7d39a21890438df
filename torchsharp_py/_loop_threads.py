"""Threads that compute for asyncio loops, and that nothing waits for.

A loop waits for the threads of its own executor when it ends, and Python does when it ends: both
after Ctrl-C too, and as long as the call takes. So calls run on daemon threads.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

_MOST = min(32, (os.cpu_count() or 1) + 4)  # as many as asyncio's own


def run_for(loop: asyncio.AbstractEventLoop, function: Callable[[], T]) -> asyncio.Future[T]:
    """Runs a function on another thread.

    Args:
        loop: The loop of the calling thread. If the program gave it an executor, that one runs the
            function.
        function: It is not called if the future is canceled before it starts.

    Returns:
        A future of the loop.
    """
    if _has_given_executor(loop):
        return loop.run_in_executor(None, function)
    future: asyncio.Future[T] = loop.create_future()
    _threads.add(_Work(loop, future, function))
    return future


def _has_given_executor(loop: asyncio.AbstractEventLoop) -> bool:
    executor = getattr(loop, "_default_executor", None)
    # The one that asyncio makes for itself bears its name.
    return executor is not None and getattr(executor, "_thread_name_prefix", "") != "asyncio"


class _Work:
    """A function, and the future that waits for it."""

    __slots__ = ("function", "future", "loop")

    def __init__(
        self, loop: asyncio.AbstractEventLoop, future: asyncio.Future[Any], function: Any
    ) -> None:
        self.loop = loop
        self.future = future
        self.function = function

    def run(self) -> None:
        if self.future.cancelled():
            return
        try:
            value = self.function()
        except BaseException as error:  # whatever it is, it belongs to the one who waits
            failure = error  # Python deletes the other name
            self._tell(lambda: self.future.set_exception(failure))
        else:
            self._tell(lambda: self.future.set_result(value))

    def _tell(self, complete: Callable[[], None]) -> None:
        def complete_unless_canceled() -> None:
            if not self.future.done():
                complete()

        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits anymore
            self.loop.call_soon_threadsafe(complete_unless_canceled)


class _Threads:
    """As many daemon threads as work at the same time needs, up to a limit."""

    def __init__(self) -> None:
        self.waiting: queue.SimpleQueue[_Work] = queue.SimpleQueue()
        self.idle = threading.Semaphore(0)
        self.starting = threading.Lock()
        self.count = 0

    def add(self, work: _Work) -> None:
        self.waiting.put(work)
        if self.idle.acquire(blocking=False):
            return
        with self.starting:
            if self.count < _MOST:
                name = f"torchsharp_py-{self.count}"
                threading.Thread(target=self._run, name=name, daemon=True).start()
                self.count += 1

    def _run(self) -> None:
        while True:
            self.waiting.get().run()
            self.idle.release()


_threads = _Threads()


def _forget_threads() -> None:
    global _threads
    _threads = _Threads()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_threads)  # a forked child has none of them
