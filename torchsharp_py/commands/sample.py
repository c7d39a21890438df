"""The command ``sample``, which writes the model that the documentation loads."""

from __future__ import annotations

import argparse
from pathlib import Path

from torchsharp_py.commands.failure import SUCCESS, CommandError, SubParsers

_NAME = "sample.pt"
_EPILOG = f"""\
examples:
  torchsharp-py sample              # writes {_NAME} into this folder
  torchsharp-py sample models       # writes models/{_NAME}

exit status: 0 for success, 2 if the file exists already or cannot be written
"""


def add_sample(subparsers: SubParsers) -> None:
    """Adds the command to the command line."""
    parser = subparsers.add_parser(
        "sample",
        help="write the model that the documentation's snippets load",
        description=f"Writes {_NAME}, the model that the documentation's snippets load.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        type=Path,
        default=Path(),
        help="where to write it; by default this folder. A missing folder is created",
    )
    parser.add_argument("--force", action="store_true", help=f"replace a {_NAME} that exists")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    path = options.folder / _NAME
    if path.exists() and not options.force:
        raise CommandError(f"'{path}' exists already: name another folder, or replace it (--force)")
    options.folder.mkdir(parents=True, exist_ok=True)
    from torchsharp_py.commands.sample_model import write_sample_model  # imports torch: seconds

    write_sample_model(path)
    print(path)
    return SUCCESS
