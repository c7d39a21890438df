"""Chromium shows an executed notebook: its outputs, and the tree of a module, which is closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbconvert import HTMLExporter

from tests.dotnet.dotnet_programs import ROOT
from tests.python.test_site_in_browser import CHROMIUM, chromium, pixels

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is missing: apt-get install chromium"
)
NOTEBOOK = ROOT / "samples" / "notebooks" / "01-load-inspect-call.ipynb"

# Opens every <details>, and says how much the page grew, and whether it is wider than the window.
PROBE = """<pre id="probe"></pre><script>
addEventListener("load", () => {
  const page = document.scrollingElement, closed = page.scrollHeight;
  const all = [...document.querySelectorAll("details")];
  const open = all.filter((one) => one.open).length;
  all.forEach((one) => one.open = true);
  document.getElementById("probe").textContent =
    [all.length, open, page.scrollHeight > closed, page.scrollWidth <= innerWidth].join();
});
</script></body>"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The notebook as one HTML file that loads nothing."""
    exporter = HTMLExporter(mathjax_url="", require_js_url="")
    body, _ = exporter.from_filename(str(NOTEBOOK))
    path = tmp_path_factory.mktemp("notebook") / "page.html"
    path.write_text(body.replace("</body>", PROBE), encoding="utf-8")
    return path


def test_the_outputs_of_a_notebook_are_shown(page: Path, tmp_path: Path) -> None:
    dom = chromium(tmp_path, "--window-size=1000,800", "--dump-dom", page.as_uri())
    shown = dom.partition('<pre id="probe">')[2].partition("</pre>")[0].split(",")
    details, opened, grew, fits = shown
    assert int(details) > 0
    assert opened == "0"
    assert grew == "true"
    assert fits == "true"


def test_a_picture_of_a_notebook(page: Path, tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    size = ["--window-size=1000,1400", f"--screenshot={picture}"]
    chromium(tmp_path / "profile", *size, page.as_uri())
    width, height, different = pixels(picture)
    assert (width, height) == (1000, 1400)
    assert different > 100
