"""Everything that ``inspect`` shows, as plain objects; as dictionaries they are its JSON."""

from __future__ import annotations

import json
import math
import os
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from torchsharp_py._archives import is_program, load_archive, outline_archive
from torchsharp_py.inspect.archive import Archive, read_archive
from torchsharp_py.inspect.programs import ProgramReport, read_package, read_program
from torchsharp_py.schema import FunctionSchema, Parameter, Type, TypeKind
from torchsharp_py.schema.functions import default_on_one_line
from torchsharp_py.schema.spelling import csharp_name

if TYPE_CHECKING:
    from torchsharp_py import _described

# Types whose defaults are written in C# as in JSON.
_CONSTANTS = (TypeKind.INT, TypeKind.FLOAT, TypeKind.BOOL, TypeKind.STRING)


@dataclass(frozen=True)
class TensorReport:
    """A parameter or a buffer.

    Attributes:
        name: Its name, with the names of its modules before it: ``conv.weight``.
        shape: Its sizes.
        dtype: Its element type, such as ``torch.float32``.
        bytes: The size of its elements.
        requires_grad: Whether training changes it.
    """

    name: str
    shape: list[int]
    dtype: str
    bytes: int
    requires_grad: bool


@dataclass(frozen=True)
class TypeReport:
    """A type, as TorchScript, Python and C# write it."""

    torchscript: str
    python: str
    csharp: str


@dataclass(frozen=True)
class ParameterReport:
    """A parameter; ``default`` is TorchScript's text, with strings in quotes, or None."""

    name: str
    type: TypeReport
    default: str | None
    keyword_only: bool


@dataclass(frozen=True)
class MethodReport:
    """A method.

    Attributes:
        name: Its name.
        schema: Its signature as TorchScript prints it.
        python: Its signature as Python writes it.
        csharp: Its signature as C# writes it.
        parameters: Its parameters, without ``self``.
        returns: The type of its result.
        operators: The count of each operator in its graph and in the methods that it calls.
    """

    name: str
    schema: str
    python: str
    csharp: str
    parameters: list[ParameterReport]
    returns: TypeReport
    operators: dict[str, int]


@dataclass(frozen=True)
class AttributeReport:
    """An attribute that is not a parameter or buffer; ``value`` is None unless JSON has it."""

    name: str
    type: TypeReport
    constant: bool
    value: Any


@dataclass(frozen=True)
class ModuleReport:
    """A module; the first one, with the path ``""``, is the model itself."""

    path: str
    type: str
    attributes: list[AttributeReport]


@dataclass(frozen=True)
class Report:
    """A TorchScript file, or a program of ``torch.export``.

    Attributes:
        path: Its path.
        archive: Its records.
        training: Whether the model was saved in training mode; None if it has no mode.
        methods: The methods of the model.
        modules: The model and its submodules; a module comes before its submodules. Empty, as
            everything that describes them, if there is only compiled code.
        parameters: The parameters of all modules.
        buffers: The buffers of all modules.
        operators: The sum of the methods' operators.
        program: What only a program has; None for TorchScript.
        unmade: The classes whose objects are left out, because code of the file makes them.
    """

    path: str
    archive: Archive
    training: bool | None
    methods: list[MethodReport]
    modules: list[ModuleReport]
    parameters: list[TensorReport]
    buffers: list[TensorReport]
    operators: dict[str, int]
    program: ProgramReport | None
    unmade: list[str]


def read_report(
    path: str | os.PathLike[str], model: str | None = None, *, trust: bool = False
) -> Report:
    """Reads a model to the CPU and describes it. No method runs, and no compiled code is loaded.

    Args:
        path: The file.
        model: The name of the program, if the file has several.
        trust: Whether code of the file may run that makes objects; otherwise these are left out.

    Raises:
        TorchSharpError: The model cannot be loaded; see :func:`torchsharp_py.jit.load` and
            :func:`torchsharp_py.export.load`.
    """
    package = read_package(path, model) if is_program(path) else None
    if package is not None:
        return _of_package(path, package)
    unmade: list[str] = []
    if trust:
        module = load_archive(path, "cpu", model=model)
    else:
        module, unmade = outline_archive(path, model)
    described = module._describe()
    program = described["program"]
    if program is not None:  # its graph has the only method
        described["methods"][0]["operators"] = program["operators"]
    methods = [_method(method) for method in described["methods"]]
    modules = [_module(module) for module in described["modules"]]
    training = [one.value for one in modules[0].attributes if one.name == "training"]
    return Report(
        path=os.fspath(path),
        archive=read_archive(path),
        training=training[0] if training else None,
        methods=methods,
        modules=modules,
        parameters=_tensors(described["modules"], "parameter"),
        buffers=_tensors(described["modules"], "buffer"),
        operators=_sorted(sum((Counter(method.operators) for method in methods), Counter())),
        program=None if program is None else read_program(path, program),
        unmade=unmade,
    )


def _of_package(path: str | os.PathLike[str], package: ProgramReport) -> Report:
    """A file with compiled code alone, of which there is nothing to load."""
    return Report(
        path=os.fspath(path),
        archive=read_archive(path),
        training=None,
        methods=[],
        modules=[],
        parameters=[],
        buffers=[],
        operators={},
        program=package,
        unmade=[],
    )


def _method(described: _described.Method) -> MethodReport:
    schema = FunctionSchema.from_tree(described["schema"])
    return MethodReport(
        name=schema.name,
        schema=str(schema),
        python=schema.python,
        csharp=csharp_signature(schema),
        parameters=[
            ParameterReport(one.name, _type(one.type), _default(one), one.keyword_only)
            for one in schema.parameters
        ],
        returns=_type(schema.returns),
        operators=_sorted(described["operators"]),
    )


def csharp_signature(schema: FunctionSchema) -> str:
    """Spells a schema as a C# method; a default that is not a constant of C# is ``...``."""
    parts = []
    for parameter in schema.parameters:
        default = f" = {_csharp_default(parameter)}"
        name = csharp_name(parameter.name)
        parts.append(f"{parameter.type.csharp} {name}{default if parameter.has_default else ''}")
    return f"{schema.returns.csharp} {schema.name}({', '.join(parts)})"


def _csharp_default(parameter: Parameter) -> str:
    value = parameter.default
    finite = not isinstance(value, float) or math.isfinite(value)
    return json.dumps(value) if parameter.type.kind in _CONSTANTS and finite else "..."


def _default(parameter: Parameter) -> str | None:
    return default_on_one_line(parameter) if parameter.has_default else None


def _module(described: _described.Submodule) -> ModuleReport:
    # Attributes have the order of the class; constants have no order.
    constants = [one for one in described["attributes"] if one["role"] == "constant"]
    attributes = [one for one in described["attributes"] if one["role"] == "attribute"]
    attributes += sorted(constants, key=lambda one: one["name"])
    return ModuleReport(
        path=described["path"],
        type=described["type"],
        attributes=[
            AttributeReport(
                name=one["name"],
                type=_type(Type.from_tree(one["type"])),
                constant=one["role"] == "constant",
                value=_plain(one["value"]),
            )
            for one in attributes
        ],
    )


def _tensors(modules: list[_described.Submodule], role: str) -> list[TensorReport]:
    return [
        TensorReport(
            name=f"{module['path']}.{one['name']}".lstrip("."),
            shape=list(tensor["shape"]),
            dtype=tensor["dtype"],
            bytes=tensor["nbytes"],
            requires_grad=tensor["requires_grad"],
        )
        for module in modules
        for one in module["attributes"]
        if one["role"] == role and (tensor := one["tensor"]) is not None
    ]


def _type(type_: Type) -> TypeReport:
    return TypeReport(type_.text, type_.python, type_.csharp)


def _plain(value: Any) -> Any:
    """Returns the value if JSON has it; for other values, only the type is shown."""
    if isinstance(value, (list, tuple)):
        items = [_plain(item) for item in value]
        return None if any(item is None for item in items) else items
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, (bool, int, float, str)) else None


def _sorted(counts: dict[str, int]) -> dict[str, int]:
    """Orders by count, the highest first, and then by name."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
