"""Devices, element types and copies of modules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from torchsharp_py._errors import ScriptTypeError

if TYPE_CHECKING:
    import torch

    from torchsharp_py._C import ScriptModule

_META = "meta"  # the device of tensors without elements


def to(self: ScriptModule, *args: Any, **kwargs: Any) -> ScriptModule:
    """Moves and casts parameters and buffers in place, as ``torch.nn.Module.to``.

    ``to(device)``, ``to(dtype)``, ``to(device, dtype)`` or ``to(tensor)``, each with
    ``non_blocking`` where wanted, all also by keyword. Only what is floating point or complex is
    cast. Gradients go along.

    Returns:
        The module itself.

    Raises:
        DeviceError: The device is not available.
        ScriptTypeError: The dtype is neither floating point nor complex.
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
            f"a module can only be cast to a floating point or complex dtype, not {dtype}"
        )
    if memory_format is not None or (device is not None and device.type == _META):
        casts: Any = torch.nn.Module.to  # makes other tensors, through _apply
        casts(self, *args, **kwargs)
        return self
    where = None if device is None else str(device)
    self._move(where, _name_of(dtype), non_blocking, False)
    return self


def cpu(self: ScriptModule) -> ScriptModule:
    """Moves it to the CPU; returns it."""
    self._move("cpu", None, False, False)
    return self


def cuda(self: ScriptModule, device: int | str | torch.device | None = None) -> ScriptModule:
    """Moves it to a CUDA device; returns it.

    Args:
        device: Its number or name; None means the current one.

    Raises:
        DeviceError: The device is not available.
    """
    where = f"cuda:{device}" if isinstance(device, int) else str(device or "cuda")
    self._move(where, None, False, False)
    return self


def half(self: ScriptModule) -> ScriptModule:
    """Casts what is floating point to float16; returns the module."""
    return _cast(self, "float16")


def bfloat16(self: ScriptModule) -> ScriptModule:
    """Casts what is floating point to bfloat16; returns the module."""
    return _cast(self, "bfloat16")


def float(self: ScriptModule) -> ScriptModule:  # noqa: A001
    """Casts what is floating point to float32; returns the module."""
    return _cast(self, "float32")


def double(self: ScriptModule) -> ScriptModule:
    """Casts what is floating point to float64; returns the module."""
    return _cast(self, "float64")


def deepcopy(self: ScriptModule) -> ScriptModule:
    """Returns a copy with tensors of its own, as ``copy.deepcopy``. Gradients are not copied."""
    return __deepcopy__(self, {})


def __copy__(self: ScriptModule) -> ScriptModule:  # noqa: N807
    return self.copy()


def __deepcopy__(self: ScriptModule, memo: dict[int, Any]) -> ScriptModule:  # noqa: N807
    copied = self._deepcopy()
    _tie(self, copied, memo)
    return copied


def _cast(module: ScriptModule, dtype: str) -> ScriptModule:
    module._move(None, dtype, False, True)
    return module


def _name_of(dtype: torch.dtype | None) -> str | None:
    return None if dtype is None else str(dtype).removeprefix("torch.")


def _tie(source: ScriptModule, copied: ScriptModule, memo: dict[int, Any]) -> None:
    """Keeps what the module shares with others, which are copied along, shared."""
    memo[id(source)] = copied
    memo.setdefault(id(memo), []).append(source)  # an id is good for as long as its object lives
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


METHODS = (
    to,
    cpu,
    cuda,
    half,
    bfloat16,
    float,
    double,
    deepcopy,
    __copy__,
    __deepcopy__,
)
