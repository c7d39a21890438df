"""Tensors from text: random ones by shape and dtype, and those of NumPy's files."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

_SHAPE = re.compile(r"(\d+(?:x\d+)*)(?::(\w+))?")
_TYPED = re.compile(r"([a-z]\w*)\[\s*(\d+(?:\s*,\s*\d+)*)?\s*\]")
_HIGHEST = 10  # random integers are below it


def is_tensor_text(text: str) -> bool:
    """Whether a text is a shape, ``1x3:int64`` or ``int64[1,3]``, or the name of a NumPy file."""
    return text.endswith(".npy") or any(one.fullmatch(text) for one in (_SHAPE, _TYPED))


def tensor_of(text: str, device: str) -> torch.Tensor:
    """Makes a tensor with random elements, or reads one.

    Raises:
        ValueError: The dtype does not exist, or the file is not one of NumPy.
    """
    import torch

    if text.endswith(".npy"):
        return torch.from_numpy(array_of(text)).to(device)
    typed = _TYPED.fullmatch(text)
    if typed is not None:
        sizes = [int(size) for size in (typed[2] or "").split(",") if size]
        return _random(sizes, _dtype(typed[1])).to(device)
    shape, dtype = _SHAPE.fullmatch(text).groups()  # type: ignore[union-attr]
    sizes = [int(size) for size in shape.split("x")]
    return _random(sizes, _dtype(dtype or "float32")).to(device)


def array_of(path: str) -> Any:
    """Reads an array from a file of NumPy; pickled objects are refused."""
    import numpy

    return numpy.load(path, allow_pickle=False)


def _dtype(name: str) -> torch.dtype:
    import torch

    dtype = getattr(torch, name, None)
    if not isinstance(dtype, torch.dtype):
        raise ValueError(f"expected a dtype such as float32 or int64, got '{name}'")
    return dtype


def _random(sizes: list[int], dtype: torch.dtype) -> torch.Tensor:
    import torch

    size = math.prod(sizes) * dtype.itemsize
    try:
        torch.empty(size, dtype=torch.uint8)
    except (RuntimeError, OverflowError) as error:
        raise ValueError(f"its {size:,} bytes do not fit into memory") from error
    if dtype is torch.bool:
        return torch.randint(2, sizes, dtype=dtype)
    if dtype.is_complex:
        return torch.rand(sizes, dtype=dtype)
    if dtype.is_floating_point:
        return torch.rand(sizes).to(dtype)
    try:
        return torch.randint(_HIGHEST, sizes).to(dtype)
    except (RuntimeError, NotImplementedError) as error:
        raise ValueError(f"{dtype} cannot be filled with random numbers") from error
