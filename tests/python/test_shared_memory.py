"""Tensors of C#, Python and NumPy with the same elements."""

from __future__ import annotations

import gc
import time
import weakref
from typing import Any

import numpy as np
import pytest
import torch

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet

pytestmark = needs_dotnet
PATIENCE = 20.0  # seconds


class Array(np.ndarray[Any, Any]):
    """An array that can have weak references."""


@pytest.fixture
def csharp() -> Any:
    csharp_assembly.load()
    from TorchSharpPy.Tests import SharedWithPython

    return SharedWithPython


def is_freed(reference: weakref.ReferenceType[Any]) -> bool:
    """Whether the object goes within a while: another thread may release it, also .NET's."""
    from System import GC

    until = time.monotonic() + PATIENCE
    while reference() is not None and time.monotonic() < until:
        GC.Collect()
        GC.WaitForPendingFinalizers()
        gc.collect()
        time.sleep(0.01)
    return reference() is None


@pytest.mark.parametrize(
    "dtype", ["bool", "u1", "i1", "i2", "i4", "i8", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"]
)
def test_numpy_arrays_are_not_copied(csharp: Any, dtype: str) -> None:
    array = np.ones((2, 3), dtype=dtype)
    assert csharp.AddressOf(array) == array.ctypes.data
    assert csharp.Take(array).dtype == torch.from_numpy(array).dtype


def test_strides_are_kept(csharp: Any) -> None:
    array = np.arange(12.0).reshape(3, 4)[::2, 1:].T
    taken = csharp.Take(array)
    assert torch.equal(taken, torch.from_numpy(array))
    assert taken.data_ptr() == array.ctypes.data
    taken.fill_(7)
    assert array.sum() == 7 * array.size


def test_an_array_is_kept_while_a_tensor_uses_it(csharp: Any) -> None:
    array = np.ones(3).view(Array)
    reference = weakref.ref(array)
    taken = csharp.Take(array)
    view = taken[1:]
    del array, taken
    gc.collect()
    assert reference() is not None
    del view
    csharp.Take(np.ones(1))  # the bridge holds the tensor that C# returned last
    assert is_freed(reference)


def test_the_elements_of_a_csharp_tensor_outlive_it(csharp: Any) -> None:
    assert csharp.Made().tolist() == [0.0, 1.0, 2.0]


def test_a_tensor_becomes_an_array(csharp: Any) -> None:
    x = torch.zeros(3)
    array = csharp.Give(x)
    array[1] = 5
    assert x.tolist() == [0.0, 5.0, 0.0]
    with pytest.raises(RuntimeError, match="requires grad"):
        csharp.Give(torch.ones(1, requires_grad=True))


def test_disposing_never_waits_for_the_lock(csharp: Any) -> None:
    array = np.ones(3).view(Array)
    reference = weakref.ref(array)
    assert csharp.DisposedOnAThread(array)
    del array
    assert is_freed(reference)


def test_what_cannot_be_shared_says_why(csharp: Any) -> None:
    with pytest.raises(AttributeError, match="__dlpack__"):
        csharp.Take([1, 2])
    with pytest.raises(BufferError):
        csharp.Take(np.ones(2, dtype=">f4"))


@pytest.mark.parametrize("bytes_left", [0, 4])
@pytest.mark.parametrize("use", ["Item", "Elements", "First", "Export"])
def test_elements_outside_the_storage_are_refused(csharp: Any, use: str, bytes_left: int) -> None:
    whole = torch.ones(3)
    x = whole[1:2] if use == "Item" else whole.t() if use == "Elements" else whole
    getattr(csharp, use)(x)
    whole.untyped_storage().resize_(bytes_left)
    with pytest.raises(Exception, match=r"storage has|no elements in memory"):
        getattr(csharp, use)(x)


def test_gradients_and_history_are_shared(csharp: Any) -> None:
    from TorchSharpPy.Tests import CalledFromPython

    x = torch.ones(3, requires_grad=True)
    CalledFromPython.Double(x).sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [2.0, 2.0, 2.0]
    assert CalledFromPython.Same(x) is x
