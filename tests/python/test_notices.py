"""THIRD-PARTY-NOTICES.txt lists what the packages contain of others, and its versions."""

from __future__ import annotations

import importlib.metadata
import re
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch

from tests.dotnet.dotnet_programs import ROOT

NOTICES = "THIRD-PARTY-NOTICES.txt"
TEXT = (ROOT / NOTICES).read_text(encoding="utf-8")
LIBTORCH = "TorchSharpPy.libtorch-cpu-linux-x64"
LIBTORCH_PROJECT = ROOT / "dotnet" / "Packages" / LIBTORCH
PACKAGES = {"wheel", "sdist", LIBTORCH}
PACKAGES |= {"TorchSharpPy", "TorchSharpPy.Vision", "TorchSharpPy.Python"}
LIBRARY = r"\.(so|dll|pyd|dylib|a|lib)(\.\d+)*$"
OURS = {"TorchSharpPy", "TorchSharpPy.Vision"}


@dataclass(frozen=True)
class Component:
    """An entry of the file."""

    name: str
    version: str
    license: str
    packages: set[str]
    files: set[str]
    text: str


def read_components() -> dict[str, Component]:
    found = {}
    for entry in TEXT.split(80 * "-")[1:-1]:
        head = r"\nComponent: (.+)\nVersion: (.+)\nLicense: (.+)\nIn: (.+)\nFiles: (.+)\n\n"
        match = re.match(head, entry)
        assert match is not None, entry[:200]
        name, version, license_, packages, files = match.groups()
        found[name] = Component(
            *(name, version, license_, set(packages.split(", ")), set(files.split(", "))),
            entry[match.end() :],
        )
    return found


COMPONENTS = read_components()


def stem(name: str) -> str:
    """The name of a library without what systems and versions add to it."""
    return re.split(r"\.(?:so|dll|pyd|dylib|cpython|abi3)\b", name.rpartition("/")[2])[0]


def listed(package: str) -> set[str]:
    """The files of a package that contain something of others."""
    return {
        file
        for component in COMPONENTS.values()
        if package in component.packages
        for file in component.files
    }


def test_each_entry_is_complete() -> None:
    assert len(COMPONENTS) >= 7
    for component in COMPONENTS.values():
        assert component.packages <= PACKAGES, component.name
        assert len(component.text) > 100, component.name
        # The license itself, or the place of the package where it is.
        assert re.search(r"[Cc]opyright|third_party", component.text), component.name


def test_the_versions_are_those_of_the_installed_torch() -> None:
    pinned = tomllib.loads((ROOT / "requirements" / "torch.toml").read_text())["default"]
    assert COMPONENTS["PyTorch"].version == pinned
    if torch.__version__.partition("+")[0] != pinned:
        pytest.skip(f"the notices are those of torch {pinned}, and this is {torch.__version__}")
    headers = Path(torch.__file__).parent / "include"
    numbers = [
        re.search(rf"define PYBIND11_VERSION_{part}\s+(\d+)", common)
        for common in [(headers / "pybind11" / "detail" / "common.h").read_text()]
        for part in ("MAJOR", "MINOR", "MICRO")
    ]
    assert COMPONENTS["pybind11"].version == ".".join(m[1] for m in numbers if m)
    fmt = re.search(
        r"define FMT_VERSION (\d+)(\d\d)(\d\d)$", (headers / "fmt/base.h").read_text(), re.M
    )
    assert fmt is not None
    assert COMPONENTS["fmt"].version == ".".join(str(int(part)) for part in fmt.groups())
    mkl = COMPONENTS["Intel oneAPI Math Kernel Library"].version
    if torch.version.cuda is None and torch.backends.mkl.is_available():
        assert f"Math Kernel Library Version {mkl}-" in torch.__config__.show()


def test_the_libraries_of_libtorch_have_their_licenses() -> None:
    """Those that PyTorch lists, and those in the project of the package that it leaves out."""
    files = importlib.metadata.files("torch") or ()
    parts = [str(file).partition("licenses/third_party/")[2] for file in files]
    theirs = {part.partition("/")[0] for part in parts if part}
    text = COMPONENTS["what PyTorch links into its libraries"].text
    names = " ".join(text.split()).partition("lists: ")[2].rstrip(".").split(", ")
    if torch.__version__.startswith(COMPONENTS["PyTorch"].version):
        assert set(names) == theirs
    for component, folder in (
        ("Intel oneAPI Math Kernel Library", "onemkl"),
        ("libgomp, the OpenMP runtime of GCC", "libgomp"),
    ):
        present = {path.name for path in (LIBTORCH_PROJECT / "licenses" / folder).iterdir()}
        assert present
        assert f"third_party/{folder}/" in COMPONENTS[component].text
        for name in present:
            assert name in COMPONENTS[component].text


def test_what_the_projects_pack_is_listed() -> None:
    """What a project of a package or a folder of sources takes from others has an entry."""
    project = (LIBTORCH_PROJECT / f"{LIBTORCH}.csproj").read_text(encoding="utf-8")
    (patterns,) = re.findall(r'<Libtorch Include="([^"]+)"', project)
    packed = {stem(pattern) for pattern in patterns.split(";")}
    assert packed == {"libtorch", "libtorch_cpu", "libc10", "libgomp"}
    assert packed <= listed(LIBTORCH)
    vendored = ROOT / "third_party"
    folders = [path for path in vendored.iterdir() if path.is_dir()] if vendored.is_dir() else []
    for folder in folders:
        assert f"third_party/{folder.name}" in listed("sdist"), f"{NOTICES} has no {folder.name}"


def test_the_sources_and_projects_carry_the_notices() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["license-files"] == ["LICENSE", NOTICES]
    carriers = [*ROOT.glob("dotnet/**/*.nuspec"), ROOT / "dotnet/TorchSharpPy/TorchSharpPy.csproj"]
    carriers.append(LIBTORCH_PROJECT / f"{LIBTORCH}.csproj")
    assert len(carriers) == 4
    for path in carriers:
        assert NOTICES in path.read_text(encoding="utf-8"), path


def test_the_packages_carry_the_notices_and_nothing_else_of_others(packages: Path) -> None:
    found = {}
    for path in packages.iterdir():
        if path.name.endswith(".tar.gz"):
            with tarfile.open(path) as files:
                found["sdist"] = [name.partition("/")[2] for name in files.getnames()]
        elif path.suffix in {".whl", ".nupkg"}:
            name = "wheel" if path.suffix == ".whl" else re.split(r"\.\d", path.name)[0]
            found[name] = zipfile.ZipFile(path).namelist()
    assert {"wheel", "sdist"} <= set(found) <= PACKAGES
    for package, names in found.items():
        assert NOTICES in {name.rpartition("/")[2] for name in names}, package
        libraries = {stem(n) for n in names if re.search(LIBRARY, n)}
        assert libraries - OURS <= listed(package), package
        if package == "sdist":
            inside = [name for name in names if re.match(r"third_party/[^/]+/.", name)]
            assert {"/".join(name.split("/")[:2]) for name in inside} <= listed(package)
        if package == LIBTORCH:
            licenses = {f"third_party/libgomp/{name}" for name in ("COPYING3", "COPYING.RUNTIME")}
            licenses |= {"third_party/onemkl/LICENSE", "third_party/pybind11/LICENSE", "LICENSE"}
            assert licenses <= set(names)
