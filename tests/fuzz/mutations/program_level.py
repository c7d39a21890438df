"""Edits of the JSON of exported programs, which is JSON again afterwards."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

from tests.fuzz.archive import Archive, NotApplicableError, Record, choose
from tests.fuzz.mutations.pickle_level import NUMBERS

_TEXTS = ["", "x", "self", "torch.ops.aten.add.Tensor", "torch.ops.aten.set_.source_Storage"]
_TEXTS += ["torch.ops.aten.resize_.default", "torch.ops.aten.as_strided.default", "_operator.add"]
_TEXTS += ["_operator.pow", "torch.ops.higher_order.cond", "Symbol('s0')", "Pow(2, 9999)", "\0"]
_VALUES: list[Any] = [None, True, 1.5, "x", [], {}, [1], {"as_int": 1}, {"as_none": True}]
_TAGS = ["as_none", "as_tensor", "as_tensors", "as_int", "as_ints", "as_float", "as_string"]
_TAGS += ["as_sym_int", "as_sym_ints", "as_scalar_type", "as_device", "as_bool", "as_graph"]
_TAGS += ["as_optional_tensors", "as_custom_obj", "as_expr", "user_input", "buffer", "parameter"]
_TAGS += ["tensor_constant", "user_output", "buffer_mutation", "as_name", "as_complex"]


def values(archive: Archive, random: Random) -> None:
    """Changes numbers, texts, names, kinds, or the order of things."""
    record, tree = _program(archive, random)
    for _ in range(random.choice((1, 1, 2, 4))):
        _change(tree, random)
    record.content = json.dumps(tree).encode()


def nodes(archive: Archive, random: Random) -> None:
    """Exchanges, drops or doubles the nodes of a graph, or connects them otherwise."""
    record, tree = _program(archive, random)
    lists = [one for one in _places(tree) if isinstance(one, list) and len(one) > 1]
    changed = choose(random, lists)
    how = random.randrange(4)
    first, second = random.randrange(len(changed)), random.randrange(len(changed))
    if how == 0:
        changed[first], changed[second] = changed[second], changed[first]
    elif how == 1:
        del changed[first]
    elif how == 2:
        changed.insert(second, copy.deepcopy(changed[first]))
    else:
        named = [one for one in _places(tree) if isinstance(one, dict) and "name" in one]
        choose(random, named)["name"] = copy.deepcopy(choose(random, named)["name"])
    record.content = json.dumps(tree).encode()


def nested(archive: Archive, random: Random) -> None:
    """Puts deep nesting into a place of the text."""
    record, _ = _program(archive, random)
    depth = random.choice((10, 300, 5000, 200_000))
    opening, closing = random.choice(((b"[", b"]"), (b'{"as_graph":', b"}"), (b"Add(", b")")))
    at = random.randrange(len(record.content))
    inner = opening * depth + b"1" + closing * depth
    record.content = record.content[:at] + inner + record.content[at:]


def _program(archive: Archive, random: Random) -> tuple[Record, Any]:
    record = archive.pick(random, ".json")
    try:
        return record, json.loads(record.content)
    except (ValueError, RecursionError) as error:
        raise NotApplicableError(str(error)) from error


def _places(tree: Any) -> list[Any]:
    """Every container of the tree."""
    found, left = [], [tree]
    while left:
        one = left.pop()
        if isinstance(one, (dict, list)):
            found.append(one)
            left += one.values() if isinstance(one, dict) else one
    return found


def _change(tree: Any, random: Random) -> None:
    container = choose(random, [one for one in _places(tree) if one])
    key = random.choice(list(container) if isinstance(container, dict) else range(len(container)))
    now = container[key]
    how = random.randrange(6)
    if how == 0 and isinstance(container, dict):
        container[random.choice(_TAGS)] = container.pop(key)
    elif how == 1:
        del container[key]
    elif how == 2:
        container[key] = copy.deepcopy(random.choice(_VALUES))
    elif isinstance(now, bool):
        container[key] = not now
    elif isinstance(now, int):
        container[key] = random.choice((*NUMBERS, now + 1, now - 1))
    elif isinstance(now, str):
        container[key] = random.choice((*_TEXTS, now + "x", now[:-1]))
    else:
        container[key] = copy.deepcopy(random.choice(_VALUES))
