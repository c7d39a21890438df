"""The programs of samples/apps, copied out of the checkout and built on the packages."""

from __future__ import annotations

import json
import math
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import torch
from tokenizers import BertWordPieceTokenizer
from torch import Tensor

from samples.apps import export_models
from tests.dotnet.dotnet_programs import DOTNET_ROOT, ROOT, environment, needs_dotnet
from tests.python.test_nuget_packages import FEED
from torchsharp_py.csharp.installed import python_runtime
from torchsharp_py.csharp.project import framework_of_sdk

pytestmark = [
    needs_dotnet,
    pytest.mark.skipif(sys.platform != "linux", reason="the NuGet packages are for Linux x64"),
]


NUSPEC = """\
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
<id>pythonnet</id><version>{version}</version><authors>-</authors><description>-</description>
</metadata></package>
"""


class Slow(torch.nn.Module):
    """Takes the longer, the larger the first number is: x[0] products of matrices."""

    def forward(self, x: Tensor) -> Tensor:
        product = torch.ones(256, 256)
        for _ in range(int(x[0].item())):
            product = torch.mm(product, product).clamp(0, 1)
        return x + product[0, 0]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trained")
    for name in ("export_models.py", "export_translator.py", "export_text_classifier.py"):
        script = ROOT / "samples" / "apps" / name
        subprocess.run([sys.executable, str(script), str(folder)], check=True)
    return folder


def pack_pythonnet(folder: Path) -> None:
    """Writes pythonnet's NuGet package, which no feed has here, from its Python package."""
    runtime = python_runtime()
    assert runtime is not None
    with zipfile.ZipFile(folder / f"pythonnet.{version('pythonnet')}.nupkg", "w") as package:
        package.writestr("pythonnet.nuspec", NUSPEC.format(version=version("pythonnet")))
        package.write(runtime, f"lib/netstandard2.0/{runtime.name}")


@pytest.fixture(scope="module")
def apps(packages: Path, trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All programs, built; the folder of a program has its ``out``."""
    folder = tmp_path_factory.mktemp("apps")
    variables = environment(
        VIRTUAL_ENV=None,
        NUGET_PACKAGES=str(folder / "restored"),
        UseSharedCompilation="false",
        TorchSharpPyPython=sys.executable,  # generates the class of Codegen
        PYTHONPATH=str(ROOT),
    )
    feed = shutil.copytree(packages, folder / "feed", copy_function=os.link)
    pack_pythonnet(feed)
    (folder / "NuGet.config").write_text(FEED.format(feed=feed))
    for source in (ROOT / "samples" / "apps").iterdir():
        project = source / f"{source.name}.csproj"
        if not project.is_file():
            continue
        shutil.copytree(source, folder / source.name)
        shutil.copy(trained / "shapes.pt", folder / source.name)
        copied = folder / source.name / project.name
        copied.write_text(copied.read_text().replace("net8.0", framework_of_sdk()))
        build = [dotnet(), "build", "-nologo", "-v:q", "-c", "Release", "-o", "out"]
        done = subprocess.run(
            build, cwd=copied.parent, env=variables, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


def dotnet() -> str:
    assert DOTNET_ROOT is not None
    return str(DOTNET_ROOT / "dotnet")


def bare() -> dict[str, str]:
    """No Python, no active environment."""
    return {"DOTNET_ROLL_FORWARD": "LatestMajor", "PATH": "/nowhere"}


def command(apps: Path, name: str, *arguments: object) -> list[str]:
    return [dotnet(), str(apps / name / "out" / f"{name}.dll"), *map(str, arguments)]


def run(
    apps: Path, name: str, *arguments: object, lines: str | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(apps, name, *arguments), env=bare(), input=lines, capture_output=True, text=True
    )


def test_the_console_program(apps: Path, trained: Path) -> None:
    model = torch.jit.load(trained / "regression.pt")
    numbers = [0.25, 1.0, 2.25]
    expected = [f"{x:.2f} -> {model(torch.tensor([[x]])).item():.2f}" for x in numbers]
    done = run(apps, "ConsoleApp", trained / "regression.pt", *numbers)
    assert done.stdout.splitlines() == expected
    assert abs(model(torch.tensor([[2.25]])).item() - 1.5) < 0.05

    missing = run(apps, "ConsoleApp", trained / "none.pt", 1)
    assert missing.returncode == 1
    assert "none.pt" in missing.stderr
    assert "   at " not in missing.stderr


def test_the_generated_class(apps: Path, trained: Path) -> None:
    done = run(apps, "Codegen", trained / "shapes.pt")
    assert done.stdout.splitlines() == [" ".join(export_models.LABELS), "square"], done.stderr
    other = run(apps, "Codegen", trained / "regression.pt")
    assert other.returncode != 0
    assert "is not the one that Shapes was generated for" in other.stderr


def test_the_training_program(apps: Path, trained: Path, tmp_path: Path) -> None:
    done = run(apps, "Training", trained / "untrained.pt", tmp_path / "trained.pt")
    losses = [float(line.rpartition(" ")[2]) for line in done.stdout.splitlines()]
    assert len(losses) == 4, done.stderr
    assert losses[-1] < 0.01 < losses[0]
    model = torch.jit.load(tmp_path / "trained.pt")
    assert not model.training
    assert abs(model(torch.tensor([[2.25]])).item() - 1.5) < 0.1


def test_the_tokenizer_is_pythons_and_the_model_is_not(apps: Path, trained: Path) -> None:
    arguments = [trained / "translator.pt", trained / "tokenizer.json", "one two  ten three"]
    done = subprocess.run(
        command(apps, "TextGen", *arguments),
        env=environment(PYTHONPATH=str(ROOT), LIBTORCH=None),
        capture_output=True,
        text=True,
    )
    model = torch.jit.load(trained / "translator.pt")
    _, score = model(torch.tensor([5, 6, 14, 7]))
    expected = ["eins zwei zehn drei", f"probability {math.exp(score):.2f}"]
    assert done.stdout.splitlines() == expected, done.stderr


TOPICS = {
    "It was rainy and windy yesterday.": "weather",
    "We baked a cake, with butter!": "food",
    "A CHOIR sang  melodies at the opéra": "music",
    "our team scored again;\twe are (very) good": "sport",
    "That was yesterday": "other",
}
OTHER_TEXTS = [
    "Naïve: zebras\u2019 rain \u4e2d\u6587 \u20ac5 \u00bfsong?",
    "",
    "goal " * 60,
    "x" * 101,
]


@torch.no_grad()
def test_the_text_classifier_agrees_with_python(apps: Path, trained: Path) -> None:
    tokenizer = BertWordPieceTokenizer(str(trained / "vocabulary.txt"))
    tokenizer.enable_padding()
    model = torch.jit.load(trained / "topics.pt")
    tokenizer.enable_truncation(model.longest)
    texts = [*TOPICS, *OTHER_TEXTS] * 5  # more than one batch
    expected = []
    for batch in (texts[:32], texts[32:]):
        encoded = tokenizer.encode_batch(batch)
        ids = torch.tensor([text.ids for text in encoded])
        probabilities, classes = model(ids, torch.tensor([t.attention_mask for t in encoded])).max(
            1
        )
        for text, probability, index in zip(batch, probabilities, classes, strict=True):
            label = model.labels[index]
            assert TOPICS.get(text, label) == label
            expected.append(f"{label:8} {float(probability):6.1%}  {text}")
    arguments = [trained / "topics.pt", trained / "vocabulary.txt"]
    done = run(apps, "TextClassifier", *arguments, lines="\n".join(texts))
    assert done.stdout.splitlines() == expected, done.stderr

    wrong = run(apps, "TextClassifier", trained / "topics.pt", trained / "tokenizer.json", lines="")
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("expected a vocabulary with a line [CLS]")


def test_the_cpp_program(trained: Path, tmp_path: Path) -> None:
    source = ROOT / "samples" / "apps" / "Cpp"
    prefix = f"-DCMAKE_PREFIX_PATH={torch.utils.cmake_prefix_path}"
    quiet = ["cmake", "-S", str(source), "-B", str(tmp_path), prefix, "-DCMAKE_BUILD_TYPE=Release"]
    for step in (quiet, ["cmake", "--build", str(tmp_path)]):
        done = subprocess.run(step, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    words = [str(tmp_path / "sample"), str(trained / "regression.pt"), "0.25", "1", "2.25"]
    printed = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    model = torch.jit.load(trained / "regression.pt")
    expected = [f"{x:.2f} -> {model(torch.tensor([[x]])).item():.2f}" for x in (0.25, 1.0, 2.25)]
    assert printed.splitlines() == expected


def write_png(path: Path, pixels: Tensor) -> None:
    """Writes (3, H, W) bytes, with a filter that differs from row to row."""
    rows = pixels.permute(1, 2, 0).contiguous().to(torch.int16)
    height, width, _ = rows.shape
    data = b""
    for y in range(height):
        row = rows[y].flatten()
        kind = y % 3
        if kind == 1:  # the difference to the left
            row = row - torch.cat([torch.zeros(3, dtype=torch.int16), row[:-3]])
        elif kind == 2:  # to the row above
            row = row - rows[y - 1].flatten()
        data += bytes([kind]) + bytes((row % 256).tolist())

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content
            + struct.pack(">I", zlib.crc32(name + content))
        )  # fmt: skip

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    signature = b"\x89PNG\r\n\x1a\n"
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    path.write_bytes(signature + body)


def test_the_classifier_agrees_with_python(apps: Path, trained: Path, tmp_path: Path) -> None:
    generator = torch.Generator().manual_seed(7)
    classes = torch.arange(len(export_models.LABELS))
    drawn = (export_models.draw(classes, generator) * 255).to(torch.uint8)
    model = torch.jit.load(trained / "shapes.pt")
    right = 0
    for index in classes.tolist()[:3]:
        write_png(tmp_path / "drawn.png", drawn[index])
        scores = model(drawn[index].unsqueeze(0) / 255.0)[0].softmax(0)
        values, indices = scores.topk(5)
        expected = [
            (f"{value:.0%}", export_models.LABELS[i])
            for value, i in zip(values.tolist(), indices.tolist(), strict=True)
        ]
        done = run(apps, "Classifier", trained / "shapes.pt", tmp_path / "drawn.png")
        printed = [line.split(maxsplit=1) for line in done.stdout.splitlines()]
        assert [label for _, label in printed] == [label for _, label in expected], done.stderr
        right += printed[0][1] == export_models.LABELS[index]
    assert right >= 2


@contextmanager
def serving(apps: Path, model: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # A shell's background jobs ignore Ctrl-C, and so would their children.
    heard = ["/usr/bin/env", "--default-signal=INT", *command(apps, "WebApi", model, port)]
    server = subprocess.Popen(heard, env=bare(), stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        assert server.stdout.readline() == f"listening on http://127.0.0.1:{port}/\n"
        address = f"http://127.0.0.1:{port}"
        for _ in range(100):  # the line is printed right before the port is open
            try:
                ask(address, path="/health")
                break
            except urllib.error.URLError:
                time.sleep(0.05)
        yield address, server
    finally:
        server.kill()
        server.wait()


def ask(address: str, body: object = None, path: str = "/predict") -> tuple[int, Any]:
    data = None if body is None else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(address + path, data, timeout=30) as answer:  # noqa: S310
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_the_web_api_answers_many_at_once(apps: Path, trained: Path) -> None:
    model = torch.jit.load(trained / "regression.pt")
    with serving(apps, trained / "regression.pt") as (address, _):
        inputs = [[i / 50, i / 25] for i in range(200)]
        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(lambda x: ask(address, {"x": x}), inputs))
        for x, (status, answer) in zip(inputs, answers, strict=True):
            assert status == 200
            expected = model(torch.tensor(x).unsqueeze(1)).flatten()
            torch.testing.assert_close(torch.tensor(answer["y"]), expected)
        for wrong in ({"x": []}, {"x": ["one"]}, {"y": [1]}, [1]):
            status, answer = ask(address, wrong)
            assert status == 400
            assert "expected" in answer["error"]
        assert ask(address, {"x": [1]}, "/other")[0] == 404


def test_the_web_api_refuses_what_it_cannot_do(apps: Path, tmp_path: Path) -> None:
    torch.jit.script(Slow()).save(tmp_path / "slow.pt")
    with serving(apps, tmp_path / "slow.pt") as (address, _):
        with ThreadPoolExecutor(30) as pool:
            statuses = [s for s, _ in pool.map(lambda _: ask(address, {"x": [6000]}), range(30))]
        assert statuses.count(503) >= 30 - 10  # two run, eight wait
        assert statuses.count(504) >= 1
        for _ in range(600):
            if ask(address, path="/health")[1]["accepted"] == 0:
                break
            time.sleep(0.1)
        assert ask(address, {"x": [1]}) == (200, {"y": [2]})


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_web_api_stops_gracefully(apps: Path, tmp_path: Path, number: signal.Signals) -> None:
    torch.jit.script(Slow()).save(tmp_path / "slow.pt")
    with serving(apps, tmp_path / "slow.pt") as (address, server), ThreadPoolExecutor() as pool:
        assert ask(address, {"x": [1]})[0] == 200
        running = pool.submit(ask, address, {"x": [400]})
        time.sleep(0.2)
        server.send_signal(number)
        assert running.result() == (200, {"y": [401]})
        assert server.wait(timeout=10) == 0
