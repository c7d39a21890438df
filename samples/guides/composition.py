"""TorchScript modules inside torch.nn modules."""

from collections import OrderedDict

import torch
from torch import Tensor, nn

from torchsharp_py import jit


class Net(nn.Module):
    """A Python module that contains a TorchScript module, a parameter and a buffer."""

    def __init__(self) -> None:
        super().__init__()
        self.body = jit.load("sample.pt")
        self.scale = nn.Parameter(torch.full((1,), 2.0))
        self.register_buffer("count", torch.zeros(1, dtype=torch.int64))

    def forward(self, x: Tensor) -> Tensor:
        return self.body.predict(x) * self.scale


model = nn.Sequential(OrderedDict(first=Net(), second=Net()))
print(model(torch.ones(10)).shape)  # torch.Size([10])

# Parameters and state include those of the TorchScript modules.
print(len(list(model.parameters())))  # 4
print(list(model.state_dict())[:3])  # ['first.scale', 'first.count', 'first.body.p']
model.load_state_dict({name: torch.zeros_like(t) for name, t in model.state_dict().items()})
print(model.get_parameter("second.body.p").sum().item())  # 0.0

# Training mode, dtype and device apply to the whole tree; integer tensors keep their dtype.
model.eval().half()
print(model.first.body.training, model.first.count.dtype)  # False torch.int64
