"""Teaches a transformer to write numbers backwards, digit by digit: ``python reversal.py``."""

from __future__ import annotations

import warnings

import torch
from torch import Tensor, nn
from torch.nn import functional as F

LENGTH, WIDTH, BEGIN, TOKENS = 5, 32, 10, 11  # ten digits, and the token that begins a result
BATCH, STEPS = 64, 100


class Net(nn.Module):
    """Source (S, N) and the result so far (T, N) to scores of the next digit (T, N, 11)."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens = nn.Embedding(TOKENS, WIDTH)
        self.places = nn.Embedding(LENGTH, WIDTH)
        self.transformer = nn.Transformer(WIDTH, 4, 1, 1, 64, 0.0)
        self.scores = nn.Linear(WIDTH, TOKENS)

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        length = target.size(0)
        # A digit of the result sees only those before it.
        mask = torch.full((length, length), float("-inf")).triu(1)
        result = self.transformer(self.embed(source), self.embed(target), tgt_mask=mask)
        return self.scores(result)

    def embed(self, tokens: Tensor) -> Tensor:
        return self.tokens(tokens) + self.places(torch.arange(tokens.size(0))).unsqueeze(1)


def draw(count: int) -> tuple[Tensor, Tensor]:
    """Numbers (5, N), and the same backwards."""
    source = torch.randint(10, (LENGTH, count))
    return source, source.flip(0)


def translate(model: Net, source: Tensor) -> Tensor:
    """Writes the likeliest digit, one after the other."""
    begin = torch.full((1, source.size(1)), BEGIN)
    result = begin
    for _ in range(LENGTH):
        scores = model(source, result)
        result = torch.cat([result, scores[-1].argmax(1).unsqueeze(0)])
    return result[1:]


warnings.filterwarnings("ignore", message="enable_nested_tensor")
torch.set_num_threads(1)  # the model is too small for more
torch.manual_seed(0)
model = Net()
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
for step in range(1, STEPS + 1):
    source, target = draw(BATCH)
    begun = torch.cat([torch.full((1, BATCH), BEGIN), target[:-1]])
    optimizer.zero_grad()
    loss = F.cross_entropy(model(source, begun).flatten(0, 1), target.flatten())
    loss.backward()
    optimizer.step()
    if step % 20 == 0:
        print(f"step {step}: loss {loss.item():.4f}")
model.eval()
with torch.no_grad():
    source, target = draw(200)
    right = (translate(model, source) == target).all(0).float().mean().item()
print(f"accuracy {right:.3f}")
