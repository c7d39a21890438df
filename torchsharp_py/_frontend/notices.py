"""PyTorch's notice that its frontend is deprecated, which our callers cannot do anything about."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

_NOTICE = r"`torch\.jit\.\w+` is (deprecated|not supported)"
# Up to torch 2.13, and from 2.14 on.
_CATEGORIES = (DeprecationWarning, FutureWarning)


@contextmanager
def without_notices() -> Iterator[None]:
    """Leaves the notice out; afterwards the filters of warnings are as they were."""
    with warnings.catch_warnings():
        for category in _CATEGORIES:
            warnings.filterwarnings("ignore", message=_NOTICE, category=category)
        yield
