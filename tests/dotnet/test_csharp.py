"""Runs the C# tests: every public method marked ``[Test]`` in the C# test assembly is one test."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import DOTNET_ROOT, needs_dotnet

pytestmark = needs_dotnet


def collect() -> list[Any]:
    """Lists the test methods of the assembly, each as a pytest parameter with a readable name."""
    if DOTNET_ROOT is None:
        return []
    tests = []
    for cls in csharp_assembly.load().GetTypes():
        for method in cls.GetMethods():
            marks = [mark.AttributeType.Name for mark in method.CustomAttributes]
            if "TestAttribute" in marks:
                tests.append(pytest.param(method, id=f"{cls.Name}.{method.Name}"))
    assert tests, "the C# assembly has no tests"
    return tests


@pytest.mark.parametrize("method", collect())
def test_csharp(method: Any) -> None:
    from System.Reflection import TargetInvocationException

    try:
        method.Invoke(None, None)
    except TargetInvocationException as error:
        pytest.fail(str(error.InnerException), pytrace=False)
