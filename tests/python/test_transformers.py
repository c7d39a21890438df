"""Traced and scripted Hugging Face models give the same results in C#, Python and torch.jit.

Every result is compared, bit for bit, with what ``torch.jit`` returns for the same file.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet
from tests.models.comparing import same
from torchsharp_py import jit

IDS = torch.arange(12).reshape(2, 6)
MASK = torch.tensor([[1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 0, 0]])
IMAGES = torch.rand(2, 3, 16, 16, generator=torch.Generator().manual_seed(5))
NAMES = ["cat", "dog", "bird"]
CALLS = [
    # model, method, arguments, the C# helper that makes the same call typed
    ("bert_tuple", "forward", (IDS, MASK), "TupleOfTwo"),
    ("bert_dict", "forward", (IDS, MASK), "DictOfTwo"),
    ("gpt2_cache", "forward", (IDS,), "LogitsAndCache"),
    ("vit_dict", "forward", (IMAGES,), "DictOfOne"),
    ("t5_dict", "forward", (IDS, MASK, IDS), "DictOfThree"),
    ("classifier", "forward", (IDS,), "PredictWithDefaults"),
    ("classifier", "forward", (IDS, None, 0.5, 3), "Predict"),
    ("classifier", "forward", (IDS, MASK, 2.0, 1), "Predict"),
    ("classifier", "features", (IDS, NAMES), "Features"),
    ("classifier", "features", (IDS, []), "Features"),
    ("classifier", "ranking", (IDS, NAMES), "Ranking"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the models."""
    from tests.models.transformer_models import (
        write_transformers,
    )  # takes seconds, so imported only when needed

    folder = tmp_path_factory.mktemp("transformers")
    write_transformers(folder, IDS, MASK, IMAGES)
    return folder


@pytest.fixture(autouse=True)
def _no_grad() -> Iterator[None]:
    with torch.no_grad():
        yield


def plain(value: Any) -> Any:
    """Named tuples as tuples, dicts as their items in order."""
    if isinstance(value, dict):
        return [(key, plain(item)) for key, item in value.items()]
    if isinstance(value, (tuple, list)):
        return (tuple if isinstance(value, tuple) else list)(map(plain, value))
    return value


def torch_jit_result(path: Path, method: str, arguments: tuple[Any, ...]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return getattr(torch.jit.load(path), method)(*arguments)


@pytest.mark.parametrize(("model", "method", "arguments", "helper"), CALLS)
def test_python_agrees_with_torch_jit(
    folder: Path, model: str, method: str, arguments: tuple[Any, ...], helper: str
) -> None:
    path = folder / f"{model}.pt"
    expected = torch_jit_result(path, method, arguments)
    result = jit.load(path).invoke(method, *arguments)
    assert same(plain(result), plain(expected))
    assert getattr(result, "_fields", None) == getattr(expected, "_fields", None)


@needs_dotnet
@pytest.mark.parametrize(("model", "method", "arguments", "helper"), CALLS)
def test_csharp_agrees_with_torch_jit(
    folder: Path, model: str, method: str, arguments: tuple[Any, ...], helper: str
) -> None:
    csharp_assembly.load()
    from TorchSharpPy.Tests import Transformers

    path = folder / f"{model}.pt"
    result = getattr(Transformers, helper)(str(path), *arguments)
    assert same(plain(result), plain(torch_jit_result(path, method, arguments)))


def test_the_arguments_matter(folder: Path) -> None:
    classifier = jit.load(folder / "classifier.pt")
    default, sharp = classifier(IDS), classifier(IDS, temperature=0.5)
    assert same(default.labels, sharp.labels)
    assert not torch.equal(default.scores, sharp.scores)
    assert not torch.equal(default.scores, classifier(IDS, mask=MASK).scores)
