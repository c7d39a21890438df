#!/usr/bin/env python3
"""Runs clang-tidy on csrc, one unit at a time.

A unit is a source that includes all sources of a few folders, since most of the time goes into
reading libtorch's headers. A unit that was clean is checked again only when its sources, a header
of this project that they include, the settings or clang-tidy's version have changed.

Usage:
    python scripts/run_clang_tidy.py          # the units that have changed
    python scripts/run_clang_tidy.py --all    # every unit
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TREE = ROOT / "build" / "tidy"
UNIT_TREE = TREE / "units"
CLEAN = TREE / "clean.json"
CLANG_TIDY = Path(sys.executable).parent / "clang-tidy"


# Folders that are checked together: as many as fit without a name that two of them use.
UNITS = (
    ("core/api",),
    ("core/types", "core/calls", "core/nodes"),
    ("core/exported",),
    ("core/files",),
    ("core/support", "core/source", "core/checked"),
    ("core/limits", "core/vetting"),
    ("core/modules", "core/training", "core/runtime"),
    ("python/calls",),
    ("python/classes",),
    ("python/gil", "python/convert", "python/process", "python"),
)


def configure() -> None:
    """Makes CMake list the compiler's commands, without precompiled headers: they are GCC's."""
    command = [
        *("cmake", "-S", str(ROOT), "-B", str(TREE), "-G", "Ninja"),
        *("-DCMAKE_BUILD_TYPE=Release", f"-DPython_EXECUTABLE={sys.executable}"),
        *("-DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON", "-DTORCHSHARP_PY_UNITY=OFF"),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def write_units() -> dict[Path, str]:
    """Writes the units with their commands, and returns both.

    Raises:
        SystemExit: A source belongs to no unit.
    """
    entries = json.loads((TREE / "compile_commands.json").read_text(encoding="utf-8"))
    commands = {Path(entry["file"]): entry["command"] for entry in entries}
    csrc = ROOT / "csrc"
    sources = [path for path in commands if path.is_relative_to(csrc)]
    folders = {path.parent.relative_to(csrc).as_posix() for path in sources}
    if unknown := folders - {folder for unit in UNITS for folder in unit}:
        raise SystemExit(f"{sorted(unknown)} is not in UNITS of scripts/run_clang_tidy.py: add it")
    UNIT_TREE.mkdir(parents=True, exist_ok=True)
    units = {}
    for unit in UNITS:
        members = sorted(path for path in sources if path.parent in {csrc / name for name in unit})
        if not members:
            continue
        path = UNIT_TREE / f"{'_'.join(unit).replace('/', '_')}.cpp"
        includes = [f'#include "{member.relative_to(csrc).as_posix()}"\n' for member in members]
        path.write_text("".join(includes), encoding="utf-8")
        units[path] = commands[members[0]].replace(str(members[0]), str(path))
    listed = [
        {"directory": str(TREE), "file": str(unit), "command": command}
        for unit, command in units.items()
    ]
    (UNIT_TREE / "compile_commands.json").write_text(json.dumps(listed), encoding="utf-8")
    return units


def project_files(source: Path, found: set[Path]) -> set[Path]:
    """Collects a source and all files of csrc that it includes, directly or not."""
    if source not in found:
        found.add(source)
        text = source.read_text(encoding="utf-8")
        for name in re.findall(r'^\s*#\s*include\s+"([^"]+)"', text, flags=re.MULTILINE):
            places = (source.parent / name, ROOT / "csrc" / name, ROOT / "csrc" / "abi" / name)
            for place in places:
                if place.is_file():
                    project_files(place.resolve(), found)
                    break
    return found


def fingerprint(unit: Path, command: str, version: str) -> str:
    """Returns a digest of everything that the outcome for a unit depends on."""
    digest = hashlib.sha256(f"{version}\n{command}\n".encode())
    for path in [ROOT / ".clang-tidy", *sorted(project_files(unit, set()))]:
        digest.update(f"{path}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def read_clean() -> Mapping[str, str]:
    """Reads the fingerprints of the units that were clean."""
    if not CLEAN.is_file():
        return {}
    clean: Mapping[str, str] = json.loads(CLEAN.read_text(encoding="utf-8"))
    return clean


def check(unit: Path) -> str:
    """Runs clang-tidy on a unit and returns its findings, or nothing."""
    command = [str(CLANG_TIDY), "-p", str(unit.parent), "--quiet", str(unit)]
    command.append(f"--config-file={ROOT / '.clang-tidy'}")
    # The compiler's own warnings are GCC's to judge: only the chosen checks are errors here.
    command.append("--extra-arg=-Wno-error")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    return done.stdout or done.stderr or f"{unit}: clang-tidy exited with {done.returncode}\n"


def main() -> int:
    """Runs the command line and returns the exit status."""
    parser = argparse.ArgumentParser(description="Runs clang-tidy on csrc.")
    parser.add_argument("--all", action="store_true", help="also those that have not changed")
    options = parser.parse_args()
    configure()
    version = subprocess.run([str(CLANG_TIDY), "--version"], check=True, capture_output=True)
    wanted = {
        str(unit): fingerprint(unit, command, version.stdout.decode())
        for unit, command in write_units().items()
    }
    clean = {} if options.all else read_clean()
    changed = [unit for unit in wanted if clean.get(unit) != wanted[unit]]
    if changed:
        print(f"==> clang-tidy: {len(changed)} of {len(wanted)} units", flush=True)
    good = {unit: wanted[unit] for unit in wanted if unit not in changed}
    CLEAN.write_text(json.dumps(good, indent=2), encoding="utf-8")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {pool.submit(check, Path(unit)): unit for unit in changed}
        for done in as_completed(running):
            if findings := done.result():
                print(findings, end="", flush=True)
                continue
            good[running[done]] = wanted[running[done]]
            # After each, so that an interrupted run is not in vain.
            CLEAN.write_text(json.dumps(good, indent=2), encoding="utf-8")
    return 0 if len(good) == len(wanted) else 1


if __name__ == "__main__":
    sys.exit(main())
