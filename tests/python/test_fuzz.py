"""Damaged files in both languages, and what the fuzzer notices; see tests/fuzz."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from tests.dotnet.dotnet_programs import DOTNET_ROOT, needs_dotnet
from tests.fuzz import protocol, report
from tests.fuzz.bases import Base, write_bases
from tests.fuzz.campaign import Campaign, Finding, Summary
from tests.fuzz.cases import Case, choose_cases, content, edits_of
from tests.fuzz.mutations import CHECKPOINT, KINDS, MODEL, Kind
from tests.fuzz.process import CSHARP, PYTHON
from tests.fuzz.session import Session
from tests.fuzz.shrink import fewest
from torchsharp_py import jit

# `make fuzz` tries more files, and others.
FILES, SEED, SHARDS = 1000, 10, 2
LANGUAGES = [PYTHON, CSHARP] if DOTNET_ROOT is not None else [PYTHON]


@pytest.fixture(scope="module")
def bases(models: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Base]:
    return write_bases(tmp_path_factory.mktemp("bases"), models)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_damaged_file_is_a_documented_error(
    bases: list[Base], tmp_path: Path, shard: int
) -> None:
    campaign = Campaign(bases, tmp_path, LANGUAGES, lanes=os.cpu_count() or 1, examine=1)
    summary = campaign.run(choose_cases(FILES, SEED, bases)[shard::SHARDS])
    assert summary.files == FILES // SHARDS
    assert summary.loaded > summary.files / 10
    assert [report.line(one) for one in summary.findings] == []


# Found by larger runs with other seeds: code that is not UTF-8, a dict that holds itself.
FOUND = ("state_tied.pt/debug/2006124886", "training.ckpt/nested/1080491711")


def test_what_larger_runs_found_stays_mended(bases: list[Base], tmp_path: Path) -> None:
    campaign = Campaign(bases, tmp_path, LANGUAGES, lanes=1)
    summary = campaign.run([Case.parse(name) for name in FOUND])
    assert [report.line(one) for one in summary.findings] == []


def test_good_files_can_be_loaded(bases: list[Base], tmp_path: Path) -> None:
    same = {"same": Kind(lambda data, random: data, frozenset({base.family for base in bases}))}
    campaign = Campaign(bases, tmp_path, LANGUAGES, lanes=1, kinds=same)
    summary = campaign.run([Case(base.name, "same", 0) for base in bases])
    assert [report.line(one) for one in summary.findings] == []
    # Of the other families some are read by few of the actions.
    assert summary.loaded >= len([base for base in bases if base.family == MODEL])


def test_a_case_is_a_function_of_its_name(bases: list[Base], models: Path, tmp_path: Path) -> None:
    written_again = {base.name: base for base in write_bases(tmp_path, models)}
    for case in choose_cases(3 * len(KINDS), 5, bases):
        base = next(base for base in bases if base.name == case.base)
        assert written_again[case.base] == base
        assert content(Case.parse(str(case)), written_again[case.base]) == content(case, base)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_changes_files(bases: list[Base], kind: str) -> None:
    cases = choose_cases(20, 5, bases, [kind])
    by_name = {base.name: base for base in bases}
    changed = [content(case, by_name[case.base]) != by_name[case.base].data for case in cases]
    assert sum(changed) > 10


def mark(data: bytes, random: Random) -> bytes:
    return data + b"<%d>" % random.randrange(1 << 30)


MARKING = {"marks": Kind(mark, frozenset({CHECKPOINT}))}


def plant(
    base: Base, tmp_path: Path, language: str, what: str, limit: float
) -> tuple[Summary, Finding, Case]:
    """Plants a fault that one edit of one of three files triggers.

    Returns:
        What was found, the finding, and the case with only that edit.
    """
    cases = [Case(base.name, "marks", seed) for seed in range(100)]
    guilty = next(case for case in cases if len(edits_of(case)) == 2).with_edits((1,))
    text = content(guilty, base, MARKING)[len(base.data) :].decode()
    plants = [f"{what}={text}"]
    campaign = Campaign([base], tmp_path, [language], limit, lanes=1, plants=plants, kinds=MARKING)
    tried: Sequence[Case] = [cases[-1], Case(base.name, "marks", guilty.seed), cases[-2]]
    summary = campaign.run(tried)
    (finding,) = summary.findings
    report.write(summary, campaign)
    return summary, finding, guilty


@pytest.mark.parametrize(
    ("language", "what", "found"),
    [
        (PYTHON, protocol.ABORT, "death: signal 6"),
        pytest.param(CSHARP, protocol.ABORT, "death: signal 6", marks=needs_dotnet),
        pytest.param(CSHARP, protocol.EXIT, "death: exit with status 0", marks=needs_dotnet),
        pytest.param(CSHARP, protocol.HANG, "hang:", marks=needs_dotnet),
        pytest.param(CSHARP, protocol.RAISE, "untyped: KeyNotFoundException", marks=needs_dotnet),
    ],
)
def test_a_planted_fault_is_found_and_shrunk(
    bases: list[Base], tmp_path: Path, language: str, what: str, found: str
) -> None:
    base = next(base for base in bases if base.name == "state.ckpt")
    limit = 10.0 if what == protocol.HANG else 60.0
    summary, finding, guilty = plant(base, tmp_path, language, what, limit)
    assert summary.files == 3  # the other files were tried in a new process
    assert finding.what.startswith(f"{language} {found}")
    assert finding.what.endswith("in plant")
    assert finding.happens_again
    assert finding.cases == (guilty,)
    (kept,) = tmp_path.glob("findings/000/*.ckpt")
    assert kept.read_bytes() == content(guilty, base, MARKING)
    written = (tmp_path / "findings" / "000" / "report.txt").read_text()
    assert f"make fuzz CASE={guilty}" in written


def test_python_says_which_errors_are_documented() -> None:
    said: list[str] = []
    session = Session(lambda line: said.append(line.decode().strip()), {protocol.RAISE: b"bad"})
    session.step("load", lambda: jit.load(b"not a model"))
    session.step("divide", lambda: 1 // 0)
    session.step("stop", lambda: sys.exit(1))
    session.step("add", lambda: 1 + 1)
    session.plant(b"a bad file")
    session.end()
    assert said == [
        "@@ do load",
        "@@ do divide",
        "@@ untyped divide :: ZeroDivisionError :: integer division or modulo by zero",
        "@@ do stop",
        "@@ untyped stop :: SystemExit :: 1",
        "@@ do add",
        "@@ do plant",
        "@@ untyped plant :: KeyError :: 'planted'",
        "@@ end 1 3",
    ]


def test_shrinking_keeps_what_is_needed() -> None:
    asked = []

    def fails(items: Sequence[int]) -> bool:
        asked.append(items)
        return {3, 17} <= set(items)

    assert fewest(range(20), fails) == [3, 17]
    assert all(asked)
    assert fewest([1], lambda items: True) == [1]
