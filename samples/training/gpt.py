"""Teaches a small GPT to add digits, letter by letter: ``python gpt.py``."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

LETTERS = "0123456789+=."
WIDTH, HEADS, LAYERS, LONGEST = 48, 4, 2, 6
STEPS, BATCH = 300, 64


class Block(nn.Module):
    """Attention to the letters before, then two linear layers: (N, T, 48) to (N, T, 48)."""

    def __init__(self) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(WIDTH)
        self.attention = nn.Linear(WIDTH, 3 * WIDTH)
        self.projection = nn.Linear(WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH)
        self.mlp = nn.Sequential(
            nn.Linear(WIDTH, 4 * WIDTH), nn.GELU(), nn.Linear(4 * WIDTH, WIDTH)
        )

    def forward(self, x: Tensor) -> Tensor:
        n, t, _ = x.shape
        parts = self.attention(self.norm1(x)).view(n, t, 3, HEADS, WIDTH // HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        x = x + self.projection(seen.transpose(1, 2).reshape(n, t, WIDTH))
        return x + self.mlp(self.norm2(x))


class Gpt(nn.Module):
    """Letters (N, T) to scores of the letters after them (N, T, 13)."""

    def __init__(self) -> None:
        super().__init__()
        self.letters = nn.Embedding(len(LETTERS), WIDTH)
        self.places = nn.Embedding(LONGEST, WIDTH)
        self.blocks = nn.Sequential(*(Block() for _ in range(LAYERS)))
        self.norm = nn.LayerNorm(WIDTH)
        self.scores = nn.Linear(WIDTH, len(LETTERS), bias=False)

    def forward(self, letters: Tensor) -> Tensor:
        x = self.letters(letters) + self.places(torch.arange(letters.size(1)))
        return self.scores(self.norm(self.blocks(x)))


def encode(texts: list[str]) -> Tensor:
    return torch.tensor([[LETTERS.index(letter) for letter in text] for text in texts])


def draw(count: int) -> Tensor:
    """Sums such as 3+9=12. and 1+2=3.. (N, 7)."""
    numbers = torch.randint(10, (count, 2)).tolist()
    return encode([f"{a}+{b}={a + b}.".ljust(LONGEST + 1, ".") for a, b in numbers])


@torch.no_grad()
def write_on(model: Gpt, text: str) -> str:
    """Appends the likeliest letters, up to a full stop."""
    while len(text) < LONGEST and not text.endswith("."):
        text += LETTERS[int(model(encode([text]))[0, -1].argmax())]
    return text


torch.set_num_threads(1)  # the model is too small for more
torch.manual_seed(0)
model = Gpt()
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=STEPS)
for step in range(1, STEPS + 1):
    letters = draw(BATCH)
    optimizer.zero_grad()
    scores = model(letters[:, :-1])
    # The first number, the plus sign and the second number cannot be foretold.
    loss = F.cross_entropy(scores[:, 3:].flatten(0, 1), letters[:, 4:].flatten())
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    if step % 50 == 0:
        print(f"step {step}: loss {loss.item():.4f}")
model.eval()
print(" ".join(write_on(model, text) for text in ("1+2=", "7+5=", "9+9=")))
pairs = [(a, b) for a in range(10) for b in range(10)]
right = [write_on(model, f"{a}+{b}=").rstrip(".") == f"{a}+{b}={a + b}" for a, b in pairs]
print(f"accuracy {sum(right) / len(right):.3f}")
