"""Modules of TorchScript inside torch.nn.Modules."""

from collections import OrderedDict

import torch
from torch import Tensor, nn

from torchsharp_py import jit


class Net(nn.Module):
    """A module of Python, made of a TorchScript module and a parameter."""

    def __init__(self) -> None:
        super().__init__()
        self.body = jit.load("sample.pt")
        self.scale = nn.Parameter(torch.full((1,), 2.0))
        self.register_buffer("count", torch.zeros(1, dtype=torch.int64))

    def forward(self, x: Tensor) -> Tensor:
        return self.body.predict(x) * self.scale


model = nn.Sequential(OrderedDict(first=Net(), second=Net()))
print(model(torch.ones(10)).shape)  # torch.Size([10])

# The parameters of the whole reach into TorchScript, and so does its state.
print(len(list(model.parameters())))  # 4
print(list(model.state_dict())[:3])  # ['first.scale', 'first.count', 'first.body.p']
model.load_state_dict({name: torch.zeros_like(t) for name, t in model.state_dict().items()})
print(model.get_parameter("second.body.p").sum().item())  # 0.0

# Modes, types and devices are those of the whole; integers stay integers.
model.eval().half()
print(model.first.body.training, model.first.count.dtype)  # False torch.int64
