"""Code that AOTInductor compiles into a file: what it shares with its program, and its checks."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from torchsharp_py import ScriptValueError, UnsupportedValueError, export

pytestmark = pytest.mark.skipif(shutil.which("g++") is None, reason="there is no C++ compiler")


class Several(nn.Module):
    """Results in a container, one of them twice, and one that is an argument."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(8, 3)

    def forward(self, x: Tensor, more: dict[str, Tensor]) -> dict[str, Any]:
        y = self.layer(x + more["y"])
        return {"twice": (y, y), "sum": y.sum(), "given": x}


class Counting(nn.Module):
    """Changes a buffer, and an argument."""

    calls: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("calls", torch.zeros(4))

    def forward(self, x: Tensor) -> Tensor:
        self.calls.add_(1)
        x.mul_(2)
        return x + self.calls


def compiled_file(path: Path, model: nn.Module, args: tuple[Any, ...], **options: Any) -> Path:
    """A program with code that AOTInductor made with these options."""
    from torch._inductor import aot_compile
    from torch.export.pt2_archive import _package

    with torch.no_grad():
        program = torch.export.export(model, args)
        all_options = {"aot_inductor.package": True, "aot_inductor.package_constants_in_so": False}
        module = program.module(check_guards=False)
        files: Any = aot_compile(module, args, options={**all_options, **options})
    _package.package_pt2(path, exported_programs={"model": program}, aoti_files={"model": files})
    return path


def test_results_have_the_structure_of_the_program(tmp_path: Path) -> None:
    x, y = torch.randn(2, 4, 8)
    program = export.export(Several().eval(), (x, {"y": y}))
    export.save(program, tmp_path / "m.pt2", compiled=True)
    compiled = export.load(tmp_path / "m.pt2", mode="compiled")
    with torch.no_grad():
        torch.testing.assert_close(compiled(x, {"y": y}), program(x, {"y": y}))
        strided = torch.randn(8, 4).t()
        torch.testing.assert_close(compiled(strided, {"y": y}), program(strided, {"y": y}))
        with pytest.raises(ScriptValueError, match="Float"):
            compiled(x.double(), {"y": y})
    result = compiled(x, {"y": y})["sum"]  # with gradients to record, the program runs
    result.backward()
    torch.testing.assert_close(compiled.get_parameter("layer.bias").grad, torch.full((3,), 4.0))


def test_threads_call_the_code_at_the_same_time(tmp_path: Path) -> None:
    x = torch.randn(16, 8)
    program = export.export(nn.Sequential(nn.Linear(8, 8), nn.Tanh()).eval(), (x,))
    export.save(program, tmp_path / "m.pt2", compiled=True)
    compiled = export.load(tmp_path / "m.pt2", mode="compiled")
    found: list[bool] = []

    def call(number: int) -> None:
        mine = x + number
        with torch.no_grad():
            expected = program(mine)
            found.extend(torch.allclose(compiled(mine), expected, atol=1e-6) for _ in range(200))

    threads = [threading.Thread(target=call, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 800
    assert all(found)


def test_code_changes_the_buffers_and_arguments_that_the_program_changes(tmp_path: Path) -> None:
    program = export.export(Counting().eval(), (torch.ones(4),))
    export.save(program, tmp_path / "m.pt2", compiled=True)
    compiled = export.load(tmp_path / "m.pt2", mode="compiled")
    with torch.no_grad():
        for _ in range(3):
            x, same = torch.ones(4), torch.ones(4)
            torch.testing.assert_close(compiled(x), program(same))
            torch.testing.assert_close(x, same)
    torch.testing.assert_close(compiled.get_buffer("calls"), torch.full((4,), 3.0))


def test_weights_computed_from_others_do_not_outlive_a_change(tmp_path: Path) -> None:
    x = torch.randn(4, 8)
    options = {"aot_inductor.use_runtime_constant_folding": True}
    path = compiled_file(tmp_path / "m.pt2", nn.Linear(8, 3).eval(), (x,), **options)
    compiled, interpreted = export.load(path, mode="compiled"), export.load(path)
    with torch.no_grad():
        torch.testing.assert_close(compiled(x), interpreted(x))
        for program in (compiled, interpreted):
            program.get_parameter("weight").mul_(2)
        torch.testing.assert_close(compiled(x), interpreted(x))


def test_code_without_all_its_weights_is_refused(tmp_path: Path) -> None:
    x = torch.randn(4, 8)
    path = compiled_file(tmp_path / "m.pt2", nn.Linear(8, 3).eval(), (x,), freezing=True)
    with pytest.raises(UnsupportedValueError, match="has the weight '_frozen_param"):
        export.load(path, mode="compiled")
    with torch.no_grad():
        torch.testing.assert_close(export.load(path, mode="auto")(x), export.load(path)(x))
