"""libvips in C#: files that Pillow does not write, memory, and other users of the library."""

from __future__ import annotations

import ctypes
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image
from torch import Tensor

from tests.dotnet.dotnet_programs import ROOT, environment, needs_dotnet
from torchsharp_py import dotnet

pytestmark = needs_dotnet

RGB, CMYK, CIE_LAB, ICC_LAB = 2, 5, 8, 9  # of TIFF
MODES = ("UNCHANGED", "GRAY", "GRAY_ALPHA", "RGB", "RGB_ALPHA")


@pytest.fixture(scope="module")
def csharp() -> Any:
    dotnet.load()
    from TorchSharpPy import torchvision

    return torchvision


def decode(csharp: Any, file: Tensor, mode: str = "UNCHANGED") -> Tensor:
    result: Tensor = csharp.io.decode_image(file, getattr(csharp.io.ImageReadMode, mode))
    return result


def tiff(pixels: Tensor, bits: int, photometric: int) -> Tensor:
    """The bytes of a TIFF file [H, W, C], of which Pillow does not write each kind."""
    height, width, channels = pixels.shape
    data = pixels.contiguous().view(torch.uint8).numpy().tobytes()
    entries = [
        *((256, 3, 1, width), (257, 3, 1, height), (258, 3, channels, 8), (259, 3, 1, 1)),
        *((262, 3, 1, photometric), (273, 4, 1, 8 + 2 * channels), (277, 3, 1, channels)),
        *((278, 3, 1, height), (279, 4, 1, len(data))),
    ]
    head = struct.pack("<2sHI", b"II", 42, 8 + 2 * channels + len(data))
    body = struct.pack(f"<{channels}H", *[bits] * channels) + data
    table = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *e) for e in entries)
    return torch.frombuffer(bytearray(head + body + table + bytes(4)), dtype=torch.uint8)


@pytest.mark.parametrize("bits", [8, 16])
def test_other_colors_are_refused(csharp: Any, bits: int) -> None:
    """Their bands are numbers like those of RGB, but mean something else."""
    from System.IO import InvalidDataException

    kind = torch.uint8 if bits == 8 else torch.uint16
    for channels in (3, 4):
        pixels = (torch.arange(6 * 5 * channels).view(6, 5, channels) * 2).to(kind)
        result = decode(csharp, tiff(pixels, bits, RGB)).long()
        assert torch.equal(result, pixels.permute(2, 0, 1).long())
        for mode in MODES:
            with pytest.raises(InvalidDataException, match="gray, RGB or CMYK"):
                decode(csharp, tiff(pixels, bits, ICC_LAB), mode)
            with pytest.raises(InvalidDataException):
                decode(csharp, tiff(pixels, bits, CIE_LAB), mode)


@pytest.mark.parametrize("bits", [8, 16])
def test_cmyk_of_8_and_16_bits(csharp: Any, bits: int) -> None:
    most = 2**bits - 1
    generator = torch.Generator().manual_seed(4)
    numbers = torch.randint(0, most + 1, (11, 7, 4), generator=generator)
    file = tiff(numbers.to(torch.uint8 if bits == 8 else torch.uint16), bits, CMYK)
    assert torch.equal(decode(csharp, file).long(), numbers.permute(2, 0, 1))
    white = (most - numbers[..., 3:]).double()
    expected = (white - (numbers[..., :3] * white / most).add(0.5).floor()).long().permute(2, 0, 1)
    assert torch.equal(decode(csharp, file, "RGB").long(), expected)
    red, green, blue = expected
    gray = (red * 19595 + green * 38470 + blue * 7471 + 32768) >> 16
    assert torch.equal(decode(csharp, file, "GRAY")[0].long(), gray)


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss has other units elsewhere")
def test_other_channels_need_little_memory(csharp: Any, tmp_path: Path) -> None:
    """The decoded image of 36 MB, the copy of libvips and the result; no wide numbers."""
    path = tmp_path / "large.png"
    Image.new("RGB", (4000, 3000), (10, 20, 30)).save(path, compress_level=1)
    Image.new("RGB", (60, 40)).save(tmp_path / "small.png")
    program = f"""
import resource, torch
from torchsharp_py import dotnet
dotnet.load()
from TorchSharpPy import torchvision
io = torchvision.io
most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
io.read_image({str(tmp_path / "small.png")!r}, io.ImageReadMode.GRAY)
before = most()
image = io.read_image({str(path)!r}, io.ImageReadMode.GRAY)
assert image.shape == (1, 3000, 4000) and (image == 18).all()
print(most() - before)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=environment(PYTHONPATH=str(ROOT)),
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 3.2 * 36


def test_the_libvips_of_other_code_keeps_its_settings(tmp_path: Path) -> None:
    """Its loaders, cache, threads and warnings. If it starts later, there is no cache."""
    program = """
import ctypes, glob, sys, torch
from torchsharp_py import dotnet
first = sys.argv[1] == "first"
folder = __import__("pathlib").Path(__import__("_libvips").__file__).parent
vips = ctypes.CDLL(glob.glob(str(folder / "pyvips_binary.*libs" / "libvips*"))[0])
names = ("vips_cache_get_max", "vips_cache_get_max_mem", "vips_concurrency_get")
settings = lambda: [getattr(vips, name)() for name in names]
if first:
    vips.vips_init(b"")
    before = settings()
dotnet.load()
from TorchSharpPy import torchvision
io, formats = torchvision.io, torchvision.ImageFormat
for name in ("Png", "Jpeg", "Webp", "Gif", "Tiff"):
    image = torch.randint(0, 256, (3, 20, 30)).to(torch.uint8)
    io.decode_image(io.encode_image(image, getattr(formats, name)))
if first:
    assert settings() == before
loader = vips.vips_foreign_find_load_buffer
loader.restype, loader.argtypes = ctypes.c_char_p, [ctypes.c_char_p, ctypes.c_size_t]
svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
print(loader(svg, len(svg)))
vips.g_log.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p]
vips.g_log(b"VIPS", 16, b"hello")
assert first or vips.vips_cache_get_size() == 0
"""
    for order in ("first", "later"):
        done = subprocess.run(
            [sys.executable, "-c", program, order],
            capture_output=True,
            text=True,
            env=environment(PYTHONPATH=str(ROOT), TORCHSHARP_PY_VIPS=None),
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("b'VipsForeignLoadSvgBuffer'")  # not one of the safe ones
        assert ("hello" in done.stderr) == (order == "first")


@pytest.mark.skipif(sys.platform != "linux", reason="names a library of Linux")
def test_functions_are_looked_up_beside_libvips_too(csharp: Any) -> None:
    """As on Windows, where GLib is in libraries of its own."""
    import _libvips
    import clr
    from System import Array, IntPtr, Object, String
    from System.Reflection import BindingFlags

    hidden = BindingFlags.Instance | BindingFlags.NonPublic
    kind = clr.GetClrType(csharp.ITransform).Assembly.GetType("TorchSharpPy.Vips.VipsSymbols")
    (vips,) = Path(_libvips.__file__).parent.glob("pyvips_binary.libs/libvips*")
    other = IntPtr(ctypes.CDLL("libm.so.6")._handle)
    find = kind.GetMethod("Find", hidden)

    def found(name: str, *neighbors: str) -> Any:
        path = str(vips.parent / "libvips-42.dll")
        arguments = Array[Object]([other, path, Array[String](neighbors)])
        (constructor,) = (c for c in kind.GetConstructors(hidden) if c.GetParameters().Length == 3)
        symbols = constructor.Invoke(arguments)
        return find.Invoke(symbols, Array[Object]([name]))

    assert found("g_free", vips.name) != IntPtr.Zero
    with pytest.raises(Exception, match="nor the GLib beside it has the function 'g_free'"):
        found("g_free")
    with pytest.raises(Exception, match=r"no function 'vips_init': install libvips 8\.13"):
        found("vips_init")


def test_without_libvips_the_message_says_what_to_do(tmp_path: Path) -> None:
    program = """
import torch
from torchsharp_py import dotnet
dotnet.load()
from TorchSharpPy import torchvision
try:
    torchvision.io.decode_image(torch.zeros(4, dtype=torch.uint8))
except Exception as error:
    print(type(error).__name__, error)
"""
    variables = environment(
        TORCHSHARP_PY_VIPS=str(tmp_path / "libvips.so.42"), PYTHONPATH=str(ROOT)
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=variables
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("DllNotFoundException Cannot load libvips")
    for part in (str(tmp_path), "no such file", "NetVips.Native", "pip install pyvips-binary"):
        assert part in done.stdout
