"""Making modules faster: freezing, and the settings of libtorch's executor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from torchsharp_py import _C
from torchsharp_py._C import ScriptModule

if TYPE_CHECKING:
    import torch


def freeze(
    module: ScriptModule | torch.jit.ScriptModule,
    preserved_attrs: Iterable[str] | None = None,
    optimize_numerics: bool = True,
) -> ScriptModule:
    """Makes a module whose weights and submodules are constants of its code.

    It is faster, for inference only, and has no parameters to change. The original stays as it is.

    Args:
        module: A module in evaluation mode, from this package or from ``torch.jit``.
        preserved_attrs: Attributes and methods to keep; ``forward`` is always kept.
        optimize_numerics: Whether to allow what may change the last bits of results, such as
            folding batch normalisation into a convolution.

    Returns:
        The frozen module. It has no ``training`` any more and cannot be frozen again.

    Raises:
        ScriptValueError: The module is in training mode, or has no such attribute.
    """
    names = None if preserved_attrs is None else _names(preserved_attrs, "preserved_attrs")
    return _ours(module)._freeze(names, optimize_numerics)


def optimize_for_inference(
    module: ScriptModule | torch.jit.ScriptModule, other_methods: Iterable[str] | None = None
) -> ScriptModule:
    """Optimises a module for the machine that it runs on, freezing it first where it is not frozen.

    What it returns is meant to be run here, and need not be something that can be saved.

    Args:
        module: A module in evaluation mode, frozen or not.
        other_methods: Methods to keep and optimise beside ``forward``.

    Raises:
        ScriptValueError: The module is in training mode, or has no such method.
    """
    names = [] if other_methods is None else _names(other_methods, "other_methods")
    return _ours(module)._optimize_for_inference(names)


def get_fusion_strategy() -> list[tuple[str, int]]:
    """Says how often, and in which way, code is specialised to the shapes that it meets."""
    return _C.fusion_strategy()


def set_fusion_strategy(strategy: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Sets how often, and in which way, code is specialised to the shapes that it meets.

    Args:
        strategy: ``("STATIC", depth)`` specialises to exact shapes, ``("DYNAMIC", depth)`` to
            shapes of the same kind, each up to ``depth`` times; they are tried in turn.

    Returns:
        The strategy before.

    Raises:
        ScriptValueError: It is another word, or a depth is negative.
    """
    steps = list(strategy)
    for step in steps:
        if not isinstance(step, tuple) or len(step) != 2:
            raise TypeError(f'a step of the strategy must be like ("STATIC", 2), not {step!r}')
    return _C.set_fusion_strategy(steps)


def get_profiling_executor() -> bool:
    """Says whether code is specialised to what it meets."""
    return _C.profiling_executor()


def set_profiling_executor(enabled: bool) -> bool:
    """Sets whether code is specialised to what it meets; else it runs as it was compiled.

    Without it the first calls are faster and the later ones slower. It applies, for the whole
    process, to code that has not run yet.

    Returns:
        What was set before.
    """
    return _C.set_profiling_executor(enabled)


def get_num_profiled_runs() -> int:
    """Says how many runs of code the executor watches before it specialises it."""
    return _C.profiled_runs()


def set_num_profiled_runs(runs: int) -> None:
    """Sets how many runs of code the executor watches before it specialises it.

    Args:
        runs: At least 1.

    Raises:
        ScriptValueError: It is less.
    """
    _C.set_profiled_runs(runs)


def warmup(self: Any, inputs: Any, n: int = 20, *, kwargs: Mapping[str, Any] | None = None) -> int:
    """Calls it until libtorch's executor has specialised the code, at most ``n`` times.

    The first real call with such inputs is then fast. Hooks of Python do not run, results are
    dropped; what the code changes, such as a counter in a buffer, changes as in any call.

    Args:
        inputs: The positional arguments, a tuple; anything else is the one argument.
        n: The most calls to make.
        kwargs: Keyword arguments.

    Returns:
        The number of calls that it made.
    """
    args = inputs if isinstance(inputs, tuple) else (inputs,)
    calls: int = self._warm_up(args, {} if kwargs is None else dict(kwargs), n)
    return calls


def _ours(module: ScriptModule | torch.jit.ScriptModule) -> ScriptModule:
    return module if isinstance(module, ScriptModule) else ScriptModule._wrap(module)


def _names(names: Iterable[str], parameter: str) -> list[str]:
    if isinstance(names, str):
        raise TypeError(f"{parameter} must be a list of names, not the text {names!r}")
    return list(names)


METHODS = (warmup,)
