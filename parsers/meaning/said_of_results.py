"""Texts behind the results that say something of them: they tell no rows apart."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.words import word_set, words
from parsers.headings.translations import in_english
from parsers.meaning.column import Column
from parsers.meaning.decisions import MEASURED, NOTHING, Decision, Decisions
from parsers.run_records.records import SCALE, SCHEMA
from parsers.tables.cells import is_text

_MOST: Final = 200
"""Nobody writes so many remarks by hand."""
_LEAST: Final = 3
_OFTEN: Final = 0.5
"""Texts that differ in more than this share of the rows were written for each of them."""
_RESULTS: Final = (MEASURED, "stated_speedup", "stated_efficiency")
_SETTINGS: Final = word_set(
    "optimization optimizations technique techniques approach parallelism scheme change changes"
    " feature features step phase name label"
)
_PERCENTAGES: Final = r"^[\d\s.,/%~–-]*%[\d\s.,/%~–-]*$"
_SEVERAL_WORDS: Final = r"\w\S*\s+\S*\w"


def said_of_results(known: Decisions) -> Decision:
    """Drop texts that were written for each result: an assessment, a bottleneck, utilizations.

    They stand behind a count and a result, differ in most rows, are of several words or
    percentages, and no heading calls them a setting. Without them no two rows are the same.
    """
    if not _LEAST <= known.rows <= _MOST or not known.fields.keys() & {*SCALE}:
        return NOTHING
    place = {column: at for at, column in enumerate(known.columns)}
    behind = [place[each] for name, each in known.taken if name in _RESULTS and each in place]
    counts = [place[each] for name, each in known.taken if name in SCALE and each in place]
    if not behind or not counts or min(counts) > min(behind):
        return NOTHING
    dropped: dict[str, str] = {}
    for name, column in known.taken:
        if name not in known.fields or name in SCHEMA or place.get(column, -1) < min(behind):
            continue
        if _was_written_for_each(column, known.fields[name]):
            others = [each for each in known.fields if each not in (*dropped, name)]
            rows = zip(*(known.fields[each].to_list() for each in others), strict=True)
            if len({tuple(map(str, row)) for row in rows}) == known.rows:
                dropped[name] = "said of the result of one run"
    return Decision(dropped=dropped) if dropped else NOTHING


def _was_written_for_each(column: Column, values: pl.Series) -> bool:
    heading = column.heading
    if heading.kind not in ("unknown", "metric") or heading.role or column.given:
        return False
    if not is_text(column.cells) or values.dtype.is_numeric():
        return False
    if not _SETTINGS.isdisjoint(in_english(words(heading.text))):
        return False
    texts = column.texts.drop_nulls()
    if len(texts) < _LEAST or texts.n_unique() <= _OFTEN * len(texts):
        return False
    return any(
        texts.str.contains(form).sum() >= _OFTEN * len(texts)
        for form in (_PERCENTAGES, _SEVERAL_WORDS)
    )
