"""Finds rectangles on images, and drops boxes that are found twice: ``python detector.py``."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

SIDE, CELL = 32, 4  # the network looks for a box in each 4 x 4 of 32 x 32 pixels
GRID = SIDE // CELL
STEPS, BATCH = 150, 16


def draw(count: int) -> tuple[Tensor, list[Tensor]]:
    """Images (N, 1, 32, 32) with up to one rectangle in each quarter, and boxes (B, 4) of each."""
    images, boxes = torch.zeros(count, 1, SIDE, SIDE), []
    half = SIDE // 2
    for i in range(count):
        found = []
        for quarter in range(4):
            if float(torch.rand(())) < 0.5:
                continue
            width, height = torch.randint(6, 13, (2,)).tolist()
            left = half * (quarter % 2) + int(torch.randint(half - width + 1, ()))
            top = half * (quarter // 2) + int(torch.randint(half - height + 1, ()))
            images[i, 0, top : top + height, left : left + width] = 1
            found += [left, top, left + width, top + height]
        boxes.append(torch.tensor(found, dtype=torch.float32).reshape(-1, 4))
    return images + 0.2 * torch.randn_like(images), boxes


def make_centers() -> Tensor:
    """The middles of the cells (64, 2)."""
    at = CELL * (torch.arange(GRID) + 0.5)
    y, x = torch.meshgrid(at, at, indexing="ij")
    return torch.stack([x.flatten(), y.flatten()], 1)


def make_targets(boxes: list[Tensor], centers: Tensor) -> tuple[Tensor, Tensor]:
    """Whether a cell's middle is in a box (N, 64), and how far its four sides are (N, 64, 4)."""
    inside = torch.zeros(len(boxes), len(centers))
    sides = torch.zeros(len(boxes), len(centers), 4)
    for i in range(len(boxes)):
        for box in boxes[i]:
            distances = torch.cat([centers - box[:2], box[2:] - centers], 1)
            here = distances.amin(1) > 0
            inside[i] = torch.where(here, 1.0, inside[i])
            sides[i] = torch.where(here.unsqueeze(1), distances, sides[i])
    return inside, sides


class Net(nn.Module):
    """Images to logits that a cell is in a box (N, 64), and distances of the sides (N, 64, 4)."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            *(nn.Conv2d(1, 8, 3, 2, padding=1), nn.ReLU()),
            *(nn.Conv2d(8, 16, 3, 2, padding=1), nn.ReLU()),
            *(nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, 5, 3, padding=1)),
        )

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        found = self.body(images).flatten(2)
        return found[:, 0], CELL * found[:, 1:].transpose(1, 2)


def box_iou(first: Tensor, second: Tensor) -> Tensor:
    """The part that two boxes share, of what they cover: (N, 4) and (M, 4) to (N, M)."""
    shared = torch.minimum(first[:, None, 2:], second[:, 2:])
    shared = (shared - torch.maximum(first[:, None, :2], second[:, :2])).clamp(min=0).prod(2)
    areas = [(boxes[:, 2:] - boxes[:, :2]).prod(1) for boxes in (first, second)]
    return shared / (areas[0].unsqueeze(1) + areas[1] - shared)


def nms(boxes: Tensor, scores: Tensor, iou_threshold: float) -> Tensor:
    """Drops boxes that share much with a likelier one: as the operators of torchvision."""
    kept, left = [], scores.argsort(descending=True)
    while len(left) > 0:
        kept.append(int(left[0]))
        left = left[box_iou(boxes[left[:1]], boxes[left])[0] <= iou_threshold]
    return torch.tensor(kept, dtype=torch.int64)


def detect(logits: Tensor, sides: Tensor, centers: Tensor) -> tuple[Tensor, Tensor]:
    """The boxes of one image: all of the likely ones, and those that the suppression keeps."""
    scores = logits.sigmoid()
    likely = scores > 0.5
    middles, distances = centers[likely], sides[likely]
    boxes = torch.cat([middles - distances[:, :2], middles + distances[:, 2:]], 1)
    return boxes, boxes[nms(boxes, scores[likely], 0.4)]


torch.set_num_threads(1)  # the model is too small for more
torch.manual_seed(0)
model, centers = Net(), make_centers()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
for step in range(1, STEPS + 1):
    images, boxes = draw(BATCH)
    inside, sides = make_targets(boxes, centers)
    optimizer.zero_grad()
    logits, found = model(images)
    errors = F.smooth_l1_loss(found, sides, reduction="none").sum(2)
    loss = F.binary_cross_entropy_with_logits(logits, inside) + (errors * inside).mean()
    loss.backward()
    optimizer.step()
    if step % 50 == 0:
        print(f"step {step}: loss {loss.item():.4f}")

images, boxes = draw(50)
with torch.no_grad():
    logits, found = model(images)
likely = kept = right = 0
for i in range(len(images)):
    all_boxes, detected = detect(logits[i], found[i], centers)
    likely, kept = likely + len(all_boxes), kept + len(detected)
    if len(detected) > 0 and len(boxes[i]) > 0:
        right += int((box_iou(boxes[i], detected).amax(1) > 0.5).sum())
print(f"boxes {likely}, after suppression {kept}, rectangles {sum(map(len, boxes))}")
print(f"precision {right / kept:.3f}, recall {right / sum(map(len, boxes)):.3f}")
