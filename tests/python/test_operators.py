"""The C# operators give what Python's do: samples of PyTorch's operator database."""

from __future__ import annotations

import tomllib
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
import torch

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet
from tests.torch_version import IS_DEFAULT, needs_default_torch, torch_releases

pytestmark = needs_dotnet

T = TypeVar("T")

SHARDS = 4
EXCEPTIONS = tomllib.loads(
    Path(__file__).with_name("operator_exceptions.toml").read_text(encoding="utf-8")
)


def excepted(section: str) -> set[str]:
    """The operators that the list of exceptions names."""
    return {name for names in EXCEPTIONS[section].values() for name in names}


def run_shallow(function: Callable[..., T], *arguments: Any) -> T:
    """Runs it on a new thread: the database looks at the whole stack for each sample."""
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(function, *arguments).result()


@pytest.mark.parametrize("shard", range(SHARDS))
def test_results_are_those_of_python(shard: int) -> None:
    csharp_assembly.load()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from tests.python.operator_samples import DTYPES, compare_all, entries

    part = entries(shard, SHARDS)
    tally = run_shallow(compare_all, part)
    assert tally.counts["passed"] > 1000, tally.counts
    failures = [f for f in tally.failures if _name(f) not in excepted("different")]
    assert not failures, "\n".join(failures)
    unbound = {k: v for k, v in tally.unbound.items() if k not in excepted("unbound")}
    assert not unbound, "\n".join(unbound.values())
    if IS_DEFAULT:  # C# has the operators of this one
        assert not tally.absent - excepted("absent")
    names = {entry.name for entry in part if any(entry.supports_dtype(d, "cpu") for d in DTYPES)}
    assert excepted("absent") & names <= tally.absent
    print(f"{tally.counts['passed']} samples of {len(tally.passed)} operators are equal")


def _name(failure: str) -> str:
    """The database's name: ``torch.where as where: ...`` is about ``where``."""
    member = failure.partition(" as ")[0]
    owner, _, name = member.partition(".")
    modules = {
        "functional": "nn.functional.",
        "linalg": "linalg.",
        "fft": "fft.",
        "special": "special.",
    }
    return modules.get(owner, "") + name


@pytest.mark.parametrize("shard", range(2))
def test_gradients_are_those_of_python(shard: int) -> None:
    csharp_assembly.load()
    from tests.python.operator_samples import compare_gradients, entries

    skipped = excepted("unbound") | excepted("different") | excepted("in_place")
    compared, failures = run_shallow(compare_gradients, entries(shard, 2), skipped)
    assert compared > 100
    assert not failures, "\n".join(failures)


@needs_default_torch
def test_the_database_is_the_one_of_the_pinned_torch() -> None:
    assert torch.__version__.partition("+")[0] == torch_releases.DEFAULT
