"""The time of exported programs in Python, and of the same models in ONNX Runtime.

Usage:
    program_worker.py FOLDER    answers run.py; the folder is that of write_program_models

It answers as python_worker.py does.
"""

from __future__ import annotations

import importlib
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from program_models import program_models
from python_worker import Timing, answer, nanoseconds_per_call

from torchsharp_py import export, set_num_threads

# Where `make bench` has it.
sys.path.append(str(Path(sys.prefix) / "onnx"))
onnxruntime: Any = importlib.import_module("onnxruntime")


def _session(model: torch.nn.Module, inputs: tuple[torch.Tensor, ...], path: Path, n: int) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(model.eval(), inputs, str(path), dynamo=False)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = n
    return onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])


def _with_threads(timing: Timing, threads: int) -> Timing:
    def timed(count: int) -> float:
        set_num_threads(threads)
        with torch.no_grad():
            return timing(count)

    return timed


def cases(folder: Path) -> Iterator[tuple[str, Timing]]:
    """A call of each model, on one and on two threads."""
    for name, (model, inputs) in program_models().items():
        program = export.load(folder / f"{name}.pt2")
        call = nanoseconds_per_call(program, inputs)
        for threads in (1, 2):
            session = _session(model, inputs, folder / f"{name}.onnx", threads)
            given = {
                one.name: value.numpy()
                for one, value in zip(session.get_inputs(), inputs, strict=True)
            }
            yield f"program_{name}_{threads}", _with_threads(call, threads)
            yield f"onnx_{name}_{threads}", nanoseconds_per_call(session.run, (None, given))


if __name__ == "__main__":
    answer(cases(Path(sys.argv[1])))
