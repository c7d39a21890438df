"""Chromium shows the site: nothing overflows, code has colors, both themes, and the search."""

from __future__ import annotations

import functools
import html
import json
import re
import shutil
import struct
import subprocess
import threading
import zlib
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from tests.dotnet.dotnet_programs import DOTNET_ROOT
from tests.python.site_build import build_site

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is missing: apt-get install chromium"
)
PAGES = ["index.html", "guides/tensors.html", "reference/values.html", "deploy/folder.html"]
PAGES += ["start/from-onnxruntime.html", "reference/torchsharp.html", "troubleshooting.html"]
PAGES += ["reference/python/torchsharp_py.jit.html"]
PICTURES = ["index.html", "guides/tensors.html"]
if DOTNET_ROOT is not None:
    PAGES += ["reference/csharp/index.html", "reference/csharp/torch.jit.ScriptModule.html"]
    PICTURES += ["reference/csharp/torch.jit.ScriptModule.html"]

# Shows pages in a frame, one after the other, and writes what it measures into its own document.
PROBE = """<!doctype html><body style="margin:0">
<iframe id="frame" style="border:0;height:900px"></iframe><pre id="result"></pre>
<img src="/wait">
<script>
const frame = document.getElementById("frame"), results = [];
const rest = (time) => new Promise((done) => setTimeout(done, time));
async function measure(width) {
  frame.style.width = width + "px";
  const page = frame.contentDocument;
  // A page moves into its new width, which takes seconds on a busy machine.
  for (let i = 0; i == 0 || page.scrollingElement.scrollWidth > width && i < 40; i++) {
    await rest(250);
  }
  const style = (node) => frame.contentWindow.getComputedStyle(node);
  const spans = [...page.querySelectorAll(".highlight code span")].slice(0, 200);
  return {
    page: frame.contentWindow.location.pathname,
    width: width,
    overflow: page.scrollingElement.scrollWidth - width,
    colors: new Set(spans.map((span) => style(span).color)).size,
    ground: style(page.body).backgroundColor,
    text: style(page.querySelector(".md-main")).color,
    found: page.querySelectorAll(".md-search-result__item").length,
  };
}
async function show(page) {
  await new Promise((loaded) => { frame.onload = loaded; frame.src = "/" + page; });
  for (const width of [1400, 400]) results.push(await measure(width));
  for (let i = 0; page.includes("?q=") && results[0].found == 0 && i < 60; i++) {
    results[0] = await measure(1400);
  }
}
(async () => {
  for (const page of %(pages)s) await show(page);
  document.getElementById("result").textContent = JSON.stringify(results);
  await fetch("/measured");
})();
</script>"""


class Handler(SimpleHTTPRequestHandler):
    """Serves the site, and a page that measures others."""

    measured = threading.Event()

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/probe":
            self.measured.clear()
            pages = dict(parse_qsl(url.query))["pages"]
            self.answer("text/html; charset=utf-8", (PROBE % {"pages": pages}).encode())
        elif url.path == "/wait":  # a browser takes its picture of a document once it has this
            self.measured.wait(timeout=120)
            self.answer("image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
        elif url.path == "/measured":
            self.measured.set()
            self.answer("text/plain", b"")
        else:
            super().do_GET()

    def answer(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Writes no log."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    handler = functools.partial(Handler, directory=str(build_site(tmp_path_factory)))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def chromium(folder: Path, *arguments: str) -> str:
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += [f"--user-data-dir={folder}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=True).stdout


def measure(address: str, pages: list[str], folder: Path, *options: str) -> list[dict[str, Any]]:
    """What the probe finds on pages, in a wide and in a narrow window."""
    url = f"{address}/probe?{urlencode({'pages': json.dumps(pages)})}"
    dom = chromium(folder, *options, "--window-size=1600,1000", "--dump-dom", url)
    found = re.search(r'<pre id="result">(.+?)</pre>', dom, flags=re.DOTALL)
    assert found, dom[-2000:]
    result: list[dict[str, Any]] = json.loads(html.unescape(found[1]))
    assert len(result) == 2 * len(pages)
    return result


def brightness(color: str) -> float:
    return sum(float(number) for number in re.findall(r"[\d.]+", color)[:3]) / 3


def pixels(image: Path) -> tuple[int, int, int]:
    """Width, height, and the number of different bytes in the rows of a PNG file."""
    data = image.read_bytes()
    assert data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", data[16:24])
    rows, position = b"", 8
    while position < len(data):
        (length,) = struct.unpack(">I", data[position : position + 4])
        if data[position + 4 : position + 8] == b"IDAT":
            rows += data[position + 8 : position + 8 + length]
        position += 12 + length
    return width, height, len(set(zlib.decompress(rows)))


def test_no_page_is_wider_than_its_window(address: str, tmp_path: Path) -> None:
    shown = measure(address, PAGES, tmp_path)
    assert [(one["page"], one["width"]) for one in shown if one["overflow"] > 0] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_follows_the_system(scheme: str, address: str, tmp_path: Path) -> None:
    number = {"dark": 0, "light": 1}[scheme]
    option = f"--blink-settings=preferredColorScheme={number}"
    shown, _ = measure(address, ["guides/tensors.html"], tmp_path, option)
    ground, text = brightness(shown["ground"]), brightness(shown["text"])
    assert ground < 80 if scheme == "dark" else ground > 200
    assert abs(ground - text) > 100
    assert shown["colors"] >= 4


def test_the_search_finds_a_class(address: str, tmp_path: Path) -> None:
    shown, _ = measure(address, ["index.html?q=ScriptModule"], tmp_path)
    assert shown["found"] > 0


@pytest.mark.parametrize("page", PICTURES)
def test_a_picture_of_the_page(page: str, address: str, tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    size = ["--window-size=1280,1000", f"--screenshot={picture}"]
    chromium(tmp_path / "profile", *size, f"{address}/{page}")
    width, height, different = pixels(picture)
    assert (width, height) == (1280, 1000)
    assert different > 100  # an empty page has fewer than 20
