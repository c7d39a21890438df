"""Images of C# are those of Pillow, pixel for pixel where the format is exact."""

from __future__ import annotations

import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image
from torch import Tensor

from tests.dotnet.dotnet_programs import needs_dotnet
from tests.python.live_objects import settled_handles
from torchsharp_py import dotnet

pytestmark = needs_dotnet

HEIGHT, WIDTH = 37, 53
# Smooth, so that lossy formats stay near.
_Y, _X = torch.meshgrid(torch.arange(HEIGHT), torch.arange(WIDTH), indexing="ij")
SMOOTH = torch.stack([_X * 4, _Y * 6, (_X + _Y) * 2, 255 - _X * 2]).to(torch.uint8)
NOISE = torch.randint(0, 256, (4, HEIGHT, WIDTH), generator=torch.Generator().manual_seed(2))
NOISE = NOISE.to(torch.uint8)
MODES = {"UNCHANGED": None, "GRAY": "L", "GRAY_ALPHA": "LA", "RGB": "RGB", "RGB_ALPHA": "RGBA"}
CHANNELS = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4}


@pytest.fixture(scope="module")
def csharp() -> Any:
    dotnet.load()
    from TorchSharpPy import torchvision

    return torchvision


def to_pillow(image: Tensor, mode: str) -> Image.Image:
    pixels = image[: CHANNELS.get(mode, 4)].permute(1, 2, 0).contiguous()
    return Image.frombytes(mode, (image.shape[2], image.shape[1]), pixels.numpy().tobytes())


def from_pillow(image: Image.Image) -> Tensor:
    raw = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
    return raw.view(image.height, image.width, -1).permute(2, 0, 1)


def encoded(image: Image.Image, kind: str, **options: Any) -> Tensor:
    """The bytes of a file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return torch.frombuffer(bytearray(file.getvalue()), dtype=torch.uint8)


def opened(file: Tensor) -> Image.Image:
    return Image.open(io.BytesIO(file.numpy().tobytes()))


def decode(csharp: Any, file: Tensor, mode: str = "UNCHANGED", imager: Any = None) -> Tensor:
    return csharp.io.decode_image(file, getattr(csharp.io.ImageReadMode, mode), imager)


FILES = [
    *(("PNG", mode, {}) for mode in CHANNELS),
    *(("JPEG", mode, {"quality": 90}) for mode in ("L", "RGB", "CMYK")),
    ("JPEG", "RGB", {"quality": 60, "progressive": True, "subsampling": 0}),
    *(("WEBP", mode, {"lossless": True}) for mode in ("RGB", "RGBA")),
    ("WEBP", "RGB", {"quality": 60}),
    *(("TIFF", mode, {"compression": "tiff_lzw"}) for mode in ("L", "RGB", "RGBA")),
    ("GIF", "RGB", {}),
]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("kind", "source", "options"), FILES)
def test_images_are_decoded_as_pillow_does(
    csharp: Any, kind: str, source: str, options: dict[str, Any], mode: str
) -> None:
    file = encoded(to_pillow(SMOOTH if kind == "JPEG" else NOISE, source), kind, **options)
    pillow = opened(file)
    target = MODES[mode] or ("RGB" if kind == "GIF" else pillow.mode)
    if pillow.mode in ("CMYK", "P") and target in ("L", "LA", "RGBA"):
        pillow = pillow.convert("RGB")  # Pillow has no direct way
    expected = from_pillow(pillow if pillow.mode == target else pillow.convert(target))
    result = decode(csharp, file, mode)
    assert result.is_contiguous()
    assert torch.equal(result, expected)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_turns_images(csharp: Any, orientation: int) -> None:
    from PIL import ImageOps

    exif = Image.Exif()
    exif[0x0112] = orientation
    for kind in ("JPEG", "PNG", "WEBP"):
        options = {"lossless": True} if kind == "WEBP" else {}
        file = encoded(to_pillow(SMOOTH, "RGB"), kind, exif=exif, **options)
        turned = csharp.io.VipsImager(75, True)
        expected = from_pillow(ImageOps.exif_transpose(opened(file)))
        assert torch.equal(decode(csharp, file, "UNCHANGED", turned), expected)
        assert torch.equal(decode(csharp, file), from_pillow(opened(file)))


def test_images_of_16_bits_keep_them(csharp: Any) -> None:
    wide = torch.randint(0, 65536, (9, 8), generator=torch.Generator().manual_seed(3))
    raw = wide.to(torch.uint16).numpy().tobytes()
    file = encoded(Image.frombytes("I;16", (8, 9), raw), "PNG")
    result = decode(csharp, file)
    assert result.dtype == torch.uint16
    assert torch.equal(result[0].long(), wide)
    assert torch.equal(decode(csharp, file, "RGB").long(), wide.expand(3, -1, -1))
    for kind in ("Png", "Tiff"):
        again = csharp.io.encode_image(result, getattr(csharp.ImageFormat, kind))
        assert torch.equal(decode(csharp, again).long(), wide[None])


@pytest.mark.parametrize(
    ("kind", "channels"),
    [
        *(("Png", count) for count in (1, 2, 3, 4)),
        *(("Bmp", count) for count in (1, 3)),
        *(("Tiff", count) for count in (1, 3, 4)),
    ],
)
def test_pillow_reads_what_is_encoded(csharp: Any, kind: str, channels: int) -> None:
    for image in (NOISE[:channels], NOISE[:channels].transpose(1, 2), NOISE[:channels, :1, :1]):
        pillow = opened(csharp.io.encode_image(image, getattr(csharp.ImageFormat, kind)))
        assert pillow.format == kind.upper()
        read = from_pillow(pillow)
        assert torch.equal(read, image.expand(read.shape[0], -1, -1))


@pytest.mark.parametrize(("kind", "off"), [("Jpeg", 10), ("Webp", 14), ("Gif", 40)])
def test_lossy_formats_stay_near(csharp: Any, kind: str, off: int) -> None:
    image = SMOOTH[:3]
    pillow = opened(csharp.io.encode_image(image, getattr(csharp.ImageFormat, kind)))
    assert pillow.format == kind.upper()
    read = from_pillow(pillow.convert("RGB"))
    assert (read.int() - image.int()).abs().max() <= off


def test_better_quality_is_nearer(csharp: Any) -> None:
    for kind in (csharp.ImageFormat.Jpeg, csharp.ImageFormat.Webp):
        errors = []
        for quality in (20, 60, 95):
            file = csharp.io.encode_image(NOISE[:3], kind, csharp.io.VipsImager(quality))
            read = from_pillow(opened(file).convert("RGB"))
            errors.append((read.float() - NOISE[:3].float()).abs().mean())
        assert errors == sorted(errors, reverse=True)


def test_files_and_streams(csharp: Any, tmp_path: Path) -> None:
    from System.IO import File, MemoryStream

    image = NOISE[:3]
    path = str(tmp_path / "image.png")
    csharp.io.write_png(image, path)
    assert torch.equal(csharp.io.read_image(path), image)
    assert torch.equal(csharp.io.read_image_async(path).Result, image)
    assert torch.equal(csharp.io.read_file(path), csharp.io.read_file_async(path).Result)
    assert torch.equal(decode(csharp, csharp.io.read_file(path)), image)
    size = os.path.getsize(path)
    csharp.io.write_png(NOISE[:1, :2, :2], path)  # a smaller file replaces all of it
    assert os.path.getsize(path) < size
    stream = MemoryStream()
    csharp.io.write_jpeg(SMOOTH[:3], stream)
    stream.Position = 0
    assert tuple(csharp.io.read_image(stream).shape) == (3, HEIGHT, WIDTH)
    stream.Position = 0
    assert tuple(csharp.io.read_image_async(stream).Result.shape) == (3, HEIGHT, WIDTH)
    csharp.io.write_image_async(image, path, csharp.ImageFormat.Webp).Wait()
    assert Image.open(path).format == "WEBP"
    csharp.io.write_file(path, torch.tensor([1, 2, 3], dtype=torch.uint8))
    assert list(File.ReadAllBytes(path)) == [1, 2, 3]
    csharp.utils.save_image(image.float() / 255, path, csharp.ImageFormat.Png)
    assert torch.equal(csharp.io.read_image(path), image)


def test_grids_agree(csharp: Any) -> None:
    from System import Double, ValueTuple

    from tests.python import torchvision_reference

    utils = torchvision_reference.load("torchvision.utils")
    images = torch.rand(7, 3, 5, 6, generator=torch.Generator().manual_seed(1)) * 3 - 1
    span = ValueTuple[Double, Double](-0.5, 1.0)
    for given in (images, images[:, :1], images[0], images[0, 0], images[:1]):
        assert torch.equal(csharp.utils.make_grid(given, 3), utils.make_grid(given, 3))
    options = {"normalize": True, "pad_value": 0.5}
    assert torch.equal(
        csharp.utils.make_grid(images, 4, 1, **options), utils.make_grid(images, 4, 1, **options)
    )
    each = csharp.utils.make_grid(images, 4, 1, True, None, True)
    assert torch.equal(each, utils.make_grid(images, 4, 1, True, None, True))
    ranged = csharp.utils.make_grid(images, 4, 1, True, span)
    assert torch.equal(ranged, utils.make_grid(images, 4, 1, True, (-0.5, 1.0)))


def test_damaged_images_are_refused(csharp: Any, capfd: pytest.CaptureFixture[str]) -> None:
    """Every cut and many changed bytes: an error that says so, or an image."""
    from System.IO import InvalidDataException

    generator = torch.Generator().manual_seed(6)
    refused = 0
    for kind in ("PNG", "JPEG", "WEBP", "GIF", "TIFF"):
        file = encoded(to_pillow(SMOOTH, "RGB"), kind)
        damaged = [file[: len(file) * part // 9] for part in range(9)]
        for _ in range(40):
            changed = file.clone()
            places = torch.randint(0, len(file), (4,), generator=generator)
            changed[places] = torch.randint(0, 256, (4,), generator=generator).to(torch.uint8)
            damaged.append(changed)
        for one in damaged:
            try:
                assert decode(csharp, one).dim() == 3
            except InvalidDataException:
                refused += 1
    assert refused > 60
    assert "VIPS" not in capfd.readouterr().err


def test_other_files_are_refused(csharp: Any) -> None:
    from System import (
        ArgumentException,
        ArgumentNullException,
        ArgumentOutOfRangeException,
        NotImplementedException,
        NotSupportedException,
    )
    from System.IO import FileNotFoundException, InvalidDataException

    for text in (b"", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"P5 1 1 255 0"):
        file = torch.tensor(list(text), dtype=torch.uint8)
        with pytest.raises(InvalidDataException, match="JPEG, PNG, WebP, GIF or TIFF"):
            decode(csharp, file)
    huge = encoded(Image.new("L", (3000, 3000)), "PNG")
    with pytest.raises(InvalidDataException, match="3000 x 3000 pixels, which is more than"):
        decode(csharp, huge, "UNCHANGED", csharp.io.VipsImager(75, False, 1_000_000))
    with pytest.raises(FileNotFoundException):
        csharp.io.read_image("nowhere.png")
    with pytest.raises(ArgumentException, match="bytes of a file"):
        csharp.io.decode_image(torch.zeros(3))
    for image, kind, message in (
        (NOISE, "Jpeg", "1 or 3 channels"),
        (NOISE[0], "Png", r"\[C, H, W\]"),
        (NOISE[:3].float(), "Png", "not of Float32"),
        (NOISE[:3, :0], "Png", "1 to 65535 rows"),
    ):
        with pytest.raises(ArgumentException, match=message):
            csharp.io.encode_image(image, getattr(csharp.ImageFormat, kind))
    with pytest.raises(NotSupportedException, match="not as Tga"):
        csharp.io.encode_image(NOISE[:3], csharp.ImageFormat.Tga)
    with pytest.raises(ArgumentOutOfRangeException, match="1 to 100"):
        csharp.io.VipsImager(0)
    with pytest.raises(NotImplementedException, match="VipsImager"):
        decode(csharp, huge, "UNCHANGED", csharp.io.NotImplementedImager())
    with pytest.raises(ArgumentNullException):
        csharp.io.DefaultImager = None


def test_the_default_imager_is_settable(csharp: Any) -> None:
    from System import NotImplementedException

    before = csharp.io.DefaultImager
    csharp.io.DefaultImager = csharp.io.NotImplementedImager()
    try:
        with pytest.raises(NotImplementedException):
            csharp.io.encode_image(NOISE[:3], csharp.ImageFormat.Png)
    finally:
        csharp.io.DefaultImager = before
    assert csharp.io.encode_image(NOISE[:3], csharp.ImageFormat.Png).numel() > 0


def test_many_threads_decode(csharp: Any) -> None:
    from System.IO import InvalidDataException

    files = [encoded(to_pillow(NOISE.roll(i, 1), "RGB"), "PNG") for i in range(4)]
    expected = [from_pillow(opened(file)) for file in files]

    def use(i: int) -> bool:
        file = files[i % 4]
        if i % 3 == 0:  # errors of some threads do not reach the others
            with pytest.raises(InvalidDataException):
                decode(csharp, file[:500])
        return torch.equal(decode(csharp, file), expected[i % 4])

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(use, range(120)))


def test_nothing_is_left(csharp: Any) -> None:
    from System.IO import InvalidDataException

    file = encoded(to_pillow(NOISE, "RGB"), "PNG")
    flip = csharp.transforms.Compose(
        csharp.transforms.HorizontalFlip(), csharp.transforms.Resize(9)
    )

    def use() -> None:
        image = decode(csharp, file, "RGB_ALPHA")
        flip.call(image[:3])
        csharp.transforms.functional.equalize(image[:3])
        csharp.transforms.functional.adjust_hue(image[:3], 0.1)
        csharp.ops.box_iou(torch.rand(3, 4), torch.rand(2, 4))
        csharp.io.encode_image(image, csharp.ImageFormat.Png)
        with pytest.raises(InvalidDataException):
            decode(csharp, file[:100])

    use()
    before = settled_handles()
    for _ in range(5):
        use()
    assert settled_handles() <= before
