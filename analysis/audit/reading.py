"""What the readers noted: as findings."""

from __future__ import annotations

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
OF_NO_RUN: Final = frozenset({"heading over little", "empty section"})
OTHERWISE: Final[Mapping[str, Kind]] = {"assumed": kinds.ASSUMED, "skipped": kinds.NOT_READ}


def notes(subject: Subject) -> Iterator[Finding]:
    """Return the notes that a document or its reading may be at fault for."""
    judged = [(note, kind) for note in subject.notes if (kind := _kind(note)) is not None]
    if not judged:
        return
    for (note, kind), run in zip(judged, _runs(subject, [note for note, _ in judged]), strict=True):
        runs = () if run is None or note.about in OF_NO_RUN else (run,)
        yield Finding(kind, note.source, (note.line, *note.lines), note.text, runs=runs)


CHECKS: Final = (notes,)


def _kind(note: Remark) -> Kind | None:
    if note.about is not None:
        return ABOUT[note.about]
    return OTHERWISE.get(note.kind)


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
