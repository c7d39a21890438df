"""The worker in Python: ``python -m tests.fuzz.worker [--plant WHAT=TEXT]``."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from pathlib import Path

from tests.fuzz.actions import try_everything
from tests.fuzz.session import Session


def main() -> None:
    """Tries the files that the standard input names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--plant", action="append", default=[], metavar="WHAT=TEXT")
    planted = [one.split("=", 1) for one in parser.parse_args().plant]
    warnings.simplefilter("ignore")
    # Models print to the standard output: only the watcher's lines go to the real one.
    answers = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    session = Session(
        lambda line: os.write(answers, line), {what: text.encode() for what, text in planted}
    )
    session.ready()
    for line in sys.stdin:
        try_everything(session, Path(line.rstrip("\n")))
        session.end()


if __name__ == "__main__":
    main()
