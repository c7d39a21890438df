"""One call of torch's frontend at a time, with our modules resolved and without deprecations."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from torchsharp_py._errors import (
    ScriptCompileError,
    ScriptRuntimeError,
    TorchSharpError,
    TracingCheckError,
    UnknownOperatorError,
)
from torchsharp_py._frontend.counterparts import names_resolved
from torchsharp_py._frontend.notices import without_notices
from torchsharp_py._frontend.parts_of_torch import state, trace
from torchsharp_py._frontend.sources import importable, modules_in_use

_PLACE = re.compile(r'File "[^"]*", line (\d+)')
_MARK = re.compile(r"^(\s*)~+\.* <--- HERE", flags=re.MULTILINE)

# torch's frontend keeps its state in variables of its modules.
_lock = threading.RLock()


def is_enabled() -> bool:
    """Returns False if the environment says ``PYTORCH_JIT=0``: nothing is scripted or traced."""
    return bool(state._enabled)


@contextmanager
def compiling() -> Iterator[None]:
    """Scripts; errors of torch become a ScriptCompileError with line and column."""
    with frontend():
        try:
            yield
        except TorchSharpError:
            raise
        except Exception as error:  # of many classes, for code that torch cannot compile
            raise _compile_error(error) from error


@contextmanager
def tracing() -> Iterator[None]:
    """Traces; errors of torch become ours, errors of the traced code pass through unchanged."""
    with frontend():
        try:
            yield
        except trace.TracingCheckError as error:
            raise TracingCheckError(str(error)) from error
        except RuntimeError as error:
            if type(error) is not RuntimeError:
                raise
            raise ScriptRuntimeError(str(error)) from error


@contextmanager
def frontend() -> Iterator[None]:
    """Has torch's frontend alone."""
    with _lock, without_notices(), names_resolved(), importable(modules_in_use()):
        yield


def _compile_error(error: Exception) -> ScriptCompileError:
    message = str(error).strip()
    place = _PLACE.search(message)
    mark = _MARK.search(message)
    unknown = "Unknown builtin op" in message
    make = UnknownOperatorError if unknown else ScriptCompileError
    line = int(place[1]) if place else 0
    return make(message, "", line, len(mark[1]) + 1 if mark else 0)
