"""Numbers of the C ABI.

Written by ``python scripts/gen_interop.py``. Do not edit it: generate it again.
"""

from __future__ import annotations

from typing import Final

MAX_NESTING: Final = 500


class ErrorKind:
    """``tsp_error_kind``."""

    OK: Final = 0
    RUNTIME: Final = 1
    TYPE: Final = 2
    VALUE: Final = 3
    FILE_NOT_FOUND: Final = 4
    IO: Final = 5
    FORMAT: Final = 6
    COMPILE: Final = 7
    UNKNOWN_OPERATOR: Final = 8
    UNKNOWN_METHOD: Final = 9
    UNSUPPORTED: Final = 10
    DEVICE: Final = 11
    OUT_OF_MEMORY: Final = 12
    INTERNAL: Final = 13
    POLICY: Final = 14
    TIMEOUT: Final = 15
    CANCELED: Final = 16


class TypeKind:
    """``tsp_type_kind``."""

    OTHER: Final = 0
    TENSOR: Final = 1
    INT: Final = 2
    FLOAT: Final = 3
    BOOL: Final = 4
    STRING: Final = 5
    NONE: Final = 6
    TUPLE: Final = 7
    LIST: Final = 8
    OPTIONAL: Final = 9
    NUMBER: Final = 10
    DEVICE: Final = 11
    COMPLEX: Final = 12
    DICT: Final = 13
    ANY: Final = 14
    CLASS: Final = 15
    ENUM: Final = 16
    INTERFACE: Final = 17
    UNION: Final = 18
    FUTURE: Final = 19
    GENERATOR: Final = 20
    AWAIT: Final = 21
