"""Results of a model as columns of Arrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from torchsharp_py.commands.failure import NEGATIVE, CommandError
from torchsharp_py.score import needs

RESULT = "result"


def columns_of(result: Any, rows: int, names: Sequence[str] = ()) -> dict[str, Any]:
    """The columns of a batch's result.

    A tensor of [batch] or [batch, 1] is one column of numbers, one of [batch, k] a column of lists,
    and one of more dimensions a column of arrays. A tuple, a dictionary or a list of tensors is
    several columns.

    Args:
        result: The result, with NumPy's arrays as its tensors.
        rows: The rows of the batch.
        names: Other names for the columns, in order.

    Raises:
        CommandError: A part of the result has no value for each row, or ``names`` has another
            number of names.
    """
    found = {name: _column(name, value, rows) for name, value in _leaves(result, "", rows)}
    if not names:
        return found
    if len(names) != len(found):
        raise CommandError(
            f"--names: expected {len(found)} names, for {', '.join(found)}, got {len(names)}"
        )
    return dict(zip(names, found.values(), strict=True))


def _leaves(value: Any, path: str, rows: int) -> Iterator[tuple[str, Any]]:
    inside = f"{path}_" if path else ""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{inside}{key}", rows)
    elif isinstance(value, tuple) or (isinstance(value, list) and not _is_column(value, rows)):
        fields = getattr(value, "_fields", None)
        for index, item in enumerate(value):
            name = fields[index] if fields else f"{path or RESULT}_{index}"
            yield from _leaves(item, f"{inside}{name}" if fields else name, rows)
    else:
        yield path or RESULT, value


def _is_column(value: list[Any], rows: int) -> bool:
    """Whether a list has a number or a text for each row."""
    return len(value) == rows and all(isinstance(one, (bool, int, float, str)) for one in value)


def _column(name: str, value: Any, rows: int) -> Any:
    pa = needs.arrow()
    if isinstance(value, list):
        return pa.array(value)
    shape = getattr(value, "shape", None)
    if shape is None or len(shape) == 0 or shape[0] != rows:
        came = type(value).__name__ if shape is None else f"a tensor of {list(shape)}"
        raise CommandError(
            f"the result '{name}' is {came}, expected a tensor of [{rows}, ...] for a batch of "
            f"{rows} rows: a column has a value for each row",
            NEGATIVE,
        )
    if value.dtype.kind == "c":
        raise CommandError(
            f"the result '{name}' has complex numbers, which a table lacks: return real ones",
            NEGATIVE,
        )
    import numpy

    flat = numpy.ascontiguousarray(value)
    if flat.size == rows and flat.ndim <= 2:
        return pa.array(flat.reshape(rows))
    if flat.ndim == 2:
        return pa.FixedSizeListArray.from_arrays(pa.array(flat.reshape(-1)), flat.shape[1])
    return pa.FixedShapeTensorArray.from_numpy_ndarray(flat)
