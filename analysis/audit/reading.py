"""What the readers noted: as findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

import polars as pl

from analysis.audit import kinds
from analysis.audit.findings import Finding
from analysis.audit.kinds import Kind
from analysis.audit.subject import Remark, Subject

ABOUT: Final[Mapping[str, Kind]] = {
    "malformed host list": kinds.MALFORMED_HOSTS,
    "host count": kinds.HOST_COUNT,
    "average of repeats": kinds.WRONG_SUMMARY,
    "word for a number": kinds.NO_NUMBER,
    "missing step": kinds.MISSING_STEP,
    "repeated step": kinds.REPEATED_STEP,
    "step out of order": kinds.DISORDERED_STEP,
    "heading level": kinds.HEADING_LEVEL,
    "heading over little": kinds.HEADING_CLAIM,
    "empty section": kinds.EMPTY_SECTION,
    "result without lines": kinds.NO_LINES,
}
"""What a note says it is about, and the kind of finding that this is."""
_OF_NO_RUN: Final = frozenset({"heading over little", "empty section"})
_QUOTED: Final = re.compile(r"'([^']*)'")
_MISTYPED: Final = re.compile(
    r"(?i)^[+-]?(?=.*(?:\d[ol]|[ol]\d|[.,]{2}))[\dol.,:]+\s*[a-z%µ/]{0,8}$"
)
"""Digits with an O or an l among them, or with signs doubled: a number with a slip in it."""
_OTHERWISE: Final[Mapping[str, Kind]] = {"assumed": kinds.ASSUMED, "skipped": kinds.NOT_READ}


def notes(subject: Subject) -> Iterator[Finding]:
    """Return the notes that a document or its reading may be at fault for."""
    judged = [(note, kind) for note in subject.notes if (kind := _kind(subject, note)) is not None]
    if not judged:
        return
    for (note, kind), run in zip(judged, _runs(subject, [note for note, _ in judged]), strict=True):
        runs = () if run is None or note.about in _OF_NO_RUN else (run,)
        # A finding is told with its kind before it.
        what = note.text.removeprefix(f"{kind.name}: ")
        yield Finding(kind, note.source, (note.line, *note.lines), what, runs=runs)


CHECKS: Final = (notes,)


def _kind(subject: Subject, note: Remark) -> Kind | None:
    """The kind of finding that a note is; what only a reader may be at fault for is a gap.

    A heading without anything below is an error among headings of runs, where it stands for one.
    A word where a number belongs is an error where it is a number with a slip in it.
    """
    if note.about == "empty section" and note.source not in subject.logs:
        return kinds.NO_CONTENT
    if note.about == "word for a number":
        quoted = _QUOTED.search(note.text)
        if quoted is None or not _MISTYPED.search(quoted[1]):
            return kinds.WORD
    if note.about is not None:
        return ABOUT[note.about]
    return _OTHERWISE.get(note.kind)


def _runs(subject: Subject, judged: list[Remark]) -> list[str | None]:
    """The run that each note is about: the last one that begins at or above its line."""
    places = pl.DataFrame(
        {
            "source": [note.source for note in judged],
            "line": pl.Series([note.line for note in judged], dtype=pl.UInt32),
        }
    ).with_row_index("note")
    found = (
        places.drop_nulls("line")
        .sort("line")
        .join_asof(subject.places, on="line", by="source", check_sortedness=False)
    )
    return places.join(found.select("note", "run"), on="note", how="left", maintain_order="left")[
        "run"
    ].to_list()
