"""Files with code that AOTInductor compiled, with the program and without."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.export.pt2_archive._package import package_pt2

FOLDER = "data/aotinductor/"


WIDTH = 12  # AOTInductor writes weights of up to 8 elements into the code itself


class Scaled(nn.Module):
    """Takes a dict and a keyword argument, and returns containers."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(8, WIDTH)
        self.register_buffer("offset", torch.arange(float(WIDTH)))

    def forward(self, batch: dict[str, Tensor], *, scale: Tensor) -> Any:
        y = self.layer(batch["x"]) * scale + self.offset
        return {"y": y, "more": (batch["x"].sum(), scale * 2)}


def arguments(rows: int = 4) -> tuple[dict[str, Tensor], Tensor]:
    """What Scaled takes."""
    return {"x": torch.randn(rows, 8)}, torch.rand(WIDTH)


def exported(module: nn.Module) -> torch.export.ExportedProgram:
    """The program, for 2 to 64 rows."""
    batch, scale = arguments()
    rows = torch.export.Dim("rows", min=2, max=64)
    dynamic = {"batch": {"x": {0: rows}}, "scale": None}
    return torch.export.export(module, (batch,), {"scale": scale}, dynamic_shapes=dynamic)


def compiled(program: torch.export.ExportedProgram) -> list[Any]:
    """The files of its code, whose library has the weights."""
    import torch._inductor as inductor

    assert program.example_inputs is not None
    args, kwargs = program.example_inputs
    with torch.no_grad():
        module = program.module(check_guards=False)
        options = {"aot_inductor.package": True}
        files: Any = inductor.aot_compile(module, args, kwargs, options=options)
    return list(files)


def packaged(
    files: list[Any], program: torch.export.ExportedProgram | None = None, name: str = "model"
) -> bytes:
    """An archive with the code, and with the program if one is given."""
    archive = io.BytesIO()
    programs = None if program is None else {name: program}
    package_pt2(archive, aoti_files={name: files}, exported_programs=programs)
    return archive.getvalue()


def edited(data: bytes, edit: Callable[[str, bytes], bytes | None]) -> bytes:
    """An archive whose records are what a function makes of them; None leaves one out."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            content = edit(name.partition("/")[2], old.read(name))
            if content is not None:
                new.writestr(name, content)
    return result.getvalue()


def without(data: bytes, end: str) -> bytes:
    """An archive without the records whose names end so."""
    return edited(data, lambda name, content: None if name.endswith(end) else content)


def with_metadata(data: bytes, **metadata: str) -> bytes:
    """An archive whose code says something else about itself."""

    def edit(name: str, content: bytes) -> bytes:
        if not name.endswith(".wrapper_metadata.json"):
            return content
        return json.dumps({**json.loads(content), **metadata}).encode()

    return edited(data, edit)


def without_structure(data: bytes) -> bytes:
    """An archive whose library does not say how its arguments and results are built."""

    def edit(name: str, content: bytes) -> bytes:
        return (
            content.replace(b'[1, {"type"', b'\0001, {"type"') if name.endswith(".so") else content
        )

    return edited(data, edit)


def has_code(source: Path | bytes) -> bool:
    """Whether an archive has compiled code."""
    with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as archive:
        return any(name.partition("/")[2].startswith(FOLDER) for name in archive.namelist())
