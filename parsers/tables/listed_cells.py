"""Cells that list the repeats of one quantity: ``329.4 / 329.1 / 327.2``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.grammar.outcomes import read_outcome
from parsers.grammar.patterns import Pattern
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_headings
from parsers.headings.statistic_words import statistic_of
from parsers.notes import Note
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.cells import is_text, without_empty_cells
from parsers.tables.table import Table

_NUMBER: Final = r"\d+(?:\.\d+)?"
_LIST = Pattern(rf"[\[(]?\s*{_NUMBER}(?:(?:\s*[/;|]\s*|,\s+){_NUMBER})+\s*[\])]?")
_SEVERAL = Pattern(r"[A-Za-z]+(?:/[A-Za-z]+)+")
"""Statistics in a heading in the order of the numbers below: ``min/avg/max``."""
_FRACTIONS = Pattern(r"\d+\.\d+(?:\s+\d+\.\d+)+")
"""With nothing but blanks between them only fractions are numbers of their own: ``1 234``."""
_BLANKS_BETWEEN = Pattern(rf"{_NUMBER}(?:\s+{_NUMBER})+")
"""What is so many numbers as well where the other cells of its column are lists like it."""
_ANY_NUMBER = Pattern(_NUMBER)
_REPEATS: Final = 3
_NEAR: Final = 1.5
"""The factor within which repeats of one measurement lie."""
_FEWEST: Final = 2
_LOOKED_AT: Final = 20
_STATUS: Final = "status"


def with_lists(table: Table, source: Source) -> tuple[Table, list[Note]]:
    """Return ``table`` with lists of numbers for such cells below a heading that measures.

    Each cell has several numbers near each other, or a word for how the run ended, which becomes
    a status.
    """
    table = _with_statistics_apart(table)
    cells, notes = list(table.cells), []
    headings = list(table.headings)
    ended: list[str | None] = []
    for place, heading in enumerate(read_headings(headings)):
        if heading.kind not in MEASURED or not is_text(cells[place]):
            continue
        looked_at = without_empty_cells(cells[place].head(_LOOKED_AT).cast(pl.String)).to_list()
        if not any(_lists(looked_at)):
            continue
        texts = without_empty_cells(cells[place].cast(pl.String)).to_list()
        lists = _lists(texts)
        words = [
            text if text and numbers is None else None
            for text, numbers in zip(texts, lists, strict=True)
        ]
        known = [numbers for numbers in lists if numbers]
        is_alone = table.height == 1 and len(known) == 1 and len(known[0]) >= _REPEATS
        if (len(known) < _FEWEST and not is_alone) or any(
            word and read_outcome(word) is None for word in words
        ):
            continue
        cells[place] = pl.Series(lists, dtype=pl.List(pl.Float64))
        # One for each row only where a column has lists: few do, and rows may be many.
        ended = [word or before for word, before in zip(words, ended or words, strict=True)]
        said = f"numbers in the cells of `{headings[place]}` read as repeats"
        notes.append(Note("assumed", said, source.name, table.line))
    if any(ended) and _STATUS not in headings:
        cells.append(series_of(ended))
        headings.append(_STATUS)
    return table._replace(cells=cells, headings=headings), notes


def _with_statistics_apart(table: Table) -> Table:
    """Return the columns below ``time min/avg/max`` as three, one for each statistic."""
    headings: list[str] = []
    columns: list[pl.Series] = []
    for heading, cells in zip(table.headings, table.cells, strict=True):
        named = _SEVERAL.search(heading)
        names = named[0].split("/") if named else []
        texts = (
            without_empty_cells(cells.cast(pl.String)).to_list() if names and is_text(cells) else []
        )
        parts = [None if text is None else _ANY_NUMBER.findall(text) for text in texts]
        alike = all(each is None or len(each) == len(names) for each in parts)
        if named is None or not any(parts) or not alike or not all(map(statistic_of, names)):
            headings.append(heading)
            columns.append(cells)
            continue
        for place, name in enumerate(names):
            headings.append(f"{heading[: named.start()]}{name}{heading[named.end() :]}")
            columns.append(series_of([each and each[place] for each in parts]))
    return table._replace(headings=headings, cells=columns)


def _lists(texts: Sequence[str | None]) -> list[list[float] | None]:
    """The numbers of each cell, where the cells of one column are written alike.

    ``2287 2257 2254`` is three numbers below ``62.66 63.58 62.63``.
    """
    lists = [None if text is None else _numbers(text) for text in texts]
    sizes = {len(_ANY_NUMBER.findall(text)) for text in texts if text and _has_no_groups(text)}
    if len(sizes) != 1:
        return lists
    (size,) = sizes
    return [
        _blanks_apart(text, size) if text and found is None else found
        for text, found in zip(texts, lists, strict=True)
    ]


def _has_no_groups(text: str) -> bool:
    """Whether blanks stand between numbers, and not between groups of three digits."""
    if _FRACTIONS.fullmatch(text):
        return True
    whole = text.split()
    is_list = len(whole) >= _REPEATS and all(map(str.isdecimal, whole))
    return is_list and (len(whole[0]) > 3 or any(len(each) != 3 for each in whole[1:]))


def _blanks_apart(text: str, size: int) -> list[float] | None:
    """The numbers of a cell that has ``size`` of them, with nothing but blanks between."""
    found = _agreeing(text) if _BLANKS_BETWEEN.fullmatch(text) else None
    return found if found and len(found) == size else None


def _numbers(text: str) -> list[float] | None:
    """The numbers of a cell, of which there are several that agree."""
    if _LIST.fullmatch(text) is None and _FRACTIONS.fullmatch(text) is None:
        return None
    return _agreeing(text)


def _agreeing(text: str) -> list[float] | None:
    """The numbers in a text, where they are near each other."""
    found = [float(number) for number in _ANY_NUMBER.findall(text)]
    return found if 0 < max(found) <= _NEAR * min(found) else None


def list_numbers(texts: Sequence[str]) -> list[bool]:
    """Whether each cell has several numbers that agree, as repeats do."""
    return [found is not None for found in _lists(texts)]


def lists_repeats(text: str) -> bool:
    """Whether a cell is a list of three numbers or more with fractions that agree.

    Under a heading that measures nothing, ``runs``, it is what the value beside it was computed of.
    """
    found = _numbers(text) or []
    return len(found) >= _REPEATS and "." in text
