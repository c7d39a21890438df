"""What a call took and returned: described in columns, and saved."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from torchsharp_py._enum_value import EnumValue
from torchsharp_py.commands.columns import columns
from torchsharp_py.commands.failure import CommandError

if TYPE_CHECKING:
    import torch

_LONGEST = 60  # the characters of a value
_MOST = 40  # the lines of a result


def leaves(value: Any, path: str = "result") -> Iterator[tuple[str, Any]]:
    """Yields the tensors and other values inside a result, with where they are."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{path}[{key!r}]")
    elif isinstance(value, (list, tuple)) and not _is_plain(value):
        names = getattr(value, "_fields", None)
        for index, item in enumerate(value):
            yield from leaves(item, f"{path}.{names[index]}" if names else f"{path}[{index}]")
    else:
        yield path, value


def describe(values: Iterable[tuple[str, Any]]) -> str:
    """Describes values in columns: of a tensor its dtype, shape, and range of elements."""
    import torch

    rows = [
        (name, *(_tensor(value) if isinstance(value, torch.Tensor) else _plain(value)))
        for name, value in values
    ]
    text = columns(rows[:_MOST])
    return text if len(rows) <= _MOST else f"{text}\n... and {len(rows) - _MOST} more"


def save(result: Any, path: str) -> None:
    """Saves a result as ``.npy`` (one tensor), ``.npz`` (tensors and numbers) or ``.json``.

    Raises:
        CommandError: The format cannot hold the result.
    """
    import numpy
    import torch

    if path.endswith(".json"):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(_as_json(result), file)
            file.write("\n")
        return
    if path.endswith(".npy"):
        if not isinstance(result, torch.Tensor):
            raise CommandError(
                f"--output: a file .npy holds one tensor, but the result is a "
                f"{type(result).__name__}: use .npz or .json"
            )
        numpy.save(path, _as_array(result))
        return
    arrays = {name.removeprefix("result") or name: one for name, one in leaves(result)}
    for name, one in arrays.items():
        if not isinstance(one, (torch.Tensor, bool, int, float, complex, str, list, tuple)):
            raise CommandError(
                f"--output: a file .npz holds tensors, numbers and text, but result{name} is a "
                f"{type(one).__name__}: use .json"
            )
    numpy.savez(path, **{_key(name): _as_array(one) for name, one in arrays.items()})


def _key(path: str) -> str:
    """The name in an archive: ``[0].sum`` is ``0.sum``."""
    return path.replace("['", ".").replace("']", "").replace("[", ".").replace("]", "").strip(".")


def _as_array(value: Any) -> Any:
    import numpy
    import torch

    if not isinstance(value, torch.Tensor):
        return numpy.asarray(value)
    dense = value.detach().cpu().to_dense() if value.layout != torch.strided else value.cpu()
    try:
        return dense.numpy()
    except TypeError:  # NumPy has neither bfloat16 nor the floats of 8 bits
        return dense.float().numpy()


def _as_json(value: Any) -> Any:
    import torch

    if isinstance(value, torch.Tensor):
        return _as_array(value).tolist()
    if isinstance(value, dict):
        return {str(key): _as_json(item) for key, item in value.items()}
    if hasattr(value, "_asdict"):
        return _as_json(value._asdict())
    if isinstance(value, (list, tuple)):
        return [_as_json(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def _is_plain(items: list[Any] | tuple[Any, ...]) -> bool:
    """Whether a list holds only numbers and text, which fit on one line."""
    return all(isinstance(one, (bool, int, float, complex, str)) for one in items)


def _plain(value: Any) -> tuple[str, str, str]:
    if isinstance(value, EnumValue):
        return value.type_name.rpartition(".")[2], "", str(value)
    text = " ".join(repr(value).split())
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
    length = f"[{len(value)}]" if isinstance(value, (list, tuple)) else ""
    return type(value).__name__, length, text


def _tensor(tensor: torch.Tensor) -> tuple[str, str, str]:
    return str(tensor.dtype).removeprefix("torch."), str(list(tensor.shape)), _range(tensor)


def _range(tensor: torch.Tensor) -> str:
    import torch

    if tensor.numel() == 0:
        return "no elements"
    if tensor.dtype is torch.bool:
        return f"{int(tensor.sum()):,} of {tensor.numel():,} true"
    if tensor.is_complex() or tensor.layout != torch.strided:
        return ""
    if tensor.is_quantized:
        tensor = tensor.dequantize()
    elements = tensor.detach().double()
    finite = elements[elements.isfinite()]
    strange = tensor.numel() - finite.numel()
    text = f"{strange:,} not finite" if strange else ""
    if finite.numel() == 0:
        return text
    figures = {"min": finite.min(), "mean": finite.mean(), "max": finite.max()}
    spelled = "  ".join(f"{name} {_number(float(one))}" for name, one in figures.items())
    return f"{spelled}  {text}".rstrip()


def _number(value: float) -> str:
    return f"{value:.0f}" if value.is_integer() and math.fabs(value) < 1e15 else f"{value:.4g}"
