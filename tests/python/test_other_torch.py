"""A build for one release of torch refuses the real libtorch of another one.

The other ones are those that `make ... TORCH=VERSION` has set up beside this one, if any.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import ROOT, environment, needs_dotnet
from tests.python.test_loading_libraries import LIBRARY, csharp
from tests.torch_version import RELEASE, torch_releases

CHECKOUT = ROOT.parents[1] if (ROOT / ".torch-version").exists() else ROOT

# As a program in C or C++ finds the library: what it does not call is not bound.
LAZY = """
#include <dlfcn.h>
#include <stdio.h>
#include "torchsharp_core.h"

int main(int argc, char** argv) {
    void* core = dlopen(argv[argc - 1], RTLD_LAZY);
    if (core == NULL) {
        printf("%s\\n", dlerror());
        return 1;
    }
    tsp_status (*check)(void) = (tsp_status (*)(void))dlsym(core, "tsp_libtorch_check");
    void (*explain)(tsp_error*) = (void (*)(tsp_error*))dlsym(core, "tsp_error_get");
    if (check() != TSP_OK) {
        tsp_error error;
        explain(&error);
        printf("%.*s\\n", (int)error.message.size, error.message.data);
    }
    return 0;
}
"""


def other_torches() -> dict[str, Path]:
    """The folders of installed torches of other releases, by their versions."""
    environments = [CHECKOUT / ".venv", *sorted(CHECKOUT.glob(".venv-torch-*"))]
    found = {}
    for folder in environments:
        for version_file in folder.glob("lib/python3*/site-packages/torch/version.py"):
            version = torch_releases.read_version(version_file.parent)
            if torch_releases.name_of(version) != RELEASE.name:
                found[version] = version_file.parent
    return found


OTHERS = other_torches()
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="preloads libraries of Linux"),
    pytest.mark.skipif(
        not OTHERS, reason="no other torch is here: `make setup TORCH=VERSION` installs one"
    ),
]
each_other = pytest.mark.parametrize("version", sorted(OTHERS))


@each_other
def test_python_names_both(version: str) -> None:
    torch = OTHERS[version]
    program = f"import sys; sys.path.insert(0, {str(torch.parent)!r}); import torchsharp_py"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=environment(PYTHONPATH=str(ROOT)),
    )
    last = done.stderr.splitlines()[-1]
    assert last.startswith("ImportError: torchsharp_py in "), done.stderr
    assert f"is built for torch {RELEASE.name}, but {torch} is torch {version}: pip" in last


@each_other
@needs_dotnet
def test_csharp_names_both(version: str, tmp_path: Path) -> None:
    torch = OTHERS[version]
    said = csharp(tmp_path, TORCHSHARP_PY_LIBRARY=str(LIBRARY), LIBTORCH=str(torch))
    assert "DllNotFoundException" in said
    assert version.partition("+")[0] in said
    assert str(torch / "lib" / "libtorch.so") in said
    assert str(LIBRARY) in said
    assert f"torch=={RELEASE.name}.*" in said


@each_other
def test_the_abi_names_both_or_does_not_load(version: str, tmp_path: Path) -> None:
    (tmp_path / "lazy.c").write_text(LAZY)
    program = tmp_path / "lazy"
    compiler = os.environ.get("CC", "cc")
    header = ROOT / "torchsharp_py" / "include"
    compile_it = [compiler, "-I", str(header), "-o", str(program), str(tmp_path / "lazy.c"), "-ldl"]
    subprocess.run(compile_it, check=True)
    library = OTHERS[version] / "lib"
    done = subprocess.run(
        [str(program), str(LIBRARY)],
        capture_output=True,
        text=True,
        env=environment(LD_LIBRARY_PATH=str(library)),
    )
    if done.returncode == 1:  # it lacks a variable, so the system refuses it
        assert "undefined symbol" in done.stdout
        return
    assert done.returncode == 0, done.stderr
    plain = version.partition("+")[0]
    assert (
        f"libtorchsharp_core from {LIBRARY} was built for libtorch {RELEASE.name}." in done.stdout
    )
    assert f"has loaded libtorch {plain} from {library}/" in done.stdout
    assert f"pip install 'torch=={RELEASE.name}.*'" in done.stdout
