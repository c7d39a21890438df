"""Unusual and hostile input; each case once crashed, hung or misled someone."""

from __future__ import annotations

import copy
import os
import pickle
import stat
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest
import torch

import torchsharp_py as ts
from torchsharp_py import _C, jit

CLASSES = [_C.ScriptModule, _C.ScriptMethod, _C.CompilationUnit]


@pytest.mark.parametrize("cls", CLASSES)
def test_classes_cannot_be_made_or_derived_from(cls: type) -> None:
    with pytest.raises(TypeError, match=r"use torchsharp_py\.jit"):
        cls()
    with pytest.raises(TypeError, match=r"use torchsharp_py\.jit"):
        cls.__new__(cls)
    with pytest.raises(TypeError):
        type("Derived", (cls,), {})


def test_pickling_is_refused_in_every_protocol(sample: jit.ScriptModule) -> None:
    unit = jit.compile("def f(x): return x")
    for value in (sample, sample.predict, unit):
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            with pytest.raises(TypeError, match="cannot be pickled"):
                pickle.dumps(value, protocol)
    for value in (sample.predict, unit):  # a module can be copied
        with pytest.raises(TypeError, match="cannot be pickled"):
            copy.copy(value)


def test_errors_can_be_pickled() -> None:
    with pytest.raises(ts.ScriptCompileError) as caught:
        jit.compile("def f(x): return y")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 (written here)
    assert type(again) is type(caught.value)
    assert (again.line, again.lineno, str(again)) == (1, 1, str(caught.value))


def test_keywords_that_are_not_text(sample: jit.ScriptModule, x: torch.Tensor) -> None:
    with pytest.raises(TypeError, match="keywords must be strings"):
        sample(x, **{b"y": x})  # type: ignore[arg-type]


def test_objects_that_only_claim_to_be_tensors(sample: jit.ScriptModule, x: torch.Tensor) -> None:
    class Liar:
        @property
        def __class__(self) -> type:  # type: ignore[override]
            raise ZeroDivisionError

    for fake in (mock.Mock(spec=torch.Tensor), Liar()):
        with pytest.raises(ts.ScriptTypeError, match="must be Tensor"):
            sample(x, fake)
        with pytest.raises(ts.ScriptTypeError):
            _C.tensor_to_handle(fake)  # type: ignore[arg-type]


def test_keyword_only_parameters_are_not_taken_by_position() -> None:
    unit = jit.compile("def f(x: int, *, y: int = 2) -> int: return x + y")
    assert unit.f(1, y=5) == 6
    with pytest.raises(ts.ScriptTypeError, match="takes 1 argument, but 2 were given"):
        unit.f(1, 5)


def test_a_missing_argument_before_a_keyword(sample: jit.ScriptModule, x: torch.Tensor) -> None:
    with pytest.raises(ts.ScriptTypeError, match="missing argument 'x'"):
        sample(y=x)


@pytest.mark.parametrize("value", [3, "a", None, {1: 2}, object(), [1]])
@pytest.mark.parametrize("kind", ["List[str]", "Dict[str, int]", "Tuple[int, str]"])
def test_containers_of_the_wrong_kind_are_type_errors(kind: str, value: object) -> None:
    unit = jit.compile(f"def f(x: {kind}): return x")
    with pytest.raises(ts.ScriptTypeError, match="Schema: "):
        unit.f(value)


def test_numpy_scalars_are_accepted() -> None:
    import numpy as np

    unit = jit.compile(
        "def b(x: bool): return x\ndef i(x: int): return x\ndef f(x: float): return x"
    )
    assert unit.b(np.bool_(True)) is True
    assert unit.i(np.int64(3)) == 3
    assert unit.f(np.float32(0.5)) == 0.5


def test_bytes_that_are_not_text_pass_through() -> None:
    unit = jit.compile("def cut(s: str) -> str: return s[0:1]\ndef same(s: str) -> str: return s")
    half = unit.cut("ü")
    assert half == "\udcc3"
    assert unit.same(half) == half
    with pytest.raises(ts.ScriptTypeError, match="lone surrogate"):
        unit.same("\ud800")


def test_a_module_called_under_trace_keeps_its_control_flow() -> None:
    source = "def f(x):\n    if bool(x.sum() > 0):\n        return x\n    return -x * 2\n"
    unit = jit.compile(source)
    traced = torch.jit.trace(lambda x: unit.f(x) + 1, torch.ones(2))
    assert torch.equal(traced(-torch.ones(2)), unit.f(-torch.ones(2)) + 1)


def test_messages_of_top_level_functions_are_whole() -> None:
    source = "def g(x: int) -> int:\n    return 1 // x\ndef f(x: int) -> int:\n    return g(x)\n"
    with pytest.raises(ts.ScriptRuntimeError) as caught:
        jit.compile(source).f(0)
    error = caught.value
    assert error.message == "division by 0"
    assert error.message.count("\n") == 0
    assert "1 // x" in error.torchscript_traceback
    assert error.line == 2


def test_words_in_a_program_do_not_change_the_kind_of_error() -> None:
    missing = 'def f(d: Dict[str, int]) -> int: return d["Unknown operator"]'
    with pytest.raises(ts.ScriptRuntimeError):
        jit.compile(missing).f({})
    with pytest.raises(ts.ScriptCompileError) as caught:
        jit.compile("def f(x):\n    # Unknown operator\n    return y\n")
    assert type(caught.value) is ts.ScriptCompileError
    with pytest.raises(ts.ScriptCompileError, match="expected"):
        jit.compile('def f(x):\n    """Traceback of TorchScript"""\n    return x +\n')


@pytest.mark.parametrize("source", ["\ufeffdef f(x): return x", "def f(x): return ü", "\0"])
def test_source_with_odd_characters_is_a_compile_error(source: str) -> None:
    with pytest.raises(ts.ScriptCompileError):
        jit.compile(source)


def test_an_error_at_the_end_of_the_source_is_on_its_last_line() -> None:
    with pytest.raises(ts.ScriptCompileError) as caught:
        jit.compile("def f(x):\n    return x +")
    assert caught.value.line == 2


def test_paths_with_odd_bytes(sample: jit.ScriptModule, tmp_path: Path, x: torch.Tensor) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.pt"
    jit.save(sample, os.fsdecode(path))
    assert torch.equal(jit.load(os.fsdecode(path)).predict(x), sample.predict(x))
    with pytest.raises(ts.ModelNotFoundError):
        jit.load(os.fsdecode(path) + "x")
    with pytest.raises(ts.ScriptValueError, match="NUL"):
        jit.load("model.pt\0more")


@pytest.mark.skipif(os.name == "nt", reason="links and modes of POSIX")
def test_saving_keeps_links_modes_and_devices(sample: jit.ScriptModule, tmp_path: Path) -> None:
    target = tmp_path / ("long" * 60 + ".pt")
    jit.save(sample, target)
    target.chmod(0o600)
    link = tmp_path / "link.pt"
    link.symlink_to(target)
    jit.save(sample, link)
    assert link.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    jit.save(sample, "/dev/null")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    assert sorted(os.listdir(tmp_path)) == sorted([target.name, "link.pt"])


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files")
def test_a_full_disk_is_an_error_and_loses_nothing(tmp_path: Path) -> None:
    program = """
import resource, signal, sys, torch
from torchsharp_py import ModelIOError, jit
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
module = jit.wrap(torch.jit.trace(torch.nn.Linear(1000, 500), torch.ones(1, 1000)))
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
try:
    jit.save(module, sys.argv[1])
except ModelIOError as error:
    print("ModelIOError", "large" in str(error))
"""
    path = tmp_path / "model.pt"
    path.write_text("kept")
    command = [sys.executable, "-W", "ignore", "-c", program, str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout.split() == ["ModelIOError", "True"], done.stderr
    assert path.read_text() == "kept"
    assert os.listdir(tmp_path) == ["model.pt"]


def test_devices_that_are_none(models: Path) -> None:
    for text in ("cuda:300", "cuda:x", "", "cpu,cuda"):
        with pytest.raises(ts.ScriptValueError, match="is not a device"):
            jit.load(models / "sample.pt", map_location=text)
    with pytest.raises(ts.DeviceError, match="does not have that backend"):
        jit.load(models / "sample.pt", map_location="vulkan")


@pytest.mark.skipif(torch.cuda.is_available(), reason="needs a machine without CUDA")
def test_weights_of_a_missing_device_ask_for_a_map_location(models: Path) -> None:
    with pytest.raises(ts.DeviceError, match="map_location"):
        jit.load(models / "saved_on_cuda.pt")
    jit.load(models / "saved_on_cuda.pt", map_location="cpu")


def test_a_newer_archive_says_so(models: Path) -> None:
    with pytest.raises(ts.ModelFormatError, match="version"):
        jit.load(models / "newer_version.pt")
