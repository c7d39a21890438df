"""``inspect``, ``run`` and ``codegen`` with programs of torch.export."""

from __future__ import annotations

import importlib.util
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import numpy
import pytest
import torch

from tests.dotnet.dotnet_programs import ROOT
from torchsharp_py import ScriptTypeError, ScriptValueError, UnsupportedValueError, export
from torchsharp_py._archives import is_program, load_archive
from torchsharp_py._cli import main

GOLDEN = ROOT / "tests" / "golden"
METADATA = {"AOTI_DEVICE_KEY": "cpu", "AOTI_PLATFORM": "linux", "AOTI_MACHINE": "x86_64"}


@pytest.fixture
def features(models: Path) -> Path:
    return models / "exported_features.pt2"


@pytest.fixture
def sums(models: Path) -> Path:
    return models / "exported_sums.pt2"


@pytest.fixture
def two(models: Path) -> Path:
    return models / "exported_two.pt2"


def report(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    assert main(["inspect", *map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


# ----------------------------------------------------------------------------------------- inspect


def test_a_report_has_the_types_and_ranges_of_the_program(
    features: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = report(capsys, features)["program"]
    exported = torch.export.load(features)
    ranges = [(int(r.lower), int(r.upper)) for r in exported.range_constraints.values()]
    assert [(one["least"], one["most"]) for one in program["sizes"]] == ranges == [(1, 64)]
    size = program["sizes"][0]["name"]
    assert {one["name"]: one["type"] for one in program["inputs"]} == {
        "batch['x']": f"Float[{size}, 8]",
        "batch['z']": "Float[2]",
        "pair[0]": f"Float[{size}, 4]",
        "pair[1][0]": f"Float[{size}, 4]",
        "scale": "2.",
    }
    assert program["outputs"] == [f"Float[{size}, 4]", "Float[2]"]
    assert program["torch_version"] == torch.__version__
    assert (program["sample_inputs"], program["compiled"]) == (True, None)


def test_weights_and_operators_are_those_of_torch(
    models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = models / "exported_training.pt2"
    found, exported = report(capsys, path), torch.export.load(path)
    weights = found["parameters"] + found["buffers"]
    assert {one["name"]: one["shape"] for one in weights} == {
        name: list(value.shape) for name, value in exported.state_dict.items()
    }
    called = [str(n.target) for n in exported.graph.nodes if n.op == "call_function"]
    assert sum(found["operators"].values()) == len(called)
    assert found["program"]["mode"] == "training"
    assert found["archive"]["tensor_bytes"] == sum(
        value.untyped_storage().nbytes() for value in exported.state_dict.values()
    )


def test_the_text_has_what_the_json_has(features: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = report(capsys, features)["program"]
    assert main(["inspect", str(features), "--full", "--types", "csharp"]) == 0
    text = capsys.readouterr().out
    assert re.search(r"^program +model$", text, re.MULTILINE)
    assert "Dictionary<string, Tensor> forward(Dictionary<string, Tensor> batch, " in text
    for one in found["inputs"]:
        assert re.search(rf"^  {re.escape(one['name'])} +{re.escape(one['type'])}$", text, re.M)
    assert re.search(rf"^  {found['sizes'][0]['name']} +1 to 64$", text, re.MULTILINE)


def test_a_program_of_several_is_named(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(two)]) == 2
    assert "It has: classifier, sums" in capsys.readouterr().err
    found = report(capsys, two, "--model", "sums")["program"]
    assert (found["name"], found["programs"]) == ("sums", ["classifier", "sums"])
    assert main(["inspect", str(two), "--model", "sums", "--summary"]) == 0
    assert "sums (the file also has classifier)" in capsys.readouterr().out


def test_source_is_refused_in_words(sums: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(sums), "--code"]) == 2
    assert "is a program of torch.export, which has no TorchScript source" in (
        capsys.readouterr().err
    )


def with_code(source: Path, target: Path, **metadata: str) -> Path:
    """A copy with files in the place of compiled code; nothing in them can run."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        folder = f"{old.namelist()[0].partition('/')[0]}/data/aotinductor/model"
        new.writestr(f"{folder}/x.wrapper_metadata.json", json.dumps({**METADATA, **metadata}))
        new.writestr(f"{folder}/x.wrapper.so", b"not a library")
    return target


@pytest.mark.parametrize(
    ("metadata", "fits"),
    [
        ({}, True),
        ({"AOTI_CPU_ISA": "DEFAULT"}, True),
        ({"AOTI_PLATFORM": "windows"}, False),
        ({"AOTI_MACHINE": "s390x"}, False),
        ({"AOTI_CPU_ISA": "VECTORS9"}, False),
        ({"AOTI_DEVICE_KEY": "xpu"}, False),
    ],
    ids=["fits", "plain", "platform", "machine", "instructions", "device"],
)
def test_compiled_code_is_judged_as_the_loader_does_but_not_run(
    sums: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    metadata: dict[str, str],
    fits: bool,
) -> None:
    path = with_code(sums, tmp_path / "coded.pt2", **metadata)
    code = report(capsys, path)["program"]["compiled"]
    assert (code["misfit"] is None) == fits
    assert main(["inspect", str(path)]) == 0
    assert ("fits this machine" in capsys.readouterr().out) == fits
    if not fits:  # the loader refuses it before it looks at the library
        with pytest.raises(UnsupportedValueError, match="compiled code cannot be used: ") as error:
            export.load(path, mode="compiled")
        if metadata.get("AOTI_DEVICE_KEY") is None:
            assert code["misfit"] in str(error.value)


# --------------------------------------------------------------------------------------------- run


def test_run_takes_inputs_by_name_and_from_files(sums: Path, tmp_path: Path) -> None:
    x, y = numpy.random.rand(2, 10).astype("float32")
    numpy.save(tmp_path / "x.npy", x)
    result = tmp_path / "result.npz"
    arguments = ["--input", f"x={tmp_path / 'x.npy'}", "--input", f"y={json.dumps(y.tolist())}"]
    assert main(["run", str(sums), *arguments, "--output", str(result)]) == 0
    expected = torch.export.load(sums).module()(torch.from_numpy(x), torch.from_numpy(y))
    saved = numpy.load(result)
    for key, one in zip("01", expected, strict=True):
        numpy.testing.assert_array_equal(saved[key], one.numpy())


def test_run_chooses_a_program(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--model", "classifier", "--input", "x=float32[5,8]"]
    assert main(["run", str(two), *arguments]) == 0
    assert re.search(r"result +float32 +\[5, 3\]", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--input", "x=10", "--input", "y=3"], "'y' must be Float[10]"),
        (["--input", "x=10"], "needs a value for 'y'"),
        (["--model", "other", "--input", "x=10", "--input", "y=10"], "has no program 'other'"),
        (["--mode", "compiled", "--input", "x=1", "--input", "y=1"], "has no compiled code"),
    ],
    ids=["size", "missing", "model", "mode"],
)
def test_run_refuses_what_does_not_fit(
    sums: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["run", str(sums), *arguments]) == 2
    assert said in capsys.readouterr().err


def test_options_of_programs_are_refused_for_torchscript(
    models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for option in (["--model", "sums"], ["--mode", "auto"]):
        assert main(["run", str(models / "sample.pt"), *option]) == 2
        assert f"omit '{option[0][2:]}'" in capsys.readouterr().err
    assert main(["inspect", str(models / "sample.pt"), "--model", "sums"]) == 2


# ----------------------------------------------------------------------------- choosing the loader


def test_the_content_of_a_file_chooses_its_loader(models: Path, sums: Path, tmp_path: Path) -> None:
    renamed = tmp_path / "model.pt"
    renamed.write_bytes(sums.read_bytes())
    x = torch.ones(10)
    for source in (sums, renamed, str(sums), sums.read_bytes()):
        assert is_program(source)
        assert torch.equal(load_archive(source)(x, x)[0], x + x)
    for name in ("sample.pt", "not_a_zip.pt", "truncated.pt", "nothing.pt"):
        assert not is_program(models / name)
    assert load_archive((models / "sample.pt").read_bytes()).methods
    with pytest.raises(ScriptValueError, match="with 'mode'"):
        load_archive(models / "sample.pt", mode="auto")


# ----------------------------------------------------------------------------------------- codegen


def without_sizes(text: str) -> str:
    """Symbols have numbers that another torch may choose otherwise."""
    return re.sub(r"\bs\d+\b", "s", text)


@pytest.mark.parametrize(
    ("file", "options"),
    [
        ("ExportedFeatures.g.cs", ["--lang", "csharp", "--namespace", "Golden"]),
        ("exported_features.py", ["--lang", "python"]),
    ],
    ids=["csharp", "python"],
)
def test_the_generated_classes_are_those_that_the_tests_use(
    features: Path, tmp_path: Path, file: str, options: list[str]
) -> None:
    output = tmp_path / file
    arguments = [*options, "--class", "ExportedFeatures", "-o", str(output)]
    assert main(["codegen", str(features), *arguments]) == 0
    expected = (GOLDEN / file).read_text(encoding="utf-8")
    assert without_sizes(output.read_text(encoding="utf-8")) == without_sizes(expected)


def test_the_documentation_has_types_sizes_and_ranges() -> None:
    for file in ("ExportedFeatures.g.cs", "exported_features.py"):
        text = without_sizes((GOLDEN / file).read_text(encoding="utf-8"))
        assert "['x'] Float[s, 8], ['z'] Float[2]" in text
        assert "always 2.0" in text
        assert "The size s is 1 to 64." in text


def test_a_generated_python_class_runs_its_program(features: Path, sums: Path) -> None:
    from tests.golden.exported_features import ExportedFeatures

    batch, pair = {"x": torch.randn(5, 8), "z": torch.ones(2)}, (torch.ones(1), [torch.ones(1)])
    pair = (torch.randn(5, 4), [torch.randn(5, 4)])
    model = ExportedFeatures.load(features)
    expected = torch.export.load(features).module()(batch, pair, scale=2.0)
    for result in (model.forward(batch, pair), model(batch, pair, 2.0)):
        torch.testing.assert_close(result, expected)
    with pytest.raises(ScriptTypeError, match="not the one that ExportedFeatures"):
        ExportedFeatures.load(sums)


def test_a_class_of_one_of_several_programs_loads_it_by_name(two: Path, tmp_path: Path) -> None:
    output = tmp_path / "generated_sums.py"
    arguments = ["--lang", "python", "--class", "Sums", "--model", "sums", "-o", str(output)]
    assert main(["codegen", str(two), *arguments]) == 0
    spec = importlib.util.spec_from_file_location("generated_sums", output)
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    x = torch.ones(10)
    assert torch.equal(module.Sums.load(two).forward(x, x)[0], x + x)
