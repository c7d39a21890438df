"""The command ``bundle``, which collects what a machine without Python needs."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from torchsharp_py.commands.failure import SUCCESS, SubParsers
from torchsharp_py.csharp import installed

_EPILOG = """\
examples:
  torchsharp-py bundle native                    # the assemblies, their native half, libtorch
  cp -r native/. build-of-my-program/            # beside the program: nothing else is needed

exit status: 0 for success, 2 if the folder has files, or the package was built without C#
"""


def add_bundle(subparsers: SubParsers) -> None:
    """Adds the command to the command line."""
    parser = subparsers.add_parser(
        "bundle",
        help="collect what a C# program needs on a machine without Python",
        description="Copies TorchSharpPy.dll, TorchSharpPy.Vision.dll, libtorchsharp_core and "
        "libtorch into a folder and prints their sizes; and libvips, which reads and writes "
        "images, if pyvips-binary is installed. `dotnet publish` does the same for a project with "
        "the import of `torchsharp-py msbuild`, with images if its UseImages is true.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="OUT", help="a new or empty folder")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    installed.require_assembly()
    folder: Path = options.folder
    installed.require_empty(folder)
    folder.mkdir(parents=True, exist_ok=True)
    assembly = [
        installed.LIBRARY / f"{name}.{ending}"
        for name in ("TorchSharpPy", "TorchSharpPy.Vision")
        for ending in ("dll", "xml", "pdb")
    ]
    total = 0
    for source in [*assembly, *installed.native_libraries(), *installed.libvips()]:
        if source.is_file():
            size = shutil.copyfile(source, folder / source.name).stat().st_size
            total += size
            print(f"{size / 1e6:8.1f} MB  {source.name}")
    print(f"{total / 1e6:8.1f} MB  in all")
    return SUCCESS
