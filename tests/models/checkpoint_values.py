"""Values of checkpoints of every kind that ``torch.load(weights_only=True)`` reads."""

from __future__ import annotations

from collections import Counter, OrderedDict
from typing import Any

import torch
from torch import Tensor, nn

from tests.torch_version import is_since

_NAMES = "uint8 int8 int16 int32 int64 float16 float32 float64 bfloat16 bool complex32 complex64"
_NAMES += " complex128 uint16 uint32 uint64 float8_e4m3fn float8_e5m2 float8_e4m3fnuz"
_NAMES += " float8_e5m2fnuz float8_e8m0fnu"
if is_since("2.14"):
    _NAMES += " bcomplex32"
DTYPES = {name: getattr(torch, name) for name in _NAMES.split()}
# These have no operators: they hold bytes.
_RAW_NAMES = ("bits8", "bits1x8", "bits16", "float4_e2m1fn_x2")
RAW_DTYPES = {name: getattr(torch, name) for name in _RAW_NAMES}


def _typed_tensors() -> dict[str, Tensor]:
    bits = torch.arange(32, dtype=torch.uint8) % 2
    return {name: bits.view(dtype)[:2] for name, dtype in {**DTYPES, **RAW_DTYPES}.items()}


def _quantized() -> dict[str, Tensor]:
    x = torch.arange(12.0).view(3, 4) / 2
    scales, zeros = torch.tensor([0.1, 0.2, 0.3]), torch.tensor([0, 1, 2])
    halves = zeros + 0.5
    return {
        "qint8": torch.quantize_per_tensor(x, 0.1, 3, torch.qint8),
        "quint8": torch.quantize_per_tensor(x, 0.1, 3, torch.quint8),
        "qint32": torch.quantize_per_tensor(x, 0.1, 3, torch.qint32),
        "by channel": torch.quantize_per_channel(x, scales, zeros, 0, torch.qint8),
        "by channel with floats": torch.quantize_per_channel(x, scales, halves, 0, torch.quint8),
        "quint4x2": torch.quantize_per_channel(x, scales, halves, 0, torch.quint4x2),
        "view": torch.quantize_per_tensor(x, 0.1, 3, torch.qint8).t(),
    }


def _sparse() -> dict[str, Tensor]:
    dense = torch.eye(4) + torch.ones(4).diag(0).roll(1, 0)
    twice = torch.tensor([[0, 0], [1, 1]])
    return {
        "coo": dense.to_sparse(),
        "not coalesced": torch.sparse_coo_tensor(twice, torch.ones(2), (2, 3)),
        "csr": dense.to_sparse_csr(),
        "csc": dense.to_sparse_csc(),
        "bsr": dense.to_sparse_bsr((2, 2)),
        "bsc": dense.to_sparse_bsc((2, 2)),
        "hybrid": torch.stack([dense, dense], 2).to_sparse(2),
    }


def _views() -> dict[str, Tensor]:
    whole = torch.randn(4, 6)
    return {
        "whole": whole,
        "row": whole[1],
        "transposed": whole.t(),
        "strided": whole[::2, 1::2],
        "expanded": torch.ones(1, 3).expand(5, 3),
        "scalar": torch.tensor(2.5),
        "empty": torch.empty(0, 3),
        "conj": torch.tensor([1 + 2j, 3 - 1j]).conj(),
        "imag": torch.tensor([1 + 2j, 3 - 1j]).conj().imag,
        "meta": torch.empty(2, 3, device="meta"),
    }


def _parameters() -> dict[str, Any]:
    marked = nn.Parameter(torch.ones(2))
    marked.note = "attributes are left out"
    return {
        "parameter": nn.Parameter(torch.ones(2)),
        "frozen": nn.Parameter(torch.ones(2), requires_grad=False),
        "with an attribute": marked,
        "requires grad": torch.ones(2, requires_grad=True),
        "buffer": nn.Buffer(torch.ones(2)),
    }


def _plain() -> dict[str, Any]:
    return {
        "none": None,
        "bools": [True, False],
        "ints": [0, 1, -1, 2**31, -(2**31) - 1, 2**63 - 1, -(2**63)],
        "floats": [0.0, -0.5, 1e300, float("inf"), float("nan")],
        "complex": [1 + 2j, complex(0, float("inf"))],
        "texts": ["", "größe 模型", "a" * 300],
        "bytes": [b"\0\xff\x80 abc", bytearray(b"\xe9\0")],
        "empty": {"list": [], "dict": {}, "tuple": (), "set": set(), "bytearray": bytearray()},
        "sets": [{1, 2, 3}, {"a", 1, None, 2.5, (1, "b")}, {torch.float32}],
        "size": torch.Size([2, 3]),
        "devices": [torch.device("cpu"), torch.device("cuda", 1), torch.device("meta")],
        "dtypes": [*DTYPES.values(), torch.quint8],
        "mixed": [1, 2.0, "three", None, [4, [5, [6]]], (7, {"eight": 8})],
        "long tuple": tuple(range(20)),
        "ordered": OrderedDict(b=1, a=2),
        "counter": Counter("abca"),
        "keys": {3: "int", 2.5: "float", True: "bool", "text": 0, 1j: "complex"},
        "device key": {torch.device("cpu"): 1},
        "layouts": [torch.strided, torch.sparse_csr],
    }


def _training() -> dict[str, Any]:
    net = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2))
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    net(torch.randn(4, 3)).sum().backward()
    optimizer.step()
    return {"model": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": 3}


def checkpoint_values() -> dict[str, Any]:
    """The values by their names; equal calls give equal values."""
    torch.manual_seed(7)
    values: dict[str, Any] = {f"dtype {name}": one for name, one in _typed_tensors().items()}
    for group in (_quantized(), _sparse(), _views(), _parameters(), _plain()):
        values |= group
    shared = torch.ones(3)
    return values | {"training": _training(), "shared": [shared, shared, shared[1:]]}


def same_checkpoint(found: Any, expected: Any) -> bool:
    """Whether C# kept a value; an ordered dict becomes a dict, a size a tuple, bytearray bytes."""
    if isinstance(expected, Tensor):
        return isinstance(found, Tensor) and _same_tensor(found, expected)
    if isinstance(expected, dict):
        pairs = zip(expected.items(), found.items(), strict=True)
        return type(found) is dict and all(same_checkpoint(b, a) for a, b in pairs)
    if isinstance(expected, (list, tuple)):
        kind = list if isinstance(expected, list) else tuple
        items = zip(found, expected, strict=True)
        return type(found) is kind and all(same_checkpoint(a, b) for a, b in items)
    if isinstance(expected, bytearray):
        expected = bytes(expected)
    if isinstance(expected, (float, complex)):
        return type(found) is type(expected) and repr(found) == repr(expected)
    return type(found) is type(expected) and bool(found == expected)


def _same_tensor(found: Tensor, expected: Tensor) -> bool:
    facts = ("dtype", "shape", "device", "layout", "requires_grad", "is_quantized")
    if any(getattr(found, name) != getattr(expected, name) for name in facts):
        return False
    if expected.is_meta:
        return found.stride() == expected.stride()
    if expected.layout is not torch.strided:
        return torch.equal(found.to_dense(), expected.to_dense())
    if expected.is_quantized:
        return _same_quantized(found, expected)
    marks = found.is_conj() == expected.is_conj() and found.is_neg() == expected.is_neg()
    return marks and found.stride() == expected.stride() and _bytes(found) == _bytes(expected)


def _same_quantized(found: Tensor, expected: Tensor) -> bool:
    if found.qscheme() != expected.qscheme() or found.stride() != expected.stride():
        return False
    return torch.equal(found.dequantize(), expected.dequantize())


def _bytes(tensor: Tensor) -> bytes:
    """The bytes of the storage that the tensor is in: some types have no operators."""
    return bytes(tensor.detach().untyped_storage().tolist())
