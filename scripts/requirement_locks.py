"""Reads the locks in ``requirements/``, and says what is wrong with them.

A list of requirements, ``NAME.in``, is written by hand. Its lock, ``NAME.txt``, has what pip
installs for it: one version of each package, and the digests of the files that pip may take.
``torch.toml`` lists releases of torch, which have several locks each. No network is used here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
TORCH_TABLE = "torch.toml"
MORE_FILES = "more-files.sha256"

# What torch needs only if the index has it built for CUDA. pip must not install these unless torch
# asks for them, so they are constraints, in a file of their own.
CUDA = re.compile(r"(?:nvidia|cuda)-[a-z0-9-]+|triton")

_PIN = re.compile(
    r"([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[A-Za-z0-9,_-]+\])?==([^\s;\\*]+)(?:\s*;\s*(.+))?"
)
_DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_WHEEL = re.compile(r"([0-9a-f]{64}) [ *]((?:[^-/]+)-(?:[^-/+]+)(?:\+[^-/]+)?-[^/]+\.whl)")


class LockError(ValueError):
    """A file of ``requirements/`` is not what it must be; the message says where and why."""


@dataclass(frozen=True)
class Pin:
    """One version of a package, and the files of it that pip may take."""

    name: str
    version: str
    marker: str  # where it is installed; empty: everywhere
    digests: frozenset[str]


@dataclass(frozen=True)
class Lock:
    """A lock, and the requirements that it is written from."""

    name: str
    requirements: dict[str, str]  # versions by the name of the package
    pins: list[Pin]


def normalized(name: str) -> str:
    """Returns a package's name as all tools compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def joined_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yields each requirement with its number, without comments, its lines made one."""
    number = 0
    parts: list[str] = []
    for at, line in enumerate(text.splitlines(), 1):
        stripped = re.sub(r"(^|\s)#.*$", "", line).strip()
        if not parts:
            number = at
        parts.append(stripped.removesuffix("\\").strip())
        if stripped.endswith("\\"):
            continue
        if whole := " ".join(parts).strip():
            yield number, whole
        parts = []


def read_requirements(path: Path) -> dict[str, str]:
    """Reads a list of requirements, with the lists that it names.

    Args:
        path: The list, ``NAME.in``.

    Returns:
        The version of each package.

    Raises:
        LockError: If a line is not ``NAME==VERSION`` or ``-r NAME.in``.
    """
    found: dict[str, str] = {}
    for number, line in joined_lines(path.read_text(encoding="utf-8")):
        if included := re.fullmatch(r"-r\s+(\S+\.in)", line):
            found.update(read_requirements(path.parent / included[1]))
            continue
        pin = _PIN.fullmatch(line)
        if pin is None:
            raise LockError(f"{path.name}:{number}: expected NAME==VERSION, found '{line}'")
        found[normalized(pin[1])] = pin[2]
    return found


def read_pins(path: Path) -> list[Pin]:
    """Reads a lock.

    Raises:
        LockError: If something has no exact version or no digest, or is not a package.
    """
    pins = []
    for number, line in joined_lines(path.read_text(encoding="utf-8")):
        where = f"{path.name}:{number}"
        requirement, *digests = re.split(r"\s+(?=--hash=)", line)
        pin = _PIN.fullmatch(requirement)
        if pin is None:
            raise LockError(f"{where}: expected NAME==VERSION with digests, found '{line}'")
        matches = [_DIGEST.fullmatch(digest) for digest in digests]
        if not matches or None in matches:
            raise LockError(f"{where}: expected --hash=sha256:... after {requirement}")
        values = frozenset(match[1] for match in matches if match is not None)
        pins.append(Pin(normalized(pin[1]), pin[2], pin[3] or "", values))
    return pins


def read_more_files(folder: Path = FOLDER) -> dict[tuple[str, str], dict[str, str]]:
    """Reads the digests of wheels that are not on PyPI.

    Returns:
        For the name and the public version of a package, the digest of each wheel.
    """
    found: dict[tuple[str, str], dict[str, str]] = {}
    lines = (folder / MORE_FILES).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        wheel = _WHEEL.fullmatch(line)
        if wheel is None:
            raise LockError(
                f"{MORE_FILES}:{number}: expected a line of sha256sum for a wheel, found '{line}'"
            )
        name, version = wheel[2].split("-")[:2]
        key = normalized(name), version.partition("+")[0]
        found.setdefault(key, {})[wheel[2]] = wheel[1]
    return found


def torch_locks(folder: Path = FOLDER) -> dict[str, dict[str, str]]:
    """Returns the locks of the releases of torch: the requirements of each, by its name."""
    table = tomllib.loads((folder / TORCH_TABLE).read_text(encoding="utf-8"))
    found: dict[str, dict[str, str]] = {}
    more = read_more_files(folder)
    for row in table["releases"].values():
        version = row["torch"]
        found[f"torch-{version}"] = {"torch": version}
        found[f"torch-{version}-cuda"] = {}
        if ("torch", version) in more:
            found[f"torch-{version}-cpu"] = {"torch": f"{version}+cpu"}
        found[f"torch-{version}-torchvision"] = {"torchvision": row["torchvision"]}
    return found


def read_locks(folder: Path = FOLDER) -> list[Lock]:
    """Reads every lock that there must be.

    Raises:
        LockError: If one is missing, or there is one that nothing asks for.
    """
    expected = {path.stem: read_requirements(path) for path in sorted(folder.glob("*.in"))}
    expected.update(torch_locks(folder))
    present = {path.stem for path in folder.glob("*.txt")}
    for name in sorted(expected.keys() ^ present):
        if name in present:
            raise LockError(f"{name}.txt is the lock of no list: write {name}.in, or remove it")
        raise LockError(f"{name}.txt is missing: run `make lock`")
    return [
        Lock(name, requirements, read_pins(folder / f"{name}.txt"))
        for name, requirements in expected.items()
    ]


def check_lock(lock: Lock, more: dict[tuple[str, str], dict[str, str]]) -> Iterator[str]:
    """Yields what one lock lacks."""
    versions = {(pin.name, pin.version) for pin in lock.pins}
    for name, version in lock.requirements.items():
        if (name, version) not in versions:
            yield f"{lock.name}.txt: {name}=={version} is not locked: run `make lock`"
    is_cuda = lock.name.endswith("-cuda")
    for pin in lock.pins:
        if bool(CUDA.fullmatch(pin.name)) != is_cuda:
            place = "belongs in" if not is_cuda else "does not belong in"
            yield f"{lock.name}.txt: {pin.name} {place} the constraints for CUDA: run `make lock`"
        for wheel, digest in more.get((pin.name, pin.version.partition("+")[0]), {}).items():
            if digest not in pin.digests:
                yield f"{lock.name}.txt: the digest of {wheel} is missing: run `make lock`"


# What is installed where no other package finds it.
APART = {"onnx"}


def check_agreement(locks: Iterable[Lock]) -> Iterator[str]:
    """Yields the packages that several locks have in different versions or with other files.

    What is installed together must agree. Of the releases of torch, one is installed.
    """
    first: dict[tuple[str, str, str], tuple[str, Pin]] = {}
    for lock in sorted(locks, key=lambda lock: lock.name.startswith("torch-")):
        if lock.name in APART:
            continue
        release = "-".join(lock.name.split("-")[:2]) if lock.name.startswith("torch-") else ""
        for pin in lock.pins:
            if pin.name == "torch":
                continue  # the locks of one release have different builds of it
            everywhere = first.get((pin.name, pin.marker, ""))
            known = first.setdefault((pin.name, pin.marker, release), (lock.name, pin))
            name, other = everywhere or known
            if other != pin:
                yield f"{lock.name}.txt: {pin.name} is not as in {name}.txt: run `make lock`"


def check(folder: Path = FOLDER) -> list[str]:
    """Returns what is wrong with the locks, one line for each finding."""
    try:
        locks = read_locks(folder)
        more = read_more_files(folder)
    except LockError as error:
        return [str(error)]
    findings = [finding for lock in locks for finding in check_lock(lock, more)]
    together = [lock for lock in locks if not lock.name.endswith("-cuda")]
    return findings + list(check_agreement(together))
