"""A language model with a cache of keys and values as a result and as an argument."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch.export import Dim

from tests.python.exported_programs import assert_same, leaves, loaded

pytestmark = pytest.mark.filterwarnings("ignore")


def test_a_cache_is_returned_and_given_back() -> None:
    transformers = pytest.importorskip("transformers")
    integration = pytest.importorskip("transformers.integrations.executorch")
    integration.register_dynamic_cache_export_support()
    config = transformers.LlamaConfig(
        vocab_size=50,
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        max_position_embeddings=64,
    )
    eager = transformers.LlamaForCausalLM(config).eval().requires_grad_(False)
    words = torch.randint(0, 50, (1, 7))
    kwargs: dict[str, Any] = {"input_ids": words[:, :5], "use_cache": True}
    first = loaded(torch.export.export(eager, (), kwargs))
    result, expected = first(**kwargs), eager(**kwargs)
    assert_same(result.logits, expected.logits)
    assert type(result.past_key_values).__name__ == "DynamicCache"
    assert len(leaves(result)) == 5  # logits, and keys and values of two layers

    length = Dim("length", min=2, max=32)
    caches = [{2: length}] * 2
    kwargs = {
        "input_ids": words[:, 5:6],
        "past_key_values": expected.past_key_values,
        "use_cache": True,
    }
    shapes = {"input_ids": None, "past_key_values": [caches, caches], "use_cache": None}
    program = torch.export.export(eager, (), kwargs, dynamic_shapes=shapes)
    step = loaded(program)
    cache = result.past_key_values
    for place in (5, 6):  # the cache of each step is the argument of the next
        word = words[:, place : place + 1]
        result = step(input_ids=word, past_key_values=cache)
        expected = eager(input_ids=word, past_key_values=expected.past_key_values, use_cache=True)
        assert_same(result.logits, expected.logits)
        cache = result.past_key_values
        assert cache.key_cache[0].shape[2] == place + 1
