"""The element types of a model's inputs."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from torchsharp_py._archives import is_program
from torchsharp_py.commands.failure import CommandError
from torchsharp_py.score.binding import Binding, Shape

if TYPE_CHECKING:
    from torchsharp_py._C import ScriptModule

DEFAULT_REAL = "float32"

# What both NumPy and a tensor have, and the buffer protocol can describe.
KNOWN = (
    *("float32", "float64", "float16", "int64", "int32", "int16", "int8", "uint8", "bool"),
    *("uint16", "uint32", "uint64"),
)
_REAL = ("float32", "float64", "float16")

# torch.export's numbers of element types (its schema.yaml, ScalarType).
_IN_PROGRAMS = {
    1: "uint8",
    2: "int8",
    3: "int16",
    4: "int32",
    5: "int64",
    6: "float16",
    7: "float32",
    8: "float64",
    12: "bool",
    13: "bfloat16",
    28: "uint16",
    34: "uint32",
    35: "uint64",
}


def dtypes_of(
    path: str, bindings: Sequence[Binding], texts: Sequence[str]
) -> dict[tuple[str, str], str]:
    """The element type of each column where it is known; else its column decides.

    Args:
        path: The model.
        bindings: The columns of the parameters.
        texts: What ``--dtype`` says: ``float32`` or ``x=float32`` each.

    Returns:
        Types by parameter and column.

    Raises:
        CommandError: A type or parameter does not exist, or NumPy lacks the type.
    """
    asked = dict(_asked(bindings, texts))
    program = program_dtypes(path)
    found = {}
    for binding in bindings:
        for column in binding.columns:
            name = binding.parameter
            nested = f"{name}_{column}" if binding.shape is Shape.DICT else name
            dtype = asked.get(name) or asked.get("") or program.get(nested) or program.get(name)
            if dtype is not None and dtype not in KNOWN:
                raise CommandError(
                    f"the program takes '{name}' as {dtype}, which NumPy lacks: export it for "
                    f"float32 inputs"
                )
            if dtype is not None:
                found[name, column] = dtype
    return found


def _asked(bindings: Sequence[Binding], texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    names = [binding.parameter for binding in bindings]
    for text in texts:
        name, equals, dtype = text.partition("=")
        if not equals:
            name, dtype = "", text
        elif name not in names:
            raise CommandError(
                f"--dtype: no columns go to a parameter '{name}', but to {', '.join(names)}"
            )
        if dtype not in KNOWN:
            raise CommandError(f"--dtype: expected one of {', '.join(KNOWN)}, got '{dtype}'")
        yield name, dtype


def program_dtypes(path: str) -> dict[str, str]:
    """The element types of an exported program's inputs, by name; empty for other archives.

    An input inside a dictionary has the name of the parameter, an underscore, and the key.
    """
    if not is_program(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        named = [one for one in archive.namelist() if "/models/" in one and one.endswith(".json")]
        if len(named) != 1:
            return {}
        graph = json.loads(archive.read(named[0]))["graph_module"]
    try:
        return dict(_user_inputs(graph["signature"]["input_specs"], graph["graph"]))
    except (KeyError, TypeError, AttributeError):  # of another version of the format
        return {}


def _user_inputs(specs: Any, graph: Any) -> Iterator[tuple[str, str]]:
    for spec in specs:
        name = spec.get("user_input", {}).get("arg", {}).get("as_tensor", {}).get("name")
        number = None if name is None else graph["tensor_values"][name]["dtype"]
        if number is not None:
            yield name, _IN_PROGRAMS.get(number, f"type {number}")


def real_dtype_of(module: ScriptModule) -> str:
    """The type that columns of real numbers get: that of the module's first parameter."""
    description: Mapping[str, Any] = module._describe()
    for role in ("parameter", "buffer"):
        for part in description["modules"]:
            for attribute in part["attributes"]:
                tensor = attribute["tensor"]
                if attribute["role"] == role and tensor is not None and tensor["dtype"] in _REAL:
                    return str(tensor["dtype"])
    return DEFAULT_REAL
