"""Regions of C# that are huge, not finite, or have several greatest pixels."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch

from tests.dotnet.dotnet_programs import needs_dotnet
from tests.python.test_vision_ops import MAPS, REGIONS, pooled
from torchsharp_py import dotnet

pytestmark = needs_dotnet


@pytest.fixture(scope="module")
def ours() -> Any:
    dotnet.load()
    from TorchSharpPy import torchvision

    return torchvision.ops


@pytest.mark.parametrize("far", [1e5, 1e9, 1e20, 3e38])
def test_huge_regions_cost_no_more_than_the_map(ours: Any, far: float) -> None:
    from System import Int64, ValueTuple

    size = ValueTuple[Int64, Int64](3, 4)
    regions = torch.tensor(
        [[0, -far, -far, far, far], [1, 2, 3, far, far], [0, far, far, far, far], [1, 0, 0, far, 5]]
    )
    result = ours.roi_pool(MAPS, regions, size)
    assert torch.equal(result[0], pooled(MAPS, regions[0].clamp(-1e9, 1e9).tolist(), 3, 4, 1.0))
    assert torch.equal(result[1, :, 0, 0], MAPS[1, :, 3:, 2:].amax((1, 2)))
    assert result[1, :, 1:].count_nonzero() == result[1, :, :, 1:].count_nonzero() == 0
    assert result[2].count_nonzero() == 0
    for ratio in (-1, 0, 2):
        for aligned in (False, True):
            if 2 * far < 3e38:
                assert ours.roi_align(MAPS, regions, size, 1.0, ratio, aligned).isfinite().all()
    if (
        far == 1e5
    ):  # a sample for each pixel, and those at the end of the map are of the last pixels
        corner = torch.tensor([[1, -0.5, -0.5, far - 0.5, far - 0.5]])
        one = ours.roi_align(MAPS, corner, ValueTuple[Int64, Int64](1, 1))[0, :, 0, 0] * far**2
        expected = torch.nn.functional.pad(MAPS[1], [0, 1, 0, 1], "replicate").sum((1, 2))
        torch.testing.assert_close(one, expected, rtol=1e-2, atol=1e-2)


def test_regions_must_be_finite(ours: Any) -> None:
    from System import ArgumentException, ArgumentOutOfRangeException, Int64, ValueTuple

    size = ValueTuple[Int64, Int64](2, 2)
    for name in ("roi_align", "ps_roi_align", "roi_pool"):
        for number in (math.inf, -math.inf, math.nan):
            for side in range(1, 5):
                region = torch.tensor([[0.0, 1, 1, 2, 2]])
                region[0, side] = number
                with pytest.raises(ArgumentException, match="region 0 has a side that is NaN"):
                    getattr(ours, name)(MAPS, region, size)
            with pytest.raises(ArgumentOutOfRangeException, match="finite"):
                getattr(ours, name)(MAPS, REGIONS, size, number)
    with pytest.raises(ArgumentException, match="too large"):
        ours.roi_align(MAPS, torch.tensor([[0, -3e38, 0, 3e38, 1]]), size)


def test_the_gradient_of_a_pooled_region_is_that_of_the_first_greatest_pixel(ours: Any) -> None:
    from System import Int64, ValueTuple

    maps = MAPS.round().requires_grad_()  # with many that are equal
    region = torch.tensor([[1.0, 1, 2, 12, 9]])
    result = ours.roi_pool(maps, region, ValueTuple[Int64, Int64](3, 4))
    weights = torch.linspace(1, 2, result.numel()).view_as(result)
    (result * weights).sum().backward()
    same = MAPS.round().requires_grad_()
    inside = same[1:, :, 2:10, 1:13]
    (torch.nn.functional.adaptive_max_pool2d(inside, (3, 4)) * weights).sum().backward()
    torch.testing.assert_close(maps.grad, same.grad)
