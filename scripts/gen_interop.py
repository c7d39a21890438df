#!/usr/bin/env python3
"""Generates declarations of the C ABI for C#, and its numbers for Python, from its two headers.

Usage:
    python scripts/gen_interop.py           # write Native*.g.cs and torchsharp_py/_kinds.py
    python scripts/gen_interop.py --check   # exit with 1 when a checked-in file is out of date
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from abi_header import (
    Member,
    constant,
    matching_brace,
    parse_enums,
    parse_functions,
    strip_comments,
)
from generated_files import OUTPUT_FOLDER, REPOSITORY, main, render_header

ABI = REPOSITORY / "csrc" / "abi"
HEADERS = (ABI / "torchsharp_types.h", ABI / "torchsharp_core.h")
COMMAND = "python scripts/gen_interop.py"
LIBRARY = "torchsharp_core"

SCALARS = {
    "tsp_status": ("int", 4),
    "int32_t": ("int", 4),
    "uint32_t": ("uint", 4),
    "int64_t": ("long", 8),
    "uint8_t": ("byte", 1),
    "char": ("byte", 1),
    "double": ("double", 8),
    "void": ("void", 0),
}
CALLBACKS = "callback read write warn print backward tensor_hook"
SCALARS |= {f"tsp_{name}": ("IntPtr", 8) for name in CALLBACKS.split()}
# Structs that are members or parameters by value: their size.
VALUE_STRUCTS = {"tsp_text": 16}
CONSTANTS = {
    "TSP_MAX_NESTING": ("MaxNesting", "How many levels deep values may nest."),
    "TSP_VALUE_ELEMENT_SHIFT": (
        "ElementShift",
        "Where in a node's flags the kind of a list's elements or a dictionary's keys is.",
    ),
    "TSP_VALUE_MAPPED_SHIFT": (
        "MappedShift",
        "Where in a node's flags the kind of a dictionary's values is.",
    ),
}
STRUCTS = {
    "tsp_text": ("NativeText", "UTF-8 text with its length; borrowed."),
    "tsp_value": ("NativeValue", "One TorchScript value, or a node in a tree of them."),
    "tsp_error": ("NativeError", "The error record of a thread; its texts are borrowed."),
    "tsp_tensor_info": (
        "TensorInfo",
        "What libtorch knows about a tensor; its arrays are borrowed.",
    ),
    "tsp_source": ("NativeSource", "Where bytes come from."),
    "tsp_sink": ("NativeSink", "Where bytes go."),
    "tsp_backward_call": ("NativeBackwardCall", "What a backward works on; all is borrowed."),
    "tsp_function": ("NativeFunction", "A step of autograd whose backward is a callback."),
    "tsp_warning": ("NativeWarning", "What an operator or a model says; its texts are borrowed."),
}
CSHARP_KEYWORDS = {"out", "ref", "in", "params", "object"}


@dataclass(frozen=True)
class PublicEnum:
    """How an enum of the header appears in C#."""

    name: str
    prefix: str
    summary: str
    access: str = "public"
    base: str = "int"
    in_torch: bool = False
    members: dict[str, str] = field(default_factory=dict)


ENUMS = {
    "tsp_error_kind": PublicEnum(
        "TorchErrorKind",
        "TSP_",
        "What went wrong in libtorch, TorchScript or the conversion to and from them.",
        members={"TSP_OK": "None"},
    ),
    "tsp_kind": PublicEnum("NativeKind", "TSP_KIND_", "What a node holds.", access="internal"),
    "tsp_value_flag": PublicEnum(
        "NativeValueFlag", "TSP_VALUE_", "Flags of a node.", access="internal", base="uint"
    ),
    "tsp_type_kind": PublicEnum("SchemaKind", "TSP_TYPE_", "Kinds of TorchScript types."),
    "tsp_dtype": PublicEnum(
        "ScalarType",
        "TSP_DTYPE_",
        "Element types of tensors, with libtorch's own numbers.",
        base="sbyte",
        in_torch=True,
        members={
            "TSP_DTYPE_UINT8": "Byte",
            "TSP_DTYPE_BFLOAT16": "BFloat16",
            "TSP_DTYPE_QINT8": "QInt8",
            "TSP_DTYPE_QUINT8": "QUInt8",
            "TSP_DTYPE_QINT32": "QInt32",
            "TSP_DTYPE_QUINT4X2": "QUInt4x2",
            "TSP_DTYPE_QUINT2X4": "QUInt2x4",
            "TSP_DTYPE_FLOAT8_E5M2": "Float8E5M2",
            "TSP_DTYPE_FLOAT8_E4M3FN": "Float8E4M3FN",
            "TSP_DTYPE_FLOAT8_E5M2FNUZ": "Float8E5M2FNUZ",
            "TSP_DTYPE_FLOAT8_E4M3FNUZ": "Float8E4M3FNUZ",
            "TSP_DTYPE_FLOAT8_E8M0FNU": "Float8E8M0FNU",
            "TSP_DTYPE_FLOAT4_E2M1FN_X2": "Float4E2M1FNX2",
            "TSP_DTYPE_BITS1X8": "Bits1x8",
            "TSP_DTYPE_BITS2X4": "Bits2x4",
            "TSP_DTYPE_BITS4X2": "Bits4x2",
            **{f"TSP_DTYPE_UINT{bits}": f"UInt{bits}" for bits in range(1, 8)},
            "TSP_DTYPE_UINT16": "UInt16",
            "TSP_DTYPE_UINT32": "UInt32",
            "TSP_DTYPE_UINT64": "UInt64",
            "TSP_DTYPE_COMPLEX32": "ComplexFloat16",
            "TSP_DTYPE_COMPLEX64": "ComplexFloat32",
            "TSP_DTYPE_COMPLEX128": "ComplexFloat64",
            "TSP_DTYPE_BCOMPLEX32": "ComplexBFloat16",
        },
    ),
    "tsp_device_type": PublicEnum(
        "DeviceType",
        "TSP_DEVICE_",
        "Kinds of devices, with libtorch's own numbers.",
        members={
            name: name.removeprefix("TSP_DEVICE_")
            for name in (
                "TSP_DEVICE_CPU",
                "TSP_DEVICE_CUDA",
                "TSP_DEVICE_HIP",
                "TSP_DEVICE_XPU",
                "TSP_DEVICE_MPS",
                "TSP_DEVICE_META",
            )
        },
    ),
}


def native_enum(name: str, prefix: str, summary: str, base: str = "int") -> PublicEnum:
    """An enum that only the library itself uses."""
    return PublicEnum(name, prefix, summary, access="internal", base=base)


ENUMS |= {
    "tsp_layout": PublicEnum(
        "Layout",
        "TSP_LAYOUT_",
        "How the elements of a tensor are kept, with libtorch's own numbers.",
        base="sbyte",
        in_torch=True,
    ),
    "tsp_memory_format": PublicEnum(
        "MemoryFormat",
        "TSP_MEMORY_FORMAT_",
        "In which order the elements of a dense tensor lie, with libtorch's own numbers.",
        base="sbyte",
        in_torch=True,
    ),
    "tsp_member_kind": native_enum("NativeMemberKind", "TSP_MEMBER_", "Members of a module."),
    "tsp_copy_kind": native_enum("NativeCopyKind", "TSP_COPY_", "How a module is copied."),
    "tsp_program_mode": native_enum("NativeProgramMode", "TSP_PROGRAM_", "How a program runs."),
    "tsp_state_flag": native_enum("NativeStateFlag", "TSP_STATE_", "How a state is loaded."),
    "tsp_to_flag": native_enum("NativeToFlag", "TSP_TO_", "How a module is moved."),
    "tsp_text_kind": native_enum("NativeTextKind", "TSP_TEXT_", "What of a callable is written."),
    "tsp_profile_flag": native_enum("NativeProfileFlag", "TSP_PROFILE_", "What is recorded."),
    "tsp_source_kind": native_enum("NativeSourceKind", "TSP_SOURCE_", "Where bytes come from."),
    "tsp_hook_kind": native_enum("NativeHookKind", "TSP_HOOK_", "When a hook is called."),
    "tsp_sink_kind": native_enum("NativeSinkKind", "TSP_SINK_", "Where bytes go."),
}


@dataclass(frozen=True)
class Field:
    """One field of a struct, at its C offset."""

    name: str
    csharp_type: str
    offset: int
    count: int = 0


def pascal(name: str) -> str:
    """Turns ``snake_case`` or ``UPPER_CASE`` into PascalCase."""
    return "".join(word[:1].upper() + word[1:].lower() for word in name.split("_"))


def csharp_type(declared: str) -> str:
    """The blittable C# type of a C type; handles become IntPtr."""
    stars = declared.count("*")
    base = declared.replace("const", "").replace("*", "").strip()
    if base in STRUCTS:
        return STRUCTS[base][0] + "*" * stars
    if base in SCALARS:
        return SCALARS[base][0] + "*" * stars
    if not stars:
        raise ValueError(f"no C# type for {declared!r}")
    return "IntPtr" + "*" * (stars - 1)


def layout(body: str, start: int = 0, is_union: bool = False) -> tuple[list[Field], int, int]:
    """Lays out the members of a struct or union as C does.

    Returns:
        The leaf fields, and the size and the alignment of the whole.
    """
    member = re.compile(
        r"\s*(?:(struct|union) \{(.*?)\n?\s*\} (\w+);|([\w ]+?[ *]+)(\w+)(?:\[(\d+)\])?;)",
        re.DOTALL,
    )
    fields: list[Field] = []
    position, end, alignment, cursor = start, start, 1, 0
    while body[cursor:].strip():
        nested = re.compile(r"\s*(struct|union) \{").match(body, cursor)
        if nested:
            close = matching_brace(body, nested.end() - 1)
            inner = body[nested.end() : close]
            _, size, align = layout(inner, 0, nested[1] == "union")
            position = -(-position // align) * align
            fields += layout(inner, position, nested[1] == "union")[0]
            cursor = body.index(";", close) + 1
        else:
            simple = member.match(body, cursor)
            if simple is None:
                raise ValueError(f"cannot read the struct member at {body[cursor:]!r}")
            declared, count = simple[4], int(simple[6] or 0)
            base = declared.replace("const", "").strip()
            if "*" not in declared and base in VALUE_STRUCTS:
                align, size = 8, VALUE_STRUCTS[base]
            else:
                align = 8 if "*" in declared else SCALARS[base][1]
                size = align * max(count, 1)
            position = -(-position // align) * align
            fields.append(Field(pascal(simple[5]), csharp_type(declared), position, count))
            cursor = simple.end()
        end = max(end, position + size)
        alignment = max(alignment, align)
        position = start if is_union else position + size
    return fields, -(-(end - start) // alignment) * alignment, alignment


def render_enums(text: str) -> str:
    """C# enums for every enum of the header."""
    parsed = parse_enums(text)
    if parsed.keys() != ENUMS.keys():
        raise ValueError(f"the header's enums are {sorted(parsed)}, known are {sorted(ENUMS)}")
    lines = render_header(COMMAND)
    for namespace, access in (("TorchSharpPy", "public"), ("TorchSharpPy.Interop", "internal")):
        lines += [f"namespace {namespace}", "{"]
        for native_name, enum in ENUMS.items():
            if enum.access == access:
                lines += [*render_enum(enum, parsed[native_name]), ""]
        lines = [*lines[:-1], "}", ""]
    return "\n".join(lines)


def render_enum(enum: PublicEnum, members: list[Member]) -> list[str]:
    """One C# enum."""
    indent = "        " if enum.in_torch else "    "
    lines = [f"{indent}/// <summary>{enum.summary}</summary>"]
    lines += [f"{indent}{enum.access} enum {enum.name} : {enum.base}", f"{indent}{{"]
    for member in members:
        short = member.name.removeprefix(enum.prefix).removeprefix("ERROR_")
        comment = member.comment or f"<c>{member.name}</c> of the C ABI."
        comment = comment if not member.comment else escape(comment[:1].upper() + comment[1:])
        comment = comment if comment.endswith(".") else comment + "."
        name = enum.members.get(member.name, pascal(short))
        lines.append(f"{indent}    /// <summary>{comment}</summary>")
        lines.append(f"{indent}    {name} = {member.value},")
    lines.append(f"{indent}}}")
    if enum.in_torch:
        lines = ["    public static partial class torch", "    {", *lines, "    }"]
    return lines


def render_structs(text: str) -> str:
    """C# structs with explicit offsets for every struct of the header."""
    lines = [*render_header(COMMAND), "using System;", "using System.Runtime.InteropServices;", ""]
    lines += ["namespace TorchSharpPy.Interop", "{"]
    plain = strip_comments(text)
    for native_name, (name, summary) in STRUCTS.items():
        start = re.search(rf"typedef struct {native_name} \{{", plain)
        if start is None:
            raise ValueError(f"the header has no struct {native_name}")
        body = plain[start.end() : matching_brace(plain, start.end() - 1)]
        fields, size, _ = layout(body)
        # By value, a struct goes in registers: runtimes classify sequential ones most reliably.
        by_value = native_name in VALUE_STRUCTS
        kind = "Sequential" if by_value else f"Explicit, Size = {size}"
        lines += [
            f"    /// <summary>{summary}</summary>",
            f"    [StructLayout(LayoutKind.{kind})]",
            f"    internal unsafe struct {name}",
            "    {",
            f"        internal const int ByteSize = {size};",
        ]
        for item in fields:
            fixed, suffix = ("fixed ", f"[{item.count}]") if item.count else ("", "")
            lines += [
                "",
                *([] if by_value else [f"        [FieldOffset({item.offset})]"]),
                f"        internal {fixed}{item.csharp_type} {item.name}{suffix};",
            ]
        lines += ["    }", ""]
    return "\n".join([*lines[:-1], "}", ""])


def render_constants(text: str) -> str:
    """The numbers of the header that C# code needs."""
    lines = [*render_header(COMMAND), "namespace TorchSharpPy.Interop", "{"]
    lines += ["    /// <summary>Numbers of the C ABI.</summary>"]
    lines += ["    internal static class NativeConstants", "    {"]
    for name, (csharp, summary) in CONSTANTS.items():
        lines += [f"        /// <summary>{summary}</summary>"]
        lines += [f"        internal const int {csharp} = {constant(text, name)};", ""]
    return "\n".join([*lines[:-1], "    }", "}", ""])


def render_methods(text: str) -> str:
    """The DllImport declarations of every function of the header."""
    lines = [
        *render_header(COMMAND),
        "using System;",
        "using System.Runtime.InteropServices;",
        "",
        "namespace TorchSharpPy.Interop",
        "{",
        "    /// <summary>The C ABI; torchsharp_core.h says what each function does.</summary>",
        '    /// <remarks>First call <see cref="NativeLibraryLoader.EnsureLoaded"/>.</remarks>',
        "    internal static unsafe class NativeMethods",
        "    {",
        f"        internal const uint AbiVersion = {constant(text, 'TSP_ABI_VERSION')};",
        f"        internal const uint AbiMinorVersion = {constant(text, 'TSP_ABI_MINOR_VERSION')};",
        "",
        f'        private const string Library = "{LIBRARY}";',
    ]
    for returned, name, parameters in parse_functions(text):
        arguments = ", ".join(
            f"{csharp_type(kind)} {'@' if argument in CSHARP_KEYWORDS else ''}{argument}"
            for kind, argument in parameters
        )
        lines += [
            "",
            "        [DllImport(Library, ExactSpelling = true)]",
            f"        internal static extern {csharp_type(returned)} {name}({arguments});",
        ]
    return "\n".join([*lines, "    }", "}", ""])


def render_python_kinds(text: str) -> str:
    """The numbers that Python shares with C++: kinds of errors and types, the nesting limit."""
    parsed = parse_enums(text)
    lines = [
        '"""Numbers of the C ABI.',
        "",
        f"Written by ``{COMMAND}``. Do not edit it: generate it again.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import Final",
        "",
    ]
    limit = re.search(r"#define TSP_MAX_NESTING (\d+)", text)
    if limit is not None:
        lines += [f"MAX_NESTING: Final = {limit[1]}", ""]
    for native_name, name in (("tsp_error_kind", "ErrorKind"), ("tsp_type_kind", "TypeKind")):
        lines += ["", f"class {name}:", f'    """``{native_name}``."""', ""]
        for member in parsed[native_name]:
            short = re.sub("^TSP_(ERROR_|TYPE_)?", "", member.name)
            lines.append(f"    {short}: Final = {member.value}")
        lines.append("")
    return "\n".join(lines)


def generate() -> dict[Path, str]:
    """Renders every file this script is responsible for."""
    text = "\n".join(header.read_text(encoding="utf-8") for header in HEADERS)
    return {
        OUTPUT_FOLDER / "NativeConstants.g.cs": render_constants(text),
        OUTPUT_FOLDER / "NativeEnums.g.cs": render_enums(text),
        OUTPUT_FOLDER / "NativeMethods.g.cs": render_methods(text),
        OUTPUT_FOLDER / "NativeStructs.g.cs": render_structs(text),
        REPOSITORY / "torchsharp_py" / "_kinds.py": render_python_kinds(text),
    }


if __name__ == "__main__":
    sys.exit(main(generate, COMMAND))
