"""The command ``export``, which makes a .pt2 file from Python code or a TorchScript file."""

from __future__ import annotations

from torchsharp_py.commands.export.cli import add_export

__all__ = ["add_export"]
