"""The packages that scoring needs and that not everybody has."""

from __future__ import annotations

import importlib
from typing import Any

from torchsharp_py.commands.failure import CommandError


def arrow(part: str = "") -> Any:
    """Returns pyarrow, or a part of it such as ``parquet``.

    Raises:
        CommandError: It is not installed.
    """
    return _package(f"pyarrow.{part}" if part else "pyarrow", "pyarrow", "reads tables", "score")


def ray(part: str = "") -> Any:
    """Returns Ray, or a part of it such as ``data``.

    Raises:
        CommandError: It is not installed.
    """
    return _package(f"ray.{part}" if part else "ray", "ray", "runs actors on a cluster", "ray")


def _package(module: str, package: str, use: str, extra: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise CommandError(
            f"the package {package}, which {use}, cannot be imported ({error}): "
            f"pip install 'torchsharp_py[{extra}]'"
        ) from error
