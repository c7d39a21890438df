"""What importing the package does and does not do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import torchsharp_py
from tests.models.programs import run_python
from torchsharp_py import jit


def test_import_does_not_import_torch() -> None:
    assert run_python("import sys, torchsharp_py; print('torch' in sys.modules)") == "False"


def test_loading_and_inspecting_a_model_does_not_import_torch(models: Path) -> None:
    program = f"""
import sys
from torchsharp_py import jit
m = jit.load({str(models / "values.pt")!r})
print(m.schema("identity_int"), m.identity_int(7), "torch" in sys.modules)
"""
    assert run_python(program) == "identity_int(int x) -> int 7 False"


def test_a_tensor_result_imports_torch_by_itself() -> None:
    program = """
from torchsharp_py import jit
print(jit.compile("def f(n: int):\\n    return torch.ones(n)").f(2).tolist())
"""
    assert run_python(program) == "[1.0, 1.0]"


def test_torch_may_be_imported_first_or_last(models: Path) -> None:
    load = f"m = jit.load({str(models / 'sample.pt')!r})"
    use = "print(m.add_scalar(torch.ones(1), 1).item())"
    assert run_python(f"import torch\nfrom torchsharp_py import jit\n{load}\n{use}") == "2.0"
    assert run_python(f"from torchsharp_py import jit\nimport torch\n{load}\n{use}") == "2.0"


def test_dir_shows_the_public_names_only() -> None:
    assert dir(jit) == sorted(jit.__all__)
    assert all(hasattr(jit, name) for name in dir(jit))


def test_build_info_names_the_libtorch_that_it_was_built_with() -> None:
    import torch

    assert f"libtorch {torch.__version__.split('+')[0]}" in torchsharp_py.build_info()


def test_the_environment_without_torch_is_named(tmp_path: Path) -> None:
    program = f"""
import sys
sys.path = [p for p in sys.path if "site-packages" not in p] + [{str(Path.cwd())!r}]
try:
    import torchsharp_py
except ImportError as error:
    print("pip install" in str(error) and "libtorch" in str(error))
"""
    isolated = [sys.executable, "-S", "-c", program]
    done = subprocess.run(isolated, capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout.strip() == "True", done.stderr
