#!/usr/bin/env python3
"""Checks the layout of the checkout; `make lint` runs it.

* A folder of csrc includes only folders on the floors below it.
* A section of the ABI header is implemented in the file of csrc/core/api that bears its name.
* Only the sources of TorchScript, which CMakeLists.txt lists, include torch/csrc/jit.
* Lines and files are not too long.
* The spelling is American.
* No temporary file has a name that another user can guess.

Usage:
    python scripts/check_layout.py [ROOT]    # print what is wrong; exit with 1 if anything is
"""

from __future__ import annotations

import fnmatch
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

# The folders of csrc, from the ground up. A folder may include itself and all floors below its own.
FLOORS = (
    ("abi",),
    ("core/support",),
    ("core/checked", "core/types"),
    ("core/limits", "core/source", "core/vetting"),
    ("core/calls", "core/files"),
    ("core/exported", "core/nodes"),
    ("core/modules", "core/runtime"),
    ("core/training", "core/without_torchscript"),
    ("core/api",),
    ("python/gil",),
    ("python/convert",),
    ("python/calls",),
    ("python/classes",),
    ("python/process",),
    ("python",),
)
# Except: the Python extension calls the core, not the functions that the core has for others.
PYTHON_LEAVES_OUT = "core/api"

ABI_HEADER = "csrc/abi/torchsharp_core.h"
API_FOLDER = "csrc/core/api"

JIT = re.compile(r"torch/csrc/jit/")
BUILD_FILE = "CMakeLists.txt"
# The list of patterns in it.
TORCHSCRIPT_SOURCES = re.compile(r"\(GLOB torchscript_sources CONFIGURE_DEPENDS\s+([^)]*)\)")

# (characters in a line, lines in a file) by the ending of a file's name.
LIMITS = {
    ".h": (100, 600),
    ".c": (100, 600),
    ".cpp": (100, 600),
    ".py": (100, 400),
    ".pyi": (100, 400),
    ".cs": (140, 300),
}
GENERATED = re.compile(r"\.g\.cs$|(^|/)Generated/|^tests/golden/")

PRAGMA = re.compile(r"\s+# (?:noqa|type: ignore|pyright:).*$")

SPELLED = {*LIMITS, ".md", ".in", ".txt", ".toml", ".yaml", ".cmake", ".props", ".targets"}
SPELLED |= {".csproj", ".proj", ".torchscript", "Makefile"}
# The lists of British words, and texts that are not ours.
NOT_SPELLED = {"scripts/check_layout.py", "tests/python/test_layout.py", "LICENSE"}
NOT_SPELLED |= {"THIRD-PARTY-NOTICES.txt"}
STEMS_IN_ISE = (
    "apolog|author|capital|categor|central|character|critic|custom|emphas|equal|factor|final|"
    "general|global|harmon|initial|internal|ital|legal|linear|local|materal|material|maxim|memor|"
    "minim|mobil|modern|modular|monopol|neutral|normal|optim|organ|parallel|parametr|penal|"
    "personal|popular|priorit|quant|random|rational|real|recogn|regular|serial|special|stabil|"
    "standard|summar|symbol|synchron|token|util|vector|virtual|visual"
)
BRITISH = re.compile(
    rf"(?:de|re|un|pre|non|mis)?(?:{STEMS_IN_ISE})is(?:e|ed|es|er|ers|ing|able|ation|ations)"
    r"|(?:un)?(?:re)?analys(?:e|ed|er|ers|ing)"
    r"|(?:dis|un)?(?:behavi|col|fav|flav|harb|hon|hum|lab|neighb|rig|rum|vap)"
    r"our(?:s|ed|ing|less|ful|ly|able|ite|ites|al|hood|hoods)?"
    r"|(?:licen|defen|offen|preten)ces?|licenced"
    r"|(?:centr|calibr|fibr|litr|lustr|meagr|millimetr|metr|theatr|kilometr)e[sd]?"
    r"|grey(?:s|ed|ing|scale)?|(?:analog|catalog|homolog)ue[sd]?"
    r"|(?:cancel|channel|dial|equal|fuel|initial|label|level|marshal|model|panel|quarrel|refuel|"
    r"signal|spiral|total|travel|trial|tunnel|un(?:label))l(?:ed|er|ers|ing)"
    r"|(?:enrol|fulfil|instal|skil|wil)(?:s|ful|ment|ments)?"
    r"|acknowledgements?|ageing|aluminium|amongst|artefacts?|cheques?|dreamt|judgements?|learnt"
    r"|manoeuvres?|moulds?|ploughs?|practised?|practising|programmes?|sceptic(?:al|ism)?|spelt"
    r"|storeys?|sulphur|tyres?|whilst"
)
# Addresses, and names that others gave: asyncio's and concurrent.futures' cancelled(); libvips'.
FOREIGN = re.compile(r"https?://\S+|\bcancelled\(|\bCancelledError\b|\"grey16\"")
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


# What names a temporary file without creating it, or puts one where every user may write. What ruff
# finds in Python (S108, S306) is not repeated here.
GUESSABLE = {
    (".cs",): re.compile(r"\bGetTempFileName\b|\bGetTempPath\b|\bGetRandomFileName\b|\"/tmp\b"),
    (".h", ".c", ".cpp"): re.compile(r"\b(?:mktemp|tmpnam|tempnam|_wtmpnam_s?)\s*\(|\"/tmp\b"),
}
# Makes a folder of its own, for all tests.
TEMPORARY_HELPER = "tests/dotnet/TorchSharpPy.Tests/FileTests.cs"


def list_files(root: Path) -> list[str]:
    """Lists the checkout's own files, relative to its root, in order."""
    found = []
    for folder, folders, names in os.walk(root):
        here = Path(folder).relative_to(root).as_posix()
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".")
            and not name.endswith(".egg-info")
            and name not in {"build", "dist", "bin", "obj", "__pycache__"}
            and f"{here}/{name}" not in {"torchsharp_py/lib", "torchsharp_py/include"}
            # A source distribution in the making: it is there for a moment.
            and not (folder == str(root) and name.startswith("torchsharp_py-"))
        ]
        found += [name if here == "." else f"{here}/{name}" for name in names]
    return sorted(found)


def check_includes(root: Path, files: list[str]) -> Iterator[str]:
    """Yields each include of csrc that does not lead to a lower floor or into its own folder."""
    floor_of = {folder: floor for floor, folders in enumerate(FLOORS) for folder in folders}
    for name in files:
        if not name.startswith("csrc/"):
            continue
        source = name.removeprefix("csrc/").rpartition("/")[0]
        if source not in floor_of:
            yield f"{name}: csrc/{source} is not on a floor: add it to FLOORS"
            continue
        for number, line in enumerate(read_lines(root / name), 1):
            include = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            if include is None:
                continue
            target = include[1].rpartition("/")[0] or source
            if target == source:
                continue
            allowed = target in floor_of and floor_of[target] < floor_of[source]
            if source.startswith("python") and target == PYTHON_LEAVES_OUT:
                allowed = False
            if not allowed:
                yield f"{name}:{number}: csrc/{source} must not include csrc/{target}"


def read_torchscript_sources(root: Path) -> list[str]:
    """Reads the patterns of the sources that a build without TorchScript leaves out."""
    path = root / BUILD_FILE
    found = TORCHSCRIPT_SOURCES.search(path.read_text(encoding="utf-8")) if path.exists() else None
    return [] if found is None else found[1].split()


def check_torchscript(root: Path, files: list[str]) -> Iterator[str]:
    """Yields each include that leads to torch/csrc/jit, except in TorchScript's own sources.

    A header belongs to the source of its name.
    """
    patterns = read_torchscript_sources(root)
    includes = {
        name: re.findall(
            r'^\s*#\s*include\s+[<"]([^>"]+)', "\n".join(read_lines(root / name)), re.M
        )
        for name in files
        if name.startswith("csrc/core/")
    }
    leading: set[str] = set()
    found = {name for name, paths in includes.items() if any(map(JIT.match, paths))}
    while found - leading:  # a header leads there for those who include it
        leading |= found
        headers = {name.removeprefix("csrc/") for name in leading if name.endswith(".h")}
        found = {name for name, paths in includes.items() if not headers.isdisjoint(paths)}
    for name in sorted(leading):
        source = name.removesuffix(".h") + ".cpp" if name.endswith(".h") else name
        if not any(fnmatch.fnmatch(source, pattern) for pattern in patterns):
            yield f"{name}: it includes torch/csrc/jit: see torchscript_sources in {BUILD_FILE}"


def read_sections(header: str) -> dict[str, set[str]]:
    """Reads the functions of each section of the ABI header, by the section's name."""
    parts = re.split(r"^/\* -{8,}[\s*]*([a-z][a-z ]*[a-z]) \*/$", header, flags=re.MULTILINE)
    sections = {
        name: set(re.findall(r"^TSP_API\b[^;(]*?\b(tsp_\w+)\(", text, flags=re.MULTILINE))
        for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }
    if functions := re.findall(r"^TSP_API\b", parts[0], flags=re.MULTILINE):
        sections["(before the first section)"] = set(functions)
    return {name: functions for name, functions in sections.items() if functions}


def check_sections(root: Path, files: list[str]) -> Iterator[str]:
    """Yields each ABI function that is not implemented in its section's file."""
    if not (root / ABI_HEADER).is_file():
        return
    sections = read_sections((root / ABI_HEADER).read_text(encoding="utf-8"))
    definition = re.compile(r"^(?:extern \"C\" )?(?:\w+[ *]+)+(tsp_\w+)\(", flags=re.MULTILINE)
    implemented = {
        name: set(definition.findall((root / name).read_text(encoding="utf-8")))
        for name in files
        if name.startswith("csrc/core/") and name.endswith(".cpp")
    }
    for section, functions in sections.items():
        home = f"{API_FOLDER}/{section.replace(' ', '_')}.cpp"
        if home not in implemented:
            yield f"{ABI_HEADER}: the section '{section}' has no file {home}"
        for function in sorted(functions):
            places = [name for name, defined in implemented.items() if function in defined]
            if places != [home]:
                found = ", ".join(places) or "nowhere"
                yield f"{ABI_HEADER}: {function} belongs in {home}, is implemented in {found}"


def check_lengths(root: Path, files: list[str]) -> Iterator[str]:
    """Yields each line and each file that is too long."""
    for name in files:
        limit = LIMITS.get(Path(name).suffix)
        if limit is None or GENERATED.search(name):
            continue
        lines = read_lines(root / name)
        if len(lines) > limit[1]:
            yield f"{name}: {len(lines)} lines, at most {limit[1]} are allowed"
        for number, line in enumerate(lines, 1):
            code = PRAGMA.sub("", line)
            # What has no space cannot be broken: a digest, a path. A sample shows what it prints.
            unbroken = " " not in code.strip()
            printed = name.startswith("samples/") and code.lstrip().startswith("# ")
            if len(code) > limit[0] and not unbroken and not printed:
                yield f"{name}:{number}: {len(code)} characters, at most {limit[0]} are allowed"


def check_spelling(root: Path, files: list[str]) -> Iterator[str]:
    """Yields each British spelling, in text and in names."""
    for name in files:
        path = Path(name)
        if {path.suffix, path.name}.isdisjoint(SPELLED) or name in NOT_SPELLED:
            continue
        for word in WORD.findall(path.as_posix()):
            if BRITISH.fullmatch(word.lower()):
                yield f"{name}: '{word}' is British spelling"
        if GENERATED.search(name):
            continue
        for number, line in enumerate(read_lines(root / name), 1):
            for word in WORD.findall(FOREIGN.sub("", line)):
                if BRITISH.fullmatch(word.lower()):
                    yield f"{name}:{number}: '{word}' is British spelling"


def check_temporary_names(root: Path, files: list[str]) -> Iterator[str]:
    """Yields each way to make a temporary file that leaves another user time to make it first."""
    for name in files:
        for endings, pattern in GUESSABLE.items():
            if not name.endswith(endings) or name == TEMPORARY_HELPER:
                continue
            for number, line in enumerate(read_lines(root / name), 1):
                if found := pattern.search(line):
                    how = "FileTests.Temporary" if name.endswith(".cs") else "mkdtemp, mkstemp"
                    yield f"{name}:{number}: {found[0]}: create temporary files with {how}"


def read_lines(path: Path) -> list[str]:
    """Reads a text file's lines."""
    return path.read_text(encoding="utf-8").splitlines()


def check(root: Path) -> list[str]:
    """Runs every check and returns what is wrong, one line for each finding."""
    files = list_files(root)
    checks = (
        *(check_includes, check_torchscript, check_sections, check_lengths, check_spelling),
        check_temporary_names,
    )
    return [finding for run in checks for finding in run(root, files)]


def main() -> int:
    """Runs the command line and returns the exit status."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    findings = check(root)
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
