"""Modules and methods pickle, and so go to other processes with the libraries for that."""

from __future__ import annotations

import copy
import io
import multiprocessing
import pickle
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dask
import numpy
import pytest
import torch
from joblib import Parallel, delayed

from tests.models import pickled_calls
from torchsharp_py import DeviceError, UnsupportedValueError, export, jit
from torchsharp_py._module import pickling

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)


class Parts(torch.nn.Module):
    """Two parts, of which one is in another mode; a method beside forward."""

    def __init__(self) -> None:
        super().__init__()
        self.first = torch.nn.Linear(3, 4)
        self.norm = torch.nn.BatchNorm1d(4)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.norm(self.first(x)).sum(1)

    @torch.jit.export
    def scaled(self, x: torch.Tensor, by: float) -> torch.Tensor:
        return x * by


@pytest.fixture
def parts() -> jit.ScriptModule:
    return jit.script(Parts()).eval()


@pytest.fixture(autouse=True)
def _no_shared_modules() -> Iterator[None]:
    pickling._loads.forget()
    yield
    pickling._loads.forget()


def again(value: Any, protocol: int = pickle.HIGHEST_PROTOCOL) -> Any:
    return pickle.loads(pickle.dumps(value, protocol))


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_module_pickles_in_every_protocol(parts: jit.ScriptModule, protocol: int) -> None:
    x = torch.rand(5, 3)
    other = again(parts, protocol)
    assert type(other) is jit.ScriptModule
    assert other is not parts
    assert torch.equal(other(x), parts(x))
    other.first.weight.data.zero_()
    assert parts.first.weight.any()


def test_modes_and_gradients_stay(parts: jit.ScriptModule) -> None:
    parts.norm.train()
    parts.first.weight.requires_grad_(False)
    other = again(parts)
    assert [m.training for m in other.modules()] == [m.training for m in parts.modules()]
    assert [p.requires_grad for p in other.parameters()] == [False, True, True, True]
    frozen = jit.freeze(parts.eval())
    assert again(frozen).training is frozen.training


def test_a_method_pickles_with_its_module(parts: jit.ScriptModule) -> None:
    x = torch.rand(5, 3)
    signature = jit.Signature[[torch.Tensor, float], torch.Tensor]
    scaled = again(parts.method("scaled", signature))
    assert type(scaled) is jit.ScriptMethod
    assert torch.equal(scaled(x, by=2.0), x * 2)
    assert torch.equal(again(parts.forward)(x), parts(x))
    module, method = again((parts, parts.scaled))
    assert method._module is module


def test_a_part_pickles_alone(parts: jit.ScriptModule) -> None:
    x = torch.rand(5, 3)
    assert torch.equal(again(parts.first)(x), parts.first(x))


def test_hooks_go_along(parts: jit.ScriptModule) -> None:
    parts.register_forward_pre_hook(pickled_calls.count)
    parts.first.register_forward_pre_hook(pickled_calls.count)
    other = again(parts)
    other(torch.rand(5, 3))
    other.first(torch.rand(5, 3))
    assert (other.__dict__["_counted"], other.first.__dict__["_counted"]) == (1, 1)
    assert "_counted" not in parts.__dict__
    parts.register_forward_hook(lambda *_: None)
    with pytest.raises((AttributeError, pickle.PicklingError), match="lambda"):
        pickle.dumps(parts)


def test_large_bytes_travel_beside_the_pickle(parts: jit.ScriptModule) -> None:
    beside: list[pickle.PickleBuffer] = []
    small = pickle.dumps(parts, protocol=5, buffer_callback=beside.append)
    assert len(small) < 500
    other = pickle.loads(small, buffers=[one.raw().toreadonly() for one in beside])
    x = torch.rand(5, 3)
    assert torch.equal(other(x), parts(x))


def test_copies_are_what_they_were(parts: jit.ScriptModule) -> None:
    assert copy.copy(parts).first.weight is parts.first.weight
    deep = copy.deepcopy(parts)
    assert deep.first.weight.data_ptr() != parts.first.weight.data_ptr()


def test_a_module_in_a_python_module_pickles(parts: jit.ScriptModule) -> None:
    whole = torch.nn.Sequential(torch.nn.Linear(3, 3), parts)
    file = io.BytesIO()
    torch.save(whole, file)
    file.seek(0)
    x = torch.rand(5, 3)
    assert torch.equal(torch.load(file, weights_only=False)(x), whole(x))


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_program_pickles(tmp_path: Path, protocol: int) -> None:
    batch = torch.export.Dim("batch", min=1, max=100)
    x = torch.rand(5, 3)
    plain = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU()).eval()
    program = torch.export.export(plain, (x,), dynamic_shapes=({0: batch},))
    torch.export.save(program, tmp_path / "m.pt2")
    module = export.load(tmp_path / "m.pt2")
    other = again(module, protocol)
    assert other is not module
    assert other.training is module.training
    assert str(other.schema()) == str(module.schema())
    for rows in (x, torch.rand(9, 3)):
        assert torch.equal(other(rows), module(rows))
        assert torch.equal(again(module.forward)(rows), module(rows))
    jit.shared(module)
    assert again(module) is again(module)


def test_what_does_not_pickle_says_why(values: jit.ScriptModule) -> None:
    unit = jit.compile("class Point:\n    def __init__(self):\n        self.x = 1\n")
    with pytest.raises(TypeError, match="pickle its source and compile that again"):
        pickle.dumps(unit)
    with pytest.raises(TypeError, match="pickle the module that holds it"):
        pickle.dumps(unit.create("Point"))
    function = jit.compile("def f(x): return x").f
    with pytest.raises(TypeError, match=r"function 'f' cannot be pickled.*pickle the source"):
        pickle.dumps(function)


class CallsPython(torch.nn.Module):
    @torch.jit.ignore
    def python(self, x):  # noqa: ANN001, ANN201 (the types would be text)
        return x

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.python(x)


def test_a_module_that_cannot_be_saved_says_so() -> None:
    module = jit.script(CallsPython())
    with pytest.raises(UnsupportedValueError, match="cannot be pickled, because it cannot be sav"):
        pickle.dumps(module)


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is such a device")
def test_a_device_that_is_not_here_is_named(parts: jit.ScriptModule) -> None:
    data = pickle.dumps(jit.shared(parts, map_location="cuda:1"))
    with pytest.raises(DeviceError, match=r"pickle module\.cpu\(\), or jit\.shared"):
        pickle.loads(data)


def test_shared_pickles_are_one_module(parts: jit.ScriptModule) -> None:
    assert again(parts) is not again(parts)
    assert jit.shared(parts) is parts
    first, second = again(parts), again(parts)
    assert first is second
    assert first is not parts
    method = again(parts.scaled)
    assert method._module is first
    with torch.no_grad():
        parts.first.weight.zero_()
    assert again(parts) is not first
    with pytest.raises(TypeError, match="expected a module of torchsharp_py, got Linear"):
        jit.shared(torch.nn.Linear(1, 1))  # type: ignore[type-var]


def test_some_shared_modules_are_kept() -> None:
    pickles = [pickle.dumps(jit.shared(jit.script(torch.nn.Linear(1, n + 1)))) for n in range(9)]
    loaded = [id(pickle.loads(one)) for one in pickles]
    assert len(pickling._loads._kept) == 4
    assert [id(pickle.loads(one)) for one in pickles[-4:]] == loaded[-4:]


def test_many_threads_load_a_shared_module_once(parts: jit.ScriptModule) -> None:
    data = pickle.dumps(jit.shared(parts))
    start = threading.Barrier(8)
    found: list[Any] = []

    def load() -> None:
        start.wait()
        found.append(pickle.loads(data))

    threads = [threading.Thread(target=load) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({id(one) for one in found}) == 1


def by_spawn(module: jit.ScriptModule, rows: numpy.ndarray) -> list[Any]:
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=pickled_calls.put_scored, args=(queue, module, rows))
    process.start()
    result = queue.get(timeout=120)
    process.join()
    return [result]


def by_joblib(module: jit.ScriptModule, rows: numpy.ndarray) -> list[Any]:
    work = [delayed(pickled_calls.scored)(module, rows) for _ in range(4)]
    return list(Parallel(n_jobs=2)(work))


def by_dask(module: jit.ScriptModule, rows: numpy.ndarray) -> list[Any]:
    context = multiprocessing.get_context("spawn")
    work = [dask.delayed(pickled_calls.scored)(module, rows) for _ in range(2)]
    with context.Pool(1) as pool:
        return list(dask.compute(*work, scheduler="processes", pool=pool))


@pytest.mark.parametrize("send", [by_spawn, by_joblib, by_dask], ids=["spawn", "joblib", "dask"])
def test_another_process_gets_it(
    parts: jit.ScriptModule, send: Callable[..., list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[2]))
    rows = numpy.arange(12, dtype=numpy.float32).reshape(4, 3)
    expected = parts.call_arrays(rows).tolist()
    results = send(jit.shared(parts), rows)
    assert [result[0] for result in results] == [expected] * len(results)
    for _, process, _, _ in results:
        same = {one[2] for one in results if one[1] == process}
        assert len(same) == 1
