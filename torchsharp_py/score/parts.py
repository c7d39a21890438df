"""The folder in which a run collects its parts, so that it can be interrupted and go on."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from torchsharp_py.commands.failure import CommandError
from torchsharp_py.score import needs
from torchsharp_py.score.job import Job

_MANIFEST = "_manifest.json"
_LOCK = "_lock"
_FORMAT = 1


class Parts:
    """The parts of one run. A part is there completely or not at all."""

    def __init__(self, output: str) -> None:
        self.folder = parts_folder(output)
        self._lock: int | None = None

    def manifest(self) -> dict[str, Any] | None:
        """What an earlier run said of itself; None if there was none."""
        try:
            read: dict[str, Any] = json.loads((self.folder / _MANIFEST).read_text("utf-8"))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise CommandError(
                f"'{self.folder / _MANIFEST}' is not a manifest ({error}): remove the folder, or "
                "use --restart"
            ) from error
        return read

    def begin(self, about: dict[str, Any]) -> None:
        """Takes the folder for this process, and writes the manifest of a new run.

        Args:
            about: What makes two runs the same one.

        Raises:
            CommandError: Another process works there, or the folder has parts of another run.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self._take()
        known = self.manifest()
        about = {"format": _FORMAT, **about}
        if known is None:
            _write(self.folder / _MANIFEST, json.dumps(about, indent=1).encode())
        elif known != about:
            names = sorted(n for n in {*known, *about} if known.get(n) != about.get(n))
            raise CommandError(
                f"'{self.folder}' has parts of another run, which differs in {', '.join(names)}: "
                "finish that with its own arguments, or use --restart"
            )

    def discard(self) -> None:
        """Removes all parts."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def missing(self, job: Job) -> list[int]:
        """The parts that are still to be made."""
        return [part for part in range(job.part_count) if not self._has(job, part)]

    def path_of(self, part: int) -> Path:
        """The file of a part."""
        return self.folder / f"part-{part:05}.parquet"

    def write(self, part: int, table: Any) -> None:
        """Writes a part; if another process writes the same one, either stays."""
        temporary = self.folder / f".part-{part:05}.{uuid.uuid4().hex}"
        with replacing(self.path_of(part), temporary):
            needs.arrow("parquet").write_table(table, temporary)

    def tables(self, job: Job) -> Iterator[Any]:
        """Yields the parts in their order."""
        for part in range(job.part_count):
            yield needs.arrow("parquet").read_table(self.path_of(part))

    def end(self) -> None:
        """Leaves the folder to others."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def remove_traces(self) -> None:
        """Removes what a dataset of the parts does not need."""
        for path in [*self.folder.glob(".part-*"), self.folder / _LOCK]:
            path.unlink(missing_ok=True)

    def _has(self, job: Job, part: int) -> bool:
        path = self.path_of(part)
        if not path.exists():
            return False
        start, stop = job.range_of(part)
        try:
            rows = needs.arrow("parquet").read_metadata(path).num_rows
        except (needs.arrow().ArrowException, OSError):
            return False  # made again
        return bool(rows == stop - start)

    def _take(self) -> None:
        try:
            import fcntl
        except ImportError:  # a system without such locks
            return
        self._lock = os.open(self.folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o666)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.end()
            raise CommandError(
                f"another process writes to '{self.folder}': wait for it, or write to another "
                "--output"
            ) from None


def parts_folder(output: str) -> Path:
    """Where the parts of an output are until it is complete."""
    return Path(f"{output.rstrip('/')}.parts")


@contextlib.contextmanager
def replacing(path: Path, temporary: Path) -> Iterator[None]:
    """Puts a temporary file in a file's place when the block has written it."""
    try:
        yield
        with open(temporary, "rb") as file:
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    with replacing(path, temporary):
        temporary.write_bytes(data)
