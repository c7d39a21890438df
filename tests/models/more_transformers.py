"""More architectures of Hugging Face, traced with random weights, for what only reads the files."""

from __future__ import annotations

import warnings
from pathlib import Path

import torch
from transformers import (
    AlbertConfig,
    AlbertModel,
    DeiTConfig,
    DeiTModel,
    DistilBertConfig,
    DistilBertModel,
    ElectraConfig,
    ElectraModel,
    GPTNeoXConfig,
    GPTNeoXModel,
    RobertaConfig,
    RobertaModel,
)
from transformers.utils import logging

from tests.models.transformer_models import SMALL, VOCABULARY

TEXT = {"vocab_size": VOCABULARY, "intermediate_size": 32, **SMALL}


def write_more_transformers(folder: Path, ids: torch.Tensor, images: torch.Tensor) -> None:
    """Writes the models into the folder."""
    logging.set_verbosity_error()
    size = {"dim": 16, "hidden_dim": 32, "n_layers": 2, "n_heads": 2}
    distilled = DistilBertConfig(vocab_size=VOCABULARY, **size)
    picture = DeiTConfig(intermediate_size=32, image_size=16, patch_size=4, **SMALL)
    models = {
        "albert": (AlbertModel(AlbertConfig(embedding_size=8, **TEXT)), ids),
        "distilbert": (DistilBertModel(distilled), ids),
        "electra": (ElectraModel(ElectraConfig(embedding_size=8, **TEXT)), ids),
        "gpt_neox": (GPTNeoXModel(GPTNeoXConfig(use_cache=False, **TEXT)), ids),
        "roberta": (RobertaModel(RobertaConfig(max_position_embeddings=40, **TEXT)), ids),
        "deit": (DeiTModel(picture), images),
    }
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        for name, (model, example) in models.items():
            traced = torch.jit.trace(model.eval(), (example,), strict=False, check_trace=False)
            torch.jit.save(traced, str(folder / f"{name}.pt"))
