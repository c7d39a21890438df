"""Devices, element types and copies of modules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from torchsharp_py._errors import ScriptTypeError
from torchsharp_py._module.native import NativeModule

if TYPE_CHECKING:
    from typing import Self

    import torch

_META = "meta"  # the device of tensors without elements


class ModuleMoving(NativeModule):
    """How a module moves, casts and copies its tensors."""

    @overload
    def to(self, device: str | torch.device | int | None, non_blocking: bool = ...) -> Self: ...
    @overload
    def to(
        self,
        device: str | torch.device | int | None = ...,
        dtype: torch.dtype | None = ...,
        non_blocking: bool = ...,
    ) -> Self: ...
    @overload
    def to(self, dtype: torch.dtype, non_blocking: bool = ...) -> Self: ...
    @overload
    def to(self, tensor: torch.Tensor, non_blocking: bool = ...) -> Self: ...
    @overload
    def to(self, memory_format: torch.memory_format) -> Self: ...
    def to(self, *args: Any, **kwargs: Any) -> Self:
        """Moves and casts parameters and buffers in place, as ``torch.nn.Module.to``.

        The forms are ``to(device)``, ``to(dtype)``, ``to(device, dtype)`` and ``to(tensor)``, each
        with an optional ``non_blocking``; every argument also works by keyword. Only floating
        point and complex tensors are cast. Gradients move along.

        Returns:
            The module itself.

        Raises:
            DeviceError: The device is not available.
            ScriptTypeError: The dtype is neither floating point nor complex.
            ScriptRuntimeError: A running call uses a tensor that would change. Nothing changes.
        """
        only = args[0] if len(args) == 1 and not kwargs else None
        if isinstance(only, str) and only != _META:  # needs no torch
            self._move(only, None, False, False)
            return self
        import torch

        parsed: Any = torch._C._nn._parse_to(*args, **kwargs)
        device, dtype, non_blocking, memory_format = parsed
        if dtype is not None and not (dtype.is_floating_point or dtype.is_complex):
            raise ScriptTypeError(
                f"a module can be cast to a floating point or complex type, not to {dtype}"
            )
        if memory_format is not None or (device is not None and device.type == _META):
            casts: Any = torch.nn.Module.to  # makes other tensors, through _apply
            casts(self, *args, **kwargs)
            return self
        where = None if device is None else str(device)
        self._move(where, _name_of(dtype), non_blocking, False)
        return self

    def cpu(self) -> Self:
        """Moves the module to the CPU and returns it."""
        self._move("cpu", None, False, False)
        return self

    def cuda(self, device: int | str | torch.device | None = None) -> Self:
        """Moves the module to a CUDA device and returns it.

        Args:
            device: The device's number or name; None means the current one.

        Raises:
            DeviceError: The device is not available.
        """
        where = f"cuda:{device}" if isinstance(device, int) else str(device or "cuda")
        self._move(where, None, False, False)
        return self

    def half(self) -> Self:
        """Casts floating point parameters and buffers to float16; returns the module."""
        self._move(None, "float16", False, True)
        return self

    def bfloat16(self) -> Self:
        """Casts floating point parameters and buffers to bfloat16; returns the module."""
        self._move(None, "bfloat16", False, True)
        return self

    def float(self) -> Self:
        """Casts floating point parameters and buffers to float32; returns the module."""
        self._move(None, "float32", False, True)
        return self

    def double(self) -> Self:
        """Casts floating point parameters and buffers to float64; returns the module."""
        self._move(None, "float64", False, True)
        return self

    def deepcopy(self) -> Self:
        """Returns a copy that shares no tensors, as ``copy.deepcopy``; gradients are not copied."""
        return self.__deepcopy__({})

    def __copy__(self) -> Self:
        return self.copy()

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        copied = self._deepcopy()
        _tie(self, copied, memo)
        return copied


def _name_of(dtype: torch.dtype | None) -> str | None:
    return None if dtype is None else str(dtype).removeprefix("torch.")


def _tie(source: NativeModule, copied: NativeModule, memo: dict[int, Any]) -> None:
    """Shares in the copy what the module shares with others that are copied along with it."""
    memo[id(source)] = copied
    memo.setdefault(id(memo), []).append(source)  # an id is valid while its object lives
    for kind in ("parameters", "buffers", "children"):
        copies = dict(copied._own_members(kind))
        for name, member in source._own_members(kind):
            if id(member) in memo:
                if memo[id(member)] is not copies[name]:
                    setattr(copied, name, memo[id(member)])
            elif kind == "children":
                _tie(member, copies[name], memo)
            else:
                memo[id(member)] = copies[name]
                memo[id(memo)].append(member)
