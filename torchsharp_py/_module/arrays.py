"""Calls with NumPy arrays, in programs that do not import torch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from torchsharp_py._C import Array

if TYPE_CHECKING:
    from torchsharp_py._C import ScriptMethod


class ModuleArrays:
    """The call of a module with arrays."""

    def call_arrays(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Calls ``forward`` with NumPy arrays for its tensors; returns arrays, too.

        torch is not imported, which takes four fifths of the start of a process. The call records
        no gradients, and runs no hooks.

        Args:
            args: The arguments. Arrays also stand for tensors inside lists, tuples and
                dictionaries. The model shares the elements of an array that can be written to,
                and copies those of one that cannot.
            kwargs: Arguments by name.

        Returns:
            The result, with an array for each tensor. NumPy has no bfloat16: such a tensor becomes
            float32.

        Raises:
            ScriptTypeError: An argument does not fit the schema.
        """
        return _call(self.forward, args, kwargs)


class MethodArrays:
    """The call of a method or function with arrays."""

    def call_arrays(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Calls it with NumPy arrays for its tensors, as ``ScriptModule.call_arrays``."""
        return _call(self, args, kwargs)


def _call(method: ScriptMethod, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    given, named = to_native(args), to_native(kwargs)
    return to_numpy(method._call_arrays(given, named))


def to_native(value: Any, device: str | None = None) -> Any:
    """A value with the extension's arrays in place of NumPy's."""
    import numpy

    return _converted(value, numpy.ndarray, lambda array: Array(array, device))


def to_numpy(value: Any) -> Any:
    """A value with NumPy's arrays in place of the extension's."""
    import numpy

    return _converted(value, Array, numpy.asarray)


def _converted(value: Any, kind: type, convert: Any) -> Any:
    """The value with the objects of a type converted, also in containers."""
    if isinstance(value, kind):
        return convert(value)
    if isinstance(value, list):
        return [_converted(one, kind, convert) for one in value]
    if isinstance(value, tuple):
        items = [_converted(one, kind, convert) for one in value]
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if isinstance(value, dict):
        return {key: _converted(one, kind, convert) for key, one in value.items()}
    return value
