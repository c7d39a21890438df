"""Tells the direction of stripes with a residual network: ``python residual.py``."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

CLASSES, SIDE, BATCH, EPOCHS = 10, 16, 32, 3


def draw(count: int) -> tuple[Tensor, Tensor]:
    """Stripes in ten directions: images (N, 3, 16, 16), and the directions (N,)."""
    classes = torch.randint(CLASSES, (count,))
    angles = (classes * (math.pi / CLASSES)).view(-1, 1, 1)
    y, x = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    waves = 0.8 + 0.4 * torch.rand(count, 1, 1)
    phases = 2 * math.pi * torch.rand(count, 1, 1)
    stripes = (waves * (angles.cos() * x + angles.sin() * y) + phases).sin().unsqueeze(1)
    images = stripes * torch.rand(count, 3, 1, 1) + torch.rand(count, 3, 1, 1)
    return images + 0.2 * torch.randn(count, 3, SIDE, SIDE), classes


class Block(nn.Module):
    """Two convolutions, whose result is added to the input."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Sequential()
        if stride != 1 or inputs != outputs:
            self.shortcut.append(nn.Conv2d(inputs, outputs, 1, stride, bias=False))
            self.shortcut.append(nn.BatchNorm2d(outputs))

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(y)) + self.shortcut(x))


def make_model() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1, bias=False),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        Block(8, 8, 1),
        Block(8, 16, 2),
        Block(16, 32, 2),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(32, CLASSES),
    )


torch.set_num_threads(1)  # the model is too small for more
torch.manual_seed(0)
model = make_model()
loader = DataLoader(TensorDataset(*draw(1280)), BATCH, shuffle=True)
images, classes = draw(500)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.1, total_steps=EPOCHS * len(loader))
for epoch in range(1, EPOCHS + 1):
    model.train()
    total = 0.0
    for inputs, targets in loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(inputs), targets)
        loss.backward()
        optimizer.step()
        schedule.step()
        total += loss.item()
    model.eval()
    with torch.no_grad():
        accuracy = (model(images).argmax(1) == classes).float().mean().item()
    print(f"epoch {epoch}: loss {total / len(loader):.4f}, accuracy {accuracy:.3f}")
