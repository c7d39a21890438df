"""The type stubs match the extension, and a type checker understands a typical program."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.dotnet.dotnet_programs import ROOT
from torchsharp_py import jit

# pybind11's classes have another metaclass and an __init__ that raises; a stub says with Generic
# what __class_getitem__ does; forward is a method of nearly every model, not of the class.
CLASSES = ("CompilationUnit", "ScriptObject", "Future", "ScriptMethod", "ScriptModule")
# __buffer__ is an attribute of Python from 3.12 on.
MEMBERS = [
    *CLASSES,
    "Array",
    "Array.__buffer__",
    "TimeLimit",
    "ThreadState",
    *(f"{name}.__init__" for name in CLASSES if name != "ScriptModule"),  # nn.Module's
    *(f"{name}.__class_getitem__" for name in CLASSES[2:]),
    "ScriptModule.forward",
]
ALLOWED = "\n".join(f"torchsharp_py._C.{member}" for member in MEMBERS)

PROGRAM = """
import torch
from torchsharp_py import ScriptCompileError, jit

module = jit.load("sample.pt", map_location=torch.device("cpu"))
reveal_type(module)
reveal_type(module.eval())
reveal_type(module.predict)
reveal_type(module.to_torch())
reveal_type(jit.compile("").functions)
try:
    jit.compile("")
except ScriptCompileError as error:
    reveal_type(error.line)
"""
REVEALED = [
    "torchsharp_py._C.ScriptModule[..., Any]",
    "torchsharp_py._C.ScriptModule[..., Any]",
    "Any",
    "torch.jit._script.ScriptModule",
    "list[str]",
    "int",
]


def test_the_stubs_match_the_extension(tmp_path: Path) -> None:
    allowed = tmp_path / "allowed.txt"
    allowed.write_text(ALLOWED)
    command = [sys.executable, "-m", "mypy.stubtest", "torchsharp_py._C"]
    options = ["--mypy-config-file", "pyproject.toml", "--allowlist", str(allowed)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_type_checker_understands_the_api(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", str(program)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    lines = done.stdout.replace("[*Any, **Any]", "...").splitlines()
    revealed = [line.split('"')[1] for line in lines if "Revealed" in line]
    assert [name.removeprefix("builtins.") for name in revealed] == REVEALED, done.stdout
    assert "error" not in done.stdout


def test_the_extension_has_the_members_that_the_mixins_build_on() -> None:
    stub = ast.parse((ROOT / "torchsharp_py" / "_C.pyi").read_text(encoding="utf-8"))
    classes = {"_NativeModule": jit.ScriptModule, "_NativeUnit": jit.CompilationUnit}
    listed = {node.name: node for node in stub.body if isinstance(node, ast.ClassDef)}
    for name, cls in classes.items():
        members = [one.name for one in listed[name].body if isinstance(one, ast.FunctionDef)]
        assert members
        assert [member for member in members if not hasattr(cls, member)] == []
