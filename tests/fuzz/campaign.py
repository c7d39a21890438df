"""Runs cases through workers, and finds the file that is to blame."""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.bases import Base
from tests.fuzz.cases import Case, content, edits_of
from tests.fuzz.mutations import KINDS, Kind
from tests.fuzz.process import MEMORY, Outcome, Worker
from tests.fuzz.shrink import fewest


@dataclass(frozen=True)
class Finding:
    """A fault.

    Attributes:
        language: The worker's.
        cases: The files that show it in a new process; more than one if only together they do.
        outcome: What happened at the last one.
        happens_again: Whether it happened again in a new process.
        is_examined: Whether that was tried.
    """

    language: str
    cases: tuple[Case, ...]
    outcome: Outcome
    happens_again: bool = True
    is_examined: bool = True

    @property
    def what(self) -> str:
        return f"{self.language} {self.outcome.fault}"


@dataclass
class Summary:
    """What a campaign found."""

    findings: list[Finding] = field(default_factory=list)
    files: int = 0
    loaded: int = 0
    slow: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Campaign:
    """How files are tried.

    Attributes:
        bases: The good files.
        folder: Where files are written.
        languages: The workers' languages.
        limit: The most seconds for a file.
        lanes: How many files are tried at the same time.
        batch: How many files a process gets before it is replaced.
        plants: Faults for the tests of the fuzzer.
        kinds: The kinds of damage.
        progress: Is called after each file, with its findings.
        examine: How many faults of a kind are examined, which takes a new process an attempt.
        examined: How many faults of each kind were examined.
        memory: The most bytes that a process may allocate; None sets no limit.
    """

    bases: Sequence[Base]
    folder: Path
    languages: Sequence[str]
    limit: float = 60.0
    lanes: int = 2
    batch: int = 250
    plants: Sequence[str] = ()
    kinds: Mapping[str, Kind] = field(default_factory=lambda: KINDS)
    progress: Callable[[Summary, Sequence[Finding]], None] = lambda summary, findings: None
    examine: int = 2
    examined: Counter[str] = field(default_factory=Counter)
    memory: int | None = MEMORY

    def run(self, cases: Sequence[Case]) -> Summary:
        """Tries all cases."""
        summary = Summary()
        lock = threading.Lock()
        queue = list(reversed(cases))
        failures: list[BaseException] = []

        def lane(number: int) -> None:
            try:
                with_workers = _Lane(self, self.folder / f"lane{number}")
                with_workers.run(queue, lock, summary)
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=lane, args=(number,)) for number in range(self.lanes)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]
        return summary

    def write(self, case: Case, folder: Path) -> Path:
        """Writes the file of a case."""
        base = next(one for one in self.bases if one.name == case.base)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"case{Path(case.base).suffix}"
        path.write_bytes(content(case, base, self.kinds))
        return path

    def worker(self, language: str, folder: Path) -> Worker:
        """Starts a process."""
        return Worker(language, folder, self.plants, self.memory)

    def try_in_new_process(self, language: str, cases: Sequence[Case], folder: Path) -> Outcome:
        """Tries files in a process of their own; returns what became of the last one."""
        worker = self.worker(language, folder)
        outcome = Outcome()
        for case in cases:
            outcome = worker.run(self.write(case, folder), self.limit)
            if outcome.death or outcome.hung:
                return outcome
        outcome.death = worker.close()
        return outcome


class _Lane:
    """One worker for each language, which try the same files."""

    def __init__(self, campaign: Campaign, folder: Path) -> None:
        self._campaign = campaign
        self._folder = folder
        self._workers: dict[str, Worker] = {}
        self._batches: dict[str, list[Case]] = {}

    def run(self, queue: list[Case], lock: threading.Lock, summary: Summary) -> None:
        while True:
            with lock:
                if not queue:
                    break
                case = queue.pop()
            path = self._campaign.write(case, self._folder / "file")
            found: dict[str, Outcome] = {}
            threads = [
                threading.Thread(target=self._try, args=(language, case, path, found))
                for language in self._campaign.languages
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            findings = [one for language in found for one in self._judge(language, found[language])]
            with lock:
                summary.files += 1
                summary.kinds[case.kind] += 1
                summary.loaded += any(one.succeeded > 3 for one in found.values())
                summary.slow += [
                    f"{language} slow in {one.action}: {case}"
                    for language, one in found.items()
                    if one.is_slow_code
                ]
                summary.findings += findings
                self._campaign.progress(summary, findings)
        for language in list(self._workers):
            findings = self._close(language)
            with lock:
                summary.findings += findings
        shutil.rmtree(self._folder, ignore_errors=True)

    def _try(self, language: str, case: Case, path: Path, found: dict[str, Outcome]) -> None:
        worker = self._workers.get(language)
        if worker is None:
            worker = self._campaign.worker(language, self._folder / language)
            self._workers[language], self._batches[language] = worker, []
        self._batches[language].append(case)
        found[language] = worker.run(path, self._campaign.limit)

    def _judge(self, language: str, outcome: Outcome) -> list[Finding]:
        batch = self._batches[language]
        findings = []
        if outcome.fault:
            findings.append(self._blame_once(language, batch, outcome))
        if outcome.death or outcome.hung:
            del self._workers[language]
        elif len(batch) >= self._campaign.batch:
            findings += self._close(language)
        return findings

    def _close(self, language: str) -> list[Finding]:
        """Lets a worker end, which may show that a file damaged its memory."""
        how = self._workers.pop(language).close()
        if not how:
            return []
        outcome = Outcome(action="exit", death=how)
        return [self._blame_once(language, self._batches[language], outcome)]

    def _blame_once(self, language: str, batch: list[Case], outcome: Outcome) -> Finding:
        """Takes the last file of the batch if faults of the same kind were examined already."""
        examined = self._campaign.examined
        examined[kind := f"{language} {outcome.fault}"] += 1
        if examined[kind] > self._campaign.examine:
            return Finding(language, tuple(batch[-1:]), outcome, is_examined=False)
        return self._blame(language, batch, outcome)

    def _blame(self, language: str, batch: list[Case], outcome: Outcome) -> Finding:
        """Finds the file that is to blame, which need not be the last one, and its least edits."""
        folder = self._folder / "blame" / language
        seen: dict[tuple[Case, ...], Outcome] = {}

        def fails(cases: Sequence[Case]) -> bool:
            again = self._campaign.try_in_new_process(language, cases, folder)
            if again.fault and _kind_of_fault(again) == _kind_of_fault(outcome):
                seen[tuple(cases)] = again
                return True
            return False

        start = next((n for n in _lengths(len(batch)) if fails(batch[-n:])), None)
        if start is None:
            return Finding(language, tuple(batch[-1:]), outcome, happens_again=False)
        cases = fewest(batch[-start:], fails)
        for at, case in enumerate(cases):

            def fails_with(edits: Sequence[int], at: int = at, case: Case = case) -> bool:
                return fails([*cases[:at], case.with_edits(edits), *cases[at + 1 :]])

            edits = edits_of(case)
            if len(edits) > 1 and len(smaller := fewest(edits, fails_with)) < len(edits):
                cases[at] = case.with_edits(smaller)
        return Finding(language, tuple(cases), seen[tuple(cases)])


def _kind_of_fault(outcome: Outcome) -> str:
    return outcome.fault.partition(":")[0]


def _lengths(most: int) -> list[int]:
    """1, 2, 4, ... and the whole: how much of the end of a batch is tried."""
    lengths = []
    length = 1
    while length < most:
        lengths.append(length)
        length *= 4
    return [*lengths, most]
