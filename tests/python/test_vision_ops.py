"""torchvision.ops of C# is that of Python; what Python has only natively is written out here."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch
from torch import Tensor

from tests.dotnet.dotnet_programs import needs_dotnet
from tests.python import torchvision_reference
from torchsharp_py import dotnet

pytestmark = needs_dotnet


def boxes(seed: int, count: int, *, size: float = 50) -> Tensor:
    corners = torch.rand(count, 2, 2, generator=torch.Generator().manual_seed(seed)) * size
    return torch.cat([corners.amin(1), corners.amax(1)], 1)


FIRST, SECOND = boxes(1, 7), boxes(2, 5)
KINDS = {"float": torch.float32, "double": torch.float64, "int": torch.int64, "half": torch.float16}
REDUCTIONS = ["none", "mean", "sum"]
MAPS = torch.randn(2, 4, 13, 17, generator=torch.Generator().manual_seed(5))
REGIONS = torch.tensor(
    [
        *([0, 1.0, 2, 9, 10], [1, 0.0, 0.5, 5, 6], [1, 0, 0, 16, 12], [0, 4.2, 5.1, 4.3, 5.2]),
        [1, 7.5, 3.25, 16.5, 12.0],
    ]
)
OUTSIDE = torch.tensor(
    [
        [1.0, -3, -2.5, 5, 6],
        [1, 0, 0, 40, 30],
        [0, 100, 100, 120, 130],
        [0, 6, 7, 3, 2],
        [0, 2, 2, 2, 2],
    ]
)


@pytest.fixture(scope="module")
def ours() -> Any:
    dotnet.load()
    from TorchSharpPy import torchvision

    return torchvision.ops


@pytest.fixture(scope="module")
def theirs() -> Any:
    return torchvision_reference.load("torchvision.ops")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name", ["box_iou", "generalized_box_iou", "distance_box_iou", "complete_box_iou"]
)
def test_overlaps_agree(ours: Any, theirs: Any, name: str, kind: str) -> None:
    first, second = FIRST.to(KINDS[kind]), SECOND.to(KINDS[kind])
    expected = getattr(theirs, name)(first, second)
    result = getattr(ours, name)(first, second)
    assert result.dtype == expected.dtype
    torch.testing.assert_close(result, expected, rtol=0, atol=1e-6)
    assert tuple(getattr(ours, name)(first[:0], second).shape) == (0, 5)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("name", ["generalized", "distance", "complete"])
def test_losses_and_their_gradients_agree(
    ours: Any, theirs: Any, name: str, reduction: str
) -> None:
    from TorchSharpPy import torch as cs

    gradients = []
    losses = []
    for module, kind in (
        (theirs, reduction),
        (ours, getattr(cs.nn.Reduction, reduction.capitalize())),
    ):
        predicted = boxes(3, 6).requires_grad_()
        loss = getattr(module, f"{name}_box_iou_loss")(predicted, boxes(4, 6), kind)
        loss.sum().backward()
        losses.append(loss)
        gradients.append(predicted.grad)
    torch.testing.assert_close(losses[1], losses[0], rtol=1e-6, atol=1e-6)
    torch.testing.assert_close(gradients[1], gradients[0], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("alpha", [0.25, -1.0])
def test_focal_losses_agree(ours: Any, theirs: Any, alpha: float, reduction: str) -> None:
    from TorchSharpPy import torch as cs

    scores = torch.linspace(-3, 3, 12).view(3, 4)
    targets = (torch.arange(12).view(3, 4) % 3 == 0).float()
    kind = getattr(cs.nn.Reduction, reduction.capitalize())
    expected = theirs.sigmoid_focal_loss(scores, targets, alpha, 2.0, reduction)
    assert torch.equal(ours.sigmoid_focal_loss(scores, targets, alpha, 2.0, kind), expected)


@pytest.mark.parametrize("kind", KINDS)
def test_boxes_agree(ours: Any, theirs: Any, kind: str) -> None:
    given = FIRST.to(KINDS[kind])
    assert torch.equal(ours.box_area(given), theirs.box_area(given))
    formats = ["xyxy", "xywh", "cxcywh"]
    if kind != "int":  # torchvision makes floats of integers only where it halves
        for source in formats:
            for target in formats:
                mine = [getattr(ours.BoxFormats, name) for name in (source, target)]
                result = ours.box_convert(given, *mine)
                assert torch.equal(result, theirs.box_convert(given, source, target))


def test_more_on_boxes_agrees(ours: Any, theirs: Any) -> None:
    from System import Int64, ValueTuple

    large = boxes(6, 20, size=90) - 20
    size = ValueTuple[Int64, Int64](40, 50)
    clipped = ours.clip_boxes_to_image(large, size)
    assert torch.equal(clipped, theirs.clip_boxes_to_image(large, (40, 50)))
    kept = ours.remove_small_boxes(clipped, 5.0)
    assert torch.equal(kept, theirs.remove_small_boxes(clipped, 5.0))
    masks = torch.zeros(3, 9, 11)
    masks[0, 2:5, 3:9] = 1
    masks[1, 8, 10] = -2
    masks[2, ::4, ::5] = 1
    assert torch.equal(ours.masks_to_boxes(masks), theirs.masks_to_boxes(masks))
    assert tuple(ours.masks_to_boxes(masks[:0]).shape) == (0, 4)


def suppressed(given: Tensor, scores: Tensor, threshold: float, iou: Any) -> Tensor:
    """Non-maximum suppression, as its papers describe it."""
    left = scores.argsort(descending=True, stable=True)
    kept = []
    while len(left):
        kept.append(int(left[0]))
        overlaps = iou(given[left[:1]], given[left[1:]])[0]
        left = left[1:][overlaps <= threshold]
    return torch.tensor(kept, dtype=torch.int64)


@pytest.mark.parametrize("threshold", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("kind", ["float", "double"])
def test_suppression(ours: Any, theirs: Any, kind: str, threshold: float) -> None:
    given = boxes(7, 120).to(KINDS[kind])
    scores = torch.rand(120, generator=torch.Generator().manual_seed(9))
    expected = suppressed(given, scores, threshold, theirs.box_iou)
    assert torch.equal(ours.nms(given, scores, threshold), expected)
    classes = torch.arange(120) % 3
    each = [
        places[suppressed(given[places], scores[places], threshold, theirs.box_iou)]
        for places in ((classes == one).nonzero().view(-1) for one in range(3))
    ]
    together = torch.cat(each)
    together = together[scores[together].argsort(descending=True, stable=True)]
    assert torch.equal(ours.batched_nms(given, scores, classes, threshold), together)
    assert ours.nms(given[:0], scores[:0], threshold).numel() == 0


@pytest.mark.parametrize("aligned", [False, True])
@pytest.mark.parametrize("ratio", [-1, 2])
@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_aligned_regions_and_gradients_agree(
    ours: Any, theirs: Any, scale: float, ratio: int, aligned: bool
) -> None:
    from System import Int64, ValueTuple

    results = []
    for module, size in ((theirs, (3, 4)), (ours, ValueTuple[Int64, Int64](3, 4))):
        maps = MAPS.clone().requires_grad_()
        result = module.roi_align(maps, REGIONS, size, scale, ratio, aligned)
        (result * torch.linspace(0, 1, result.numel()).view_as(result)).sum().backward()
        results.append((result, maps.grad))
    for expected, mine in zip(*results, strict=True):
        torch.testing.assert_close(mine, expected, rtol=1e-4, atol=1e-4)


def test_regions_come_as_lists(ours: Any, theirs: Any) -> None:
    from System import Int64, ValueTuple
    from System.Collections.Generic import List
    from TorchSharpPy import torch as cs

    per_image = [REGIONS[REGIONS[:, 0] == image][:, 1:] for image in (0, 1)]
    mine = List[cs.Tensor]()
    for one in per_image:
        mine.Add(one)
    result = ours.roi_align(MAPS, mine, ValueTuple[Int64, Int64](2, 2))
    torch.testing.assert_close(result, theirs.roi_align(MAPS, per_image, 2), rtol=1e-4, atol=1e-4)


def pooled(maps: Tensor, region: list[float], height: int, width: int, scale: float) -> Tensor:
    """One region of Fast R-CNN's pooling, bin by bin."""
    x1, y1, x2, y2 = (int(math.copysign(abs(side * scale) + 0.5, side)) for side in region[1:])
    rows, columns = max(y2 - y1 + 1, 1), max(x2 - x1 + 1, 1)
    result = torch.zeros(maps.shape[1], height, width)
    for p in range(height):
        for q in range(width):
            top, bottom = y1 + p * rows // height, y1 - (-(p + 1) * rows // height)
            left, right = x1 + q * columns // width, x1 - (-(q + 1) * columns // width)
            part = maps[
                int(region[0]), :, max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)
            ]
            if part.numel() > 0:
                result[:, p, q] = part.amax((1, 2))
    return result


@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_pooled_regions(ours: Any, scale: float) -> None:
    from System import Int64, ValueTuple

    regions = torch.cat([REGIONS, OUTSIDE])
    expected = torch.stack([pooled(MAPS, one, 3, 4, scale) for one in regions.tolist()])
    assert torch.equal(
        ours.roi_pool(MAPS, regions, ValueTuple[Int64, Int64](3, 4), scale), expected
    )


def aligned(maps: Tensor, region: list[float], size: int, samples: int) -> Tensor:
    """One region of Mask R-CNN's pooling, sample by sample: more than 1 outside of the map is 0."""
    width, height = max(region[3] - region[1], 1), max(region[4] - region[2], 1)
    result = torch.zeros(maps.shape[1], size, size)
    around = torch.nn.functional.pad(maps[int(region[0])], [1, 1, 1, 1], "replicate")
    steps = [(i + 0.5) / samples / size for i in range(size * samples)]
    for p, down in enumerate(steps):
        for q, right in enumerate(steps):
            y, x = region[2] + down * height, region[1] + right * width
            if -1 <= y <= maps.shape[2] and -1 <= x <= maps.shape[3]:
                (i, v), (j, u) = divmod(y + 1, 1), divmod(x + 1, 1)
                i, j = min(int(i), around.shape[1] - 2), min(int(j), around.shape[2] - 2)
                four = around[:, i : i + 2, j : j + 2]
                rows = four[:, 0] * (1 - v) + four[:, 1] * v
                result[:, p // samples, q // samples] += rows[:, 0] * (1 - u) + rows[:, 1] * u
    return result / samples**2


def test_aligned_regions_may_be_outside(ours: Any) -> None:
    """The Python half of torchvision does not have this."""
    from System import Int64, ValueTuple

    regions = torch.cat([REGIONS, OUTSIDE])
    expected = torch.stack([aligned(MAPS, one, 3, 2) for one in regions.tolist()])
    result = ours.roi_align(MAPS, regions, ValueTuple[Int64, Int64](3, 3), 1.0, 2)
    torch.testing.assert_close(result, expected, rtol=1e-4, atol=1e-4)


def test_regions_with_channels_for_each_bin(ours: Any, theirs: Any) -> None:
    from System import Int64, ValueTuple

    result = ours.ps_roi_align(MAPS, REGIONS, ValueTuple[Int64, Int64](2, 2))
    whole = theirs.roi_align(MAPS, REGIONS, 2, aligned=True)
    for out in range(1):
        for p in range(2):
            for q in range(2):
                expected = whole[:, (out * 2 + p) * 2 + q, p, q]
                torch.testing.assert_close(result[:, out, p, q], expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("p", [0.0, 0.3, 1.0])
def test_random_drops_agree(ours: Any, theirs: Any, p: float) -> None:
    from TorchSharpPy import torchvision

    images, volumes = torch.rand(2, 3, 12, 11), torch.rand(2, 3, 8, 9, 7)
    depth = torchvision.StochasticDepth.Mode
    for mine, expected in (
        (lambda: ours.drop_block2d(images, p, 3), lambda: theirs.drop_block2d(images, p, 3)),
        (lambda: ours.drop_block3d(volumes, p, 3), lambda: theirs.drop_block3d(volumes, p, 3)),
        (
            lambda: ours.stochastic_depth(images, p, depth.Row),
            lambda: theirs.stochastic_depth(images, p, "row"),
        ),
        (
            lambda: ours.stochastic_depth(images, p, depth.Batch),
            lambda: theirs.stochastic_depth(images, p, "batch"),
        ),
    ):
        torch.manual_seed(4)
        result = mine()
        torch.manual_seed(4)
        torch.testing.assert_close(result, expected(), rtol=1e-6, atol=0)


def test_modules_agree(ours: Any, theirs: Any) -> None:
    from System import Int64
    from TorchSharpPy import torchvision

    images = torch.rand(2, 3, 6, 5)
    frozen, expected = ours.FrozenBatchNorm2d(3, 1e-3), theirs.FrozenBatchNorm2d(3, 1e-3)
    for name, buffer in expected.named_buffers():
        buffer.copy_(torch.rand(3) + 0.5)
        frozen.get_buffer(name).copy_(buffer)
    assert {pair.Item1 for pair in frozen.named_buffers()} == set(expected.state_dict())
    torch.testing.assert_close(frozen.forward(images), expected(images))

    moved = ours.Permute(*map(Int64, (0, 2, 3, 1))).forward(images)
    assert torch.equal(moved, images.permute(0, 2, 3, 1))
    depth = ours.StochasticDepth(0.5, torchvision.StochasticDepth.Mode.Row)
    torch.manual_seed(1)
    result = depth.forward(images)
    torch.manual_seed(1)
    torch.testing.assert_close(result, theirs.StochasticDepth(0.5, "row")(images))
    for module in (depth, ours.DropBlock2d(0.5, 3)):
        module.eval()
        assert torch.equal(module.forward(images), images)
    block = ours.DropBlock2d(0.5, 3)
    torch.manual_seed(1)
    result = block.forward(images)
    torch.manual_seed(1)
    torch.testing.assert_close(result, theirs.DropBlock2d(0.5, 3)(images))


def test_wrong_arguments_are_refused(ours: Any) -> None:
    from System import ArgumentException, ArgumentNullException, Int64, ValueTuple

    size = ValueTuple[Int64, Int64](2, 2)
    for call, message in (
        (lambda: ours.box_iou(FIRST[:, :3], SECOND), r"four numbers, \[N, 4\], not"),
        (lambda: ours.nms(FIRST, torch.rand(3), 0.5), "each of 7 boxes"),
        (lambda: ours.masks_to_boxes(torch.zeros(1, 2, 3)), "empty"),
        (lambda: ours.roi_align(MAPS, torch.tensor([[2.0, 0, 0, 1, 1]]), size), "are 2 images"),
        (lambda: ours.roi_align(MAPS, FIRST, size), r"regions \[K, 5\]"),
        (lambda: ours.roi_pool(MAPS[0], REGIONS, size), r"maps \[N, C, H, W\]"),
        (lambda: ours.ps_roi_align(MAPS[:, :3], REGIONS, size), "multiple of 4"),
        (lambda: ours.drop_block2d(MAPS[0], 0.1, 3), "4 dimensions"),
        (lambda: ours.complete_box_iou_loss(FIRST, SECOND), "as many boxes"),
    ):
        with pytest.raises(ArgumentException, match=message):
            call()
    with pytest.raises(ArgumentNullException):
        ours.box_area(None)


def copied(mine: Any, theirs: torch.nn.Module) -> None:
    """Gives the C# module the state of Python's, whose names must be the same."""
    state = {pair.Key: pair.Value for pair in mine.state_dict()}
    assert state.keys() == theirs.state_dict().keys()
    with torch.no_grad():
        for name, tensor in theirs.state_dict().items():
            state[name].copy_(tensor)


def test_blocks_of_layers_agree(ours: Any, theirs: Any) -> None:
    from System import Array, Int32, Int64

    squeeze, expected = ours.SqueezeExcitation(4, 3), theirs.SqueezeExcitation(4, 3)
    copied(squeeze, expected)
    torch.testing.assert_close(squeeze.forward(MAPS), expected(MAPS))

    rows = torch.rand(4, 6)
    mlp, expected = ours.MLP(6, Array[Int32]([5, 3])), theirs.MLP(6, [5, 3])
    copied(mlp, expected)
    torch.testing.assert_close(mlp.forward(rows), expected(rows))

    options = {"norm_layer": None, "activation_layer": None}
    for name, kernel, given in (("Conv2d", 5, MAPS), ("Conv3d", 3, MAPS[None].transpose(1, 2))):
        block = getattr(ours, f"{name}NormActivation")(Int64(4), Int64(8), Int64(kernel))
        expected = getattr(theirs, f"{name}NormActivation")(4, 8, kernel, **options)
        copied(block, expected)
        result = block.forward(given)
        assert result.shape[-2:] == given.shape[-2:]
        torch.testing.assert_close(result, expected(given), rtol=1e-5, atol=1e-5)
