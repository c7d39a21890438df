"""Recurrent layers of C# are those of PyTorch: the same weights from a seed, the same results."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn.utils import rnn

from tests.dotnet.dotnet_programs import needs_dotnet
from torchsharp_py import dotnet

pytestmark = [needs_dotnet, pytest.mark.filterwarnings("ignore:dropout option adds")]

# The options as PyTorch names them, and as C# does.
NAMES = {
    "num_layers": "numLayers",
    "batch_first": "batchFirst",
    "proj_size": "projSize",
    "nonlinearity": "nonLinearity",
}
OPTIONS: list[dict[str, Any]] = [
    {},
    {"num_layers": 2, "bidirectional": True},
    {"bias": False, "batch_first": True},
    {"num_layers": 3, "dropout": 0.4, "batch_first": True},
    {"bidirectional": True, "bias": False, "num_layers": 2, "dropout": 0.2},
]
LAYERS: list[tuple[str, dict[str, Any]]] = [
    *((name, options) for name in ("RNN", "LSTM", "GRU") for options in OPTIONS),
    ("RNN", {"nonlinearity": "relu", "num_layers": 2}),
    ("LSTM", {"proj_size": 2}),
    ("LSTM", {"proj_size": 3, "num_layers": 2, "bidirectional": True, "bias": False}),
]
CELLS: list[tuple[str, dict[str, Any]]] = [
    ("RNNCell", {}),
    ("RNNCell", {"nonlinearity": "relu", "bias": False}),
    ("LSTMCell", {}),
    ("LSTMCell", {"bias": False}),
    ("GRUCell", {}),
    ("GRUCell", {"bias": False}),
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
    given = {NAMES.get(name, name): value for name, value in options.items()}
    if "nonLinearity" in given:
        given["nonLinearity"] = nn.NonLinearities.ReLU
    return given


def both(nn: Any, name: str, options: dict[str, Any]) -> tuple[Any, torch.nn.Module]:
    """A layer of C# and one of Python, made after the same seed."""
    torch.manual_seed(7)
    ours = getattr(nn, name)(4, 5, **as_named(nn, options))
    after = torch.rand(1)
    torch.manual_seed(7)
    theirs = getattr(torch.nn, name)(4, 5, **options)
    assert torch.equal(after, torch.rand(1))
    return ours, theirs


def tensors(result: Any) -> list[Tensor]:
    """The tensors of a result, one after another, whether they come from C# or Python."""
    if isinstance(result, Tensor):
        return [result]
    if hasattr(result, "batch_sizes"):
        parts = [result.data, result.batch_sizes, result.sorted_indices, result.unsorted_indices]
        return [part for part in parts if part is not None]
    if not isinstance(result, tuple):
        members = ("Item1", "Item2", "Item3")
        result = tuple(getattr(result, one) for one in members if hasattr(result, one))
    return [one for part in result for one in tensors(part)]


def assert_same(ours: Any, theirs: Any) -> None:
    got, wanted = tensors(ours), tensors(theirs)
    assert len(got) == len(wanted)
    for one, other in zip(got, wanted, strict=True):
        assert torch.equal(one, other)


def agree(ours: Any, theirs: torch.nn.Module, given: Any, state: Any) -> None:
    """Compares results, and the gradients of the parameters."""
    torch.manual_seed(9)
    result = ours.call(given[0], clr_state(state))
    torch.manual_seed(9)
    expected = theirs(given[1], state)
    assert_same(result, expected)
    for outcome in (result, expected):
        sums = [one.sum() for one in tensors(outcome) if one.is_floating_point()]
        torch.autograd.backward(sums)
    for name, parameter in theirs.named_parameters():
        assert parameter.grad is not None
        assert torch.equal(ours.get_parameter(name).grad, parameter.grad), name


def clr_state(state: Any) -> Any:
    """A state as C# takes it: a pair is a System.ValueTuple."""
    if not isinstance(state, tuple):
        return state
    from System import ValueTuple
    from TorchSharpPy import torch as csharp

    return ValueTuple[csharp.Tensor, csharp.Tensor](*state)


def clr_list(parts: list[Tensor]) -> Any:
    """Tensors as an array of C#."""
    from System import Array
    from TorchSharpPy import torch as csharp

    return Array[csharp.Tensor](parts)


@pytest.mark.parametrize(("name", "options"), LAYERS)
def test_weights_agree(nn: Any, name: str, options: dict[str, Any]) -> None:
    ours, theirs = both(nn, name, options)
    state = {entry.Key: entry.Value for entry in ours.state_dict()}
    assert list(state) == list(theirs.state_dict())
    for key, value in theirs.state_dict().items():
        assert torch.equal(state[key], value), key
    ours.Dispose()


@pytest.mark.parametrize("given", ["batch", "one", "packed", "packed unsorted"])
@pytest.mark.parametrize(("with_state", "training"), [(False, True), (True, False)])
@pytest.mark.parametrize(("name", "options"), LAYERS)
def test_results_agree(
    nn: Any, name: str, options: dict[str, Any], with_state: bool, given: str, training: bool
) -> None:
    ours, theirs = both(nn, name, options)
    ours.train(training)
    theirs.train(training)
    generator = torch.Generator().manual_seed(1)
    directions = options.get("num_layers", 1) * (2 if options.get("bidirectional") else 1)
    batch = () if given == "one" else (3,)
    if given.startswith("packed"):
        lengths = [6, 4, 2] if given == "packed" else [2, 6, 4]
        parts = [torch.randn(one, 4, generator=generator) for one in lengths]
        expected: Any = rnn.pack_sequence(parts, given == "packed")
        sequence = nn.utils.rnn.pack_sequence(clr_list(parts), given == "packed")
    else:
        sizes = (*batch, 6) if options.get("batch_first") else (6, *batch)
        sequence = expected = torch.randn(*sizes, 4, generator=generator)
    state: Any = None
    if with_state:
        size = options.get("proj_size", 5)
        state = torch.randn(directions, *batch, size, generator=generator)
        if name == "LSTM":
            state = (state, torch.randn(directions, *batch, 5, generator=generator))
    agree(ours, theirs, (sequence, expected), state)
    ours.Dispose()


@pytest.mark.parametrize("batch", [(), (3,)], ids=str)
@pytest.mark.parametrize("with_state", [False, True])
@pytest.mark.parametrize(("name", "options"), CELLS)
def test_cells_agree(
    nn: Any, name: str, options: dict[str, Any], with_state: bool, batch: tuple[int, ...]
) -> None:
    ours, theirs = both(nn, name, options)
    generator = torch.Generator().manual_seed(2)
    element = torch.randn(*batch, 4, generator=generator)
    state: Any = torch.randn(*batch, 5, generator=generator) if with_state else None
    if with_state and name == "LSTMCell":
        state = (state, torch.randn(*batch, 5, generator=generator))
    assert (ours.bias_ih is None) == (theirs.bias_ih is None)
    assert torch.equal(ours.weight_hh, theirs.get_parameter("weight_hh"))
    agree(ours, theirs, (element, element), state)
    ours.Dispose()


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16], ids=str)
def test_layers_have_the_type_that_was_asked_for(nn: Any, dtype: torch.dtype) -> None:
    from TorchSharpPy import torch as csharp

    kinds = {torch.float64: csharp.float64, torch.bfloat16: csharp.bfloat16}
    ours = nn.LSTM(4, 5, dtype=kinds[dtype])
    assert ours.call(torch.ones(2, 4, dtype=dtype)).Item1.dtype == dtype
    ours.Dispose()


@pytest.mark.parametrize("name", ["RNN", "LSTM", "GRU"])
@pytest.mark.parametrize(
    ("sequence", "message"),
    [
        (torch.zeros(4), "2 dimensions or a batch of 3 dimensions, not 1"),
        (torch.zeros(2, 3, 5), "elements of the size 4.*, not 5"),
        (torch.zeros(2, 3, 4, dtype=torch.float64), "input is Float64, but weight_ih_l0 of"),
    ],
    ids=["dimensions", "size", "type"],
)
def test_bad_input_is_an_argument_error(nn: Any, name: str, sequence: Tensor, message: str) -> None:
    from System import ArgumentException

    layer = getattr(nn, name)(4, 5)
    with pytest.raises(ArgumentException, match=message):
        layer.call(sequence)
    layer.Dispose()


def test_a_bad_state_is_an_argument_error(nn: Any) -> None:
    from System import ArgumentException

    layer = nn.GRU(4, 5, 2)
    with pytest.raises(ArgumentException, match=r"shape \[2, 3, 5\], not \[2, 2, 5\]"):
        layer.call(torch.zeros(6, 3, 4), torch.zeros(2, 2, 5))
    layer.Dispose()
    cell = nn.GRUCell(4, 5)
    with pytest.raises(ArgumentException, match=r"shape \[3, 5\], not \[2, 5\]"):
        cell.call(torch.zeros(3, 4), torch.zeros(2, 5))
    cell.Dispose()


def test_a_weight_of_another_shape_does_not_reach_the_operator(nn: Any) -> None:
    from System import ArgumentException

    layer = nn.LSTM(4, 5)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        layer.get_parameter("weight_hh_l0").set_(torch.zeros(3, 3))
    with pytest.raises(ArgumentException, match=r"weight_hh_l0 .* must have the shape \[20, 5\]"):
        layer.call(torch.zeros(2, 3, 4))
    layer.Dispose()


@pytest.mark.parametrize(
    ("sizes", "options", "message"),
    [
        ((0, 5), {}, "elements must be positive"),
        ((4, 0), {}, "hidden state must be positive"),
        ((4, 5), {"numLayers": 0}, "number of layers"),
        ((4, 5), {"dropout": 1.5}, "from 0 to 1"),
        ((4, 5), {"projSize": 5}, "less than that of the hidden state"),
    ],
)
def test_bad_options_are_range_errors(
    nn: Any, sizes: tuple[int, int], options: dict[str, Any], message: str
) -> None:
    from System import ArgumentOutOfRangeException

    with pytest.raises(ArgumentOutOfRangeException, match=message):
        nn.LSTM(*sizes, **options)
