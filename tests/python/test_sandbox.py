"""samples/sandbox: the process for a model that nobody trusts can do what the page says."""

from __future__ import annotations

import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.dotnet.dotnet_programs import ROOT
from tests.models.escaping_models import WAYS, in_forward
from torchsharp_py import jit

SANDBOX = runpy.run_path(str(ROOT / "samples" / "sandbox" / "sandbox.py"), run_name="sandbox")


def has_namespaces() -> bool:
    """Whether this system lets its users make namespaces; some containers do not."""
    if any(shutil.which(name) is None for name in ("unshare", "prlimit", "setpriv")):
        return False
    command = SANDBOX["sandboxed"](["true"], SANDBOX["Limits"]())
    return subprocess.run(command, capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(not has_namespaces(), reason="namespaces are not allowed here")


def inside(code: str, **limits: Any) -> subprocess.CompletedProcess[str]:
    """Runs Python code in the sandbox."""
    command = SANDBOX["sandboxed"]([sys.executable, "-c", code], SANDBOX["Limits"](**limits))
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_what_the_process_cannot_do(tmp_path: Path) -> None:
    connect = "import socket; socket.create_connection(('192.0.2.1', 80), 2)"
    assert "Network is unreachable" in inside(connect).stderr
    target = tmp_path / "file"
    assert "File too large" in inside(f"open({str(target)!r}, 'wb', 0).write(b'x')").stderr
    assert not target.exists() or target.stat().st_size == 0
    assert "MemoryError" in inside("bytearray(9 << 30)").stderr
    assert inside("while True: pass", processor=1).returncode == 128 + 9
    others = "import os; print(sum(name.isdigit() for name in os.listdir('/proc')))"
    assert int(inside(others).stdout) <= 3
    status = inside("print(open('/proc/self/status').read())").stdout
    assert "CapEff:\t0000000000000000" in status
    assert "NoNewPrivs:\t1" in status


def test_a_model_is_called_and_another_one_is_refused(models: Path, tmp_path: Path) -> None:
    path = models / "linear.pt"
    arguments = [[[1.0, 2.0, 3.0, 4.0]]]
    got = torch.tensor(SANDBOX["run_untrusted"](str(path), arguments))
    expected = jit.load(path)(torch.tensor(arguments[0]))
    torch.testing.assert_close(got, expected.detach())
    upload = tmp_path / "upload.pt"
    upload.write_bytes(in_forward(WAYS["from_file"], "/etc/passwd"))
    with pytest.raises(RuntimeError, match=r"PolicyError: .*aten::from_file"):
        SANDBOX["run_untrusted"](str(upload), [[1.0]])
