"""torch.nn.init of C# draws the numbers of PyTorch's, bit for bit."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn import init as theirs

from tests.dotnet.dotnet_programs import needs_dotnet
from torchsharp_py import dotnet

pytestmark = needs_dotnet

MODES = {"fan_in": "FanIn", "fan_out": "FanOut"}
NONLINEARITIES = {
    "linear": "Linear",
    "conv1d": "Conv1D",
    "conv2d": "Conv2D",
    "conv3d": "Conv3D",
    "conv_transpose1d": "ConvTranspose1D",
    "conv_transpose2d": "ConvTranspose2D",
    "conv_transpose3d": "ConvTranspose3D",
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "relu": "ReLU",
    "leaky_relu": "LeakyReLU",
    "selu": "SELU",
}

CASES: list[tuple[str, tuple[int, ...], dict[str, Any]]] = [
    ("uniform_", (7, 5), {}),
    ("normal_", (7, 5), {"mean": 0.5, "std": 2.0}),
    ("trunc_normal_", (40, 50), {}),
    ("trunc_normal_", (40, 50), {"std": 0.02}),
    ("trunc_normal_", (40, 50), {"mean": 0.3, "std": 1.5, "a": 0.2, "b": 0.9}),
    ("trunc_normal_", (40, 50), {"mean": 9.0, "a": -1.0, "b": 1.0}),
    ("constant_", (3, 4), {"val": 0.25}),
    ("ones_", (3, 4), {}),
    ("zeros_", (3, 4), {}),
    ("eye_", (3, 4), {}),
    ("eye_", (5, 2), {}),
    ("dirac_", (3, 16, 5), {}),
    ("dirac_", (6, 2, 3, 4), {"groups": 3}),
    ("dirac_", (4, 5, 3, 3, 2), {"groups": 2}),
    ("dirac_", (4, 0, 3), {}),
    ("xavier_uniform_", (7, 5), {}),
    ("xavier_uniform_", (7, 5, 3), {"gain": 1.7}),
    ("xavier_normal_", (7, 5, 3, 3), {"gain": 0.3}),
    ("kaiming_uniform_", (7, 5), {"a": 5**0.5}),
    ("kaiming_uniform_", (7, 5, 3), {"mode": "fan_out", "nonlinearity": "relu"}),
    ("kaiming_uniform_", (0, 5), {}),
    ("kaiming_normal_", (7, 5, 3, 3), {"mode": "fan_out", "nonlinearity": "tanh"}),
    ("kaiming_normal_", (7, 5), {}),
    ("orthogonal_", (7, 5), {}),
    ("orthogonal_", (5, 3, 4), {"gain": 1.5}),
    ("orthogonal_", (0, 3), {}),
    ("sparse_", (9, 5), {"sparsity": 0.3}),
    ("sparse_", (9, 5), {"sparsity": 1.0, "std": 0.5}),
]


@pytest.fixture(scope="module")
def init() -> Any:
    """The C# class torch.nn.init."""
    dotnet.load()
    from TorchSharpPy import torch as csharp

    return csharp.nn.init


def as_named(init: Any, name: str, options: dict[str, Any]) -> dict[str, Any]:
    """The options as C# names them."""
    given = dict(options)
    if "mode" in given:
        given["mode"] = getattr(init.FanInOut, MODES[given["mode"]])
    if "nonlinearity" in given:
        kind = NONLINEARITIES[given["nonlinearity"]]
        given["nonlinearity"] = getattr(init.NonlinearityType, kind)
    if "val" in given:
        from TorchSharpPy import Scalar

        given["val"] = Scalar.op_Implicit(given["val"])
    return given


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16], ids=str)
@pytest.mark.parametrize(("name", "shape", "options"), CASES)
@pytest.mark.filterwarnings("ignore:Initializing zero-element")
@pytest.mark.filterwarnings("ignore:mean is more than 2 std")
def test_numbers_agree(
    init: Any, name: str, shape: tuple[int, ...], options: dict[str, Any], dtype: torch.dtype
) -> None:
    if name == "orthogonal_" and dtype == torch.bfloat16:
        pytest.skip("PyTorch has no QR decomposition of bfloat16")
    ours = torch.full(shape, 7, dtype=dtype).requires_grad_()
    expected = ours.detach().clone()
    torch.manual_seed(3)
    getattr(theirs, name)(expected, **options)
    after = torch.rand(1)
    torch.manual_seed(3)
    result = getattr(init, name)(ours, **as_named(init, name, options))
    assert torch.equal(ours, expected)
    assert torch.equal(torch.rand(1), after), "another number of random numbers was drawn"
    assert isinstance(result, Tensor)
    assert result.data_ptr() == ours.data_ptr()
    assert ours.grad_fn is None


@pytest.mark.parametrize("name", ["uniform", "normal"])
def test_glorot_is_xavier(init: Any, name: str) -> None:
    ours, expected = torch.empty(4, 6), torch.empty(4, 6)
    torch.manual_seed(5)
    getattr(init, f"glorot_{name}_")(ours, 0.7)
    torch.manual_seed(5)
    getattr(theirs, f"xavier_{name}_")(expected, 0.7)
    assert torch.equal(ours, expected)


@pytest.mark.parametrize("name", ["uniform_", "xavier_normal_", "kaiming_uniform_", "orthogonal_"])
def test_a_generator_gives_the_numbers(init: Any, name: str) -> None:
    from TorchSharpPy import torch as csharp

    ours, expected = torch.empty(4, 6), torch.empty(4, 6)
    generator = csharp.Generator(11)
    getattr(init, name)(ours, generator=generator)
    generator.Dispose()
    getattr(theirs, name)(expected, generator=torch.Generator().manual_seed(11))
    assert torch.equal(ours, expected)


@pytest.mark.parametrize("name", NONLINEARITIES)
def test_gains_agree(init: Any, name: str) -> None:
    kind = getattr(init.NonlinearityType, NONLINEARITIES[name])
    assert init.calculate_gain(kind) == theirs.calculate_gain(name)  # type: ignore[arg-type]
    assert init.calculate_gain(kind, 0.3) == theirs.calculate_gain(name, 0.3)  # type: ignore[arg-type]


def test_fans_agree(init: Any) -> None:
    weight = torch.empty(7, 5, 3, 2)
    fans = init.CalculateFanInAndFanOut(weight)
    assert (fans.Item1, fans.Item2) == theirs._calculate_fan_in_and_fan_out(weight)


@pytest.mark.parametrize(
    ("name", "shape", "options", "message"),
    [
        ("eye_", (3,), {}, "Expected a matrix, not a tensor of 1"),
        ("dirac_", (3, 4), {}, "of 3 to 5 dimensions"),
        ("dirac_", (3, 4, 5), {"groups": 2}, "must divide the number of outputs, 3, but is 2"),
        ("dirac_", (3, 4, 5), {"groups": 0}, "must divide"),
        ("xavier_uniform_", (3,), {}, "at least 2 dimensions"),
        ("xavier_normal_", (0, 0), {}, "no inputs and outputs"),
        ("kaiming_uniform_", (3,), {}, "at least 2 dimensions"),
        ("orthogonal_", (3,), {}, "at least 2 dimensions"),
        ("sparse_", (3,), {"sparsity": 0.1}, "a matrix"),
        ("sparse_", (3, 3), {"sparsity": 1.5}, "between 0 and 1"),
        ("trunc_normal_", (3, 3), {"std": 0.0}, "positive and finite"),
        ("trunc_normal_", (3, 3), {"a": 2.0, "b": -2.0}, "lower bound up to the upper one"),
    ],
)
def test_bad_input_is_an_argument_error(
    init: Any, name: str, shape: tuple[int, ...], options: dict[str, Any], message: str
) -> None:
    from System import ArgumentException

    tensor = torch.zeros(shape)
    with pytest.raises(ArgumentException, match=message):
        getattr(init, name)(tensor, **options)
    assert torch.equal(tensor, torch.zeros(shape))


def test_bounds_far_from_the_mean_warn_and_end(init: Any) -> None:
    from System import EventHandler
    from TorchSharpPy import TorchWarning
    from TorchSharpPy import torch as csharp

    seen = []
    handler = EventHandler[TorchWarning](lambda _, warning: seen.append(warning.Message))
    tensor = torch.empty(3)
    csharp.warnings.Raised += handler
    try:
        init.trunc_normal_(tensor)
        assert seen == []
        init.trunc_normal_(tensor, a=100.0, b=100000.0)  # PyTorch would draw for years
    finally:
        csharp.warnings.Raised -= handler
    assert tensor.tolist() == [100.0] * 3
    with pytest.warns(UserWarning, match="more than 2 std") as theirs_seen:
        theirs.trunc_normal_(torch.empty(3), a=3.0, b=4.0)
    assert seen == [str(theirs_seen[0].message)]
