"""Layers of torch.nn: made, trained, evaluated."""

from collections import OrderedDict

import torch
from torch import Tensor, nn


class Block(nn.Module):
    """A convolution whose input is added to its result."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding="same", bias=False)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.norm(self.conv(x)) + x)


torch.manual_seed(0)
model = nn.Sequential(
    OrderedDict(
        first=nn.Conv2d(1, 4, 3, padding=1),
        block=Block(4),
        pool=nn.MaxPool2d(2),
        flat=nn.Flatten(),
        last=nn.Linear(4 * 4 * 4, 2),
    )
)

# The same seed gives the same weights as in C#, and the state has the same names.
print(f"{model.get_parameter('last.weight').sum().item():.4f}")  # -0.7784
print(list(model.state_dict())[:3])  # ['first.weight', 'first.bias', 'block.conv.weight']

# Which half of a picture is brighter?
pictures = torch.rand(64, 1, 8, 8)
brighter = pictures.reshape(64, 8, 2, 4).sum((1, 3)).argmax(1)

loss_function = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for _ in range(60):
    optimizer.zero_grad()
    loss = loss_function(model(pictures), brighter)
    loss.backward()
    optimizer.step()

# In evaluation, norms use the statistics of training, and dropouts do nothing.
model.eval()
with torch.no_grad():
    found = model(pictures).argmax(1)
print((found == brighter).sum().item() > 58)  # True

# A parameter can be replaced, and a layer moved and cast.
model.last.bias = None
print(model.last)  # Linear(in_features=64, out_features=2, bias=False)
print(model.double().last.weight.dtype)  # torch.float64
print("last.bias" in dict(model.named_parameters()))  # False
