"""Sizes that vary, named by where they are in the inputs, as torch.export takes them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import torch
from torch.utils import _pytree

from torchsharp_py._errors import ScriptValueError


class DynamicSize(NamedTuple):
    """A dimension whose size varies.

    Attributes:
        place: The tensor: the name of a parameter, with keys and indices after dots.
        dimension: The dimension.
        name: The name of the size, which several dimensions may share; empty for none.
        least: The least size; None leaves it to torch.
        most: The largest size; None leaves it to torch.
    """

    place: str
    dimension: int
    name: str = ""
    least: int | None = None
    most: int | None = None


def dynamic_shapes(
    forward: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
    sizes: Iterable[DynamicSize],
) -> dict[str, Any] | None:
    """Builds the ``dynamic_shapes`` of torch.export.export; None if no size varies.

    Raises:
        ScriptValueError: A place or a dimension does not exist, or two ranges have one name.
    """
    wanted: dict[str, dict[int, DynamicSize]] = {}
    for size in sizes:
        wanted.setdefault(size.place, {})[size.dimension] = size
    if not wanted:
        return None
    named = inspect.signature(forward).bind(*args, **kwargs).arguments
    known: dict[str, torch.Tensor] = {}
    dims: dict[str, tuple[DynamicSize, Any]] = {}

    def shape(path: tuple[Any, ...], value: Any) -> Any:
        if not isinstance(value, torch.Tensor):
            return None
        place = ".".join(_key(one) for one in path)
        known[place] = value
        if place not in wanted:
            return None
        for dimension in wanted[place]:
            if not 0 <= dimension < value.dim():
                raise ScriptValueError(
                    f"expected a dimension of '{place}' from 0 to {value.dim() - 1}, got "
                    f"{dimension}"
                )
        return {one.dimension: _dim(one, dims) for one in wanted[place].values()}

    shapes = _pytree.tree_map_with_path(shape, dict(named))
    for place in wanted:
        if place not in known:
            raise ScriptValueError(
                f"expected the place of a tensor in the inputs ({', '.join(known) or 'none'}), "
                f"got '{place}'"
            )
    return shapes  # type: ignore[no-any-return]


def _key(part: Any) -> str:
    for attribute in ("key", "idx", "name"):
        if hasattr(part, attribute):
            return str(getattr(part, attribute))
    return str(part)


def _dim(size: DynamicSize, dims: dict[str, tuple[DynamicSize, Any]]) -> Any:
    limits = {
        name: limit
        for name, limit in (("min", size.least), ("max", size.most))
        if limit is not None
    }
    if not size.name:
        return torch.export.Dim.DYNAMIC(**limits) if limits else torch.export.Dim.DYNAMIC
    if not size.name.isidentifier():
        raise ScriptValueError(f"expected a name for a size, such as batch, got '{size.name}'")
    first, dim = dims.setdefault(size.name, (size, torch.export.Dim(size.name, **limits)))
    if (first.least, first.most) != (size.least, size.most):
        raise ScriptValueError(
            f"expected one range for the size '{size.name}', got two: for '{first.place}' and for "
            f"'{size.place}'"
        )
    return dim
