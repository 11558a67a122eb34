"""What an audit of the sample data should find, and how much of it is found.

    python -m tests.analysis.audit.audit_recall

``audit_expected.jsonl`` states the errors and suspects of the documents, as a careful reader finds
them: document, lines, severity, kind and why. A finding is the expected one where document and kind
are the same and the lines have one in common; each counts once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from analysis.audit.all_checks import audit
from analysis.audit.kinds import GRAVE
from parsers import load
from tests.paths import SAMPLES

EXPECTED = Path(__file__).with_name("audit_expected.jsonl")


class Found(NamedTuple):
    """A finding, as far as it is compared."""

    document: str
    lines: frozenset[int]
    severity: str
    kind: str

    def __str__(self) -> str:
        return f"{self.document}:{','.join(map(str, sorted(self.lines)))}: {self.kind}"

    def is_same(self, other: Found) -> bool:
        """Whether both are about the same thing at the same place."""
        same = (self.document, self.kind) == (other.document, other.kind)
        return same and bool(self.lines & other.lines)


class Matching(NamedTuple):
    """Expected findings that were found, those that were missed, and those nobody expected."""

    found: list[Found]
    missed: list[Found]
    extra: list[Found]


def expected() -> list[Found]:
    rows = [json.loads(line) for line in EXPECTED.read_text().splitlines()]
    return [_of(row["document"], row) for row in rows]


def of_samples() -> list[Found]:
    """Return the errors and suspects that the audit finds in the sample data."""
    loaded = load([str(SAMPLES)])
    rows = audit(loaded.records, loaded.notes).of(GRAVE).findings.iter_rows(named=True)
    return [_of(Path(row["source"]).name, row) for row in rows]


def match(wanted: Sequence[Found], given: Sequence[Found]) -> Matching:
    """Pair each expected finding with one that was given, as many as possible."""
    partner: dict[int, int] = {}

    def takes(want: int, tried: set[int]) -> bool:
        for place, one in enumerate(given):
            if place not in tried and wanted[want].is_same(one):
                tried.add(place)
                if place not in partner or takes(partner[place], tried):
                    partner[place] = want
                    return True
        return False

    found = [want for want in range(len(wanted)) if takes(want, set())]
    return Matching(
        [wanted[want] for want in found],
        [one for want, one in enumerate(wanted) if want not in found],
        [one for place, one in enumerate(given) if place not in partner],
    )


def report(matching: Matching) -> Iterator[str]:
    found, missed, extra = matching
    wanted, given = len(found) + len(missed), len(found) + len(extra)
    yield f"recall     {len(found):3} of {wanted:3} expected   {len(found) / wanted:6.1%}"
    yield f"precision  {len(found):3} of {given:3} found      {len(found) / given:6.1%}"
    yield from (f"missed  {one}" for one in missed)
    yield from (f"extra   {one}" for one in extra)


def _of(document: str, row: dict[str, Any]) -> Found:
    return Found(document, frozenset(row["lines"]), str(row["severity"]), row["kind"])


if __name__ == "__main__":
    print(*report(match(expected(), of_samples())), sep="\n")
