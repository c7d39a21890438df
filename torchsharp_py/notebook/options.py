"""The options of ``%%csharp``."""

from __future__ import annotations

import argparse
import shlex
from typing import NoReturn

from torchsharp_py.notebook.errors import CSharpUsageError, shown_alone

_DESCRIPTION = """\
Compiles the cell as C# and runs it in this process.

What earlier C# cells declared can be used: variables, methods, classes, usings. The value of the
last expression is the result of the cell, if no semicolon follows. await works at the top level.
A cell that contains a namespace is compiled as a file, whose types later cells can use.
"""

_EPILOG = """\
Tensors, modules and NumPy arrays (as tensors) are shared, not copied. -o gives tensors as
torch.Tensor and arrays of numbers as NumPy arrays over the same memory.

  %%csharp -i x,model -o y
  var y = model.invoke<Tensor>("forward", x);

%csharp CODE runs one line, and %csharp alone shows this help.
See also: %csharp_file FILE compiles a file, %csharp_reset forgets what cells declared.
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise shown_alone(CSharpUsageError(f"{message}\n{self.format_usage()}".rstrip()))


def _names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    wrong = [name for name in names if not name.isidentifier()]
    if wrong or not names:
        raise argparse.ArgumentTypeError(f"expected names of variables, such as x,y, got {text!r}")
    return names


def cell_parser() -> argparse.ArgumentParser:
    """Makes the parser of the line behind ``%%csharp``."""
    parser = _Parser(
        prog="%%csharp",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    add = parser.add_argument
    add("-i", "--input", metavar="X,Y", type=_names, action="extend", default=[],
        help="Python variables that become C# variables")  # fmt: skip
    add("-o", "--output", metavar="Z", type=_names, action="extend", default=[],
        help="C# variables that become Python variables after the cell")  # fmt: skip
    add("-h", "--help", action="store_true", help="show this help")
    return parser


def split(line: str) -> list[str]:
    """Splits the line as a shell does.

    Raises:
        CSharpUsageError: A quote is not closed.
    """
    try:
        return shlex.split(line)
    except ValueError as error:
        raise shown_alone(CSharpUsageError(f"{error} in {line!r}")) from None
