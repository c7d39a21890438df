#!/usr/bin/env python3
"""Writes the locks in ``requirements/``; `make lock` runs it.

For each list ``NAME.in``, the lock ``NAME.txt`` gets every package that pip installs for it, on all
systems and from Python 3.11 on, in one version and with the digests of all its files. Versions that
a lock has stay as they are, unless the list or --upgrade says otherwise. uv finds them, on PyPI or
on the index that UV_DEFAULT_INDEX names.

Usage:
    python scripts/lock_requirements.py                        # write what a list asks for
    python scripts/lock_requirements.py --upgrade idna urllib3 # the newest of these, too
    python scripts/lock_requirements.py --upgrade-all          # the newest of everything
    python scripts/lock_requirements.py --check                # only say what is wrong, offline
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import requirement_locks
from requirement_locks import CUDA, FOLDER, LockError, normalized

OLDEST_PYTHON = "3.11"
# Its versions are those of everything that is installed beside it.
MAIN = "dev"
# Tools that are installed alone, or replace what was there.
ALONE = {"pip", "lock"}

HEADER = """\
# Written by scripts/lock_requirements.py from {source}: change that, and run `make lock`.
"""
CUDA_NOTE = """\
# Constraints: what pip takes if the torch that it finds is built for CUDA.
"""


def find_uv() -> list[str]:
    """Returns the command that starts uv.

    Raises:
        LockError: If it is not installed.
    """
    if importlib.util.find_spec("uv") is not None:
        return [sys.executable, "-m", "uv"]
    raise LockError(
        f"uv, which finds the versions, is missing: {sys.executable} -m pip install "
        f"--require-hashes -r requirements/lock.txt"
    )


def compile_lock(source: Path, target: Path, options: list[str]) -> None:
    """Lets uv write a lock.

    Args:
        source: The list of requirements.
        target: The lock, which may have the versions of before.
        options: More options for uv.
    """
    command = [
        *find_uv(),
        *("pip", "compile", "--quiet", "--universal", "--python-version", OLDEST_PYTHON),
        *("--generate-hashes", "--no-header", "--annotation-style", "line", *options),
        *(source.name, "--output-file", str(target)),
    ]
    done = subprocess.run(command, cwd=source.parent, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LockError(f"uv found no versions for {source.name}:\n{done.stderr.strip()}")


def split_blocks(text: str) -> list[tuple[str, str]]:
    """Splits a lock of uv into the name and the lines of each package."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    return [(normalized(block.partition("==")[0]), block) for block in blocks if block.strip()]


def add_digests(block: str, digests: set[str]) -> str:
    """Adds digests to the lines of a package, in order."""
    head, *lines = block.rstrip("\n").splitlines()
    head = head.removesuffix("\\").rstrip()
    known = {line for line in lines if line.lstrip().startswith("--hash=")}
    notes = [line for line in lines if line not in known]
    bare = {line.strip().removesuffix("\\").strip() for line in known}
    wanted = sorted(bare | {f"--hash=sha256:{digest}" for digest in digests})
    return "\n".join([" \\\n    ".join([head, *wanted]), *notes]) + "\n"


def finish(name: str, source: str, text: str) -> dict[str, str]:
    """Makes the locks of the project of a lock of uv.

    Args:
        name: The lock's name.
        source: What it is written from.
        text: What uv wrote.

    Returns:
        The content of each lock; a release of torch has several.
    """
    more = requirement_locks.read_more_files()
    plain: list[str] = []
    cuda: list[str] = []
    for package, block in split_blocks(text):
        pin = re.match(r"[^=]+==([^\s;\\]+)", block)
        assert pin is not None, f"uv pins every package: {block}"
        extra = set(more.get((package, pin[1]), {}).values())
        target = cuda if CUDA.fullmatch(package) else plain
        target.append(add_digests(block, extra))
    header = HEADER.format(source=source)
    locks = {name: header + "".join(plain)}
    if source == requirement_locks.TORCH_TABLE and not name.endswith("-torchvision"):
        locks[f"{name}-cuda"] = header + CUDA_NOTE + "".join(cuda)
        version = name.removeprefix("torch-")
        if for_cpus := more.get(("torch", version)):
            torch = add_digests(f"torch=={version}+cpu\n", set(for_cpus.values()))
            others = [block for block in plain if not block.startswith("torch==")]
            locks[f"{name}-cpu"] = header + "".join([*others, torch])
    elif cuda:
        raise LockError(f"{source} asks for {cuda[0].partition(' ')[0]}, which only torch may need")
    return locks


def write_locks(upgrade: list[str]) -> list[str]:
    """Writes every lock.

    Args:
        upgrade: uv's options that let versions change.

    Returns:
        The names of those that changed.
    """
    lists = sorted(path.stem for path in FOLDER.glob("*.in"))
    order = [MAIN, *(name for name in lists if name != MAIN)]
    torch = {
        name: row
        for name, row in requirement_locks.torch_locks().items()
        if not name.endswith(("-cuda", "-cpu"))  # written with the release's own
    }
    wanted: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        for path in FOLDER.glob("*.in"):
            shutil.copy(path, work)
        for name, row in torch.items():
            lines = "".join(f"{package}=={version}\n" for package, version in row.items())
            (work / f"{name}.in").write_text(lines, encoding="utf-8")
        for name in [*order, *torch]:
            target = work / f"{name}.txt"
            before = [FOLDER / f"{name}.txt", FOLDER / f"{name}-cuda.txt"]
            known = "".join(p.read_text(encoding="utf-8") for p in before if p.is_file())
            target.write_text(known, encoding="utf-8")
            options = list(upgrade)
            if name.endswith("-torchvision"):
                options.append("--no-deps")
            elif name != MAIN and name not in ALONE:
                options += ["--constraint", f"{MAIN}.txt"]
            compile_lock(work / f"{name}.in", target, options)
            source = requirement_locks.TORCH_TABLE if name in torch else f"{name}.in"
            wanted.update(finish(name, source, target.read_text(encoding="utf-8")))
    return [name for name, text in wanted.items() if replace(FOLDER / f"{name}.txt", text)]


def replace(path: Path, text: str) -> bool:
    """Writes a file; returns whether its content changed."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8")
    return True


def parse_arguments() -> argparse.Namespace:
    """Parses the command line."""
    parser = argparse.ArgumentParser(description="Writes the locks in requirements/.")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--upgrade", nargs="+", default=[], metavar="PACKAGE")
    choice.add_argument("--upgrade-all", action="store_true")
    choice.add_argument("--check", action="store_true", help="write nothing, use no network")
    return parser.parse_args()


def main() -> int:
    """Runs the command line and returns the exit status."""
    options = parse_arguments()
    try:
        if not options.check:
            upgrade = [word for name in options.upgrade for word in ("--upgrade-package", name)]
            for name in write_locks(["--upgrade"] if options.upgrade_all else upgrade):
                print(f"wrote requirements/{name}.txt")
    except LockError as error:
        print(f"lock_requirements: {error}", file=sys.stderr)
        return 1
    findings = requirement_locks.check()
    for finding in findings:
        print(f"requirements/{finding}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
