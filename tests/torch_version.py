"""The torch that the tests run with, and what holds for the default torch alone."""

from __future__ import annotations

import sys

import pytest
import torch

from tests.dotnet.dotnet_programs import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

import torch_releases

RELEASE = torch_releases.release_of(torch.__version__)
IS_DEFAULT = RELEASE.name == torch_releases.name_of(torch_releases.DEFAULT)

# For what is generated from torch's descriptions of its operators and classes, or compared with
# all of them: each release has others.
needs_default_torch = pytest.mark.skipif(
    not IS_DEFAULT,
    reason=f"is about what torch {torch_releases.DEFAULT} has; this is torch {torch.__version__}",
)

needs_torch_for_cpus = pytest.mark.skipif(
    torch.version.cuda is not None,
    reason=f"is about libtorch for CPUs; this is {torch.__version__}",
)


def is_since(release: str) -> bool:
    """Whether the torch of the tests is of this release or a later one."""
    return _numbers(RELEASE.name) >= _numbers(release)


def _numbers(release: str) -> list[int]:
    return [int(part) for part in release.split(".")]
