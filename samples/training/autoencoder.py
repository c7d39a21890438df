"""Learns to draw digits with a variational autoencoder: ``python autoencoder.py``."""

from __future__ import annotations

import torch
from digit_images import SIDE, draw
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

PIXELS, HIDDEN, LATENT = SIDE * SIDE, 64, 8
EPOCHS = 10


class Net(nn.Module):
    """Pixels (N, 256) to a normal distribution of eight numbers, and a sample of it to pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.Linear(PIXELS, HIDDEN)
        self.mean = nn.Linear(HIDDEN, LATENT)
        self.log_variance = nn.Linear(HIDDEN, LATENT)
        self.decoder = nn.Sequential(
            nn.Linear(LATENT, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, PIXELS)
        )

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        hidden = F.relu(self.encoder(pixels))
        mean, log_variance = self.mean(hidden), self.log_variance(hidden)
        sample = mean + torch.randn_like(mean) * (0.5 * log_variance).exp()
        return self.decoder(sample), mean, log_variance


def loss_of(pixels: Tensor, drawn: Tensor, mean: Tensor, log_variance: Tensor) -> Tensor:
    """What the drawing lacks, and how far the distribution is from the standard one, per image."""
    difference = F.binary_cross_entropy_with_logits(drawn, pixels, reduction="sum")
    divergence = -0.5 * (1 + log_variance - mean.square() - log_variance.exp()).sum()
    return (difference + divergence) / pixels.size(0)


torch.set_num_threads(1)  # the model is too small for more
torch.manual_seed(0)
images = draw(1024, noise=0.0)[0].flatten(1)
model = Net()
optimizer = torch.optim.Adam(model.parameters(), lr=4e-3)
loader = DataLoader(TensorDataset(images), 32, shuffle=True)
for epoch in range(1, EPOCHS + 1):
    total = 0.0
    for (pixels,) in loader:
        optimizer.zero_grad()
        loss = loss_of(pixels, *model(pixels))
        loss.backward()
        optimizer.step()
        total += loss.item()
    print(f"epoch {epoch}: loss {total / len(loader):.3f}")
with torch.no_grad():
    picture = model.decoder(torch.randn(1, LATENT)).reshape(SIDE, SIDE).sigmoid()
for row in picture.tolist():
    print("".join("#" if pixel > 0.5 else "." for pixel in row))
