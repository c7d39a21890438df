"""The pages of the Python API, which mkdocstrings fills from the docstrings."""

from __future__ import annotations

_MODULES = {
    "torchsharp_py.jit": "models: load, call, compile, script, trace, save",
    "torchsharp_py": "checkpoints, threads, and the errors",
    "torchsharp_py.schema": "what the signatures of methods are described with",
    "torchsharp_py.ops": "libraries of operators",
    "torchsharp_py.dotnet": ".NET in a Python program",
}

# Each class of errors would repeat what it inherits.
_ERRORS_ALONE = """\
    options:
      inherited_members: false
"""


def render() -> dict[str, str]:
    """Renders an index and a page for each public module, by file name."""
    lines = ["# Python API", "", "| module | |", "|---|---|"]
    lines += [f"| [`{name}`]({name}.md) | {text} |" for name, text in _MODULES.items()]
    pages = {f"{name}.md": f"# {name}\n\n::: {name}\n" for name in _MODULES}
    pages["torchsharp_py.md"] += _ERRORS_ALONE
    return {"index.md": "\n".join(lines) + "\n", **pages}
