"""Files in the format before PyTorch 1.6, whose keys do not depend on addresses in memory."""

from __future__ import annotations

import io
import pickle
import struct
from typing import Any

import torch

_MAGIC = 0x1950A86A20F9469CFC6C
_VERSION = 1001
_FACTS = {
    "protocol_version": _VERSION,
    "little_endian": True,
    "type_sizes": {"short": 2, "int": 4, "long": 4},
}


class _Pickler(pickle.Pickler):
    """Gives storages their keys in the order in which it finds them."""

    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, protocol=2)
        self.storages: dict[int, torch.TypedStorage] = {}
        self.keys: dict[int, str] = {}

    def persistent_id(self, obj: Any) -> tuple[Any, ...] | None:
        """Takes a storage out of the pickle."""
        if not isinstance(obj, torch.storage.TypedStorage):
            return None
        address = obj._untyped_storage._cdata
        key = self.keys.setdefault(address, str(len(self.keys)))
        self.storages[address] = obj
        kind = getattr(torch, obj._pickle_storage_type())
        return ("storage", kind, key, "cpu", obj._size(), None)


def legacy_file(value: Any) -> bytes:
    """Writes a value whose tensors have types that Python has storage classes for."""
    file = io.BytesIO()
    for part in (_MAGIC, _VERSION, _FACTS):
        pickle.dump(part, file, protocol=2)
    pickler = _Pickler(file)
    pickler.dump(value)
    pickle.dump(list(pickler.keys.values()), file, protocol=2)
    for storage in pickler.storages.values():
        elements = bytes(storage._untyped_storage.tolist())
        file.write(struct.pack("<q", storage._size()) + elements)
    return file.getvalue()
