"""What a reader is: a name, a way to recognise an input and a way to read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import polars as pl

from parsers.meaning.interpretation import HeadingRead, Interpretation
from parsers.memory import LINES
from parsers.notes import Note
from parsers.short_columns.short_records import Records, to_frame
from parsers.source import Source


class Reading(NamedTuple):
    """What one reader made of one input: conformed run records, remarks, and headings renamed.

    ``found`` are the records, in a frame or, where they are few, not yet; ``tables`` says what was
    made of each table, column by column. ``claims`` are the lines that are the reader's own, as
    first and last ones, counted from 1: no reader that guesses sees them.
    """

    found: Records
    notes: Sequence[Note] = ()
    headings: Sequence[HeadingRead] = ()
    tables: Sequence[Interpretation] = ()
    claims: Sequence[tuple[int, int]] = ()

    @property
    def records(self) -> pl.DataFrame:
        """The records as a frame."""
        return to_frame(self.found)


def headings_of(readings: Iterable[Reading]) -> list[HeadingRead]:
    """Return what the headings of several readings became, each once."""
    return list(dict.fromkeys(each for reading in readings for each in reading.headings))


def tables_of(readings: Iterable[Reading]) -> list[Interpretation]:
    """Return what was made of the tables of several readings."""
    return [each for reading in readings for each in reading.tables]


class Reader(NamedTuple):
    """One input format.

    ``sniff`` returns a confidence from 0 (not mine) to 100 (certain) from ``source.head`` and the
    file's name alone. ``read`` may assume that ``sniff`` was positive; it raises ``ReadError``
    when the input cannot be read at all, and otherwise returns what it found with notes on the
    rest. Readers of line-oriented text are ``additive``: several may read one file, since a job's
    output often holds more than one kind of result. Those that read ``beside`` known programs get
    what these left over. ``memory`` is how many times the size of the input reading takes at most,
    ``most`` the highest confidence that ``sniff`` ever returns.
    """

    name: str
    sniff: Callable[[Source], int]
    read: Callable[[Source], Reading]
    additive: bool = False
    memory: int = LINES
    beside: bool = False
    most: int = 100


class ReadError(Exception):
    """An input that cannot be read; the message says why and what to do."""
