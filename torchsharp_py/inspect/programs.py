"""What a file of ``torch.export`` says about its program and about code compiled for it."""

from __future__ import annotations

import json
import platform
import sys
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from torchsharp_py.inspect.archive import MOST_METADATA, read_records

if TYPE_CHECKING:
    import os

    from torchsharp_py import _described

_INFINITE = 2**63 - 1
_CODE = "data/aotinductor/"
_METADATA = ".wrapper_metadata.json"
_MACHINES = {"AMD64": "x86_64", "arm64": "aarch64", "ARM64": "aarch64"}
_SYSTEM = {"win32": "windows"}.get(sys.platform, sys.platform)
_WIDEST = "AVX512"  # runs code for AVX2 too, and for its own extensions


@dataclass(frozen=True)
class InputReport:
    """A tensor, number or constant that a program takes.

    Attributes:
        name: Where it stands in the arguments: ``batch['x']``.
        type: Its element type and sizes, such as ``Float[s0, 8]``, or the constant that it is.
    """

    name: str
    type: str


@dataclass(frozen=True)
class SizeReport:
    """A size that varies; ``most`` is None if there is no limit."""

    name: str
    least: int
    most: int | None


@dataclass(frozen=True)
class CompiledReport:
    """Code of AOTInductor in the file. It is never run to find this out.

    Attributes:
        platform: The system that it was compiled for, such as ``linux``.
        machine: The processor, such as ``x86_64``.
        device: Where it runs, such as ``cpu``.
        instructions: The vector instructions that it needs; empty if the file does not say.
        bytes: The size of its files.
        misfit: Why this machine cannot run it; None if it can.
    """

    platform: str
    machine: str
    device: str
    instructions: str
    bytes: int
    misfit: str | None


@dataclass(frozen=True)
class ProgramReport:
    """A program of ``torch.export``.

    Attributes:
        name: Its name in the file.
        programs: The names of all programs in the file.
        torch_version: The PyTorch that exported it.
        mode: ``training`` or ``evaluation``, as it was exported; ``either`` if both are the same;
            ``unknown`` of a package.
        inputs: What it takes, one entry for each value in the arguments.
        outputs: What it returns, one text for each value in the result.
        sizes: The sizes that vary, with their ranges.
        sample_inputs: Whether the inputs of the export are in the file.
        compiled: The code that was compiled for it; None if there is none.
        package: Whether the file has only this code, and nothing else is known of the program.
    """

    name: str
    programs: list[str]
    torch_version: str
    mode: str
    inputs: list[InputReport]
    outputs: list[str]
    sizes: list[SizeReport]
    sample_inputs: bool
    compiled: CompiledReport | None
    package: bool = False


def read_package(path: str | os.PathLike[str], model: str | None = None) -> ProgramReport | None:
    """Describes compiled code that is in a file without its program. None of it is loaded.

    Args:
        path: The file.
        model: The name of the code, if the file has several.

    Returns:
        The description, or None if the file has a program, or nothing of that name.
    """

    def read(archive: zipfile.ZipFile, inside: dict[str, zipfile.ZipInfo]) -> ProgramReport | None:
        coded = {record.split("/")[2] for record in inside if record.startswith(_CODE)}
        programs = _programs(inside)
        packages = sorted(coded.difference(programs))
        if not packages or (programs and model is None):
            return None
        name = model or (packages[0] if len(packages) == 1 else "model")
        compiled = _compiled(archive, inside, f"{_CODE}{name}/") if name in packages else None
        if compiled is None:
            return None
        return ProgramReport(
            name=name,
            programs=sorted({*programs, *packages}),
            torch_version="",
            mode="unknown",
            inputs=[],
            outputs=[],
            sizes=[],
            sample_inputs=False,
            compiled=compiled,
            package=True,
        )

    return read_records(path, read)


def read_program(path: str | os.PathLike[str], described: _described.Program) -> ProgramReport:
    """Describes a program.

    Args:
        path: The file.
        described: What the extension says about the loaded program.
    """
    name = described["name"]
    return read_records(
        path,
        lambda archive, inside: ProgramReport(
            name=name,
            programs=_programs(inside),
            torch_version=described["torch_version"],
            mode=described["mode"],
            inputs=[InputReport(path, type_) for path, type_ in described["inputs"]],
            outputs=list(described["outputs"]),
            sizes=[
                SizeReport(symbol, least, None if most == _INFINITE else most)
                for symbol, least, most in described["symbols"]
            ],
            sample_inputs=f"data/sample_inputs/{name}.pt" in inside,
            compiled=_compiled(archive, inside, f"{_CODE}{name}/"),
        ),
    )


def _programs(inside: dict[str, zipfile.ZipInfo]) -> list[str]:
    return sorted(
        record.removeprefix("models/").removesuffix(".json")
        for record in inside
        if record.startswith("models/") and record.endswith(".json")
    )


def _compiled(
    archive: zipfile.ZipFile, inside: dict[str, zipfile.ZipInfo], folder: str
) -> CompiledReport | None:
    files = {name: info for name, info in inside.items() if name.startswith(folder)}
    metadata = next((info for name, info in files.items() if name.endswith(_METADATA)), None)
    if metadata is None:
        return None
    with archive.open(metadata) as record:
        said = json.loads(record.read(MOST_METADATA))
    if not isinstance(said, dict):
        raise ValueError(f"'{metadata.filename}' is not a JSON object")
    system, device = _text(said, "AOTI_PLATFORM", _SYSTEM), _text(said, "AOTI_DEVICE_KEY", "cpu")
    machine, instructions = _text(said, "AOTI_MACHINE", ""), _text(said, "AOTI_CPU_ISA", "")
    return CompiledReport(
        platform=system,
        machine=machine,
        device=device,
        instructions=instructions,
        bytes=sum(info.file_size for info in files.values()),
        misfit=_misfit(system, machine, device, instructions),
    )


def _text(metadata: dict[str, Any], name: str, otherwise: str) -> str:
    value = metadata.get(name, otherwise)
    if not isinstance(value, str):
        raise ValueError(f"{name} is not text")
    return value


def _misfit(system: str, machine: str, device: str, instructions: str) -> str | None:
    """Why this machine cannot run code; the core decides in the same way when it loads it."""
    own = platform.machine()
    same = _MACHINES.get(machine, machine) in ("", _MACHINES.get(own, own))
    if system != _SYSTEM or not same:
        return f"it was compiled for {system} on {machine}"
    import torch  # only now: it takes seconds

    if device == "cpu":
        has = torch.backends.cpu.get_cpu_capability()
        fits = all(
            one in ("DEFAULT", has)
            or (has == _WIDEST and (one == "AVX2" or one.startswith(f"{_WIDEST}_")))
            for one in instructions.split()
        )
        return None if fits else f"it needs a processor with {instructions}; this one has {has}"
    module = getattr(torch, device, None)
    available = module is not None and hasattr(module, "is_available") and module.is_available()
    return None if available else f"this machine has no device '{device}'"
