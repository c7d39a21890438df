"""A program of ``torch.export`` as rows of a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from torchsharp_py._sizes import size_text
from torchsharp_py.inspect.words import printable

if TYPE_CHECKING:
    from torchsharp_py.inspect.programs import CompiledReport, ProgramReport, SizeReport

_NOTHING_KNOWN = "none: nothing else is known of the code, no element types and no sizes"
_MODES = {"either": "training and evaluation are the same"}


def program_rows(program: ProgramReport, class_row: tuple[str, str]) -> list[tuple[str, str]]:
    """What stands about a program at the top of a report, around the row of its class."""
    others = [printable(name) for name in program.programs if name != program.name]
    also = f" (the file also has {', '.join(others)})" if others else ""
    if program.package:
        return [
            ("name", printable(program.name) + also),
            ("compiled code", _code(program.compiled)),
            ("program", _NOTHING_KNOWN),
            ("loaded with", "the mode 'unchecked', if the file is trusted"),
        ]
    return [
        ("program", printable(program.name) + also),
        class_row,
        ("mode", _MODES.get(program.mode, program.mode)),
        ("exported by", f"torch {printable(program.torch_version)}"),
        ("sample inputs", "in the file" if program.sample_inputs else "not in the file"),
        ("compiled code", _code(program.compiled)),
    ]


def program_sections(program: ProgramReport) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """The inputs, outputs and sizes, each as a title and rows; what is empty is left out."""
    sections: dict[str, list[tuple[str, ...]]] = {
        "Inputs": [(printable(one.name), printable(one.type)) for one in program.inputs],
        "Outputs": [(printable(one),) for one in program.outputs],
        "Sizes that vary": [(printable(one.name), range_text(one)) for one in program.sizes],
    }
    yield from ((title, rows) for title, rows in sections.items() if rows)


def range_text(size: SizeReport) -> str:
    """The range of a size in words."""
    return f"{size.least:,} or more" if size.most is None else f"{size.least:,} to {size.most:,}"


def _code(compiled: CompiledReport | None) -> str:
    if compiled is None:
        return "none"
    made_for = (compiled.device, compiled.platform, compiled.machine, compiled.instructions)
    words = printable(" ".join(word for word in made_for if word))
    fits = "fits this machine" if compiled.misfit is None else printable(compiled.misfit)
    return f"{size_text(compiled.bytes)} for {words}: {fits}"
