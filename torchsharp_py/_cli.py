"""The command line ``python -m torchsharp_py``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

import torchsharp_py
from torchsharp_py.codegen.cli import add_codegen
from torchsharp_py.inspect.cli import add_inspect


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command.

    Args:
        arguments: The arguments after the program's name; None takes those of the process.

    Returns:
        The exit status: 0 for success, 2 for unusable input, or a status of the command.
    """
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # text from a model may contain any character
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except torchsharp_py.TorchSharpError as error:
        return _fail(options.command, error.message)
    except OSError as error:
        named = f"cannot open '{error.filename}': {error.strerror}" if error.filename else error
        return _fail(options.command, str(named))
    except ModuleNotFoundError as error:
        return _fail(options.command, str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m torchsharp_py",
        description="Inspects TorchScript models and writes typed classes for them.",
    )
    version = f"torchsharp_py {torchsharp_py.__version__} ({torchsharp_py.build_info()})"
    parser.add_argument("--version", action="version", version=version)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_inspect(commands)
    add_codegen(commands)
    return parser


def _fail(command: str, message: str) -> int:
    """Reports an error in one line."""
    print(f"{command}: {' '.join(message.split())}", file=sys.stderr)
    return 2
