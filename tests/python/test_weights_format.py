"""TorchSharp's own format of weights: C# agrees with a reader and a writer in Python."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from tests.dotnet.dotnet_programs import needs_dotnet
from torchsharp_py import ModelFormatError, ScriptValueError, dotnet

pytestmark = needs_dotnet

# The numbers of the types in the format, which are those of libtorch.
TYPES: dict[torch.dtype, int] = {
    torch.uint8: 0,
    torch.int8: 1,
    torch.int16: 2,
    torch.int32: 3,
    torch.int64: 4,
    torch.float16: 5,
    torch.float32: 6,
    torch.float64: 7,
    torch.complex64: 9,
    torch.complex128: 10,
    torch.bool: 11,
    torch.bfloat16: 15,
}


def number(value: int) -> bytes:
    """Seven bits in each byte, the lowest first."""
    parts = []
    while value > 0x7F:
        parts.append(0x80 | value & 0x7F)
        value >>= 7
    return bytes([*parts, value])


def bytes_of(tensor: Tensor) -> bytes:
    header = number(TYPES[tensor.dtype]) + number(tensor.dim())
    elements = tensor.detach().reshape(-1).view(torch.uint8).numpy().tobytes()
    return header + b"".join(number(size) for size in tensor.shape) + elements


def file_of(state: dict[str, Tensor]) -> bytes:
    """A file as TorchSharp writes it."""
    parts = [number(len(state))]
    for name, tensor in state.items():
        parts += [number(len(name.encode())), name.encode(), bytes_of(tensor)]
    return b"".join(parts)


def parsed(data: bytes) -> dict[str, Tensor]:
    """What a file of TorchSharp has."""
    rest = iter(data)

    def read() -> int:
        value = shift = 0
        for byte in rest:
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        return value

    def take(size: int) -> bytes:
        return bytes(next(rest) for _ in range(size))

    kinds = {code: dtype for dtype, code in TYPES.items()}
    state = {}
    for _ in range(read()):
        name = take(read()).decode()
        dtype = kinds[read()]
        shape = [read() for _ in range(read())]
        elements = np.frombuffer(take(int(np.prod(shape)) * dtype.itemsize), np.uint8).copy()
        state[name] = torch.from_numpy(elements).view(dtype).reshape(shape)
    assert next(rest, None) is None
    return state


@pytest.fixture(scope="module")
def csharp() -> Any:
    """The C# class torch."""
    dotnet.load()
    from TorchSharpPy import torch as csharp

    return csharp


@pytest.fixture
def layer(csharp: Any) -> Iterator[Any]:
    module = csharp.nn.GRU(3, 2)
    yield module
    module.Dispose()


def state_of(module: Any) -> dict[str, Tensor]:
    return {entry.Key: entry.Value for entry in module.state_dict()}


def assert_same(one: dict[str, Tensor], other: dict[str, Tensor]) -> None:
    assert list(one) == list(other)
    for name, tensor in one.items():
        assert tensor.dtype == other[name].dtype, name
        assert torch.equal(tensor, other[name]), name


def test_what_csharp_writes_is_torchsharps_format(layer: Any, tmp_path: Path) -> None:
    path = tmp_path / "weights.dat"
    layer.save(str(path))
    assert path.read_bytes() == file_of(state_of(layer))
    assert_same(parsed(path.read_bytes()), state_of(layer))
    assert [one.name for one in tmp_path.iterdir()] == ["weights.dat"]
    layer.save(str(path))  # replaces it
    assert path.read_bytes() == file_of(state_of(layer))


def test_what_torchsharp_writes_is_read(layer: Any, tmp_path: Path) -> None:
    path = tmp_path / "weights.dat"
    state = {name: torch.randn_like(tensor) for name, tensor in state_of(layer).items()}
    path.write_bytes(file_of(dict(reversed(state.items()))))
    assert layer.load(str(path)).GetName() == "GRU"
    assert_same(state_of(layer), state)


def test_names_can_be_skipped(csharp: Any, layer: Any, tmp_path: Path) -> None:
    from System import Array, Boolean, String
    from System.Collections.Generic import Dictionary

    path = tmp_path / "weights.dat"
    before = {name: tensor.clone() for name, tensor in state_of(layer).items()}
    skip = Array[String](["weight_hh_l0", "other"])
    layer.save(str(path), skip)
    assert list(parsed(path.read_bytes())) == ["weight_ih_l0", "bias_ih_l0", "bias_hh_l0"]
    state = {name: tensor + 1 for name, tensor in before.items()}
    path.write_bytes(file_of({**state, "other": torch.ones(70_000), "more": torch.ones(2)}))
    loaded = Dictionary[String, Boolean]()
    layer.load(str(path), False, skip, loaded)
    assert {entry.Key: entry.Value for entry in loaded} == {
        **dict.fromkeys(state, True),
        "weight_hh_l0": False,
        "other": False,
        "more": False,
    }
    assert_same(state_of(layer), {**state, "weight_hh_l0": before["weight_hh_l0"]})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda state: state.pop("bias_ih_l0"), r'Missing key\(s\) in state_dict: "bias_ih_l0"'),
        (lambda state: state.update(x=torch.ones(1)), r'Unexpected key\(s\) in state_dict: "x"'),
        (lambda state: state.update(bias_ih_l0=torch.ones(5)), "size mismatch for bias_ih_l0"),
    ],
    ids=["missing", "unexpected", "shape"],
)
def test_weights_that_do_not_fit_change_nothing(
    layer: Any, tmp_path: Path, change: Any, message: str
) -> None:

    path = tmp_path / "weights.dat"
    before = {name: tensor.clone() for name, tensor in state_of(layer).items()}
    state = {name: tensor + 1 for name, tensor in before.items()}
    change(state)
    path.write_bytes(file_of(state))
    with pytest.raises(ScriptValueError, match=message):
        layer.load(str(path))
    assert_same(state_of(layer), before)


@pytest.mark.parametrize("shape", [(), (3,), (2, 0), (4, 300)], ids=str)
@pytest.mark.parametrize("dtype", TYPES, ids=str)
def test_tensors_of_all_types(
    csharp: Any, tmp_path: Path, dtype: torch.dtype, shape: tuple[int, ...]
) -> None:
    from TorchSharpPy import TensorExtensionMethods

    path = str(tmp_path / "tensor.dat")
    tensor = (torch.arange(1200)[: int(np.prod(shape))].reshape(shape) % 2).to(dtype)
    TensorExtensionMethods.Save(tensor, path)
    assert Path(path).read_bytes() == bytes_of(tensor)
    read = csharp.Tensor.Load(path)
    assert read.dtype == dtype
    assert torch.equal(read, tensor)


def test_streams_that_cannot_seek(csharp: Any) -> None:
    import clr

    clr.AddReference("System.IO.Compression")
    from System.IO import MemoryStream
    from System.IO.Compression import CompressionMode, DeflateStream
    from TorchSharpPy import TensorExtensionMethods

    tensor = torch.randn(700_000)
    packed = MemoryStream()
    pack = DeflateStream(packed, CompressionMode.Compress)
    TensorExtensionMethods.Save(tensor, pack)
    TensorExtensionMethods.Save(tensor[:2], pack)
    pack.Dispose()
    unpack = DeflateStream(MemoryStream(packed.ToArray()), CompressionMode.Decompress)
    assert torch.equal(csharp.Tensor.Load(unpack), tensor)
    assert torch.equal(csharp.Tensor.Load(unpack), tensor[:2])
    with pytest.raises(ModelFormatError, match="ends too early"):
        csharp.Tensor.Load(unpack)


def test_views_are_written_in_order(csharp: Any, tmp_path: Path) -> None:
    from TorchSharpPy import TensorExtensionMethods

    path = str(tmp_path / "tensor.dat")
    tensor = torch.randn(4, 3, dtype=torch.complex64).t().conj()
    TensorExtensionMethods.Save(tensor, path)
    assert torch.equal(csharp.Tensor.Load(path), tensor.resolve_conj())


def load(csharp: Any, data: bytes) -> Tensor | None:
    """The tensor in a file, or None if an error says that there is none."""
    from System.IO import MemoryStream

    stream = MemoryStream(data)
    try:
        tensor: Tensor = csharp.Tensor.Load(stream)
    except ModelFormatError:
        return None
    finally:
        stream.Dispose()
    return tensor


def test_damaged_tensors_are_format_errors(csharp: Any) -> None:
    good = bytes_of(torch.ones(2, 3))
    for end in range(len(good)):
        assert load(csharp, good[:end]) is None, end
    chance = random.Random(5)
    for _ in range(300):
        bad = bytearray(good)
        bad[chance.randrange(6)] = chance.randrange(256)
        load(csharp, bytes(bad))  # a tensor or a format error


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            number(6) + number(2) + number(1 << 40) + number(1 << 40),
            "more elements than there can be",
        ),
        (number(6) + number(1) + number(1 << 40), "4398046511104 bytes of elements, but 0 bytes"),
        (number(6) + number(65), "claims to have 65 dimensions"),
        (number(12) + number(0), "elements of the type 12"),
        (number(4711), "elements of the type 4711"),
        (b"\xff" * 9, "more than 63 bits"),
        (
            number(11) + number(1) + number(3) + b"\x01\x00\x02",
            "element 2, which is neither 0 nor 1",
        ),
    ],
    ids=["overflow", "too many", "dimensions", "quantized", "unknown", "number", "bool"],
)
def test_lies_are_not_believed(csharp: Any, data: bytes, message: str) -> None:
    from System.IO import MemoryStream

    with pytest.raises(ModelFormatError, match=message):
        csharp.Tensor.Load(MemoryStream(data))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (number(1) + number(1 << 20), "a name claims to have 1048576 bytes"),
        (file_of({"a": torch.ones(1)}).replace(b"\x01\x01a", b"\x02\x01a", 1), "ends too early"),
        (number(2) + file_of({"a": torch.ones(1)})[1:] * 2, "two tensors 'a'"),
    ],
    ids=["name", "count", "twice"],
)
def test_damaged_files_are_format_errors(
    layer: Any, tmp_path: Path, data: bytes, message: str
) -> None:

    path = tmp_path / "weights.dat"
    path.write_bytes(data)
    with pytest.raises(ModelFormatError, match=f"weights.dat' is not complete.*{message}"):
        layer.load(str(path), False)


def test_tensors_that_the_module_lacks_are_not_read(layer: Any, tmp_path: Path) -> None:
    from System import Boolean, String
    from System.Collections.Generic import Dictionary

    path = tmp_path / "weights.dat"
    state = state_of(layer)
    path.write_bytes(file_of({"more": torch.ones(1000), **state, "most": torch.ones(2)}))
    loaded = Dictionary[String, Boolean]()
    layer.load(str(path), False, None, loaded)
    assert {entry.Key: entry.Value for entry in loaded} == {
        "more": False,
        **dict.fromkeys(state, True),
        "most": False,
    }
    with pytest.raises(ScriptValueError, match=r'Unexpected key.*"more", "most"'):
        layer.load(str(path))


def test_millions_of_tiny_tensors_are_a_format_error(layer: Any, tmp_path: Path) -> None:
    """Each would need some hundred bytes of memory for its nine in the file."""
    count = 100_001
    entries = b"".join(b"\x05%05x\x06\x01\x00" % i for i in range(count))
    path = tmp_path / "weights.dat"
    path.write_bytes(number(count) + entries)
    with pytest.raises(ModelFormatError, match="more than 100000 tensors that the module does not"):
        layer.load(str(path), False)
