"""Calls with NumPy arrays in place of tensors, and without torch."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy
import pytest
import torch

from tests.models.programs import run_python
from torchsharp_py import _C, ScriptTypeError, jit

DTYPES = [
    *("float32", "float64", "float16", "int64", "int32", "int16", "int8", "uint8", "bool"),
    *("complex64", "complex128"),
]


class Both(NamedTuple):
    total: torch.Tensor
    parts: list[torch.Tensor]


class Kinds(torch.nn.Module):
    """Containers of tensors, in and out."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = torch.nn.Parameter(torch.ones(3))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x

    @torch.jit.export
    def nested(
        self, table: dict[str, torch.Tensor], pair: tuple[torch.Tensor, int], some: list[int]
    ) -> tuple[Both, dict[str, torch.Tensor | None], list[int]]:
        total = table["a"] + pair[0] * pair[1]
        both = Both(total, [total, total * 2])
        none: torch.Tensor | None = None
        return both, {"sum": total.sum(), "none": none}, some

    @torch.jit.export
    def weighted(self, x: torch.Tensor) -> torch.Tensor:
        return x * self.weight

    @torch.jit.export
    def add_one(self, x: torch.Tensor) -> torch.Tensor:
        return x.add_(1)

    @torch.jit.export
    def brain(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        return x.to(torch.bfloat16), x.to_sparse(), torch.conj(torch.complex(x, x))


@pytest.fixture(scope="module")
def kinds() -> jit.ScriptModule:
    return jit.script(Kinds())


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(), (0,), (4,), (2, 3, 2)], ids=str)
def test_elements_come_and_go(kinds: jit.ScriptModule, dtype: str, shape: Any) -> None:
    array = numpy.arange(numpy.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    result = kinds.call_arrays(array)
    assert isinstance(result, numpy.ndarray)
    assert result.dtype == array.dtype
    numpy.testing.assert_array_equal(result, array)


VIEWS = {
    "every second": lambda a: a[::2],
    "backwards": lambda a: a[::-1],
    "transposed": lambda a: a.T,
    "broadcast": lambda a: numpy.broadcast_to(a[:1], (5, 6)),
    "unaligned": lambda a: (
        numpy.frombuffer(b"\0" + a.tobytes(), numpy.uint8)[1:].view(a.dtype).reshape(a.shape)
    ),
    "a field": lambda a: numpy.array([(1, 2.5), (2, 3.5)], "i1,f4")["f1"],
}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_views_of_arrays_have_their_elements(kinds: jit.ScriptModule, view: Any) -> None:
    array = view(numpy.arange(24, dtype=numpy.float32).reshape(4, 6))
    numpy.testing.assert_array_equal(kinds.call_arrays(array), array)


def test_containers_have_arrays_inside(kinds: jit.ScriptModule) -> None:
    a, b = numpy.ones(3, numpy.float32), numpy.full(3, 2, numpy.float32)
    both, table, some = kinds.nested.call_arrays({"a": a}, (b, 3), some=numpy.array([1, 2]))
    tensors = kinds.nested({"a": torch.from_numpy(a)}, (torch.from_numpy(b), 3), [1, 2])
    assert type(both).__name__ == "Both"
    assert both.total.tolist() == tensors[0].total.tolist()
    assert [one.tolist() for one in both.parts] == [one.tolist() for one in tensors[0].parts]
    assert table["sum"].shape == ()
    assert (float(table["sum"]), table["none"], some) == (21.0, None, [1, 2])


def test_what_can_be_written_to_is_shared_and_the_rest_is_copied(kinds: jit.ScriptModule) -> None:
    mine = numpy.zeros(3, numpy.float32)
    result = kinds.add_one.call_arrays(mine)
    assert mine.tolist() == [1, 1, 1]
    assert numpy.shares_memory(mine, result)
    fixed = numpy.zeros(3, numpy.float32)
    fixed.flags.writeable = False
    assert kinds.add_one.call_arrays(fixed).tolist() == [1, 1, 1]
    assert fixed.tolist() == [0, 0, 0]


def test_a_result_outlives_its_input(kinds: jit.ScriptModule) -> None:
    result = kinds.call_arrays(numpy.arange(100_000, dtype=numpy.float64))
    gc.collect()
    assert result.sum() == sum(range(100_000))
    live = _C.live_handles()
    del result
    gc.collect()
    assert _C.live_handles() == live - 1


def test_no_gradients_are_recorded(kinds: jit.ScriptModule) -> None:
    with torch.enable_grad():
        result = kinds.weighted.call_arrays(numpy.ones(3, numpy.float32))
        assert torch.is_grad_enabled()
    assert result.tolist() == [1, 1, 1]


def test_what_numpy_lacks_becomes_what_it_has(kinds: jit.ScriptModule) -> None:
    x = numpy.array([1.5, 0.0], numpy.float32)
    brain, sparse, conjugate = kinds.brain.call_arrays(x)
    assert brain.dtype == numpy.float32
    assert brain.tolist() == sparse.tolist() == [1.5, 0.0]
    assert conjugate.tolist() == [1.5 - 1.5j, 0]


def test_a_tensor_is_still_a_tensor(kinds: jit.ScriptModule) -> None:
    assert kinds.call_arrays(torch.ones(2)).tolist() == [1, 1]
    assert kinds(_C.Array(numpy.ones(2, numpy.float32))).tolist() == [1, 1]


WRONG = {
    "text": (numpy.array(["a"]), "format '.w'"),
    "objects": (numpy.array([None]), "format 'O'"),
    "another byte order": (numpy.ones(2, ">f4"), "byte order"),
    "dates": (numpy.array(["2026-01-01"], "M8[D]"), "buffer"),
    "a list": ([1.0], "must be Tensor, not list"),
}


@pytest.mark.parametrize(("value", "words"), WRONG.values(), ids=WRONG)
def test_what_is_not_an_array_is_refused(kinds: jit.ScriptModule, value: Any, words: str) -> None:
    with pytest.raises((TypeError, ValueError), match=words):
        kinds.call_arrays(value)


def test_the_rules_of_arguments_are_those_of_calls(kinds: jit.ScriptModule) -> None:
    with pytest.raises(ScriptTypeError, match="missing"):
        kinds.call_arrays()
    with pytest.raises(ScriptTypeError, match="has no argument 'z'"):
        kinds.call_arrays(z=numpy.ones(1))
    with pytest.raises(ScriptTypeError, match=r"expected an array.*got list"):
        _C.Array([1])  # type: ignore[arg-type]


def test_torch_is_not_imported(models: Path) -> None:
    printed = run_python(f"""
import sys
import numpy
from torchsharp_py import jit
m = jit.load({str(models / "sample.pt")!r})
total, difference = m.call_arrays(numpy.ones(2, "f4"), numpy.full(2, 3, "f4"))
print(total.tolist(), difference.tolist(), "torch" in sys.modules)
""")
    assert printed == "[4.0, 4.0] [-2.0, -2.0] False"
    assert "torch" in sys.modules
