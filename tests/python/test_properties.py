"""Values of random TorchScript types pass through Python and C# unchanged, bit for bit.

``PROPERTY_EXAMPLES`` sets how many batches are drawn; the same number draws the same batches.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet
from tests.models.round_trip_module import round_trip_module
from tests.models.value_strategies import ScriptType, exact, script_types, values
from tests.models.wrong_values import Wrong, strangers, wrong_values
from torchsharp_py import ScriptTypeError, jit

EXAMPLES = int(os.environ.get("PROPERTY_EXAMPLES", "150"))
random_values = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)

Case = tuple[ScriptType, list[Any]]
WrongCase = tuple[ScriptType, list[Wrong]]
# Many values of a type, and many types in a module, because compiling is slow.
cases = script_types().flatmap(
    lambda t: st.tuples(st.just(t), st.lists(values(t), min_size=1, max_size=6))
)
batches = st.lists(cases, min_size=1, max_size=8)
wrong_cases = script_types().flatmap(
    lambda t: st.tuples(st.just(t), st.lists(wrong_values(t), min_size=1, max_size=6))
)
wrong_batches = st.lists(wrong_cases, min_size=1, max_size=4)


def refuses_unions(call: Callable[[Any], Any], t: ScriptType, value: Any) -> bool:
    """Whether ``torch.jit`` does not find the member of a union: for ``[]`` and ``{"a": None}``."""
    if "Union" not in str(t):
        return False
    try:
        call(value)
    except RuntimeError as error:
        return "infer type" in str(error) or "Expected a member of" in str(error)
    return False


def test_exact_sees_what_equality_does_not() -> None:
    quiet, other = (struct.unpack("<d", struct.pack("<Q", 0x7FF8 << 48 | i))[0] for i in (0, 1))
    one, two = torch.ones(1), torch.ones(1)
    pairs = [(1, True), (1, 1.0), (0.0, -0.0), (quiet, other), ((1,), [1]), (one, two), (None, 0)]
    assert not any(exact(a, b) or exact([a], [b]) for a, b in pairs)
    assert not exact({1: "a", 2: "b"}, {2: "b", 1: "a"})
    assert all(exact([{a: (a, 1j)}], [{a: (a, 1j)}]) for a, _ in pairs if not isinstance(a, list))


@random_values
@given(batches)
def test_values_pass_through_python(batch: list[Case]) -> None:
    module = round_trip_module([t for t, _ in batch])
    ours = jit.wrap(module)
    for index, (t, given_values) in enumerate(batch):
        name = f"f{index}"
        reference = getattr(module, name)
        for value in given_values:
            assert exact(ours.invoke(name, value), value)
            assert refuses_unions(reference, t, value) or exact(reference(value), value)


@needs_dotnet
@random_values
@given(batches)
def test_values_pass_from_python_through_csharp_to_python(batch: list[Case]) -> None:
    csharp_assembly.load()
    from TorchSharpPy.Tests import RoundTrip

    module = round_trip_module([t for t, _ in batch])
    ours = jit.wrap(module)
    for index, (_, given_values) in enumerate(batch):
        for value in given_values:
            ours.invoke(f"put{index}", value)
            RoundTrip.Untyped(ours, index)
            assert exact(ours.invoke(f"take{index}"), value)
            RoundTrip.Typed(ours, index)
            assert exact(ours.invoke(f"take{index}"), value)


@random_values
@given(wrong_batches)
def test_a_wrong_place_is_refused_by_parameter_in_python(batch: list[WrongCase]) -> None:
    ours = jit.wrap(round_trip_module([t for t, _ in batch]))
    for index, (_, wrong) in enumerate(batch):
        for _, value in wrong:
            with pytest.raises(ScriptTypeError, match="'x'"):
                ours.invoke(f"f{index}", value)


@needs_dotnet
@random_values
@given(wrong_batches)
def test_a_wrong_place_is_refused_by_parameter_in_csharp(batch: list[WrongCase]) -> None:
    csharp_assembly.load()
    from TorchSharpPy.Tests import RoundTrip

    wanted = [t for t, _ in batch]
    given_types = [t for _, wrong in batch for t, _ in wrong]
    ours = jit.wrap(round_trip_module([*wanted, *given_types]))
    source = len(wanted)
    for index, (_, wrong) in enumerate(batch):
        for _, value in wrong:
            ours.invoke(f"put{source}", value)
            assert "'x'" in RoundTrip.Refused(ours, source, index)
            source += 1


@needs_dotnet
@random_values
@given(st.lists(script_types().filter(strangers), min_size=1, max_size=4))
def test_a_view_of_another_type_is_refused_by_parameter(types: list[ScriptType]) -> None:
    csharp_assembly.load()
    from TorchSharpPy.Tests import RoundTrip

    others = [stranger for t in types for stranger in strangers(t)[:2]]
    ours = jit.wrap(round_trip_module([*types, *others]))
    source = len(types)
    for index, t in enumerate(types):
        for _ in strangers(t)[:2]:
            message = RoundTrip.RefusedView(ours, source, index)
            assert "'x'" in message
            assert str(ours.schema(f"f{index}")) in message
            source += 1
