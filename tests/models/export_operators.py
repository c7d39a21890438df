"""Functions that use the higher-order operators of ``torch.export``, and their arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
import torch._higher_order_ops as higher_order
from torch._higher_order_ops.associative_scan import associative_scan_op
from torch._higher_order_ops.hints_wrap import hints_wrapper
from torch._higher_order_ops.invoke_subgraph import mark_compile_region
from torch._higher_order_ops.out_dtype import out_dtype
from torch._higher_order_ops.strict_mode import strict_mode
from torch.export import Dim

Tensor = torch.Tensor


@torch.library.custom_op("tsp_export_tests::add_to", mutates_args={"x"})
def add_to(x: Tensor, by: int) -> Tensor:
    """Changes its argument, and returns something else."""
    x.add_(by)
    return x * 2


@add_to.register_fake
def _(x: Tensor, by: int) -> Tensor:
    return torch.empty_like(x)


@torch.library.custom_op("tsp_export_tests::add_one_to_all", mutates_args={"xs", "y"})
def add_one_to_all(
    xs: list[Tensor], y: Tensor | None, by: Tensor | None, z: Tensor | None = None
) -> None:
    """Changes a list and an optional tensor."""
    for x in (*xs, *([] if y is None else [y])):
        x.add_(1 if by is None else by)


@mark_compile_region
def region(x: Tensor) -> Tensor:
    return x.sin()


def cond(x: Tensor) -> Tensor:
    return torch.cond(x.sum() > 0, lambda a: a.sin(), lambda a: a.cos(), (x,))


def cond_on_sizes(x: Tensor) -> Tensor:
    return torch.cond(x.shape[0] > 4, lambda a: a + 1, lambda a: a - 1, (x,))


def cond_on_data(x: Tensor) -> Tensor:
    return torch.cond(x.sum().item() > 0, lambda a: a * 2, lambda a: a - 1, (x,))


def nested_cond(x: Tensor) -> Any:
    def inner(a: Tensor) -> Tensor:
        return torch.cond(a.mean() > 1, lambda b: b * 2, lambda b: b * 3, (a,))

    return torch.cond(x.sum() > 0, inner, lambda a: a.cos(), (x,))


def while_loop(x: Tensor, k: Tensor) -> Any:
    return higher_order.while_loop(
        lambda i, y: i < 3, lambda i, y: (i + 1, y * k + x.shape[0]), (torch.tensor(0), x)
    )


def while_loop_not_entered(x: Tensor) -> Any:
    return higher_order.while_loop(
        lambda i, y: i < 0, lambda i, y: (i + 1, y * 2), (torch.tensor(0), x)
    )


def while_loop_rounds(x: Tensor) -> Any:
    return higher_order.while_loop_stack_output(
        lambda i, y: i < 3, lambda i, y: (i + 1, y * 2), (torch.tensor(0), x), ()
    )


def scan(x: Tensor, y: Tensor) -> Any:
    return higher_order.scan(
        lambda carry, each: (carry + each, {"o": carry * each + y[0]}),
        torch.zeros(3),
        x,
        reverse=True,
    )


def associative_scan(x: Tensor) -> Any:
    return higher_order.associative_scan(lambda a, b: a + b, x, 0, combine_mode="generic")


def associative_scan_operator(x: Tensor, y: Tensor) -> Any:
    return associative_scan_op(lambda a, b, c, d: [a + c, b * d], [x, y], ())


def autocast(x: Tensor) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16, cache_enabled=False):
        return x @ x.t()


def strict(x: Tensor) -> Any:
    return strict_mode(lambda y: (y.sin(),), (x,))


def wide_matmul(x: Tensor, y: Tensor) -> Tensor:
    return out_dtype(torch.ops.aten.mm.default, torch.int32, x, y)


def hints(x: Tensor) -> Tensor:
    return hints_wrapper(lambda y: y.sin(), (x,), {}, hints={"a": True})


def regions(x: Tensor) -> Tensor:
    return region(x) + region(x * 2)


def quantized_block(x: Tensor) -> Tensor:
    return higher_order.invoke_quant_packed(lambda y: (y.sin(),), x)[0] * 2


def changes(x: Tensor) -> Any:
    a = x.clone()
    part = a[1:]
    doubled = torch.ops.tsp_export_tests.add_to(part, 2)
    c = x * 2
    torch.ops.tsp_export_tests.add_one_to_all([a, c], None, None, x)
    torch.ops.tsp_export_tests.add_one_to_all([c], a.t(), x.mean())
    return a, part, c, doubled


def prints(x: Tensor) -> Tensor:
    higher_order.print("{} and {b}: {{{a}}} {}", 3, 0.5, a=x.shape[0], b="text")
    return x * 2


def checkpoint(x: Tensor) -> Tensor:
    return torch.utils.checkpoint.checkpoint(lambda y: y.sin().cos(), x, use_reentrant=False)


# Name: the function, its arguments, its dynamic shapes, and whether it needs dynamo.
Case = tuple[Callable[..., Any], tuple[Any, ...], Any, bool]


def operator_cases() -> dict[str, Case]:
    x = torch.arange(12, dtype=torch.float32).reshape(4, 3) / 7
    small = torch.arange(-6, 6, dtype=torch.int8).reshape(3, 4)
    rows = {0: Dim("rows")}
    return {
        "associative_scan": (associative_scan, (x,), None, False),
        "associative_scan_operator": (associative_scan_operator, (x, x + 1), None, False),
        "autocast": (autocast, (x,), None, False),
        "changes": (changes, (x,), None, False),
        "checkpoint": (checkpoint, (x,), None, False),
        "cond": (cond, (x,), None, False),
        "cond_on_data": (cond_on_data, (x,), None, False),
        "cond_on_sizes": (cond_on_sizes, (x,), ({0: Dim.DYNAMIC},), False),
        "hints": (hints, (x,), None, False),
        "nested_cond": (nested_cond, (x,), None, False),
        "prints": (prints, (x,), None, False),
        "quantized_block": (quantized_block, (x,), None, False),
        "regions": (regions, (x,), None, True),
        "scan": (scan, (x, x + 1), None, False),
        "strict": (strict, (x,), None, False),
        "while_loop": (while_loop, (x, x / 2), (rows, rows), False),
        "while_loop_not_entered": (while_loop_not_entered, (x,), None, False),
        "while_loop_rounds": (while_loop_rounds, (x,), None, False),
        "wide_matmul": (wide_matmul, (small, small.t().contiguous()), None, False),
    }
