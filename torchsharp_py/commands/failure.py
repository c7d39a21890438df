"""How a command says that it cannot do what was asked."""

from __future__ import annotations

import argparse
from typing import TypeAlias

SubParsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

# The exit statuses of all commands.
SUCCESS = 0
NEGATIVE = 1  # the command ran, and its answer is no
UNUSABLE = 2  # the arguments or a file cannot be used; argparse uses the same
REFUSED = 4  # vet: the policy does not allow the file
INTERRUPTED = 130  # Ctrl-C, as shells count it


class CommandError(Exception):
    """A command cannot go on; the message says what was expected, what came, and what to do.

    Attributes:
        status: The exit status.
    """

    def __init__(self, message: str, status: int = UNUSABLE) -> None:
        super().__init__(message)
        self.status = status
