"""Samples of modules, run in C# and in Python: PyTorch's module database, and some more."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import torch
from torch import Tensor
from torch.testing._internal.common_modules import ModuleErrorEnum, module_db
from torch.utils._pytree import tree_flatten, tree_map

from tests.python import module_calls

SEED = 7

T = TypeVar("T")


@dataclass(frozen=True)
class Sample:
    """Arguments of a constructor and of forward."""

    name: str
    title: str
    args: Sequence[Any]
    kwargs: dict[str, Any]
    inputs: module_calls.Inputs
    training: bool
    with_indices: bool = False


@dataclass
class Tally:
    """What became of samples: how many are equal, and of which modules; the others by name.

    ``printed`` has those that are not printed as in Python; the others are compared without that.
    """

    equal: int = 0
    modules: set[str] = field(default_factory=set)
    not_taken: dict[str, list[str]] = field(default_factory=dict)
    different: dict[str, list[str]] = field(default_factory=dict)
    printed: dict[str, list[str]] = field(default_factory=dict)


def entries() -> dict[str, Any]:
    """The database, by the names of the classes."""
    return {entry.name.removeprefix("nn."): entry for entry in module_db}


def samples_of(name: str, most: int, dtype: torch.dtype = torch.float32) -> Iterator[Sample]:
    """Samples of one module, in training and in evaluation."""
    entry = entries()[name]
    for training in (True, False):
        torch.manual_seed(SEED)
        found = entry.module_inputs_func(
            entry, device="cpu", dtype=dtype, requires_grad=True, training=training
        )
        for place, one in enumerate(found):
            if place < most:
                yield _sample(name, one, training, place)


def refused_samples_of(name: str) -> Iterator[tuple[Sample, bool]]:
    """Arguments that PyTorch refuses, and whether the constructor already does."""
    entry = entries()[name]
    if entry.module_error_inputs_func is None:
        return
    found = entry.module_error_inputs_func(
        entry, device="cpu", dtype=torch.float32, requires_grad=False, training=True
    )
    for place, one in enumerate(found):
        of_constructor = one.error_on == ModuleErrorEnum.CONSTRUCTION_ERROR
        yield _sample(name, one.module_error_input, True, place), of_constructor


def _sample(name: str, one: Any, training: bool, place: int) -> Sample:
    built, forward = one.constructor_input, one.forward_input
    kwargs = {k: v for k, v in built.kwargs.items() if k not in module_calls.NOT_PASSED}
    inputs = ((), {}) if forward is None else (forward.args, forward.kwargs)
    return Sample(
        name=name,
        title=f"{name} {place}{' ' + one.desc if one.desc else ''}",
        args=built.args,
        kwargs=kwargs,
        inputs=inputs,
        training=training,
        with_indices=bool(kwargs.get("return_indices")),
    )


def _message(error: Exception) -> str:
    return str(getattr(error, "Message", error))


def run_shallow(function: Callable[[], T]) -> T:
    """Runs it on a new thread: the database looks at the whole stack for each sample."""
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(function).result()


def compare_all(samples: Iterable[Sample]) -> Tally:
    """Runs samples on both sides."""
    tally = Tally()
    for sample in samples:
        try:
            problem = compare(sample, tally.printed)
        except (module_calls.UnwritableError, _missing_method()) as error:
            tally.not_taken.setdefault(sample.name, []).append(f"{sample.title}: {_message(error)}")
            continue
        except dotnet_error() as error:
            problem = f"{type(error).__name__}: {_message(error)}"
        if problem:
            tally.different.setdefault(sample.name, []).append(f"{sample.title}: {problem}")
        else:
            tally.equal += 1
            tally.modules.add(sample.name)
    return tally


def compare(sample: Sample, printed: dict[str, list[str]]) -> str:
    """Says how C# differs from Python; nothing if it does not.

    Args:
        sample: What is made and called.
        printed: Gets the texts that differ.
    """
    torch.manual_seed(SEED)
    theirs = getattr(torch.nn, sample.name)(*sample.args, **sample.kwargs)
    after_theirs = torch.random.get_rng_state()
    torch.manual_seed(SEED)
    ours = module_calls.make(sample.name, sample.args, sample.kwargs)
    if ours.ToString() != _text_of(theirs):
        texts = printed.setdefault(sample.name, [])
        texts.append(f"{sample.title} prints {ours.ToString()}, not {_text_of(theirs)}")
    problem = _compare_state("first", module_calls.state_of(ours), theirs.state_dict())
    if not problem and not torch.equal(after_theirs, torch.random.get_rng_state()):
        problem = "it draws other numbers"
    _shake(theirs)
    module_calls.load_state(ours, theirs.state_dict())
    theirs.train(sample.training)
    ours.train(sample.training)
    problem = problem or _compare_calls(sample, ours, theirs)
    problem = problem or _compare_state("final", module_calls.state_of(ours), theirs.state_dict())
    if not problem and (left := module_calls.left_by(ours, _copied(sample.inputs, grad=False))) > 0:
        problem = f"a call leaves {left} tensors behind"
    ours.Dispose()
    return problem


def _text_of(module: torch.nn.Module) -> str:
    """What a module prints, with floats where an int was given for one, as C# has doubles."""
    copied = copy.copy(module)
    for cls in type(module).__mro__:
        for name, kind in vars(cls).get("__annotations__", {}).items():
            if kind in {float, "float"} and type(vars(copied).get(name)) is int:
                setattr(copied, name, float(vars(copied)[name]))
    return repr(copied)


def _shake(module: torch.nn.Module) -> None:
    """Changes the parameters and buffers, many of which would be zeros and ones."""
    with torch.no_grad():
        for tensor in module.state_dict().values():
            if tensor.is_floating_point():
                tensor.add_(torch.rand_like(tensor) / 4)


def _compare_calls(sample: Sample, ours: Any, theirs: torch.nn.Module) -> str:
    their_inputs, our_inputs = _copied(sample.inputs), _copied(sample.inputs)
    torch.manual_seed(SEED)
    their_results = _tensors(theirs(*their_inputs[0], **their_inputs[1]))
    torch.manual_seed(SEED)
    our_results = module_calls.call(ours, our_inputs, with_indices=sample.with_indices)
    if len(our_results) != len(their_results):
        return f"{len(our_results)} results, not {len(their_results)}"
    for place, (our, their) in enumerate(zip(our_results, their_results, strict=True)):
        if problem := _compare(f"result {place}", our, their):
            return problem
    _backward(our_results)
    _backward(their_results)
    grads = [
        *zip(_leaves(our_inputs), _leaves(their_inputs), strict=True),
        *zip(
            module_calls.parameters_of(ours).values(),
            dict(theirs.named_parameters()).values(),
            strict=True,
        ),
    ]
    for our, their in grads:
        if (our.grad is None) != (their.grad is None):
            return "a gradient is missing"
        if their.grad is not None and (problem := _compare("gradient", our.grad, their.grad)):
            return problem
    return ""


def _copied(inputs: module_calls.Inputs, *, grad: bool = True) -> Any:
    def copy(value: Any) -> Any:
        if not isinstance(value, Tensor):
            return value
        return value.detach().clone().requires_grad_(grad and value.requires_grad)

    args, kwargs = inputs
    return tree_map(copy, list(args)), tree_map(copy, kwargs)


def _tensors(value: Any) -> list[Tensor]:
    return [one for one in tree_flatten(value)[0] if isinstance(one, Tensor)]


def _leaves(inputs: Any) -> list[Tensor]:
    return [one for one in _tensors(inputs) if one.requires_grad]


def _backward(results: Sequence[Tensor]) -> None:
    generator = torch.Generator().manual_seed(SEED)
    for result in results:
        if result.requires_grad:
            weights = torch.rand(result.shape, generator=generator, dtype=result.dtype)
            result.backward(weights, retain_graph=True)


def _compare_state(when: str, ours: dict[str, Tensor], theirs: dict[str, Tensor]) -> str:
    if list(ours) != list(theirs):
        return f"the {when} state has {list(ours)}, not {list(theirs)}"
    problems = (_compare(f"the {when} {name}", ours[name], theirs[name]) for name in ours)
    return next((problem for problem in problems if problem), "")


def _compare(what: str, ours: Tensor, theirs: Tensor) -> str:
    """Says how tensors differ; bit for bit, but any NaN is as good as another."""
    if (ours.dtype, ours.shape) != (theirs.dtype, theirs.shape):
        return (
            f"{what} is {ours.dtype} {tuple(ours.shape)}, not {theirs.dtype} {tuple(theirs.shape)}"
        )
    if ours.is_sparse:
        ours, theirs = ours.to_dense(), theirs.to_dense()
    if torch.equal(ours.isnan(), theirs.isnan()) and torch.equal(
        ours.nan_to_num(), theirs.nan_to_num()
    ):
        return ""
    return f"{what} differs by {(ours - theirs).abs().max()}"


def dotnet_error() -> type[Exception]:
    """The base class of the errors of C#."""
    from System import Exception as DotnetException

    return DotnetException  # type: ignore[no-any-return]


def _missing_method() -> type[Exception]:
    from System import MissingMethodException

    return MissingMethodException  # type: ignore[no-any-return]
