"""Sends a module to tasks of Ray on a cluster of its own; ``python ray_tasks.py MODEL``.

Prints a line for each task: the result, the process, the module's identity there, whether torch is.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy
import ray

from tests.models.pickled_calls import scored
from torchsharp_py import jit


def main(path: str) -> None:
    module = jit.shared(jit.load(path))
    ray.init(
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        logging_level="ERROR",
        object_store_memory=100 << 20,
    )
    rows = numpy.arange(12, dtype=numpy.float32).reshape(4, 3)
    task = ray.remote(scored)
    by_value = [task.remote(module, rows), task.remote(module, rows)]
    kept = ray.put(module)
    by_reference = [task.remote(kept, rows) for _ in range(4)]
    for result in ray.get([*by_value, *by_reference]):
        print(*result, sep="|")
    ray.shutdown()


if __name__ == "__main__":
    main(sys.argv[1])
