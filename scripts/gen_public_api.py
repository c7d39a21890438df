#!/usr/bin/env python3
"""Writes the golden file of the C# API, ``dotnet/TorchSharpPy/PublicApi.txt``.

Run it after ``make build`` if you changed the API on purpose. The difference is then visible in
review; a test compares the file with the assembly.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "dotnet" / "TorchSharpPy" / "PublicApi.txt"
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Dumps the built assembly's API."""
    from tests.dotnet import csharp_assembly

    csharp_assembly.load()
    import clr
    from TorchSharpPy import TorchException
    from TorchSharpPy.Tests import PublicApi

    text = PublicApi.Dump(clr.GetClrType(TorchException).Assembly)
    GOLDEN.write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote {GOLDEN.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
