"""Names that stand across a table: which headings are names, and of what they may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import polars as pl

from parsers.grammar.words import word_set, words
from parsers.headings.heading import COUNTED, MEASURED
from parsers.headings.read_heading import Heading, read_heading
from parsers.headings.translations import in_english
from parsers.tables.cells import is_text, read_numbers
from parsers.tables.compared_columns import COMPARED, is_ratio_of
from parsers.tables.conditions import Level, Levels
from parsers.tables.table import Table

PHASE_WORDS: Final = word_set(
    "time runtime walltime wall total elapsed setup init io read write load compute comm"
    " communication solve solver assembly mpi wait user sys system real cpu gpu kernel forward"
    " backward optimizer data step epoch iteration test train training validation inference copy"
    " scale add triad prefill decode min max mean median avg std latency throughput bandwidth speed"
    " rate performance power energy memory run rep trial t restart output input overhead"
    " seq sequential serial par parallel concurrent"
)
"""Words of parts of one run, and of what is measured of it, which are no names of several."""
BASE_WORDS: Final = word_set(
    "before old baseline base main master reference ref original stock vanilla upstream previous"
)
"""What others are held against, beside them."""


def is_name(meaning: Heading) -> bool:
    """Whether a heading says nothing but a name."""
    return meaning.kind == "unknown" and meaning.unit is None and meaning.text != ""


def is_fractional(table: Table, place: int, meaning: Heading) -> bool:
    """Whether a column has fractions below what would be set as a whole number: ``DP``."""
    if meaning.kind != "parameter" or meaning.unit is not None:
        return False
    cells = table.cells[place]
    values = read_numbers(cells.cast(pl.String)).values if is_text(cells) else cells
    return values.dtype.is_numeric() and bool((values != values.floor()).any())


def english_words(names: Iterable[str]) -> set[str]:
    """Return the words of all ``names``, in English."""
    return {word for name in names for word in in_english(words(name))}


def is_ratio_of_named(table: Table, place: int, named: Sequence[int]) -> bool:
    """Whether a speedup is that of one of the named columns over another, and not over one core."""
    said = read_heading(table.headings[place])
    # Beside counts an unknown heading may be a speedup, `S(p)`, over a time of the serial program.
    may_be = read_heading(table.headings[0]).name not in COUNTED and said.kind == "unknown"
    return (may_be or said.kind == "stated_speedup") and is_ratio_of(
        table.cells, place, named[:COMPARED]
    )


def may_name_benchmarks(table: Table, meanings: Sequence[Heading]) -> bool:
    """Whether the first column may name the benchmark of each row."""
    first = meanings[0]
    return first.kind not in MEASURED and first.name not in COUNTED and is_text(table.cells[0])


def told_by_name(levels: Sequence[Level], stated: Sequence[Level] = ()) -> Levels | None:
    """Return several columns, each of another name, with what is ``stated`` of the same names.

    None where they are not several, or not all of another name.
    """
    distinct = len({level.condition for level in levels}) == len(levels) > 1
    return Levels([*levels, *stated]) if distinct else None
