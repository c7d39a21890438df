"""Files with compiled code and no program: loaded on request alone, with the code's own checks."""

from __future__ import annotations

import copy
import ctypes
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from tests.dotnet.dotnet_programs import needs_dotnet
from tests.python.compiled_files import (
    WIDTH,
    Scaled,
    arguments,
    compiled,
    edited,
    exported,
    packaged,
    with_metadata,
    without,
    without_structure,
)
from torchsharp_py import (
    ModelFormatError,
    ScriptTypeError,
    ScriptValueError,
    UnsupportedValueError,
    export,
)
from torchsharp_py._cli import main

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def eager() -> nn.Module:
    torch.manual_seed(3)
    return Scaled().eval()


@pytest.fixture(scope="module")
def files(eager: nn.Module) -> list[Any]:
    return compiled(exported(eager))


@pytest.fixture(scope="module")
def package(files: list[Any]) -> bytes:
    return packaged(files)


@pytest.fixture
def path(package: bytes, tmp_path: Path) -> Path:
    file = tmp_path / "package.pt2"
    file.write_bytes(package)
    return file


def assert_close(ours: Any, theirs: Any) -> None:
    torch.testing.assert_close(ours, theirs, rtol=1e-5, atol=1e-6)


# ----------------------------------------------------------------------------------------- running


@pytest.mark.parametrize("rows", [2, 4, 64])
def test_a_package_computes_what_the_module_does(
    eager: nn.Module, package: bytes, rows: int
) -> None:
    module = export.load(package, mode="unchecked")
    batch, scale = arguments(rows)
    expected = eager(batch, scale=scale)
    with torch.no_grad():
        assert_close(module(batch, scale=scale), expected)
    assert_close(module(batch, scale), expected)
    assert_close(copy.deepcopy(module).eval()(batch, scale=scale), expected)


def test_the_structure_and_the_names_are_those_of_the_export(package: bytes) -> None:
    module = export.load(package, mode="unchecked")
    parameters = module.forward.schema.parameters
    assert [one.name for one in parameters] == ["input0", "scale"]
    assert str(module.forward.schema).startswith("forward(Dict(str, Tensor) input0, Tensor scale)")
    program = module._describe()["program"]
    assert program is not None
    assert (program["execution"], program["mode"]) == ("unchecked", "unknown")
    assert program["inputs"] == [("input0['x']", "Tensor"), ("scale", "Tensor")]
    assert program["outputs"] == ["Tensor"] * 3
    assert (program["symbols"], program["operators"]) == ([], {})


def test_without_a_structure_tensors_are_taken_and_returned_in_a_row(
    eager: nn.Module, package: bytes
) -> None:
    module = export.load(without_structure(package), mode="unchecked")
    assert str(module.forward.schema) == "forward(Tensor input0, Tensor input1) -> Tensor[]"
    batch, scale = arguments()
    expected = eager(batch, scale=scale)
    assert_close(module(batch["x"], scale), [expected["y"], *expected["more"]])


def test_threads_may_make_the_first_call_together(eager: nn.Module, package: bytes) -> None:
    module = export.load(package, mode="unchecked")
    given = [arguments(rows) for rows in range(2, 34)]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda one: module(*one), given))
    for (batch, scale), result in zip(given, results, strict=True):
        assert_close(result, eager(batch, scale=scale))


class Two(nn.Module):
    """All sizes vary, so that no check but the one of the element type has a number."""

    def forward(self, x: Tensor, times: int) -> Tensor:
        return x * times + x.sum(0)


@pytest.fixture(scope="module")
def two() -> bytes:
    sizes = {"x": {0: torch.export.Dim.AUTO, 1: torch.export.Dim.AUTO}, "times": None}
    program = torch.export.export(Two(), (torch.rand(3, 5), 2), dynamic_shapes=sizes)
    return packaged(compiled(program), name="two")


def test_numbers_of_the_export_are_left_out(two: bytes) -> None:
    module = export.load(two, mode="unchecked", model="two")
    assert [one.type.text for one in module.forward.schema.parameters] == ["Any", "Any"]
    x = torch.rand(4, 6)
    assert_close(module(x, 2), Two()(x, 2))
    with pytest.raises(ScriptValueError, match="takes 1 tensors among its arguments; got 2"):
        module(x, torch.tensor(2))


# ------------------------------------------------------------------------------------------ checks


@pytest.mark.parametrize(
    ("x", "scale", "message"),
    [
        (
            torch.rand(4, 8).double(),
            torch.rand(WIDTH),
            r"'input0\['x'\]'.*dtype.*Got Double\[4, 8\]",
        ),
        (torch.rand(4, 8), torch.rand(4), r"'scale'.*dim value at 0, expected: 12.*Float\[4\]"),
        (torch.rand(1, 8), torch.rand(WIDTH), r"'input0\['x'\]'.*too small at 0"),
        (torch.rand(65, 8), torch.rand(WIDTH), r"'input0\['x'\]'.*too large at 0.*Float\[65, 8\]"),
        (torch.rand(8), torch.rand(WIDTH), r"'input0\['x'\]'.*Got Float\[8\]"),
        (torch.rand(8, 8).t(), torch.rand(WIDTH), r"unmatched stride.*try contiguous\(\)"),
        (torch.rand(4, 8).to_sparse(), torch.rand(WIDTH), "dense tensor"),
        (torch.rand(4, 8).requires_grad_(), torch.rand(WIDTH), "records none"),
    ],
    ids=["dtype", "size", "small", "large", "rank", "strides", "sparse", "gradient"],
)
def test_the_first_call_and_the_next_ones_check_tensors(
    package: bytes, x: Tensor, scale: Tensor, message: str
) -> None:
    module = export.load(package, mode="unchecked")
    for _ in range(2):
        with pytest.raises(ScriptValueError, match=message):
            module({"x": x}, scale=scale)
    batch, scale = arguments()
    module(batch, scale)


def test_a_tensor_with_fewer_dimensions_is_refused_whatever_was_in_memory_before(
    two: bytes,
) -> None:
    module = export.load(two, mode="unchecked")
    for size in range(2, 60):
        torch.rand(size, size).t()  # leaves its sizes in the memory that comes next
        with pytest.raises(ScriptValueError, match=rf"Got Float\[{size}\]"):
            module(torch.rand(size), 2)


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ((), ScriptTypeError),
        (({"x": torch.rand(4, 8)},), ScriptTypeError),
        ((torch.rand(4, 8), torch.rand(WIDTH)), ScriptTypeError),
        (({"y": torch.rand(4, 8)}, torch.rand(WIDTH)), ScriptValueError),
        (({"x": torch.rand(4, 8), "y": torch.rand(1)}, torch.rand(WIDTH)), ScriptValueError),
    ],
    ids=["nothing", "too few", "structure", "key", "too many"],
)
def test_the_number_of_tensors_is_checked(
    package: bytes, args: tuple[Any, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        export.load(package, mode="unchecked")(*args)


def test_the_checks_of_other_code_are_left_as_they_are(
    package: bytes, two: bytes, tmp_path: Path
) -> None:
    """A checked program takes what AOTInductor's checks would refuse: one row."""
    file = tmp_path / "checked.pt2"
    rows = {"x": {0: torch.export.Dim("rows", min=0, max=64)}}
    program = torch.export.export(
        nn.ReLU(), (torch.rand(4, 8),), dynamic_shapes=({0: rows["x"][0]},)
    )
    export.save(program, file, compiled=True)
    export.load(package, mode="unchecked")(*arguments())
    getenv = ctypes.CDLL(None).getenv
    getenv.restype = ctypes.c_char_p
    assert getenv(b"AOTI_RUNTIME_CHECK_INPUTS") in (None, b"0")
    checked = export.load(file, mode="compiled")
    x = torch.randn(1, 8)
    with torch.no_grad():
        assert torch.equal(checked(x), x.relu())


# ----------------------------------------------------------------------------------------- refusal


@pytest.mark.parametrize("mode", ["interpret", "auto", "compiled"])
def test_without_the_request_the_refusal_names_it(package: bytes, mode: export.Mode) -> None:
    with pytest.raises(UnsupportedValueError, match=r"nothing else is known.*mode 'unchecked'"):
        export.load(package, mode=mode)
    with pytest.raises(UnsupportedValueError, match="mode 'unchecked'"):
        export.load(package, mode=mode, model="model")
    with pytest.raises(ScriptValueError, match="no program 'other'"):
        export.load(package, mode=mode, model="other")


def test_a_file_with_the_program_is_not_loaded_unchecked(
    eager: nn.Module, files: list[Any], models: Path
) -> None:
    for source in (packaged(files, exported(eager)), models / "exported_sums.pt2"):
        with pytest.raises(ScriptValueError, match="whose inputs are checked: use another mode"):
            export.load(source, mode="unchecked")
    with pytest.raises(ScriptValueError, match=r"no compiled code 'other'\. It has: model"):
        export.load(packaged(files), mode="unchecked", model="other")


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"AOTI_PLATFORM": "windows"}, "compiled for windows"),
        ({"AOTI_MACHINE": "s390x"}, "on s390x"),
        ({"AOTI_CPU_ISA": "VECTORS9"}, "needs a processor with VECTORS9"),
        ({"AOTI_DEVICE_KEY": "xpu"}, "for 'xpu'"),
    ],
    ids=["platform", "machine", "instructions", "device"],
)
def test_code_for_another_machine_is_not_loaded(
    package: bytes, metadata: dict[str, str], message: str
) -> None:
    with pytest.raises(UnsupportedValueError, match=f"compiled code cannot be used.*{message}"):
        export.load(with_metadata(package, **metadata), mode="unchecked")


@pytest.mark.parametrize(
    ("end", "message"),
    [(".so", "has no library"), (".wrapper_metadata.json", "has no metadata")],
    ids=["library", "metadata"],
)
def test_an_incomplete_package_is_a_format_error(package: bytes, end: str, message: str) -> None:
    with pytest.raises(ModelFormatError, match=message):
        export.load(without(package, end), mode="unchecked")


def test_a_file_that_is_not_a_library_is_a_format_error(package: bytes) -> None:
    other = edited(package, lambda name, data: b"text" if name.endswith(".so") else data)
    with pytest.raises(ModelFormatError, match="cannot be loaded"):
        export.load(other, mode="unchecked")


def test_code_whose_weights_are_elsewhere_is_refused(eager: nn.Module, tmp_path: Path) -> None:
    file = tmp_path / "shared.pt2"
    export.save(exported(eager), file, compiled=True)
    alone = without(file.read_bytes(), "models/model.json")
    with pytest.raises(
        UnsupportedValueError, match=r"the weights layer\.bias, .*are not in its lib"
    ):
        export.load(alone, mode="unchecked")


def test_what_needs_the_program_is_refused(package: bytes, tmp_path: Path) -> None:
    module = export.load(package, mode="unchecked")
    for action in (
        lambda: module.save(tmp_path / "again.pt2"),
        lambda: pickle.dumps(module),
        lambda: module.train(),
        lambda: module.forward.graph,
    ):
        with pytest.raises(UnsupportedValueError, match="only compiled code"):
            action()


# ------------------------------------------------------------------------------------------- tools


def test_inspect_says_what_is_known_and_loads_nothing(
    path: Path, package: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(path), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["program"]["package"] is True
    assert report["program"]["compiled"]["misfit"] is None
    assert (report["methods"], report["program"]["inputs"]) == ([], [])
    path.write_bytes(without(package, ".so"))  # nothing that could be loaded
    for option in ([], ["--summary"], ["--full"], ["--trust"]):
        assert main(["inspect", str(path), *option]) == 0
        text = capsys.readouterr().out
        assert "nothing else is known of the code" in text
        assert "the mode 'unchecked'" in text


@pytest.mark.parametrize("command", [["codegen"], ["inspect", "--graph"], ["inspect", "--code"]])
def test_other_tools_say_that_nothing_is_known(
    path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    options = ["--class", "Net", "--lang", "python"] if command == ["codegen"] else []
    assert main([command[0], str(path), *command[1:], *options]) == 2
    assert "nothing else is known of it: no element types, and no sizes" in capsys.readouterr().err


def test_run_takes_the_mode(two: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "two.pt2"
    file.write_bytes(without_structure(two))
    command = ["run", str(file), "--input", "input0=float32[4,6]"]
    assert main(command) == 2
    assert "mode 'unchecked'" in capsys.readouterr().err
    assert main([*command, "--mode", "unchecked"]) == 0
    assert "[4, 6]" in capsys.readouterr().out


@needs_dotnet
def test_csharp_runs_a_package_too(eager: nn.Module, path: Path) -> None:
    from tests.dotnet import csharp_assembly

    csharp_assembly.load()
    from TorchSharpPy.Tests import ExportedFromPython

    batch, scale = arguments()
    expected = eager(batch, scale=scale)
    assert_close(ExportedFromPython.Package(str(path), batch["x"], scale), expected["y"])
    path.write_bytes(without_structure(path.read_bytes()))
    found = list(ExportedFromPython.FlatPackage(str(path), batch["x"], scale))
    assert_close(found, [expected["y"], *expected["more"]])
    refusals = list(ExportedFromPython.PackageRefusals(str(path), batch["x"], scale))
    assert "mode 'unchecked'" in refusals[0]
    assert "'input0' is not as the code was compiled for: unmatched dtype" in refusals[1]
    assert "input1" in refusals[2]
