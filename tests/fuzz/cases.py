"""Cases: damaged files that are functions of a good file, a kind of damage and a number."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.fuzz.archive import NotApplicableError
from tests.fuzz.bases import Base
from tests.fuzz.mutations import KINDS, Kind
from tests.fuzz.mutations.byte_level import flip

MIXED = "mixed"  # edits of any kinds


@dataclass(frozen=True)
class Case:
    """A damaged file.

    Attributes:
        base: The name of the good file.
        kind: The kind of damage.
        seed: The number that everything random depends on.
        edits: Which of the edits are made; None makes all of them.
    """

    base: str
    kind: str
    seed: int
    edits: tuple[int, ...] | None = None

    @classmethod
    def parse(cls, text: str) -> Case:
        """Reads what ``str`` wrote.

        Raises:
            ValueError: It is something else.
        """
        base, kind, seed, *edits = text.split("/")
        chosen = tuple(int(one) for one in edits[0].split(",")) if edits else None
        return cls(base, kind, int(seed), chosen)

    def __str__(self) -> str:
        edits = "" if self.edits is None else "/" + ",".join(map(str, self.edits))
        return f"{self.base}/{self.kind}/{self.seed}{edits}"

    def with_edits(self, edits: Iterable[int]) -> Case:
        """Returns the case with fewer edits."""
        return replace(self, edits=tuple(edits))


def edits_of(case: Case) -> tuple[int, ...]:
    """Returns the numbers of the edits that a case makes."""
    if case.edits is not None:
        return case.edits
    count = Random(f"{case.base}|{case.kind}|{case.seed}").choice((1, 1, 1, 2, 2, 4, 8))
    return tuple(range(count))


def content(case: Case, base: Base, kinds: Mapping[str, Kind] = KINDS) -> bytes:
    """Returns the bytes of a case."""
    data = base.data
    for number in edits_of(case):
        # The edits that are left do not change if another one is taken away.
        random = Random(f"{case.base}|{case.kind}|{case.seed}|{number}")
        kind = kinds[_kind_of(case, base, kinds, random)]
        try:
            data = kind.edit(data, random)
        except NotApplicableError:
            data = flip(data, random)
    return data


def _kind_of(case: Case, base: Base, kinds: Mapping[str, Kind], random: Random) -> str:
    if case.kind != MIXED:
        return case.kind
    return random.choice(sorted(name for name in kinds if base.family in kinds[name].families))


def choose_cases(
    count: int, seed: int, bases: Sequence[Base], kinds: Sequence[str] | None = None
) -> list[Case]:
    """Chooses cases.

    Args:
        count: How many.
        seed: Equal seeds give equal cases.
        bases: The good files.
        kinds: The kinds of damage; None takes all of them.

    Raises:
        ValueError: A kind is unknown, or none of the good files has something for it.
    """
    wanted = list(kinds or [*KINDS, MIXED])
    for kind in wanted:
        if kind != MIXED and kind not in KINDS:
            raise ValueError(f"unknown kind {kind!r}: expected one of {', '.join([*KINDS, MIXED])}")
    fitting = {kind: _fitting(kind, bases) for kind in wanted}
    wanted = [kind for kind in wanted if fitting[kind]]
    if not wanted:
        raise ValueError("no file has something for these kinds: take other kinds or files")
    random = Random(zlib.crc32(f"cases {seed}".encode()))
    chosen = []
    for number in range(count):
        kind = wanted[number % len(wanted)]
        base = random.choice(fitting[kind])
        chosen.append(Case(base.name, kind, random.randrange(1 << 31)))
    return chosen


def _fitting(kind: str, bases: Sequence[Base]) -> list[Base]:
    return [base for base in bases if kind == MIXED or base.family in KINDS[kind].families]
