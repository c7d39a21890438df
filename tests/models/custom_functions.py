"""The functions of tests/dotnet/TorchSharpPy.Tests/CustomFunctions.cs, in Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function


class Cube(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, factor: float) -> Tensor:
        ctx.save_for_backward(x)
        ctx.factor = factor
        return x.pow(3) * factor

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:  # type: ignore[override]
        (x,) = ctx.saved_tensors
        return gradient * x * x * 3 * ctx.factor, None


class Exp(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        result = x.exp()
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:  # type: ignore[override]
        return gradient * ctx.saved_tensors[0]


class Linear(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor) -> Tensor:
        ctx.save_for_backward(x, weight)
        return x.mm(weight.t())

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:  # type: ignore[override]
        x, weight = ctx.saved_tensors
        needed = ctx.needs_input_grad
        return (
            gradient.mm(weight) if needed[0] else None,
            gradient.t().mm(x) if needed[1] else None,
        )


class Waves(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        signs = x.sign()
        ctx.save_for_backward(x)
        ctx.mark_non_differentiable(signs)
        return x.sin(), x.cos(), signs

    @staticmethod
    def backward(ctx: Any, sine: Tensor, cosine: Tensor, _: Tensor) -> Tensor:  # type: ignore[override]
        (x,) = ctx.saved_tensors
        return sine * x.cos() - cosine * x.sin()


class LazyWaves(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> tuple[Tensor, Tensor]:
        ctx.set_materialize_grads(False)
        ctx.save_for_backward(x)
        return x.sin(), x.cos()

    @staticmethod
    def backward(ctx: Any, sine: Tensor | None, cosine: Tensor | None) -> Tensor | None:  # type: ignore[override]
        (x,) = ctx.saved_tensors
        of_sine = None if sine is None else sine * x.cos()
        of_cosine = None if cosine is None else cosine * x.sin()
        if of_sine is None or of_cosine is None:
            return of_sine if of_cosine is None else -of_cosine
        return of_sine - of_cosine


class Doubling(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        x.mul_(2)
        ctx.mark_dirty(x)
        return x

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:  # type: ignore[override]
        return gradient * 2


class Reversal(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        return x

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:  # type: ignore[override]
        return -gradient


def _many(result: Any) -> tuple[Tensor, ...]:
    return result if isinstance(result, tuple) else (result,)


# Each as C#'s CustomFunctions.Apply calls it: from some tensors to all results.
FUNCTIONS: dict[str, Callable[..., tuple[Tensor, ...]]] = {
    "Cube": lambda x: _many(Cube.apply(x, 0.5)),
    "Exp": lambda x: _many(Exp.apply(x)),
    "Linear": lambda x, weight: _many(Linear.apply(x, weight)),
    "Waves": lambda x: _many(Waves.apply(x)),
    "LazyWaves": lambda x: _many(LazyWaves.apply(x)),
    "Doubling": lambda x: _many(Doubling.apply(x * 3)),
    "Reversal": lambda x: _many(Reversal.apply(x)),
}


def inputs_of(name: str, dtype: torch.dtype = torch.float64) -> list[Tensor]:
    """Leaves for one of the functions, always the same."""
    generator = torch.Generator().manual_seed(1)
    sizes = [(3, 4), (2, 4)] if name == "Linear" else [(3, 4)]
    return [torch.randn(size, generator=generator, dtype=dtype).requires_grad_() for size in sizes]
