#!/usr/bin/env python3
"""Writes the golden files of the C# API, ``PublicApi.txt`` of each assembly.

Run it after ``make build`` if you changed the API on purpose. The difference is then visible in
review; a test compares the file with the assembly.

Usage:
    python scripts/gen_public_api.py           # write dotnet/*/PublicApi.txt
    python scripts/gen_public_api.py --check   # exit with 1 when a file is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

from generated_files import REPOSITORY, main

COMMAND = "python scripts/gen_public_api.py"
GOLDEN = REPOSITORY / "dotnet" / "TorchSharpPy" / "PublicApi.txt"
GOLDEN_OF_VISION = REPOSITORY / "dotnet" / "TorchSharpPy.Vision" / "PublicApi.txt"
sys.path.insert(0, str(REPOSITORY))


def generate() -> dict[Path, str]:
    """Dumps the API of the built assemblies."""
    from tests.dotnet import csharp_assembly

    csharp_assembly.load()
    import clr
    from TorchSharpPy import TorchException, torchvision
    from TorchSharpPy.Tests import PublicApi

    return {
        GOLDEN: PublicApi.Dump(clr.GetClrType(TorchException).Assembly),
        GOLDEN_OF_VISION: PublicApi.Dump(clr.GetClrType(torchvision).Assembly),
    }


if __name__ == "__main__":
    sys.exit(main(generate, COMMAND))
