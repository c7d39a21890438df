"""``export.export``, ``export.save`` and the command ``export``."""

from __future__ import annotations

import gc
import io
import re
import shutil
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy
import pytest
import torch
from torch import Tensor, nn
from torch.export import Dim

from tests.models.fixture_exported import Classifier, Features
from torchsharp_py import (
    ModelIOError,
    ScriptCompileError,
    ScriptTypeError,
    ScriptValueError,
    export,
    jit,
)
from torchsharp_py._cli import main
from torchsharp_py._frontend.dynamic import DynamicSize, dynamic_shapes


def scaled(x: Tensor, y: Tensor, *, factor: float = 2.0) -> dict[str, Tensor]:
    return {"sum": x + y * factor}


def branches(x: Tensor) -> Tensor:
    return x if x.sum() > 0 else -x


def fails(x: Tensor) -> Tensor:
    raise LookupError("deliberate")


def inputs_of(program: Any) -> dict[str, str]:
    return dict(program._describe()["program"]["inputs"])


# ------------------------------------------------------------------------------------------ export


@pytest.mark.parametrize("strict", [False, True], ids=["recorded", "analyzed"])
def test_a_function_becomes_a_program_with_its_parameters(strict: bool) -> None:
    x, y = torch.randn(2, 3, 4)
    program = export.export(scaled, (x, y), {"factor": 3.0}, strict=strict)
    assert str(program.schema("forward")).startswith("forward(Tensor x, Tensor y, float factor=3.")
    torch.testing.assert_close(program(x, y), scaled(x, y, factor=3.0))
    with pytest.raises(ScriptValueError, match="exported as the constant 3"):
        program(x, y, factor=4.0)


def test_a_module_keeps_its_weights_its_mode_and_the_sizes_that_vary() -> None:
    model = Classifier().eval()
    shapes = {"x": {0: Dim("batch", max=32)}}
    signature = export.Signature[[Tensor], Tensor]
    program = export.export(model, (torch.randn(4, 8),), dynamic_shapes=shapes, signature=signature)
    x = torch.randn(32, 8)
    torch.testing.assert_close(program(x), model(x))
    assert program.state_dict().keys() == model.state_dict().keys()
    with pytest.raises(ScriptValueError, match="to 32"):
        program(torch.randn(33, 8))
    with pytest.raises(ScriptTypeError, match="forward"):
        export.export(model, (torch.randn(4, 8),), signature=export.Signature[[int], Tensor])


def test_a_path_names_what_is_exported() -> None:
    x = torch.randn(5)
    assert torch.equal(export.export("torch.nn.functional:relu", (x,))(x), x.relu())


def test_a_torchscript_module_is_converted(models: Path) -> None:
    x = torch.randn(4, 8)
    ours = jit.script(nn.Sequential(nn.Linear(8, 3), nn.ReLU()))
    for module in (ours, torch.jit.load(io.BytesIO(jit.save_to_bytes(ours)))):
        program = export.export(module, (x,))
        other = torch.randn(7, 8)
        torch.testing.assert_close(program(other), ours(other))
        assert program.state_dict().keys() == ours.state_dict().keys()
    with pytest.raises(ScriptTypeError, match="by itself"):
        export.export(ours, (x,), dynamic_shapes={})
    with pytest.raises(ScriptTypeError, match="by position"):
        export.export(ours, (), {"input": x})


def test_what_cannot_be_exported_is_said() -> None:
    x = torch.randn(3)
    with pytest.raises(ScriptCompileError, match=r"torch\.export failed: "):
        export.export(branches, (x,))
    with pytest.raises(ScriptCompileError, match=r"torch\.export failed: "):
        export.export(
            nn.Linear(3, 2), (torch.randn(4, 3),), dynamic_shapes={"input": {0: Dim("b", max=2)}}
        )
    with pytest.raises(LookupError, match="deliberate"):
        export.export(fails, (x,))
    with pytest.raises(ScriptTypeError, match="create an instance of the class first"):
        export.export(nn.Linear, (x,))
    with pytest.raises(ScriptTypeError, match="expected a tuple of example inputs, got Tensor"):
        export.export(scaled, x)  # type: ignore[call-overload]
    with pytest.raises(ScriptValueError, match="has no 'Liner'"):
        export.export("torch.nn:Liner", (x,))
    with pytest.raises(ScriptTypeError, match=r"save it with export\.save"):
        export.export(export.export(nn.ReLU(), (x,)), (x,))


# ---------------------------------------------------------------------------------- sizes that vary


def test_places_in_containers_have_sizes_that_vary() -> None:
    batch = {"x": torch.randn(3, 8), "z": torch.ones(2)}
    args = (batch, (torch.randn(3, 4), [torch.randn(3, 4)]))
    places = ("batch.x", "pair.0", "pair.1.0")
    sizes = [DynamicSize(place, 0, "batch", 1, 64) for place in places]
    shapes = dynamic_shapes(Features().forward, args, {}, sizes)
    found = inputs_of(export.export(Features(), args, dynamic_shapes=shapes))
    (symbol,) = set(re.findall(r"\bs\d+", " ".join(found.values())))
    assert found["batch['x']"] == f"Float[{symbol}, 8]"
    assert found["pair[1][0]"] == f"Float[{symbol}, 4]"
    assert found["batch['z']"] == "Float[2]"


def test_a_size_without_a_name_varies_too() -> None:
    args = (torch.randn(3, 8),)
    shapes = dynamic_shapes(nn.ReLU().forward, args, {}, [DynamicSize("input", 0, "", 2, 9)])
    program = export.export(nn.ReLU(), args, dynamic_shapes=shapes)
    assert program._describe()["program"]["symbols"][0][1:] == (2, 9)


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ([DynamicSize("y", 0)], r"\(input\), got 'y'"),
        ([DynamicSize("input", 2)], "from 0 to 1, got 2"),
        ([DynamicSize("input", 0, "a b")], "expected a name for a size"),
        ([DynamicSize("input", 0, "n", 1, 4), DynamicSize("input", 1, "n", 1, 5)], "got two"),
    ],
    ids=["place", "dimension", "name", "ranges"],
)
def test_wrong_sizes_are_named(sizes: list[DynamicSize], said: str) -> None:
    with pytest.raises(ScriptValueError, match=said):
        dynamic_shapes(nn.ReLU().forward, (torch.randn(3, 8),), {}, sizes)


# -------------------------------------------------------------------------------------------- save


def test_programs_are_saved_with_the_weights_that_they_have_now(tmp_path: Path) -> None:
    x = torch.randn(4, 8)
    program = export.export(Classifier().eval(), (x,))
    with torch.no_grad():
        program.get_parameter("layer.bias").add_(1)
    path, file = tmp_path / "m.pt2", io.BytesIO()
    export.save(program, path, {"note.txt": "hello"})
    export.save(program, file)
    for source in (path, file.getvalue()):
        torch.testing.assert_close(export.load(source)(x), program(x))
    torch.testing.assert_close(torch.export.load(path).module()(x), program(x))
    extra = {"note.txt": ""}
    export.load(path, extra_files=extra)
    assert extra == {"note.txt": b"hello"}


def test_a_program_of_torch_is_saved_too(tmp_path: Path) -> None:
    x = torch.randn(4, 8)
    program = torch.export.export(Classifier().eval(), (x,))
    export.save(program, tmp_path / "m.pt2", {"a": b"b"})
    torch.testing.assert_close(export.load(tmp_path / "m.pt2")(x), program.module()(x))
    extra = {"a": b""}
    export.load(tmp_path / "m.pt2", extra_files=extra)
    assert extra == {"a": b"b"}
    with pytest.raises(ScriptValueError, match="only text"):
        export.save(program, tmp_path / "m.pt2", {"a": bytes([255])})
    with pytest.raises(ModelIOError, match="cannot be written"):
        export.save(program, tmp_path / "no" / "m.pt2")
    with pytest.raises(ScriptTypeError, match=r"save it with jit\.save"):
        export.save(jit.script(nn.ReLU()), tmp_path / "m.pt2")


@pytest.mark.skipif(shutil.which("g++") is None, reason="there is no C++ compiler")
def test_compiled_code_in_the_file_computes_the_same(tmp_path: Path) -> None:
    path = tmp_path / "m.pt2"
    command = ["export", "torch.nn:Linear", "--arg", "8", "--arg", "3", "--aot", "-o", str(path)]
    sizes = ["--input", "input=float32[4,8]", "--dynamic", "input=0:batch"]
    assert main([*command, *sizes]) == 0
    with torch.no_grad():
        compiled, interpreted = export.load(path, mode="compiled"), export.load(path)
        for size in (2, 9):
            x = torch.randn(size, 8)
            torch.testing.assert_close(compiled(x), interpreted(x))
        compiled.get_parameter("weight").mul_(2)  # the code has the weights of the program
        interpreted.get_parameter("weight").mul_(2)
        torch.testing.assert_close(compiled(x), interpreted(x))
    assert compiled._describe()["program"]["execution"] == "compiled"
    with pytest.raises(ScriptValueError, match="Float"):
        compiled(torch.randn(2, 9))
    weight = compiled.get_parameter("weight").untyped_storage()
    del compiled
    gc.collect()
    assert torch._C._storage_Use_Count(weight._cdata) == 1  # the code has let go of it


# ------------------------------------------------------------------------------------- the command


def test_the_command_exports_a_class_by_its_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, weights = tmp_path / "m.pt2", tmp_path / "weights.pt"
    model = nn.Linear(8, 3, bias=False)
    torch.save(model.state_dict(), weights)
    arguments = ["--arg", "8", "--arg", "3", "--arg", "bias=false", "--weights", str(weights)]
    inputs = ["--input", "input=float32[4,8]", "--dynamic", "input=0:batch:1:64"]
    command = ["export", "torch.nn:Linear", "-o", str(path)]
    assert main([*command, *arguments, *inputs]) == 0
    assert capsys.readouterr().out.startswith(f"{path}: forward(input: torch.Tensor) -> ")
    x = torch.randn(64, 8)
    torch.testing.assert_close(export.load(path)(x), model(x))


def test_the_command_exports_modules_of_this_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nets_of_this_folder.py").write_text(
        "import torch\n"
        "class Net(torch.nn.Module):\n"
        "    def forward(self, batch, *, scale=1.0):\n"
        "        return torch.nn.functional.dropout(batch['x'], training=self.training) * scale\n"
    )
    numpy.save(tmp_path / "x.npy", numpy.ones((3, 2), "float32"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    inputs = ["--input", 'batch={"x": "x.npy"}', "--input", "scale=3.0"]
    command = ["export", "nets_of_this_folder:Net", "-o", "net.pt2"]
    assert main([*command, *inputs, "--dynamic", "batch.x=0:rows"]) == 0
    x = torch.randn(5, 2)
    assert torch.equal(export.load("net.pt2")({"x": x}), x * 3)  # evaluation mode


def test_the_command_converts_a_torchscript_file(models: Path, tmp_path: Path) -> None:
    path = tmp_path / "m.pt2"
    command = ["export", str(models / "linear.pt"), "--input", "input=5x4", "-o", str(path)]
    assert main(command) == 0
    x = torch.randn(9, 4)
    torch.testing.assert_close(export.load(path)(x), jit.load(models / "linear.pt")(x))


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["torch.nn:ReLU", "-o", "m.pt"], 2, "ends in .pt2"),
        (["torch.nn:ReLU", "-o", "/no/such/m.pt2"], 2, "there is no folder"),
        (["nothing.pt", "-o", "m.pt2"], 2, "there is no file 'nothing.pt'"),
        (["torch.nn:Liner", "-o", "m.pt2"], 2, "has no 'Liner'"),
        (["torch.nn:Linear", "-o", "m.pt2"], 2, "cannot be created: TypeError"),
        (["torch.nn:ReLU", "-o", "m.pt2"], 2, "add --input input="),
        (["torch.nn:ReLU", "--input", "x=2x3", "-o", "m.pt2"], 2, "no parameter 'x'"),
        (["torch.nn:ReLU", "--input", "input", "-o", "m.pt2"], 2, "expected NAME=VALUE"),
        (["torch.nn:ReLU", "--input", "input=x.npy", "-o", "m.pt2"], 2, "no file 'x.npy'"),
        (
            ["torch.nn:ReLU", "--input", "input=2x3", "--dynamic", "input", "-o", "m.pt2"],
            2,
            "--dynamic: expected NAME=DIM",
        ),
        (
            [f"{__name__}:branches", "--input", "x=2x3", "-o", "m.pt2"],
            1,
            "torch.export failed",
        ),
        (
            [f"{__name__}:fails", "--input", "x=2x3", "-o", "m.pt2"],
            1,
            "the model raised an error: LookupError: deliberate",
        ),
        (["no_such_module:Net", "-o", "m.pt2"], 2, "cannot be imported: No module named"),
    ],
    ids=[
        *("ending", "folder", "file", "name", "constructor", "missing", "unknown", "form"),
        *("input-file", "dynamic", "branch", "raises", "import"),
    ],
)
def test_the_command_says_what_is_wrong(
    arguments: list[str],
    status: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert main(["export", *arguments]) == status
    error = capsys.readouterr().err
    assert "export: " in error
    assert said in error
    assert not (tmp_path / "m.pt2").exists()


def test_options_of_code_are_refused_for_a_torchscript_file(
    models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["export", str(models / "linear.pt"), "-o", str(tmp_path / "m.pt2")]
    for option in (["--arg", "1"], ["--dynamic", "input=0"], ["--strict"], ["--training"]):
        assert main([*command, *option]) == 2
        assert f"{option[0]}: not for a TorchScript file" in capsys.readouterr().err
