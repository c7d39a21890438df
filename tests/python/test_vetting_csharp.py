"""C# says of a file what Python says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet
from tests.models.escaping_models import WAYS, in_forward, on_load
from torchsharp_py import PolicyError, jit

pytestmark = needs_dotnet


@pytest.fixture(scope="module")
def vetting() -> Any:
    """The C# side."""
    csharp_assembly.load()
    from TorchSharpPy.Tests import VettingFromPython

    return VettingFromPython


def lines(data: bytes) -> list[str]:
    """A report of Python in the form of the C# one."""
    report = jit.vet(data)
    return [
        f"{report.allowed} {report.policy}",
        *(f"{one.kind}|{one.text}|{one.operator}|{one.method}" for one in report.problems),
        *(
            f"{one.name}|{one.allowed}|{one.effect}|{','.join(one.methods)}"
            for one in report.operators
        ),
        *(f"{one.kind}|{one.operator}|{one.method}|{one.on_load}" for one in report.effects),
        *(f"{one.name}|{one.native}|{one.allowed}|{one.objects}" for one in report.classes),
        *report.on_load,
        *(f"{name}={size}" for name, size in sorted(report.sizes.items())),
    ]


@pytest.mark.parametrize("name", ["rich", "quantized_static", "truncated"])
def test_the_reports_of_models_agree(vetting: Any, models: Path, name: str) -> None:
    data = (models / f"{name}.pt").read_bytes()
    assert list(vetting.Vet(data)) == lines(data)


@pytest.mark.parametrize("name", WAYS)
def test_each_way_out_is_refused_in_csharp(vetting: Any, name: str, tmp_path: Path) -> None:
    target = tmp_path / "written.pt"
    for make in (in_forward, on_load):
        data = make(WAYS[name], str(target))
        assert list(vetting.Vet(data)) == lines(data)
        with pytest.raises(PolicyError) as caught:
            jit.load(data, policy="safe")
        assert vetting.Refusal(data) == caught.value.message
    assert not target.exists()
