"""The .NET programs that the tests run, and the reason to skip them if there is no .NET."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "dotnet" / "bin"
sys.path.insert(0, str(ROOT / "scripts"))

import setup_dotnet  # noqa: E402

# The user's SDK, or the one that `make setup` assembled; None if neither exists.
DOTNET_ROOT = setup_dotnet.find_root()
if DOTNET_ROOT is not None:
    os.environ.update(setup_dotnet.dotnet_environment(DOTNET_ROOT))

needs_dotnet = pytest.mark.skipif(
    DOTNET_ROOT is None, reason=".NET is missing: `make setup` says why, and how to get it"
)


def program(name: str) -> list[str]:
    """The command that runs a C# program of the checkout.

    Raises:
        FileNotFoundError: The program is not built.
    """
    path = BUILD / name / f"{name}.dll"
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: run `make build`")
    return [shutil.which("dotnet", path=DOTNET_ROOT) or "dotnet", str(path)]


def import_path() -> str:
    """The ``PYTHONPATH`` of a program that imports the tests.

    What this process was given comes first: it may name another build of the package.
    """
    return os.pathsep.join([*filter(None, [os.environ.get("PYTHONPATH")]), str(ROOT)])


def environment(**changes: str | None) -> dict[str, str]:
    """Returns this process's environment with changes; None removes a variable."""
    result = {**os.environ, "VIRTUAL_ENV": sys.prefix}
    for name, value in changes.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = value
    return result
