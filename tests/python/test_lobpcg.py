"""lobpcg of C# finds the eigenvalues and vectors that PyTorch's finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import torch
from torch import Tensor

from tests.dotnet.dotnet_programs import needs_dotnet
from torchsharp_py import dotnet

pytestmark = needs_dotnet

SIZE = 24


@pytest.fixture(scope="module")
def csharp() -> Any:
    """The C# class torch."""
    dotnet.load()
    from TorchSharpPy import torch as csharp

    return csharp


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Thousands of products of small matrices, for which threads only wait for each other."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def symmetric(seed: int, *batch: int, dtype: torch.dtype = torch.float64) -> Tensor:
    source = torch.Generator().manual_seed(seed)
    root = torch.randn(*batch, SIZE, SIZE, generator=source, dtype=dtype)
    return root @ root.mT / SIZE + torch.linspace(1, SIZE, SIZE, dtype=dtype).diag()


def start(columns: int, *batch: int) -> Tensor:
    source = torch.Generator().manual_seed(99)
    return torch.randn(*batch, SIZE, columns, generator=source, dtype=torch.float64)


A, B = symmetric(1), symmetric(2)
CASES: list[tuple[str, Tensor, dict[str, Any]]] = [
    ("one", A, {"X": start(1)}),
    ("least", A, {"X": start(3), "largest": False}),
    ("fewer", A, {"X": start(6), "k": 2}),
    ("other", A, {"X": start(3), "B": B}),
    ("preconditioned", A, {"X": start(3), "largest": False, "iK": A.inverse()}),
    ("batch", symmetric(3, 2, 1), {"X": start(2, 2, 1)}),
    ("batch-other", symmetric(3, 2), {"X": start(2, 2), "B": symmetric(4, 2)}),
    ("sparse", A.to_sparse(), {"X": start(3)}),
]


@pytest.mark.parametrize("method", ["basic", "ortho"])
@pytest.mark.parametrize(("name", "matrix", "options"), CASES, ids=[case[0] for case in CASES])
def test_results_agree(
    csharp: Any, name: str, matrix: Tensor, options: dict[str, Any], method: str
) -> None:
    exact = {**options, "tol": 1e-7}
    given = {key: v.clone() if isinstance(v, Tensor) else v for key, v in exact.items()}
    python: Any = torch.lobpcg
    values, vectors = python(matrix, **given, method=method)
    results = csharp.lobpcg(matrix, **exact, method=getattr(csharp.LobpcgMethod, method))
    our_values, our_vectors = results.Item1, results.Item2
    torch.testing.assert_close(our_values, values, rtol=1e-9, atol=1e-9)
    assert our_vectors.shape == vectors.shape
    image = options["B"] @ vectors if "B" in options else vectors
    cosines = (our_vectors * image).sum(-2).abs()
    torch.testing.assert_close(cosines, torch.ones_like(cosines), rtol=1e-6, atol=1e-6)


def test_random_starts_reach_the_exact_eigenvalues(csharp: Any) -> None:
    for dtype, tolerance in ((torch.float32, 1e-3), (torch.float64, 1e-6)):
        matrix = symmetric(5, dtype=dtype)
        values = csharp.lobpcg(matrix, 4).Item1
        exact = torch.linalg.eigvalsh(matrix).flip(0)[:4]
        assert values.dtype == dtype
        torch.testing.assert_close(values, exact, rtol=tolerance, atol=tolerance)


def test_rounds_are_limited(csharp: Any) -> None:
    values = [csharp.lobpcg(A, X=start(2), niter=n).Item1[0].item() for n in (1, 3, 100)]
    exact = torch.linalg.eigvalsh(A)[-1].item()
    assert values[0] < values[1] < values[2] == pytest.approx(exact)


def test_starts_and_matrices_are_not_changed(csharp: Any) -> None:
    matrix, vectors = A.clone(), start(3)
    csharp.lobpcg(matrix, X=vectors)
    assert torch.equal(matrix, A)
    assert torch.equal(vectors, start(3))


def test_what_does_not_fit_is_refused(csharp: Any) -> None:
    from System import ArgumentException

    refused: list[tuple[Tensor, dict[str, Any], str]] = [
        (A[:, 1:], {}, "square"),
        (A, {"k": 9}, "a third"),
        (A, {"k": 0}, "from 1"),
        (A, {"X": start(3)[1:]}, "shape"),
        (A, {"B": B[1:, 1:]}, "as A"),
        (A.int(), {}, "Float32"),
        (A.clone().requires_grad_(), {}, "derivatives"),
    ]
    for matrix, options, message in refused:
        with pytest.raises(ArgumentException, match=message):
            csharp.lobpcg(matrix, **options)
