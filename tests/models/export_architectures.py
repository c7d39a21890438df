"""Small models of Hugging Face architectures with random weights, to be exported.

Nothing is downloaded: a configuration is enough to build a model.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, NamedTuple

os.environ["HF_HUB_OFFLINE"] = "1"  # before transformers is imported

import torch
import transformers
from torch import Tensor, nn
from torch.export import Dim

VOCABULARY = 100
SMALL: dict[str, Any] = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 64,
    "vocab_size": VOCABULARY,
}
DECODER = {**SMALL, "num_key_value_heads": 1, "max_position_embeddings": 64}
BATCH = Dim("batch", min=1, max=64)
LENGTH = Dim("length", min=2, max=64)

Inputs = dict[str, Any]


class Architecture(NamedTuple):
    """How a model is built, and what it is called with for a batch and a length."""

    model: str
    options: dict[str, Any]
    inputs: Callable[[int, int], Inputs]


def _text(batch: int, length: int) -> Inputs:
    return {
        "input_ids": torch.randint(3, VOCABULARY, (batch, length)),
        "attention_mask": torch.ones(batch, length, dtype=torch.long),
    }


def _decoded(batch: int, length: int) -> Inputs:
    return {**_text(batch, length), "use_cache": False}


def _images(batch: int, length: int) -> Inputs:
    return {"pixel_values": torch.randn(batch, 3, 32, 32)}


ARCHITECTURES = {
    "albert": Architecture("AlbertModel", {**SMALL, "embedding_size": 16}, _text),
    "bert": Architecture("BertModel", SMALL, _text),
    "distilbert": Architecture(
        "DistilBertModel",
        {"dim": 32, "n_layers": 2, "n_heads": 2, "hidden_dim": 64, "vocab_size": VOCABULARY},
        _text,
    ),
    "electra": Architecture("ElectraModel", {**SMALL, "embedding_size": 32}, _text),
    "gemma": Architecture("GemmaForCausalLM", {**DECODER, "head_dim": 16}, _decoded),
    "gpt2": Architecture(
        "GPT2LMHeadModel",
        {"n_embd": 32, "n_layer": 2, "n_head": 2, "vocab_size": VOCABULARY, "n_positions": 64},
        _decoded,
    ),
    "llama": Architecture("LlamaForCausalLM", DECODER, _decoded),
    "mistral": Architecture("MistralForCausalLM", DECODER, _decoded),
    "qwen2": Architecture("Qwen2ForCausalLM", DECODER, _decoded),
    "roberta": Architecture("RobertaModel", SMALL, _text),
    "t5": Architecture(
        "T5EncoderModel",
        {
            "vocab_size": VOCABULARY,
            "d_model": 32,
            "d_kv": 16,
            "d_ff": 64,
            "num_layers": 2,
            "num_heads": 2,
        },
        _text,
    ),
    "vit": Architecture(
        "ViTForImageClassification",
        {**SMALL, "image_size": 32, "patch_size": 8, "num_labels": 5},
        _images,
    ),
}


def build(architecture: Architecture) -> nn.Module:
    """The model, in evaluation mode, with the same weights each time."""
    transformers.utils.logging.set_verbosity_error()
    model = getattr(transformers, architecture.model)
    torch.manual_seed(0)
    built: nn.Module = model(model.config_class(**architecture.options))
    return built.eval()


def dynamic_shapes(inputs: Inputs) -> dict[str, Any]:
    """Every batch size, and every length of text."""

    def dimensions(value: Any) -> Any:
        if not isinstance(value, Tensor):
            return None
        return {0: BATCH, 1: LENGTH} if value.dim() == 2 else {0: BATCH}

    return {name: dimensions(value) for name, value in inputs.items()}
