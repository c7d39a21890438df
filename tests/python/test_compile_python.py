"""Everyday Python compiles to what Python and torch.jit.script make of it, or says why not."""

from __future__ import annotations

import copy
import importlib.util
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.models.everyday_python import EVERYDAY, HEADER
from tests.models.refused_python import REFUSED
from torchsharp_py import ScriptCompileError, ScriptRuntimeError, jit

Outcome = tuple[str, Any]


def as_python(path: Path, source: str) -> Any:
    """The function that Python makes of the source."""
    path.write_text(source, encoding="utf-8", newline="")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.f


def outcome(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Outcome:
    """What a call returns, or the class and message of what it raises."""
    arguments = copy.deepcopy(arguments)  # the function may change them
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return "", function(*arguments)
        except ScriptRuntimeError as error:
            return error.raised, error.message
        except torch.jit.Error as error:
            last = str(error).strip("\n").rpartition("\n")[2]
            name, _, message = last.removeprefix("RuntimeError: ").partition(":")
            return f"builtins.{name.removeprefix('builtins.')}", message.strip()
        except Exception as error:
            message = error.args[0] if error.args else ""
            return f"builtins.{type(error).__name__}", message


def assert_same(own: Outcome, reference: Outcome) -> None:
    assert own[0] == reference[0]
    if isinstance(own[1], torch.Tensor):
        assert own[1].dtype == reference[1].dtype
        assert torch.equal(own[1], reference[1])
    else:
        assert own[1] == reference[1]
        assert type(own[1]) is type(reference[1])


@pytest.mark.parametrize("name", EVERYDAY)
def test_everyday_python(name: str, tmp_path: Path) -> None:
    construct = EVERYDAY[name]
    source = HEADER + construct.body
    own = jit.compile(source).f
    python = as_python(tmp_path / "everyday.py", source)
    scripted = torch.jit.script(python) if construct.scriptable else None
    for arguments in construct.calls:
        result = outcome(own, arguments)
        assert_same(result, outcome(python, arguments))
        if scripted is not None:
            assert_same(result, outcome(scripted, arguments))


def test_the_table_is_long_enough() -> None:
    assert len(EVERYDAY) >= 50


@pytest.mark.parametrize("name", REFUSED)
def test_refused_python(name: str) -> None:
    refused = REFUSED[name]
    with pytest.raises(ScriptCompileError, match=re.escape(refused.words)) as caught:
        jit.compile(HEADER + refused.source.replace("«", ""))
    before = (HEADER + refused.source).partition("«")[0]
    assert caught.value.line == before.count("\n") + 1
    assert caught.value.column == len(before.rpartition("\n")[2]) + 1
    assert "INTERNAL ASSERT" not in str(caught.value)
    assert "<--- HERE" in str(caught.value)
