"""Attention and transformers of C# are those of PyTorch: weights, results and gradients."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from tests.dotnet.dotnet_programs import needs_dotnet
from torchsharp_py import dotnet

pytestmark = [needs_dotnet, pytest.mark.filterwarnings("ignore:.*(nested|mismatched)")]

SIZE, HEADS, LENGTH, KEYS, BATCH = 8, 2, 5, 6, 3
RENAMED = {"embed_dim": "embedded_dim"}

ATTENTIONS: list[dict[str, Any]] = [
    {},
    {"bias": False, "batch_first": True},
    {"add_bias_kv": True, "add_zero_attn": True},
    {"kdim": 4, "vdim": 7},
    {"kdim": 4, "bias": False, "batch_first": True, "add_bias_kv": True},
    {"dropout": 0.5, "add_zero_attn": True},
]
LAYERS: list[dict[str, Any]] = [
    {},
    {"activation": "gelu", "norm_first": True, "batch_first": True},
    {"bias": False, "layer_norm_eps": 1e-3, "dropout": 0.3},
]


@pytest.fixture(scope="module")
def nn() -> Any:
    """The C# class torch.nn."""
    dotnet.load()
    from TorchSharpPy import torch as csharp

    return csharp.nn


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Threads cost more than they save for such small layers."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def as_named(nn: Any, options: dict[str, Any]) -> dict[str, Any]:
    """The options as C# names them."""
    given = {RENAMED.get(name, name): value for name, value in options.items()}
    if "activation" in given:
        given["activation"] = nn.Activations.GELU
    return given


def both(nn: Any, name: str, **options: Any) -> tuple[Any, torch.nn.Module]:
    """A module of C# and one of Python, made after the same seed."""
    torch.manual_seed(7)
    ours = getattr(nn, name)(**as_named(nn, options))
    after = torch.rand(1)
    torch.manual_seed(7)
    theirs = getattr(torch.nn, name)(**options)
    assert torch.equal(after, torch.rand(1))
    assert_same_weights(ours, theirs)
    return ours, theirs


def assert_same_weights(ours: Any, theirs: torch.nn.Module) -> None:
    state = {entry.Key: entry.Value for entry in ours.state_dict()}
    assert list(state) == list(theirs.state_dict())
    for key, value in theirs.state_dict().items():
        assert torch.equal(state[key], value), key


def agree(ours: Any, theirs: torch.nn.Module, result: list[Any], expected: list[Any]) -> None:
    """Compares results, and the gradients of the parameters."""
    for one, other in zip(result, expected, strict=True):
        assert (one is None) == (other is None)
        assert one is None or torch.equal(one, other)
    for outcome in (result, expected):
        torch.autograd.backward([one.square().sum() for one in outcome if one is not None])
    for name, parameter in theirs.named_parameters():
        gradient = ours.get_parameter(name).grad
        assert (gradient is None) == (parameter.grad is None), name
        assert parameter.grad is None or torch.equal(gradient, parameter.grad), name


def draw(seed: int, *size: int) -> Tensor:
    return torch.randn(*size, generator=torch.Generator().manual_seed(seed))


def padding(keys: int = KEYS) -> Tensor:
    mask = torch.zeros(BATCH, keys, dtype=torch.bool)
    mask[0, -1] = mask[1, -2:] = True
    return mask


def masks(name: str, queries: int = LENGTH, keys: int = KEYS) -> dict[str, Tensor]:
    hidden = torch.ones(queries, keys, dtype=torch.bool).triu(2)
    return {
        "none": {},
        "padding": {"key_padding_mask": padding(keys)},
        "mask": {"attn_mask": hidden},
        "numbers": {"attn_mask": draw(5, BATCH * HEADS, queries, keys)},
        "both": {"attn_mask": draw(5, queries, keys), "key_padding_mask": padding(keys)},
    }[name]


@pytest.mark.parametrize("mask", ["none", "padding", "mask", "numbers", "both"])
@pytest.mark.parametrize("weights", ["no", "mean", "all"])
@pytest.mark.parametrize("options", ATTENTIONS, ids=str)
def test_attention_agrees(nn: Any, options: dict[str, Any], weights: str, mask: str) -> None:
    ours, theirs = both(nn, "MultiheadAttention", embed_dim=SIZE, num_heads=HEADS, **options)
    first = options.get("batch_first", False)
    sizes = [(LENGTH, SIZE), (KEYS, options.get("kdim", SIZE)), (KEYS, options.get("vdim", SIZE))]
    given = [
        draw(seed, *((BATCH, length) if first else (length, BATCH)), size)
        for seed, (length, size) in enumerate(sizes)
    ]
    if not options.get("kdim"):
        given[2] = given[1]  # one tensor is projected as one
    more = masks(mask)
    needed = weights != "no"
    torch.manual_seed(3)
    result = ours.forward(
        *given, more.get("key_padding_mask"), needed, more.get("attn_mask"), weights != "all", False
    )
    torch.manual_seed(3)
    expected = theirs(*given, need_weights=needed, average_attn_weights=weights != "all", **more)
    agree(ours, theirs, [result.Item1, result.Item2], list(expected))
    ours.Dispose()


@pytest.mark.parametrize("weights", [False, True])
@pytest.mark.parametrize("batch", [(), (BATCH,)], ids=str)
def test_self_attention_agrees(nn: Any, batch: tuple[int, ...], weights: bool) -> None:
    ours, theirs = both(nn, "MultiheadAttention", embed_dim=SIZE, num_heads=HEADS)
    ours.eval()
    theirs.eval()
    x = draw(1, LENGTH, *batch, SIZE)
    result = ours.call(x, x, x, None, weights)
    agree(ours, theirs, [result.Item1, result.Item2], list(theirs(x, x, x, need_weights=weights)))
    ours.Dispose()


def test_the_function_agrees(nn: Any) -> None:
    query, key, value = (
        draw(1, LENGTH, BATCH, SIZE),
        draw(2, KEYS, BATCH, 4),
        draw(3, KEYS, BATCH, 7),
    )
    static = draw(4, BATCH * HEADS, 4, SIZE // HEADS), draw(5, BATCH * HEADS, 4, SIZE // HEADS)
    given: dict[str, Any] = {
        "in_proj_weight": None,
        "in_proj_bias": draw(6, 3 * SIZE),
        "bias_k": None,
        "bias_v": None,
        "add_zero_attn": True,
        "dropout_p": 0.5,
        "out_proj_weight": draw(7, SIZE, SIZE),
        "out_proj_bias": None,
        "training": False,
        "use_separate_proj_weight": True,
        "q_proj_weight": draw(8, SIZE, SIZE),
        "k_proj_weight": draw(9, SIZE, 4),
        "v_proj_weight": draw(10, SIZE, 7),
        "static_k": static[0],
        "static_v": static[1],
    }
    ours = nn.functional.multi_head_attention_forward(query, key, value, SIZE, HEADS, **given)
    theirs = functional.multi_head_attention_forward(query, key, value, SIZE, HEADS, **given)
    assert torch.equal(ours.Item1, theirs[0])
    assert theirs[1] is not None
    assert torch.equal(ours.Item2, theirs[1])


@pytest.mark.parametrize("mask", ["none", "padding", "mask", "numbers", "causal"])
@pytest.mark.parametrize("options", LAYERS, ids=str)
def test_encoders_agree(nn: Any, options: dict[str, Any], mask: str) -> None:
    one, other = both(
        nn, "TransformerEncoderLayer", d_model=SIZE, nhead=HEADS, dim_feedforward=9, **options
    )
    rows = LENGTH if options.get("batch_first") else BATCH
    ours = nn.TransformerEncoder(one, 2, nn.GroupNorm(1, rows))
    theirs = torch.nn.TransformerEncoder(other, 2, torch.nn.GroupNorm(1, rows))  # type: ignore[arg-type]
    assert_same_weights(ours, theirs)
    x = draw(1, *((BATCH, LENGTH) if options.get("batch_first") else (LENGTH, BATCH)), SIZE)
    given = masks(mask, LENGTH, LENGTH) if mask != "causal" else {}
    hidden = given.get("attn_mask")
    if mask == "causal":
        hidden = torch.nn.Transformer.generate_square_subsequent_mask(LENGTH)
        assert torch.equal(hidden, nn_transformer().generate_square_subsequent_mask(LENGTH))
    ignored = given.get("key_padding_mask")
    for module, model in ((one, other), (ours, theirs)):
        torch.manual_seed(3)
        result = module.call(x, hidden, ignored)
        torch.manual_seed(3)
        agree(module, model, [result], [model(x, hidden, src_key_padding_mask=ignored)])
    one.Dispose()
    ours.Dispose()


def nn_transformer() -> Any:
    """The C# class Transformer."""
    from TorchSharpPy.Modules import Transformer

    return Transformer


@pytest.mark.parametrize("options", LAYERS, ids=str)
def test_decoders_agree(nn: Any, options: dict[str, Any]) -> None:
    one, other = both(
        nn, "TransformerDecoderLayer", d_model=SIZE, nhead=HEADS, dim_feedforward=9, **options
    )
    ours = nn.TransformerDecoder(one, 2)
    theirs = torch.nn.TransformerDecoder(other, 2)  # type: ignore[arg-type]
    assert_same_weights(ours, theirs)
    first = options.get("batch_first", False)
    x = draw(1, *((BATCH, LENGTH) if first else (LENGTH, BATCH)), SIZE)
    memory = draw(2, *((BATCH, KEYS) if first else (KEYS, BATCH)), SIZE)
    causal = torch.nn.Transformer.generate_square_subsequent_mask(LENGTH)
    hidden = masks("mask")["attn_mask"]
    for given in ((), (causal, hidden, None, None), (None, hidden, padding(LENGTH), padding())):
        for module, model in ((one, other), (ours, theirs)):
            torch.manual_seed(3)
            result = module.call(x, memory, *given)
            torch.manual_seed(3)
            agree(module, model, [result], [model(x, memory, *given)])
    one.Dispose()
    ours.Dispose()


@pytest.mark.parametrize("options", LAYERS, ids=str)
def test_transformers_agree(nn: Any, options: dict[str, Any]) -> None:
    ours, theirs = both(
        nn,
        "Transformer",
        d_model=SIZE,
        nhead=HEADS,
        num_encoder_layers=2,
        num_decoder_layers=1,
        dim_feedforward=9,
        **options,
    )
    first = options.get("batch_first", False)
    src = draw(1, *((BATCH, KEYS) if first else (KEYS, BATCH)), SIZE)
    tgt = draw(2, *((BATCH, LENGTH) if first else (LENGTH, BATCH)), SIZE)
    hidden = torch.nn.Transformer.generate_square_subsequent_mask(LENGTH)
    torch.manual_seed(3)
    result = ours.call(src, tgt, None, hidden, None, padding())
    torch.manual_seed(3)
    expected = theirs(src, tgt, tgt_mask=hidden, src_key_padding_mask=padding())
    agree(ours, theirs, [result], [expected])
    ours.eval()
    theirs.eval()
    assert torch.equal(ours.call(src, tgt), theirs(src, tgt))
    ours.Dispose()


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("options", [{}, {"activation": "gelu", "norm_first": True}], ids=str)
def test_layers_without_gradients_agree(nn: Any, options: dict[str, Any], masked: bool) -> None:
    """PyTorch runs them as one operator. C# does so without masks; with masks it rounds."""
    given = {"d_model": SIZE, "nhead": HEADS, "dim_feedforward": 9, "batch_first": True} | options
    ours, theirs = both(nn, "TransformerEncoderLayer", **given)
    ours.eval()
    theirs.eval()
    x, ignored = draw(1, BATCH, LENGTH, SIZE), padding(LENGTH) if masked else None
    with torch.no_grad():
        result = ours.call(x, None, ignored)
        expected = theirs(x, src_key_padding_mask=ignored)
    kept = ~ignored if ignored is not None else torch.ones(BATCH, LENGTH, dtype=torch.bool)
    assert torch.allclose(result[kept], expected[kept], atol=1e-6 if masked else 0, rtol=0)
    ours.Dispose()


def test_transformers_on_the_meta_device(nn: Any) -> None:
    from TorchSharpPy import torch as csharp

    model = nn.Transformer(SIZE, HEADS, 1, 1, 9, device=csharp.Device("meta"))
    x = torch.ones(LENGTH, SIZE, device="meta")
    assert model.call(x, x).shape == x.shape
    model.Dispose()


def test_layers_are_copied_with_their_state(nn: Any) -> None:
    layer = nn.TransformerEncoderLayer(SIZE, HEADS, 9)
    layer.eval()
    layer.get_parameter("linear1.bias").requires_grad = False
    encoder = nn.TransformerEncoder(layer, 2)
    parameters = [encoder.get_parameter(f"layers.{i}.linear1.bias") for i in range(2)]
    assert not any(one.requires_grad for one in parameters)
    assert not encoder.get_submodule("layers.1").training
    with torch.no_grad():
        parameters[0].fill_(7)
    assert not (parameters[1] == 7).any()
    layer.Dispose()
    encoder.call(draw(1, LENGTH, SIZE))
    encoder.Dispose()


@pytest.mark.parametrize(
    ("given", "more", "message"),
    [
        ([(5, 3, 6), (6, 3, 6), (6, 3, 6)], {}, "elements of the size 8"),
        ([(5,), (6,), (6,)], {}, "a query of 2 dimensions, or 3 for a batch"),
        ([(5, 3, 8), (6, 8), (6, 8)], {}, "a key of 3 dimensions, as the query is a batch"),
        ([(5, 3, 8), (6, 2, 8), (6, 2, 8)], {}, "a batch of 3, like the query"),
        ([(5, 3, 8), (6, 3, 8), (5, 3, 8)], {}, r"a value for each key, \[6, 3, 8\]"),
        ([(5, 3, 8), (6, 3, 8), (6, 3, 8)], {"attn_mask": (5, 5)}, r"mask of the shape \[5, 6\]"),
        ([(5, 3, 8), (6, 3, 8), (6, 3, 8)], {"attn_mask": (3, 5, 6)}, r"\[6, 5, 6\]"),
        ([(5, 3, 8), (6, 3, 8), (6, 3, 8)], {"key_padding_mask": (3, 5)}, r"each key, \[3, 6\]"),
        ([(5, 3, 8), (6, 3, 8), (6, 3, 8)], {"key_padding_mask": (6,)}, "mask of 2 dimensions"),
    ],
)
def test_bad_shapes_are_argument_errors(
    nn: Any, given: list[tuple[int, ...]], more: dict[str, tuple[int, ...]], message: str
) -> None:
    from System import ArgumentException

    layer = nn.MultiheadAttention(SIZE, HEADS)
    with pytest.raises(ArgumentException, match=message):
        layer.call(
            *(torch.zeros(shape) for shape in given),
            torch.zeros(more["key_padding_mask"]) if "key_padding_mask" in more else None,
            True,
            torch.zeros(more["attn_mask"]) if "attn_mask" in more else None,
        )
    layer.Dispose()


def test_other_bad_input_is_an_argument_error(nn: Any) -> None:
    from System import ArgumentException

    with pytest.raises(ArgumentException, match="3 heads for 8"):
        nn.MultiheadAttention(8, 3)
    layer = nn.MultiheadAttention(SIZE, HEADS)
    x = torch.zeros(LENGTH, BATCH, SIZE)
    with pytest.raises(ArgumentException, match="bools, true for what is ignored"):
        layer.call(x, x, x, None, True, torch.zeros(LENGTH, LENGTH, dtype=torch.int64))
    with pytest.raises(ArgumentException, match="With is_causal, the mask is needed"):
        layer.forward(x, x, x, None, False, None, True, True)
    layer.Dispose()
    model = nn.Transformer(SIZE, HEADS, 1, 1, 9)
    with pytest.raises(ArgumentException, match="must have the same batch"):
        model.call(x, torch.zeros(LENGTH, 2, SIZE))
    with pytest.raises(ArgumentException, match=r"\[length, 8\], or a batch"):
        model.call(x, torch.zeros(LENGTH, BATCH, 9))
    model.Dispose()


@pytest.mark.parametrize(
    ("options", "flags"),
    [
        ({}, (True, False, False)),
        ({}, (False, False, False)),
        ({}, (True, True, False)),
        ({}, (True, False, True)),
        ({"batch_first": False}, (True, False, False)),
        ({"norm_first": True}, (True, False, False)),
        ({"activation": "gelu"}, (True, False, False)),
        ({"nhead": 1}, (True, False, False)),
        ({"bias": False}, (True, False, False)),
    ],
    ids=str,
)
@pytest.mark.parametrize("norm", [False, True])
def test_encoders_return_zeros_for_padding_when_pytorch_does(
    nn: Any, options: dict[str, Any], flags: tuple[bool, bool, bool], norm: bool
) -> None:
    aligned, training, recording = flags
    given = {"d_model": SIZE, "nhead": HEADS, "dim_feedforward": 9, "batch_first": True} | options
    rows = LENGTH if given["batch_first"] else BATCH
    one, other = both(nn, "TransformerEncoderLayer", dropout=0.0, **given)
    ours = nn.TransformerEncoder(one, 2, nn.GroupNorm(1, rows) if norm else None)
    theirs = torch.nn.TransformerEncoder(
        other,  # type: ignore[arg-type]
        2,
        torch.nn.GroupNorm(1, rows) if norm else None,
    )
    for model in (ours, theirs):
        model.train(training)
    first = given["batch_first"]
    x = draw(1, *((BATCH, LENGTH) if first else (LENGTH, BATCH)), SIZE)
    ignored = torch.zeros(BATCH, LENGTH, dtype=torch.bool)
    ignored[0, -1] = ignored[1, -2:] = True
    ignored = ignored if aligned else ignored.flip(1)
    for mask in (ignored, torch.zeros(BATCH, LENGTH).masked_fill_(ignored, float("-inf"))):
        with torch.set_grad_enabled(recording):
            result = ours.call(x, None, mask)
            expected = theirs(x, src_key_padding_mask=mask)
        assert torch.allclose(result, expected, atol=1e-5, rtol=0)
    one.Dispose()
    ours.Dispose()
