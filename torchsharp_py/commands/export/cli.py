"""The options of ``export``, and the order of its work."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Any

from torchsharp_py._errors import ScriptCompileError, TorchSharpError
from torchsharp_py.commands.failure import NEGATIVE, SUCCESS, CommandError, SubParsers

if TYPE_CHECKING:
    from torchsharp_py._C import ScriptModule

_END = ".pt2"
_DESCRIPTION = """\
Exports a model with torch.export into a .pt2 file, which runs from C# and Python without the code
that it was made of.

SOURCE is one of
  a path to a class or function of Python, module:Name, such as torch.nn:Linear; modules in this
                folder are found too
  a file        of TorchScript, which torch's converter translates as far as it can

An example input is NAME=VALUE; its element type and sizes become those of the program. VALUE is
  a shape       float32[2,8] or 2x8 or 2x8:int64, for random elements; float32[8] of one dimension
  a file        .npy of NumPy, or .pt with a tensor or a container of tensors, by torch.save
  JSON          a number, true, false, null, text, or a list or object of VALUEs
"""
_EPILOG = """\
examples:
  torchsharp-py export torch.nn:Linear --arg 8 --arg 2 --input input=3x8 -o linear.pt2
  torchsharp-py export nets:Net --input x=float32[2,8] --dynamic x=0:batch:1:512 -o net.pt2
  torchsharp-py export nets:Net --input x=2x8 --dynamic x=0:batch --aot -o net.pt2
  torchsharp-py export model.pt --input x=4x8 -o model.pt2

exit status: 0 for success, 1 if the model cannot be exported, 2 for unusable arguments or files
"""


def add_export(subparsers: SubParsers) -> None:
    """Adds the command to the command line."""
    parser = subparsers.add_parser(
        "export",
        help="write a .pt2 file from Python code or a TorchScript file",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", metavar="SOURCE", help="module:Name, or a TorchScript file")
    parser.add_argument(
        "-o", "--output", metavar="FILE", required=True, help="the file to write, such as m.pt2"
    )
    parser.add_argument(
        "--arg",
        metavar="VALUE",
        action="append",
        default=[],
        dest="arguments",
        help="an argument of the constructor, or NAME=VALUE; once for each argument",
    )
    parser.add_argument(
        "-i",
        "--input",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        dest="inputs",
        help="an example input; once for each",
    )
    parser.add_argument(
        "--dynamic",
        metavar="NAME=DIM[:SIZE[:MIN[:MAX]]]",
        action="append",
        default=[],
        help="a dimension of an input that varies; SIZE is a name, which several may share. NAME "
        "may go on into a container: batch.x, pair.0",
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="analyze Python's bytecode, rather than record the calls",
    )
    parser.add_argument(
        "--training", action="store_true", help="export in training mode, not for evaluation"
    )
    parser.add_argument(
        "--weights", metavar="FILE", help="a state_dict for the model, as load_state_dict takes it"
    )
    parser.add_argument(
        "--aot",
        action="store_true",
        help="also put code into the file that AOTInductor compiles for this machine",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if not options.output.endswith(_END):
        raise CommandError(f"--output: expected a name that ends in {_END}, got '{options.output}'")
    folder = os.path.dirname(os.path.abspath(options.output))
    if not os.path.isdir(folder):  # said now: exporting takes its time
        raise CommandError(f"--output: there is no folder '{folder}'")
    try:
        program = _of_file(options) if os.path.isfile(options.source) else _of_code(options)
        from torchsharp_py import export

        export.save(program, options.output, compiled=options.aot)
    except ScriptCompileError as error:
        print(f"export: {error.message}", file=sys.stderr)
        return NEGATIVE
    except (CommandError, TorchSharpError, OSError):
        raise
    except ImportError as error:
        raise CommandError(f"'{options.source}' cannot be imported: {error}") from error
    except Exception as error:  # of the model's code
        said = f"the model raised an error: {type(error).__name__}: {error}"
        print(f"export: {said}", file=sys.stderr)
        return NEGATIVE
    _tell(options.output)
    return SUCCESS


def _of_file(options: argparse.Namespace) -> ScriptModule:
    for option in ("arguments", "dynamic", "strict", "training", "weights"):
        if getattr(options, option):
            name = "arg" if option == "arguments" else option
            raise CommandError(
                f"--{name}: not for a TorchScript file, which torch's converter translates as it "
                "is; the sizes that can vary do"
            )
    from torchsharp_py import export, jit

    module = jit.load(options.source, "cpu")

    from torchsharp_py.commands.run.inputs import read_inputs

    inputs = read_inputs(module.schema("forward"), options.inputs, "cpu")
    return export.export(module, tuple(inputs.values()))


def _of_code(options: argparse.Namespace) -> Any:
    if ":" not in options.source:
        raise CommandError(
            f"expected module:Name, such as torch.nn:Linear, or a TorchScript file; there is no "
            f"file '{options.source}'"
        )
    sys.path.insert(0, os.getcwd())
    from torchsharp_py.commands.export.building import built, with_examples
    from torchsharp_py.commands.export.sizes import read_sizes

    model = built(options)
    args, kwargs = with_examples(model, options.inputs)

    from torchsharp_py._frontend import exporting
    from torchsharp_py._frontend.dynamic import dynamic_shapes
    from torchsharp_py._frontend.targets import forward_of

    shapes = dynamic_shapes(forward_of(model), args, kwargs, read_sizes(options.dynamic))
    return exporting.exported(model, args, kwargs, shapes, options.strict)


def _tell(path: str) -> None:
    from torchsharp_py import export

    module = export.load(path, "cpu")
    program = module._describe()["program"]
    print(f"{path}: {module.schema('forward').python}")
    for name, type_ in program["inputs"] if program is not None else ():
        print(f"  {name}: {type_}")
