"""Doing things with a file, and saying what happens."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any, TypeVar

from tests.fuzz import protocol
from torchsharp_py import InternalError, TorchSharpError

_Result = TypeVar("_Result")


class Session:
    """Does the actions with one file after another.

    Args:
        say: Sends a line to the watcher.
        plants: What to do with files that contain a text.
    """

    def __init__(self, say: Callable[[bytes], Any], plants: dict[str, bytes]) -> None:
        self._say = say
        self._plants = plants
        self._succeeded = 0
        self._failed = 0

    def ready(self) -> None:
        """Says that the worker has started."""
        self._say(protocol.line(protocol.READY))

    def step(self, action: str, do: Callable[[], _Result]) -> _Result | None:
        """Does one thing; None if it failed."""
        self._say(protocol.line(protocol.DO, action))
        try:
            result = do()
        except (TorchSharpError, MemoryError) as error:
            self._failed += 1
            if type(error) is InternalError:
                self._untyped(action, error)
            return None
        except BaseException as error:
            self._failed += 1
            self._untyped(action, error)
            return None
        self._succeeded += 1
        return result

    def _untyped(self, action: str, error: BaseException) -> None:
        what = f"{action} :: {type(error).__name__} :: {str(error)[:300]}"
        self._say(protocol.line(protocol.UNTYPED, what))

    def plant(self, data: bytes) -> None:
        """Misbehaves as the tests of the fuzzer ask for."""
        self._say(protocol.line(protocol.DO, "plant"))
        for what, text in self._plants.items():
            if text not in data:
                continue
            if what == protocol.ABORT:
                os.abort()
            if what == protocol.EXIT:
                os._exit(0)
            if what == protocol.HANG:
                time.sleep(3600)
            self._untyped("plant", KeyError("planted"))

    def end(self) -> None:
        """Says that the file is done."""
        self._say(protocol.line(protocol.END, self._succeeded, self._failed))
        self._succeeded = self._failed = 0
