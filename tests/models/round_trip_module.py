"""A TorchScript module that returns values, and keeps them for another language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from hypothesis import reject

from tests.models.value_strategies import ScriptType

# For type i: f and g return their argument, put and get use one slot, send and take another. g has
# two arguments, because C# spreads a tuple that is the only argument.
_METHODS = """
def f{i}(self, x: {t}) -> {t}:
    return x
def g{i}(self, x: {t}, y: int) -> {t}:
    return x
def put{i}(self, x: {t}) -> None:
    self.given{i}.clear()
    self.given{i}.append(x)
def get{i}(self) -> {t}:
    return self.given{i}[0]
def send{i}(self, x: {t}) -> None:
    self.sent{i}.clear()
    self.sent{i}.append(x)
def take{i}(self) -> {t}:
    return self.sent{i}.pop()
"""


def round_trip_module(types: Sequence[ScriptType]) -> Any:
    """A ``torch.jit`` module with the methods above for each type.

    Values stay in the module, as TorchScript has them, on their way from one language to the other:
    no conversion but those of the two languages is between them.
    """
    source = "".join(f"def f{i}(x: {t}) -> {t}:\n    return x\n" for i, t in enumerate(types))
    try:
        unit = torch.jit.CompilationUnit(source)
    except RuntimeError as error:
        if "INTERNAL ASSERT" not in str(error):
            raise
        reject()  # libtorch cannot unify Union[Tuple[Tensor], Tuple[Tensor, str]]
    module = torch._C.ScriptModule("Slots", torch._C.CompilationUnit(), True)
    for i in range(len(types)):
        list_type = torch._C.ListType(getattr(unit, f"f{i}").schema.arguments[0].type)
        module._register_attribute(f"given{i}", list_type, [])
        module._register_attribute(f"sent{i}", list_type, [])
    wrapped = torch.jit._recursive.wrap_cpp_module(module)
    wrapped.define("".join(_METHODS.format(i=i, t=t) for i, t in enumerate(types)))
    return wrapped
