"""Samples of PyTorch's operator database, run in C# and in Python."""

from __future__ import annotations

import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch.testing._internal.common_methods_invocations import op_db

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from operators.overlay import read_overlay  # noqa: E402 (found through the path above)

DTYPES = (torch.float32, torch.int64, torch.bool, torch.complex64)
SAMPLES = 6
# The one that the database sets within some operators.
SEED = 42

# Their elements are whatever the memory held.
UNINITIALIZED = {"empty", "empty_like", "new_empty", "empty_strided", "new_empty_strided"}
UNINITIALIZED |= {"empty_permuted", "resize_", "resize_as_"}

# TorchSharp's methods of these names fill the tensor itself.
REFILLING = {"empty", "eye", "full", "ones", "zeros"}

_OWNERS = {"linalg": "linalg", "fft": "fft", "special": "special", "nn.functional": "functional"}
_OVERLAY = read_overlay()


@dataclass
class Tally:
    """What became of the samples."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    unbound: dict[str, str] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)


def owners_of(name: str) -> list[tuple[str, str]]:
    """Where C# may have an operator: pairs of a class and a member."""
    module, _, last = name.rpartition(".")
    if module in _OWNERS:
        owner = _OWNERS[module]
        return [(owner, _OVERLAY.shown_as(owner, last))]
    if module:
        return []
    return [("torch", name)] if name in REFILLING else [("torch", name), ("Tensor", name)]


def compare_all(part: Iterable[Any]) -> Tally:
    """Runs the samples of operators for each type that they support."""
    tally = Tally()
    for entry in part:
        for dtype in DTYPES:
            if entry.supports_dtype(dtype, "cpu"):
                compare(entry, dtype, tally)
    return tally


def compare(entry: Any, dtype: torch.dtype, tally: Tally) -> None:
    """Runs the samples of one operator and type."""
    from TorchSharpPy.Tests import OperatorSample

    owners = [(o, n) for o, n in owners_of(entry.name) if OperatorSample(o, n).Exists]
    if not owners:
        tally.absent.add(entry.name)
        return
    for index, sample in enumerate(_samples(entry, dtype)):
        for owner, member in owners if index == 0 else owners[:1]:
            _compare_one(entry, sample, owner, member, tally)


def _samples(entry: Any, dtype: torch.dtype) -> Iterator[Any]:
    torch.default_generator.manual_seed(0)
    for index, sample in enumerate(entry.sample_inputs("cpu", dtype, requires_grad=False)):
        if index == SAMPLES:
            return
        yield sample


def _compare_one(entry: Any, sample: Any, owner: str, member: str, tally: Tally) -> None:
    where = f"{owner}.{member} as {entry.formatted_name}"
    try:
        expected = _in_python(entry, sample)
    except Exception:
        tally.counts["refused by PyTorch"] += 1
        return
    try:
        call = _bound(owner, member, _copied(sample))
    except TypeError as error:
        tally.unbound.setdefault(entry.name, f"{where}: {error}")
        tally.counts["unbound"] += 1
        return
    torch.default_generator.manual_seed(SEED)
    try:
        ran = call.Run()
    except Exception as error:
        tally.failures.append(f"{where}: {str(error).splitlines()[0][:300]}")
        return
    if not ran:
        tally.unbound.setdefault(entry.name, f"{where}: no overload for {_described(sample)}")
        tally.counts["unbound"] += 1
        return
    difference = _difference(entry.name, list(_flat(expected)), _results(call))
    if difference:
        tally.failures.append(f"{where}: {difference} for {_described(sample)}")
    else:
        tally.counts["passed"] += 1
        tally.passed.add(entry.name)


def _in_python(entry: Any, sample: Any) -> Any:
    mine = _copied(sample)
    torch.default_generator.manual_seed(SEED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return entry(mine.input, *mine.args, **mine.kwargs)


def _copied(sample: Any) -> Any:
    return sample.transform(lambda each: each.clone() if isinstance(each, torch.Tensor) else each)


def _described(sample: Any) -> str:
    return str(sample.summary()).replace("\n", " ")[:300]


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, (tuple, list)) and not isinstance(value, torch.Size):
        for each in value:
            yield from _flat(each)
    else:
        yield value


def _results(call: Any) -> list[Any]:
    return [call.TensorAt(i) if call.IsTensor(i) else call.TextAt(i) for i in range(call.Count)]


def _difference(name: str, expected: list[Any], actual: list[Any]) -> str:
    if len(expected) != len(actual):
        return f"{len(actual)} results, not {len(expected)}"
    for theirs, ours in zip(expected, actual, strict=True):
        if not isinstance(theirs, torch.Tensor):
            if isinstance(ours, torch.Tensor) or not _same_text(theirs, ours):
                return f"{ours}, not {theirs}"
        elif not isinstance(ours, torch.Tensor):
            return f"{ours}, not a tensor"
        elif (ours.shape, ours.dtype, ours.layout) != (theirs.shape, theirs.dtype, theirs.layout):
            return f"{ours.dtype} {tuple(ours.shape)}, not {theirs.dtype} {tuple(theirs.shape)}"
        elif name not in UNINITIALIZED and not _same_elements(theirs, ours):
            return "other elements"
    return ""


def _same_text(theirs: Any, ours: str) -> bool:
    if isinstance(theirs, float):
        return float(ours) == theirs
    return ours.lower() == str(theirs).lower()


def _same_elements(theirs: torch.Tensor, ours: torch.Tensor) -> bool:
    if theirs.layout != torch.strided:
        theirs, ours = theirs.to_dense(), ours.to_dense()
    try:
        torch.testing.assert_close(ours, theirs, rtol=0, atol=0, equal_nan=True)
    except AssertionError:
        return False
    return True


def _bound(owner: str, member: str, sample: Any) -> Any:
    from TorchSharpPy.Tests import OperatorSample

    call = OperatorSample(owner, member)
    section = {"Tensor": "tensor"}.get(owner, owner)
    renames = _OVERLAY.renames(section, member)
    for value in (sample.input, *sample.args):
        _add(call, None, value)
    for keyword, value in sample.kwargs.items():
        _add(call, renames.get(keyword, keyword), value)
    return call


def _add(call: Any, keyword: str | None, value: Any) -> None:
    if value is None:
        call.AddNone(keyword)
    elif isinstance(value, torch.Tensor):
        call.AddTensor(keyword, value)
    elif isinstance(value, bool):
        call.AddBool(keyword, value)
    elif isinstance(value, int):
        call.AddInt(keyword, value)
    elif isinstance(value, float):
        call.AddFloat(keyword, value)
    elif isinstance(value, complex):
        call.AddComplex(keyword, value.real, value.imag)
    elif isinstance(value, str):
        call.AddText(keyword, value)
    elif isinstance(value, torch.dtype):
        call.AddDtype(keyword, _number(value))
    elif isinstance(value, torch.device):
        call.AddDevice(keyword, str(value))
    elif isinstance(value, torch.memory_format):
        call.AddMemoryFormat(keyword, _MEMORY_FORMATS.index(value))
    elif isinstance(value, (list, tuple)):
        _add_list(call, keyword, value)
    else:
        raise TypeError(f"an argument of type {type(value).__name__}")


def _add_list(call: Any, keyword: str | None, values: Iterable[Any]) -> None:
    from System import Array, Boolean, Double, Int64
    from TorchSharpPy import torch as csharp

    items = list(values)
    if items and all(isinstance(each, torch.Tensor) for each in items):
        call.AddTensors(keyword, Array[csharp.Tensor](items))
    elif items and all(isinstance(each, bool) for each in items):
        call.AddBools(keyword, Array[Boolean](items))
    elif all(isinstance(each, int) for each in items):
        call.AddInts(keyword, Array[Int64](items))
    elif all(isinstance(each, (int, float)) for each in items):
        call.AddFloats(keyword, Array[Double]([float(each) for each in items]))
    else:
        raise TypeError("a list of several types")


def _number(dtype: torch.dtype) -> int:
    return int(torch.empty(0, dtype=dtype).element_size() and _DTYPES.index(dtype))


_DTYPES = (
    torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.float16, torch.float32,
    torch.float64, torch.complex32, torch.complex64, torch.complex128, torch.bool, None, None, None,
    torch.bfloat16,
)  # fmt: skip


_MEMORY_FORMATS = (torch.contiguous_format, torch.preserve_format, torch.channels_last)


def entries(shard: int, shards: int) -> list[Any]:
    """A part of the database."""
    return list(op_db)[shard::shards]


def compare_gradients(part: list[Any], excepted: set[str]) -> tuple[int, list[str]]:
    """Compares the gradient of the sum of the first result, for one sample of each operator.

    Returns:
        How many were compared, and what is different.
    """
    from TorchSharpPy.Tests import OperatorSample

    compared, failures = 0, []
    for entry in part:
        owners = [(o, n) for o, n in owners_of(entry.name) if OperatorSample(o, n).Exists]
        differentiable = entry.supports_autograd and entry.supports_dtype(torch.float32, "cpu")
        if not owners or not differentiable or entry.name in UNINITIALIZED | excepted:
            continue
        torch.default_generator.manual_seed(0)
        samples = entry.sample_inputs("cpu", torch.float32, requires_grad=True)
        sample = next(iter(samples), None)
        if sample is None or not isinstance(sample.input, torch.Tensor):
            continue
        mine, theirs = (_leaf(sample) for _ in range(2))
        try:
            expected = _gradient(lambda: _in_python_leaf(entry, theirs), theirs.input)  # noqa: B023
        except RuntimeError:  # PyTorch has no gradient for that sample
            continue
        call = _try_bound(*owners[0], mine)
        if expected is None or call is None:
            continue
        torch.default_generator.manual_seed(SEED)
        try:
            if not call.Run() or not call.IsTensor(0):
                continue
        except RuntimeError as error:
            failures.append(f"{entry.formatted_name}: {str(error).splitlines()[0]}")
            continue
        actual = _gradient(lambda: call.TensorAt(0), mine.input)  # noqa: B023
        compared += 1
        if actual is None or not _same_elements(expected, actual):
            failures.append(f"{entry.formatted_name}: another gradient for {_described(sample)}")
    return compared, failures


def _leaf(sample: Any) -> Any:
    def fresh(each: Any) -> Any:
        if not isinstance(each, torch.Tensor):
            return each
        return each.detach().clone().requires_grad_(each.requires_grad)

    return sample.transform(fresh)


def _in_python_leaf(entry: Any, sample: Any) -> Any:
    torch.default_generator.manual_seed(SEED)
    return next(_flat(entry(sample.input, *sample.args, **sample.kwargs)))


def _try_bound(owner: str, member: str, sample: Any) -> Any:
    try:
        return _bound(owner, member, sample)
    except TypeError:
        return None


def _gradient(run: Any, leaf: torch.Tensor) -> torch.Tensor | None:
    result = run()
    if not isinstance(result, torch.Tensor) or not result.requires_grad:
        return None
    total = result.abs().sum() if result.is_complex() else result.sum()
    (gradient,) = torch.autograd.grad(total, leaf, allow_unused=True)
    return gradient
