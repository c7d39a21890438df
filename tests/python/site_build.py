"""The site that the tests look at, built once for all processes of a run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import ROOT


def build_site(factory: pytest.TempPathFactory) -> Path:
    """Builds the site strictly, or waits for the process of this run that does.

    Raises:
        AssertionError: The build failed.
    """
    # Each process of pytest-xdist has a folder in the run's folder.
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    site, log = shared / "site", shared / "site.log"
    try:
        (shared / "site.started").touch(exist_ok=False)
    except FileExistsError:
        while not log.exists():
            time.sleep(0.2)
    else:
        # Not --quiet: mkdocs does not count the warnings that it does not show.
        command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
        written = shared / "site.part"
        failure = f"status {done.returncode}: {done.stdout}{done.stderr}"
        written.write_text(failure if done.returncode else "", encoding="utf-8")
        written.rename(log)
    assert log.read_text(encoding="utf-8") == ""
    return site
