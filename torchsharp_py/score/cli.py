"""The options of ``score``, and the order of its work."""

from __future__ import annotations

import argparse
import os
import sys
import time
from typing import TYPE_CHECKING, Any

from torchsharp_py.commands.failure import SUCCESS, CommandError, SubParsers

if TYPE_CHECKING:
    from torchsharp_py._C import ScriptModule
    from torchsharp_py.score.job import Job
    from torchsharp_py.score.parts import Parts
    from torchsharp_py.score.progress import Progress
    from torchsharp_py.score.tables import Table

_DESCRIPTION = """\
Scores a table: calls a model with the rows of a file, batch by batch, and writes the results to
another file. Nothing imports torch.

The table is a file .parquet, .arrow, .csv or .npy, or a folder of such files. A .npy has one
column, values.

--columns says what the parameters of the model get:
  a,b,c         the only parameter that takes tensors gets these columns side by side, [batch, 3]
  x=a,b,c y=d   x gets [batch, 3], y gets [batch]; y=d, (with a comma) gets [batch, 1]
A column of lists of k numbers is [batch, k]. A parameter that is a list or a dictionary of tensors
gets a tensor for each column. Without --columns each parameter gets the column of its name.

A result of [batch] or [batch, 1] is a column of numbers, one of [batch, k] a column of lists.
Tuples and dictionaries are several columns.

A run that was interrupted goes on where it stopped, if the same command is given again: it keeps
finished parts in the folder OUTPUT.parts until the output is complete.
"""
_EPILOG = """\
examples:
  torchsharp-py score model.pt --input data.parquet --columns a,b,c --output out.parquet
  torchsharp-py score model.pt -i data.csv --columns x=a,b y=c --keep id -o out.csv
  torchsharp-py score model.pt -i data/ --columns a,b,c -o out/ --ray auto

exit status: 0 for success, 1 if the model raises an error, 2 for an unusable model, table or
option, 130 after Ctrl-C
"""


def add_score(subparsers: SubParsers) -> None:
    """Adds the command to the command line."""
    parser = subparsers.add_parser(
        "score",
        help="call a model with the rows of a table and write the results to another",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("model", metavar="MODEL", help="a TorchScript archive or a program (.pt2)")
    parser.add_argument("-i", "--input", required=True, metavar="TABLE", help="a file or a folder")
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help="a file .parquet, .arrow, .csv or .npy; FOLDER/ for a folder of Parquet files",
    )
    parser.add_argument(
        "-c",
        "--columns",
        nargs="+",
        default=[],
        metavar="COLUMNS",
        help="the columns of each parameter: a,b,c or NAME=a,b,c",
    )
    parser.add_argument(
        "-k",
        "--keep",
        default="",
        metavar="COLUMNS",
        help="the columns that pass through, such as id,name; * for all",
    )
    parser.add_argument(
        "--dtype",
        nargs="+",
        default=[],
        metavar="TYPE",
        help="the element type of inputs, float32 or NAME=int64; by default that of the program, "
        "or of the model's parameters for real numbers, and int64 for integers",
    )
    parser.add_argument(
        "--set",
        nargs="+",
        default=[],
        dest="values",
        metavar="NAME=VALUE",
        help="the value of a parameter for all rows, as for `run`",
    )
    parser.add_argument(
        "--names", default="", metavar="NAMES", help="the names of the result's columns"
    )
    parser.add_argument("--method", default="forward", help="the method; by default forward")
    parser.add_argument(
        "--batch", type=_positive, metavar="N", help="the rows of a call; by default 1024"
    )
    parser.add_argument(
        "--part",
        type=_positive,
        metavar="N",
        help="the rows of a part, which is kept when it is done",
    )
    parser.add_argument(
        "--threads",
        type=_positive,
        metavar="N",
        help="how many calls at the same time; by default one for each core",
    )
    parser.add_argument("--device", help="where the model computes, such as cuda:0")
    parser.add_argument(
        "--ray",
        nargs="?",
        const="local",
        metavar="ADDRESS",
        help="run on Ray: a cluster of this machine, or the one at the address (auto for the one "
        "that this machine is in)",
    )
    parser.add_argument(
        "--actors", type=_positive, metavar="N", help="Ray's processes; by default one for each CPU"
    )
    parser.add_argument("--restart", action="store_true", help="forget an interrupted run")
    parser.add_argument("--force", action="store_true", help="replace an output that exists")
    parser.set_defaults(run=_run)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"expected a number, 1 or more, got '{text}'")
    return int(text)


def _run(options: argparse.Namespace) -> int:
    from torchsharp_py._archives import load_archive
    from torchsharp_py.score.finishing import require_output
    from torchsharp_py.score.parts import Parts
    from torchsharp_py.score.tables import open_table

    require_output(options.output)
    if options.actors is not None and options.ray is None:
        raise CommandError("--actors: actors are Ray's: add --ray, or use --threads")
    if os.path.exists(options.output) and not options.force:
        raise CommandError(f"'{options.output}' exists: remove it, or use --force")
    parts = Parts(options.output)
    if options.restart:
        parts.discard()
    module = load_archive(options.model, None if options.ray else options.device)
    table = open_table(options.input)
    try:
        return _score(options, module, table, parts)
    finally:
        parts.end()


def _score(options: argparse.Namespace, module: ScriptModule, table: Table, parts: Parts) -> int:
    from torchsharp_py.score import planning
    from torchsharp_py.score.finishing import finish
    from torchsharp_py.score.progress import Progress
    from torchsharp_py.score.report import summary

    job = planning.plan(options, module, table, parts.manifest())
    parts.begin(planning.identity(options, job, table))
    missing = parts.missing(job)
    left = sum(stop - start for start, stop in map(job.range_of, missing))
    if left < job.rows:
        print(f"{job.rows - left:,} of {job.rows:,} rows are done; going on from there")
    progress = Progress(job.rows, job.rows - left)
    begin = time.perf_counter()
    try:
        times, how = _work(options, job, module, table, parts, missing, progress)
    except BaseException:
        progress.clear()
        _keep(job, parts)
        raise
    progress.clear()
    seconds = time.perf_counter() - begin
    finish(parts, job)
    print(summary(times, seconds, how))
    print(f"wrote {options.output}: {job.rows:,} rows")
    return SUCCESS


def _keep(job: Job, parts: Parts) -> None:
    """Says what is left of a run that has stopped; removes the folder if that is nothing."""
    done = job.part_count - len(parts.missing(job))
    if not done:
        parts.discard()
        return
    print(
        f"{done} of {job.part_count} parts are done, in {parts.folder}: the same command goes on "
        "from there",
        file=sys.stderr,
    )


def _work(
    options: argparse.Namespace,
    job: Job,
    module: ScriptModule,
    table: Table,
    parts: Parts,
    missing: list[int],
    progress: Progress,
) -> tuple[Any, str]:
    """Returns the times, and who worked."""
    from torchsharp_py import set_num_threads
    from torchsharp_py.score import planning
    from torchsharp_py.score.job import Times

    if not missing:
        return Times(), "nothing to do"
    if options.ray is None:
        from torchsharp_py.score.local import run_local

        threads = planning.threads_for(options.threads, job, missing)
        set_num_threads(1 if options.threads else max(planning.cores() // threads, 1))
        times = run_local(job, module, table, parts, missing, threads, progress)
        return times, f"{threads} threads" if threads > 1 else "1 thread"
    from torchsharp_py.score.on_ray import run_on_ray

    work = run_on_ray(job, module, missing, options.ray, options.actors, progress)
    torch = f", of which {len(work.with_torch)} imported torch" if work.with_torch else ""
    return work.times, f"{len(work.actors)} actors{torch}"
