"""Datasets of C# have the images and labels of torchvision's, from the same files."""

from __future__ import annotations

import gzip
import struct
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from tests.dotnet.dotnet_programs import needs_dotnet
from tests.python import torchvision_reference
from torchsharp_py import dotnet

pytestmark = needs_dotnet

COUNT = 7
PLACES = {
    "MNIST": ("", "mnist", "mnist/test_data", "MNIST/raw"),
    "FashionMNIST": ("", "fashion-mnist", "fashion-mnist/test_data", "FashionMNIST/raw"),
    "KMNIST": ("", "kmnist", "kmnist/test_data", "KMNIST/raw"),
}


@pytest.fixture(scope="module")
def csharp() -> Any:
    dotnet.load()
    from TorchSharpPy import torchvision

    return torchvision


def random_bytes(seed: int, *size: int, high: int = 256) -> Tensor:
    numbers = torch.randint(0, high, size, generator=torch.Generator().manual_seed(seed))
    return numbers.to(torch.uint8)


def write_idx(path: Path, elements: Tensor) -> None:
    header = struct.pack(f">I{elements.dim()}I", 0x0800 + elements.dim(), *elements.shape)
    path.write_bytes(header + elements.numpy().tobytes())


def write_mnist(folder: Path, seed: int = 0) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for i, prefix in enumerate(("train", "t10k")):
        pixels = random_bytes(seed + i, COUNT + i, 28, 28)
        write_idx(folder / f"{prefix}-images-idx3-ubyte", pixels)
        labels = random_bytes(seed + 9 + i, COUNT + i, high=10)
        write_idx(folder / f"{prefix}-labels-idx1-ubyte", labels)


def samples(dataset: Any) -> list[dict[str, Tensor]]:
    return [{pair.Key: pair.Value for pair in dataset.GetTensor(i)} for i in range(dataset.Count)]


@pytest.mark.parametrize("train", [True, False])
@pytest.mark.parametrize("name", PLACES)
def test_digits_agree(csharp: Any, tmp_path: Path, name: str, train: bool) -> None:
    write_mnist(tmp_path / name / "raw")
    module = torchvision_reference.load("torchvision.datasets")
    to_tensor = torchvision_reference.load("torchvision.transforms").ToTensor()
    theirs = list(getattr(module, name)(str(tmp_path), train, transform=to_tensor))
    ours = samples(getattr(csharp.datasets, name)(str(tmp_path), train))
    assert len(ours) == len(theirs) == COUNT + (not train)
    for mine, (image, label) in zip(ours, theirs, strict=True):
        assert torch.equal(mine["data"], image)
        assert mine["label"].item() == label


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("name", PLACES)
def test_files_are_found_in_each_folder(
    csharp: Any, tmp_path: Path, name: str, compressed: bool
) -> None:
    seen = []
    for i, place in enumerate(PLACES[name]):
        root = tmp_path / str(i)
        write_mnist(root / place)
        if compressed:
            for path in list((root / place).iterdir()):
                path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes()))
                path.unlink()
        seen.append(samples(getattr(csharp.datasets, name)(str(root), True, True)))
    for one in seen[1:]:
        for mine, first in zip(one, seen[0], strict=True):
            assert torch.equal(mine["data"], first["data"])


def test_images_go_through_a_transform(csharp: Any, tmp_path: Path) -> None:
    write_mnist(tmp_path)
    flipped = csharp.datasets.MNIST(str(tmp_path), True, False, csharp.transforms.HorizontalFlip())
    plain = csharp.datasets.MNIST(str(tmp_path), True)
    for mine, other in zip(samples(flipped), samples(plain), strict=True):
        assert torch.equal(mine["data"], other["data"].flip(-1))
        assert torch.equal(mine["label"], other["label"])


@pytest.mark.parametrize("train", [True, False])
def test_things_are_their_bytes(csharp: Any, tmp_path: Path, train: bool) -> None:
    folder = tmp_path / "CIFAR10" / "cifar-10-batches-bin"
    folder.mkdir(parents=True)
    names = [f"data_batch_{i}.bin" for i in range(1, 6)] if train else ["test_batch.bin"]
    records = random_bytes(3, len(names), 4, 3073)
    for name, batch in zip(names, records, strict=True):
        (folder / name).write_bytes(batch.numpy().tobytes())
    ours = samples(csharp.datasets.CIFAR10(str(tmp_path), train))
    for mine, record in zip(ours, records.flatten(0, 1), strict=True):
        assert mine["label"].item() == record[0]
        assert torch.equal(mine["data"], record[1:].view(3, 32, 32).float() / 255)

    name = "train.bin" if train else "test.bin"
    records = random_bytes(4, 5, 3074)
    (tmp_path / name).write_bytes(records.numpy().tobytes())
    ours = samples(csharp.datasets.CIFAR100(str(tmp_path), train))
    for mine, record in zip(ours, records, strict=True):
        assert (mine["categories"].item(), mine["label"].item()) == (record[0], record[1])
        assert torch.equal(mine["data"], record[2:].view(3, 32, 32).float() / 255)


def test_damaged_files_are_refused(csharp: Any, tmp_path: Path) -> None:
    from System import ArgumentOutOfRangeException
    from System.IO import FileNotFoundException, InvalidDataException

    def read() -> Any:
        return csharp.datasets.MNIST(str(tmp_path), True)

    with pytest.raises(FileNotFoundException, match=r"train-images-idx3-ubyte.*https://"):
        read()
    write_mnist(tmp_path)
    with pytest.raises(ArgumentOutOfRangeException, match="0 to 6"):
        read().GetTensor(COUNT)
    images, labels = (
        tmp_path / name for name in ("train-images-idx3-ubyte", "train-labels-idx1-ubyte")
    )
    good = images.read_bytes()
    for content, message in (
        (b"", "another file"),
        (good[:10], "another file"),
        (b"\x1f\x8b" + good, None),
        (gzip.compress(good)[:-200], None),
        (good[:-1], "damaged"),
        (good + b"x", "damaged"),
        (good[:4] + b"\xff\xff\xff\xff" + good[8:], "damaged"),
        (good[:4] + b"\x7f\xff\xff\xff" * 3 + good[16:], "damaged"),
        (labels.read_bytes(), "3 dimensions"),
    ):
        images.write_bytes(content)
        with pytest.raises(InvalidDataException, match=message):
            read()
    images.write_bytes(good)
    write_idx(labels, random_bytes(1, COUNT + 1))
    with pytest.raises(InvalidDataException, match=r"7 images, but .* 8 labels"):
        read()
    (tmp_path / "test.bin").write_bytes(bytes(3000))
    with pytest.raises(InvalidDataException, match="records of 3074 bytes"):
        csharp.datasets.CIFAR100(str(tmp_path), False)


def write_faces(folder: Path) -> None:
    """Seven faces: 3 for training, and 2 each for validation and tests."""
    from PIL import Image

    (folder / "img_align_celeba").mkdir(parents=True)
    names = [f"{i:06}.jpg" for i in range(1, 8)]
    for i, name in enumerate(names):
        Image.new("RGB", (9, 8), (40 * i, 200, 255 - 30 * i)).save(
            folder / "img_align_celeba" / name
        )
    columns = {"list_bbox_celeba": 4, "list_landmarks_align_celeba": 10, "list_attr_celeba": 40}
    for file, width in columns.items():
        signs = (
            torch.randint(0, 2, (7, width), generator=torch.Generator().manual_seed(width)) * 2 - 1
        )
        rows = signs if width == 40 else signs * torch.arange(1, width + 1)
        lines = [
            f"{n}  {' '.join(map(str, row))}" for n, row in zip(names, rows.tolist(), strict=True)
        ]
        header = " ".join(f"c{i}" for i in range(width))
        title = header if width == 40 else f"image_id {header}"
        (folder / f"{file}.txt").write_text("\n".join(["7", title, *lines]) + "\n")
    for file, values in (
        ("list_eval_partition", (0, 1, 0, 2, 0, 1, 2)),
        ("identity_CelebA", (7, 8, 9, 10, 11, 12, 13)),
    ):
        lines = [f"{name} {value}" for name, value in zip(names, values, strict=True)]
        (folder / f"{file}.txt").write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize("split", ["Train", "Valid", "Test", "All"])
def test_faces_agree(
    csharp: Any, tmp_path: Path, split: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from System import Array, String

    write_faces(tmp_path / "celeba")
    kinds = ["attr", "identity", "bbox", "landmarks"]
    module = torchvision_reference.load("torchvision.datasets")
    monkeypatch.setattr(module.CelebA, "_check_integrity", lambda self: True)
    to_bytes = torchvision_reference.load("torchvision.transforms").PILToTensor()
    theirs = list(module.CelebA(str(tmp_path), split.lower(), kinds, to_bytes))
    part = getattr(csharp.datasets.CelebADatasetSplit, split)
    ours = samples(csharp.datasets.CelebA(str(tmp_path), part, Array[String](kinds)))
    assert len(ours) == len(theirs) == {"Train": 3, "All": 7}.get(split, 2)
    for mine, (image, targets) in zip(ours, theirs, strict=True):
        assert torch.equal(mine["input"], image)
        values = [mine["target"], *(mine[kind] for kind in kinds[1:])]
        assert all(map(torch.equal, values, targets))


def test_damaged_tables_are_refused(csharp: Any, tmp_path: Path) -> None:
    from System import ArgumentException, Array, String
    from System.IO import InvalidDataException

    write_faces(tmp_path)
    split = csharp.datasets.CelebADatasetSplit.All
    with pytest.raises(ArgumentException, match="not 'age'"):
        csharp.datasets.CelebA(str(tmp_path), split, Array[String](["age"]))
    table = tmp_path / "identity_CelebA.txt"
    for content, message in (
        ("000001.jpg\n", "line 1"),
        ("000001.jpg x\n", "an integer in line 1"),
        ("../../x.jpg 1\n", "the name of an image"),
        ("000001.jpg 7\n", "in their order"),
    ):
        table.write_text(content)
        with pytest.raises(InvalidDataException, match=message):
            csharp.datasets.CelebA(str(tmp_path), split, Array[String](["identity"]))


def test_a_transform_that_fails_leaves_no_tensors(csharp: Any, tmp_path: Path) -> None:
    from System import Array, Func, String
    from TorchSharpPy import torch as cs

    write_faces(tmp_path / "celeba")

    def fail(_: Tensor) -> Tensor:
        raise ValueError("no such target")

    failing = csharp.transforms.Lambda(Func[cs.Tensor, cs.Tensor](fail))
    split = csharp.datasets.CelebADatasetSplit.All
    for transforms in ((failing, None), (None, failing)):
        faces = csharp.datasets.CelebA(
            str(tmp_path), split, Array[String](["identity", "attr"]), *transforms
        )
        scope = cs.NewDisposeScope()
        try:
            with pytest.raises(Exception, match="no such target"):
                faces.GetTensor(0)
            assert scope.DisposablesCount == 0
        finally:
            scope.Dispose()
