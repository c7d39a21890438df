"""C# reads the values that torch.load reads, and torch.load reads what C# writes."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet
from tests.models.checkpoint_values import checkpoint_values, same_checkpoint

pytestmark = needs_dotnet

VALUES = checkpoint_values()
FORMATS = {"zip": True, "legacy": False}


@pytest.fixture(scope="module")
def files() -> Any:
    """The C# side."""
    csharp_assembly.load()
    from TorchSharpPy.Tests import FilesFromPython

    return FilesFromPython


def loaded(path: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return torch.load(path, weights_only=True)


def saved(value: Any, path: Path, kind: str) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.save(value, path, _use_new_zipfile_serialization=FORMATS[kind])
    return path


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", VALUES)
def test_a_value_goes_from_torch_through_csharp_to_torch(
    files: Any, tmp_path: Path, name: str, kind: str
) -> None:
    source, target = saved(VALUES[name], tmp_path / "source.pt", kind), tmp_path / "target.pt"
    # torch writes newer types in the format before PyTorch 1.6 too, but cannot read them.
    is_new = b"UntypedStorage" in source.read_bytes()
    expected = loaded(saved(VALUES[name], tmp_path / "zip.pt", "zip") if is_new else source)
    files.CopyAny(str(source), str(target))
    assert same_checkpoint(loaded(target), expected)
    assert files.CopyBytes(source.read_bytes(), str(target)) == ""
    assert same_checkpoint(loaded(target), expected)


@pytest.mark.parametrize("kind", FORMATS)
def test_all_values_in_one_file(files: Any, tmp_path: Path, kind: str) -> None:
    # The format before PyTorch 1.6 has one type for each storage.
    value = {name: one for name, one in VALUES.items() if not name.startswith("dtype ")}
    source, target = saved(value, tmp_path / "source.pt", kind), tmp_path / "target.pt"
    files.CopyAny(str(source), str(target))
    assert same_checkpoint(loaded(target), loaded(source))


@pytest.mark.parametrize("kind", FORMATS)
def test_tensors_share_their_storage_afterwards(files: Any, tmp_path: Path, kind: str) -> None:
    source, target = saved(VALUES["shared"], tmp_path / "source.pt", kind), tmp_path / "target.pt"
    files.CopyAny(str(source), str(target))
    first, second, part = loaded(target)
    first[1] = 7
    assert second.tolist() == [1, 7, 1]
    assert part.tolist() == [7, 1]


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_other_protocols_of_pickle(files: Any, tmp_path: Path, protocol: int) -> None:
    value = {"x": torch.ones(2), "set": {1, 2}, "bytes": [b"\xff", b"", bytearray(b"\xfe")]}
    for kind, is_zip in FORMATS.items():
        source, target = tmp_path / kind, tmp_path / "target.pt"
        torch.save(value, source, pickle_protocol=protocol, _use_new_zipfile_serialization=is_zip)
        files.CopyAny(str(source), str(target))
        assert same_checkpoint(torch.load(target, weights_only=True), value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": torch.ones(1)}, "Dictionary`2[System.String,TorchSharpPy.torch+Tensor]"),
        ({1, 2}, "HashSet`1[System.Int64]"),
        ({1, "a"}, "HashSet`1[System.Object]"),
        (b"ab", "System.Byte[]"),
        (torch.float16, "TorchSharpPy.torch+ScalarType"),
        (torch.sparse_coo, "TorchSharpPy.torch+Layout"),
        (torch.device("cpu"), "TorchSharpPy.torch+Device"),
        (torch.Size([2, 3]), "System.ValueTuple`2[System.Int64,System.Int64]"),
        (1j, "System.Numerics.Complex"),
        ([1, 2], "System.Int64[]"),
        ([torch.ones(1)], "TorchSharpPy.torch+Tensor[]"),
        (torch.nn.Parameter(torch.ones(1)), "TorchSharpPy.torch+Tensor"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_the_types_in_csharp(files: Any, tmp_path: Path, value: Any, expected: str) -> None:
    torch.save(value, tmp_path / "value.pt")
    assert files.TypeOf(str(tmp_path / "value.pt")).endswith(expected)


def test_every_dtype_has_a_name_in_csharp(files: Any, tmp_path: Path) -> None:
    dtypes = {one for one in vars(torch).values() if isinstance(one, torch.dtype)}
    assert len(dtypes) > 40
    for dtype in dtypes:
        source, target = saved(dtype, tmp_path / "dtype.pt", "zip"), tmp_path / "target.pt"
        assert not files.TextOf(str(source)).isdigit()
        files.CopyAny(str(source), str(target))
        assert loaded(target) is dtype


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    ("value", "message"),
    [
        (2**63, "more than 64 bits"),
        ({(1, 2): 3}, "keys of the unsupported type Tuple"),
        (torch.nested.nested_tensor([torch.ones(1), torch.ones(2)]), "nested tensor"),
        (torch.float32.to_real, "builtins.getattr"),
        (frozenset({1}), "builtins.frozenset"),
        (torch.ones(2).untyped_storage(), "storage as a value"),
        (torch.ones(1).numpy(), "torch.from_numpy"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_csharp_has_no_value_for(
    files: Any, tmp_path: Path, kind: str, value: Any, message: str
) -> None:
    source = saved(value, tmp_path / "source.pt", kind)
    error = files.CopyBytes(source.read_bytes(), str(tmp_path / "target.pt"))
    assert error.startswith("ModelFormatException: ")
    assert message in error
