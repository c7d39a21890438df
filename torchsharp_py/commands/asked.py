"""Recognizes a command before the package is loaded. Every import of the package runs this."""

from __future__ import annotations

from collections.abc import Sequence

_MODULE = "torchsharp_py"
_SCRIPT = ("torchsharp-py", "torchsharp-py.exe", "torchsharp-py-script.py")


def asks_for(name: str, arguments: Sequence[str], command: Sequence[str]) -> bool:
    """Whether this process was started for a command, by the script or by ``python -m``.

    Args:
        name: The command.
        arguments: ``sys.argv``. It begins with ``-m`` while Python looks for a module to run.
        command: ``sys.orig_argv``: the same with the interpreter and its own options.
    """
    if list(arguments[1:2]) != [name]:
        return False
    if arguments[0] == "-m":
        return command[len(command) - len(arguments)] == _MODULE
    return arguments[0].replace("\\", "/").rpartition("/")[2] in _SCRIPT
