"""`scripts/check_layout.py` finds what is planted, and finds nothing in this checkout."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]

HEADER = """
/* ------------------------------ modules */
TSP_API tsp_status tsp_module_load(tsp_text path,
                                   tsp_module** out);
TSP_API void tsp_module_release(tsp_module* module);

/* ------------------------------------------------------------
 * compilation units */
TSP_API tsp_status tsp_unit_compile(tsp_text source, tsp_unit** out);
"""
MODULES = """
tsp_status tsp_module_load(tsp_text path, tsp_module** out) {
    return load(path, out);
}
void tsp_module_release(tsp_module* module) { delete module; }
"""
UNITS = """
tsp_status tsp_unit_compile(tsp_text source, tsp_unit** out) { return TSP_OK; }
"""
# A small checkout in which nothing is wrong.
CLEAN = {
    "csrc/abi/torchsharp_core.h": HEADER,
    "csrc/core/api/modules.cpp": '#include "core/files/archive.h"\n' + MODULES,
    "csrc/core/api/compilation_units.cpp": UNITS,
    "csrc/core/files/archive.h": '#include "core/support/error.h"\n#include "byte_source.h"\n',
    "csrc/core/support/error.h": '#include "abi/torchsharp_core.h"\n#include <string>\n',
    "csrc/python/convert/to_python.h": '#include "core/files/archive.h"\n',
    "dotnet/TorchSharpPy/Module.cs": "// " + 137 * "x" + "\n",
    "scripts/run.py": f'"""Runs."""\n\nDIGEST = (\n    "{120 * "0"}"\n)\n',
}


def load_script() -> ModuleType:
    path = ROOT / "scripts" / "check_layout.py"
    spec = importlib.util.spec_from_file_location("check_layout", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check_layout = load_script()


def findings(folder: Path, changes: dict[str, str]) -> list[str]:
    for name, text in {**CLEAN, **changes}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found: list[str] = check_layout.check(folder)
    return found


def test_the_checkout_is_laid_out_as_the_rules_say() -> None:
    assert check_layout.check(ROOT) == []


def test_a_clean_checkout_has_no_findings(tmp_path: Path) -> None:
    assert findings(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("name", "include", "finding"),
    [
        ("core/support/text.h", "core/types/schema.h", "csrc/core/support must not include csrc/"),
        ("core/files/sink.h", "core/calls/callable.h", "must not include csrc/core/calls"),
        ("core/training/sgd.h", "python/convert/to_python.h", "must not include csrc/python/conv"),
        ("python/convert/list.h", "core/api/bytes.h", "must not include csrc/core/api"),
        ("python/convert/list.h", "python/classes/future.h", "must not include csrc/python/cl"),
        ("core/types/schema.h", "core/unknown/text.h", "must not include csrc/core/unknown"),
        ("core/unknown/text.h", "core/support/error.h", "csrc/core/unknown is not on a floor"),
    ],
)
def test_an_include_that_leads_upwards_is_found(
    tmp_path: Path, name: str, include: str, finding: str
) -> None:
    (found,) = findings(tmp_path, {f"csrc/{name}": f'#include "{include}"\n'})
    assert found.startswith(f"csrc/{name}:")
    assert finding in found


JIT = "#include <torch/csrc/jit/api/module.h>\n"
LISTED = "file(GLOB torchscript_sources CONFIGURE_DEPENDS\n  csrc/core/files/reader.cpp)\n"


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"csrc/core/files/other.cpp": JIT}, "csrc/core/files/other.cpp"),
        ({"csrc/core/files/other.h": JIT}, "csrc/core/files/other.h"),
        (
            {
                "csrc/core/files/reader.h": JIT,
                "csrc/core/files/other.cpp": '#include "core/files/reader.h"\n',
            },
            "csrc/core/files/other.cpp",
        ),
        ({"csrc/core/files/reader.cpp": JIT, "csrc/core/files/reader.h": JIT}, None),
        ({"csrc/python/convert/other.cpp": JIT}, None),
    ],
    ids=["source", "header", "through a header", "listed", "python"],
)
def test_only_the_listed_sources_include_torchscript(
    tmp_path: Path, changes: dict[str, str], finding: str | None
) -> None:
    found = findings(tmp_path, {"CMakeLists.txt": LISTED, **changes})
    assert found == (
        []
        if finding is None
        else [f"{finding}: it includes torch/csrc/jit: see torchscript_sources in CMakeLists.txt"]
    )


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        (
            {"csrc/core/api/compilation_units.cpp": "\n"},
            "tsp_unit_compile belongs in csrc/core/api/compilation_units.cpp, "
            "is implemented in nowhere",
        ),
        (
            {"csrc/core/api/bytes.cpp": UNITS},
            "is implemented in csrc/core/api/bytes.cpp, csrc/core/api/compilation_units.cpp",
        ),
        (
            {"csrc/abi/torchsharp_core.h": HEADER.replace("compilation units", "modules too")},
            "the section 'modules too' has no file csrc/core/api/modules_too.cpp",
        ),
        (
            {"csrc/abi/torchsharp_core.h": "TSP_API void tsp_lost(void);\n" + HEADER},
            "the section '(before the first section)' has no file",
        ),
    ],
)
def test_a_section_that_is_implemented_elsewhere_is_found(
    tmp_path: Path, changes: dict[str, str], finding: str
) -> None:
    assert finding in "\n".join(findings(tmp_path, changes))


@pytest.mark.parametrize(
    ("name", "text", "finding"),
    [
        ("scripts/a.py", f"# {98 * 'x'} y\n", "scripts/a.py:1: 102 characters"),
        ("csrc/core/support/a.h", f"\n// {97 * 'x'} y\n", "a.h:2: 102 characters"),
        ("tests/dotnet/A.cs", f"// {136 * 'x'} y\n", "A.cs:1: 141 characters"),
        ("scripts/a.py", 401 * "\n", "scripts/a.py: 401 lines"),
        ("csrc/core/support/a.h", 601 * "\n", "a.h: 601 lines"),
        ("tests/dotnet/A.cs", 301 * "\n", "A.cs: 301 lines"),
    ],
)
def test_what_is_too_long_is_found(tmp_path: Path, name: str, text: str, finding: str) -> None:
    (found,) = findings(tmp_path, {name: text})
    assert finding in found


@pytest.mark.parametrize(
    ("name", "line", "finding"),
    [
        ("tests/dotnet/A.cs", "string a = Path.GetTempFileName();", "A.cs:1: GetTempFileName"),
        ("dotnet/A.cs", "Path.Combine(Path.GetTempPath(), name)", "create temporary files with Fi"),
        ("dotnet/A.cs", 'File.Create("/tmp/a.pt");', 'A.cs:1: "/tmp'),
        ("csrc/core/support/a.cpp", "char* name = std::tmpnam(nullptr);", "a.cpp:1: tmpnam("),
        ("csrc/core/support/a.cpp", "mktemp(pattern);", "create temporary files with mkdtemp"),
        ("tests/cpp/a.h", 'open("/tmp/a.pt");', 'a.h:1: "/tmp'),
    ],
)
def test_a_guessable_temporary_name_is_found(
    tmp_path: Path, name: str, line: str, finding: str
) -> None:
    (found,) = findings(tmp_path, {name: line + "\n"})
    assert finding in found


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("tests/dotnet/TorchSharpPy.Tests/FileTests.cs", "Path.GetTempPath();"),
        ("tests/cpp/a.h", "mkdtemp(pattern); mkstemp(pattern);"),
        ("dotnet/A.cs", 'string a = "data/tmp/a";'),
    ],
)
def test_a_safe_temporary_name_is_not(tmp_path: Path, name: str, line: str) -> None:
    assert findings(tmp_path, {name: line + "\n"}) == []


@pytest.mark.parametrize(
    "name",
    [
        "dotnet/A.g.cs",
        "dotnet/Generated/A.cs",
        "tests/golden/A.cs",
        "build/A.cs",
        "torchsharp_py-1/A.cs",
    ],
)
def test_generated_files_may_be_long(tmp_path: Path, name: str) -> None:
    assert findings(tmp_path, {name: 301 * "// colour\n"}) == []


def test_a_sample_may_show_a_long_line_that_it_prints(tmp_path: Path) -> None:
    line = "# " + 60 * "ab "
    assert findings(tmp_path, {"samples/a.py": line + "\n"}) == []
    assert len(findings(tmp_path, {"samples/a.py": f"print()  {line}\n"})) == 1


def test_a_pragma_does_not_count(tmp_path: Path) -> None:
    line = "value = 1  # type: ignore[a-very-long-name-of-a-rule, another-very-long-name, yet-another-one]\n"  # noqa: E501
    assert findings(tmp_path, {"scripts/a.py": line}) == []


@pytest.mark.parametrize(
    "word",
    [
        "optimise",
        "Optimising",
        "deserialised",
        "isInitialised",
        "NORMALISATION",
        "analyse",
        "behaviour",
        "neighbouring",
        "unlabelled",
        "cancelled",
        "centre",
        "greyscale",
        "licence",
        "fulfil",
        "whilst",
    ],
)
def test_british_spelling_is_found(tmp_path: Path, word: str) -> None:
    (found,) = findings(tmp_path, {"docs/a.md": f"\nThe {word} of it.\n"})
    assert found.startswith("docs/a.md:2: ")


def test_british_spelling_in_a_file_name_is_found(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, {"docs/optimise_more.md": "\n"})
    assert found == "docs/optimise_more.md: 'optimise' is British spelling"


@pytest.mark.parametrize(
    "text",
    [
        "Optimize the behavior, four hours, a promise, otherwise precise: exercise, analysis.",
        "See https://example.org/behaviour/colour.html.",
        "if future.cancelled(): raise CancelledError",
        "The parameters of a diameter; install, fill, skill, will; call, tell, propelled.",
    ],
)
def test_american_spelling_and_foreign_names_pass(tmp_path: Path, text: str) -> None:
    assert findings(tmp_path, {"docs/a.md": text + "\n"}) == []
