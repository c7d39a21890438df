"""As many threads as a busy server has, all alive at once, each with a call."""

from __future__ import annotations

import threading

import torch

from tests.python.live_objects import settled_handles
from torchsharp_py import jit

THREADS = 2000
STACK = 256 << 10  # bytes: a thread's default would reserve 8 MB


def test_two_thousand_threads_call(sample: jit.ScriptModule) -> None:
    handles = settled_handles()
    everyone = threading.Barrier(THREADS)
    results: list[float] = []

    def call(number: int) -> None:
        everyone.wait(120)
        total, _ = sample(torch.full((2,), float(number)), torch.ones(2))
        results.append(total[0].item())

    before = threading.stack_size(STACK)
    try:
        threads = [threading.Thread(target=call, args=(i,)) for i in range(THREADS)]
        for thread in threads:
            thread.start()
    finally:
        threading.stack_size(before)
    for thread in threads:
        thread.join()
    assert sorted(results) == [i + 1.0 for i in range(THREADS)]
    assert settled_handles() == handles
