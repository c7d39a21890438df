"""C# and Python agree about every signature: texts, spellings, names and defaults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet
from torchsharp_py import jit

pytestmark = needs_dotnet

SOURCE = """
def f(a: Tensor, b: List[Optional[int]], c: Dict[str, Tuple[float, str]], d: Any = 3,
      e: complex = 1.5j, *, f: Optional[Dict[int, List[Tensor]]] = None) -> Union[int, str]:
    return 1
def g(x: Future[None], y: Await[Tensor], z: Optional[Generator], t: Tuple[int]) -> Tuple[()]:
    return ()
def h(a: int = -1, b: float = 0.1, c: str = 'x', d: bool = True, e: number = 2) -> Device:
    return torch.device('cpu')
"""


def of_type(type_: Any) -> tuple[Any, ...]:
    """A Python type, to compare."""
    return (
        type_.text,
        type_.kind.number,
        type_.csharp,
        type_.python,
        type_.fields,
        tuple(map(of_type, type_.contained)),
    )


def of_csharp_type(type_: Any) -> tuple[Any, ...]:
    """A C# type, to compare."""
    return (
        type_.Text,
        int(type_.Kind),
        type_.CSharp,
        type_.Python,
        tuple(type_.FieldNames),
        tuple(map(of_csharp_type, type_.Contained)),
    )


def of_schema(schema: Any) -> tuple[Any, ...]:
    """A Python signature, to compare."""
    parameters = tuple(
        (p.name, p.has_default, p.keyword_only, p.default_text, p.default, of_type(p.type), str(p))
        for p in schema.parameters
    )
    return schema.name, schema.text, parameters, of_type(schema.returns)


def of_csharp_schema(schema: Any) -> tuple[Any, ...]:
    """A C# signature, to compare."""
    parameters = tuple(
        (
            p.Name,
            p.HasDefault,
            p.IsKeywordOnly,
            p.DefaultText,
            plain(p.DefaultValue),
            of_csharp_type(p.Type),
            str(p),
        )
        for p in schema.Parameters
    )
    return schema.Name, schema.Text, parameters, of_csharp_type(schema.Returns)


def plain(value: Any) -> Any:
    """Converts a C# default to a Python value."""
    if type(value).__name__ == "Complex":
        return complex(value.Real, value.Imaginary)
    return value


@pytest.mark.parametrize(
    "name", ["sample.pt", "values.pt", "objects.pt", "typed.pt", "control_flow.pt"]
)
def test_every_method_of_a_module(models: Path, name: str) -> None:
    csharp_assembly.load()
    from TorchSharpPy.Tests import CalledFromPython

    module = jit.load(models / name)
    schemas = CalledFromPython.Schemas(str(models / name))
    compared = [of_csharp_schema(schema) for schema in schemas]
    assert compared == [of_schema(module.schema(method)) for method in module.methods]
    assert compared


def test_every_function_of_a_unit() -> None:
    csharp_assembly.load()
    from TorchSharpPy import torch as cs_torch

    unit = jit.compile(SOURCE)
    with cs_torch.jit.compile(SOURCE) as cs_unit:
        compared = [of_csharp_schema(schema) for schema in cs_unit.Schemas]
    assert compared == [of_schema(unit.schema(function)) for function in unit.functions]
    assert len(compared) == 3
