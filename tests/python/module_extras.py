"""Samples of modules and arguments that PyTorch's module database does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor

from tests.python.module_samples import SEED, Sample


def numbers(*size: int, grad: bool = True) -> Tensor:
    """Numbers between -2 and 2."""
    generator = torch.Generator().manual_seed(SEED + len(size))
    return (4 * torch.rand(size, generator=generator) - 2).requires_grad_(grad)


PLACES = torch.tensor([[1, 3, 0], [4, 4, 2]])
ROWS = torch.tensor([0, 2, 4, 1, 1, 3])
BEGINS = torch.tensor([0, 3, 4])
TABLE = {"num_embeddings": 5, "embedding_dim": 3}
CLUSTERS = {"in_features": 12, "n_classes": 20, "cutoffs": [4, 10], "div_value": 2.0}
POOLED = [(1, (2, 3, 8)), (2, (2, 3, 8, 6)), (3, (1, 2, 4, 6, 8))]

EXTRAS: list[tuple[str, dict[str, Any], list[Any]]] = [
    ("AlphaDropout", {"p": 0.3}, [numbers(4, 5)]),
    ("AlphaDropout", {"p": 0.3, "inplace": True}, [numbers(4, 5, grad=False)]),
    ("Dropout", {}, [numbers(4, 5)]),
    ("Dropout", {"p": 0.2, "inplace": True}, [numbers(4, 5, grad=False)]),
    ("Dropout1d", {"p": 0.4}, [numbers(3, 6, 2)]),
    ("Dropout1d", {"p": 0.4}, [numbers(6, 2)]),
    ("Dropout2d", {"p": 0.4}, [numbers(2, 6, 2, 2)]),
    ("Dropout2d", {"p": 0.4, "inplace": True}, [numbers(2, 6, 2, 2, grad=False)]),
    ("Dropout3d", {"p": 0.4}, [numbers(2, 6, 2, 2, 2)]),
    ("Dropout3d", {"p": 0.4}, [numbers(6, 2, 2, 2)]),
    ("FeatureAlphaDropout", {"p": 0.4}, [numbers(2, 6, 2, 2)]),
    ("FeatureAlphaDropout", {"p": 0.4, "inplace": True}, [numbers(2, 6, 2, 2, grad=False)]),
    ("ChannelShuffle", {"groups": 2}, [numbers(1, 6, 2, 2)]),
    ("CosineSimilarity", {}, [numbers(4, 5), numbers(4, 5).detach().flip(0)]),
    ("CosineSimilarity", {"dim": 0, "eps": 1e-3}, [numbers(4, 5), numbers(4, 5).detach().flip(0)]),
    ("PairwiseDistance", {}, [numbers(4, 5), numbers(4, 5).detach().flip(0)]),
    ("PairwiseDistance", {"p": 1.0, "eps": 1e-3, "keepdim": True}, [numbers(4, 5), numbers(5)]),
    ("Flatten", {}, [numbers(2, 3, 4)]),
    ("Flatten", {"start_dim": 0, "end_dim": 1}, [numbers(2, 3, 4)]),
    ("Unflatten", {"dim": 1, "unflattened_size": (2, -1)}, [numbers(3, 6)]),
    ("Fold", {"output_size": (4, 5), "kernel_size": (2, 2)}, [numbers(1, 12, 12)]),
    ("Fold", {"output_size": 4, "kernel_size": 3, "padding": 1, "stride": 2}, [numbers(2, 9, 4)]),
    ("Unfold", {"kernel_size": (2, 3)}, [numbers(2, 3, 4, 5)]),
    ("Unfold", {"kernel_size": 2, "dilation": 2, "padding": 1, "stride": 2}, [numbers(2, 3, 4, 5)]),
    ("Identity", {}, [numbers(2, 3)]),
    ("PixelShuffle", {"upscale_factor": 2}, [numbers(1, 8, 2, 3)]),
    ("PixelUnshuffle", {"downscale_factor": 2}, [numbers(1, 2, 4, 6)]),
    ("Upsample", {"scale_factor": 2}, [numbers(1, 2, 3)]),
    ("Upsample", {"size": (5, 7)}, [numbers(1, 2, 3, 4)]),
    ("Upsample", {"scale_factor": 1.5, "mode": "bilinear"}, [numbers(1, 2, 3, 4)]),
    (
        "Upsample",
        {"scale_factor": (2.0, 1.3), "mode": "bicubic", "recompute_scale_factor": True},
        [numbers(1, 2, 3, 4)],
    ),
    (
        "Upsample",
        {"size": (4, 5, 6), "mode": "trilinear", "align_corners": True},
        [numbers(1, 2, 3, 4, 5)],
    ),
    ("Upsample", {"size": 5}, [numbers(1, 2, 3)]),
    ("Upsample", {"size": 5, "mode": "linear"}, [numbers(1, 2, 3)]),
    ("MaxPool2d", {"kernel_size": (2, 2)}, [numbers(1, 2, 5, 5)]),
    ("MaxPool2d", {"kernel_size": 2, "stride": (2, 1), "padding": 1}, [numbers(1, 2, 5, 5)]),
    ("AvgPool2d", {"kernel_size": (3, 3)}, [numbers(1, 2, 5, 5)]),
    ("AvgPool1d", {"kernel_size": 3}, [numbers(1, 2, 5)]),
    ("LPPool2d", {"norm_type": 2.0, "kernel_size": 2}, [numbers(1, 2, 5, 5)]),
    ("AdaptiveAvgPool2d", {"output_size": (2, 2)}, [numbers(1, 2, 5, 5)]),
    ("Hardsigmoid", {}, [numbers(3, 4)]),
    ("RReLU", {}, [numbers(3, 4)]),
    ("RReLU", {"lower": 0.2, "upper": 0.2, "inplace": True}, [numbers(3, 4, grad=False)]),
    *(
        (name, {"inplace": True}, [numbers(3, 4, grad=False)])
        for name in ("CELU", "ELU", "Hardsigmoid", "Hardswish", "Hardtanh", "LeakyReLU", "Mish")
    ),
    *(
        (name, {"inplace": True}, [numbers(3, 4, grad=False)])
        for name in ("ReLU", "ReLU6", "SELU", "SiLU")
    ),
    ("Threshold", {"threshold": 0.1, "value": 5.0, "inplace": True}, [numbers(3, 4, grad=False)]),
    ("GELU", {"approximate": "tanh"}, [numbers(3, 4)]),
    ("TripletMarginLoss", {}, [numbers(4, 5), numbers(4, 5).flip(0), numbers(4, 5).flip(1)]),
    (
        "TripletMarginLoss",
        {"margin": 0.5, "p": 1.0, "swap": True, "reduction": "sum"},
        [numbers(4, 5), numbers(4, 5).flip(0), numbers(4, 5).flip(1)],
    ),
    (
        "TripletMarginWithDistanceLoss",
        {"margin": 0.5, "swap": True, "reduction": "none"},
        [numbers(4, 5), numbers(4, 5).flip(0), numbers(4, 5).flip(1)],
    ),
    ("Embedding", {**TABLE, "padding_idx": -2, "max_norm": 1.0}, [PLACES]),
    ("Embedding", {**TABLE, "scale_grad_by_freq": True, "norm_type": 1.0}, [PLACES]),
    ("Embedding", {**TABLE, "sparse": True}, [PLACES]),
    ("EmbeddingBag", TABLE, [PLACES]),
    ("EmbeddingBag", {**TABLE, "mode": "sum", "max_norm": 1.0}, [ROWS, BEGINS, numbers(6)]),
    ("EmbeddingBag", {**TABLE, "mode": "max", "padding_idx": 1}, [ROWS, BEGINS]),
    ("EmbeddingBag", {**TABLE, "include_last_offset": True}, [ROWS, torch.tensor([0, 2, 6])]),
    ("EmbeddingBag", {**TABLE, "sparse": True, "scale_grad_by_freq": False}, [PLACES]),
    ("EmbeddingBag", {**TABLE, "scale_grad_by_freq": True, "mode": "sum"}, [PLACES]),
    ("BatchNorm1d", {"num_features": 3, "momentum": None}, [numbers(4, 3)]),
    ("BatchNorm2d", {"num_features": 3, "bias": False}, [numbers(4, 3, 2, 2)]),
    ("GroupNorm", {"num_groups": 2, "num_channels": 4, "bias": False}, [numbers(3, 4, 2)]),
    ("LayerNorm", {"normalized_shape": (2, 3), "bias": False}, [numbers(4, 2, 3)]),
    ("AdaptiveLogSoftmaxWithLoss", CLUSTERS, [numbers(7, 12), torch.arange(0, 21, 3)]),
    ("AdaptiveLogSoftmaxWithLoss", {**CLUSTERS, "head_bias": True}, [numbers(12), torch.tensor(9)]),
    ("Linear", {"in_features": 0, "out_features": 2}, [numbers(3, 0)]),
    *(
        (
            f"Conv{n}d",
            {"in_channels": 2, "out_channels": 4, "kernel_size": 3, "padding": padding}
            | {"padding_mode": mode, "groups": 2, "dilation": 1},
            [numbers(1, 2, *([5] * n))],
        )
        for n in (1, 2, 3)
        for mode in ("reflect", "replicate", "circular")
        for padding in (1, "same")
    ),
    (
        "ConvTranspose2d",
        {"in_channels": 2, "out_channels": 3, "kernel_size": 3, "stride": 2, "padding": 1},
        [numbers(1, 2, 4, 4), (8, 7)],
    ),
]


def extra_samples() -> Iterator[Sample]:
    """All of them, in training and in evaluation."""
    for training in (True, False):
        for place, (name, kwargs, inputs) in enumerate(EXTRAS):
            yield Sample(name, f"{name} extra {place}", (), kwargs, (inputs, {}), training)
        for n, shape in POOLED:
            yield _unpooled(n, shape, training)


def _unpooled(n: int, shape: tuple[int, ...], training: bool) -> Sample:
    pool = getattr(torch.nn, f"MaxPool{n}d")(2, return_indices=True)
    pooled, indices = pool(numbers(*shape, grad=False))
    name = f"MaxUnpool{n}d"
    inputs = [pooled.requires_grad_(), indices]
    return Sample(name, f"{name} extra", (), {"kernel_size": 2}, (inputs, {}), training)


# Constructors that PyTorch refuses, by name and arguments.
REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("AdaptiveLogSoftmaxWithLoss", {**CLUSTERS, "cutoffs": [4, 20]}),
    ("AdaptiveLogSoftmaxWithLoss", {**CLUSTERS, "cutoffs": [10, 4]}),
    ("AlphaDropout", {"p": 1.5}),
    ("Bilinear", {"in1_features": 0, "in2_features": 2, "out_features": 2}),
    ("Conv1d", {"in_channels": 2, "out_channels": 3, "kernel_size": 3, "groups": 2}),
    ("Conv2d", {"in_channels": 3, "out_channels": 2, "kernel_size": 3, "groups": 2}),
    ("Conv2d", {"in_channels": 2, "out_channels": 2, "kernel_size": 3, "groups": 0}),
    ("Conv2d", {"in_channels": 2, "out_channels": -2, "kernel_size": 3}),
    (
        "Conv2d",
        {"in_channels": 2, "out_channels": 2, "kernel_size": 3, "padding": "same", "stride": 2},
    ),
    (
        "ConvTranspose2d",
        {"in_channels": 2, "out_channels": 2, "kernel_size": 3, "padding_mode": "reflect"},
    ),
    ("Dropout", {"p": -0.1}),
    ("Dropout2d", {"p": 2.0}),
    ("Embedding", {**TABLE, "padding_idx": 5}),
    ("EmbeddingBag", {**TABLE, "padding_idx": 7}),
    ("FractionalMaxPool2d", {"kernel_size": 2}),
    ("FractionalMaxPool2d", {"kernel_size": 2, "output_ratio": 1.5}),
    ("FractionalMaxPool3d", {"kernel_size": 2, "output_size": 2, "output_ratio": 0.5}),
    ("GroupNorm", {"num_groups": 2, "num_channels": 5}),
    ("Hardtanh", {"min_val": 1.0, "max_val": 0.0}),
    ("Linear", {"in_features": -1, "out_features": 2}),
    ("BatchNorm2d", {"num_features": -1}),
    ("MultiMarginLoss", {"p": 3}),
    ("TripletMarginLoss", {"margin": 0.0}),
    ("TripletMarginWithDistanceLoss", {"margin": -1.0}),
]
