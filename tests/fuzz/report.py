"""Writing what a campaign found."""

from __future__ import annotations

import shutil

from tests.fuzz.campaign import Campaign, Finding, Summary


def write(summary: Summary, campaign: Campaign) -> None:
    """Writes the files that show faults and a report beside them."""
    folder = campaign.folder / "findings"
    shutil.rmtree(folder, ignore_errors=True)
    for number, finding in enumerate(summary.findings):
        target = folder / f"{number:03}"
        for position, case in enumerate(finding.cases):
            written = campaign.write(case, target / str(position))
            written.rename(target / f"{position}-{written.name}")
            (target / str(position)).rmdir()
        (target / "report.txt").write_text(_describe(finding), encoding="utf-8")


def line(finding: Finding) -> str:
    """Describes a finding in one line."""
    cases = " ".join(str(case) for case in finding.cases)
    again = "" if finding.happens_again else " (not again in a new process)"
    message = next(iter(finding.outcome.untyped), "")
    return f"{finding.what}: {cases}{again}" + (f": {message[:200]}" if message else "")


def _describe(finding: Finding) -> str:
    again = [f"make fuzz CASE={case}" for case in finding.cases]
    parts = [line(finding), "", *again, "", *finding.outcome.untyped, "", finding.outcome.printed]
    return "\n".join(parts) + "\n"
