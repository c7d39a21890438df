"""The command ``doctor``, which examines an installation.

It works without libtorch and without the extension: ``torchsharp_py/__init__.py`` runs it before it
loads them. What could end the process is examined in another one.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from torchsharp_py.commands.doctor import csharp_parts, environment, python_parts
from torchsharp_py.commands.doctor.findings import Finding, State
from torchsharp_py.commands.failure import NEGATIVE, SUCCESS

_DESCRIPTION = """\
Examines this installation and calls a function in each language. Each part is ok, or missing if the
rest works without it, or FAILED with what mends it.
"""
_EPILOG = """\
examples:
  torchsharp-py doctor
  torchsharp-py doctor --need csharp      # a missing .NET is a fault too
  torchsharp-py doctor --json | jq '.[] | select(.state != "ok")'

exit status: 0 if everything that is needed works, 1 if not
"""
# The parts that --need makes necessary.
_NEEDS = {"csharp": (".NET", "pythonnet", "C# assembly", "C# call"), "gpu": ("GPU",)}


def add_doctor(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = subparsers.add_parser(
        "doctor",
        help="examine the installation, and call a function in each language",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--need",
        action="append",
        choices=sorted(_NEEDS),
        default=[],
        help="count this as a fault if it is missing; may be given twice",
    )
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.set_defaults(run=_run)


def main() -> int:
    """Runs the command line of this process, which asks for the doctor."""
    parser = argparse.ArgumentParser(prog="torchsharp-py")
    add_doctor(parser.add_subparsers(dest="command"))
    options = parser.parse_args(sys.argv[1:])
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    needed = {part for need in options.need for part in _NEEDS[need]}
    findings = []
    for found in _examine():
        finding = found
        if finding.state is State.MISSING and finding.part in needed:
            finding = dataclasses.replace(finding, state=State.FAILED)
        findings.append(finding)
        if not options.json:
            print(finding, flush=True)
    failed = [finding.part for finding in findings if finding.state is State.FAILED]
    if options.json:
        print(json.dumps([dataclasses.asdict(finding) for finding in findings], indent=2))
    elif failed:
        print(f"\n{len(failed)} failed: {', '.join(failed)}")
    else:
        print("\neverything that is needed works")
    return NEGATIVE if failed else SUCCESS


def _examine() -> Iterator[Finding]:
    """Examines each part. Other processes take seconds, so two work at a time."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        library = pool.submit(python_parts.check_library)
        python_call = pool.submit(python_parts.check_python_call)
        needs = [
            csharp_parts.check_dotnet(),
            csharp_parts.check_pythonnet(),
            csharp_parts.check_assembly(),
        ]
        csharp_call = pool.submit(csharp_parts.check_csharp_call, needs)
        gpu = pool.submit(python_parts.check_gpu)
        yield python_parts.check_python()
        yield python_parts.check_torch()
        yield library.result()
        yield python_call.result()
        yield from needs
        yield csharp_call.result()
        yield gpu.result()
    yield from environment.check_environment()
