"""Marks that judge a result, which say nothing about how the run ended: ``❌ (11%)``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.grammar.outcomes import MARKS, read_outcome, read_outcome_beside, read_outcomes
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set, words
from parsers.headings.heading import MEASURED
from parsers.meaning.answers import asked_outcome
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision
from parsers.run_records.records import STATUS
from parsers.tables.cells import is_text

TARGETS: Final = word_set(
    "target targets goal goals expected threshold thresholds required requirement requirements"
)
"""Headings of what a result was to reach: marks beside it say whether it did."""
_JUDGING = Pattern(
    r"\d\s*%|[<>≤≥]|\b(?:target|goal|threshold|budget|expect\w*|below|above|under|over|slow\w*"
    r"|fast\w*|miss(?:ed|es)|worse|better|behind|regress\w*|worst|best)\b",
    re.IGNORECASE,
)
_MARK = Pattern(f"[{MARKS}⚠]")
_GRADES: Final = word_set(
    "marginal borderline acceptable warn warning good excellent fair poor degraded"
)
"""What a result is called between right and wrong: how runs end has no such word."""
_WHY: Final = "it judges results, and does not say how runs ended"


def judgements(free: Sequence[Column], columns: Sequence[Column]) -> Decision:
    """Set aside the ``free`` columns that judge what the rows of ``columns`` gave.

    Marks do where a percentage, a limit or a word such as ``target`` or ``poor`` stands beside one,
    or where another column has the targets, and under a heading such as ``verdict`` with any words
    beside them that are no outcome, such as ``rejected``; words do where some are between right and
    wrong, such as ``MARGINAL``. Of a row without any number they say how it ended, of the others
    only what is an outcome does.
    """
    aims = any(not TARGETS.isdisjoint(column.own_words) for column in columns)
    judging = [
        each
        for each in free
        if (_are_marks(each) and (aims or _any_judges(each)))
        or _are_grades(each)
        or _are_verdicts(each)
    ]
    numbers = [
        column.numbers.values.is_not_null()
        for column in columns
        if column.numbers is not None
        and (column.heading.kind in MEASURED or column.heading.unit is not None)
    ]
    if not judging or not numbers:
        return NOTHING
    measured = pl.select(pl.any_horizontal(numbers)).to_series()
    aside = dict.fromkeys(judging, _WHY)
    ended = _ended(judging[0], measured)
    if not ended.count():
        return Decision(aside=aside)
    bad = (ended != "ok").fill_null(False)
    reasons = {"reason": judging[0].texts.set(~bad, None)} if bad.any() else {}
    return Decision({"status": ended.cast(STATUS), **reasons}, aside=aside)


def _ended(column: Column, measured: pl.Series) -> pl.Series:
    """How the runs of a column that judges ended, where it says so.

    A mark under a heading about something else, such as a risk, says nothing of the run.
    """
    texts = column.texts
    ended = read_outcomes(texts).set(measured, None)
    if _are_verdicts(column):
        return ended.fill_null(read_outcomes(texts, read_outcome_beside))
    if column.heading.name == "status" or asked_outcome(column) is not None:
        return ended
    return ended.set(texts.str.contains(f"[{MARKS}]").fill_null(False), None)


def _are_verdicts(column: Column) -> bool:
    """Whether a column of how runs ended has marks with words that are no outcome."""
    if column.heading.name != "status" or column.given or not is_text(column.cells):
        return False
    marked = column.texts.drop_nulls().unique()
    marked = marked.filter(marked.str.contains(f"[{MARKS}]") & marked.str.contains(r"[^\W\d_]"))
    return any(read_outcome_beside(text) is None for text in marked)


def _are_marks(column: Column) -> bool:
    """Whether all that is stated in a column are marks, with no word for an outcome beside one."""
    if column.given or not is_text(column.cells) or not _MARK.search(column.first_text or ""):
        return False
    texts = column.texts.drop_nulls().unique()
    return all(_MARK.search(text) and read_outcome(_MARK.sub("", text)) is None for text in texts)


def _are_grades(column: Column) -> bool:
    """Whether a column has words for outcomes and grades between them, and nothing else."""
    if column.given or not is_text(column.cells):
        return False
    said = column.texts.drop_nulls().unique()
    grades = [text for text in said if set(words(text)) <= _GRADES and words(text)]
    return 0 < len(grades) < len(said) and all(
        text in grades or read_outcome(text) is not None for text in said
    )


def _any_judges(column: Column) -> bool:
    said = column.texts.drop_nulls().unique()
    return any(_JUDGING.search(text) or not _GRADES.isdisjoint(words(text)) for text in said)
