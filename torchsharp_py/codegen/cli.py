"""The command ``codegen``."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from torchsharp_py.codegen import csharp, model, python
from torchsharp_py.schema.spelling import CSHARP_KEYWORDS

if TYPE_CHECKING:
    SubParsers = argparse._SubParsersAction[argparse.ArgumentParser]

_EPILOG = """\
examples:
  torchsharp-py codegen net.pt --lang csharp --namespace Shop --class Net -o Net.cs
  torchsharp-py codegen net.pt --lang python -o net.py
  torchsharp-py codegen net.pt --lang python -o net.py --check
  torchsharp-py codegen net.pt2 --model encoder --lang python --class Encoder -o encoder.py

exit status: 0 for success, 1 if --check finds a difference, 2 for an unusable model or option
"""


class UsageError(Exception):
    """The options cannot be used together."""


def add_codegen(subparsers: SubParsers) -> None:
    """Adds the command to the command line."""
    parser = subparsers.add_parser(
        "codegen",
        help="write a typed class for a model",
        description="Writes a typed class for a model, one method for each of its methods. "
        "The model is loaded, but no method runs.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("model", metavar="MODEL", help="a TorchScript archive or a .pt2 file")
    parser.add_argument("--lang", choices=["csharp", "python"], required=True, help="the language")
    parser.add_argument("--namespace", metavar="N", help="the namespace of the class (C# only)")
    parser.add_argument(
        "--class",
        dest="class_name",
        metavar="C",
        help="the name of the class; by default that of the model's class",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="the file to write; by default standard output",
    )
    parser.add_argument(
        "--attributes",
        action="store_true",
        help="properties for the training mode, parameters, buffers, attributes and constants",
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if FILE would change"
    )
    parser.add_argument(
        "--model", metavar="NAME", dest="program", help="the program, if a .pt2 file has several"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Runs the command.

    Returns:
        The exit status.

    Raises:
        TorchSharpError: The model cannot be loaded.
        OSError: The file cannot be written.
    """
    try:
        text = generate(options)
    except UsageError as error:
        print(f"codegen: {error}", file=sys.stderr)
        return 2
    data = text.encode("utf-8", "replace")
    output: Path | None = options.output
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)  # UTF-8 also if the output is redirected
    elif not options.check:
        output.write_bytes(data)
    elif not output.is_file() or output.read_bytes() != data:
        print(
            f"codegen: {output} is out of date for {options.model}: generate it again",
            file=sys.stderr,
        )
        return 1
    return 0


def generate(options: argparse.Namespace) -> str:
    """Returns the text of the file.

    Raises:
        UsageError: The options cannot be used together.
    """
    if options.check and options.output is None:
        raise UsageError("--check compares a file: give it with -o FILE")
    if options.lang == "csharp" and options.namespace is None:
        raise UsageError("a C# class needs a namespace: give it with --namespace N")
    if options.lang == "python" and options.namespace is not None:
        raise UsageError(
            "--namespace is for --lang csharp: omit it, because the file names a Python module"
        )
    for part in (options.namespace or "N").split("."):
        _check_name(part, "--namespace", CSHARP_KEYWORDS)
    language = csharp if options.lang == "csharp" else python
    if options.class_name is not None:
        _check_name(options.class_name, "--class", language.RESERVED)
    surface = model.read(options.model, options.program)
    name = options.class_name or re.sub(r"\W", "_", surface.type_name.rpartition(".")[2])
    _check_name(name, "--class", language.RESERVED)
    if options.lang == "csharp":
        return csharp.emit(surface, options.namespace, name, properties=options.attributes)
    return python.emit(surface, name, attributes=options.attributes)


def _check_name(name: str, option: str, reserved: frozenset[str]) -> None:
    if not name.isidentifier():
        raise UsageError(f"{option}: expected a name, got '{name}'")
    if name in reserved:
        raise UsageError(
            f"{option}: '{name}' has another meaning in generated code: use another name"
        )
