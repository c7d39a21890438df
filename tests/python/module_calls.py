"""C# modules, made and called from Python with the arguments of PyTorch's."""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from tests.dotnet import csharp_assembly

TABLE = tomllib.loads(Path(__file__).with_name("module_table.toml").read_text(encoding="utf-8"))
DTYPES = {torch.float32: "Float32", torch.float64: "Float64"}
# Functions of PyTorch that C# names by an enumeration.
ACTIVATIONS: dict[Any, str] = {functional.relu: "relu", functional.gelu: "gelu"}
# Draws that only a test can fix: both sides draw with the same seed instead.
NOT_PASSED = {"_random_samples"}


class UnwritableError(Exception):
    """A Python argument that the tests cannot write in C#."""


def has(name: str) -> bool:
    """Whether C# has a module of that name."""
    return bool(_helper().Has(name))


def make(name: str, args: Iterable[Any], kwargs: Mapping[str, Any]) -> Any:
    """A C# module from the arguments of PyTorch's."""
    given = _bound(getattr(torch.nn, name), args, kwargs)
    names = {**TABLE["names"]["*"], **TABLE["names"].get(name, {})}
    arguments = _arguments()
    for key, value in given.items():
        if key not in NOT_PASSED | {"return_indices"}:
            _put(arguments, names.get(key, key), value)
    return _helper().Make(name, arguments)


def call(module: Any, inputs: Iterable[Any], *, with_indices: bool = False) -> list[Tensor]:
    """The tensors of a C# module's result."""
    arguments = _arguments()
    for value in inputs:
        _put(arguments, None, value)
    method = "forward_with_indices" if with_indices else "forward"
    return list(_helper().Call(module, method, arguments))


def load_state(module: Any, state: Mapping[str, Tensor]) -> None:
    """Loads a state_dict of PyTorch into a C# module, strictly."""
    copied = _helper().NewState()
    for name, tensor in state.items():
        copied.Add(name, tensor)
    module.load_state_dict(copied)


def state_of(module: Any) -> dict[str, Tensor]:
    """The state_dict of a C# module."""
    return {entry.Key: entry.Value for entry in module.state_dict()}


def parameters_of(module: Any) -> dict[str, Tensor]:
    """The parameters of a C# module: the same tensors, with their gradients."""
    return {one.Item1: one.Item2 for one in module.named_parameters()}


def _bound(cls: Any, args: Iterable[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a constructor by name."""
    leading: tuple[Any, ...] = (None,)
    if issubclass(cls, torch.nn.RNNBase):  # its classes take any arguments, for that of their base
        cls, leading = torch.nn.RNNBase, (None, "mode")
    placed = inspect.signature(cls.__init__).bind_partial(*leading, *args).arguments
    return dict(list(placed.items())[len(leading) :]) | dict(kwargs)


def _helper() -> Any:
    csharp_assembly.load()
    from TorchSharpPy.Tests import ModulesFromPython

    return ModulesFromPython


def _arguments() -> Any:
    csharp_assembly.load()
    from TorchSharpPy.Tests import NamedArguments

    return NamedArguments()


def _put(arguments: Any, name: str | None, value: Any) -> None:
    from System import Array, Double, Int64

    if value is None:
        arguments.Nothing(name)
    elif isinstance(value, bool):
        arguments.Bool(name, value)
    elif isinstance(value, int):
        arguments.Int(name, value)
    elif isinstance(value, float):
        arguments.Float(name, value)
    elif isinstance(value, str):
        arguments.Text(name, value)
    elif isinstance(value, Tensor):
        arguments.Tensor(name, value)
    elif isinstance(value, torch.device):
        arguments.Text(name, str(value))
    elif isinstance(value, torch.dtype):
        arguments.Text(name, DTYPES[value])
    elif callable(value) and value in ACTIVATIONS:
        arguments.Text(name, ACTIVATIONS[value])
    elif not isinstance(value, tuple | list):
        raise UnwritableError(f"{name or 'an argument'} is a {type(value).__name__}")
    elif all(isinstance(one, int) for one in value):
        arguments.Ints(name, Array[Int64](list(value)))
    elif all(isinstance(one, int | float) for one in value):
        arguments.Floats(name, Array[Double]([float(one) for one in value]))
    elif all(isinstance(one, Tensor) for one in value):
        arguments.Tensors(name, list(value))
    else:
        raise UnwritableError(f"{name or 'an argument'} is a list of {type(value[0]).__name__}")
