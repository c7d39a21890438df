"""Small Hugging Face models with random weights, in the TorchScript forms that people deploy.

Nothing is downloaded: a configuration is enough to build a model. Kept apart from the tests because
TorchScript reads the source of what is scripted here.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

os.environ["HF_HUB_OFFLINE"] = (
    "1"  # set before transformers is imported, so that it downloads nothing
)

import torch
from torch import Tensor, nn
from transformers import (
    BertConfig,
    BertModel,
    GPT2Config,
    GPT2LMHeadModel,
    T5Config,
    T5ForConditionalGeneration,
    ViTConfig,
    ViTForImageClassification,
)
from transformers.utils import logging

VOCABULARY = 50
SMALL = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2}


class Outputs(nn.Module):
    """A model whose results a function selects; the trace contains the function."""

    def __init__(self, model: nn.Module, choose: Callable[[Any], Any], **options: Any) -> None:
        super().__init__()
        self.model = model
        self.choose = choose
        self.options = options

    def forward(self, *inputs: Tensor) -> Any:
        return self.choose(self.model(*inputs, **self.options))


class Prediction(NamedTuple):
    """The result of ``Classifier``."""

    labels: Tensor
    scores: Tensor
    confidence: float


class Classifier(nn.Module):
    """A scripted head on a traced encoder: defaults, an optional input, records."""

    def __init__(self, encoder: torch.jit.ScriptModule, classes: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.Linear(16, classes)

    def forward(
        self, ids: Tensor, mask: Tensor | None = None, temperature: float = 1.0, top: int = 2
    ) -> Prediction:
        pooled = self.encoder(ids, torch.ones_like(ids) if mask is None else mask)[1]
        scores, labels = torch.softmax(self.head(pooled) / temperature, -1).topk(top)
        return Prediction(labels, scores, float(scores.max()))

    @torch.jit.export
    def features(self, ids: Tensor, names: list[str]) -> dict[str, Tensor]:
        hidden, pooled = self.encoder(ids, torch.ones_like(ids))
        result = {"pooled": pooled}
        for i, name in enumerate(names):
            result[name] = hidden[:, i]
        return result

    @torch.jit.export
    def ranking(self, ids: Tensor, names: list[str]) -> list[tuple[str, float]]:
        prediction = self.forward(ids, None, 1.0, len(names))
        ranked: list[tuple[str, float]] = []
        for i in range(len(names)):
            ranked.append((names[int(prediction.labels[0, i])], float(prediction.scores[0, i])))
        return ranked


def _bert() -> BertModel:
    return BertModel(BertConfig(vocab_size=VOCABULARY, intermediate_size=32, **SMALL))


def _gpt2() -> GPT2LMHeadModel:
    small = {"n_embd": 16, "n_layer": 2, "n_head": 2, "bos_token_id": 0, "eos_token_id": 0}
    return GPT2LMHeadModel(GPT2Config(vocab_size=VOCABULARY, n_positions=32, **small))


def _vit() -> ViTForImageClassification:
    size = {"intermediate_size": 32, "image_size": 16, "patch_size": 4, "num_labels": 3}
    return ViTForImageClassification(ViTConfig(**size, **SMALL))


def _t5() -> T5ForConditionalGeneration:
    size = {"d_model": 16, "d_kv": 8, "d_ff": 32, "num_layers": 2, "num_heads": 2}
    return T5ForConditionalGeneration(T5Config(vocab_size=VOCABULARY, use_cache=False, **size))


def _logits_and_cache(output: Any) -> Any:
    layers = output.past_key_values.layers
    return output.logits, tuple((layer.keys, layer.values) for layer in layers)


def _traced(model: nn.Module, inputs: tuple[Tensor, ...]) -> torch.jit.ScriptModule:
    return torch.jit.trace(model.eval(), inputs, strict=False, check_trace=False)


def write_transformers(folder: Path, ids: Tensor, mask: Tensor, images: Tensor) -> None:
    """Writes every model into ``folder``, traced with these inputs."""
    logging.set_verbosity_error()
    torch.manual_seed(2)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        bert = _traced(Outputs(_bert(), tuple, return_dict=False), (ids, mask))
        models = {
            "bert_tuple": bert,
            "bert_dict": _traced(_bert(), (ids, mask)),
            "gpt2_cache": _traced(Outputs(_gpt2(), _logits_and_cache, use_cache=True), (ids,)),
            "vit_dict": _traced(_vit(), (images,)),
            "t5_dict": _traced(_t5(), (ids, mask, ids)),
            "classifier": torch.jit.script(Classifier(bert, 3).eval()),
        }
        for name, model in models.items():
            torch.jit.save(model, str(folder / f"{name}.pt"))
