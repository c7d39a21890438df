"""Trains a new head on a scripted network: ``python transfer.py backbone.pt``.

The network learned the digits 0 to 4. The head learns all ten, first alone, then with the network.
"""

import sys
import warnings

import torch
from digit_images import draw
from torch import Tensor, nn
from torch.nn import functional as F


class Net(nn.Module):
    """A scripted network and a head: images (N, 1, 16, 16) to scores (N, 10)."""

    def __init__(self, path: str) -> None:
        super().__init__()
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "`torch.jit")
            self.backbone = torch.jit.load(path)
        self.head = nn.Linear(64, 10)

    def forward(self, images: Tensor) -> Tensor:
        return self.head(self.backbone(images))


def train(model: Net, optimizer: torch.optim.Optimizer, steps: int) -> None:
    total = 0.0
    for _ in range(steps):
        images, digits = draw(32)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images), digits)
        loss.backward()
        optimizer.step()
        total += loss.item()
    print(f"loss {total / steps:.4f}")


@torch.no_grad()
def test(model: Net, images: Tensor, digits: Tensor) -> None:
    accuracy = (model(images).argmax(1) == digits).float().mean().item()
    print(f"accuracy {accuracy:.3f}")


torch.set_num_threads(1)  # the model is too small for more
torch.manual_seed(0)
model = Net(sys.argv[1])
images, digits = draw(500)
test(model, images, digits)

# The network stays as it is: its weights, and what it counts in training mode.
model.backbone.eval()
for parameter in model.backbone.parameters():
    parameter.requires_grad_(False)
train(model, torch.optim.Adam(model.head.parameters(), lr=1e-2), 40)
test(model, images, digits)

# The network learns, too, but slower.
for parameter in model.backbone.parameters():
    parameter.requires_grad_(True)
groups = [
    {"params": list(model.backbone.parameters()), "lr": 1e-3},
    {"params": list(model.head.parameters())},
]
train(model, torch.optim.Adam(groups, lr=5e-3), 40)
test(model, images, digits)
