#!/usr/bin/env python3
"""Generates the C# optimizers: their classes and ``torch.optim.SGD(...)``, ``Adam(...)`` and so on.

Usage:
    python scripts/gen_optimizers.py           # write Generated/Optimizers.g.cs
    python scripts/gen_optimizers.py --check   # exit with 1 when the checked-in file is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

from csharp_template import Scope, render
from generated_files import OUTPUT_FOLDER, main, render_header

COMMAND = "python scripts/gen_optimizers.py"


def option(name: str, default: str, doc: str, type: str = "double") -> dict[str, str]:  # noqa: A002
    """An option of an optimizer."""
    return {
        "option": name,
        "type": type,
        "default": default,
        "doc": doc,
        "entry": f'["{name}"] = {name}',
    }


def lr(default: str) -> dict[str, str]:
    """The learning rate."""
    return option("lr", default, "The learning rate.")


def weight_decay(default: str = "0") -> dict[str, str]:
    """Weight decay as a part of the gradient."""
    return option("weight_decay", default, "The factor of the L2 penalty.")


def flag(name: str, doc: str) -> dict[str, str]:
    """An option that is off by default."""
    return option(name, "false", doc, "bool")


EPS = option("eps", "1e-8", "A small number that is added to the denominator.")
AMSGRAD = flag("amsgrad", "Whether to use the greatest mean of the squares so far.")
MOMENTUM = option("momentum", "0", "The part of the last step that goes into the next.")
# Two parameters in C#, as in TorchSharp; one option in libtorch.
BETA1 = option("beta1", "0.9", "How slowly the mean of the gradient changes.")
BETA1["entry"] = '["betas"] = (beta1, beta2)'
BETA2 = option("beta2", "0.999", "How slowly the mean of the squared gradient changes.")
del BETA2["entry"]

OPTIMIZERS: dict[str, tuple[str, list[dict[str, str]]]] = {
    "Adagrad": (
        "Adagrad: divides each step by the root of the sum of all squared gradients.",
        [
            lr("1e-2"),
            option("lr_decay", "0", "How fast the learning rate falls."),
            weight_decay(),
            option("initial_accumulator_value", "0", "The value that the sums start with."),
            {**EPS, "default": "1e-10"},
        ],
    ),
    "Adam": (
        "Adam: steps by running means of the gradient and of its square.",
        [lr("1e-3"), BETA1, BETA2, EPS, weight_decay(), AMSGRAD],
    ),
    "AdamW": (
        "AdamW: Adam with weight decay that does not go through the running means.",
        [
            lr("1e-3"),
            BETA1,
            BETA2,
            EPS,
            option(
                "weight_decay",
                "1e-2",
                "How much the weights shrink in a step, in units of the learning rate.",
            ),
            AMSGRAD,
        ],
    ),
    "LBFGS": (
        "L-BFGS: computes the loss several times in a step, so call <c>step(closure)</c>. "
        "It takes one group.",
        [
            lr("1"),
            option("max_iter", "20", "The most iterations in a step.", "long"),
            option(
                "max_eval",
                "null",
                "The most evaluations of the loss in a step. The default is 1.25 times max_iter.",
                "long?",
            ),
            option("tolerance_grad", "1e-7", "The step ends when the gradient is not greater."),
            option(
                "tolerance_change",
                "1e-9",
                "The step ends when the loss or the parameters change by less.",
            ),
            option("history_size", "100", "The number of steps to remember.", "long"),
            option(
                "line_search_fn",
                "null",
                '<c>"strong_wolfe"</c> to search along a line. '
                "Null, the default, to step by the learning rate.",
                "string?",
            ),
        ],
    ),
    "RMSprop": (
        "RMSprop: divides each step by the root of a running mean of the squared gradients.",
        [
            lr("1e-2"),
            option("alpha", "0.99", "How slowly the mean of the squares changes."),
            EPS,
            weight_decay(),
            MOMENTUM,
            flag("centered", "Whether to use the variance: the squared mean is subtracted."),
        ],
    ),
    "SGD": (
        "SGD: stochastic gradient descent, with momentum.",
        [
            lr("1e-3"),
            MOMENTUM,
            option("dampening", "0", "The part of the gradient that is kept out of the momentum."),
            weight_decay(),
            flag(
                "nesterov",
                "Whether to use Nesterov's momentum, which needs momentum and no dampening.",
            ),
        ],
    ),
}


def generate() -> dict[Path, str]:
    """Renders the file."""
    scopes = [
        Scope({"optimizer": name, "summary": summary}, options)
        for name, (summary, options) in OPTIMIZERS.items()
    ]
    lines = render("Optimizers.cs.in", scopes={"optimizers": scopes})
    return {OUTPUT_FOLDER / "Optimizers.g.cs": "\n".join([*render_header(COMMAND), *lines, ""])}


if __name__ == "__main__":
    sys.exit(main(generate, COMMAND))
