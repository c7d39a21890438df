"""What C# sets of libtorch, Python sees, and the other way round; limits of types agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch

from tests.dotnet.dotnet_programs import needs_dotnet
from tests.models.checkpoint_values import DTYPES, RAW_DTYPES
from tests.torch_version import is_since
from torchsharp_py import dotnet

pytestmark = needs_dotnet


@pytest.fixture
def csharp() -> Any:
    """The C# class torch."""
    dotnet.load()
    from TorchSharpPy import torch as csharp

    return csharp


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    """Puts back what a test changes."""
    state = torch.get_rng_state()
    precision = torch.get_float32_matmul_precision()
    yield
    torch.set_default_dtype(torch.float32)
    torch.use_deterministic_algorithms(False)
    torch.set_float32_matmul_precision(precision)
    torch.set_rng_state(state)


def test_the_default_dtype_is_one(csharp: Any) -> None:
    csharp.set_default_dtype(csharp.float64)
    assert torch.get_default_dtype() is torch.float64
    torch.set_default_dtype(torch.float16)
    assert csharp.get_default_dtype() == csharp.float16


def test_the_generator_is_one(csharp: Any) -> None:
    csharp.manual_seed(11)
    ours = csharp.rand(5)
    assert torch.initial_seed() == 11
    torch.manual_seed(11)
    assert torch.equal(ours, torch.rand(5))
    state = torch.get_rng_state()
    assert torch.equal(csharp.get_rng_state(), state)
    after = torch.rand(5)
    csharp.set_rng_state(state)
    assert torch.equal(torch.rand(5), after)
    assert csharp.seed() % 2**64 == torch.initial_seed()  # the same 64 bits


def test_determinism_is_one(csharp: Any) -> None:
    for mode, warn_only in ((True, False), (True, True), (False, True), (False, False)):
        csharp.use_deterministic_algorithms(mode, warn_only)
        assert torch.are_deterministic_algorithms_enabled() is mode
        assert torch.is_deterministic_algorithms_warn_only_enabled() is warn_only
        assert int(csharp.get_deterministic_debug_mode()) == torch.get_deterministic_debug_mode()


def test_the_precision_of_products_is_one(csharp: Any) -> None:
    for precision in ("high", "medium", "highest"):
        csharp.set_float32_matmul_precision(precision)
        assert torch.get_float32_matmul_precision() == precision
        assert str(csharp.get_float32_matmul_precision()) == precision


FLAGS: list[tuple[str, Callable[[], Any]]] = [
    ("cuda.matmul.allow_tf32", lambda: torch.backends.cuda.matmul),
    ("cuda.matmul.allow_fp16_reduced_precision_reduction", lambda: torch.backends.cuda.matmul),
    ("cuda.matmul.allow_bf16_reduced_precision_reduction", lambda: torch.backends.cuda.matmul),
    ("cudnn.allow_tf32", lambda: torch.backends.cudnn),
    ("cudnn.enabled", lambda: torch.backends.cudnn),
    ("cudnn.benchmark", lambda: torch.backends.cudnn),
    ("cudnn.deterministic", lambda: torch.backends.cudnn),
]


@pytest.mark.parametrize(("path", "module"), FLAGS, ids=[path for path, _ in FLAGS])
def test_flags_are_one(csharp: Any, path: str, module: Callable[[], Any]) -> None:
    *owners, name = path.split(".")
    ours = csharp.backends
    for owner in owners:
        ours = getattr(ours, owner)
    before = getattr(module(), name)
    assert getattr(ours, name) == before
    try:
        setattr(ours, name, not before)
        assert getattr(module(), name) == (not before)
    finally:
        setattr(ours, name, before)


@pytest.mark.parametrize("name", ["flash", "mem_efficient", "math", "cudnn"])
def test_kernels_of_attention_are_one(csharp: Any, name: str) -> None:
    ours = csharp.backends.cuda
    is_enabled = getattr(torch.backends.cuda, f"{name}_sdp_enabled")
    before = is_enabled()
    getattr(ours, f"enable_{name}_sdp")(not before)
    assert is_enabled() is not before
    assert getattr(ours, f"{name}_sdp_enabled")() is not before
    getattr(ours, f"enable_{name}_sdp")(before)
    assert is_enabled() is before


def test_what_libtorch_has_agrees(csharp: Any) -> None:
    assert csharp.cuda.is_available() == torch.cuda.is_available()
    assert csharp.cuda.device_count() == torch.cuda.device_count()
    assert csharp.backends.mkl.is_available() == torch.backends.mkl.is_available()
    assert csharp.backends.mkldnn.is_available() == torch.backends.mkldnn.is_available()
    assert csharp.backends.openmp.is_available() == torch.backends.openmp.is_available()
    assert csharp.compiled_with_cxx11_abi() == torch.compiled_with_cxx11_abi()
    assert str(torch.__version__).startswith(csharp.__version__)


@pytest.mark.parametrize("name", ["float64", "float32", "float16", "bfloat16", "complex64"])
def test_limits_of_floating_point_types_agree(csharp: Any, name: str) -> None:
    ours, theirs = csharp.finfo(getattr(csharp, name)), torch.finfo(getattr(torch, name))
    for limit in ("bits", "eps", "max", "min", "tiny", "smallest_normal", "resolution"):
        assert getattr(ours, limit) == getattr(theirs, limit), limit


@pytest.mark.skipif(not is_since("2.14"), reason="this torch has no bcomplex32")
def test_limits_of_small_complex_types_are_those_of_their_parts(csharp: Any) -> None:
    ours, theirs = csharp.finfo(csharp.ScalarType.ComplexBFloat16), torch.finfo(torch.bcomplex32)
    assert (ours.eps, ours.max) == (theirs.eps, theirs.max)


@pytest.mark.parametrize("dtype", [*DTYPES.values(), *RAW_DTYPES.values()], ids=str)
def test_kinds_of_types_agree(csharp: Any, dtype: torch.dtype) -> None:
    x = torch.empty(0, dtype=dtype, device="meta")
    assert csharp.is_floating_point(x) == dtype.is_floating_point
    assert csharp.is_complex(x) == dtype.is_complex


@pytest.mark.parametrize("name", ["uint8", "int8", "int16", "int32", "int64", "uint16", "uint32"])
def test_limits_of_integer_types_agree(csharp: Any, name: str) -> None:
    ours, theirs = csharp.iinfo(getattr(csharp, name)), torch.iinfo(getattr(torch, name))
    assert (ours.bits, ours.min, ours.max) == (theirs.bits, theirs.min, theirs.max)
