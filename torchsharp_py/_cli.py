"""The command line: ``torchsharp-py``, or ``python -m torchsharp_py``, which is the same."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

import torchsharp_py
from torchsharp_py.codegen.cli import add_codegen
from torchsharp_py.commands.completion import add_completion, complete
from torchsharp_py.commands.doctor import add_doctor
from torchsharp_py.commands.export import add_export
from torchsharp_py.commands.failure import INTERRUPTED, NEGATIVE, UNUSABLE, CommandError
from torchsharp_py.commands.file_kinds import explain
from torchsharp_py.commands.run import add_run
from torchsharp_py.commands.sample import add_sample
from torchsharp_py.commands.vet import add_vet
from torchsharp_py.csharp.bundle import add_bundle
from torchsharp_py.csharp.msbuild import add_msbuild
from torchsharp_py.csharp.project import add_csharp
from torchsharp_py.inspect.cli import add_inspect
from torchsharp_py.score.cli import add_score

# Every command, in the order of the help: a new one is a line here.
_COMMANDS = (
    add_inspect,
    add_vet,
    add_run,
    add_score,
    add_export,
    add_codegen,
    add_sample,
    add_csharp,
    add_msbuild,
    add_bundle,
    add_doctor,
    add_completion,
)

_EPILOG = """\
`torchsharp-py COMMAND --help` shows the options and examples of a command.

exit status: 0 for success; 1 if the answer is no (--check finds a difference, doctor finds a fault,
the model raises an error or cannot be exported); 2 for unusable arguments or files; 4 if vet
refuses a file; 130 after Ctrl-C
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command.

    Args:
        arguments: The arguments after the program's name; None takes those of the process.

    Returns:
        The exit status, as the help lists them.
    """
    parser = _parser()
    if "_ARGCOMPLETE" in os.environ:
        complete(parser)
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # text from a model may contain any character
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NEGATIVE
    except KeyboardInterrupt:
        return INTERRUPTED
    except CommandError as error:
        return _fail(options.command, str(error), error.status)
    except torchsharp_py.ModelFormatError as error:
        return _fail(options.command, explain(getattr(options, "model", None)) or error.message)
    except torchsharp_py.TorchSharpError as error:
        return _fail(options.command, error.message)
    except OSError as error:
        named = f"cannot open '{error.filename}': {error.strerror}" if error.filename else error
        return _fail(options.command, str(named))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="torchsharp-py",
        description="Tools for TorchScript models and exported programs.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    version = f"torchsharp_py {torchsharp_py.__version__} ({torchsharp_py.build_info()})"
    parser.add_argument("--version", action="version", version=version)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in _COMMANDS:
        add(commands)
    return parser


def _fail(command: str, message: str, status: int = UNUSABLE) -> int:
    """Reports an error in one line."""
    print(f"{command}: {' '.join(message.split())}", file=sys.stderr)
    return status
