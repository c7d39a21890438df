import enum
from typing import NamedTuple

import torch

from torchsharp_py import jit


class Size(enum.Enum):
    SMALL = 1
    LARGE = 2


class Box(NamedTuple):
    corner: torch.Tensor
    label: str


m = jit.load("values.pt")
print(m({"a": 0.9, "b": 0.1}))  # ['a']
print(m({"a": 0.9, "b": -0.7}, sign=-1))  # ['b']

box = m.move(Box(torch.zeros(2), "box"), by=1.5)
print(box.label, box.corner.tolist())  # box' [1.5, 1.5]
print(m.grown(Size.SMALL).name)  # LARGE

print(m.later(torch.ones(3)).wait().item())  # 3.0
print(m.schema("move").parameters[1].type.python)  # float
