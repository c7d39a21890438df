"""C# prints a tensor as PyTorch does, and in NumPy's style as NumPy does.

The texts are compared with what Python prints for the same tensor.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
import torch

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet
from tests.torch_version import is_since

pytestmark = needs_dotnet

FLOATS = [torch.float16, torch.float32, torch.float64]
SMALL_FLOATS = [
    torch.bfloat16,
    torch.float8_e4m3fn,
    torch.float8_e4m3fnuz,
    torch.float8_e5m2,
    torch.float8_e5m2fnuz,
    torch.float8_e8m0fnu,
]
COMPLEX = [torch.complex64, torch.complex128]
SMALL_COMPLEX = [torch.complex32, *([torch.bcomplex32] if is_since("2.14") else [])]
INTEGERS = [
    torch.uint8,
    torch.int8,
    torch.int16,
    torch.int32,
    torch.int64,
    torch.uint16,
    torch.uint32,
    torch.uint64,
]
SHAPES: list[tuple[int, ...]] = [
    (),
    (1,),
    (7,),
    (40,),
    (999,),
    (1000,),
    (1001,),
    (2, 3),
    (4, 30),
    (2, 600),
    (600, 2),
    (40, 40),
    (3, 1, 5),
    (2, 3, 2, 2),
    (8, 9, 20),
    (7, 3, 2, 30),
    (0,),
    (0, 3),
    (2, 0, 4),
]
SPECIAL = torch.tensor([float("nan"), float("inf"), -float("inf"), 0.0, -0.0], dtype=torch.float64)


@contextmanager
def torch_options(**options: Any) -> Iterator[None]:
    """PyTorch's options for printing, for a while. Its own context manager knows no profiles."""
    set_options: Any = torch.set_printoptions
    set_options(**options)
    try:
        yield
    finally:
        set_options(profile="default")


@pytest.fixture
def printed() -> Iterator[Any]:
    """The C# methods that print, with the options reset afterwards."""
    csharp_assembly.load()
    from TorchSharpPy.Tests import Printed

    yield Printed
    Printed.SetProfile("default")


def floats(shape: tuple[int, ...], random: torch.Generator) -> torch.Tensor:
    """Numbers of one of the kinds that are printed differently."""
    kind = int(torch.randint(0, 9, (), generator=random))
    x = torch.randn(shape, generator=random, dtype=torch.float64)
    scale = float(torch.randint(-12, 12, (), generator=random))
    if kind == 0:
        return x
    if kind == 1:
        return (x * 10).round()
    if kind == 2:
        return x * 10**scale
    if kind == 3:
        return x.abs() * 1e3
    if kind == 4:
        return (x * 1e5).round()
    if kind == 5:
        return (x * 64).round() / 64  # many ties in decimal rounding
    if kind == 6:
        return x * 10 ** (4 * torch.randn(shape, generator=random, dtype=torch.float64))
    special = SPECIAL[torch.randint(0, len(SPECIAL), shape, generator=random)]
    where = torch.rand(shape, generator=random) < (0.3 if kind == 7 else 0.95)
    return torch.where(where, special, (x * 8).round() if kind == 7 else x)


def tensors(dtype: torch.dtype, seeds: int = 2) -> Iterator[torch.Tensor]:
    """Random tensors of a type in all shapes."""
    for seed in range(seeds):
        random = torch.Generator().manual_seed(seed)
        for shape in SHAPES:
            if dtype == torch.bool:
                yield torch.rand(shape, generator=random) < 0.5
            elif dtype.is_complex:
                yield torch.complex(floats(shape, random), floats(shape, random)).to(dtype)
            elif dtype == torch.float8_e8m0fnu:  # PyTorch takes its NaN for finite, its least for 0
                yield (floats(shape, random).nan_to_num(1, 2, 3).abs() + 1e-6).to(dtype)
            elif dtype.is_floating_point:
                yield floats(shape, random).to(dtype)
            else:
                bits = min(8 * dtype.itemsize, 63)
                low = 0 if dtype.is_signed is False else -(2 ** (bits - 1))
                most = int(torch.randint(1, bits, (), generator=random))
                x = torch.randint(max(low, -(2**most)), 2**most, shape, generator=random)
                yield (x * 3 if dtype == torch.uint64 and seed == 0 else x).to(dtype)


@pytest.mark.parametrize(
    "dtype", [torch.bool, *INTEGERS, *FLOATS, *SMALL_FLOATS, *COMPLEX, *SMALL_COMPLEX], ids=str
)
def test_the_default_is_what_pytorch_prints(printed: Any, dtype: torch.dtype) -> None:
    for x in tensors(dtype):
        assert printed.Default(x) == repr(x)


@pytest.mark.parametrize("dtype", [torch.bool, *INTEGERS, *FLOATS, *COMPLEX], ids=str)
def test_numpy_style_is_what_numpy_prints(printed: Any, dtype: torch.dtype) -> None:
    for x in tensors(dtype):
        assert printed.Styled(x, "Numpy") == np.array2string(x.numpy())


@pytest.mark.parametrize("dtype", SMALL_FLOATS, ids=str)
def test_numpy_style_prints_other_numbers_as_float32(printed: Any, dtype: torch.dtype) -> None:
    for x in tensors(dtype, 1):
        assert printed.Styled(x, "Numpy") == np.array2string(x.float().numpy())


@pytest.mark.parametrize("dtype", [torch.float16, torch.float32, torch.float64], ids=str)
def test_every_bit_pattern_has_numpys_digits(printed: Any, dtype: torch.dtype) -> None:
    random = torch.Generator().manual_seed(1)
    integer = {2: torch.int16, 4: torch.int32, 8: torch.int64}[dtype.itemsize]
    for _ in range(40):
        bits = torch.randint(-(2**62), 2**62, (50,), generator=random)
        x = (bits >> (62 - 8 * dtype.itemsize)).to(integer).view(dtype)
        assert printed.Styled(x, "Numpy") == np.array2string(x.numpy())
        for value in x[:8]:
            assert printed.Styled(value, "Numpy") == np.array2string(value.numpy())


def test_lines_are_broken_at_any_width(printed: Any) -> None:
    for dtype in (torch.float32, torch.int32, torch.complex64):
        for x in tensors(dtype, 1):
            for width in (1, 20, 41, 120):
                with torch_options(linewidth=width):
                    assert printed.Wide(x, "Default", width) == repr(x)
                expected = np.array2string(x.numpy(), max_line_width=width)
                assert printed.Wide(x, "Numpy", width) == expected


@pytest.mark.parametrize("precision", [0, 1, 3, 6, 12])
@pytest.mark.parametrize("scientific", [False, True])
def test_a_precision_is_that_of_pytorch(printed: Any, precision: int, scientific: bool) -> None:
    printed.SetPrecision(precision, scientific)
    for dtype in (*FLOATS, *COMPLEX):
        for x in tensors(dtype, 1):
            with torch_options(precision=precision, sci_mode=scientific):
                assert printed.Default(x) == repr(x)
            if not scientific:
                with np.printoptions(precision=precision, suppress=True):
                    assert printed.Styled(x, "Numpy") == np.array2string(x.numpy())


@pytest.mark.parametrize("profile", ["short", "full"])
def test_a_profile_is_that_of_pytorch(printed: Any, profile: str) -> None:
    printed.SetProfile(profile)
    for x in tensors(torch.float32, 1):
        with torch_options(profile=profile):
            assert printed.Default(x) == repr(x)


def test_the_default_type_is_that_of_the_process(printed: Any) -> None:
    examples = [torch.ones(2, dtype=d) for d in (torch.float32, torch.float64, *COMPLEX)]
    torch.set_default_dtype(torch.float64)
    try:
        for x in [*examples, torch.zeros(0), torch.zeros(0, dtype=torch.float32)]:
            assert printed.Default(x) == repr(x)
    finally:
        torch.set_default_dtype(torch.float32)


def unusual() -> Iterator[torch.Tensor]:
    """Tensors that are not simply dense."""
    x = torch.tensor([[1.0, 0.0, 2.5], [0.0, -3.0, 0.0]])
    for dtype in (torch.float32, torch.float64, torch.int32, torch.complex64):
        yield x.to(dtype).to_sparse()
        yield x.to(dtype).to_sparse_csr()
        yield x.to(dtype).to_sparse_csc()
    yield torch.eye(4).to_sparse_bsr((2, 2))
    yield torch.eye(4).to_sparse_bsc((2, 2))
    yield torch.sparse_coo_tensor(torch.tensor([[1, 1]]), torch.tensor([2.0, 3.0]), (3,))
    yield torch.sparse_coo_tensor(torch.zeros(2, 0, dtype=torch.int64), torch.zeros(0), (3, 3))
    yield torch.randn(40, 50).to_sparse()
    yield torch.randn(3, 4, 5).to_sparse(1)
    yield x.to_sparse().requires_grad_()
    yield torch.empty(2, 3, device="meta")
    yield torch.empty(2, 3, device="meta", dtype=torch.int8)
    yield torch.empty((), device="meta")
    yield torch.tensor([1.0, 2.0], requires_grad=True)
    yield torch.arange(24).reshape(2, 3, 4).permute(2, 0, 1)
    yield torch.randn(50, 60).t()[::3]
    yield torch.ones(1).expand(1 << 20, 1 << 20)
    yield torch.tensor([1 + 2j, -0.25 - 3j]).conj()
    yield torch.tensor([1 + 2j, -0.25 - 3j], dtype=torch.complex128).conj()
    yield torch.tensor([1 + 2j, -0.25 - 3j], dtype=torch.complex128).conj().imag
    yield torch.tensor([2, 3], dtype=torch.uint8).view(torch.float4_e2m1fn_x2)
    yield torch.ones(3).to_mkldnn()
    yield torch._efficientzerotensor(3)
    for dtype in (torch.quint8, torch.qint8, torch.qint32):
        yield torch.quantize_per_tensor(torch.linspace(-3, 3, 50), 0.1, 10, dtype)
    for scale in (1e-5, 1.5, 1e17, 3e-310):
        yield torch.quantize_per_tensor(torch.ones(2), scale, 0, torch.qint8)
    scales = torch.tensor([0.1, 0.25])
    zeros = torch.tensor([0, 1])
    yield torch.quantize_per_channel(torch.randn(2, 9), scales, zeros, 0, torch.qint8)
    yield torch.quantize_per_channel(torch.randn(2, 3), scales, zeros + 0.5, 0, torch.quint4x2)


def test_unusual_tensors_are_printed_as_pytorch_does(printed: Any) -> None:
    for x in unusual():
        assert printed.Default(x) == repr(x)


def test_every_style_prints_unusual_tensors(printed: Any) -> None:
    for x in unusual():
        for style in ("Metadata", "Julia", "Numpy", "CSharp"):
            text = printed.Styled(x, style)
            assert text
            if style != "Numpy" or x.layout in (torch.sparse_coo, torch.sparse_csr):
                assert text.startswith(f"[{'x'.join(map(str, x.shape))}], type = ")


def test_a_result_that_autograd_recorded_requires_grad(printed: Any) -> None:
    x = torch.tensor([1.0], requires_grad=True) * 2
    assert printed.Default(x) == repr(x).replace("grad_fn=<MulBackward0>", "requires_grad=True")


def test_numbers_can_have_a_format_and_a_culture(printed: Any) -> None:
    x = torch.tensor([1234.5, -0.25])
    assert printed.Formatted(x, "Default", "F2", "de-DE") == "tensor([1234,50,   -0,25])"
    assert printed.Formatted(x, "Numpy", "F2", "de-DE") == "[1234,50   -0,25]"
    assert printed.Formatted(x, "Julia", "F2", "de-DE").endswith("\n 1234,50 -0,25\n")
    assert printed.Formatted(x, "CSharp", "F2", "").endswith("{1234.50f, -0.25f}")
