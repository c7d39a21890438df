"""Exports modules and operators, and compares the programs with what they were exported from."""

from __future__ import annotations

import copy
import io
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils._pytree import tree_leaves, tree_map

SEED = 42  # the one that PyTorch's operator database sets within some operators


class NotExportableError(Exception):
    """torch.export does not take the module, or cannot save what it made."""


class Applied(nn.Module):
    """A function as a module: the tensors among its arguments are inputs, the others constants."""

    def __init__(self, function: Callable[..., Any], args: Any, kwargs: Any) -> None:
        super().__init__()
        self.function = function
        leaves, self.structure = torch.utils._pytree.tree_flatten((list(args), dict(kwargs)))
        self.others = [None if isinstance(leaf, Tensor) else leaf for leaf in leaves]
        self.places = [i for i, leaf in enumerate(leaves) if isinstance(leaf, Tensor)]
        self.inputs = tuple(leaves[i] for i in self.places)

    def forward(self, *inputs: Tensor) -> Any:
        leaves = list(self.others)
        for place, value in zip(self.places, inputs, strict=True):
            leaves[place] = value
        args, kwargs = torch.utils._pytree.tree_unflatten(leaves, self.structure)
        return self.function(*args, **kwargs)


def exported(module: nn.Module, args: Sequence[Any], **options: Any) -> bytes:
    """The file of a module's program.

    Raises:
        NotExportableError: torch.export refuses it.
    """
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            program = torch.export.export(copy.deepcopy(module), copied(tuple(args)), **options)
            torch.export.save(program, file)
        except Exception as error:  # of many classes, some of them internal
            raise NotExportableError(f"{type(error).__name__}: {error}") from error
    return file.getvalue()


def copied(values: Any, *, grad: bool = False) -> Any:
    """Copies of tensors, which are leaves of the graph of gradients if that is asked for."""

    def copy_of(value: Any) -> Any:
        if not isinstance(value, Tensor):
            return value
        made = value.detach().clone()
        return made.requires_grad_(grad and (made.is_floating_point() or made.is_complex()))

    return tree_map(copy_of, values)


def tensors(value: Any) -> list[Tensor]:
    """The tensors of a result, without its structure; numbers become tensors."""
    leaves = [leaf for leaf in tree_leaves(value) if leaf is not None]
    return [leaf if isinstance(leaf, Tensor) else torch.as_tensor(leaf) for leaf in leaves]


def seeded(call: Callable[[], Any]) -> list[Tensor]:
    """What it returns with the same random numbers each time."""
    torch.manual_seed(SEED)
    return tensors(call())


def difference(ours: list[Tensor], theirs: list[Tensor], *, elements: bool = True) -> str:
    """How the results differ; nothing if they are equal, bit for bit where elements count."""
    if len(ours) != len(theirs):
        return f"{len(ours)} results, not {len(theirs)}"
    for place, (our, their) in enumerate(zip(ours, theirs, strict=True)):
        if (our.shape, our.dtype, our.layout) != (their.shape, their.dtype, their.layout):
            return f"result {place}: {our.dtype} {our.shape}, not {their.dtype} {their.shape}"
        if their.layout != torch.strided or their.is_quantized:
            our, their = dense(our), dense(their)
        if not elements:
            continue
        try:
            torch.testing.assert_close(our, their, rtol=0, atol=0, equal_nan=True)
        except AssertionError as error:
            return f"result {place}: {' '.join(str(error).split())}"
    return ""


def dense(tensor: Tensor) -> Tensor:
    """The elements without the storage that keeps them in another way."""
    return tensor.dequantize() if tensor.is_quantized else tensor.to_dense()


def backward(results: list[Tensor]) -> None:
    """Sends ones back from every result that has a gradient."""
    with_gradients = [one for one in results if one.requires_grad]
    if with_gradients:
        torch.autograd.backward(with_gradients, [torch.ones_like(one) for one in with_gradients])
