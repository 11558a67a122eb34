"""What a table holds where none of its headings names it: its file does, or an ideal beside it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from parsers.grammar.name_counts import read_name
from parsers.headings.read_heading import read_heading
from parsers.headings.vocabulary import names_ideal
from parsers.source import Source
from parsers.tables.table import Table

_SHORTEST: Final = 3
"""Letters: `s1.csv` is no file of seconds."""


def named_by_file(source: Source) -> str | None:
    """Return what a file's name says it holds, beside counts: ``runtime.csv``, ``time_n4.txt``.

    ``performance.csv`` holds times as often as rates.
    """
    return _measure_in(source.stem)


@lru_cache(maxsize=64)
def _measure_in(stem: str) -> str | None:
    counted = read_name(stem, letters=True)
    name = counted.template.replace("*", "") if counted else stem
    name = name.strip("_-. 0123456789")
    if len(name) < _SHORTEST:
        return None
    meaning = read_heading(name)
    if meaning.kind == "stated_speedup":
        return name
    scales = meaning.is_time or meaning.name == "throughput"
    return name if meaning.kind == "metric" and scales else None


def shown_by_ideal(table: Table) -> str | None:
    """Return what is measured beside an ideal that is the count itself: a speedup over one."""
    ideal = [place for place, text in enumerate(table.headings) if place and names_ideal(text)]
    if len(ideal) != 1:
        return None
    counts, others = ([str(cell).strip() for cell in table.cells[place]] for place in (0, ideal[0]))
    return "Speedup" if counts == others else None
