"""A sample of every class of torch.nn: constructor arguments and inputs."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from tests.torch_version import is_since

Case = tuple[tuple[Any, ...], dict[str, Any], Callable[[], tuple[Tensor, ...]]]


def case(*args: Any, inputs: Callable[[], tuple[Tensor, ...]], **kwargs: Any) -> Case:
    return args, kwargs, inputs


def sizes(*shapes: tuple[int, ...]) -> Callable[[], tuple[Tensor, ...]]:
    """Random inputs of some sizes."""
    return lambda: tuple(torch.rand(*shape) for shape in shapes)


def same(names: str, made: Case) -> dict[str, Case]:
    return dict.fromkeys(names.split(), made)


def spatial(name: str, *args: Any, channels: int = 2, **kwargs: Any) -> dict[str, Case]:
    """A class in 1, 2 and 3 dimensions; the inputs are 8 long in each."""
    return {
        f"{name}{n}d": case(*args, inputs=sizes((2, channels, *[8] * n)), **kwargs)
        for n in (1, 2, 3)
    }


def padding(name: str, *args: Any) -> dict[str, Case]:
    return {
        f"{name}{n}d": case((1, 2) * n, *args, inputs=sizes((1, 2, *[4] * n))) for n in (1, 2, 3)
    }


def unpool(n: int) -> Case:
    """The inputs are results of the pooling with the same dimensions."""
    pool = getattr(nn, f"MaxPool{n}d")(2, return_indices=True)
    return case((2,) * n, inputs=lambda: pool(torch.rand(1, 2, *[4] * n)))


def classes(*shape: int) -> Callable[[], tuple[Tensor, ...]]:
    """Scores of 5 classes, and targets."""
    return lambda: (torch.randn(3, 5, *shape), torch.arange(3).expand(*shape, 3).movedim(-1, 0))


PAIR = sizes((3, 4), (3, 4))
MATRIX = sizes((3, 4))
SIGNS = torch.tensor([1.0, -1.0, 1.0])

CASES: dict[str, Case] = {
    **same(
        "CELU ELU Flatten GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh Identity LeakyReLU "
        "LogSigmoid Mish PReLU ReLU ReLU6 RReLU SELU SiLU Sigmoid Softplus Softshrink Softsign "
        "Tanh Tanhshrink Dropout AlphaDropout FeatureAlphaDropout",
        case(inputs=MATRIX),
    ),
    **same("LogSoftmax Softmax Softmin", case(1, inputs=MATRIX)),
    **same("Threshold", case(0.5, 2.0, inputs=MATRIX)),
    **same("Softmax2d", case(inputs=sizes((1, 2, 3, 3)))),
    **same(
        "BCELoss BCEWithLogitsLoss HuberLoss KLDivLoss L1Loss MSELoss MultiLabelSoftMarginLoss "
        "PoissonNLLLoss SmoothL1Loss SoftMarginLoss PairwiseDistance CosineSimilarity",
        case(inputs=PAIR),
    ),
    **same("CrossEntropyLoss NLLLoss MultiMarginLoss", case(inputs=classes())),
    **same("NLLLoss2d", case(inputs=classes(2, 2))),
    **same("HingeEmbeddingLoss", case(inputs=lambda: (torch.rand(3), SIGNS))),
    **same("CosineEmbeddingLoss", case(inputs=lambda: (*PAIR(), SIGNS))),
    **same("MarginRankingLoss", case(inputs=lambda: (torch.rand(3), torch.rand(3), SIGNS))),
    **same(
        "MultiLabelMarginLoss", case(inputs=lambda: (torch.rand(1, 3), torch.tensor([[1, 0, -1]])))
    ),
    **same("GaussianNLLLoss", case(inputs=sizes((3, 4), (3, 4), (3, 4)))),
    **same(
        "TripletMarginLoss TripletMarginWithDistanceLoss",
        case(inputs=sizes((3, 4), (3, 4), (3, 4))),
    ),
    **same(
        "CTCLoss",
        case(
            inputs=lambda: (
                torch.randn(6, 2, 4).log_softmax(2),
                torch.tensor([[1, 2], [3, 1]]),
                torch.tensor([6, 6]),
                torch.tensor([2, 2]),
            )
        ),
    ),
    **spatial("AdaptiveAvgPool", 2),
    **spatial("AdaptiveMaxPool", 2),
    **spatial("AvgPool", 2),
    **spatial("MaxPool", 2),
    **spatial("LPPool", 2, 2),
    **spatial("Dropout"),
    **spatial("BatchNorm", 2),
    **spatial("InstanceNorm", 2, affine=True),
    **spatial("Conv", 2, 3, 3, padding=1),
    **spatial("ConvTranspose", 2, 3, 3, stride=2),
    **spatial("LazyBatchNorm"),
    **spatial("LazyInstanceNorm", affine=True),
    **spatial("LazyConv", 3, 3),
    **spatial("LazyConvTranspose", 3, 3),
    **same("LazyLinear", case(2, inputs=MATRIX)),
    **same(
        "FractionalMaxPool2d",
        case(
            2, output_size=3, _random_samples=torch.full((1, 2, 2), 0.5), inputs=sizes((1, 2, 8, 8))
        ),
    ),
    **same(
        "FractionalMaxPool3d",
        case(
            2,
            output_size=3,
            _random_samples=torch.full((1, 2, 3), 0.5),
            inputs=sizes((1, 2, 8, 8, 8)),
        ),
    ),
    **{f"MaxUnpool{n}d": unpool(n) for n in (1, 2, 3)},
    **padding("CircularPad"),
    **padding("ConstantPad", 0.5),
    **padding("ReflectionPad"),
    **padding("ReplicationPad"),
    **padding("ZeroPad"),
    **same("Linear", case(4, 2, inputs=MATRIX)),
    **same("Bilinear", case(4, 4, 2, inputs=PAIR)),
    **same("LayerNorm RMSNorm", case(4, inputs=MATRIX)),
    **same("GroupNorm", case(2, 4, inputs=sizes((2, 4, 3)))),
    **same("LocalResponseNorm CrossMapLRN2d", case(2, inputs=sizes((1, 4, 3, 3)))),
    **same("SyncBatchNorm", case(2, inputs=sizes((2, 2, 3)))),
    **same("ChannelShuffle", case(2, inputs=sizes((1, 4, 2, 2)))),
    **same("PixelShuffle PixelUnshuffle", case(2, inputs=sizes((1, 4, 2, 2)))),
    **same("Unflatten", case(1, (2, 2), inputs=MATRIX)),
    **same("Fold", case((4, 4), (2, 2), inputs=sizes((1, 8, 9)))),
    **same("Unfold", case((2, 2), inputs=sizes((1, 2, 4, 4)))),
    **same("Upsample", case(scale_factor=2.0, mode="nearest", inputs=sizes((1, 2, 3, 3)))),
    **same(
        "UpsamplingBilinear2d UpsamplingNearest2d", case(scale_factor=2, inputs=sizes((1, 2, 3, 3)))
    ),
    **same("Embedding", case(10, 4, inputs=lambda: (torch.tensor([[1, 2], [3, 9]]),))),
    **same("EmbeddingBag", case(10, 4, inputs=lambda: (torch.tensor([[1, 2], [3, 9]]),))),
    **same("RNN GRU LSTM", case(4, 3, num_layers=2, inputs=sizes((5, 2, 4)))),
    **same("RNNCell GRUCell LSTMCell", case(4, 3, inputs=MATRIX)),
    **same("MultiheadAttention", case(4, 2, inputs=sizes((5, 2, 4), (5, 2, 4), (5, 2, 4)))),
    **same("TransformerEncoderLayer", case(4, 2, 8, batch_first=True, inputs=sizes((2, 5, 4)))),
    **same("TransformerDecoderLayer", case(4, 2, 8, inputs=sizes((5, 2, 4), (6, 2, 4)))),
    **same(
        "TransformerEncoder",
        case(nn.TransformerEncoderLayer(4, 2, 8, batch_first=True), 2, inputs=sizes((2, 5, 4))),
    ),
    **same(
        "TransformerDecoder",
        case(nn.TransformerDecoderLayer(4, 2, 8), 2, inputs=sizes((5, 2, 4), (6, 2, 4))),
    ),
    **same("Transformer", case(4, 2, 1, 1, 8, inputs=sizes((5, 2, 4), (6, 2, 4)))),
    **same(
        "AdaptiveLogSoftmaxWithLoss",
        case(4, 6, [2, 4], inputs=lambda: (*MATRIX(), torch.arange(3))),
    ),
    **same(
        "LinearCrossEntropyLoss", case(4, 5, inputs=lambda: (torch.rand(3, 4), torch.arange(3)))
    ),
    **same("Sequential", case(nn.Linear(4, 2), nn.ReLU(), inputs=MATRIX)),
    **same("DataParallel", case(nn.Linear(4, 2), inputs=MATRIX)),
}

# Containers, which have no forward to call.
WITHOUT_FORWARD = {
    "Container", "Module", "ModuleDict", "ModuleList", "ParameterDict", "ParameterList", "RNNBase",
    "RNNCellBase",
}  # fmt: skip

# Modules that torch.jit.script rejects, and its reason.
REFUSED = {
    "AdaptiveLogSoftmaxWithLoss": "Unknown type annotation|Expected inferred type",
    "DataParallel": "can't take variable number of arguments",
    "GaussianNLLLoss": "Comprehension ifs are not supported yet",
    "LinearCrossEntropyLoss": "Failed to get source",
    **dict.fromkeys(["MaxUnpool1d", "MaxUnpool2d", "MaxUnpool3d"], "Expected IntList but got Int"),
    "SyncBatchNorm": "attribute lookup is not defined on python value of type 'module'",
    "TripletMarginWithDistanceLoss": "can't take variable number of arguments",
}
if is_since("2.14"):  # it calls a torch.autograd.Function, which torch wrote anew
    REFUSED["CrossMapLRN2d"] = "is currently not supported in Torchscript|Expression of type"


def module_classes() -> set[str]:
    """The names of all classes of modules in torch.nn."""
    return {
        name
        for name, value in vars(nn).items()
        if inspect.isclass(value) and issubclass(value, nn.Module)
    }


def leaves(result: Any) -> list[Tensor]:
    """The tensors in a result."""
    return [leaf for leaf in torch.utils._pytree.tree_leaves(result) if isinstance(leaf, Tensor)]
