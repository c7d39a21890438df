"""The kinds of damage, by level."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.fuzz.archive import Archive
from tests.fuzz.mutations import (
    byte_level,
    code_level,
    pickle_level,
    program_level,
    safetensors_level,
    zip_level,
)

MODEL, CHECKPOINT, LEGACY, SAFETENSORS = ("model", "checkpoint", "legacy", "safetensors")
PROGRAM = "program"
_ALL = frozenset({MODEL, CHECKPOINT, LEGACY, SAFETENSORS, PROGRAM})
_ARCHIVES = frozenset({MODEL, CHECKPOINT})
_ZIPS = _ARCHIVES | {PROGRAM}
_PROGRAMS = frozenset({PROGRAM})
_SOURCES = frozenset({MODEL})


@dataclass(frozen=True)
class Kind:
    """A kind of edit.

    Attributes:
        edit: Makes one edit.
        families: The files that have something for it.
    """

    edit: Callable[[bytes, Random], bytes]
    families: frozenset[str]


def _on_records(edit: Callable[[Archive, Random], None]) -> Callable[[bytes, Random], bytes]:
    def apply(data: bytes, random: Random) -> bytes:
        archive = Archive.read(data)
        edit(archive, random)
        return archive.write()

    return apply


KINDS = {
    "flip": Kind(byte_level.flip, _ALL),
    "cut": Kind(byte_level.cut, _ALL),
    "record": Kind(_on_records(byte_level.flip_in_record), _ZIPS),
    "fields": Kind(zip_level.change_fields, _ZIPS),
    "sizes": Kind(zip_level.agree_on_sizes, _ZIPS),
    "records": Kind(_on_records(zip_level.change_records), _ZIPS),
    "storages": Kind(_on_records(zip_level.change_storages), _ZIPS),
    "pickle": Kind(_on_records(pickle_level.pickle), _ARCHIVES),
    "values": Kind(_on_records(pickle_level.values), _ARCHIVES),
    "classes": Kind(_on_records(pickle_level.classes), _ARCHIVES),
    "tensors": Kind(_on_records(pickle_level.tensors), _ARCHIVES),
    "nested": Kind(_on_records(pickle_level.nested), _ARCHIVES),
    "whole": Kind(_on_records(pickle_level.whole_pickles), _ARCHIVES),
    "debug": Kind(_on_records(pickle_level.debug_ranges), _SOURCES),
    "code": Kind(_on_records(code_level.statements), _SOURCES),
    "types": Kind(_on_records(code_level.types), _SOURCES),
    "names": Kind(_on_records(code_level.class_names), _SOURCES),
    "kinds": Kind(_on_records(code_level.class_kinds), _SOURCES),
    "nesting": Kind(_on_records(code_level.nesting), _SOURCES),
    "raw": Kind(pickle_level.raw_pickle, frozenset({LEGACY})),
    "elements": Kind(pickle_level.raw_storages, frozenset({LEGACY})),
    "program": Kind(_on_records(program_level.values), _PROGRAMS),
    "nodes": Kind(_on_records(program_level.nodes), _PROGRAMS),
    "deep": Kind(_on_records(program_level.nested), _PROGRAMS),
    "header": Kind(safetensors_level.header, frozenset({SAFETENSORS})),
}
