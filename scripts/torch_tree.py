#!/usr/bin/env python3
"""Copies the checkout to build/torch-VERSION, to build and test it against another torch.

`make test TORCH=VERSION` runs it, and then `make test` in the copy. Everything that is built stays
in the copy, so the checkout keeps what it has. Only files that have changed are copied again, so
that a build of the copy goes on where it stopped. The copy's environment is
.venv-torch-VERSION in the checkout, which `make clean` leaves alone.

Usage:
    python scripts/torch_tree.py VERSION
"""

from __future__ import annotations

import filecmp
import re
import shutil
import subprocess
import sys
from pathlib import Path

import torch_releases

ROOT = Path(__file__).resolve().parent.parent
# Says which torch a copy is for; the checkout has none.
MARK = ".torch-version"


def list_files(root: Path) -> list[Path]:
    """Lists the files of a checkout, relative to it; nothing that is built is among them."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    return [Path(name) for name in names.split("\0") if name and (root / name).is_file()]


def copy_tree(tree: Path, files: list[Path]) -> None:
    """Makes a tree have these files of the checkout and no others.

    Args:
        tree: The copy; a repository of its own, whose index lists the files of the last time.
        files: What to copy, relative to the checkout.
    """
    for name in set(list_files(tree)) - set(files):
        (tree / name).unlink()
    for name in files:
        source, target = ROOT / name, tree / name
        if not is_same(source, target):
            target.parent.mkdir(parents=True, exist_ok=True)
            # Not its time: what the copy has built since would seem to be made of it.
            shutil.copy(source, target)


def is_same(source: Path, target: Path) -> bool:
    """Whether a file was copied and has not changed since."""
    return target.is_file() and filecmp.cmp(source, target, shallow=False)


def link(target: Path, place: Path) -> None:
    """Makes a link to a folder of the checkout."""
    if not place.is_symlink():
        place.symlink_to(target, target_is_directory=True)


def make_tree(version: str) -> Path:
    """Copies the checkout, or what has changed in it.

    Args:
        version: The full version of the torch that the copy is for.

    Returns:
        The copy.

    Raises:
        UnknownReleaseError: The sources are not for that torch, or this is no checkout.
    """
    release = torch_releases.release_of(version)
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise torch_releases.UnknownReleaseError(
            f"expected a full version, found TORCH={version}: use TORCH={release.torch}"
        )
    if not (ROOT / ".git").exists():
        raise torch_releases.UnknownReleaseError(
            f"only a checkout can be copied for TORCH={version}, and {ROOT} has no .git: install "
            f"torch=={version} into an environment, and then the package with pip install "
            f"--no-build-isolation {ROOT}"
        )
    tree = ROOT / "build" / f"torch-{version}"
    environment = ROOT / f".venv-torch-{version}"
    environment.mkdir(exist_ok=True)
    tree.mkdir(parents=True, exist_ok=True)
    git = ["git", "-C", str(tree)]
    if not (tree / ".git").exists():
        subprocess.run([*git, "init", "--quiet"], check=True)
    copy_tree(tree, list_files(ROOT))
    subprocess.run([*git, "add", "--all"], check=True)
    link(environment, tree / ".venv")
    link(ROOT / ".dotnet", tree / ".dotnet")
    (tree / MARK).write_text(f"{version}\n", encoding="ascii")
    return tree


def main() -> int:
    """Runs the command line."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        tree = make_tree(sys.argv[1])
    except torch_releases.UnknownReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"==> torch {sys.argv[1]}: in {tree.relative_to(ROOT)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
