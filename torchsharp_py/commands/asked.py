"""Recognizes a command before the package is loaded. Every import of the package runs this."""

from __future__ import annotations

from collections.abc import Sequence

_MODULE = "torchsharp_py"
_SCRIPT = ("torchsharp-py", "torchsharp-py.exe", "torchsharp-py-script.py")


def asks_for(name: str, command: Sequence[str]) -> bool:
    """Whether a process was started for a command, by the script or by ``python -m``.

    Args:
        name: The command.
        command: The command line of the process, with the interpreter.
    """
    for index, word in enumerate(command[:-1]):
        as_module = word == _MODULE and command[index - 1] == "-m"
        if as_module or word.replace("\\", "/").rpartition("/")[2] in _SCRIPT:
            return command[index + 1] == name
    return False
