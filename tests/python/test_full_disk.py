"""A save that runs out of space is an I/O error, and the old file is as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import DOTNET_ROOT, environment
from torchsharp_py import jit

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs RLIMIT_FSIZE or a tmpfs")

# Saves a small model, which fits, and then a large one over it. C# too, if it is there.
PROGRAM = """
import os, signal, sys
import torch
from torchsharp_py import ModelIOError, jit

folder, small, limit, has_dotnet = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4] == "1"
languages = ["python"]
if has_dotnet:
    from torchsharp_py import dotnet
    dotnet.load()
    from TorchSharpPy import ModelIOException, torch as csharp
    languages.append("csharp")
large = jit.script(torch.nn.Linear(1024, 512))
if limit:
    import resource
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

for language in languages:
    path = os.path.join(folder, language + ".pt")
    jit.save(jit.load(small), path)
    before = open(path, "rb").read()
    if language == "python":
        actions = [lambda: jit.save(large, path), lambda: jit.save(large, path, {"note": b"x"})]
        errors = ModelIOError
    else:
        actions = [lambda: csharp.jit.save(large, path, None)] * 2
        errors = ModelIOException
    for action in actions:
        try:
            action()
        except errors as error:
            print(language, "refused", path in str(error))
        else:
            print(language, "saved")
        assert open(path, "rb").read() == before
        assert jit.load(path) is not None
print(sorted(os.listdir(folder)))
"""


def run(folder: Path, small: Path, limit: int, prefix: list[str]) -> list[str]:
    has_dotnet = str(int(DOTNET_ROOT is not None))
    done = subprocess.run(
        [*prefix, sys.executable, "-c", PROGRAM, str(folder), str(small), str(limit), has_dotnet],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def check(lines: list[str]) -> None:
    languages = ["python"] if DOTNET_ROOT is None else ["python", "csharp"]
    expected = [f"{language} refused True" for language in languages for _ in range(2)]
    assert lines == [*expected, str(sorted(f"{language}.pt" for language in languages))]


def test_a_limit_on_the_size_of_files(tmp_path: Path, models: Path) -> None:
    check(run(tmp_path, models / "linear.pt", 1 << 20, []))


def test_a_full_disk(tmp_path: Path, models: Path) -> None:
    mounted = ["unshare", "-m", "sh", "-c", 'mount -t tmpfs -o size=1m tmpfs "$0" && exec "$@"']
    prefix = [*mounted, str(tmp_path)]
    if subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a small tmpfs is not allowed here")
    check(run(tmp_path, models / "linear.pt", 0, prefix))


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
def test_a_device_that_is_full(sample: jit.ScriptModule) -> None:
    with pytest.raises(OSError, match="/dev/full|No space left"):
        jit.save(sample, "/dev/full")
    with open("/dev/full", "wb") as full, pytest.raises(OSError, match="No space left"):
        jit.save(sample, full)
        full.flush()
    assert os.path.exists("/dev/full")
