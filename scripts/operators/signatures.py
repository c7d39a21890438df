"""The C++ signatures that many operators share, for calls without IValues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from generated_files import REPOSITORY
from torchgen.model import FunctionSchema

from operators.registry import Operator

PATH = REPOSITORY / "csrc" / "core" / "nodes" / "typed_signatures.inc"

# A signature is compiled in if so many operators have it, or one of the most frequent calls.
SHARED_BY = 3
FREQUENT = (
    "select.int",
    "sum.dim_IntList",
    "mean.dim",
    "rand.generator",
    "randn.generator",
    "zeros",
    "full",
    "softmax.int",
    "permute",
    "narrow",
    "linear",
    "embedding",
    "layer_norm",
)

_ARGUMENTS = {
    "Tensor": "const at::Tensor&",
    "!Tensor": "at::Tensor&",
    "Tensor?": "const std::optional<at::Tensor>&",
    "int": "int64_t",
    "SymInt": "c10::SymInt",
    "float": "double",
    "bool": "bool",
    "Scalar": "const at::Scalar&",
    "int[]": "at::IntArrayRef",
    "SymInt[]": "c10::SymIntArrayRef",
    "int[]?": "at::OptionalIntArrayRef",
    "int?": "std::optional<int64_t>",
    "SymInt?": "std::optional<c10::SymInt>",
    "float?": "std::optional<double>",
    "bool?": "std::optional<bool>",
    "ScalarType?": "std::optional<at::ScalarType>",
    "Layout?": "std::optional<at::Layout>",
    "Device?": "std::optional<at::Device>",
    "MemoryFormat?": "std::optional<at::MemoryFormat>",
    "Generator?": "std::optional<at::Generator>",
}
_RESULTS = {"Tensor": "at::Tensor", "!Tensor": "at::Tensor&", "bool": "bool"}


def _unsized(text: str) -> str:
    """``int[2]?`` is ``int[]?`` in C++."""
    head, bracket, rest = text.partition("[")
    return f"{head}[]{rest.partition(']')[2]}" if bracket else text


def _types(schema: FunctionSchema) -> tuple[list[str], list[str]]:
    def text(each: object) -> str:
        annotation = getattr(each, "annotation", None)
        written = "!" if annotation is not None and annotation.is_write else ""
        return written + _unsized(str(getattr(each, "type")))  # noqa: B009

    return [text(a) for a in schema.arguments.flat_all], [text(r) for r in schema.returns]


def _line(arguments: list[str], results: list[str]) -> str | None:
    if len(results) != 1 or results[0] not in _RESULTS or not set(arguments) <= _ARGUMENTS.keys():
        return None
    declared = ", ".join(_ARGUMENTS[each] for each in arguments)
    key = f"{','.join(arguments)}->{results[0]}"
    return f'TYPED_SIGNATURE("{key}", {_RESULTS[results[0]]}({declared}))'


def _schemas(operators: Iterable[Operator]) -> Iterator[FunctionSchema]:
    for operator in operators:
        yield operator.schema
        if operator.out is not None:
            yield operator.out.func


def render_signatures(operators: Iterable[Operator], command: str) -> dict[Path, str]:
    """Renders the list of signatures."""
    schemas = list(_schemas(operators))
    lines = Counter(line for schema in schemas if (line := _line(*_types(schema))) is not None)
    frequent = {_line(*_types(s)) for s in schemas if str(s.name) in FREQUENT}
    chosen = sorted(line for line, count in lines.items() if count >= SHARED_BY or line in frequent)
    heading = [
        f"// Regenerate with: {command}",
        "// clang-format off",
    ]
    return {PATH: "\n".join([*heading, *chosen]) + "\n"}
