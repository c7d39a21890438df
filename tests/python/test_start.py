"""The start of a C# program loads no more than its first call needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import environment, needs_dotnet, program


@needs_dotnet
@pytest.mark.skipif(sys.platform != "linux", reason="LD_DEBUG is glibc's")
def test_the_first_call_loads_no_tables_of_cultures(models: Path) -> None:
    """To load ICU takes .NET longer than to compile what a first call runs."""
    done = subprocess.run(
        [*program("TorchSharpPy.Bench"), "start", str(models / "add.pt")],
        capture_output=True,
        text=True,
        env=environment(LD_DEBUG="files"),
    )
    assert done.stdout == "done\n", done.stderr[-2000:]
    if "libcoreclr" not in done.stderr:
        pytest.skip("the loader does not say what it loads")
    assert "libtorch_cpu" in done.stderr
    assert "libicu" not in done.stderr
