"""Tidy rows, one for each quantity of a run: ``cores, variable, value``, as R and pandas melt them.

::

    cores,measure,value
    1,time_s,100
    1,memory_MB,870
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.grammar.words import word_set, words
from parsers.headings.heading import MEASURED, Heading
from parsers.headings.phases import names_a_phase
from parsers.headings.read_heading import read_heading, read_headings
from parsers.headings.vocabulary import COMMON
from parsers.notes import Note
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.cells import is_text
from parsers.tables.recurring_texts import distinct
from parsers.tables.table import Table

_VALUES: Final = word_set("value values val result results number data score reading y estimate")
"""Headings of values of whatever kind."""
_UNITS: Final = word_set("unit units")
_BESIDE: Final = word_set("iterations iters iter steps epochs loss")
"""What counts passes beside what was measured of them."""
_CLOCKS: Final = word_set("real user sys wall cpu elapsed time runtime total walltime")
_MOST: Final = 30
"""Quantities of a run."""
_ROWS: Final = 50_000


def with_quantities_across(table: Table, source: Source) -> tuple[Table, list[Note]]:
    """Return ``table`` with a column for each quantity that one of its columns names.

    All texts of that column name quantities, of which one is known, and one other column has the
    values; rows that agree in all others are of one run. A remark says so.
    """
    found = _names(table) if 1 < table.height <= _ROWS and len(table.headings) > 2 else None
    if found is None:
        return table, []
    names, values, units = found
    headings = _headings(table, names, values, units)
    if headings is None:
        return table, []
    keys = [place for place in range(len(table.headings)) if place not in (names, values, units)]
    cells = [column.to_list() for column in table.cells]
    runs: dict[tuple[object, ...], list[dict[str, object]]] = {}
    firsts: list[tuple[int, dict[str, object]]] = []
    for row in range(table.height):
        called = cells[names][row]
        if called is None:
            return table, []
        same = runs.setdefault(tuple(cells[place][row] for place in keys), [])
        run = next((each for each in same if called not in each), None)
        if run is None:
            same.append(run := {})
            firsts.append((row, run))
        run[str(called)] = cells[values][row]
    kept = {row for row, _ in firsts}
    whole = table.filter(series_of([row in kept for row in range(table.height)], pl.Boolean()))
    dtype = table.cells[values].dtype
    across = {name: series_of([run.get(name) for _, run in firsts], dtype) for name in headings}
    text = f"`{table.headings[names]}` names {len(headings)} quantities: one run in several rows"
    return whole._replace(
        cells=[*(whole.cells[place] for place in keys), *across.values()],
        headings=[*(table.headings[place] for place in keys), *headings.values()],
    ), [Note("assumed", text, source.name, table.line)]


def _names(table: Table) -> tuple[int, int, int | None] | None:
    """The places of the column that names quantities, of the values, and of the units, if any."""
    read = read_headings(table.headings)
    values = [place for place, each in enumerate(read) if _has_values(each)]
    units = [place for place, each in enumerate(read) if _UNITS.issuperset(words(each.text) or "-")]
    if len(values) != 1 or len(units) > 1:
        return None
    for place, cells in enumerate(table.cells):
        if place in (*values, *units) or not is_text(cells):
            continue
        if _are_quantities([*dict.fromkeys(distinct(cells).drop_nulls())]):
            return place, values[0], units[0] if units else None
    return None


def _has_values(heading: Heading) -> bool:
    said = words(heading.text)
    return heading.kind in MEASURED or (bool(said) and _VALUES.issuperset(said))


def _are_quantities(texts: Sequence[str]) -> bool:
    """Whether texts are names of quantities, of which one is known by itself."""
    if not 1 < len(texts) <= _MOST or any(map(_is_no_name, texts)):
        return False
    read = read_headings(texts)
    known = [each for each in read if each.name in COMMON or each.is_time or each.unit is not None]
    return any(each.kind == "metric" for each in known) and all(
        each in known or each.kind in MEASURED or not _BESIDE.isdisjoint(words(each.text))
        for each in read
    )


def _is_no_name(text: str) -> bool:
    """Whether a text is a number, or a part of a run that only beside others is one: ``solve``."""
    return not any(map(str.isalpha, text)) or (
        names_a_phase(text) and len(words(text)) == 1 and words(text)[0] not in _CLOCKS
    )


def _headings(table: Table, names: int, values: int, units: int | None) -> dict[str, str] | None:
    """The heading of each quantity by its name; ``None`` where one has several units."""
    called = table.cells[names].to_list()
    if None in called:
        # Nobody knows what a row without a name measures.
        return None
    stated_units = [None] * len(called) if units is None else table.cells[units].to_list()
    pairs = {*zip(called, stated_units, strict=True)}
    if len(pairs) != len({*called}):
        return None
    unit_of_values = read_heading(table.headings[values]).written
    return {
        name: _heading(name, unit, unit_of_values)
        for name, unit in sorted(pairs, key=lambda pair: called.index(pair[0]))
    }


def _heading(name: str, unit: str | None, unit_of_values: str | None) -> str:
    """The name of a quantity with its unit, if it has none of its own."""
    own = read_heading(name)
    if own.unit is not None:
        return name
    if unit:
        return f"{name} ({unit})"
    return f"{name} ({unit_of_values})" if unit_of_values and own.kind == "metric" else name
