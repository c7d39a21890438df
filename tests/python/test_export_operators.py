"""Operators of PyTorch's database, exported one by one, give what they give in Python.

TORCHSHARP_PY_EXPORT_OPERATORS=all compares other element types than float32 too.
"""

from __future__ import annotations

import itertools
import os
import warnings
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.dotnet.dotnet_programs import needs_dotnet
from tests.models import exporting
from tests.python.program_runs import in_csharp
from torchsharp_py import TorchSharpError, export

ALL = os.environ.get("TORCHSHARP_PY_EXPORT_OPERATORS") == "all"
DTYPES = (torch.float32, torch.int64, torch.bool, torch.complex64) if ALL else (torch.float32,)
SHARDS = 4
# Their elements are whatever the memory held.
UNINITIALIZED = {"empty", "empty_like", "new_empty", "empty_strided", "new_empty_strided"}
UNINITIALIZED |= {"empty_permuted", "resize_", "resize_as_"}


def entries() -> list[Any]:
    """The operators of the database, each variant by itself."""
    from torch.testing._internal.common_methods_invocations import op_db

    return list(op_db)


def first_sample(entry: Any, dtype: torch.dtype) -> Any:
    torch.default_generator.manual_seed(0)
    return next(iter(entry.sample_inputs("cpu", dtype, requires_grad=False)), None)


def compare(entry: Any, dtype: torch.dtype) -> str | None:
    """Says how the program differs; nothing if it does not, None if it cannot be exported."""
    sample = first_sample(entry, dtype) if entry.supports_dtype(dtype, "cpu") else None
    if sample is None:
        return None
    module = exporting.Applied(entry.op, (sample.input, *sample.args), sample.kwargs)
    try:
        theirs = exporting.seeded(lambda: module(*exporting.copied(module.inputs)))
    except Exception:  # as it is, of many classes
        return None
    try:
        file = exporting.exported(module, module.inputs)
    except exporting.NotExportableError:
        return None
    try:
        program = export.load(file)
        ours = exporting.seeded(lambda: program(*exporting.copied(module.inputs)))
    except TorchSharpError as error:
        return f"{type(error).__name__}: {str(error)[:300]}"
    return exporting.difference(ours, theirs, elements=entry.name not in UNINITIALIZED)


def compare_all(part: list[Any]) -> tuple[Counter[str], dict[str, str]]:
    """How many are equal, and what is wrong with the others."""
    counts: Counter[str] = Counter()
    problems = {}
    for entry, dtype in itertools.product(part, DTYPES):
        problem = compare(entry, dtype)
        counts["not exported" if problem is None else "different" if problem else "equal"] += 1
        if problem:
            problems[entry.formatted_name] = f"{dtype}: {problem}"
    return counts, problems


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.mark.parametrize("shard", range(SHARDS))
def test_operators_run_as_in_python(shard: int) -> None:
    part = entries()[shard::SHARDS]
    with ThreadPoolExecutor(1) as shallow:  # the database looks at the whole stack for each sample
        counts, problems = shallow.submit(compare_all, part).result()
    print(dict(counts))
    assert not problems, "\n".join(f"{name}: {text}" for name, text in problems.items())
    assert counts["equal"] > len(part) * 0.8


@needs_dotnet
def test_csharp_runs_them_too(tmp_path: Path) -> None:
    equal = 0
    for entry in [one for one in entries() if one.supports_dtype(torch.float32, "cpu")][::12]:
        with ThreadPoolExecutor(1) as shallow:
            sample = shallow.submit(first_sample, entry, torch.float32).result()
        if sample is None or entry.name in UNINITIALIZED:
            continue
        module = exporting.Applied(entry.op, (sample.input, *sample.args), sample.kwargs)
        try:
            file = exporting.exported(module, module.inputs)
        except exporting.NotExportableError:
            continue
        python = exporting.seeded(lambda file=file, of=module: export.load(file)(*of.inputs))
        (tmp_path / "program.pt2").write_bytes(file)
        csharp = in_csharp(tmp_path / "program.pt2", module.inputs)
        assert exporting.difference(csharp, python) == "", entry.formatted_name
        equal += 1
    assert equal > 30
