"""The magics ``%%csharp``, ``%csharp``, ``%csharp_file`` and ``%csharp_reset``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from IPython.core.magic import no_var_expand

from torchsharp_py.dotnet import DotnetNotFoundError
from torchsharp_py.notebook.cells import Cells
from torchsharp_py.notebook.csharp_objects import print_by_to_string
from torchsharp_py.notebook.errors import CSharpUsageError, shown_alone
from torchsharp_py.notebook.options import cell_parser, split

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def register(shell: InteractiveShell) -> None:
    """Gives a shell the magics."""
    magics = _Magics(shell)
    add = shell.magics_manager.register_function
    add(magics.csharp, "line_cell", "csharp")
    add(magics.csharp_file, "line", "csharp_file")
    add(magics.csharp_reset, "line", "csharp_reset")


class _Magics:
    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._cells = Cells()
        self._parser = cell_parser()

    def csharp(self, line: str, cell: str | None = None) -> Any:
        if cell is None and line.strip() not in ("", "-h", "--help"):
            return self._run(line, self._name(), {})
        options = self._parser.parse_args(split(line))
        if cell is None or options.help:
            print(self._parser.format_help())
            return None
        variables = self._shell.user_ns
        missing = [name for name in options.input if name not in variables]
        if missing:
            raise shown_alone(
                CSharpUsageError(
                    f"-i: expected the names of Python variables, but there is no {missing[0]!r}"
                )
            )
        inputs = {name: variables[name] for name in options.input}
        result = self._run(cell, self._name(), inputs)
        for name in options.output:
            variables[name] = self._cells.get(name)
        return result

    def csharp_file(self, line: str) -> Any:
        """Compiles and runs a C# file, as a cell with its text would.

        %csharp_file FILE
        """
        words = split(line)
        if len(words) != 1:
            raise shown_alone(CSharpUsageError(f"expected %csharp_file FILE, got {line!r}"))
        path = Path(words[0]).expanduser()
        if not path.is_file():
            raise shown_alone(CSharpUsageError(f"there is no file {path}"))
        return self._run(path.read_text(encoding="utf-8-sig"), str(path), {})

    def csharp_reset(self, line: str) -> None:
        """Forgets everything that C# cells have declared; %csharp_reset takes no options."""
        if line.strip():
            raise shown_alone(CSharpUsageError(f"expected no options, got {line!r}"))
        self._cells.reset()

    def _name(self) -> str:
        return f"In[{self._shell.displayhook.prompt_count}]"

    def _run(self, code: str, name: str, inputs: dict[str, Any]) -> Any:
        try:
            result = self._cells.run(code, name, inputs)
        except DotnetNotFoundError as error:
            raise shown_alone(error) from None
        print_by_to_string(self._shell, result)
        return result


_Magics.csharp.__doc__ = cell_parser().format_help()
no_var_expand(_Magics.csharp)  # C# has {x} and $ of its own
