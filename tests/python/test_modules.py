"""C# modules are PyTorch's: first weights, results, gradients and state, for its module database.

TORCHSHARP_PY_MODULE_SAMPLES=1000 compares all samples of a module, instead of the first ones.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator

import pytest
import torch

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet
from tests.python import module_calls, module_extras, module_samples
from tests.python.module_calls import TABLE
from torchsharp_py import TorchSharpError

pytestmark = needs_dotnet

MOST = int(os.environ.get("TORCHSHARP_PY_MODULE_SAMPLES", "8"))
SHARDS = 4
NAMES = sorted(module_samples.entries())
# They are made of other modules, and are compared elsewhere.
CONTAINERS = {"ModuleDict", "ModuleList", "ParameterDict", "ParameterList", "Sequential"}
CONTAINERS |= {"TransformerDecoder", "TransformerEncoder"}


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    csharp_assembly.load()
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the samples are small
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    torch.set_num_threads(threads)


def excepted(section: str) -> set[str]:
    return {name for names in TABLE[section].values() for name in names}


def check(tally: module_samples.Tally, names: set[str]) -> None:
    """Fails for what no exception names, and for exceptions without need."""
    sections = {
        "not_taken": tally.not_taken,
        "different": tally.different,
        "printed": tally.printed,
    }
    for section, found in sections.items():
        unexpected = {k: v for k, v in found.items() if k not in excepted(section)}
        assert not unexpected, "\n".join(line for lines in unexpected.values() for line in lines)
        assert excepted(section) & names <= found.keys(), f"without need in [{section}]"
    print(f"{tally.equal} samples of {len(tally.modules)} modules are equal")


@pytest.mark.parametrize("shard", range(SHARDS))
def test_modules_are_those_of_python(shard: int) -> None:
    names = [name for name in NAMES[shard::SHARDS] if module_calls.has(name)]
    tally = module_samples.run_shallow(
        lambda: module_samples.compare_all(
            sample for name in names for sample in module_samples.samples_of(name, MOST)
        )
    )
    check(tally, set(names))
    assert tally.equal > 100


def test_modules_outside_the_database_are_those_of_python() -> None:
    tally = module_samples.compare_all(module_extras.extra_samples())
    check(tally, set())
    assert tally.equal > 100


def test_every_module_of_csharp_has_samples() -> None:
    """A module that PyTorch has too is compared with it."""
    sampled = {*NAMES, *(name for name, _, _ in module_extras.EXTRAS), *CONTAINERS}
    sampled |= {f"MaxUnpool{n}d" for n, _ in module_extras.POOLED}
    ours = {name for name in dir(torch.nn) if name[0].isupper() and module_calls.has(name)}
    assert not ours - sampled - {"Parameter"}
    assert len(ours) > 100


def test_absent_modules_are_known() -> None:
    absent = {name for name in NAMES if not module_calls.has(name)}
    assert absent == excepted("absent")


def test_what_the_database_refuses_is_refused() -> None:
    from System import ArgumentException, MissingMethodException

    accepted = set()
    for name in (name for name in NAMES if module_calls.has(name)):
        for sample, of_constructor in module_samples.refused_samples_of(name):
            try:
                module = module_calls.make(name, sample.args, sample.kwargs)
                if not of_constructor:
                    module_calls.call(module, sample.inputs)
            except (
                ArgumentException,
                MissingMethodException,
                TorchSharpError,
                module_calls.UnwritableError,
            ):
                continue
            accepted.add(name)
    assert accepted == excepted("accepted") & set(NAMES)


@pytest.mark.parametrize(
    ("name", "kwargs"), module_extras.REFUSED, ids=[name for name, _ in module_extras.REFUSED]
)
def test_bad_arguments_are_refused(name: str, kwargs: dict[str, object]) -> None:
    from System import ArgumentException

    with pytest.raises((ValueError, AssertionError, RuntimeError)):
        getattr(torch.nn, name)(**kwargs)
    with pytest.raises(ArgumentException):
        module_calls.make(name, (), kwargs)
