"""torchvision.transforms.functional of C# is that of Python: most of it bit for bit.

What is computed in another order of rounding has a tolerance: 1 of 255 for bytes, 1e-5 for floats.
torchvision computes hues with floats even if the image has doubles, which costs 1e-6.
"""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor

from tests.dotnet.dotnet_programs import needs_dotnet
from tests.python import torchvision_reference
from torchsharp_py import dotnet

pytestmark = needs_dotnet


def pixels(seed: int, *size: int) -> Tensor:
    numbers = torch.rand(*size, generator=torch.Generator().manual_seed(seed))
    return (numbers * 255.99).to(torch.uint8)


BYTES = pixels(1, 3, 17, 23)
BATCH = pixels(2, 2, 3, 16, 12)
GRAY = pixels(3, 1, 19, 14)
FLOATS = BYTES.float() / 255
DOUBLES = BATCH.double() / 255
VIDEO = pixels(4, 2, 2, 3, 9, 11)
IMAGES = {"bytes": BYTES, "batch": BATCH, "gray": GRAY, "floats": FLOATS, "doubles": DOUBLES}
CORNERS = [[0, 0], [22, 0], [22, 16], [0, 16]], [[2, 1], [19, 3], [21, 14], [1, 15]]
WIDE = pixels(5, 3, 40, 60)

# Function, its arguments in C#, in Python, and the tolerance (0: bit for bit).
Case = tuple[str, str, tuple[Any, ...], dict[str, Any], tuple[Any, ...], dict[str, Any], float]


def case(name: str, image: str, *values: Any, to: float = 0, **options: Any) -> Case:
    """The same arguments in both languages."""
    return name, image, values, options, values, options, to


COLOR = [
    case(name, image, factor)
    for name in ("adjust_brightness", "adjust_contrast", "adjust_saturation", "adjust_sharpness")
    for image in IMAGES
    for factor in (0.0, 0.4, 1.0, 1.9)
]
COLOR += [case("adjust_gamma", image, 0.7, 1.1) for image in IMAGES]
COLOR += [
    case("adjust_hue", image, shift, to=1e-6 if image == "doubles" else 0)
    for image in IMAGES
    for shift in (-0.5, -0.1, 0.0, 0.3)
]
COLOR += [
    case(name, image)
    for name in ("autocontrast", "invert", "hflip", "vflip", "rgb_to_grayscale")
    for image in IMAGES
]
COLOR += [case("equalize", image) for image in ("bytes", "batch", "gray")]
COLOR += [case("posterize", image, bits) for image in ("bytes", "batch") for bits in (0, 3, 8)]
COLOR += [case("solarize", "bytes", 100.0), case("solarize", "floats", 0.4)]
COLOR += [case("rgb_to_grayscale", "bytes", 3), case("rgb_to_grayscale", "floats", 3)]

SHAPE = [
    case("crop", image, *box)
    for image in ("bytes", "batch", "doubles")
    for box in ((2, 3, 5, 6), (-2, -3, 9, 30), (10, 10, 30, 5), (40, 50, 3, 4))
]
SHAPE += [
    ("center_crop", image, size, {}, (list(size),), {}, 0)
    for image in ("bytes", "batch")
    for size in ((8, 9), (7, 4), (30, 10), (31, 40), (17, 23), (16, 12))
]
SHAPE += [
    ("pad", image, ([1, 2, 3, 4],), {}, ([1, 2, 3, 4],), {"fill": 0}, 0)
    for image in ("bytes", "floats")
]
SHAPE += [
    ("gaussian_blur", image, (size, sigma), {}, (size, sigma), {}, 0)
    for image in ("bytes", "batch", "floats", "doubles")
    for size, sigma in (([3, 5], [0.5, 1.5]), ([5, 5], [1.0, 1.0]))
]
SHAPE += [
    (
        *("rotate", image, (angle,), {"expand": expand, "center": center, "fill": fill}),
        *((angle,), {"expand": expand, "center": center, "fill": fill}),
        1e-5,
    )
    for image in ("bytes", "batch", "floats")
    for angle, expand, center, fill in (
        (30.0, False, None, None),
        (-77.0, True, None, [7.0]),
        (90.0, True, None, None),
        (15.0, False, (3, 4), [1.0, 2.0, 3.0]),
    )
]


@pytest.fixture(scope="module")
def csharp() -> Any:
    """The C# class torchvision."""
    dotnet.load()
    from TorchSharpPy import torchvision

    return torchvision


@pytest.fixture(scope="module")
def ours(csharp: Any) -> Any:
    return csharp.transforms.functional


@pytest.fixture(scope="module")
def theirs() -> Any:
    return torchvision_reference.load("torchvision.transforms.functional")


def into_csharp(value: Any) -> Any:
    """Lists as C# takes them: of floats, of ints for tuples."""
    import System
    from System import Array, Int64, Single, ValueTuple

    if isinstance(value, list):
        kind = Single if any(isinstance(one, float) for one in value) else Int64
        return Array[kind](value)
    if isinstance(value, tuple):
        return ValueTuple[System.Int32, System.Int32](*value)
    return value


def check(mine: Tensor, expected: Tensor, tolerance: float) -> None:
    assert mine.dtype == expected.dtype
    assert mine.shape == expected.shape
    if tolerance == 0:
        assert torch.equal(mine, expected)
    elif mine.dtype == torch.uint8:
        assert (mine.int() - expected.int()).abs().max() <= 1
    else:
        torch.testing.assert_close(mine, expected, rtol=0, atol=tolerance)


@pytest.mark.parametrize(
    ("name", "image", "mine", "my_options", "their", "their_options", "tolerance"),
    COLOR + SHAPE,
)
def test_functions_agree(
    ours: Any,
    theirs: Any,
    name: str,
    image: str,
    mine: tuple[Any, ...],
    my_options: dict[str, Any],
    their: tuple[Any, ...],
    their_options: dict[str, Any],
    tolerance: float,
) -> None:
    given = IMAGES[image].clone()
    options = {key: into_csharp(value) for key, value in my_options.items()}
    result = getattr(ours, name)(given, *map(into_csharp, mine), **options)
    assert torch.equal(given, IMAGES[image])  # the image itself does not change
    check(result, getattr(theirs, name)(IMAGES[image], *their, **their_options), tolerance)


@pytest.mark.parametrize("antialias", [True, False])
@pytest.mark.parametrize("mode", ["Nearest", "NearestExact", "Bilinear", "Bicubic"])
@pytest.mark.parametrize("image", ["bytes", "batch", "floats", "doubles"])
def test_resizing_agrees(ours: Any, theirs: Any, image: str, mode: str, antialias: bool) -> None:
    from TorchSharpPy import torch as cs

    kind = torchvision_reference.load("torchvision.transforms").InterpolationMode
    name = "NEAREST_EXACT" if mode == "NearestExact" else mode.upper()
    for height, width in ((8, 9), (40, 31), IMAGES[image].shape[-2:]):
        interpolation = getattr(cs.InterpolationMode, mode)
        mine = ours.resize(IMAGES[image], height, width, interpolation, None, antialias)
        expected = theirs.resize(
            IMAGES[image], [height, width], getattr(kind, name), antialias=antialias
        )
        check(mine, expected, 0)


@pytest.mark.parametrize(("size", "longest"), [(10, None), (50, None), (20, 25), (7, 11)])
def test_resizing_keeps_the_ratio(ours: Any, theirs: Any, size: int, longest: int | None) -> None:
    for image in (WIDE, WIDE.transpose(1, 2).contiguous(), WIDE[:, :, :40]):
        mine = ours.resize(image, size, -1, longest)
        check(mine, theirs.resize(image, [size], max_size=longest), 0)


@pytest.mark.parametrize("mode", ["Nearest", "Bilinear"])
@pytest.mark.parametrize("image", ["bytes", "floats"])
def test_affine_and_perspective_agree(ours: Any, theirs: Any, image: str, mode: str) -> None:
    from System import Array, Int32, Single
    from System.Collections.Generic import IList
    from TorchSharpPy import torch as cs

    kind = torchvision_reference.load("torchvision.transforms").InterpolationMode
    mine, their = getattr(cs.InterpolationMode, mode), getattr(kind, mode.upper())
    for angle, move, scale, shear, fill in (
        (30.0, [2, -3], 1.25, [0.0, 0.0], None),
        (-10.0, [0, 0], 0.75, [20.0, 5.0], 9.0),
    ):
        result = ours.affine(
            *(IMAGES[image], Array[Single](shear), angle, Array[Int32](move), scale, mine, fill)
        )
        filling = None if fill is None else [fill]
        expected = theirs.affine(
            IMAGES[image], angle, move, scale, shear, interpolation=their, fill=filling
        )
        check(result, expected, 1e-5)
    points = [Array[IList[Int32]]([Array[Int32](one) for one in corners]) for corners in CORNERS]
    for fill in (None, [3.0]):
        filling = None if fill is None else Array[Single](fill)
        result = ours.perspective(IMAGES[image], *points, mine, filling)
        expected = theirs.perspective(IMAGES[image], *CORNERS, interpolation=their, fill=fill)
        check(result, expected, 1e-5)


@pytest.mark.parametrize("source", [torch.uint8, torch.int16, torch.int32, torch.float32])
@pytest.mark.parametrize(
    "target", [torch.uint8, torch.int16, torch.int64, torch.float32, torch.float64]
)
def test_conversions_agree(
    ours: Any, theirs: Any, source: torch.dtype, target: torch.dtype
) -> None:
    from System import ArgumentException
    from TorchSharpPy import torch as cs

    names = {torch.uint8: "Byte", torch.int16: "Int16", torch.int64: "Int64"}
    names |= {torch.float32: "Float32", torch.float64: "Float64"}
    image = BYTES if source == torch.uint8 else theirs.convert_image_dtype(FLOATS, torch.int16)
    image = image if image.dtype == source else theirs.convert_image_dtype(image, source)
    kind = getattr(cs.ScalarType, names[target])
    if source == torch.float32 and target == torch.int64:
        with pytest.raises(RuntimeError):
            theirs.convert_image_dtype(image, target)
        with pytest.raises(ArgumentException):
            ours.convert_image_dtype(image, kind)
        return
    mine = ours.convert_image_dtype(image, kind)
    check(mine, theirs.convert_image_dtype(image, target), 0)


@pytest.mark.parametrize("mode", ["Constant", "Reflect", "Replicate", "Circular"])
def test_padding_agrees(ours: Any, theirs: Any, mode: str) -> None:
    from System import Array, Int64
    from TorchSharpPy import PaddingModes

    for image in (BYTES, BATCH, FLOATS, BYTES[0]):
        mine = ours.pad(image, Array[Int64]([1, 2, 3, 4]), 5.0, getattr(PaddingModes, mode))
        if mode == "Circular":  # which torchvision does not have
            batch = image.float().reshape(-1, 1, *image.shape[-2:])
            padded = torch.nn.functional.pad(batch, [1, 3, 2, 4], "circular")
            expected = padded.reshape(*image.shape[:-2], *padded.shape[-2:]).to(image.dtype)
        else:
            name = {"Replicate": "edge"}.get(mode, mode.lower())
            expected = theirs.pad(image, [1, 2, 3, 4], 5 if mode == "Constant" else 0, name)
        check(mine, expected, 0)
    assert torch.equal(ours.pad(BYTES, 2), theirs.pad(BYTES, 2))
    assert torch.equal(ours.pad(BYTES, Array[Int64]([2, 3])), theirs.pad(BYTES, [2, 3]))


def test_normalizing_and_erasing_agree(ours: Any, theirs: Any) -> None:
    from System import Array, Double
    from TorchSharpPy import torch as cs

    means, deviations = [0.4, 0.5, 0.6], [0.2, 0.3, 0.4]
    mine = ours.normalize(FLOATS, Array[Double](means), Array[Double](deviations))
    check(mine, theirs.normalize(FLOATS, means, deviations), 0)
    arrays = Array[Double](means), Array[Double](deviations)
    mine = ours.normalize(DOUBLES, *arrays, cs.ScalarType.Float64)
    check(mine, theirs.normalize(DOUBLES, means, deviations), 0)
    value = torch.tensor([[[1]], [[2]], [[3]]], dtype=torch.uint8)
    check(ours.erase(BYTES, 2, 3, 4, 5, value), theirs.erase(BYTES, 2, 3, 4, 5, value), 0)
    changed = BYTES.clone()
    ours.erase(changed, 2, 3, 4, 5, value, True)
    check(changed, theirs.erase(BYTES, 2, 3, 4, 5, value), 0)


def test_videos_are_batches_of_batches(ours: Any, theirs: Any) -> None:
    from System import Array, Int64, Single

    mine = ours.gaussian_blur(VIDEO, Array[Int64]([3]), Array[Single]([1.0]))
    check(mine.flatten(0, 1), theirs.gaussian_blur(VIDEO.flatten(0, 1), [3, 3], [1.0, 1.0]), 0)
    mine = ours.resize(VIDEO, 5, 6)
    check(mine.flatten(0, 1), theirs.resize(VIDEO.flatten(0, 1), [5, 6]), 0)
    check(ours.equalize(VIDEO).flatten(0, 1), theirs.equalize(VIDEO.flatten(0, 1)), 0)


def test_a_crop_outside_of_the_image_is_black(ours: Any) -> None:
    assert torch.equal(ours.crop(BYTES, -9, -9, 4, 4), torch.zeros(3, 4, 4, dtype=torch.uint8))


def test_dimensions(ours: Any) -> None:
    assert tuple(getattr(ours.get_dimensions(BATCH), f"Item{i}") for i in (1, 2, 3)) == (3, 16, 12)
    assert ours.get_dimensions(BYTES[0]).Item1 == 1


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16], ids=str)
def test_numbers_of_16_bits_are_resized_and_padded_in_32(
    ours: Any, theirs: Any, dtype: torch.dtype
) -> None:
    from System import Array, Int64
    from TorchSharpPy import PaddingModes
    from TorchSharpPy import torch as cs

    kind = torchvision_reference.load("torchvision.transforms").InterpolationMode
    image = FLOATS.to(dtype)
    for name in ("Nearest", "Bilinear", "Bicubic"):
        for size in (8, 9), (40, 31):
            mine = ours.resize(image, *size, getattr(cs.InterpolationMode, name))
            check(mine, theirs.resize(image, list(size), getattr(kind, name.upper())), 0)
    for name, their_name in (
        ("Constant", "constant"),
        ("Reflect", "reflect"),
        ("Replicate", "edge"),
    ):
        mine = ours.pad(image, Array[Int64]([1, 2, 3, 4]), 0.0, getattr(PaddingModes, name))
        check(mine, theirs.pad(image, [1, 2, 3, 4], 0, their_name), 0)
