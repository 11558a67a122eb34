"""What readers took for granted, beside each record that it is about: the column ``assumed``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import polars as pl

from parsers.meaning.interpretation import Interpretation
from parsers.notes import Note
from parsers.short_columns.short_records import Records, ShortRecords
from parsers.short_columns.short_series import series_of
from parsers.source import Source


class _Assumed(NamedTuple):
    """A text about the records from line ``first`` on that stand before ``last``; null: about all.

    ``first`` is null for what is about all of them.
    """

    text: str
    first: int | None = None
    last: int | None = None

    def of_record(self) -> pl.Expr:
        """Return the text for the records that it is about."""
        if self.first is None:
            return pl.lit(self.text)
        inside = pl.col("line") >= self.first
        if self.last is not None:
            inside &= pl.col("line") < self.last
        return pl.when(inside).then(pl.lit(self.text))

    def is_of(self, line: int | None) -> bool:
        """Return whether the text is about the record on ``line``."""
        if self.first is None:
            return True
        return line is not None and self.first <= line < (self.last or line + 1)


def with_assumptions(
    frames: Sequence[Records],
    sources: Sequence[Source],
    notes: Iterable[Note],
    tables: Iterable[Interpretation],
) -> list[Records]:
    """Return the records of each input with what was assumed of them in ``assumed``.

    That are the notes of this kind, with the line that is the evidence, and the totals that were
    multiplied. A note is about the table that its line is in, in a log about the run. One of
    several inputs goes by their common label. What an export says already stays in front.
    """
    noted: dict[str, list[Note]] = {}
    for note in notes:
        if note.kind == "assumed":
            noted.setdefault(note.source, []).append(note)
    read: dict[str, list[Interpretation]] = {}
    for table in tables:
        read.setdefault(table.source, []).append(table)
    told = []
    for frame, source in zip(frames, sources, strict=True):
        # Of one row: what is one text for all of a long frame is a column of texts once asked for.
        first = frame.head(1) if isinstance(frame, pl.DataFrame) else frame
        labels = first["label"].head(1).to_list()
        of_all = [note for name in labels if name != source.name for note in noted.get(name, [])]
        ours = read.get(source.name, [])
        assumed = [
            *_noted(noted.get(source.name, []), frame, ours),
            *_multiplied(ours),
            *(_Assumed(note.text) for note in of_all),
        ]
        told.append(_told(frame, assumed) if assumed else frame)
    return told


def _noted(
    notes: Sequence[Note], frame: Records, tables: Sequence[Interpretation]
) -> list[_Assumed]:
    """Return what notes are about: a table, a run of a log, or all records of an input."""
    starts = sorted({table.line for table in tables if table.line is not None})
    if not tables:
        starts = sorted(set(frame["line"].drop_nulls()))
    if len(starts) < 2 or frame["line"].null_count():
        starts = []
    assumed = []
    for note in notes:
        text = note.text if note.line is None else f"{note.text} (line {note.line})"
        place = 0 if note.line is None else bisect_right(starts, note.line)
        if place == 0:
            assumed.append(_Assumed(text))
        else:
            last = starts[place] if place < len(starts) else None
            assumed.append(_Assumed(text, starts[place - 1], last))
    return assumed


def _multiplied(tables: Sequence[Interpretation]) -> list[_Assumed]:
    """Return the totals that were made, of each table; without lines where all tables have them."""
    assumed = []
    for place, table in enumerate(tables):
        last = tables[place + 1].line if place + 1 < len(tables) else None
        for total in table.totals:
            if len(tables) == 1 or all(total in each.totals for each in tables):
                assumed.append(_Assumed(total))
            elif table.line is not None:
                assumed.append(_Assumed(total, table.line, last))
    return list(dict.fromkeys(assumed))


def _told(frame: Records, assumed: Sequence[_Assumed]) -> Records:
    if isinstance(frame, ShortRecords):
        rows = zip(frame["line"], frame["assumed"], strict=True)
        said = (
            (own, *(each.text for each in dict.fromkeys(assumed) if each.is_of(line)))
            for line, own in rows
        )
        return frame.with_columns(
            assumed=series_of(["; ".join(filter(None, row)) or None for row in said])
        )
    texts = [pl.col("assumed"), *(each.of_record() for each in dict.fromkeys(assumed))]
    joined = pl.concat_str(texts, separator="; ", ignore_nulls=True)
    return frame.with_columns(pl.when(joined != "").then(joined).alias("assumed"))
