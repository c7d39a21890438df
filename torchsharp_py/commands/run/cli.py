"""The options of ``run``, and the order of its work."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from torchsharp_py import jit, set_num_threads
from torchsharp_py._archives import load_archive
from torchsharp_py._errors import ScriptTypeError, ScriptValueError, TorchSharpError
from torchsharp_py.commands.failure import NEGATIVE, SUCCESS, CommandError, SubParsers

if TYPE_CHECKING:
    from collections.abc import Callable

    from torchsharp_py.schema import FunctionSchema

_SAVED_AS = (".npy", ".npz", ".json")
_WARM_UP = 3  # the profiling executor compiles for the values that it saw in the first calls
_DESCRIPTION = """\
Calls a method of a model, without gradients, and describes what it returns.

An input is NAME=VALUE. What VALUE may be depends on the type of the parameter:
  Tensor       a shape, 1x3x224x224 or 1x3x224x224:int64 or int64[1,3,224,224], for random
               elements; a file .npy; or the elements as JSON, [[1.0, 2.0], [3.0, 4.0]]
  str          the text itself
  others       JSON, or a file .json. A list or NamedTuple is a JSON list, a dictionary an object,
               an enum the name of a member; a tensor inside is one of the three above
Random elements are float32 from 0 to 1, integers from 0 to 9, and the same in each run.
"""
_EPILOG = """\
examples:
  torchsharp-py run model.pt --input x=1x3x224x224
  torchsharp-py run model.pt --input x=image.npy --output result.npz
  torchsharp-py run model.pt2 --input x=8x128 --mode auto
  torchsharp-py run model.pt --method add_scalar --input x=10 --input i=3
  torchsharp-py run model.pt --input ids=1x128:int64 --repeat 100 --device cuda

exit status: 0 for success, 1 if the model raises an error, 2 for an unusable model, input or file
"""


def add_run(subparsers: SubParsers) -> None:
    """Adds the command to the command line."""
    parser = subparsers.add_parser(
        "run",
        help="call a model with random inputs or files, and measure it",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "model", metavar="MODEL", help="a file written by torch.jit.save or torch.export.save"
    )
    parser.add_argument(
        "-i",
        "--input",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        dest="inputs",
        help="the value of a parameter; once for each parameter",
    )
    parser.add_argument("--method", default="forward", help="the method; by default forward")
    parser.add_argument(
        "--repeat", metavar="N", type=_count, default=1, help="call N times and measure"
    )
    parser.add_argument(
        "--warmup",
        metavar="N",
        type=_count,
        help=f"calls before those that are measured; by default {_WARM_UP}, or 0 without --repeat",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="save the result: .npz for tensors, .npy for one tensor, .json for anything",
    )
    parser.add_argument("--device", default="cpu", help="where to run, such as cuda or cuda:1")
    parser.add_argument("--threads", metavar="N", type=_count, help="how many cores one call uses")
    parser.add_argument(
        "--seed", metavar="N", type=int, default=0, help="other random elements for another N"
    )
    parser.add_argument(
        "--model", metavar="NAME", dest="program", help="the program, if a .pt2 file has several"
    )
    parser.add_argument(
        "--mode",
        choices=["interpret", "auto", "compiled", "unchecked"],
        help="how a program of a .pt2 file runs: by its operators (the default), or by code that "
        "was compiled into the file, which may do what you may: only for files that you trust; "
        "unchecked is for files that have such code alone",
    )
    parser.set_defaults(run=_run)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"expected a number, 0 or more, got '{text}'")
    return int(text)


def _run(options: argparse.Namespace) -> int:
    if options.output is not None and not options.output.endswith(_SAVED_AS):
        raise CommandError(
            f"--output: expected a name that ends in {', '.join(_SAVED_AS)}, got '{options.output}'"
        )
    if options.repeat == 0:
        raise CommandError("--repeat: expected at least one call")
    if options.threads is not None:
        set_num_threads(max(options.threads, 1))
    model = load_archive(options.model, options.device, model=options.program, mode=options.mode)
    method = model.method(options.method)  # its error lists the methods

    import torch  # after the model is found, since it takes seconds

    from torchsharp_py.commands.run import results
    from torchsharp_py.commands.run.inputs import read_inputs

    torch.manual_seed(options.seed)
    inputs = read_inputs(method.schema, options.inputs, options.device)
    print(f"{method.schema.python}\n")
    if inputs:
        print(f"{results.describe(inputs.items())}\n", flush=True)

    def call() -> Any:
        result = model(**inputs) if options.method == "forward" else method(**inputs)
        return result.wait() if isinstance(result, jit.Future) else result

    with torch.no_grad():
        return _call(options, method.schema, call)


def _call(options: argparse.Namespace, schema: FunctionSchema, call: Callable[[], Any]) -> int:
    from torchsharp_py.commands.run import results
    from torchsharp_py.commands.run.timing import measure

    warm_up = options.warmup if options.warmup is not None else _WARM_UP * (options.repeat > 1)
    try:
        result, times = measure(call, options.repeat, warm_up, options.device)
    except (ScriptTypeError, ScriptValueError):
        raise  # an argument does not fit
    except TorchSharpError as error:
        print(f"run: {schema.name} raised an error: {error}", file=sys.stderr)
        return NEGATIVE
    print(results.describe(results.leaves(result)))
    print(f"\n{times.summary()}")
    if options.output is not None:
        results.save(result, options.output)
        print(f"saved {options.output}")
    return SUCCESS
