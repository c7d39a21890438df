"""How a save replaces a file: modes, links, locks, saves that are killed or run side by side."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import torch

import torchsharp_py as ts
from torchsharp_py import jit

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes, signals and locks of POSIX")

PREFIX = ".torchsharp-part-"
DAY = 24 * 3600

# Large enough to be seen while it is written.
SAVES_WITHOUT_END = """
import sys
from torchsharp_py import jit
module = jit.load(sys.argv[1])
print(flush=True)
while True:
    jit.save(module, sys.argv[2])
"""


class Large(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(8 << 20))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.weight[0]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.pt"
    torch.jit.save(torch.jit.script(Large()), path)
    return path


def parts(folder: Path) -> list[Path]:
    return sorted(folder.glob(PREFIX + "*"))


@contextmanager
def stopped_in_a_save(large: Path, target: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is stopped while it writes."""
    command = [sys.executable, "-c", SAVES_WITHOUT_END, str(large), str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            deadline = time.monotonic() + 60
            while not parts(target.parent):  # a stop may come after the file was renamed
                assert time.monotonic() < deadline
                process.send_signal(signal.SIGCONT)
                wait_until(lambda: bool(parts(target.parent)))
                process.send_signal(signal.SIGSTOP)
                os.waitid(os.P_PID, process.pid, os.WSTOPPED)
            yield process
        finally:
            process.kill()


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_killed_save_leaves_nothing_to_the_next_one(
    large: Path, tmp_path: Path, sample: jit.ScriptModule
) -> None:
    target = tmp_path / "m.pt"
    jit.save(sample, target)
    target.chmod(0o600)
    before = target.read_bytes()
    for _ in range(2):
        with stopped_in_a_save(large, target) as process:
            (part,) = parts(tmp_path)
            assert mode_of(part) == 0o600
            running = target.stat().st_size != len(before)
            process.kill()
        assert running or target.read_bytes() == before
        jit.save(sample, target)
        assert parts(tmp_path) == []
        assert mode_of(target) == 0o600
        assert jit.load(target).methods == sample.methods


def test_a_save_in_progress_keeps_its_file(
    large: Path, tmp_path: Path, sample: jit.ScriptModule
) -> None:
    target = tmp_path / "large.pt"
    with stopped_in_a_save(large, target) as process:
        jit.save(sample, tmp_path / "other.pt")
        assert len(parts(tmp_path)) == 1
        process.send_signal(signal.SIGCONT)
        wait_until(target.exists)
        jit.load(target)


def test_files_of_other_machines_stay_for_a_day(tmp_path: Path, sample: jit.ScriptModule) -> None:
    fresh, old = tmp_path / (PREFIX + "0-fresh"), tmp_path / (PREFIX + "0-old")
    for part in (fresh, old):
        part.write_bytes(b"part of an archive")
    os.utime(old, (time.time() - 2 * DAY,) * 2)
    jit.save(sample, tmp_path / "m.pt")
    assert parts(tmp_path) == [fresh]


def test_planted_names_are_not_followed(tmp_path: Path, sample: jit.ScriptModule) -> None:
    victim = tmp_path / "victim"
    victim.write_text("kept")
    os.mkfifo(tmp_path / (PREFIX + "0-pipe"))
    (tmp_path / (PREFIX + "0-folder")).mkdir()
    (tmp_path / (PREFIX + "0-link")).symlink_to(victim)
    for planted in parts(tmp_path):
        os.utime(planted, (time.time() - 2 * DAY,) * 2, follow_symlinks=False)
    jit.save(sample, tmp_path / "m.pt")
    assert victim.read_text() == "kept"
    assert len(parts(tmp_path)) == 3


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_mode_of_any_new_file(
    tmp_path: Path, sample: jit.ScriptModule, umask: int, mode: int
) -> None:
    before = os.umask(umask)
    try:
        jit.save(sample, tmp_path / "m.pt")
    finally:
        os.umask(before)
    assert mode_of(tmp_path / "m.pt") == mode


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o444, 0o755])
def test_a_replaced_file_keeps_its_mode(
    tmp_path: Path, sample: jit.ScriptModule, mode: int
) -> None:
    target = tmp_path / "m.pt"
    target.touch()
    target.chmod(mode)
    jit.save(sample, target)
    assert mode_of(target) == mode


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root gives files away")
def test_a_replaced_file_keeps_its_owner(tmp_path: Path, sample: jit.ScriptModule) -> None:
    target = tmp_path / "m.pt"
    target.touch()
    os.chown(target, 12345, 23456)
    target.chmod(0o640)
    jit.save(sample, target)
    made = target.stat()
    assert (made.st_uid, made.st_gid, stat.S_IMODE(made.st_mode)) == (12345, 23456, 0o640)


def test_saves_to_one_path_side_by_side(tmp_path: Path, sample: jit.ScriptModule) -> None:
    target = tmp_path / "m.pt"

    def save(_: int) -> None:
        jit.save(sample, target)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(save, range(100)))
    assert parts(tmp_path) == []
    assert jit.load(target).methods == sample.methods


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_nothing_is_created_beside_a_device(tmp_path: Path, sample: jit.ScriptModule) -> None:
    target = tmp_path / "full"
    target.symlink_to("/dev/full")
    with pytest.raises(ts.ModelIOError, match="No space left"):
        jit.save(sample, target)
    assert list(tmp_path.iterdir()) == [target]
    assert target.is_symlink()
