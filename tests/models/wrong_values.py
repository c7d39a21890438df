"""Values that fit a random TorchScript type except in one place."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.models.value_strategies import NONE, ScriptType, is_clear, keys, union, values

Wrong = tuple[ScriptType, Any]

_TEXT, _TENSOR, _DEVICE = ScriptType("str"), ScriptType("Tensor"), ScriptType("Device")
_STRANGERS = (
    _TEXT,
    _TENSOR,
    _DEVICE,
    ScriptType("float"),
    ScriptType("complex"),
    ScriptType("List", (_TEXT,)),
    ScriptType("Tuple", (_TENSOR, _TEXT)),
    ScriptType("Dict", (_TEXT, _TENSOR)),
)
# Types whose values another type also accepts: by widening, or by a convenience of torch.jit or C#.
# A tensor of one element is a number.
_TAKEN_FOR = {
    "int": {"bool", "Tensor"},
    "bool": {"int"},
    "float": {"int", "bool", "Tensor"},
    "complex": {"float", "int", "bool", "number", "Tensor"},
    "number": {"int", "float", "bool", "complex"},
    "Tensor": {"int", "float", "bool", "complex", "number"},
    "Device": {"str", "int"},
    "List": {"Tuple"},
    "Tuple": {"List"},
}


def may_take(wanted: ScriptType, given: ScriptType) -> bool:
    """Whether one type accepts some value of the other."""
    if given.kind in {"Optional", "Union"}:
        return any(may_take(wanted, t) for t in given.inner) or (
            given.kind == "Optional" and may_take(wanted, NONE)
        )
    if wanted.kind in {"Optional", "Union"}:
        return (wanted.kind == "Optional" and given == NONE) or any(
            may_take(t, given) for t in wanted.inner
        )
    if wanted.kind == given.kind == "Tuple":
        same_length = len(wanted.inner) == len(given.inner)
        return same_length and all(map(may_take, wanted.inner, given.inner))
    return wanted.kind == given.kind or given.kind in _TAKEN_FOR.get(wanted.kind, set())


def strangers(t: ScriptType) -> list[ScriptType]:
    """Types whose values ``t`` never accepts."""
    return [stranger for stranger in _STRANGERS if not may_take(t, stranger)]


def _of(t: ScriptType) -> SearchStrategy[Wrong]:
    return values(t).map(lambda value: (t, value))


def _wrong_itself(t: ScriptType) -> list[SearchStrategy[Wrong]]:
    wrong = [_of(stranger) for stranger in strangers(t)]
    if not may_take(t, NONE):
        wrong.append(_of(NONE))
    if t.kind == "Tuple" and t.inner:
        wrong.append(_of(ScriptType("Tuple", t.inner[:-1])))
        wrong.append(_of(ScriptType("Tuple", (*t.inner, t.inner[0]))))
    if t.kind == "Dict":
        key = _TENSOR if t.inner[0] == _TEXT else _TEXT
        entries = st.dictionaries(keys(key), values(t.inner[1]), min_size=1, max_size=2)
        wrong.append(entries.map(lambda value: (ScriptType("Dict", (key, t.inner[1])), value)))
    return wrong


def _wrong_inside(t: ScriptType) -> list[SearchStrategy[Wrong]]:
    if t.kind == "List":
        return [st.builds(_with_item, st.just(t), values(t), wrong_values(t.inner[0]))]
    if t.kind == "Tuple":
        return [
            st.builds(_with_member, st.just(t), values(t), st.just(i), wrong_values(inner))
            for i, inner in enumerate(t.inner)
        ]
    if t.kind == "Dict":
        key, value = t.inner
        return [st.builds(_with_entry, st.just(t), values(t), keys(key), wrong_values(value))]
    return []


def _with_item(t: ScriptType, items: list[Any], wrong: Wrong) -> Wrong:
    mixed = union(t.inner[0], wrong[0])
    return ScriptType("List", (mixed,)), [*(items if is_clear(mixed) else []), wrong[1]]


def _with_member(t: ScriptType, items: tuple[Any, ...], i: int, wrong: Wrong) -> Wrong:
    types = (*t.inner[:i], wrong[0], *t.inner[i + 1 :])
    return ScriptType("Tuple", types), (*items[:i], wrong[1], *items[i + 1 :])


def _with_entry(t: ScriptType, entries: dict[Any, Any], key: Any, wrong: Wrong) -> Wrong:
    mixed = union(t.inner[1], wrong[0])
    kept = entries if is_clear(mixed) else {}
    return ScriptType("Dict", (t.inner[0], mixed)), {**kept, key: wrong[1]}


def wrong_values(t: ScriptType) -> SearchStrategy[Wrong]:
    """A value that ``t`` must refuse because of one place in it, and a type that includes it."""
    return st.one_of(*_wrong_itself(t), *_wrong_inside(t))
