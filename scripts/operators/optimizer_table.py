"""The optimizers of C#: their options, with PyTorch's names, order, defaults and limits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """An option of an optimizer, as a parameter in C#.

    Attributes:
        name: Its name.
        default: Its default in C#.
        doc: What it is.
        kind: The member of ``OptionKind`` that says which values it takes.
        type: Its C# type.
        pair: The option of PyTorch that it is a part of, if it is one.
    """

    name: str
    default: str
    doc: str
    kind: str = "NotNegative"
    type: str = "double"
    pair: Pair | None = None


class Pair:
    """Two parameters in C#, as in TorchSharp, that are one option in PyTorch."""

    def __init__(self, name: str, kind: str, *parts: tuple[str, str, str]) -> None:
        self.name = name
        self.kind = kind
        self.first, self.second = (Option(*part, kind=kind, pair=self) for part in parts)
        self.parts = [self.first, self.second]


@dataclass(frozen=True)
class Optimizer:
    """An optimizer.

    Attributes:
        name: The name of its class.
        summary: What it does.
        rule: C# that makes its rule from ``Rows``.
        options: Its options, in TorchSharp's order.
        factories: The names of its functions in ``torch.optim``.
        has_types: Whether C# has types for its options and groups, as TorchSharp has.
    """

    name: str
    summary: str
    rule: str
    options: list[Option]
    factories: tuple[str, ...]
    has_types: bool = True


def _flag(name: str, doc: str) -> Option:
    return Option(name, "false", doc, "Flag", "bool")


def _lr(default: str) -> Option:
    return Option("lr", default, "The learning rate.")


def _eps(default: str = "1e-8") -> Option:
    return Option("eps", default, "A small number that is added to the denominator.")


def _betas() -> list[Option]:
    return Pair(
        "betas",
        "Betas",
        ("beta1", "0.9", "How slowly the mean of the gradient changes."),
        ("beta2", "0.999", "How slowly the mean of the squared gradient changes."),
    ).parts


_WEIGHT_DECAY = Option("weight_decay", "0", "The factor of the L2 penalty.")
_AMSGRAD = _flag("amsgrad", "Whether to use the greatest mean of the squares so far.")
_MOMENTUM = Option("momentum", "0", "The part of the last step that goes into the next.")
_MAXIMIZE = _flag("maximize", "Whether to climb instead of descend.")
_DECOUPLED = _flag(
    "decoupled_weight_decay", "Whether weight decay shrinks the weights themselves, as in AdamW."
)

_SHRINKING = Option(
    "weight_decay", "1e-2", "How much the weights shrink in a step, in units of the learning rate."
)


def _made(
    name: str, summary: str, *options: Option, rule: str = "", has_types: bool = True
) -> Optimizer:
    made = rule or f"new {name.capitalize()}Rule(Rows)"
    return Optimizer(name, summary, made, list(options), (name,), has_types)


OPTIMIZERS = [
    _made(
        "Adadelta",
        "Adadelta: steps in the scale of the last steps, so the learning rate matters little.",
        _lr("1.0"),
        Option("rho", "0.9", "How slowly the mean of the squares changes.", "Fraction"),
        _eps("1e-6"),
        _WEIGHT_DECAY,
        _MAXIMIZE,
    ),
    _made(
        "Adagrad",
        "Adagrad: divides each step by the root of the sum of all squared gradients.",
        _lr("1e-2"),
        Option("lr_decay", "0", "How fast the learning rate falls."),
        _WEIGHT_DECAY,
        Option("initial_accumulator_value", "0", "The value that the sums start with."),
        _eps("1e-10"),
        _MAXIMIZE,
    ),
    _made(
        "Adam",
        "Adam: steps by running means of the gradient and of its square.",
        _lr("1e-3"),
        *_betas(),
        _eps(),
        _WEIGHT_DECAY,
        _AMSGRAD,
        _MAXIMIZE,
        rule="new AdamRule(nameof(Adam), Rows, isDecoupled: false)",
    ),
    _made(
        "AdamW",
        "AdamW: Adam with weight decay that does not go through the running means.",
        _lr("1e-3"),
        *_betas(),
        _eps(),
        _SHRINKING,
        _AMSGRAD,
        _MAXIMIZE,
        rule="new AdamRule(nameof(AdamW), Rows, isDecoupled: true)",
    ),
    _made(
        "Adamax",
        "Adamax: Adam that divides by the greatest gradient, which it forgets slowly.",
        _lr("2e-3"),
        *_betas(),
        _eps(),
        _WEIGHT_DECAY,
        _MAXIMIZE,
    ),
    _made(
        "ASGD",
        "ASGD: stochastic gradient descent that also keeps the average of the weights.",
        _lr("1e-2"),
        Option("lambd", "1e-4", "How fast the learning rate falls.", "Number"),
        Option("alpha", "0.75", "The power of the fall.", "Number"),
        Option("t0", "1e6", "The step at which averaging begins.", "Number"),
        _WEIGHT_DECAY,
        _MAXIMIZE,
    ),
    _made(
        "LBFGS",
        "L-BFGS: computes the loss several times in a step, so call <c>step(closure)</c>. "
        "It takes one group.",
        _lr("1"),
        Option("max_iter", "20", "The most iterations in a step.", "Count", "long"),
        Option(
            "max_eval",
            "null",
            "The most evaluations of the loss in a step. The default is 1.25 times max_iter.",
            "CountIfAny",
            "long?",
        ),
        Option(
            "tolerance_grad", "1e-7", "The step ends when the gradient is not greater.", "Number"
        ),
        Option(
            "tolerance_change",
            "1e-9",
            "The step ends when the loss or the parameters change by less.",
            "Number",
        ),
        Option("history_size", "100", "The number of steps to remember.", "Positive", "long"),
        Option(
            "line_search_fn",
            "null",
            '<c>"strong_wolfe"</c> to search along a line. '
            "Null, the default, to step by the learning rate.",
            "LineSearch",
            "string?",
        ),
        has_types=False,
    ),
    _made(
        "NAdam",
        "NAdam: Adam with Nesterov's momentum.",
        _lr("2e-3"),
        *_betas(),
        _eps(),
        _WEIGHT_DECAY,
        Option("momentum_decay", "4e-3", "How fast the momentum grows to its full size."),
        _DECOUPLED,
        _MAXIMIZE,
    ),
    _made(
        "RAdam",
        "RAdam: Adam that uses the squared gradients only when their mean has settled.",
        _lr("1e-3"),
        *_betas(),
        _eps(),
        _WEIGHT_DECAY,
        _DECOUPLED,
        _MAXIMIZE,
    ),
    Optimizer(
        "RMSProp",
        "RMSprop: divides each step by the root of a running mean of the squared gradients.",
        "new RmspropRule(Rows)",
        [
            _lr("1e-2"),
            Option("alpha", "0.99", "How slowly the mean of the squares changes."),
            _eps(),
            _WEIGHT_DECAY,
            _MOMENTUM,
            _flag("centered", "Whether to use the variance: the squared mean is subtracted."),
            _MAXIMIZE,
        ],
        ("RMSprop", "RMSProp"),
    ),
    _made(
        "Rprop",
        "Rprop: steps by the signs of the gradients, for training with all the data at once.",
        _lr("1e-2"),
        *Pair(
            "etas",
            "Etas",
            ("etaminus", "0.5", "The factor of a step's size when the sign has changed."),
            ("etaplus", "1.2", "The factor of a step's size when the sign is the same."),
        ).parts,
        *Pair(
            "step_sizes",
            "Pair",
            ("min_step", "1e-6", "The smallest size of a step."),
            ("max_step", "50", "The largest size of a step."),
        ).parts,
        _MAXIMIZE,
    ),
    _made(
        "SGD",
        "SGD: stochastic gradient descent, with momentum.",
        _lr("1e-3"),
        _MOMENTUM,
        Option(
            "dampening", "0", "The part of the gradient that is kept out of the momentum.", "Number"
        ),
        _WEIGHT_DECAY,
        _flag(
            "nesterov",
            "Whether to use Nesterov's momentum, which needs momentum and no dampening.",
        ),
        _MAXIMIZE,
    ),
]
