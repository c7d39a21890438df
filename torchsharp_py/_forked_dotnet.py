"""What a forked child of a process with .NET in it does: .NET itself does not support a fork."""

from __future__ import annotations

import atexit
import os
import signal
from collections.abc import Callable

# .NET handles these by a byte in a pipe that its threads read. A child inherits the pipe but not
# the threads, so a signal to the child would end the parent.
_HANDLED_BY_DOTNET = ("SIGINT", "SIGQUIT", "SIGTERM", "SIGCHLD", "SIGCONT", "SIGWINCH", "SIGHUP")


def separate_children(end_runtime: Callable[[], None] | None = None) -> None:
    """From now on a forked child answers signals by itself and never ends the runtime.

    Args:
        end_runtime: What the process registered with ``atexit``; a child unregisters it.
    """

    def separate() -> None:
        if end_runtime is not None:
            atexit.unregister(end_runtime)
        for name in _HANDLED_BY_DOTNET:
            number = getattr(signal, name)
            # None is a handler that was there before Python, so it is .NET's
            signal.signal(number, signal.getsignal(number) or signal.SIG_DFL)

    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=separate)
