"""What an actor pays before its first row: with ``call_arrays``, and with an import of torch.

Usage:
    python bench/scoring_start.py           # fresh processes
    python bench/scoring_start.py --ray     # actors on a cluster of Ray on this machine

Both sides load the same model and score a batch of NumPy's array, in turns: A, B, B, A. The seconds
are the processor's, which other work on the machine disturbs less.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def without_torch(path: str) -> tuple[float, bool]:
    """Scores a batch without torch; returns the seconds and whether torch was imported."""
    begin = time.process_time()
    import numpy

    from torchsharp_py import jit, set_num_threads

    set_num_threads(1)
    jit.load(path).call_arrays(numpy.ones((16, 32), numpy.float32))
    return time.process_time() - begin, "torch" in sys.modules


def with_torch(path: str) -> tuple[float, bool]:
    """Scores a batch with ``torch.jit``; returns the seconds and whether torch was imported."""
    begin = time.process_time()
    import numpy
    import torch

    torch.set_num_threads(1)
    module: Any = torch.jit.load(path)  # type: ignore[no-untyped-call]
    with torch.no_grad():
        module(torch.from_numpy(numpy.ones((16, 32), numpy.float32))).numpy()
    return time.process_time() - begin, "torch" in sys.modules


SIDES: dict[str, Callable[[str], tuple[float, bool]]] = {
    "without": without_torch,
    "with": with_torch,
}


def in_a_process(side: str, path: str) -> float:
    """Seconds in a fresh process."""
    command = [sys.executable, __file__, "--side", side, "--model", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


def in_an_actor(ray: Any, side: str, path: str) -> float:
    """Seconds in an actor, from the time when its process runs this function."""

    class Actor:
        def score(self) -> tuple[float, bool]:
            sys.path.insert(0, str(ROOT / "bench"))
            import scoring_start

            return scoring_start.SIDES[side](path)

    actor = ray.remote(num_cpus=1)(Actor).remote()
    taken, has_torch = ray.get(actor.score.remote())
    ray.kill(actor)
    if has_torch is not (side == "with"):
        raise RuntimeError(f"expected torch only on the other side, but {side}: {has_torch}")
    return float(taken)


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description="Measures the start of an actor.")
    parser.add_argument("--ray", action="store_true")
    parser.add_argument("--pairs", type=int, default=4)
    parser.add_argument("--side", choices=list(SIDES))
    parser.add_argument("--model")
    options = parser.parse_args()
    if options.side is not None:
        print(SIDES[options.side](options.model)[0])
        return
    from scoring import write_model

    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "small.pt")
        write_model(Path(path), 64)
        if not options.ray:
            report(options.pairs, lambda side: in_a_process(side, path))
            return
        import ray

        ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False, logging_level=40)
        try:
            report(options.pairs, lambda side: in_an_actor(ray, side, path))
        finally:
            ray.shutdown()


def report(pairs: int, seconds: Callable[[str], float]) -> None:
    """Measures pairs and prints the medians."""
    taken: dict[str, list[float]] = {side: [] for side in SIDES}
    for pair in range(pairs):
        for side in list(SIDES)[:: -1 if pair % 2 else 1]:
            taken[side].append(seconds(side))
    ratio = statistics.median(a / b for a, b in zip(taken["without"], taken["with"], strict=True))
    for side, times in taken.items():
        print(f"{side:8} torch: {statistics.median(times):.2f} s")
    print(f"ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
