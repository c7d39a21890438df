"""The command ``run``, which calls a model with inputs from the command line."""

from __future__ import annotations

from torchsharp_py.commands.run.cli import add_run

__all__ = ["add_run"]
