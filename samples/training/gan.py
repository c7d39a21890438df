"""Learns to place points on a circle, from a second network that judges: ``python gan.py``."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

NOISE, HIDDEN, BATCH, STEPS = 4, 32, 128, 500


def draw(count: int) -> Tensor:
    """Points (N, 2) near the circle of radius 1."""
    angles = 2 * math.pi * torch.rand(count)
    radii = 1 + 0.05 * torch.randn(count)
    return torch.stack([radii * angles.cos(), radii * angles.sin()], 1)


def make_network(inputs: int, outputs: int) -> nn.Module:
    return nn.Sequential(
        nn.Linear(inputs, HIDDEN),
        nn.SiLU(),
        nn.Linear(HIDDEN, HIDDEN),
        nn.SiLU(),
        nn.Linear(HIDDEN, outputs),
    )


torch.set_num_threads(1)  # the models are too small for more
torch.manual_seed(0)
generator, judge = make_network(NOISE, 2), make_network(2, 1)
generator_optimizer = torch.optim.Adam(generator.parameters(), lr=2e-3, betas=(0.5, 0.999))
judge_optimizer = torch.optim.Adam(judge.parameters(), lr=4e-3, betas=(0.5, 0.999))
real, made = torch.ones(BATCH, 1), torch.zeros(BATCH, 1)
for step in range(1, STEPS + 1):
    points = generator(torch.randn(BATCH, NOISE))

    judge_optimizer.zero_grad()
    judge_loss = F.binary_cross_entropy_with_logits(judge(draw(BATCH)), real)
    judge_loss = judge_loss + F.binary_cross_entropy_with_logits(judge(points.detach()), made)
    judge_loss.backward()
    judge_optimizer.step()

    generator_optimizer.zero_grad()
    loss = F.binary_cross_entropy_with_logits(judge(points), real)
    loss.backward()
    generator_optimizer.step()
    if step % 100 == 0:
        print(f"step {step}: generator {loss.item():.3f}, judge {judge_loss.item():.3f}")
with torch.no_grad():
    points = generator(torch.randn(500, NOISE))
print(f"distance from the circle {(points.norm(dim=1) - 1).abs().mean().item():.3f}")
print(f"spread {points.std(0).mean().item():.3f}")
