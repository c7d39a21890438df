"""Freezing modules, warming them up, and the settings of libtorch's executor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from torchsharp_py import _C
from torchsharp_py._module.wrapping import as_ours

if TYPE_CHECKING:
    import torch

    from torchsharp_py._C import ScriptModule


def freeze(
    module: ScriptModule | torch.jit.ScriptModule,
    preserved_attrs: Iterable[str] | None = None,
    optimize_numerics: bool = True,
) -> ScriptModule:
    """Makes a copy of a module whose weights and submodules are constants of its code.

    The copy is faster, serves inference only, and has no parameters. The original does not change.

    Args:
        module: A module in evaluation mode, from this package or from ``torch.jit``.
        preserved_attrs: Attributes and methods to keep; ``forward`` is always kept.
        optimize_numerics: Whether to allow optimizations that may change the last bits of results,
            such as folding batch normalization into a convolution.

    Returns:
        The frozen module. It has no attribute ``training`` and cannot be frozen again.

    Raises:
        ScriptValueError: The module is in training mode, or it lacks a named attribute.
    """
    names = None if preserved_attrs is None else _names(preserved_attrs, "preserved_attrs")
    return as_ours(module)._freeze(names, optimize_numerics)


def optimize_for_inference(
    module: ScriptModule | torch.jit.ScriptModule, other_methods: Iterable[str] | None = None
) -> ScriptModule:
    """Optimizes a module for the machine that it runs on; freezes it first if necessary.

    The result is meant to run on this machine. If its code was fitted to the machine, saving it
    raises an ``UnsupportedValueError``: save what ``freeze`` returns, and optimize after loading.

    Args:
        module: A module in evaluation mode, frozen or not.
        other_methods: Methods to keep and optimize besides ``forward``.

    Raises:
        ScriptValueError: The module is in training mode, or it lacks a named method.
    """
    names = [] if other_methods is None else _names(other_methods, "other_methods")
    return as_ours(module)._optimize_for_inference(names)


def get_fusion_strategy() -> list[tuple[str, int]]:
    """Returns how often, and in which way, code is specialized to the shapes of its inputs."""
    return _C.fusion_strategy()


def set_fusion_strategy(strategy: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Sets how often, and in which way, code is specialized to the shapes of its inputs.

    Args:
        strategy: Steps, tried in turn: ``("STATIC", depth)`` specializes to exact shapes up to
            ``depth`` times, ``("DYNAMIC", depth)`` to shapes of the same kind.

    Returns:
        The previous strategy.

    Raises:
        ScriptValueError: A step has another name, or a depth is negative.
    """
    steps = list(strategy)
    for step in steps:
        if not isinstance(step, tuple) or len(step) != 2:
            raise TypeError(f'expected a step such as ("STATIC", 2), got {step!r}')
    return _C.set_fusion_strategy(steps)


def get_profiling_executor() -> bool:
    """Returns whether code is specialized to its inputs."""
    return _C.profiling_executor()


def set_profiling_executor(enabled: bool) -> bool:
    """Sets whether code is specialized to its inputs, or runs as it was compiled.

    Without specialization the first calls are faster and the later ones slower. The setting
    applies to the whole process, and to code that has not run yet.

    Returns:
        The previous setting.
    """
    return _C.set_profiling_executor(enabled)


def get_num_profiled_runs() -> int:
    """Returns how many runs of code the executor watches before it specializes the code."""
    return _C.profiled_runs()


def set_num_profiled_runs(runs: int) -> None:
    """Sets how many runs of code the executor watches before it specializes the code.

    Args:
        runs: At least 1.

    Raises:
        ScriptValueError: ``runs`` is less than 1.
    """
    _C.set_profiled_runs(runs)


class WarmUp:
    """The method that modules and methods share."""

    _warm_up: Callable[[tuple[Any, ...], dict[str, Any], int], int]

    def warmup(self, inputs: Any, n: int = 20, *, kwargs: Mapping[str, Any] | None = None) -> int:
        """Makes calls, at most ``n``, until libtorch's executor has specialized the code.

        The first real call with such inputs is then fast. Python hooks do not run, and results are
        dropped. State that the code changes, such as a counter in a buffer, changes as in any call.

        Args:
            inputs: A tuple of positional arguments; any other value is the only argument.
            n: The largest number of calls to make.
            kwargs: Keyword arguments.

        Returns:
            The number of calls made.
        """
        args = inputs if isinstance(inputs, tuple) else (inputs,)
        return self._warm_up(args, {} if kwargs is None else dict(kwargs), n)


def _names(names: Iterable[str], parameter: str) -> list[str]:
    if isinstance(names, str):
        raise TypeError(f"expected a list of names as {parameter}, got the str {names!r}")
    return list(names)
