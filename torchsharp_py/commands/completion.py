"""The command ``completion``, which prints a script for a shell's Tab key."""

from __future__ import annotations

import argparse
import importlib.util

from torchsharp_py.commands.failure import SUCCESS, CommandError, SubParsers

_PROGRAM = "torchsharp-py"
_EPILOG = """\
examples:
  eval "$(torchsharp-py completion bash)"          # in ~/.bashrc
  eval "$(torchsharp-py completion zsh)"           # in ~/.zshrc, after compinit
  torchsharp-py completion fish | source           # in ~/.config/fish/config.fish

exit status: 0 for success, 2 if the package argcomplete is not installed
"""


def add_completion(subparsers: SubParsers) -> None:
    """Adds the command to the command line."""
    parser = subparsers.add_parser(
        "completion",
        help="print a script that completes commands in a shell",
        description="Prints a script for a shell. With it, the Tab key completes commands, options "
        "and files. It needs the package argcomplete: pip install 'torchsharp_py[cli]'.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("shell", choices=["bash", "zsh", "fish", "powershell"], help="the shell")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if not _is_installed():
        raise CommandError(
            "the package argcomplete, which completes commands, is not installed: "
            "pip install 'torchsharp_py[cli]'"
        )
    from argcomplete.shell_integration import shellcode

    print(shellcode([_PROGRAM], shell=options.shell))
    return SUCCESS


def complete(parser: argparse.ArgumentParser) -> None:
    """Answers and ends the process if a shell asks for completions; else does nothing."""
    if _is_installed():
        import argcomplete

        argcomplete.autocomplete(parser)


def _is_installed() -> bool:
    return importlib.util.find_spec("argcomplete") is not None
