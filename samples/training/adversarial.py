"""Changes images a little, so that a trained model misreads them: ``python adversarial.py``.

The fast gradient sign method: each pixel goes a small step in the direction that raises the loss.
"""

import torch
from digit_images import SIDE, draw
from torch import Tensor, nn
from torch.nn import functional as F

STEPS, BATCH = 150, 32


def train() -> nn.Module:
    images, digits = draw(STEPS * BATCH)
    model = nn.Sequential(
        nn.Flatten(),
        nn.Linear(SIDE * SIDE, 64),
        nn.ReLU(),
        nn.Linear(64, 10),
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    for step in range(1, STEPS + 1):
        rows = slice((step - 1) * BATCH, step * BATCH)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images[rows]), digits[rows])
        loss.backward()
        optimizer.step()
        if step % 50 == 0:
            print(f"step {step}: loss {loss.item():.4f}")
    return model.eval()


def attack(model: nn.Module, images: Tensor, digits: Tensor, epsilon: float) -> Tensor:
    """The images, with each pixel changed by epsilon."""
    images = images.clone().requires_grad_()
    F.cross_entropy(model(images), digits).backward()
    assert images.grad is not None
    return (images.detach() + epsilon * images.grad.sign()).clamp(0, 1)


torch.set_num_threads(1)  # the model is too small for more
torch.manual_seed(0)
model = train()
images, digits = draw(500)
for epsilon in (0.0, 0.05, 0.1, 0.2):
    changed = attack(model, images, digits, epsilon)
    accuracy = (model(changed).argmax(1) == digits).float().mean().item()
    print(f"epsilon {epsilon:.2f}: accuracy {accuracy:.3f}")
