"""Inputs that tell again what others measured: a summary or a README beside the logs of the runs.

Their rows are of no runs of their own. As rows of a summary they are audited, and shown once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from parsers.across_inputs.input_counts import InputCounts, ValueAt
from parsers.grammar.coincidence import digits_of, no_coincidence
from parsers.grammar.middle import median
from parsers.grammar.name_counts import NameCounts
from parsers.grammar.patterns import Pattern
from parsers.notes import Note
from parsers.run_records.records import ROLE
from parsers.short_columns.short_records import Records
from parsers.short_columns.short_series import series_of
from parsers.source import Source

_MOST: Final = 100
"""Tables of a folder; where there are more, none of them sums up the others."""
_FEWEST_DIGITS: Final = 3
"""So many digits at least a value is taken to have: 300 may be 300.4, and not 340."""
_DOCUMENT = Pattern(r"(?i)\.(?:md|markdown|rst|txt|adoc|org|html?|tex|ipynb)")
_SUMMARY = Pattern(r"(?i)(?<![a-z])(?:summar(?:y|ies)|averages?|means?|medians?)(?![a-z])")

Quantity = tuple[str, str]
"""A label and a metric."""
_Values = dict[tuple[str | None, str, int], dict[Quantity, list[float]]]
"""What was measured, by unit, field of the scale and count."""


class ToldAgain(NamedTuple):
    """The row of an input that tells again what other inputs measured, and what that is called."""

    row: int
    label: str
    metric: str


def told_again(
    facts: Sequence[InputCounts],
    counts: Mapping[int, NameCounts],
    labels: Mapping[int, str],
    sources: Sequence[Source],
) -> tuple[dict[int, list[ToldAgain]], list[Note]]:
    """Return by the place of an input its rows that tell again what others measured, and remarks.

    Those are all rows of a table, on several counts, that have the values of the runs in files of
    one point each, joined under ``labels``, or the median, the mean or the best of them. A document
    and what is called a summary may tell again what another table has.
    """
    tables = [
        place
        for place, each in enumerate(facts)
        if place not in labels and len({one.counts for one in each.measured}) > 1
    ]
    if not 0 < len(tables) <= _MOST or len(facts) < 2:
        return {}, []
    firsts = [place for place in tables if not _may_be_told_again(sources[place])]
    of_runs = _values(facts, counts, labels)
    of_tables = _values(facts, {}, {place: sources[place].label for place in firsts})
    found: dict[int, list[ToldAgain]] = {}
    notes: list[Note] = []
    for place in tables:
        known = [of_runs] if place in firsts else [of_runs, of_tables]
        rows = [row for each in _tables_of(facts[place].measured) for row in _told(each, known)]
        if rows:
            found[place] = rows
            text = (
                f"{len(rows)} rows tell again what was measured in {_named(rows)}: shown once; name"
                " this file alone to read it"
            )
            notes.append(Note("assumed", text, sources[place].name))
    return found, notes


def with_told_again(records: Records, rows: Sequence[ToldAgain]) -> Records:
    """Return the records of an input with these ``rows`` as a summary of what they tell again."""
    by_row = {each.row: each for each in rows}
    names = ("role", "label", "metric")
    roles, labels, metrics = (list(records[name]) for name in names)
    for row, each in by_row.items():
        roles[row], labels[row], metrics[row] = "summary", each.label, each.metric
    return records.with_columns(
        role=series_of(roles, ROLE),
        label=series_of(labels, records["label"].dtype),
        metric=series_of(metrics, records["metric"].dtype),
    )


def _may_be_told_again(source: Source) -> bool:
    return bool(_DOCUMENT.fullmatch(source.suffix) or _SUMMARY.search(source.stem))


def _named(rows: Sequence[ToldAgain]) -> str:
    first, *others = dict.fromkeys(each.label for each in rows)
    return f"{first} and {len(others)} more" if others else first


def _values(
    facts: Sequence[InputCounts], counts: Mapping[int, NameCounts], labels: Mapping[int, str]
) -> _Values:
    values: _Values = {}
    for place, label in labels.items():
        named = tuple(counts[place].counts.items()) if place in counts else ()
        for each in facts[place].measured:
            for field, count in dict.fromkeys((*each.counts, *named)):
                at = values.setdefault((each.unit, field, count), {})
                at.setdefault((label, each.metric), []).append(each.value)
    return values


def _tables_of(measured: Sequence[ValueAt]) -> Iterator[list[ValueAt]]:
    """The rows of each table of a document and of each unit."""
    ordered = sorted(measured, key=_table)
    return (list(rows) for _, rows in groupby(ordered, _table))


def _table(row: ValueAt) -> tuple[str, str]:
    return row.table, row.unit or ""


def _told(rows: Sequence[ValueAt], known: Sequence[_Values]) -> list[ToldAgain]:
    """The rows of one table where every one of them tells again what is ``known``; else none."""
    varying = [
        field
        for field in {field for row in rows for field, _ in row.counts}
        if len({dict(row.counts).get(field) for row in rows}) > 1
    ]
    agreeing = {}
    for row in rows:
        near = {
            quantity
            for field in varying
            for values in known
            for quantity, found in _measured_at(values, row, field)
            if _is_near(row.value, found)
        }
        if not near:
            return []
        agreeing[row] = near
    if len({row.counts for row in rows}) < 2 or not no_coincidence({row.value for row in rows}):
        return []
    often: dict[Quantity, int] = {}
    for near in agreeing.values():
        for quantity in near:
            often[quantity] = often.get(quantity, 0) + 1
    return [
        ToldAgain(row.row, *max(sorted(near), key=lambda quantity: often[quantity]))
        for row, near in agreeing.items()
    ]


def _measured_at(
    values: _Values, row: ValueAt, field: str
) -> Iterator[tuple[Quantity, list[float]]]:
    """What was measured on as many: of the same, or of what else a name counts."""
    count = dict(row.counts).get(field)
    if count is None:
        return
    others = ("nodes", "devices", "ranks", "threads", "cores")
    for each in (field, *(other for other in others if other != field)):
        if found := values.get((row.unit, each, count)):
            yield from found.items()
            return


def _is_near(value: float, measured: Sequence[float]) -> bool:
    """Whether a value is that of one run or what sums up several, as far as it is written out."""
    middle = (median(measured), sum(measured) / len(measured), min(measured), max(measured))
    _, _, exponent = f"{abs(value):.9e}".partition("e")
    last_digit = 10.0 ** (int(exponent) - max(_FEWEST_DIGITS, digits_of(value)) + 1)
    # No float is exactly half a digit from another.
    return any(abs(each - value) <= 0.5001 * last_digit for each in middle)
