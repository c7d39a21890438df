"""C# cells in Jupyter and IPython, in the process of the Python cells.

    %load_ext torchsharp_py.notebook

    %%csharp -i x -o doubled
    var doubled = x * 2;        // x is a tensor of a Python cell: the same memory
    doubled.sum()               // the last expression is the cell's result

``%csharp --help`` lists the options. The extension needs a .NET SDK, because its compiler compiles
the cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["load_ipython_extension"]


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Registers the magics; IPython calls it. .NET starts with the first C# cell."""
    from torchsharp_py.notebook.magics import register

    register(shell)
