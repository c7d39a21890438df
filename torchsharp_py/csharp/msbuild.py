"""The command ``msbuild``, which prints what a C# project needs to use the package."""

from __future__ import annotations

import argparse
from xml.sax.saxutils import escape, quoteattr

from torchsharp_py.commands.failure import SUCCESS, SubParsers
from torchsharp_py.csharp import installed

_EPILOG = """\
examples:
  torchsharp-py msbuild              # paste what it prints into a .csproj, before </Project>
  torchsharp-py msbuild --path       # only the path of the file to import

exit status: 0 for success, 2 if the package was built without C#
"""


def add_msbuild(subparsers: SubParsers) -> None:
    """Adds the command to the command line."""
    parser = subparsers.add_parser(
        "msbuild",
        help="print the line that adds the package to a C# project",
        description="Prints an <Import> for a .csproj. It adds the reference to TorchSharpPy.dll, "
        "puts links to the native libraries beside a program that is built, and copies beside one "
        "that is published, generates classes for each <TorchScriptModel Include=...>, and adds "
        "Python.Runtime if the property UsePython is true.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--path", action="store_true", help="print only the path of the file")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    installed.require_assembly()
    print(installed.TARGETS if options.path else import_lines())
    return SUCCESS


def import_lines() -> str:
    """Returns the ``<Import>``, after the properties that it needs in this environment."""
    lines = []
    properties = installed.msbuild_properties()
    if properties:
        lines.append("  <PropertyGroup>")
        lines += [f"    <{key}>{escape(str(value))}</{key}>" for key, value in properties.items()]
        lines.append("  </PropertyGroup>")
    lines.append(f"  <Import Project={quoteattr(str(installed.TARGETS))} />")
    return "\n".join(lines)
