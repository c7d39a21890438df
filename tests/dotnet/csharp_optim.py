"""C#'s optimizers and schedulers in Python's process, on Python's tensors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch

from tests.dotnet import csharp_assembly

# Options that are two parameters in C#.
_PARTS = {
    "betas": ("beta1", "beta2"),
    "etas": ("etaminus", "etaplus"),
    "step_sizes": ("min_step", "max_step"),
}


class Csharp:
    """Optimizers and schedulers of C#."""

    def __init__(self) -> None:
        csharp_assembly.load()
        from TorchSharpPy import torch as cs
        from TorchSharpPy.Tests import TrainingFromPython

        self.optim = cs.optim
        self.schedules = cs.optim.lr_scheduler
        self.amp = cs.amp
        self.warnings = cs.warnings
        self.tensor = cs.Tensor
        self.cpu = cs.CPU
        self.helper = TrainingFromPython

    def optimizer(
        self,
        name: str,
        parameters: Sequence[torch.Tensor],
        rates: Sequence[float] = (),
        **options: Any,
    ) -> Any:
        """An optimizer of one group, or of a group for each parameter if there are rates."""
        groups = self.helper.Groups(list(parameters), *([list(rates)] if rates else []))
        given = {}
        for key, value in options.items():
            if key in _PARTS:
                given.update(zip(_PARTS[key], map(float, value), strict=True))
            else:
                given[key] = float(value) if type(value) is int and name != "LBFGS" else value
        return getattr(self.optim, name)(groups, **given)

    @contextmanager
    def warned(self) -> Iterator[list[str]]:
        """The messages of the warnings that are raised meanwhile."""
        messages: list[str] = []

        def note(_sender: object, warning: Any) -> None:
            messages.append(warning.Message)

        self.warnings.Raised += note
        try:
            yield messages
        finally:
            self.warnings.Raised -= note

    def closure(self, function: Callable[[], torch.Tensor]) -> Any:
        """A C# function that calls one of Python."""
        from System import Func

        return Func[self.tensor](function)

    def scaler(self, **options: Any) -> Any:
        """A gradient scaler on the CPU."""
        return self.amp.GradScaler(self.cpu, **options)

    def schedule(self, name: str, optimizer: Any, options: dict[str, Any]) -> Any:
        """A scheduler, of Python's options."""
        from System import Array, Double, Int32

        impl = self.schedules.impl
        enums = {
            "cos": impl.OneCycleLR.AnnealStrategy.Cos,
            "linear": impl.OneCycleLR.AnnealStrategy.Linear,
            "triangular": impl.CyclicLR.Mode.Triangular,
            "triangular2": impl.CyclicLR.Mode.Triangular2,
            "exp_range": impl.CyclicLR.Mode.ExpRange,
        }
        lists = any(
            isinstance(value, list) and type(value[0]) is float for value in options.values()
        )
        given = dict(options)
        for key, value in options.items():
            if isinstance(value, list):
                given[key] = Array[Double if type(value[0]) is float else Int32](value)
            elif lists and key.endswith("momentum") and type(value) is float:
                given[key] = Array[Double]([value])
            elif isinstance(value, str):
                given[key] = enums.get(value, value)
        return getattr(self.schedules, name)(optimizer, **given)
