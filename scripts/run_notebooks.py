"""Runs the sample notebooks in a clean kernel and keeps their outputs.

Usage:
    python scripts/run_notebooks.py             # all
    python scripts/run_notebooks.py 02 05       # those whose names start so
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
import setup_dotnet
from nbclient import NotebookClient

REPOSITORY = Path(__file__).resolve().parent.parent
NOTEBOOKS = REPOSITORY / "samples" / "notebooks"
_TIMEOUT = 300


def list_notebooks() -> list[Path]:
    """Lists the sample notebooks in order."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def run(path: Path, folder: Path) -> Any:
    """Runs a notebook.

    Args:
        path: The notebook; it is not changed.
        folder: Where it runs.

    Returns:
        The notebook with the outputs of this run.

    Raises:
        CellExecutionError: A cell failed that has no tag ``raises-exception``.
    """
    notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    environment = {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY),
        "KINETO_LOG_LEVEL": "99",  # PyTorch's profiler writes the process id to standard error
    }
    root = setup_dotnet.find_root()
    if root is not None:
        environment.update(setup_dotnet.dotnet_environment(root))
    client = NotebookClient(
        notebook,
        timeout=_TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env=environment)
    notebook.metadata.language_info = {"name": "python"}
    for cell in notebook.cells:
        cell["outputs"] = join_streams(cell.get("outputs", []))
        if cell.cell_type != "code":
            del cell["outputs"]
    return notebook


def join_streams(outputs: list[Any]) -> list[Any]:
    """Joins what a cell wrote in pieces, which depends on the time that it took."""
    joined: list[Any] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if output.output_type == "stream" and last is not None and last.get("name") == output.name:
            last["text"] += output.text
        else:
            joined.append(output)
    return joined


def main() -> int:
    """Runs the notebooks that the command line names."""
    names = sys.argv[1:]
    for path in list_notebooks():
        if names and not path.name.startswith(tuple(names)):
            continue
        print(f"==> {path.name}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            notebook = run(path, Path(folder))
        nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    return 0


if __name__ == "__main__":
    sys.exit(main())
