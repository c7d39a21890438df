"""`scripts/run_clang_tidy.py` finds what is planted, and knows when to look again."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
needs_clang_tidy = pytest.mark.skipif(
    not (ROOT / ".venv" / "bin" / "clang-tidy").exists(), reason="clang-tidy is not installed"
)


@pytest.fixture
def tidy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, for a small checkout with one source and two headers."""
    path = ROOT / "scripts" / "run_clang_tidy.py"
    spec = importlib.util.spec_from_file_location("run_clang_tidy", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    folder = tmp_path / "csrc" / "core" / "support"
    folder.mkdir(parents=True)
    (folder / "a.cpp").write_text('#include "core/support/a.h"\nint two() { return one() + 1; }\n')
    (folder / "a.h").write_text('#pragma once\n#include "b.h"\n#include <cstddef>\n')
    (folder / "b.h").write_text("#pragma once\ninline int one() { return 1; }\n")
    (tmp_path / ".clang-tidy").write_text((ROOT / ".clang-tidy").read_text())
    source = str(folder / "a.cpp")
    command = f"c++ -std=c++20 -I{tmp_path / 'csrc'} -c {source}"
    entry = {"directory": str(tmp_path), "file": source, "command": command}
    (tmp_path / "compile_commands.json").write_text(json.dumps([entry]))
    monkeypatch.setattr(script, "ROOT", tmp_path)
    monkeypatch.setattr(script, "TREE", tmp_path)
    monkeypatch.setattr(script, "UNIT_TREE", tmp_path / "units")
    return script


def test_a_changed_header_changes_the_fingerprint(tidy: ModuleType) -> None:
    folder = tidy.ROOT / "csrc" / "core" / "support"
    unit = folder / "a.cpp"
    assert tidy.project_files(unit, set()) == {unit, folder / "a.h", folder / "b.h"}
    before = tidy.fingerprint(unit, "c++", "23")
    assert tidy.fingerprint(unit, "c++", "23") == before
    assert tidy.fingerprint(unit, "c++", "24") != before
    (folder / "b.h").write_text("#pragma once\ninline int one() { return 2; }\n")
    assert tidy.fingerprint(unit, "c++", "23") != before


def test_a_unit_includes_the_sources_of_its_folders(tidy: ModuleType) -> None:
    ((unit, command),) = tidy.write_units().items()
    assert unit.read_text() == '#include "core/support/a.cpp"\n'
    assert command.endswith(f" -c {unit}")


def test_a_folder_that_no_unit_has_is_refused(
    tidy: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidy, "UNITS", (("core/api",),))
    with pytest.raises(SystemExit, match="core/support"):
        tidy.write_units()


@needs_clang_tidy
def test_a_clean_source_has_no_findings(tidy: ModuleType) -> None:
    assert [tidy.check(unit) for unit in tidy.write_units()] == [""]


@needs_clang_tidy
@pytest.mark.parametrize(
    ("code", "finding"),
    [
        ("int* nothing() { return 0; }", "modernize-use-nullptr"),
        ("int half(double x) { if (x > 0) return 1; else return 1; }", "bugprone-branch-clone"),
        (
            "#include <string>\n#include <vector>\n"
            "int empty(const std::vector<std::string>& texts) {\n"
            "    int n = 0;\n"
            "    for (const std::string text : texts) { n += text.empty() ? 1 : 0; }\n"
            "    return n;\n"
            "}",
            "performance-for-range-copy",
        ),
    ],
)
def test_a_planted_violation_is_found(tidy: ModuleType, code: str, finding: str) -> None:
    (tidy.ROOT / "csrc" / "core" / "support" / "a.cpp").write_text(code + "\n")
    assert [finding in tidy.check(unit) for unit in tidy.write_units()] == [True]
