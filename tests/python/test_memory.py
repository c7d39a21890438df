"""Calls leave nothing behind; `make bench` shows the same with a million calls."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import torch

from tests.python.live_objects import memory_left_by, settled_handles
from torchsharp_py import TorchSharpError, jit

ALLOWED_GROWTH = 4 << 20  # bytes; one leaked tensor per call would be ten times as much
CALLS = 100_000


def test_calls_leave_resident_memory_flat(models: Path) -> None:
    module = jit.load(models / "add.pt")
    x = torch.ones(10)

    def call(times: int) -> None:
        for _ in range(times):
            module(x, x)

    call(10_000)
    assert memory_left_by(lambda: call(CALLS), ALLOWED_GROWTH) < ALLOWED_GROWTH


def test_failing_calls_and_loads_leave_resident_memory_flat(models: Path) -> None:
    module = jit.load(models / "sample.pt")
    x = torch.ones(10)

    def fail(times: int) -> None:
        for _ in range(times):
            for call in (lambda: module(x), lambda: module.add_scalar(x, "1")):
                with pytest.raises(TorchSharpError):
                    call()
        for _ in range(times // 20):
            with pytest.raises(TorchSharpError):
                jit.load(models / "truncated.pt")

    fail(2000)
    assert memory_left_by(lambda: fail(4000), ALLOWED_GROWTH) < ALLOWED_GROWTH


def test_no_handle_of_the_c_abi_stays_after_python_calls(models: Path) -> None:
    before = settled_handles()
    module = jit.load(models / "sample.pt")
    module(torch.ones(10), torch.ones(10))
    del module
    assert settled_handles() == before


def test_arguments_and_results_are_freed_at_once(models: Path) -> None:
    module = jit.load(models / "add.pt")
    x = torch.ones(10)
    before = sys.getrefcount(x)
    result = module(x, x)
    assert sys.getrefcount(x) == before
    assert sys.getrefcount(result) == 2
