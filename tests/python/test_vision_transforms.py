"""Transforms of C# draw their random numbers as torchvision does: one seed, the same images."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor

from tests.dotnet.dotnet_programs import needs_dotnet
from tests.python import torchvision_reference
from torchsharp_py import dotnet

pytestmark = needs_dotnet

NUMBERS = torch.rand(3, 34, 41, generator=torch.Generator().manual_seed(8))
BYTES = (NUMBERS * 200 + 20).to(torch.uint8)
BATCH = torch.stack([BYTES, BYTES.flip(-1)])
FLOATS = BYTES.float() / 255
SEEDS = range(4)


@pytest.fixture(scope="module")
def ours() -> Any:
    dotnet.load()
    from TorchSharpPy import torchvision

    return torchvision.transforms


@pytest.fixture(scope="module")
def theirs() -> Any:
    return torchvision_reference.load("torchvision.transforms")


def same_for_seeds(
    mine: Any, their: Callable[[Tensor], Tensor], *images: Tensor, seeds: range = SEEDS
) -> None:
    """Both give the same images, and leave the generator in the same state."""
    changed = 0
    for seed in seeds:
        for image in images:
            torch.manual_seed(seed)
            expected, drawn = their(image), torch.rand(1)
            torch.manual_seed(seed)
            result = mine.call(image)
            assert result.dtype == expected.dtype
            assert torch.equal(torch.rand(1), drawn)
            torch.testing.assert_close(
                result, expected, rtol=0, atol=1e-5 if image is FLOATS else 1
            )
            changed += not (result.shape == image.shape and torch.equal(result, image))
    assert changed > 0  # or nothing was tested


PLAIN: list[tuple[str, tuple[Any, ...], str, tuple[Any, ...]]] = [
    ("RandomHorizontalFlip", (0.5,), "RandomHorizontalFlip", (0.5,)),
    ("RandomVerticalFlip", (0.5,), "RandomVerticalFlip", (0.5,)),
    ("RandomInvert", (0.5,), "RandomInvert", (0.5,)),
    ("RandomPosterize", (3, 0.5), "RandomPosterize", (3, 0.5)),
    ("RandomSolarize", (100.0, 0.5), "RandomSolarize", (100.0, 0.5)),
    ("RandomAdjustSharpness", (1.7, 0.5), "RandomAdjustSharpness", (1.7, 0.5)),
    ("RandomAutoContrast", (0.9,), "RandomAutocontrast", (0.9,)),
    ("Equalize", (0.5,), "RandomEqualize", (0.5,)),
    ("RandomGrayscale", (0.5,), "RandomGrayscale", (0.5,)),
    ("RandomResizedCrop", (20,), "RandomResizedCrop", (20,)),
    ("RandomResizedCrop", (20, 30), "RandomResizedCrop", ((20, 30),)),
    (
        "RandomResizedCrop",
        (9, 0.9, 1.0, 3.0, 4.0),
        "RandomResizedCrop",
        (9, (0.9, 1.0), (3.0, 4.0)),
    ),
    ("RandomRotation", (40.0,), "RandomRotation", (40.0,)),
    ("RandomPerspective", (0.5, 0.8), "RandomPerspective", (0.5, 0.8)),
    ("ColorJitter", (0.4, 0.5, 0.6, 0.1), "ColorJitter", (0.4, 0.5, 0.6, 0.1)),
    ("ColorJitter", (0.4,), "ColorJitter", (0.4,)),
    ("GaussianBlur", (5, 3, 0.25, 1.5), "GaussianBlur", ((3, 5), (0.25, 1.5))),
    ("GaussianBlur", (5,), "GaussianBlur", (5,)),
]


@pytest.mark.parametrize(("name", "mine", "their_name", "their"), PLAIN)
def test_random_transforms_agree(
    ours: Any,
    theirs: Any,
    name: str,
    mine: tuple[Any, ...],
    their_name: str,
    their: tuple[Any, ...],
) -> None:
    from System import Int32, Int64, Single

    wide = Int64 if name == "GaussianBlur" else Int32
    kind = Single if name in ("ColorJitter", "GaussianBlur") else float
    arguments = [wide(one) if isinstance(one, int) else kind(one) for one in mine]
    same_for_seeds(
        getattr(ours, name)(*arguments), getattr(theirs, their_name)(*their), BYTES, BATCH
    )


def test_random_transforms_of_floats_agree(ours: Any, theirs: Any) -> None:
    same_for_seeds(ours.RandomPerspective(0.5, 1.0), theirs.RandomPerspective(0.5, 1.0), FLOATS)
    same_for_seeds(ours.RandomRotation(40.0), theirs.RandomRotation(40.0), FLOATS)
    same_for_seeds(ours.RandomResizedCrop(20), theirs.RandomResizedCrop(20), FLOATS)


@pytest.mark.parametrize("interpolation", ["Nearest", "Bilinear"])
@pytest.mark.parametrize("fill", [None, [9.0]])
@pytest.mark.parametrize("name", ["RandAugment", "TrivialAugmentWide", "AugMix"])
def test_augmentations_agree(
    ours: Any, theirs: Any, name: str, fill: list[float] | None, interpolation: str
) -> None:
    from System import Array, Single
    from TorchSharpPy import torch as cs

    options = {"fill": fill, "interpolation": theirs.InterpolationMode[interpolation.upper()]}
    mine = {"interpolation": getattr(cs.InterpolationMode, interpolation)}
    mine["fill"] = None if fill is None else Array[Single](fill)
    transform = getattr(ours, name)(**mine)
    same_for_seeds(transform, getattr(theirs, name)(**options), BYTES, BATCH)


@pytest.mark.parametrize("policy", ["ImageNet", "CIFAR10", "SVHN"])
def test_policies_agree(ours: Any, theirs: Any, policy: str) -> None:
    from TorchSharpPy import torchvision

    mine = ours.AutoAugment(getattr(torchvision.autoaugment.AutoAugmentPolicy, policy))
    their = theirs.AutoAugment(theirs.AutoAugmentPolicy[policy.upper()])
    same_for_seeds(mine, their, BYTES, seeds=range(30))


def test_augmentations_take_a_generator(ours: Any) -> None:
    from TorchSharpPy import torch as cs

    before = torch.random.get_rng_state()
    results = []
    for seed in (1, 1, 2):
        generator = cs.Generator().manual_seed(seed)
        results.append(ours.RandAugment(generator=generator, num_ops=4).call(BYTES))
    assert torch.equal(results[0], results[1])
    assert not torch.equal(results[0], results[2])
    assert torch.equal(torch.random.get_rng_state(), before)


def test_transforms_are_composed(ours: Any, theirs: Any) -> None:
    from System import Array, Double
    from TorchSharpPy import torch as cs

    means, deviations = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
    mine = ours.Compose(
        ours.Resize(30),
        ours.CenterCrop(24),
        ours.ConvertImageDtype(cs.ScalarType.Float32),
        ours.Normalize(Array[Double](means), Array[Double](deviations)),
    )
    their = theirs.Compose(
        [
            theirs.Resize(30),
            theirs.CenterCrop(24),
            theirs.ConvertImageDtype(torch.float32),
            theirs.Normalize(means, deviations),
        ]
    )
    assert torch.equal(mine.call(BYTES), their(BYTES))


def test_choices_are_fair(ours: Any) -> None:
    """By distribution: torchvision draws these from Python's generator."""
    torch.manual_seed(3)
    choice = ours.RandomChoice(ours.Posterize(0), ours.Invert(), ours.HorizontalFlip())
    seen = [int(choice.call(BYTES).long().sum()) for _ in range(300)]
    counts = sorted(seen.count(value) for value in set(seen))
    assert len(counts) == 3
    assert counts[0] > 70
    applied = ours.RandomApply([ours.Invert()], 0.25)
    count = sum(not torch.equal(applied.call(BYTES), BYTES) for _ in range(400))
    assert 70 < count < 130
    order = ours.RandomOrder(ours.Posterize(1), ours.AdjustBrightness(0.5))
    assert len({int(order.call(BYTES).long().sum()) for _ in range(50)}) == 2


def test_wrong_options_are_refused(ours: Any) -> None:
    from System import ArgumentException, ArgumentOutOfRangeException, Single
    from TorchSharpPy import torch as cs

    with pytest.raises(ArgumentOutOfRangeException, match="from 0 to 1"):
        ours.RandomInvert(1.5)
    with pytest.raises(ArgumentOutOfRangeException, match="not negative"):
        ours.ColorJitter(Single(-1))
    with pytest.raises(ArgumentOutOfRangeException, match=r"-0\.5 to 0\.5"):
        ours.ColorJitter(Single(0), Single(0), Single(0), Single(0.7))
    with pytest.raises(ArgumentException, match="at least one"):
        ours.RandomChoice()
    with pytest.raises(ArgumentOutOfRangeException, match="0 to 30"):
        ours.RandAugment(2, 31)
    with pytest.raises(ArgumentOutOfRangeException, match="ascending"):
        ours.RandomResizedCrop(8, 0.9, 0.5)
    with pytest.raises(ArgumentException, match=r"not a tensor of shape \[3\]"):
        ours.HorizontalFlip().call(torch.zeros(3))
    with pytest.raises(ArgumentException, match="1 or 3 channels"):
        ours.AdjustHue(0.1).call(torch.zeros(2, 4, 4))
    with pytest.raises(ArgumentException, match="of bytes"):
        ours.Posterize(3).call(torch.zeros(3, 4, 4))
    with pytest.raises(ArgumentOutOfRangeException, match="Bilinear or Bicubic"):
        ours.Resize(8, cs.InterpolationMode.Area).call(BYTES)


def test_a_result_is_another_object_than_the_image(ours: Any) -> None:
    """So that both can be disposed. Compiled for .NET: each call of Python makes new objects."""
    import clr
    from System import Array, Boolean, Func
    from System.Linq.Expressions import Expression, ParameterExpression
    from TorchSharpPy import torch as cs
    from TorchSharpPy import torchvision

    image = Expression.Parameter(clr.GetClrType(cs.Tensor), "image")
    parameters = Array[ParameterExpression]([image])
    identity = Expression.Lambda[Func[cs.Tensor, cs.Tensor]](image, parameters).Compile()
    kinds = clr.GetClrType(torchvision.ITransform).GetInterfaces()
    (call,) = (kind.GetMethod("call") for kind in kinds if kind.GetMethod("call") is not None)
    same = ours.Lambda(identity)
    for transform in (
        *(same, ours.Randomize(same, 1.0), ours.RandomChoice(same), ours.Compose(same, same)),
        *(ours.RandomOrder(same), ours.RandomApply([same], 1.0), ours.RandAugment(0)),
    ):
        result = Expression.Call(Expression.Constant(transform), call, image)
        is_same = Expression.ReferenceEqual(result, image)
        check = Expression.Lambda[Func[cs.Tensor, Boolean]](is_same, parameters).Compile()
        assert not check(BYTES)
