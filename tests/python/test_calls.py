"""Calling modules and methods from Python, compared with torch.jit on the same file."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.models.comparing import same
from torchsharp_py import jit


def test_forward_in_all_its_spellings(
    sample: jit.ScriptModule, models: Path, x: torch.Tensor, y: torch.Tensor
) -> None:
    expected = torch.jit.load(models / "sample.pt")(x, y)
    assert same(sample(x, y), expected)
    assert same(sample.forward(x, y), expected)
    assert same(sample.invoke("forward", x, y), expected)
    assert same(sample(x, y=y), expected)
    assert same(sample(y=y, x=x), expected)


def test_methods_are_attributes(sample: jit.ScriptModule, models: Path, x: torch.Tensor) -> None:
    reference = torch.jit.load(models / "sample.pt")
    assert same(sample.predict(x), reference.predict(x))
    assert same(sample.add_scalar(x, 3), reference.add_scalar(x, 3))
    assert same(sample.add_scalar(x, i=3), reference.add_scalar(x, i=3))
    assert same(sample.invoke("predict", x), reference.predict(x))


def test_a_method_outlives_its_module(models: Path, x: torch.Tensor) -> None:
    predict = jit.load(models / "sample.pt").predict
    assert predict(x).shape == x.shape
    assert predict.name == "predict"
    assert str(predict.schema) == "predict(Tensor x) -> Tensor"


def test_names_can_be_listed_and_completed(sample: jit.ScriptModule) -> None:
    assert set(sample.methods) == {"forward", "predict", "add_scalar"}
    assert "predict" in dir(sample)
    assert "predict" in repr(sample)


VALUES = [
    ("identity_int", 2**63 - 1),
    ("identity_int", -(2**63)),
    ("identity_float", 0.1),
    ("identity_float", float("inf")),
    ("identity_bool", True),
    ("identity_str", "naïve \0 𝔘𝔫𝔦𝔠𝔬𝔡𝔢"),
    ("identity_none", None),
    ("identity_none", torch.ones(2)),
    ("identity_optional_int", None),
    ("identity_optional_int", 5),
    ("identity_ints", []),
    ("identity_ints", [1, -2, 3]),
    ("identity_floats", [0.5, 1e300]),
    ("identity_bools", [True, False]),
    ("identity_strs", ["", "a", "ü"]),
    ("identity_tensors", [torch.zeros(2), torch.ones(3, dtype=torch.int64)]),
    ("nested_list", [[1], [], [2, 3]]),
    ("nested", (torch.ones(1), (7, "seven"), [7.0])),
    ("pair_list", [(1, torch.zeros(1)), (2, torch.ones(1))]),
]


@pytest.mark.parametrize(("method", "value"), VALUES)
def test_values_return_unchanged(
    values: jit.ScriptModule, models: Path, method: str, value: Any
) -> None:
    result = values.invoke(method, value)
    assert same(result, value)
    assert same(result, getattr(torch.jit.load(models / "values.pt"), method)(value))


def test_int_widens_to_float(values: jit.ScriptModule) -> None:
    assert same(values.identity_float(3), 3.0)
    assert same(values.identity_floats([1, 2.5]), [1.0, 2.5])


def test_defaults_and_keywords_come_from_the_schema(
    values: jit.ScriptModule, models: Path, x: torch.Tensor
) -> None:
    reference = torch.jit.load(models / "values.pt")
    assert same(values.with_default(x), reference.with_default(x))
    assert same(values.with_default(x, scale=2.0), reference.with_default(x, scale=2.0))
    assert same(values.with_default(x, 3, scale=2.0), reference.with_default(x, 3, scale=2.0))
    assert same(values.identity_optional_int(), None)


def test_many_arguments_and_no_result(values: jit.ScriptModule) -> None:
    assert values.many(*range(8)) == (*range(8), 28)
    assert values.nothing() is None


def test_kinds_that_only_libtorch_converts_still_work(
    values: jit.ScriptModule, x: torch.Tensor
) -> None:
    assert same(values.table(x)["x"], x)


def test_gradients_flow(sample: jit.ScriptModule, x: torch.Tensor) -> None:
    x.requires_grad_()
    sample.add_scalar(x, 1).sum().backward()
    assert x.grad is not None
    assert torch.equal(x.grad, torch.ones(10))


def test_a_tensor_subclass_is_a_tensor(sample: jit.ScriptModule, x: torch.Tensor) -> None:
    assert same(sample.predict(torch.nn.Parameter(x)), sample.predict(x))


def test_the_lock_is_released_while_torchscript_runs() -> None:
    source = "def spin(x, n: int):\n    for _ in range(n):\n        x = x + 1\n    return x\n"
    spin = jit.compile(source).spin
    done = threading.Event()
    worker = threading.Thread(target=lambda: (spin(torch.zeros(1), 400_000), done.set()))
    worker.start()
    turns = 0
    while not done.is_set():
        turns += 1
    worker.join()
    assert turns > 1000, "the main thread was kept waiting"


def test_one_module_is_called_from_many_threads(sample: jit.ScriptModule) -> None:
    failures: list[object] = []

    def work(seed: int) -> None:
        a = torch.full((10,), float(seed))
        for i in range(200):
            total, difference = sample(a, torch.full((10,), float(i)))
            if total[0].item() != seed + i or difference[0].item() != seed - i:
                failures.append((seed, i))

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_modes_and_devices(models: Path) -> None:
    module = jit.load(models / "conv_traced_eval.pt")
    assert module.train() is module
    assert module.training
    assert not module.eval().training
    assert module.to(torch.device("cpu")).cpu() is module
