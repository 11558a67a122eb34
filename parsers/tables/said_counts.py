"""Numbers that say what they count again, ``P=4``, ``4T``, ``np4``, ``Auto (24)``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_heading
from parsers.short_columns.short_series import series_of
from parsers.tables.cells import is_text
from parsers.tables.table import Table

_MOST: Final = 1_000
_PROCESSES: Final = "p"
"""How many there are, of whatever runs beside each other."""
_AGAIN = Pattern(r"\s*(?P<heading>[^\W\d_][\w ]{0,20}?)\s*=\s*(?P<count>\d{1,9})\s*")
_LETTERED = Pattern(r"\s*(?P<count>\d{1,7})\s?(?P<word>[A-Z])(?:\s*\([^()]*\))?\s*")
_WORD_BEHIND = Pattern(r"\s*(?P<count>\d{1,7})\s?[x×-]?\s?(?P<word>[A-Za-z]{1,8})\.?\s*")
_WORD_BEFORE = Pattern(r"\s*-{0,2}(?P<word>[A-Za-z]{1,8})[ _-]?(?P<count>\d{1,7})\s*")
_WORDS: Final = {
    **dict.fromkeys(("t", "thr", "thread", "threads", "omp"), ("threads",)),
    **dict.fromkeys(("p", "np", "rank", "ranks", "proc", "procs", "mpi"), ("ranks",)),
    **dict.fromkeys(("c", "core", "cores"), ("cores",)),
    **dict.fromkeys(("node", "nodes"), ("nodes",)),
    **dict.fromkeys(("g", "gpu", "gpus"), ("devices",)),
    "n": ("nodes", "ranks"),
}
"""What is counted where one of these words stands beside a number."""
_APART: Final = 1.5
"""Counts grow by as much from one to the next; numbers of hosts or devices run on."""
_BATCH: Final = "batch"
_BATCH_AGAIN = Pattern(
    r"(?i)\s*(?:(?:batch(?:[ _-]?size)?|bs)\s*[=:]?\s*)?(?P<number>\d{1,9})"
    r"(?P<each>\s*(?:each|(?:per|/)\s?(?:gpu|device|rank|worker|process)))?\s*"
)
_BEHIND_WORD = Pattern(
    r"\s*[^\W\d_][^()\d]{0,30}\((?P<count>\d{1,7})(?:\s+(?P<noun>[^\W\d_]+))?\)\s*"
)


def with_counts_alone(table: Table) -> Table:
    """Return ``table`` with the bare counts for such cells.

    ``Auto (21)`` is a count among others, and says in which way it was chosen; where all cells are
    of that kind the words tell the rows apart. Batches ``batch=32`` and ``batch=32 each`` are
    numbers as well.
    """
    if not 1 < table.height <= _MOST:
        return table
    columns = [
        _alone(heading, cells) if is_text(cells) else cells
        for heading, cells in zip(table.headings, table.cells, strict=True)
    ]
    names = [read_heading(heading).name for heading in table.headings]
    counts = [cells for name, cells in zip(names, columns, strict=True) if name in COUNTED]
    if counts and _BATCH in names:
        place = names.index(_BATCH)
        columns[place] = _batches(columns[place], counts[0])
    return table._replace(cells=columns)


def _alone(heading: str, cells: pl.Series) -> pl.Series:
    name = read_heading(heading).name
    if name not in (*COUNTED, _PROCESSES):
        return cells
    texts = cells.cast(pl.String).to_list()
    said = {text: _said_again(heading, name, text or "") for text in {*texts}}
    again = [said[text] for text in texts]
    if not any(said.values()):
        again = _numbered(name, texts)
    if sum(map(bool, again)) > 1:
        return series_of([count or text for count, text in zip(again, texts, strict=True)])
    behind = {text: _behind_word(name, text or "") for text in said}
    if not any(behind.values()) or not any((text or "").strip()[:1].isdigit() for text in said):
        return cells
    return series_of([behind[text] or text for text in texts])


def _batches(cells: pl.Series, counts: pl.Series) -> pl.Series:
    """Batches of which some cells say that they are of each device, and all say a number.

    The others are of each as well where they are of one device.
    """
    if not is_text(cells):
        return cells
    texts = cells.cast(pl.String).to_list()
    found = [_BATCH_AGAIN.fullmatch(text or "") for text in texts]
    each = [match is not None and match["each"] is not None for match in found]
    if not any(each) or None in found:
        return cells
    alone = [str(count).strip() == "1" for count in counts.to_list()]
    if not all(map(max, each, alone)):
        return series_of(
            [text if of else f"{text} in all" for text, of in zip(texts, each, strict=True)]
        )
    return series_of([f"{match['number']}/GPU" for match in found if match is not None])


def _numbered(name: str, texts: Sequence[str | None]) -> list[str | None]:
    """The numbers of ``N1``, ``N2``, ``N4`` as counts: hosts would be called by each number."""
    found = [_WORD_BEFORE.fullmatch(text or "") for text in texts]
    counts = [match and _count_of(name, match) for match in found]
    numbers = sorted({int(count) for count in counts if count})
    are_apart = all(0 < few * _APART <= more for few, more in pairwise(numbers))
    are_counts = are_apart and len(numbers) > 1 and None not in counts
    return counts if are_counts else [None] * len(texts)


def _count_of(name: str, found: re.Match[str]) -> str | None:
    """The number beside a word, or its first letter, for what a heading counts."""
    return found["count"] if name in _WORDS.get(found["word"].lower(), ()) else None


def _said_again(heading: str, name: str, text: str) -> str | None:
    if lettered := _LETTERED.fullmatch(text) or _WORD_BEHIND.fullmatch(text):
        return _count_of(name, lettered)
    found = _AGAIN.fullmatch(text)
    if found is None or found["heading"].lower() not in (heading.strip().lower(), _PROCESSES):
        return None
    return found["count"]


def _behind_word(name: str, text: str) -> str | None:
    found = _BEHIND_WORD.fullmatch(text)
    if found is None:
        return None
    noun = found["noun"]
    return found["count"] if noun is None or read_heading(noun).name == name else None
