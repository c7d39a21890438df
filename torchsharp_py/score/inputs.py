"""Columns of Arrow as NumPy arrays, for the parameters of a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from torchsharp_py.commands.failure import CommandError
from torchsharp_py.score import needs
from torchsharp_py.score.binding import Binding, Shape


class Inputs:
    """Makes the arguments of a call from a batch of rows."""

    def __init__(
        self,
        bindings: Sequence[Binding],
        dtypes: Mapping[tuple[str, str], str],
        real: str,
    ) -> None:
        """Takes the columns of the parameters.

        Args:
            bindings: The columns of each parameter.
            dtypes: Element types, by parameter and column.
            real: The type of real numbers without another one.
        """
        self._bindings = bindings
        self._dtypes = dtypes
        self._real = real

    def of(self, batch: Any) -> dict[str, Any]:
        """The arrays for the rows of an Arrow table, by parameter.

        Raises:
            CommandError: A column cannot be a tensor.
        """
        return {one.parameter: self._value(one, batch) for one in self._bindings}

    def _value(self, binding: Binding, batch: Any) -> Any:
        arrays = [
            self._array(binding.parameter, name, batch.column(name)) for name in binding.columns
        ]
        if binding.shape is Shape.ONE:
            return arrays[0]
        if binding.shape is Shape.LIST:
            return arrays
        if binding.shape is Shape.DICT:
            return dict(zip(binding.columns, arrays, strict=True))
        return _stacked(binding, arrays, self._common(binding, arrays))

    def _array(self, parameter: str, name: str, column: Any) -> Any:
        array = array_of(name, column)
        dtype = self._dtypes.get((parameter, name))
        if dtype is None:
            dtype = self._real if array.dtype.kind == "f" else None
        if dtype is None:
            return array if array.dtype.kind == "b" else array.astype("int64", copy=False)
        return converted(name, array, dtype)

    def _common(self, binding: Binding, arrays: Sequence[Any]) -> str:
        """The one type of columns that are stacked."""
        import numpy

        kinds = {array.dtype.kind for array in arrays}
        dtype = self._dtypes.get((binding.parameter, binding.columns[0]))
        if dtype is None and "f" in kinds:
            dtype = self._real
        return dtype or str(numpy.result_type(*arrays))


def _stacked(binding: Binding, arrays: Sequence[Any], dtype: str) -> Any:
    import numpy

    if len(arrays) == 1 and arrays[0].ndim > 1:
        return arrays[0]
    for name, array in zip(binding.columns, arrays, strict=True):
        if array.ndim > 2:
            raise CommandError(
                f"--columns: column '{name}' has arrays of {array.ndim - 1} dimensions, which do "
                f"not go beside other columns: give it to a parameter alone"
            )
    widths = [1 if array.ndim == 1 else array.shape[1] for array in arrays]
    whole = numpy.empty((len(arrays[0]), sum(widths)), dtype)
    start = 0
    for array, width in zip(arrays, widths, strict=True):
        whole[:, start : start + width] = array[:, None] if array.ndim == 1 else array
        start += width
    return whole


def converted(name: str, array: Any, dtype: str) -> Any:
    """The array with another element type.

    Raises:
        CommandError: An integer type would lose a fraction, or a value does not fit.
    """
    import numpy

    if array.dtype == dtype:
        return array
    with numpy.errstate(invalid="ignore"):
        other = array.astype(dtype)
    if numpy.dtype(dtype).kind in "iu" and not numpy.array_equal(other, array):
        row = int(numpy.argmax((other != array).reshape(len(array), -1).any(axis=1)))
        raise CommandError(
            f"column '{name}' does not fit {dtype}: row {row} of a batch has {array[row]}. Use "
            f"--dtype to name another type"
        )
    return other


def array_of(name: str, column: Any) -> Any:
    """A column as an array: [rows] for numbers, [rows, k] for lists of k numbers, and so on.

    Nulls among real numbers become NaN.

    Raises:
        CommandError: The column has text or other values that are no numbers, nulls among
            integers, or lists of several lengths.
    """
    pa = needs.arrow()
    if isinstance(column, pa.ChunkedArray):
        column = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    kind = column.type
    types = pa.types
    if isinstance(kind, pa.FixedShapeTensorType):
        _require_values(name, column, "arrays")
        return column.to_numpy_ndarray()
    if types.is_dictionary(kind):
        return array_of(name, column.dictionary_decode())
    if types.is_decimal(kind):
        return array_of(name, column.cast(pa.float64()))
    if types.is_fixed_size_list(kind) or types.is_list(kind) or types.is_large_list(kind):
        return _lists(name, column)
    if types.is_integer(kind) or types.is_boolean(kind):
        _require_values(name, column, "integers" if types.is_integer(kind) else "bools")
        return column.to_numpy(zero_copy_only=False)
    if types.is_floating(kind):
        return column.to_numpy(zero_copy_only=False)
    raise CommandError(
        f"column '{name}' has the type {kind}, and a tensor takes numbers, bools, or lists of "
        f"them: leave it out of --columns, or pass it through with --keep {name}"
    )


def _lists(name: str, column: Any) -> Any:
    _require_values(name, column, "lists")
    if len(column) == 0:
        width = column.type.list_size if hasattr(column.type, "list_size") else 0
        return array_of(name, column.flatten()).reshape(0, width)
    lengths = (
        needs.arrow("compute").min_max(needs.arrow("compute").list_value_length(column)).as_py()
    )
    if lengths["min"] != lengths["max"]:
        raise CommandError(
            f"column '{name}' has lists of {lengths['min']} to {lengths['max']} elements, and the "
            f"rows of a tensor have one length: pad them first"
        )
    inside = array_of(name, column.flatten())
    return inside.reshape(len(column), lengths["max"], *inside.shape[1:])


def _require_values(name: str, column: Any, what: str) -> None:
    if column.null_count:
        row = needs.arrow("compute").index(column.is_null(), value=True).as_py()
        raise CommandError(
            f"column '{name}' has nulls among its {what} (row {row} of a batch, "
            f"{column.null_count} in all there): fill them first"
        )
