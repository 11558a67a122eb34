"""Tables whose columns are conditions (``1 GPU``, ``2 GPUs``): one row for each of their cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.grammar.outcomes import read_outcome
from parsers.grammar.units import parse_quantity
from parsers.grammar.words import words
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading
from parsers.notes import Note
from parsers.run_records.records import SCALE
from parsers.short_columns.short_series import counted, repeated, series_of, stacked
from parsers.short_columns.short_types import INT
from parsers.source import Source
from parsers.tables.captions import measured_above
from parsers.tables.cells import is_text, read_numbers, without_empty_cells
from parsers.tables.compared_columns import COMPARED, is_change, is_ratio_of
from parsers.tables.conditions import Condition, Level, Levels
from parsers.tables.counting_letters import with_letters_counting
from parsers.tables.decimal_commas import with_decimal_points
from parsers.tables.headed_groups import headed_groups
from parsers.tables.levels import read_levels
from parsers.tables.listed_cells import list_numbers
from parsers.tables.names_across import names_across
from parsers.tables.phase_rows import phase_headings, with_phases_timed
from parsers.tables.sample_columns import is_computed
from parsers.tables.speedup_of_two import with_speedup_of_two
from parsers.tables.table import Table
from parsers.tables.unnamed_columns import part_named
from parsers.tables.unnamed_measure import named_by_file, shown_by_ideal
from parsers.tables.variants_across import names_quantities

_ROWS_LOOKED_AT: Final = 200


def unfold(table: Table, source: Source) -> tuple[Table, list[Note]]:
    """Return ``table`` with a row for each condition among its headings, and what was assumed.

    ``| Model | 1 GPU | 2 GPUs |`` becomes model, number of GPUs and what is measured, which the
    headings, the text above the table or the cells name. Where the first column names quantities
    (``Throughput``, ``Speedup``), the table is turned: a row for each condition. Any other table is
    returned as it is.
    """
    levels = _levels(table, source) if _may_have_levels(table) else None
    if levels is None:
        table = with_phases_timed(table)
        levels = names_across(table, source)
    if levels is None or not _hold_numbers(table, levels.columns):
        return table, []
    heads: list[int] = []
    if grouped := headed_groups(table.headings, levels):
        levels, heads = grouped
    levels = with_letters_counting(table, levels)
    taken = {*heads, *(level.place for level in levels.columns)}
    rest = [place for place in range(len(table.headings)) if place not in taken]
    if levels.columns[0].condition[:1] and levels.columns[0].condition[0][0] == "Run":
        rest = [place for place in rest if not is_computed(table.headings[place], set())]
    if names_quantities(table, rest[:1]) and all(
        is_change(table.headings, place) for place in rest[1:]
    ):
        labels = table.cells[rest[0]].cast(pl.String).to_list()
        return _turned(table, levels.columns, labels), _left_out(table, rest[1:], source)
    if len(rest) == 1 and not any(level.measure for level in levels.columns):
        measured = _measured(table, levels.columns, source)
        if phases := phase_headings(table, levels.columns, rest[0], measured):
            return _turned(table, levels.columns, phases), []
    levels = with_speedup_of_two(table, levels, rest, _measured(table, levels.columns, source))
    rest = [place for place in rest if place not in {level.place for level in levels.columns}]
    unfolded, notes = _melted(table, levels, rest, source)
    notes = [*_left_out(table, heads, source), *notes]
    if levels.assumed:
        notes.append(Note("assumed", levels.assumed, source.name, table.line))
    return unfolded, notes


_ROWS_THAT_COUNT: Final = 3


def _levels(table: Table, source: Source) -> Levels | None:
    """The conditions among the headings; beside sizes the file's name may say what is counted."""
    if _counts_rows(table):
        return None
    part = part_named(words(source.stem))
    sizes = table.cells[0].drop_nulls() if table.cells else None
    if part is None or sizes is None or not len(sizes) or not is_text(sizes):
        return read_levels(table.headings, table.above)
    are_sizes = read_numbers(sizes.cast(pl.String)).values.null_count() == 0
    return read_levels(table.headings, table.above, f"{part}s" if are_sizes else None)


def _counts_rows(table: Table) -> bool:
    """Whether the corner counts in its column, and the larger numbers beside it are sizes.

    ``Nodes | 32000 | 256000`` above ``1``, ``2``, ``4``.
    """
    across = [text.replace(",", "") for text in table.headings[1:]]
    if not across or not all(map(str.isdecimal, across)):
        return False
    if read_heading(table.headings[0]).name not in SCALE:
        return False
    rows = [str(cell) for cell in table.cells[0].drop_nulls().to_list()]
    if len({*rows}) < _ROWS_THAT_COUNT or not all(map(str.isdecimal, rows)):
        return False
    return max(map(int, rows)) < min(map(int, across))


def _may_have_levels(table: Table) -> bool:
    """Whether it is worth looking: conditions have digits, as few other headings have."""
    if any(cells.dtype.is_nested() for cells in table.cells):
        # Lists are repeats or progress, and stand under what they measure.
        return False
    with_digits = sum(any(letter.isdigit() for letter in text) for text in table.headings)
    return with_digits > (0 if table.as_written else 1)


def _hold_numbers(table: Table, levels: Sequence[Level]) -> bool:
    """Whether what is under the conditions was measured, and is no table of what works."""
    heads = [table.cells[level.place].head(_ROWS_LOOKED_AT) for level in levels]
    numbers = sum(head.count() for head in heads if head.dtype.is_numeric())
    texts = [head.cast(pl.String) for head in heads if is_text(head)]
    if not texts:
        return numbers > 0
    written = without_empty_cells(stacked(texts))
    pointed = with_decimal_points(written)
    read = read_numbers(written if pointed is None else pointed, abbreviated=True)
    numbers += read.values.count()
    words = [] if read.words is None else read.words.drop_nulls().to_list()
    listed = list_numbers(words)
    others = sum(
        read_outcome(word) is None and not is_list
        for word, is_list in zip(words, listed, strict=True)
    )
    return numbers + sum(listed) > others


def _turned(table: Table, levels: Sequence[Level], labels: Sequence[str]) -> Table:
    """The table with its rows as columns, which are called by the ``labels``."""
    height = len(levels)
    names = [name for name, _ in levels[0].condition]
    set_here = zip(*([cell for _, cell in level.condition] for level in levels), strict=True)
    stated_here = zip(*(table.cells[level.place].cast(pl.String) for level in levels), strict=True)
    line = pl.Series([table.line], dtype=pl.UInt32)
    return table._replace(
        cells=[series_of(cells) for cells in (*set_here, *stated_here)],
        headings=[*names, *labels],
        lines=None if table.lines is None else line.new_from_index(0, height),
        parts=pl.int_range(1, height + 1, dtype=pl.UInt32, eager=True),
        aggregate=None,
    )


def _melted(
    table: Table, levels: Levels, rest: Sequence[int], source: Source
) -> tuple[Table, list[Note]]:
    """The table with a row for each cell under a condition."""
    headings = list(table.headings)
    corner = None
    if levels.corner is not None:
        headings[0] = levels.corner
    if rest[:1] == [0] and _are_names_below_measured(headings[0], table.cells[0]):
        corner, headings[0] = headings[0], "name"
    places = [level.place for level in levels.columns]
    left_out = [
        place
        for place in rest
        if read_heading(headings[place]).kind in MEASURED
        or (
            place > places[0]
            and (
                is_change(table.headings, place)
                or is_ratio_of(table.cells, place, places[:COMPARED])
            )
        )
    ]
    kept = [place for place in rest if place not in left_out]
    measures = list(dict.fromkeys(level.measure for level in levels.columns))
    measured = corner or _measured(table, levels.columns, source)
    places_of: dict[Condition, dict[str, int]] = {}
    for level in levels.columns:
        places_of.setdefault(level.condition, {})[level.measure] = level.place
    conditions = list(places_of)
    height, times = table.height, len(conditions)
    columns = [
        *(stacked([table.cells[place]] * times) for place in kept),
        *(
            stacked([repeated(cell, height) for _, cell in cells])
            for cells in zip(*conditions, strict=True)
        ),
        *(
            _stated_under(table, [places_of[each].get(measure) for each in conditions])
            for measure in measures
        ),
    ]
    numbers = [repeated(number, height, INT) for number in range(1, times + 1)]
    numbered = {"row": stacked([counted(height)] * times), "condition": stacked(numbers)}
    melted = pl.DataFrame(
        [
            *(cells.cast(pl.UInt32).alias(name) for name, cells in numbered.items()),
            *(cells.alias(str(place)) for place, cells in enumerate(columns)),
        ]
    )
    values = melted.columns[-len(measures) :]
    is_stated = pl.any_horizontal(pl.col(name).is_not_null() for name in values)
    melted = melted.filter(is_stated).sort("row", maintain_order=True)
    rows = melted["row"]
    unfolded = table._replace(
        cells=list(melted.drop("row", "condition")),
        headings=[
            *(headings[place] for place in kept),
            *(name for name, _ in conditions[0]),
            *(measure or measured for measure in measures),
        ],
        lines=None if table.lines is None else table.lines.gather(rows),
        aggregate=None if table.aggregate is None else table.aggregate.gather(rows),
        parts=melted["condition"],
    )
    return unfolded, _left_out(table._replace(headings=headings), left_out, source)


def _are_names_below_measured(heading: str, column: pl.Series) -> bool:
    """Whether the corner says what all cells are, above names: ``Time (s)`` over codes."""
    cells = column.head(_ROWS_LOOKED_AT)
    if read_heading(heading).kind not in MEASURED or not is_text(cells):
        return False
    names = without_empty_cells(cells.cast(pl.String))
    return names.count() > 0 and not read_numbers(names).values.count()


def _left_out(table: Table, places: Sequence[int], source: Source) -> list[Note]:
    names = ", ".join(f"`{table.headings[place]}`" for place in places)
    return [Note("info", f"ignored columns: {names}", source.name, table.line)] if places else []


def _stated_under(table: Table, places: Sequence[int | None]) -> pl.Series:
    """What is stated in the columns at ``places``, one below the other, null where there is none.

    Asked of all at once: there may be thousands of columns.
    """
    nothing = repeated(None, table.height)
    return without_empty_cells(
        stacked([nothing if each is None else table.cells[each].cast(pl.String) for each in places])
    )


def _measured(table: Table, levels: Sequence[Level], source: Source) -> str:
    """The heading of what is measured, where none of the columns names it."""
    named = measured_above(table.above) or _unit_of_cells(table, levels)
    return named or named_by_file(source) or shown_by_ideal(table) or "value"


def _unit_of_cells(table: Table, levels: Sequence[Level]) -> str | None:
    """The unit of the first cell that has one."""
    for level in levels:
        cells = table.cells[level.place].head(_ROWS_LOOKED_AT)
        quantities = map(parse_quantity, cells.cast(pl.String).drop_nulls())
        if unit := next((quantity[1] for quantity in quantities if quantity), None):
            return unit
    return None
