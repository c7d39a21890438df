"""Random TorchScript types, and values of them, for the property tests."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

import torch
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

LEAVES = ("Tensor", "int", "float", "bool", "complex", "str", "Device", "number")
KEYS = ("str", "int", "float", "bool", "Tensor")
MOST_ITEMS = 3


@dataclass(frozen=True)
class ScriptType:
    """A TorchScript type; ``str()`` writes it as TorchScript source does."""

    kind: str
    inner: tuple[ScriptType, ...] = ()

    def __str__(self) -> str:
        if self.kind in {*LEAVES, "None"}:
            return self.kind
        return f"{self.kind}[{', '.join(map(str, self.inner)) or '()'}]"


NONE = ScriptType("None")


def union(*types: ScriptType) -> ScriptType:
    """The smallest type that includes the values of all these types."""
    members: list[ScriptType] = []
    for member in types:
        opened = member.inner if member.kind == "Union" else (member,)
        opened = (*member.inner, NONE) if member.kind == "Optional" else opened
        members += [m for m in opened if m not in members]
    if any(m.kind in {"Union", "Optional"} for m in members):
        return union(*members)
    others = tuple(m for m in members if m != NONE)
    whole = others[0] if len(others) == 1 else ScriptType("Union", others)
    return ScriptType("Optional", (whole,)) if NONE in members else whole


def _tuples(inner: SearchStrategy[ScriptType]) -> SearchStrategy[ScriptType]:
    few = st.lists(inner, max_size=MOST_ITEMS)
    many = st.lists(inner, min_size=7, max_size=9)  # C# nests the eighth and further items
    return st.one_of(few, few, many).map(lambda items: ScriptType("Tuple", tuple(items)))


def is_clear(t: ScriptType) -> bool:
    """Whether a value tells its member of a union; values of other types always do."""
    members = {m.kind for m in _members(t)}
    # TorchScript merges number with int and float into a type that does not take True.
    return len(members) < 2 or "number" not in members


def _members(t: ScriptType) -> list[ScriptType]:
    return [m for i in t.inner for m in _members(i)] if t.kind in {"Union", "Optional"} else [t]


def _containers(inner: SearchStrategy[ScriptType]) -> SearchStrategy[ScriptType]:
    keys = st.sampled_from(KEYS).map(ScriptType)
    members = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        inner.map(lambda t: ScriptType("List", (t,))),
        inner.map(lambda t: union(t, NONE)),
        _tuples(inner),
        st.builds(lambda k, v: ScriptType("Dict", (k, v)), keys, inner),
        members.map(lambda some: union(*some)).filter(is_clear),
    )


def script_types() -> SearchStrategy[ScriptType]:
    """Types with every leaf and container, nested some levels deep."""
    return st.recursive(st.sampled_from(LEAVES).map(ScriptType), _containers, max_leaves=6)


def _float_of_bits(bits: int) -> float:
    return float(struct.unpack("<d", struct.pack("<Q", bits))[0])


# NaNs have random payloads: the sign, the quiet bit and the rest are parts of the value.
_NANS = st.integers(1, 2**52 - 1).flatmap(
    lambda rest: st.sampled_from([0x7FF << 52 | rest, 0xFFF << 52 | rest]).map(_float_of_bits)
)
_FLOATS = st.one_of(st.floats(allow_nan=False), _NANS)
_INTS = st.one_of(
    st.integers(-(2**63), 2**63 - 1), st.sampled_from([0, 1, -1, 2**63 - 1, -(2**63), 2**53 + 1])
)
_COMPLEX = st.builds(complex, _FLOATS, _FLOATS)
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)  # surrogates are not UTF-8
_TENSORS = st.builds(
    lambda dtype, shape: torch.ones(shape, dtype=dtype),
    st.sampled_from([torch.float32, torch.int64, torch.bool, torch.complex64, torch.bfloat16]),
    st.lists(st.integers(0, 2), max_size=2),
)
_DEVICES = st.sampled_from(["cpu", "cpu:0", "meta", "cuda", "cuda:3"]).map(torch.device)
_LEAF_VALUES: dict[str, SearchStrategy[Any]] = {
    "Tensor": _TENSORS,
    "int": _INTS,
    "float": _FLOATS,
    "bool": st.booleans(),
    "complex": _COMPLEX,
    "str": _TEXTS,
    "Device": _DEVICES,
    "number": st.one_of(_INTS, _FLOATS, st.booleans(), _COMPLEX),
    "None": st.none(),
}


def keys(t: ScriptType) -> SearchStrategy[Any]:
    """Values that can be keys: a NaN does not equal any key, not even itself."""
    return st.floats(allow_nan=False) if t.kind == "float" else values(t)


def values(t: ScriptType) -> SearchStrategy[Any]:
    """Python values of exactly a type, without widening."""
    if t.kind in _LEAF_VALUES:
        return _LEAF_VALUES[t.kind]
    inner = [values(i) for i in t.inner]
    if t.kind == "List":
        return st.lists(inner[0], max_size=MOST_ITEMS)
    if t.kind == "Tuple":
        return st.tuples(*inner)
    if t.kind == "Dict":
        return st.dictionaries(keys(t.inner[0]), inner[1], max_size=MOST_ITEMS)
    if t.kind == "Optional":
        return st.one_of(st.none(), *inner)
    return st.one_of(inner)


def exact(a: Any, b: Any) -> bool:
    """Whether two values have the same types and bits; tensors must be the same object."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        return struct.pack("<d", a) == struct.pack("<d", b)
    if isinstance(a, complex):
        return exact((a.real, a.imag), (b.real, b.imag))
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(exact, a, b))
    if isinstance(a, dict):
        return exact([*a.items()], [*b.items()])
    return a is b if isinstance(a, torch.Tensor) else bool(a == b)
