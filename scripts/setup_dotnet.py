#!/usr/bin/env python3
"""Provides a .NET SDK for this checkout.

A .NET SDK of version 8 or later in ``DOTNET_ROOT`` or on ``PATH`` is used as it is. Where there is
none, Linux x64 gets one assembled in the ignored folder ``.dotnet/`` (see ``assemble_dotnet.py``).

Usage:
    python scripts/setup_dotnet.py ensure          # find or assemble, print the folder
    python scripts/setup_dotnet.py root            # print DOTNET_ROOT, assemble nothing
    python scripts/setup_dotnet.py env             # print `export NAME=value` lines
    python scripts/setup_dotnet.py run -- build x  # `dotnet build x` with that environment

Exit status 3 means that no .NET can be provided here; the message says what is missing.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import assemble_dotnet
from assemble_dotnet import DotnetUnavailableError

ASSEMBLED_ROOT = Path(__file__).resolve().parent.parent / ".dotnet"
MINIMUM_MAJOR = 8
EXIT_UNAVAILABLE = 3


def list_sdks(dotnet: Path) -> list[tuple[int, Path]]:
    """Lists the SDKs that a ``dotnet`` program knows.

    Args:
        dotnet: The program to ask.

    Returns:
        (major version, root folder) of each SDK; empty when the program does not work.
    """
    try:
        listing = subprocess.run(
            [str(dotnet), "--list-sdks"], capture_output=True, text=True, timeout=60, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return []
    found = re.findall(r"^(\d+)\.\S+ \[(.+)\]\s*$", listing, flags=re.MULTILINE)
    return [(int(major), Path(folder).parent) for major, folder in found]


def find_user_root() -> Path | None:
    """Finds the root of the user's own SDK, version 8 or later, or returns None."""
    program = "dotnet.exe" if os.name == "nt" else "dotnet"
    candidates: list[Path] = []
    if os.environ.get("DOTNET_ROOT"):
        candidates.append(Path(os.environ["DOTNET_ROOT"]) / program)
    on_path = shutil.which("dotnet")
    if on_path:
        candidates.append(Path(on_path))
    for candidate in candidates:
        usable = [root for major, root in list_sdks(candidate) if major >= MINIMUM_MAJOR]
        if usable:
            return usable[-1]
    return None


def find_root() -> Path | None:
    """Finds an SDK that is already here, the user's own or the assembled one, or returns None."""
    is_assembled = assemble_dotnet.is_assembled(ASSEMBLED_ROOT)
    return find_user_root() or (ASSEMBLED_ROOT if is_assembled else None)


def ensure_root() -> Path:
    """Returns the root of a usable SDK, assembling one where necessary.

    Raises:
        DotnetUnavailableError: If there is none and none can be assembled here.
    """
    root = find_root()
    if root is None:
        assemble_dotnet.assemble(ASSEMBLED_ROOT)
    return root or ASSEMBLED_ROOT


def dotnet_environment(root: Path) -> dict[str, str]:
    """Builds the variables with which .NET from ``root`` builds and runs this project.

    Args:
        root: A folder that can serve as ``DOTNET_ROOT``.

    Returns:
        The variables to add to the environment (without ``PATH``).
    """
    variables = {
        "DOTNET_ROOT": str(root),
        "DOTNET_ROLL_FORWARD": "LatestMajor",  # programs built for 3.1 run on the newest runtime
        "DOTNET_CLI_TELEMETRY_OPTOUT": "1",
        "DOTNET_NOLOGO": "1",
        "DOTNET_SKIP_FIRST_TIME_EXPERIENCE": "1",
        "MSBUILDDISABLENODEREUSE": "1",  # no build server outlives the command
    }
    if assemble_dotnet.is_assembled(root):
        variables.update(assemble_dotnet.assembled_environment(root))
    return variables


def run_dotnet(root: Path, arguments: Sequence[str]) -> int:
    """Runs ``dotnet`` from ``root``; on POSIX this process becomes it.

    Args:
        root: The SDK's root.
        arguments: What follows ``dotnet`` on the command line.

    Returns:
        The exit status (where the process is not replaced).
    """
    environment = {**os.environ, **dotnet_environment(root)}
    program = str(root / ("dotnet.exe" if os.name == "nt" else "dotnet"))
    if os.name != "nt":
        os.execve(program, [program, *arguments], environment)  # noqa: S606 (no shell is wanted)
    return subprocess.run([program, *arguments], env=environment, check=False).returncode


def parse_arguments() -> argparse.Namespace:
    """Parses the command line."""
    parser = argparse.ArgumentParser(description="Provides a .NET SDK for this checkout.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("ensure", help="find an SDK or assemble one, and print its folder")
    commands.add_parser("root", help="print the SDK's folder; assemble nothing")
    commands.add_parser("env", help="print `export` lines for a shell; assemble nothing")
    runner = commands.add_parser("run", help="run dotnet with the right environment")
    runner.add_argument("arguments", nargs=argparse.REMAINDER, help="-- followed by its arguments")
    return parser.parse_args()


def main() -> int:
    """Runs the command line and returns the exit status."""
    options = parse_arguments()
    try:
        root = ensure_root() if options.command in {"ensure", "run"} else find_root()
        if root is None:
            raise DotnetUnavailableError("no .NET SDK found; `setup_dotnet.py ensure` provides one")
        if options.command == "run":
            passed = options.arguments
            return run_dotnet(root, passed[1:] if passed[:1] == ["--"] else passed)
        if options.command == "env":
            for name, value in dotnet_environment(root).items():
                print(f"export {name}={shlex.quote(value)}")
            print(f"export PATH={shlex.quote(str(root))}:$PATH")
        else:
            print(root)
    except DotnetUnavailableError as reason:
        print(f"setup_dotnet: {reason}", file=sys.stderr)
        return EXIT_UNAVAILABLE
    return 0


if __name__ == "__main__":
    sys.exit(main())
