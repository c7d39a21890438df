import torch
from torch import Tensor, nn
from torch.nn import functional as F

from torchsharp_py import jit


class Net(nn.Module):
    """The network of a file, and a new layer that turns its features into scores of two classes."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.backbone = jit.load(path)
        self.head = nn.Linear(64, 2)

    def forward(self, images: Tensor) -> Tensor:
        return self.head(self.backbone(images))


def train(model: nn.Module, inputs: Tensor, optimizer: torch.optim.Optimizer, steps: int) -> None:
    for _ in range(steps):
        optimizer.zero_grad()
        F.cross_entropy(model(inputs), sides).backward()
        optimizer.step()


@torch.no_grad()
def loss() -> float:
    return F.cross_entropy(model(images), sides).item()


torch.set_num_threads(1)  # the model is too small for more
torch.manual_seed(0)
model = Net("backbone.pt")
sides = torch.randint(2, (200,))  # which half of an image is brighter
images = torch.rand(200, 1, 16, 16)
images[..., :8] += (1 - sides).reshape(-1, 1, 1, 1)
images[..., 8:] += sides.reshape(-1, 1, 1, 1)

# Only the head is trained. The backbone is run once: its features stay the same.
model.train()
model.backbone.eval()
model.backbone.requires_grad_(False)
features = model.backbone(images)
train(model.head, features, torch.optim.Adam(model.head.parameters(), lr=1e-2), 50)
print((model(images).argmax(1) == sides).float().mean().item() > 0.95)  # True

# The backbone is trained, too, with a tenth of the learning rate.
model.backbone.requires_grad_(True)
groups = [
    {"params": list(model.backbone.parameters()), "lr": 1e-4},
    {"params": list(model.head.parameters())},
]
before = loss()
train(model, images, torch.optim.Adam(groups, lr=1e-3), 10)
print(loss() < before)  # True

# The trained backbone is a model again; the whole is a state for the same class.
jit.save(model.backbone, "tuned.pt")
torch.save(model.state_dict(), "net.pt")
other = Net("tuned.pt")
other.load_state_dict(torch.load("net.pt"))
print(torch.equal(other(images), model(images)))  # True
