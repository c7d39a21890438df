"""The measured programs and their environment: one thread per operator, the same Python."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from models import large, write_model, write_models
from program_models import write_program_models
from workers import Worker, WorkerError, python_command, seconds_to_first_forward

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import setup_dotnet  # noqa: E402 (found through the path above)

PROGRAMS = ROOT / "build" / "cmake" / "bin"
ASSEMBLY = ROOT / "build" / "dotnet" / "bin" / "TorchSharpPy.Bench" / "TorchSharpPy.Bench.dll"
MODELS = ROOT / "build" / "bench"
PYTHON_WORKER = ROOT / "bench" / "python_worker.py"
PROGRAM_WORKER = ROOT / "bench" / "program_worker.py"
PYTHON_FRESH = ROOT / "bench" / "python_fresh.py"


class NotBuiltError(RuntimeError):
    """A program to measure is not built."""


def libpython() -> str:
    """The shared library of this interpreter, which a C# program embeds."""
    folder, name = sysconfig.get_config_vars("LIBDIR", "INSTSONAME")
    return str(Path(folder, name))


def _environment(dotnet_root: Path | None) -> dict[str, str]:
    dotnet = {} if dotnet_root is None else setup_dotnet.dotnet_environment(dotnet_root)
    return {
        **os.environ,
        **dotnet,
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "PYTHONPATH": str(ROOT),
        "VIRTUAL_ENV": sys.prefix,
    }


class Programs:
    """The measured programs by name; each starts at its first use and ends with this object."""

    def __init__(self) -> None:
        self._dotnet_root = setup_dotnet.find_root()
        self._environment = _environment(self._dotnet_root)
        self._running: dict[str, Worker] = {}
        self._open = ExitStack()
        self._has_large_model = False
        self._has_program_models = False
        write_models(MODELS)

    def __enter__(self) -> Programs:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._open.close()

    def worker(self, name: str) -> Worker:
        """The program of that name, which all rows share; a new one if a row made it fail."""
        if name not in self._running or not self._running[name].is_running():
            self._running[name] = self._open.enter_context(self.fresh_worker(name))
        return self._running[name]

    def fresh_worker(self, name: str) -> Worker:
        """Starts another program of that name, which the caller closes.

        Raises:
            NotBuiltError: The program is not built, or it needs .NET, which is missing.
            WorkerError: The program failed.
        """
        add, compute = str(MODELS / "add.pt"), str(MODELS / "compute.pt")
        signatures, trained = str(MODELS / "signatures.pt"), str(MODELS / "trained.pt")
        gated, layers = str(MODELS / "gated.pt"), str(MODELS / "layers.pt")
        many = str(MODELS / "many.pt")
        if name == "pythonnet":
            embedding = {"PYTHONNET_PYDLL": libpython(), "PYTHONNET_PYEXE": sys.executable}
            return Worker(self._csharp("serve-pythonnet", add), {**self._environment, **embedding})
        commands = {
            "cpp": lambda: self._native("forward_bench", "serve", add, compute),
            "cpp-signatures": lambda: self._native("signature_bench", signatures),
            "cpp-operators": lambda: self._native("operator_bench"),
            "cpp-programs": lambda: self._native("program_bench", str(self.program_models())),
            "csharp-programs": lambda: self._csharp("serve-programs", str(self.program_models())),
            "python-programs": lambda: python_command(PROGRAM_WORKER, str(self.program_models())),
            "abi": lambda: self._native("abi_bench", add),
            "csharp": lambda: self._csharp("serve", add, compute, signatures, trained),
            "csharp-operators": lambda: self._csharp("serve-operators"),
            "csharp-layers": lambda: self._csharp("serve-layers", layers),
            "csharp-members": lambda: self._csharp("serve-members", many),
            "csharp-load": lambda: self._csharp("serve-loads", add, str(self.large_model())),
            "csharp-first-call": lambda: self._csharp("serve-first-calls", gated),
            "python": lambda: python_command(
                PYTHON_WORKER, "serve", add, signatures, trained, many
            ),
            "python-load": lambda: python_command(
                PYTHON_FRESH, "loads", add, str(self.large_model())
            ),
            "python-first-call": lambda: python_command(PYTHON_FRESH, "first-calls", gated),
        }
        return Worker(commands[name](), self._environment)

    def large_model(self) -> Path:
        """The file of a model of 200 MB, which is deleted at the end."""
        path = MODELS / "large.pt"
        if not self._has_large_model:
            self._open.callback(path.unlink, missing_ok=True)
            write_model(large(), path)
            self._has_large_model = True
        return path

    def program_models(self) -> Path:
        """The folder of the models that are exported, some of them compiled: a minute's work."""
        folder = MODELS / "programs"
        if not self._has_program_models:
            write_program_models(folder)
            self._has_program_models = True
        return folder

    def start(self, name: str) -> float:
        """Seconds from the start of a program to the end of its first forward."""
        add = str(MODELS / "add.pt")
        commands = {
            "cpp": lambda: self._native("forward_bench", "start", add),
            "csharp": lambda: self._csharp("start", add),
            "csharp-hosting-python": lambda: self._csharp("hosted-start", add),
            "python": lambda: python_command(PYTHON_WORKER, "start", add),
        }
        return seconds_to_first_forward(commands[name](), self._environment)

    def descriptions(self) -> Mapping[str, str]:
        """The compilers and versions that the running programs report."""
        return {name: worker.description for name, worker in self._running.items()}

    def _native(self, name: str, *arguments: str) -> list[str]:
        program = PROGRAMS / (f"{name}.exe" if os.name == "nt" else name)
        if not program.is_file():
            raise NotBuiltError(f"{program.relative_to(ROOT)} is not built: run `make build`")
        return [str(program), *arguments]

    def _csharp(self, *arguments: str) -> list[str]:
        if self._dotnet_root is None:
            raise NotBuiltError(".NET is missing: `make setup` says why")
        if not ASSEMBLY.is_file():
            raise NotBuiltError(f"{ASSEMBLY.relative_to(ROOT)} is not built: run `make build`")
        return [str(self._dotnet_root / "dotnet"), str(ASSEMBLY), *arguments]


__all__ = ["NotBuiltError", "Programs", "WorkerError"]
