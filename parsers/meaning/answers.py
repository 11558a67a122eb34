"""Columns that answer, for each run, whether it ended as their heading says: ``failed``, ``ok``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import polars as pl

from parsers.grammar.outcomes import MARKS, Outcome, read_outcome
from parsers.grammar.outcomes import read_answers as read_words
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set
from parsers.headings.translations import in_english
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Fields
from parsers.run_records.records import FAILED, STATUS
from parsers.short_columns.short_series import repeated
from parsers.tables.cells import is_text
from parsers.tables.recurring_texts import spread

_ASKING: Final = word_set("is was has had did")
_ASIDE: Final = _ASKING | word_set("run job test benchmark it occurred status flag")
"""Words beside the one that tells what is asked for."""
_ENDED_WELL: Final = word_set("succeeded finished complete valid verified verification correct")
_ONCE: Final = word_set("success successful succeeded ok passed failed crashed oom timed out")
"""What a run does at most once. It may have any number of errors."""
_RIGHT: Final = ("correct",)
"""What a run answered; beside a state that says that it ended well, this is what it gave."""
_TOTALS: Final = (("n",), ("total",), ("runs",), ("repeats",), ("count",))
"""Beside these a ``failed`` is how many of them did."""
_SPELLINGS: Final = {
    **dict.fromkeys(("1", "t", "ja", "oui", "sí", "si", "sì", "sim"), "true"),
    **dict.fromkeys(("0", "f", "nein", "non", "não", "nao"), "false"),
}
_ANSWERS: Final = word_set("true false yes no y n") | _SPELLINGS.keys()
_MARKS = Pattern(rf"[{MARKS}]\W*")
"""A mark, and perhaps a star beside it."""
_FEW: Final = 100


class Answers(NamedTuple):
    """The column that asks whether runs had an ``outcome``, and which of them did."""

    column: Column
    outcome: Outcome
    yes: pl.Series


def find_answers(free: Sequence[Column], columns: Sequence[Column]) -> list[Answers]:
    """Return the columns of yes and no among the ``free`` ones of all ``columns``.

    1 and 0 are answers where the heading asks (``is_failed``), or names what a run does at most
    once, and nothing beside it counts what went well or ill (``failed``).
    """
    found = []
    for column in free:
        outcome = None if column.given else asked_outcome(column)
        yes = None if outcome is None else _answers(column, columns)
        if outcome is not None and yes is not None:
            found.append(Answers(column, outcome, yes))
    return found


def answered(found: Sequence[Answers], fields: Fields, rows: int) -> Decision:
    """Let the runs have failed whose answer says so, unless a state or a code says how."""
    if not found:
        return NOTHING
    nothing = repeated(None, rows)
    status = fields.get("status", nothing).cast(pl.String)
    reasons = fields.get("reason", nothing).cast(pl.String)
    for column, outcome, yes in found:
        bad = (~yes if outcome == "ok" else yes).fill_null(False)
        if column.own_words == _RIGHT:
            bad &= (status != "ok").fill_null(True)
        known = status.is_in(FAILED).fill_null(False)
        status = status.set(bad & ~known, "failed" if outcome == "ok" else outcome)
        said = f"{column.heading.text}: {'no' if outcome == 'ok' else 'yes'}"
        reasons = reasons.set(bad & reasons.is_null(), said)
    return Decision({"reason": reasons, "status": status.cast(STATUS)})


def asked_outcome(column: Column) -> Outcome | None:
    """Return the outcome that a heading asks for, where it says nothing else."""
    said = [word for word in in_english(column.own_words) if word not in _ASIDE]
    if said and _ENDED_WELL.issuperset(said):
        return "ok"
    outcome = read_outcome("".join(said))
    return None if outcome == "running" else outcome


def _answers(column: Column, columns: Sequence[Column]) -> pl.Series | None:
    """The answers as booleans; ``None`` where a cell is something else."""
    if column.cells.dtype == pl.Boolean:
        return column.cells
    if column.numbers is not None:
        return column.numbers.values == 1 if _are_digits(column, columns) else None
    if not is_text(column.cells):
        return None
    found = set(column.texts.unique().head(_FEW).str.to_lowercase()) - {None}
    if not found or not all(text in _ANSWERS or _MARKS.fullmatch(text) for text in found):
        return None
    return spread(column.cells, _are_yes)


def _are_yes(texts: pl.Series) -> pl.Series:
    return read_words(texts.str.to_lowercase().replace(_SPELLINGS)) == "ok"


def _are_digits(column: Column, columns: Sequence[Column]) -> bool:
    """Whether 1 and 0 are an answer; they may be a count that is small by chance."""
    said = set(column.own_words)
    if not _is_binary(column):
        return False
    if not said.isdisjoint(_ASKING):
        return True
    beside = [other for other in columns if other is not column and asked_outcome(other)]
    totals = any(other.own_words in _TOTALS for other in columns)
    return said - _ASIDE <= _ONCE and not totals and all(map(_is_binary, beside))


def _is_binary(column: Column) -> bool:
    if column.numbers is None:
        return column.cells.dtype == pl.Boolean
    found = column.numbers.values.drop_nulls().unique().head(3)
    return column.numbers.words is None and set(found) <= {0, 1}
