"""Signatures of TorchScript methods and functions, as plain immutable objects.

``str()`` of each prints it as TorchScript does. :attr:`Type.python` and :attr:`Type.csharp` spell a
type as the two languages write it.

    >>> schema = jit.load("model.pt").schema("predict")
    >>> [(p.name, str(p.type), p.type.python) for p in schema.parameters]
    [('x', 'Tensor', 'torch.Tensor'), ('top', 'int', 'int')]
"""

from __future__ import annotations

from torchsharp_py.schema.functions import FunctionSchema, Parameter
from torchsharp_py.schema.kinds import TypeKind
from torchsharp_py.schema.types import Type

__all__ = ["FunctionSchema", "Parameter", "Type", "TypeKind"]
