"""From an installed wheel to C# programs: ``csharp new``, ``msbuild``, ``bundle``."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import DOTNET_ROOT, environment, needs_dotnet
from tests.torch_version import needs_torch_for_cpus
from torchsharp_py._cli import main
from torchsharp_py.csharp import installed

pytestmark = needs_dotnet

PRINTED = ["2 2 2", "forward(Tensor x, Tensor y) -> ((Tensor, Tensor))"]


def run(command: list[str], **options: object) -> str:
    done = subprocess.run(command, capture_output=True, text=True, **options)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


def dotnet(*arguments: str) -> list[str]:
    assert DOTNET_ROOT is not None
    return [str(DOTNET_ROOT / "dotnet"), *arguments]


def without_variables() -> dict[str, str]:
    no_server = {"UseSharedCompilation": "false"}  # it would outlive the test
    return environment(VIRTUAL_ENV=None, LIBTORCH=None, TORCHSHARP_PY_LIBRARY=None, **no_server)


@needs_torch_for_cpus  # CUDA's libraries are in other packages, which are not copied
def test_a_new_project_runs_and_is_published(tmp_path: Path) -> None:
    folder = tmp_path / "Hello"
    assert main(["csharp", "new", str(folder)]) == 0
    built = run(dotnet("run"), cwd=folder, env=without_variables()).splitlines()
    assert built == PRINTED

    (output,) = (folder / "bin" / "Debug").iterdir()
    assert (output / "libtorch_cpu.so").is_symlink()
    assert not (output / "Python.Runtime.dll").exists()

    published = tmp_path / "published"
    run(dotnet("publish", "-o", str(published)), cwd=folder, env=without_variables())
    shutil.rmtree(folder)
    assert not any(path.is_symlink() for path in published.iterdir())
    libraries = {path.name for path in published.iterdir() if ".so" in path.name}
    assert libraries == {path.name for path in installed.native_libraries()}
    bare = {"DOTNET_ROLL_FORWARD": "LatestMajor", "PATH": "/nowhere"}
    assert run(dotnet("Hello.dll"), cwd=published, env=bare).splitlines() == PRINTED


def test_a_new_project_can_start_python(tmp_path: Path) -> None:
    folder = tmp_path / "With-Python"
    assert main(["csharp", "new", str(folder), "--python"]) == 0
    assert (folder / "With_Python.csproj").is_file()
    printed = run(dotnet("run"), cwd=folder, env=without_variables()).splitlines()
    assert printed == ["0 2", ".".join(map(str, sys.version_info[:3]))]


def test_an_existing_project_generates_a_class(tmp_path: Path, models: Path) -> None:
    folder = tmp_path / "Hello"
    assert main(["csharp", "new", str(folder)]) == 0
    shutil.copy(models / "sample.pt", folder / "net.pt")
    project = folder / "Hello.csproj"
    item = '<TorchScriptModel Include="net.pt" Namespace="Made" ClassName="Net" />'
    project.write_text(
        project.read_text().replace("</Project>", f"<ItemGroup>{item}</ItemGroup>\n</Project>")
    )
    (folder / "Program.cs").write_text(
        """
        using System;
        using static TorchSharpPy.torch;
        class Program
        {
            static void Main()
            {
                using var net = Made.Net.load("net.pt");
                Console.WriteLine(net.forward(ones(2), ones(2)).Item1.sum().item<float>());
            }
        }
        """
    )
    assert run(dotnet("run"), cwd=folder, env=without_variables()).split() == ["4"]


def test_a_project_reads_images(tmp_path: Path) -> None:
    from PIL import Image

    folder = tmp_path / "Hello"
    assert main(["csharp", "new", str(folder)]) == 0
    project = folder / "Hello.csproj"
    nullable = "<Nullable>enable</Nullable>"
    text = project.read_text()
    assert nullable in text
    project.write_text(text.replace(nullable, f"{nullable}<UseImages>true</UseImages>"))
    Image.new("RGB", (5, 4)).save(folder / "image.webp")
    (folder / "Program.cs").write_text(
        """
        using System;
        using TorchSharpPy;
        class Program
        {
            static void Main()
            {
                using var image = torchvision.io.read_image("image.webp");
                Console.WriteLine(string.Join(" ", image.shape));
            }
        }
        """
    )
    assert run(dotnet("run"), cwd=folder, env=without_variables()).split() == ["3", "4", "5"]


def test_a_project_without_libvips_is_warned(tmp_path: Path) -> None:
    """By MSBuild alone: the check does not need a build."""
    project = tmp_path / "Images.proj"
    project.write_text(
        "<Project><PropertyGroup><UseImages>true</UseImages></PropertyGroup>"
        f'<Import Project="{installed.TARGETS}" /></Project>'
    )

    def check(*options: str) -> str:
        libtorch = f"-p:TorchSharpPyLibtorch={tmp_path}"
        given = (str(project), "-nologo", "-t:CheckTorchSharpPy", libtorch, *options)
        return run(dotnet("msbuild", *given), cwd=tmp_path, env=without_variables())

    found = installed.libvips_folder()
    assert "TSPY0001" not in check(f"-p:TorchSharpPyLibvips={found}")
    assert "TSPY0001" in check(f"-p:TorchSharpPyLibvips={tmp_path}")
    # As in site-packages on macOS: the targets are in torchsharp_py/lib there.
    for folder in ("pyvips_binary.libs", "pyvips_binary.dylibs"):
        shutil.rmtree(tmp_path / "packages", ignore_errors=True)
        library = tmp_path / "packages" / "torchsharp_py" / "lib"
        library.mkdir(parents=True)
        for source in installed.LIBRARY.glob("TorchSharpPy*"):
            (library / source.name).symlink_to(source)
        (tmp_path / "packages" / folder).mkdir()
        project.write_text(
            "<Project><PropertyGroup><UseImages>true</UseImages></PropertyGroup>"
            f'<Import Project="{library / installed.TARGETS.name}" /></Project>'
        )
        warned = check()
        assert "TSPY0001" in warned
        assert f"{tmp_path / 'packages' / folder} has no libvips" in warned
        (tmp_path / "packages" / folder / "libvips.42.dylib").touch()
        assert "TSPY0001" not in check()


def test_libvips_is_found_where_its_wheel_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "_libvips", raising=False)
    (tmp_path / "_libvips.py").touch()
    importlib.invalidate_caches()
    assert installed.libvips_folder() is None
    assert installed.libvips() == []
    assert "TorchSharpPyLibvips" not in installed.msbuild_properties()
    for name in ("pyvips_binary.dylibs", "pyvips_binary.libs"):
        library = tmp_path / name / "libvips.42"
        library.parent.mkdir()
        library.touch()
        assert installed.libvips_folder() == library.parent
        assert installed.libvips() == [library]
        assert installed.msbuild_properties()["TorchSharpPyLibvips"] == library.parent


def test_a_folder_with_files_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert main(["csharp", "new", str(tmp_path)]) == 2
    assert main(["bundle", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("has files") == 2
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_msbuild_prints_the_import(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["msbuild"]) == 0
    assert f'<Import Project="{installed.TARGETS}" />' in capsys.readouterr().out
    assert main(["msbuild", "--path"]) == 0
    assert capsys.readouterr().out.strip() == str(installed.TARGETS)


@needs_torch_for_cpus
def test_a_bundle_has_what_a_program_needs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bundle", str(tmp_path / "out")]) == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"TorchSharpPy.dll", *(path.name for path in installed.native_libraries())} <= names
    assert installed.libvips()
    assert {"TorchSharpPy.Vision.dll", *(path.name for path in installed.libvips())} <= names
    assert "libtorch_python.so" not in names
    assert "in all" in capsys.readouterr().out
    # Everything that a library needs is there, or belongs to the system.
    for library in (tmp_path / "out").glob("*.so*"):
        if sys.platform == "linux":
            assert "not found" not in run(["ldd", str(library)]), library
