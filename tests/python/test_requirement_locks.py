"""The locks of `requirements/` are complete, and pip installs what they list and nothing else."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"

sys.path.insert(0, str(ROOT / "scripts"))
import lock_requirements  # noqa: E402
import requirement_locks  # noqa: E402


def edit(path: Path, old: str, new: str) -> None:
    """Replaces the first match of a pattern, which there must be."""
    text, count = re.subn(old, new, path.read_text(), count=1, flags=re.MULTILINE)
    assert count == 1, f"{path.name} has no {old}"
    path.write_text(text)


def test_the_locks_of_this_checkout() -> None:
    assert requirement_locks.check() == []


TORCH = "torch-2.13.0"
FAULTS = {
    "a range in a list": ("dev.in", r"^pytest==.*$", "pytest>=9", "dev.in:", "'pytest>=9'"),
    "a star in a list": ("dev.in", r"^pytest==.*$", "pytest==9.*", "dev.in:", "'pytest==9.*'"),
    "a newer version": ("dev.in", r"^pytest==.*$", "pytest==99.0", "dev.txt:", "pytest==99.0 is"),
    "one more package": ("docs.in", r"\Z", "idle==1.0\n", "docs.txt:", "idle==1.0 is not locked"),
    "a list without lock": ("new.in", "", "idle==1.0", "new.txt is missing", "make lock"),
    "a lock without list": ("new.txt", "", "", "new.txt is the lock of no", "remove it"),
    "no digest": ("pip.txt", r"==(.*) \\\n(.*\n)+", r"==\1\n", "pip.txt:2", "after pip=="),
    "another digest": ("pip.txt", "sha256:", "md5:", "pip.txt:2", "--hash=sha256:..."),
    "a short digest": ("pip.txt", "sha256:.", "sha256:", "pip.txt:2", "--hash=sha256:..."),
    "a range in a lock": ("pip.txt", "^pip==", "pip>=", "pip.txt:2", "NAME==VERSION"),
    "an address": ("pip.txt", "^pip==", "pip @ file:///pip-", "pip.txt:2", "NAME==VERSION"),
    "an option": ("pip.txt", r"\Z", "--pre\n", "pip.txt:", "found '--pre'"),
    "another index": ("pip.txt", r"\Z", "--index-url file:///x\n", "pip.txt:", "--index-url"),
    "no wheel for CPUs": (f"{TORCH}.txt", r"^.*6746dbcb.*\n", "", f"{TORCH}.txt:", "+cpu-cp311"),
    "CUDA for all": ("docs.txt", "^click==", "triton==", "docs.txt: triton", "constraints"),
    "others as constraints": (
        *(f"{TORCH}-cuda.txt", "^triton==", "triron=="),
        *(f"{TORCH}-cuda.txt: triron", "does not belong"),
    ),
    "two versions": ("docs.txt", r"^click==\S+", "click==1.0", "docs.txt: click", "dev.txt"),
    "two versions with torch": (
        *(f"{TORCH}.txt", r"^jinja2==\S+", "jinja2==1.0"),
        *(f"{TORCH}.txt: jinja2", "dev.txt"),
    ),
    "other files": ("docs.txt", r"^(click==.*\n.*sha256:).", r"\g<1>f", "docs.txt: click", "dev"),
    "a digest of no file": ("more-files.sha256", "^8", "z", "more-files.sha256:", "sha256sum"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(tmp_path: Path, fault: str) -> None:
    name, old, new, *expected = FAULTS[fault]
    shutil.copytree(REQUIREMENTS, tmp_path, dirs_exist_ok=True)
    if old:
        edit(tmp_path / name, old, new)
    else:
        (tmp_path / name).write_text(new)
    findings = "\n".join(requirement_locks.check(tmp_path))
    for part in expected:
        assert part in findings, findings


def test_releases_of_torch_may_need_different_packages(tmp_path: Path) -> None:
    """Only one is installed; but what a release needs for CPUs and for CUDA is the same."""
    shutil.copytree(REQUIREMENTS, tmp_path, dirs_exist_ok=True)
    edit(tmp_path / "torch.toml", r"\Z", '[releases."9"]\ntorch = "9.0"\ntorchvision = "9.1"\n')
    assert requirement_locks.check(tmp_path) == ["torch-9.0.txt is missing: run `make lock`"]
    for part, name in (("", "torch"), ("-torchvision", "torchvision"), ("-cuda", "triton")):
        other = tmp_path / f"torch-9.0{part}.txt"
        shutil.copy(REQUIREMENTS / f"{TORCH}{part}.txt", other)
        version = "9.1" if name == "torchvision" else "9.0"
        edit(other, rf"^{name}==\S+", f"{name}=={version}")
    edit(tmp_path / "torch-9.0.txt", r"^sympy==\S+", "sympy==9.0")
    assert requirement_locks.check(tmp_path) == []
    edit(tmp_path / f"{TORCH}.txt", r"^sympy==\S+", "sympy==9.0")
    (finding,) = requirement_locks.check(tmp_path)
    assert f"{TORCH}" in finding
    assert "sympy is not as in" in finding


def test_everything_that_an_installed_package_needs_is_locked() -> None:
    """So pip finds no requirement without a digest: each lock is complete in itself."""
    torch = f"torch-{importlib.metadata.version('torch').partition('+')[0]}"
    checked = 0
    for lock in requirement_locks.read_locks():
        if lock.name not in {"runtime", "build", "docs", "dev", torch}:
            continue
        names = {pin.name for pin in lock.pins}
        for pin in lock.pins:
            try:
                installed = importlib.metadata.distribution(pin.name)
            except importlib.metadata.PackageNotFoundError:
                assert pin.marker, f"{pin.name} of {lock.name}.txt is not installed: make setup"
                continue
            for line in installed.requires or ():
                needed = Requirement(line)
                if needed.marker is not None and not needed.marker.evaluate({"extra": ""}):
                    continue
                name = requirement_locks.normalized(needed.name)
                is_cuda = lock.name == torch and requirement_locks.CUDA.fullmatch(name)
                assert name in names or is_cuda, f"{lock.name}.txt: {pin.name} needs {name}"
                checked += 1
    assert checked > 100


def test_a_lock_of_uv_is_split_and_completed() -> None:
    wheel, digest = next(iter(requirement_locks.read_more_files()["torch", "2.13.0"].items()))
    text = (
        f"torch==2.13.0 \\\n    --hash=sha256:{'f' * 64} \\\n    --hash=sha256:{'0' * 64}\n"
        "    # via -r torch-2.13.0.in\n"
        f"nvidia-cublas==13.1 ; sys_platform == 'linux' \\\n    --hash=sha256:{'1' * 64}\n"
        "    # via torch\n"
    )
    locks = lock_requirements.finish(TORCH, requirement_locks.TORCH_TABLE, text)
    assert set(locks) == {TORCH, f"{TORCH}-cuda", f"{TORCH}-cpu"}
    lines = re.findall(r"sha256:([0-9a-f]{64})( \\)?$", locks[TORCH], flags=re.MULTILINE)
    digests = [value for value, _ in lines]
    assert digests == sorted(digests), wheel
    assert {"f" * 64, "0" * 64, digest} < set(digests)
    assert [bool(more) for _, more in lines] == [True] * (len(lines) - 1) + [False]
    assert "nvidia" not in locks[TORCH] + locks[f"{TORCH}-cpu"]
    assert digest in locks[f"{TORCH}-cpu"]
    assert "f" * 64 not in locks[f"{TORCH}-cpu"]
    assert "nvidia-cublas==13.1 ; sys_platform" in locks[f"{TORCH}-cuda"]
    with pytest.raises(requirement_locks.LockError, match=r"docs\.in asks for nvidia-cublas==13"):
        lock_requirements.finish("docs", "docs.in", text)


def write_wheel(folder: Path, name: str, version: str, needs: tuple[str, ...] = ()) -> str:
    """Writes a wheel; returns its digest."""
    stem = f"{name.replace('-', '_')}-{version}"
    path = folder / f"{stem}-py3-none-any.whl"
    facts = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    facts += [f"Requires-Dist: {need}" for need in needs]
    facts += ["Provides-Extra: cublas"] if name == "cuda-toolkit" else []
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{stem}.dist-info/METADATA", "\n".join(facts) + "\n")
        wheel.writestr(
            f"{stem}.dist-info/WHEEL",
            "Wheel-Version: 1.0\nTag: py3-none-any\nRoot-Is-Purelib: true\n",
        )
        wheel.writestr(f"{stem}.dist-info/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_lock(path: Path, pins: dict[str, list[str]]) -> Path:
    """Writes a lock: the digests by the requirement."""
    rows = ([name, *(f"--hash=sha256:{one}" for one in row)] for name, row in pins.items())
    path.write_text("".join(" \\\n    ".join(row) + "\n" for row in rows))
    return path


class Index:
    """An index with a torch for CUDA, a folder with one for CPUs, and the locks of both."""

    def __init__(self, folder: Path) -> None:
        self.files, self.wheels = folder / "files", folder / "wheels"
        self.files.mkdir()
        self.wheels.mkdir()
        toolkit = "cuda-toolkit[cublas]==13.0.3; sys_platform != 'none'"
        cublas = "nvidia-cublas==13.1.*; extra == 'cublas'"
        pins = {
            "torch==2.13.0": [write_wheel(self.files, "torch", "2.13.0", (toolkit, "filelock"))],
            "filelock==4.3.1": [write_wheel(self.files, "filelock", "4.3.1")],
        }
        constraints = {
            "cuda-toolkit==13.0.3": [write_wheel(self.files, "cuda-toolkit", "13.0.3", (cublas,))],
            "nvidia-cublas==13.1.1.3": [write_wheel(self.files, "nvidia-cublas", "13.1.1.3")],
        }
        write_wheel(self.files, "nvidia-cublas", "13.1.9.9")  # newer, and in no lock
        for_cpus = write_wheel(self.wheels, "torch", "2.13.0+cpu", ("filelock",))
        pins["torch==2.13.0"].append(for_cpus)
        self.lock = write_lock(folder / "torch.txt", pins)
        self.cuda = write_lock(folder / "cuda.txt", constraints)
        del pins["torch==2.13.0"]
        pins["torch==2.13.0+cpu"] = [for_cpus]
        self.cpu = write_lock(folder / "cpu.txt", pins)
        self.write_pages()

    def write_pages(self) -> None:
        """Writes the index as PyPI has it: with the digest of each file."""
        for wheel in self.files.glob("*.whl"):
            digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
            name = requirement_locks.normalized(wheel.name.partition("-")[0])
            page = self.files.parent / "simple" / name / "index.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            with page.open("a") as file:
                file.write(f'<a href="{wheel.as_uri()}#sha256={digest}">{wheel.name}</a>\n')

    def pip(self, *locks: str) -> subprocess.CompletedProcess[str]:
        """Lets pip say what it would install, called as `make setup` calls it."""
        variables = {k: v for k, v in os.environ.items() if not k.startswith("PIP_")}
        variables |= {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1"}
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed"]
        command += ["--quiet", "--report", "-", "--find-links", str(self.wheels)]
        command += ["--index-url", (self.files.parent / "simple").as_uri(), "--require-hashes"]
        return subprocess.run([*command, *locks], capture_output=True, text=True, env=variables)

    def installed(self, *locks: str) -> set[str]:
        """What pip would install."""
        done = self.pip(*locks)
        assert done.returncode == 0, done.stderr
        report = json.loads(done.stdout)["install"]
        return {f"{one['metadata']['name']} {one['metadata']['version']}" for one in report}


@pytest.fixture
def index(tmp_path: Path) -> Index:
    (pinned,) = requirement_locks.read_pins(REQUIREMENTS / "pip.txt")
    found = importlib.metadata.version("pip")
    assert found == pinned.version, (
        f"expected pip {pinned.version}, found {found}: run `make setup`"
    )
    return Index(tmp_path)


def test_pip_takes_the_torch_of_the_lock(index: Index) -> None:
    """Nothing of CUDA comes unless torch asks for it, and then it is verified too."""
    assert index.installed("-r", str(index.cpu)) == {"torch 2.13.0+cpu", "filelock 4.3.1"}
    plain = ("-r", str(index.lock), "-c", str(index.cuda))
    cuda = {"cuda-toolkit 13.0.3", "nvidia-cublas 13.1.1.3"}
    assert index.installed(*plain) == {"torch 2.13.0", "filelock 4.3.1", *cuda}
    write_wheel(index.files, "nvidia-cublas", "13.1.1.3", ("filelock",))
    done = index.pip(*plain)
    assert done.returncode != 0
    assert "nvidia-cublas" in done.stderr


def test_an_index_with_nothing_else_may_have_the_torch_for_cpus(index: Index) -> None:
    (index.files.parent / "simple" / "torch" / "index.html").write_text("")
    plain = ("-r", str(index.lock), "-c", str(index.cuda))
    assert index.installed(*plain) == {"torch 2.13.0+cpu", "filelock 4.3.1"}
    (index.wheels / "torch-2.13.0+cpu-py3-none-any.whl").unlink()
    done = index.pip("-r", str(index.cpu))
    assert done.returncode != 0
    assert "No matching distribution found for torch==2.13.0+cpu" in done.stderr


def test_a_changed_file_is_refused(index: Index) -> None:
    with (index.files / "filelock-4.3.1-py3-none-any.whl").open("ab") as file:
        file.write(b"more")
    done = index.pip("-r", str(index.cpu))
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert "filelock" in done.stderr


def test_what_no_lock_has_is_refused(index: Index) -> None:
    write_wheel(index.files, "new", "1.0")
    index.write_pages()
    index.cpu.write_text(index.cpu.read_text() + "new==1.0\n")
    done = index.pip("-r", str(index.cpu))
    assert done.returncode != 0
    assert "Hashes are required" in done.stderr
