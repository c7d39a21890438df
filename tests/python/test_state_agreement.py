"""State and moving of modules agree between C# and torch, by name and in order."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet
from tests.models.comparing import same
from tests.models.composed_models import make

pytestmark = needs_dotnet

SCRIPTED = ["state_block.pt", "state_tied.pt", "state_network.pt", "state_norm.pt"]
MODELS = ["plain", "mixed", *SCRIPTED]


def bfloat16(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.bfloat16() if tensor.is_floating_point() else tensor


# A ScriptModule of torch has no bfloat16() and no requires_grad_().
ACTIONS: dict[str, Callable[[nn.Module], Any]] = {
    "nothing": lambda m: m,
    "half": lambda m: m.half(),
    "bfloat16": lambda m: m._apply(bfloat16),
    "float": lambda m: m.float(),
    "double": lambda m: m.double(),
    "to float64": lambda m: m.to(torch.float64),
    "to complex64": lambda m: m.to(torch.complex64),
    "to cpu float16": lambda m: m.to("cpu", torch.float16),
    "to meta": lambda m: m.to("meta"),
    "to meta float64": lambda m: m.to("meta", torch.float64),
    "frozen": lambda m: [one.requires_grad_(False) for one in m.parameters()],
    "trained": lambda m: [one.requires_grad_() for one in m.parameters()],
    "eval": lambda m: m.eval(),
}
NAMES = {
    torch.int64: "Int64",
    torch.bool: "Bool",
    torch.float16: "Float16",
    torch.bfloat16: "BFloat16",
    torch.float32: "Float32",
    torch.float64: "Float64",
    torch.complex64: "ComplexFloat32",
    torch.complex128: "ComplexFloat64",
}


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch.jit is deprecated, complex modules are new
        yield


@pytest.fixture
def probe() -> Any:
    """The C# side."""
    csharp_assembly.load()
    from TorchSharpPy.Tests import StateAgreement

    return StateAgreement


def show(tensor: torch.Tensor) -> str:
    return f"{NAMES[tensor.dtype]} {tensor.device} {list(tensor.shape)} {tensor.requires_grad}"


def describe(module: nn.Module) -> list[str]:
    """All lists of a module, in the format of ``StateAgreement.Describe`` in C#."""
    return [
        *(f"parameter {name} {show(one)}" for name, one in module.named_parameters()),
        *(f"own parameter {name}" for name, _ in module.named_parameters(recurse=False)),
        *(f"buffer {name} {show(one)}" for name, one in module.named_buffers()),
        *(f"own buffer {name}" for name, _ in module.named_buffers(recurse=False)),
        *(f"module {name} {one.training}" for name, one in module.named_modules()),
        *(f"child {name}" for name, _ in module.named_children()),
        *(f"state {name} {show(one)}" for name, one in module.state_dict().items()),
    ]


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("model", MODELS)
def test_the_lists_of_a_module_agree(models: Path, probe: Any, model: str, action: str) -> None:
    if "meta" in action and model != "plain":
        pytest.skip("torch itself cannot move a ScriptModule to the meta device")
    module = make(model, models)
    ACTIONS[action](module)
    if "meta" in action:
        module.tie()
    assert list(probe.Describe(model, action)) == describe(module)


@pytest.mark.parametrize("action", ["nothing", "half", "to complex64"])
@pytest.mark.parametrize("model", MODELS)
def test_the_elements_of_a_state_agree(models: Path, probe: Any, model: str, action: str) -> None:
    module = make(model, models)
    ACTIONS[action](module)
    assert same(list(probe.Values(model, action)), list(module.state_dict().values()))


DEFECTS = [
    ("plain", "layers.1.count", "named.a.0.weight"),
    ("mixed", "layers.in.num_batches_tracked", "network.blocks.1.linear.weight"),
    ("state_network.pt", "stem.1.running_mean", "tied.second.weight"),
]


def problems(message: str) -> tuple[list[str], list[str], list[str]]:
    """The missing keys, unexpected keys and wrong shapes that a message names."""

    def keys(line: str) -> list[str]:
        found = re.search(rf"{line} key\(s\) in state_dict: (.*)", message)
        return re.findall('"([^"]+)"', found.group(1)) if found else []

    return (
        keys("Missing"),
        keys("Unexpected"),
        re.findall(r"size mismatch for ([\w.]+):", message),
    )


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(("model", "missing", "reshaped"), DEFECTS)
def test_the_errors_of_a_state_agree(
    models: Path, probe: Any, model: str, missing: str, reshaped: str, strict: bool
) -> None:
    module = make(model, models)
    state = {name: torch.zeros_like(tensor) for name, tensor in module.state_dict().items()}
    del state[missing]
    state["more.keys"] = torch.ones(1)
    state[reshaped] = torch.ones(7, 7)
    with pytest.raises(RuntimeError) as error:
        module.load_state_dict(state, strict=strict)
    expected = problems(str(error.value))
    assert expected[2] == [reshaped]
    message = probe.LoadError(model, missing, reshaped, strict)
    assert problems(message) == expected
    assert "[7, 7]" in message
    assert str(list(module.state_dict()[reshaped].shape)) in message


@pytest.mark.parametrize(("model", "first", "second"), DEFECTS)
def test_a_part_of_a_state_is_loaded_alike(
    models: Path, probe: Any, model: str, first: str, second: str
) -> None:
    module = make(model, models)
    part = {name: torch.zeros_like(module.state_dict()[name]) for name in (second, first)}
    keys = module.load_state_dict({**part, "more": torch.ones(1)}, strict=False)
    loaded = probe.LoadPart(model, [second, "more", first])
    assert list(loaded.Item1) == keys.missing_keys
    assert list(loaded.Item2) == keys.unexpected_keys
    assert same(list(loaded.Item3), list(module.state_dict().values()))


def test_a_parameter_crosses_as_a_tensor(probe: Any) -> None:
    x = torch.ones(2)
    parameter = probe.AsParameter(x)
    assert parameter.requires_grad
    assert parameter.is_leaf
    assert parameter.data_ptr() == x.data_ptr()
