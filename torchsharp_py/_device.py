"""Devices as arguments, without an import of torch."""

from __future__ import annotations

from torchsharp_py._errors import ScriptTypeError


def is_device(value: object) -> bool:
    """Whether a value is a ``torch.device`` or a str, which may name one."""
    return isinstance(value, str) or type(value).__name__ == "device"


def device_name(map_location: object) -> str | None:
    """Returns the name of the device that a ``map_location`` stands for; None for None.

    Raises:
        ScriptTypeError: It is something else than a device.
    """
    if map_location is not None and not is_device(map_location):
        raise ScriptTypeError(
            "expected one device as map_location, such as 'cpu' or torch.device('cuda:0'), got "
            f"{type(map_location).__name__}"
        )
    return None if map_location is None else str(map_location)
