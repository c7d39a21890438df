"""The command ``csharp``, which writes a C# project that runs a model."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
from pathlib import Path

from torchsharp_py.commands.failure import SUCCESS, SubParsers
from torchsharp_py.csharp import installed, msbuild

_EPILOG = """\
examples:
  torchsharp-py csharp new Hello && dotnet run --project Hello
  torchsharp-py csharp new Hello --python        # a program that also starts Python

exit status: 0 for success, 2 if the folder has files, or the package was built without C#
"""

_DEFAULT_FRAMEWORK = "net8.0"

_PROJECT = """\
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>{framework}</TargetFramework>
    <RollForward>LatestMajor</RollForward>
    <Nullable>enable</Nullable>{use_python}
  </PropertyGroup>

  <ItemGroup>
    <None Update="model.pt" CopyToOutputDirectory="PreserveNewest" />
  </ItemGroup>

{imports}
</Project>
"""

_PROGRAM = """\
using System;
using System.IO;
using TorchSharpPy;
using static TorchSharpPy.torch;

class Program
{
    static void Main()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "model.pt");
        using var model = jit.load<Tensor, Tensor, (Tensor, Tensor)>(path);
        var (sum, difference) = model.forward(ones(3), ones(3));
        Console.WriteLine(string.Join(" ", sum.data<float>()));        // 2 2 2
        Console.WriteLine(model.Schema("forward"));
    }
}
"""

_PYTHON_PROGRAM = """\
using System;
using Python.Runtime;
using TorchSharpPy;
using TorchSharpPy.Bridge;
using static TorchSharpPy.torch;

class Program
{
    static void Main()
    {
        PythonHost.Start();
        using var relu = jit.script<Tensor, Tensor>("torch.nn:ReLU");
        Tensor result = relu.forward(tensor(new[] { -1f, 2f }));
        Console.WriteLine(string.Join(" ", result.data<float>()));     // 0 2
        using (Py.GIL())
        {
            Console.WriteLine(Py.Import("platform").InvokeMethod("python_version"));
        }
    }
}
"""


def add_csharp(subparsers: SubParsers) -> None:
    """Adds the command to the command line."""
    parser = subparsers.add_parser(
        "csharp",
        help="write a C# project that runs a model",
        description="Writes a C# project that uses this installation of the package.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    new = actions.add_parser(
        "new",
        help="write a project: .csproj, Program.cs and a model",
        description="Writes a folder with a project, a program and a model. `dotnet run` builds "
        "and starts it; no environment must be active.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    new.add_argument("folder", type=Path, metavar="FOLDER", help="its name is the project's")
    new.add_argument("--python", action="store_true", help="the program starts Python")
    new.add_argument(
        "--framework",
        metavar="F",
        help="such as net8.0; by default that of the .NET SDK on PATH",
    )
    new.set_defaults(run=_run_new)


def _run_new(options: argparse.Namespace) -> int:
    installed.require_assembly()
    folder: Path = options.folder
    name = re.sub(r"\W", "_", folder.resolve().name)
    installed.require_empty(folder)
    framework = options.framework or framework_of_sdk()
    write(folder, name, framework, starts_python=options.python)
    print(f"wrote {folder}: dotnet run --project {folder}")
    return SUCCESS


def write(folder: Path, name: str, framework: str, *, starts_python: bool = False) -> None:
    """Writes a project.

    Args:
        folder: Where; it is created.
        name: The project's name.
        framework: The target framework, such as ``net8.0``.
        starts_python: Whether the program starts Python, and calls it.
    """
    from torchsharp_py.commands.sample_model import write_sample_model

    folder.mkdir(parents=True, exist_ok=True)
    project = _PROJECT.format(
        framework=framework,
        use_python="\n    <UsePython>true</UsePython>" if starts_python else "",
        imports=msbuild.import_lines(),
    )
    (folder / f"{name}.csproj").write_text(project, encoding="utf-8")
    program = _PYTHON_PROGRAM if starts_python else _PROGRAM
    (folder / "Program.cs").write_text(program, encoding="utf-8")
    write_sample_model(folder / "model.pt")


def framework_of_sdk() -> str:
    """Returns the target framework of the .NET SDK on PATH, or net8.0 if there is none."""
    dotnet = shutil.which("dotnet")
    if dotnet is None:
        return _DEFAULT_FRAMEWORK
    answer = subprocess.run([dotnet, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"(\d+)\.(\d+)\.", answer.stdout)
    if found is None:
        return _DEFAULT_FRAMEWORK
    prefix = "netcoreapp" if int(found[1]) < 5 else "net"
    return f"{prefix}{found[1]}.{found[2]}"
