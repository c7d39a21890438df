#!/usr/bin/env python3
"""Generates the C# code that exists once for each number of arguments.

Usage:
    python scripts/gen_arity.py           # write dotnet/TorchSharpPy/Generated/*.g.cs
    python scripts/gen_arity.py --check   # exit with 1 when a checked-in file is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

from csharp_template import render
from generated_files import OUTPUT_FOLDER, main, render_header

COMMAND = "python scripts/gen_arity.py"
METHOD = {"what": "method", "What": "Method"}
FUNCTION = {"what": "function", "What": "Function"}
# The template of each file, and the values of its marks.
FILES: dict[str, tuple[str, dict[str, str]]] = {
    "CompilationUnit.Functions": ("Methods", {"owner": "CompilationUnit", **FUNCTION}),
    "ModuleInterfaces": ("ModuleInterfaces", {}),
    "Losses": ("Losses", {}),
    "Modules": ("Modules", {"self": "Module<each(T$i), TResult>"}),
    "ParameterLessModules": ("ParameterLessModules", {}),
    "ScriptMethods": ("ScriptMethods", {}),
    "ScriptModule.Methods": ("Methods", {"owner": "ScriptModule", **METHOD}),
    "ScriptModules": ("ScriptModules", {"self": "ScriptModule<each(T$i), TResult>"}),
    "ScriptObject.Methods": ("Methods", {"owner": "ScriptObject", **METHOD}),
    "TupleConverters": ("TupleConverters", {}),
    "export.Load": ("export.Load", {}),
    "jit.Load": ("jit.Load", {}),
    "jit.Typed": ("jit.Typed", {}),
}


def generate() -> dict[Path, str]:
    """Renders every file this script is responsible for."""
    return {
        OUTPUT_FOLDER / f"{name}.g.cs": "\n".join(
            [*render_header(COMMAND), *render(f"{template}.cs.in", values), ""]
        )
        for name, (template, values) in FILES.items()
    }


if __name__ == "__main__":
    sys.exit(main(generate, COMMAND))
