"""The NuGet packages: a program that refers to them needs no Python, built or published."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import torch

from tests.dotnet.dotnet_programs import DOTNET_ROOT, ROOT, environment, needs_dotnet
from torchsharp_py.csharp import installed, project

pytestmark = [
    needs_dotnet,
    pytest.mark.skipif(sys.platform != "linux", reason="the NuGet packages are for Linux x64"),
]

PROJECT = """\
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>{framework}</TargetFramework>
    <RollForward>LatestMajor</RollForward>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="TorchSharpPy" Version="{version}" />
    <PackageReference Include="TorchSharpPy.libtorch-cpu-linux-x64" Version="{libtorch}" />
    <None Update="model.pt" CopyToOutputDirectory="PreserveNewest" />
  </ItemGroup>
</Project>
"""

PROGRAM = """\
using System;
using System.IO;
using System.Linq;
using TorchSharpPy;
using static TorchSharpPy.torch;

class Program
{
    static void Main()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "model.pt");
        using var model = jit.load<Tensor, Tensor, (Tensor, Tensor)>(path);
        var (sum, _) = model.forward(ones(3), ones(3));
        Console.WriteLine(string.Join(" ", sum.data<float>()));
        string[] maps = File.ReadAllLines("/proc/self/maps");
        Console.WriteLine(maps.Any(line => line.Contains("libpython")));
        var assemblies = AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name);
        Console.WriteLine(assemblies.Contains("Python.Runtime"));
        Console.WriteLine(maps.First(line => line.EndsWith("libtorch_cpu.so")).Split(' ').Last());
    }
}
"""

FEED = """\
<configuration>
  <packageSources><clear /><add key="folder" value="{feed}" /></packageSources>
  <fallbackPackageFolders><clear /></fallbackPackageFolders>
</configuration>
"""


def run(command: list[str], **options: object) -> str:
    done = subprocess.run(command, capture_output=True, text=True, **options)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


def version_of(packages: Path, name: str) -> str:
    (found,) = packages.glob(f"{name}.[0-9]*.nupkg")
    return found.name.removeprefix(f"{name}.").removesuffix(".nupkg")


def test_the_packages_have_every_part(packages: Path) -> None:
    version = version_of(packages, "TorchSharpPy")
    names = set(zipfile.ZipFile(packages / f"TorchSharpPy.{version}.nupkg").namelist())
    library = {f"lib/netstandard2.1/TorchSharpPy.{ending}" for ending in ("dll", "xml", "pdb")}
    native = "runtimes/linux-x64/native/libtorchsharp_core.so"
    notices = {"LICENSE", "THIRD-PARTY-NOTICES.txt"}
    assert {*library, native, "build/TorchSharpPy.targets", "README.md", *notices} <= names

    names = set(zipfile.ZipFile(packages / f"TorchSharpPy.Vision.{version}.nupkg").namelist())
    library = {f"lib/netstandard2.1/TorchSharpPy.Vision.{end}" for end in ("dll", "xml", "pdb")}
    assert {*library, "README.md", *notices} <= names
    assert not any("TorchSharpPy.dll" in name for name in names)

    release = version_of(packages, "TorchSharpPy.libtorch-cpu-linux-x64")
    assert torch.__version__.startswith(release)
    libtorch = packages / f"TorchSharpPy.libtorch-cpu-linux-x64.{release}.nupkg"
    libraries = {Path(n).name for n in zipfile.ZipFile(libtorch).namelist() if "/native/" in n}
    assert {"libtorch.so", "libtorch_cpu.so", "libc10.so"} <= libraries
    assert libraries == {path.name for path in installed.native_libraries()} - {
        "libtorchsharp_core.so"
    }
    assert libtorch.stat().st_size < 250_000_000  # what a feed accepts


def test_the_bridge_alone_depends_on_pythonnet(packages: Path) -> None:
    def nuspec(name: str) -> str:
        archive = zipfile.ZipFile(packages / f"{name}.{version_of(packages, name)}.nupkg")
        return archive.read(f"{name}.nuspec").decode()

    assert '<dependency id="pythonnet"' not in nuspec("TorchSharpPy")
    vision = nuspec("TorchSharpPy.Vision")
    assert '<dependency id="TorchSharpPy"' in vision
    assert "pythonnet" not in vision
    # The same parts as the package of the assembly that it needs; old SDKs leave the readme out.
    for part in ("<readme>README.md</readme>", "<projectUrl>"):
        assert (part in vision) == (part in nuspec("TorchSharpPy"))
    source = ROOT / "dotnet" / "TorchSharpPy.Vision" / "TorchSharpPy.Vision.nuspec"
    assert "<readme>README.md</readme>" in source.read_text()
    bridge = nuspec("TorchSharpPy.Python")
    assert '<dependency id="pythonnet"' in bridge
    assert '<dependency id="TorchSharpPy"' in bridge


def test_a_program_needs_the_packages_only(packages: Path, models: Path, tmp_path: Path) -> None:
    source = tmp_path / "Hello"
    source.mkdir()
    values = {
        "framework": project.framework_of_sdk(),
        "version": version_of(packages, "TorchSharpPy"),
        "libtorch": version_of(packages, "TorchSharpPy.libtorch-cpu-linux-x64"),
    }
    (source / "Hello.csproj").write_text(PROJECT.format(**values))
    (source / "Program.cs").write_text(PROGRAM)
    (source / "NuGet.config").write_text(FEED.format(feed=packages))
    shutil.copy(models / "sample.pt", source / "model.pt")
    assert DOTNET_ROOT is not None
    dotnet = str(DOTNET_ROOT / "dotnet")
    variables = environment(
        VIRTUAL_ENV=None,
        LIBTORCH=None,
        NUGET_PACKAGES=str(tmp_path / "restored"),
        UseSharedCompilation="false",  # the server would outlive the test
    )

    printed = run([dotnet, "run"], cwd=source, env=variables).splitlines()
    assert printed[:3] == ["2 2 2", "False", "False"]
    assert printed[3].startswith(str(tmp_path))

    run([dotnet, "publish", "-o", str(tmp_path / "out")], cwd=source, env=variables)
    moved = shutil.move(tmp_path / "out", tmp_path / "elsewhere")
    shutil.rmtree(tmp_path / "restored")
    shutil.rmtree(source)
    bare = {"DOTNET_ROLL_FORWARD": "LatestMajor", "PATH": "/nowhere"}
    printed = run([dotnet, "Hello.dll"], cwd=moved, env=bare).splitlines()
    assert printed[:3] == ["2 2 2", "False", "False"]
    assert printed[3].startswith(str(moved))
