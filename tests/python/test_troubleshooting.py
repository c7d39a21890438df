"""The page of troubleshooting has the texts of the loaders, and no others."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import ROOT

PAGE = ROOT / "docs" / "troubleshooting.md"
PYTHON = [
    *(ROOT / "torchsharp_py" / name for name in ("__init__.py", "_libtorch.py", "dotnet.py")),
    ROOT / "torchsharp_py" / "_checkpoint.py",
    ROOT / "torchsharp_py" / "commands" / "completion.py",
    ROOT / "torchsharp_py" / "score" / "needs.py",
    ROOT / "torchsharp_py" / "inspect" / "picture.py",
]
COMPILED = [
    ROOT / "csrc" / name
    for name in ("core/support/libtorch_release.cpp", "python/convert/ensure_torch.cpp")
]
COMPILED += [
    ROOT / "dotnet" / "TorchSharpPy" / name
    for name in (
        "Interop/NativeLibraryLoader.cs",
        "Interop/LoadReport.cs",
        "Bridge/PythonHost.cs",
        "Bridge/PythonInstallation.cs",
        "Bridge/PythonNotFoundException.cs",
    )
]
ERRORS = {
    "ImportError",
    "DotnetNotFoundError",
    "ModuleNotFoundError",
    "GraphvizError",
    "CommandError",
}


def plain(text: str) -> str:
    return " ".join(text.split())


def python_messages(path: Path) -> list[list[str]]:
    """The constant parts of each message that a file raises about something missing."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)):
            continue
        name = node.exc.func
        if isinstance(name, ast.Name) and name.id in ERRORS:
            constants = [
                part.value
                for part in ast.walk(node.exc.args[0])
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
            found.append([plain(text) for text in constants])
    return found


def compiled_texts(path: Path) -> list[str]:
    """The literals of a file that are sentences, joined where the source joins them."""
    source = re.sub(r"^\s*//.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    source = re.sub(r'(?<!\\)" ?\+\s*\$?"', "", source)
    literals = re.findall(r'(?<!\\)"((?:[^"\\]|\\.)*)"', source)
    texts = [
        plain(part).lstrip(": ")
        for literal in literals
        for part in re.split(r"\{[^}]*\}", literal.replace("\\n", " ").replace('\\"', '"'))
    ]
    return [text for text in texts if text.count(" ") >= 3 and "import " not in text]


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.name)
def test_each_message_of_python_is_on_the_page(path: Path) -> None:
    page = plain(PAGE.read_text(encoding="utf-8"))
    messages = python_messages(path)
    assert messages
    missing = [parts for parts in messages if not all(part in page for part in parts if part)]
    assert missing == []


@pytest.mark.parametrize("path", COMPILED, ids=lambda path: path.stem)
def test_each_message_of_compiled_code_is_on_the_page(path: Path) -> None:
    page = plain(PAGE.read_text(encoding="utf-8"))
    texts = compiled_texts(path)
    assert texts
    assert [text for text in texts if text not in page] == []


def test_the_page_quotes_only_messages_that_exist() -> None:
    page = PAGE.read_text(encoding="utf-8")
    quoted = re.findall(r"```text\n(.*?)```", page, flags=re.DOTALL)
    quoted += re.findall(r"^\| ((?:this|the|no|expected) .*?) \|", page, re.M)
    sources = " ".join(
        [" ".join(part for parts in python_messages(path) for part in parts) for path in PYTHON]
        + [" ".join(compiled_texts(path)) for path in COMPILED]
    )
    parts = [plain(part) for text in quoted for part in text.split("...")]
    long = [part.strip("(): ,") for part in parts if part.count(" ") >= 3]
    assert len(long) >= 12
    assert [part for part in long if part not in sources] == []
