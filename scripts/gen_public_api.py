#!/usr/bin/env python3
"""Writes the golden file of the C# API, ``dotnet/TorchSharpPy/PublicApi.txt``.

Run it after ``make build`` if you changed the API on purpose. The difference is then visible in
review; a test compares the file with the assembly.

Usage:
    python scripts/gen_public_api.py           # write dotnet/TorchSharpPy/PublicApi.txt
    python scripts/gen_public_api.py --check   # exit with 1 when the file is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

from generated_files import REPOSITORY, main

COMMAND = "python scripts/gen_public_api.py"
GOLDEN = REPOSITORY / "dotnet" / "TorchSharpPy" / "PublicApi.txt"
sys.path.insert(0, str(REPOSITORY))


def generate() -> dict[Path, str]:
    """Dumps the built assembly's API."""
    from tests.dotnet import csharp_assembly

    csharp_assembly.load()
    import clr
    from TorchSharpPy import TorchException
    from TorchSharpPy.Tests import PublicApi

    return {GOLDEN: PublicApi.Dump(clr.GetClrType(TorchException).Assembly)}


if __name__ == "__main__":
    sys.exit(main(generate, COMMAND))
