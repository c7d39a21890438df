"""The command ``inspect``."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from torchsharp_py._errors import UnsupportedValueError
from torchsharp_py.commands.failure import CommandError

_T = TypeVar("_T")

_USAGE = """\
%(prog)s [-h] MODEL [--full | --summary | --json | --code [METHOD] | --graph [METHOD]]
       [--types LANGUAGE] [--svg FILE] [--inlined] [--model NAME] [--trust]"""
_DESCRIPTION = """\
Shows what a TorchScript file contains: its methods with typed signatures, parameters and buffers,
submodules, operators, extra files and the version of its format. Of a program of torch.export
(.pt2) it also shows the types and sizes of inputs and outputs, and whether compiled code in the
file fits this machine. Nothing of the file runs: objects that code of the file makes when it is
loaded are left out, unless --trust is given. A report that does not fit a screen is summarized.
"""
_EPILOG = """\
examples:
  torchsharp-py inspect model.pt
  torchsharp-py inspect model.pt --full --types csharp
  torchsharp-py inspect model.pt --json | jq .operators
  torchsharp-py inspect model.pt2 --model encoder
  torchsharp-py inspect model.pt --code predict
  torchsharp-py inspect model.pt --graph predict --inlined
  torchsharp-py inspect model.pt --graph predict --svg predict.svg

exit status: 0 for success, 2 for an unusable model or arguments, 3 if Graphviz is missing or failed
"""
_ALL = ""  # --code or --graph without a method


def add_inspect(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = subparsers.add_parser(
        "inspect",
        help="show what a model file contains",
        usage=_USAGE,
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "model",
        metavar="MODEL",
        nargs="?",
        help="a file written by torch.jit.save or torch.export.save",
    )
    view = parser.add_mutually_exclusive_group()
    view.add_argument("--full", action="store_true", help="show everything, however long it is")
    view.add_argument("--summary", action="store_true", help="show a summary, however short")
    view.add_argument("--json", action="store_true", help="print everything as JSON, for programs")
    view.add_argument(
        "--code", metavar="METHOD", nargs="?", const=_ALL, help="print TorchScript source"
    )
    view.add_argument(
        "--graph",
        metavar="METHOD",
        nargs="?",
        const=_ALL,
        help="print a method's graph (without METHOD, that of forward)",
    )
    parser.add_argument(
        "--types",
        choices=["python", "csharp"],
        default="python",
        help="how signatures and types are spelled; by default as in Python",
    )
    parser.add_argument(
        "--svg", metavar="FILE", type=Path, help="draw the graph into FILE instead, with Graphviz"
    )
    parser.add_argument(
        "--inlined", action="store_true", help="show called methods inline in the graph"
    )
    parser.add_argument(
        "--model", metavar="NAME", dest="program", help="the program, if a .pt2 file has several"
    )
    parser.add_argument(
        "--trust",
        action="store_true",
        help="run what the file runs when it is loaded, and show the objects that it makes",
    )
    parser.set_defaults(run=lambda options: _run(parser, options))


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    _take_model_from_method(options)
    if options.model is None:
        parser.error("the following arguments are required: MODEL")
    if options.svg is not None and (options.json or options.code is not None):
        parser.error("argument --svg: not allowed with --json or --code")
    if options.code is not None:
        return _print_code(options)
    if options.graph is not None or options.svg is not None:
        return _print_graph(options)
    if options.inlined:
        parser.error("argument --inlined: only with --graph or --svg")
    return _print_report(options)


def _take_model_from_method(options: argparse.Namespace) -> None:
    """Takes the file of ``inspect --code model.pt`` as the model, not as the method."""
    for name in ("code", "graph"):
        if options.model is None and getattr(options, name):
            options.model = getattr(options, name)
            setattr(options, name, _ALL)


def _print_report(options: argparse.Namespace) -> int:
    from torchsharp_py.inspect.report import read_report

    report = read_report(options.model, options.program, trust=options.trust)
    if options.json:
        json.dump(dataclasses.asdict(report), sys.stdout, indent=2)
        print()
        return 0
    from torchsharp_py.inspect.render import show

    show(report, options.types, full=options.full, summary=options.summary)
    return 0


def _print_code(options: argparse.Namespace) -> int:
    module = _read(options)
    if options.code != _ALL:
        module.method(options.code)  # its error lists the methods
    methods = module._describe()["methods"]
    wanted = [one["code"] for one in methods if options.code in (_ALL, one["name"])]
    if module._describe()["program"] is not None and not any(wanted):
        raise CommandError(
            f"'{options.model}' is a program of torch.export, which has no TorchScript source: "
            "omit --code to see its operators"
        )
    print("\n\n".join(code.strip("\n") for code in wanted))
    return 0


def _print_graph(options: argparse.Namespace) -> int:
    module = _read(options)
    method = options.graph or "forward"
    module.method(method)  # its error lists the methods
    if options.svg is None:
        print(_of_program(options, module, module._graph, method).rstrip("\n"))
        return 0
    from torchsharp_py.inspect.drawing import to_dot
    from torchsharp_py.inspect.picture import GraphvizError, write_svg

    title = f"{Path(options.model).name}: {module.schema(method)}"
    graph = _of_program(options, module, module._graph_tree, method)
    try:
        write_svg(to_dot(title, graph), options.svg)
    except GraphvizError as error:
        print(f"inspect: {error}", file=sys.stderr)
        return 3
    return 0


def _of_program(
    options: argparse.Namespace, module: Any, graph_of: Callable[[str, bool], _T], method: str
) -> _T:
    """Returns a graph; of a program the library may have none in this form."""
    try:
        return graph_of(method, options.inlined)
    except UnsupportedValueError as error:
        if module._describe()["program"] is None:
            raise
        option = "--graph" if options.svg is None else "--svg"
        raise CommandError(
            f"'{options.model}' is a program of torch.export, not TorchScript, so {option} has "
            "nothing to show: omit it to see the program's inputs, outputs and operators"
        ) from error


def _read(options: argparse.Namespace) -> Any:
    from torchsharp_py._archives import load_archive, outline_archive

    if options.trust:
        return load_archive(options.model, "cpu", model=options.program)
    return outline_archive(options.model, options.program)[0]
