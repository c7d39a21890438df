"""The time of calls in Python: this package and Python's ``torch.jit``, in one interpreter.

Usage:
    python_worker.py serve MODEL SIGNATURES TRAINED MANY    answers run.py
    python_worker.py start MODEL    imports torch, runs once, prints "done", exits

The answer to "CASE COUNT" on standard input is the nanoseconds per call.
"""

from __future__ import annotations

import gc
import sys
import timeit
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import torch
from models import layers
from torch.nn.functional import mse_loss

Timing = Callable[[int], float]


def nanoseconds_per_call(function: Callable[..., object], arguments: tuple[Any, ...]) -> Timing:
    """Returns a timer of calls; the compiled call has one name for each argument."""
    names = [f"a{i}" for i in range(len(arguments))]
    timer = timeit.Timer(
        f"function({', '.join(names)})",
        "gc.enable()",  # timeit turns it off; programs do not
        globals={"gc": gc, "function": function, **dict(zip(names, arguments, strict=True))},
    )
    return lambda count: timer.timeit(count) / count * 1e9


def signature_arguments() -> dict[str, tuple[Any, ...]]:
    """The arguments for each method of ``models.Signatures``, as in C++ and C#."""
    x, y, z = (torch.full((10,), element) for element in (1.5, 2.5, 3.5))
    return {
        "tensor": (x,),
        "tensors": (x, y, z),
        "mapping": ({f"feature_{i}": torch.full((10,), float(i)) for i in range(10)},),
        "numbers": ([i * 1_000_003 for i in range(1000)],),
        "text": ("The quick brown fox jumps over the lazy dog",),
        "scalars": (1, 2, 3, 4, 0.5, 1.5, True, False),
    }


def training_step(path: str) -> Timing:
    """Times a step of plain PyTorch, with a learning rate that hardly changes the loss."""
    module: Any = torch.jit.load(path)  # type: ignore[no-untyped-call]
    optimizer = torch.optim.Adam(module.parameters(), lr=1e-7)
    inputs, targets = torch.full((32, 10), 0.5), torch.full((32, 1), 1.5)

    def step() -> None:
        optimizer.zero_grad()
        loss = mse_loss(module(inputs), targets)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()

    return torch.enable_grad()(nanoseconds_per_call(step, ()))


WEIGHTS: dict[str, list[tuple[int, ...]]] = {
    "small": [(64, 10), (64,), (64, 64), (64,), (1, 64), (1,)],
    "large": [(1024, 1024), (1024, 1024)],
}
OPTIMIZERS: dict[str, dict[str, Any]] = {
    "SGD": {"momentum": 0.9},
    "Adam": {},
    "RMSprop": {},
    "RAdam": {},
}


def optimizer_step(shapes: list[tuple[int, ...]], name: str, options: dict[str, Any]) -> Timing:
    """Times steps of an optimizer alone, which is made at the first use."""

    @cache
    def timing() -> Timing:
        weights = [torch.full(shape, 0.5, requires_grad=True) for shape in shapes]
        for weight in weights:
            weight.grad = torch.full_like(weight, 0.25)
        optimizer = getattr(torch.optim, name)(weights, lr=1e-7, **options)
        return nanoseconds_per_call(optimizer.step, ())

    return lambda count: timing()(count)


def chain(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Twenty small operators."""
    z = x
    for _ in range(5):
        z = ((z + y) * 0.5).relu() - 0.1
    return z


def parameter_lists(path: str) -> Iterator[tuple[str, Timing]]:
    """Lists of one hundred parameters with their names, and a list that was made before."""
    from torchsharp_py import jit

    ours, theirs = jit.load(path), torch.jit.load(path)  # type: ignore[no-untyped-call]
    kept = list(ours.named_parameters())
    yield "named_parameters", nanoseconds_per_call(lambda: list(ours.named_parameters()), ())
    yield "torch_jit_parameters", nanoseconds_per_call(lambda: list(theirs.named_parameters()), ())
    yield "kept_parameters", nanoseconds_per_call(lambda: [pair for pair in kept], ())  # noqa: C416


def timings(
    path: str, signatures_path: str, trained_path: str, many_path: str
) -> Iterator[tuple[str, Timing]]:
    """Every case: this package's calls, and as ``torch_jit_...`` those of ``torch.jit``."""
    from torchsharp_py import jit

    ours, theirs = jit.load(path), torch.jit.load(path)  # type: ignore[no-untyped-call]
    two = (torch.full((10,), 1.5), torch.full((10,), 2.5))
    yield "module_call", nanoseconds_per_call(ours, two)
    yield "torch_jit_call", nanoseconds_per_call(theirs, two)
    yield "held_method", nanoseconds_per_call(ours.forward, two)
    yield "torch_jit_forward", nanoseconds_per_call(theirs.forward, two)
    ours = jit.load(signatures_path)
    theirs = torch.jit.load(signatures_path)  # type: ignore[no-untyped-call]
    for name, arguments in signature_arguments().items():
        yield name, nanoseconds_per_call(getattr(ours, name), arguments)
        yield f"torch_jit_{name}", nanoseconds_per_call(getattr(theirs, name), arguments)
    yield "torch_training_step", training_step(trained_path)
    for size, shapes in WEIGHTS.items():
        for name, options in OPTIMIZERS.items():
            yield f"torch_step_{size}_{name}", optimizer_step(shapes, name, options)
    yield from parameter_lists(many_path)
    yield "torch_chain", nanoseconds_per_call(chain, two)
    yield "torch_layers", nanoseconds_per_call(layers(), two[:1])


def answer(timings: Iterable[tuple[str, Timing]]) -> None:
    """Answers until standard input ends."""
    torch.set_grad_enabled(False)
    cases = dict(timings)
    print(f"ready Python {sys.version.split()[0]}, torch {torch.__version__}", flush=True)
    for line in sys.stdin:
        case, count = line.split()
        if case == "settle":
            gc.collect()
            print(0, flush=True)
        else:
            print(cases[case](int(count)), flush=True)


def start(path: str) -> None:
    """Loads and runs a model once."""
    module = torch.jit.load(path)  # type: ignore[no-untyped-call]
    module(torch.full((10,), 1.5), torch.full((10,), 2.5))
    print("done", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        answer(timings(*sys.argv[2:]))
    else:
        start(*sys.argv[2:])
