"""C#, Python, torch.jit and a plain C++ program give the same results, bit for bit.

Nothing here is compared with a constant: every result is compared with the other three.
"""

from __future__ import annotations

import subprocess
import warnings
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import DOTNET_ROOT, ROOT
from tests.models.comparing import same
from torchsharp_py import jit

REFERENCE = ROOT / "build" / "cmake" / "bin" / "reference_run"
SOURCE = """
def scale(x, factor: float):
    return x * factor
def norm(x, power: int = 2):
    return x.pow(power).sum().sqrt()
def both(x, y, n: int):
    for i in range(n):
        x = scale(x, 0.5) + y
    return x, norm(x)
"""

IMAGE = torch.rand(2, 3, 16, 16, generator=torch.Generator().manual_seed(3))
VECTOR = torch.linspace(-2, 3, 10)
ROWS = torch.rand(3, 4, generator=torch.Generator().manual_seed(4))

MODULES = [
    ("sample.pt", "forward", (VECTOR, VECTOR + 1)),
    ("sample.pt", "predict", (VECTOR,)),
    ("sample.pt", "add_scalar", (VECTOR, 7)),
    ("conv_traced_eval.pt", "forward", (IMAGE,)),
    ("conv_traced_train.pt", "forward", (IMAGE,)),
    ("control_flow.pt", "forward", (ROWS, 4)),
    ("control_flow.pt", "forward", (-ROWS, 3)),
    ("control_flow.pt", "describe", (ROWS,)),
    ("function.pt", "forward", (VECTOR, VECTOR, 0.25)),
    ("quantized_static.pt", "forward", (IMAGE[:, :, :8, :8].contiguous(),)),
    ("quantized_dynamic.pt", "forward", (IMAGE[:, 0, :5, :8].contiguous(),)),
    ("values.pt", "many", (1, 2, 3, 4, 5, 6, 7, 8)),
]
FUNCTIONS = [
    ("scale", (VECTOR, 0.3)),
    ("norm", (VECTOR, 2)),
    ("both", (VECTOR, -VECTOR, 3)),
]


def run_cpp(folder: Path, arguments: tuple[Any, ...], *target: str) -> Any:
    """Runs the plain C++ program on the same inputs."""
    inputs, output = folder / "inputs.pt", folder / "output.pt"
    torch.save(arguments, inputs, _use_new_zipfile_serialization=True)
    command = [str(REFERENCE), *target, str(inputs), str(output)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return torch.load(output, weights_only=False)  # what the program of the test has just written


def plain(value: Any) -> Any:
    """Detaches tensors: not every file and language keeps the autograd graph."""
    if isinstance(value, torch.Tensor):
        return value.detach()
    return type(value)(map(plain, value)) if isinstance(value, (list, tuple)) else value


@pytest.mark.parametrize(("model", "method", "arguments"), MODULES)
def test_modules_agree(
    models: Path, tmp_path: Path, model: str, method: str, arguments: tuple[Any, ...]
) -> None:
    path = str(models / model)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        expected = plain(getattr(torch.jit.load(path), method)(*arguments))
    assert same(plain(jit.load(path).invoke(method, *arguments)), expected)
    assert same(plain(run_cpp(tmp_path, arguments, path, method)), expected)
    if DOTNET_ROOT is not None:
        csharp_assembly.load()
        from TorchSharpPy.Tests import Agreement

        assert same(plain(Agreement.Run(path, method, arguments)), expected)


@pytest.mark.parametrize(("function", "arguments"), FUNCTIONS)
def test_compiled_functions_agree(
    tmp_path: Path, function: str, arguments: tuple[Any, ...]
) -> None:
    source = tmp_path / "source.py"
    source.write_text(SOURCE)
    expected = getattr(torch.jit.CompilationUnit(SOURCE), function)(*arguments)
    assert same(jit.compile(SOURCE).invoke(function, *arguments), expected)
    cpp = run_cpp(tmp_path, arguments, "--compile", str(source), function)
    assert same(cpp, expected)
    if DOTNET_ROOT is not None:
        csharp_assembly.load()
        from TorchSharpPy.Tests import Agreement

        assert same(Agreement.Compile(SOURCE, function, arguments), expected)


@pytest.mark.parametrize("model", ["conv_traced_eval.pt", "conv_traced_train.pt"])
@pytest.mark.skipif(DOTNET_ROOT is None, reason="there is no .NET")
def test_a_traced_module_keeps_its_mode_in_typed_calls(models: Path, model: str) -> None:
    csharp_assembly.load()
    from TorchSharpPy.Tests import Agreement

    typed = Agreement.RunTyped(str(models / model), IMAGE)
    module = jit.load(models / model)
    assert same(plain(typed), plain(module(IMAGE)))
