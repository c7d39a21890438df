"""Reads digits with convolutions: ``python digits.py``."""

import torch
from digit_images import draw
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset


class Net(nn.Module):
    """Images (N, 1, 16, 16) to logarithms of probabilities (N, 10)."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, 3)
        self.conv2 = nn.Conv2d(8, 16, 3)
        self.dropout = nn.Dropout(0.1)
        self.fc = nn.Linear(64, 10)

    def forward(self, x: Tensor) -> Tensor:
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return F.log_softmax(self.fc(self.dropout(x.flatten(1))), 1)


def train(model: Net, loader: DataLoader, optimizer: torch.optim.Optimizer) -> float:
    """Trains for one epoch; returns the mean loss."""
    model.train()
    total = 0.0
    for images, digits in loader:
        optimizer.zero_grad()
        loss = F.nll_loss(model(images), digits)
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(loader)


@torch.no_grad()
def accuracy(model: Net, images: Tensor, digits: Tensor) -> float:
    model.eval()
    return (model(images).argmax(1) == digits).float().mean().item()


torch.set_num_threads(1)  # the model is too small for more
torch.manual_seed(0)
model = Net()
loader = DataLoader(TensorDataset(*draw(1500)), 32, shuffle=True)
images, digits = draw(500)
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
schedule = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.8)
for epoch in range(1, 4):
    loss = train(model, loader, optimizer)
    schedule.step()
    print(f"epoch {epoch}: loss {loss:.4f}, accuracy {accuracy(model, images, digits):.3f}")
