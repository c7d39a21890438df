"""libtorch's public operators, as PyTorch describes them.

The rule: an operator is public if PyTorch generates a Python binding for it (torchgen's
``should_generate_py_binding``), its name does not begin with ``_``, Python shows it (in ``torch``,
``torch.Tensor``, ``torch.nn.functional`` or one of the other modules), and its arguments have
types that C# has. ``add.Scalar`` and its like, which Python reaches through a tensor, are public.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import torch
import torchgen
from torchgen.gen import parse_native_yaml
from torchgen.model import FunctionSchema, NativeFunction, SchemaKind, Variant
from torchgen.packaged.autograd.gen_python_functions import (
    SKIP_PYTHON_BINDINGS_SIGNATURES,
    should_generate_py_binding,
)

PACKAGED = Path(torchgen.__file__).parent / "packaged" / "ATen" / "native"

# Types that no C# value has: names of dimensions, storages and streams.
FOREIGN_TYPES = ("Dimname", "Storage", "Stream")
MODULES = {"linalg": torch.linalg, "fft": torch.fft, "special": torch.special}


@dataclass(frozen=True)
class Operator:
    """An operator that C# shows.

    Attributes:
        function: The description.
        out: The overload that writes its results into given tensors, if there is one.
    """

    function: NativeFunction
    out: NativeFunction | None = None

    @property
    def schema(self) -> FunctionSchema:
        """Its schema."""
        return self.function.func

    @property
    def name(self) -> str:
        """The name as callers write it: ``add``, ``add_``."""
        return str(self.schema.name.name)

    @property
    def public_name(self) -> str:
        """The name in its module: ``fft_rfft`` is ``rfft``."""
        module = self.function.python_module
        return self.name.removeprefix(f"{module}_") if module in MODULES else self.name

    @property
    def receiver(self) -> str:
        """The argument that a method is called on: self, or a first tensor; empty if none is."""
        arguments = self.schema.arguments.flat_non_out
        if any(a.name == "self" and str(a.type) == "Tensor" for a in arguments):
            return "self"
        first = arguments[0] if arguments else None
        return first.name if first is not None and str(first.type) == "Tensor" else ""

    @property
    def is_in_place(self) -> bool:
        """Whether it changes its first argument and returns it."""
        return bool(self.schema.kind() is SchemaKind.inplace)

    @property
    def returns_lists(self) -> bool:
        """Whether a result is something else than a tensor."""
        return any(str(each.type) != "Tensor" for each in self.schema.returns)

    @property
    def is_method(self) -> bool:
        """Whether Python has it as a method of tensors."""
        return self.function.python_module is None and Variant.method in self.function.variants

    @property
    def is_function(self) -> bool:
        """Whether Python has it as a function."""
        return Variant.function in self.function.variants


def _has_known_types(function: NativeFunction) -> bool:
    types = [str(argument.type) for argument in function.func.arguments.flat_all]
    types += [str(result.type) for result in function.func.returns]
    return not any(foreign in text for text in types for foreign in FOREIGN_TYPES)


def _is_shown(operator: Operator) -> bool:
    module = operator.function.python_module
    if module == "nn":
        return hasattr(torch.nn.functional, operator.name) or hasattr(torch, operator.name)
    if module is None:
        return hasattr(torch, operator.name) or hasattr(torch.Tensor, operator.name)
    return module in MODULES and hasattr(MODULES[module], operator.public_name)


def _is_public(function: NativeFunction, included: frozenset[str]) -> bool:
    name = str(function.func.name.name)
    if name.startswith("_") or not _has_known_types(function):
        return False
    return (
        name in included
        or str(function.func) in SKIP_PYTHON_BINDINGS_SIGNATURES
        or should_generate_py_binding(function)
    )


def _without_generator(schema: FunctionSchema) -> tuple[str, tuple[str, ...]]:
    names = [a.name for a in schema.arguments.flat_non_out if a.name != "generator"]
    return str(schema.name.name), tuple(names)


def _takes_generator(schema: FunctionSchema) -> bool:
    return any(a.name == "generator" for a in schema.arguments.flat_non_out)


def _pairing(schema: FunctionSchema) -> tuple[str, tuple[tuple[str, str], ...]]:
    arguments = tuple((a.name, str(a.type)) for a in schema.arguments.flat_non_out)
    return str(schema.name.name), arguments


@cache
def operators(included: frozenset[str] = frozenset()) -> tuple[Operator, ...]:
    """The public operators, in the order of PyTorch's description.

    Args:
        included: Names that are public although Python binds them by hand.
    """
    paths = (str(PACKAGED / name) for name in ("native_functions.yaml", "tags.yaml"))
    functions = [f for f in parse_native_yaml(*paths).native_functions if _is_public(f, included)]
    outs = {_pairing(f.func): f for f in functions if f.func.kind() is SchemaKind.out}
    # A random operator has an overload with a generator, which may be None, and one without.
    drawn = {_without_generator(f.func) for f in functions if _takes_generator(f.func)}
    found = []
    for function in functions:
        schema = function.func
        if schema.kind() not in (SchemaKind.functional, SchemaKind.inplace):
            continue
        if not _takes_generator(schema) and _without_generator(schema) in drawn:
            continue
        operator = Operator(function, outs.get(_pairing(schema)))
        if operator.name in included or _is_shown(operator):
            found.append(operator)
    return tuple(found)
