"""Tables whose columns are conditions (``1 GPU``, ``2 GPUs``): one row for each of their cells."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final

import polars as pl

from parsers.grammar.outcomes import read_outcome
from parsers.grammar.patterns import Pattern
from parsers.grammar.units import parse_quantity
from parsers.grammar.words import word_set, words
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import Heading, read_heading, read_headings
from parsers.headings.vocabulary import COMMON
from parsers.notes import Note
from parsers.records import SCALE
from parsers.short_series import repeated, series_of
from parsers.source import Source
from parsers.tables.captions import measured_above
from parsers.tables.cells import is_text, read_numbers, stated
from parsers.tables.conditions import Condition, Level, Levels
from parsers.tables.counting_letters import with_letters_counting
from parsers.tables.levels import read_levels
from parsers.tables.sample_columns import is_computed
from parsers.tables.table import Table
from parsers.tables.unnamed_columns import part_named

_ROWS_LOOKED_AT: Final = 200
COUNTED: Final = (*SCALE, "workers", "sockets", "tiles")
"""The names of headings that say how much of a machine was used."""
_NAME_AND_UNIT = Pattern(r"(?P<name>[^()\[\]]+?)\s*[(\[](?P<unit>[^()\[\]]+)[)\]]")
_NAME_WITH_UNIT = Pattern(r"(?P<name>[\w.-]*?[^\W\d_][\w.-]*?)_(?P<unit>s|ms|us|ns|sec|seconds)")
_MEASURE_BEHIND = Pattern(
    r"(?i)(?P<name>\S.*?)[\s_]+(?P<measure>(?:wall|elapsed|execution|run)[\s_]?time|time|runtime"
    r"|throughput)"
)
_MEASURE_BEFORE = Pattern(
    r"(?i)(?P<measure>(?:(?:wall|elapsed|execution|run|total)[\s_-]?)?time|runtime|throughput)"
    r"\s*(?P<unit>[(\[][^()\[\]]+[)\]])\s*(?P<name>\S.*)"
)
"""``Time (s) CP2K``, as of headings over two rows."""
_COMPUTED_OF = Pattern(r"(?i)(?P<name>\S.*?)[\s_]+(?:speed-?up|efficiency)\b.*")
_PHASES: Final = word_set(
    "time runtime walltime wall total elapsed setup init io read write load compute comm"
    " communication solve solver assembly mpi wait user sys system real cpu gpu kernel forward"
    " backward optimizer data step epoch iteration test train training validation inference copy"
    " scale add triad prefill decode min max mean median avg std latency throughput bandwidth speed"
    " rate performance power energy memory run rep trial t restart output input overhead"
)
_AFFINITIES: Final = word_set("scatter compact balanced spread close master primary none explicit")
"""Where threads are bound, as ``KMP_AFFINITY`` and ``OMP_PROC_BIND`` have it: no codes."""
_CHANGE = Pattern(r"(?i)^(?:%|Δ|δ|±)|\b(?:change|diff|difference|delta|ratio|gain|improvement)\b")


def unfold(table: Table, source: Source) -> tuple[Table, list[Note]]:
    """Return ``table`` with a row for each condition among its headings, and what was assumed.

    ``| Model | 1 GPU | 2 GPUs |`` becomes model, number of GPUs and what is measured, which the
    headings, the text above the table or the cells name. Where the first column names quantities
    (``Throughput``, ``Speedup``), the table is turned: a row for each condition. Any other table is
    returned as it is.
    """
    levels = _levels(table, source) if _may_have_levels(table) else None
    levels = (
        levels or _names_across(table, source) or _codes_across(table) or _variants_across(table)
    )
    if levels is None or not _hold_numbers(table, levels.columns):
        return table, []
    levels = with_letters_counting(table, levels)
    taken = {level.place for level in levels.columns}
    rest = [place for place in range(len(table.headings)) if place not in taken]
    if levels.columns[0].condition[:1] and levels.columns[0].condition[0][0] == "Run":
        rest = [place for place in rest if not is_computed(table.headings[place], set())]
    if _names_quantities(table, rest[:1]) and all(_is_change(table, place) for place in rest[1:]):
        return _turned(table, levels.columns, rest[0]), _left_out(table, rest[1:], source)
    unfolded, notes = _melted(table, levels, rest, source)
    if levels.assumed:
        notes.append(Note("assumed", levels.assumed, source.name, table.line))
    return unfolded, notes


def _levels(table: Table, source: Source) -> Levels | None:
    """The conditions among the headings; beside sizes the file's name may say what is counted."""
    part = part_named(words(source.stem))
    sizes = table.cells[0].drop_nulls() if table.cells else None
    if part is None or sizes is None or not len(sizes) or not is_text(sizes):
        return read_levels(table.headings, table.above)
    are_sizes = read_numbers(sizes.cast(pl.String)).values.null_count() == 0
    return read_levels(table.headings, table.above, f"{part}s" if are_sizes else None)


def _may_have_levels(table: Table) -> bool:
    """Whether it is worth looking: conditions have digits, as few other headings have."""
    if any(cells.dtype.is_nested() for cells in table.cells):
        # Lists are repeats or progress, and stand under what they measure.
        return False
    with_digits = sum(any(letter.isdigit() for letter in text) for text in table.headings)
    return with_digits > (0 if table.as_written else 1)


def _names_across(table: Table, source: Source) -> Levels | None:
    """Read ``| GPUs | AlexNet | VGG |`` below "Images/sec": what is measured stands above.

    The columns are named after what was run where none of their headings says anything else.
    """
    above = measured_above(table.above) or _named_by_file(source)
    measured = read_heading(above or "")
    meanings = [read_heading(text) for text in table.headings]
    said = {word for meaning in meanings if _is_name(meaning) for word in words(meaning.text)}
    if measured.unit is None and (measured.name not in COMMON or not said.isdisjoint(_PHASES)):
        return None
    others = {place for place in range(1, len(meanings)) if _is_change(table, place)}
    named = [
        place for place, meaning in enumerate(meanings) if _is_name(meaning) and place not in others
    ]
    settings = [
        meaning
        for place, meaning in enumerate(meanings)
        if place not in named and place not in others
    ]
    set_first = bool(meanings) and meanings[0].name in (*COUNTED, "batch", "size")
    if not set_first or any(meaning.kind not in ("schema", "parameter") for meaning in settings):
        return None
    levels = [Level(place, (("Name", table.headings[place]),)) for place in named]
    distinct = len({level.condition for level in levels}) == len(levels) > 1
    return Levels(levels) if distinct else None


def _codes_across(table: Table) -> Levels | None:
    """Read ``| Nodes | CP2K (s) | nekRS (s) |``: one quantity of several codes, inputs, machines.

    The first column counts, all the others that measure state one unit behind names that are of no
    phase of a run.
    """
    meanings = read_headings(table.headings)
    if len(meanings) < 3 or meanings[0].name not in COUNTED:
        return None
    named = {
        place: found
        for place, meaning in enumerate(meanings)
        if meaning.kind in (*MEASURED, "unknown") and (found := _name_and_measure(meaning.text))
    }
    codes = {name for name, _ in named.values()}
    others = [
        meaning
        for place, meaning in enumerate(meanings)
        if place not in named and not _is_computed_of(meaning.text, codes)
    ]
    if len(named) < 2 or any(meaning.kind in MEASURED for meaning in others):
        return None
    said = {word for name, _ in named.values() for word in words(name)}
    if len({measure for _, measure in named.values()}) > 1 or not said.isdisjoint(_PHASES):
        return None
    if any(meanings[place].name in COMMON or meanings[place].statistic for place in named):
        return None
    called = "Affinity" if said <= _AFFINITIES else "Name"
    levels = [Level(place, ((called, name),), measure) for place, (name, measure) in named.items()]
    distinct = len({level.condition for level in levels}) == len(levels)
    return Levels(levels) if distinct else None


def _is_computed_of(heading: str, codes: Set[str]) -> bool:
    """Whether a column is computed from that of one of the codes: ``CP2K speedup``."""
    found = _COMPUTED_OF.fullmatch(heading)
    return found is not None and found["name"] in codes


def _name_and_measure(heading: str) -> tuple[str, str] | None:
    """The name in ``CP2K (s)``, ``CP2K time [s]`` or ``CP2K time``, and what is below it."""
    if before := _MEASURE_BEFORE.fullmatch(heading):
        return before["name"], f"{before['measure']} {before['unit']}"
    if _COMPUTED_OF.fullmatch(heading):
        return None
    match = _NAME_AND_UNIT.fullmatch(heading) or _NAME_WITH_UNIT.fullmatch(heading)
    name, unit = (match["name"], match["unit"].strip()) if match else (heading, "")
    if behind := _MEASURE_BEHIND.fullmatch(name.strip()):
        return behind["name"], f"{behind['measure']} ({unit})" if unit else behind["measure"]
    if match is None:
        return None
    # Alone, `min` is the least value.
    return name.strip(), f"time ({unit})" if unit == "min" else unit


def _variants_across(table: Table) -> Levels | None:
    """Read ``| Metric | Before | After |``, whose rows are quantities and columns are runs.

    With one column of values the rows are all that is known of one run.
    """
    if not table.as_written or len(table.headings) < 2 or not _names_quantities(table, [0]):
        return None
    meanings = [read_heading(text) for text in table.headings]
    if len(meanings) == 2 and meanings[1].kind not in MEASURED:
        return Levels([Level(1, ())])
    if any(meaning.kind in (*MEASURED, "schema") for meaning in meanings[1:]):
        return None
    levels = [
        Level(place, (("Variant", meaning.text),))
        for place, meaning in enumerate(meanings)
        if place and _is_name(meaning) and not _CHANGE.search(meaning.text)
    ]
    distinct = len({level.condition for level in levels}) == len(levels) > 1
    return Levels(levels) if distinct else None


def _is_name(meaning: Heading) -> bool:
    return meaning.kind == "unknown" and meaning.unit is None and meaning.text != ""


def _hold_numbers(table: Table, levels: Sequence[Level]) -> bool:
    """Whether what is under the conditions was measured, and is no table of what works."""
    numbers = others = 0
    for level in levels:
        cells = table.cells[level.place].head(_ROWS_LOOKED_AT)
        if not is_text(cells):
            numbers += cells.count() if cells.dtype.is_numeric() else 0
            continue
        read = read_numbers(stated(cells.cast(pl.String)))
        numbers += read.values.count()
        words = [] if read.words is None else read.words.drop_nulls().to_list()
        others += sum(read_outcome(word) is None for word in words)
    return numbers > others


def _names_quantities(table: Table, rest: Sequence[int]) -> bool:
    """Whether the only other column is one of headings: every row has a quantity of its own."""
    if len(rest) != 1 or not is_text(table.cells[rest[0]]):
        return False
    labels = table.cells[rest[0]].cast(pl.String)
    if not 0 < len(labels) <= _ROWS_LOOKED_AT or labels.n_unique() < len(labels):
        return False
    meanings = [read_heading(label or "") for label in labels]
    unknown = [each for each in meanings if each.kind == "unknown" and each.unit is None]
    return any(each.kind in MEASURED for each in meanings) and len(unknown) <= len(meanings) // 3


def _turned(table: Table, levels: Sequence[Level], labels: int) -> Table:
    """The table with its rows as columns."""
    height = len(levels)
    names = [name for name, _ in levels[0].condition]
    set_here = zip(*([cell for _, cell in level.condition] for level in levels), strict=True)
    stated_here = zip(*(table.cells[level.place].cast(pl.String) for level in levels), strict=True)
    line = pl.Series([table.line], dtype=pl.UInt32)
    return table._replace(
        cells=[series_of(cells) for cells in (*set_here, *stated_here)],
        headings=[*names, *table.cells[labels].cast(pl.String)],
        lines=None if table.lines is None else line.new_from_index(0, height),
        parts=pl.int_range(1, height + 1, dtype=pl.UInt32, eager=True),
        aggregate=None,
    )


def _melted(
    table: Table, levels: Levels, rest: Sequence[int], source: Source
) -> tuple[Table, list[Note]]:
    """The table with a row for each cell under a condition."""
    headings = list(table.headings)
    if levels.corner is not None:
        headings[0] = levels.corner
    first = levels.columns[0].place
    left_out = [
        place
        for place in rest
        if read_heading(headings[place]).kind in MEASURED
        or (place > first and _is_change(table, place))
    ]
    kept = [place for place in rest if place not in left_out]
    measures = list(dict.fromkeys(level.measure for level in levels.columns))
    conditions = list(dict.fromkeys(level.condition for level in levels.columns))
    parts = [
        _under(condition, number, table, levels.columns, measures, kept)
        for number, condition in enumerate(conditions, start=1)
    ]
    melted = pl.concat(parts, how="vertical_relaxed").sort("row", maintain_order=True)
    rows = melted["row"]
    unfolded = table._replace(
        cells=list(melted.drop("row", "condition")),
        headings=[
            *(headings[place] for place in kept),
            *(name for name, _ in conditions[0]),
            *(measure or _measured(table, levels.columns, source) for measure in measures),
        ],
        lines=None if table.lines is None else table.lines.gather(rows),
        aggregate=None if table.aggregate is None else table.aggregate.gather(rows),
        parts=melted["condition"],
    )
    return unfolded, _left_out(table._replace(headings=headings), left_out, source)


def _is_change(table: Table, place: int) -> bool:
    """Whether a column beside the runs is computed from them."""
    return _CHANGE.search(table.headings[place]) is not None


def _left_out(table: Table, places: Sequence[int], source: Source) -> list[Note]:
    names = ", ".join(f"`{table.headings[place]}`" for place in places)
    return [Note("info", f"ignored columns: {names}", source.name, table.line)] if places else []


def _under(
    condition: Condition,
    number: int,
    table: Table,
    levels: Sequence[Level],
    measures: Sequence[str],
    kept: Sequence[int],
) -> pl.DataFrame:
    """The rows of the table that state anything under one condition."""
    places = {level.measure: level.place for level in levels if level.condition == condition}
    cells = [
        stated(table.cells[places[measure]].cast(pl.String))
        if measure in places
        else repeated(None, table.height)
        for measure in measures
    ]
    frame = _frame(
        [
            *(table.cells[place] for place in kept),
            *(repeated(cell, table.height) for _, cell in condition),
            *cells,
        ]
    )
    present = pl.any_horizontal(pl.col(name).is_not_null() for name in frame.columns[-len(cells) :])
    return (
        frame.with_row_index("row")
        .with_columns(pl.lit(number, pl.UInt32).alias("condition"))
        .filter(present)
    )


def _frame(columns: Sequence[pl.Series]) -> pl.DataFrame:
    return pl.DataFrame([column.alias(str(place)) for place, column in enumerate(columns)])


def _measured(table: Table, levels: Sequence[Level], source: Source) -> str:
    """The heading of what is measured, where none of the columns names it."""
    named = measured_above(table.above) or _unit_of_cells(table, levels)
    return named or _named_by_file(source) or "value"


def _named_by_file(source: Source) -> str | None:
    """What a file's whole name says that it holds: ``runtime.csv``, ``walltimes.csv``."""
    meaning = read_heading(source.stem)
    scales = meaning.is_time or meaning.name in ("throughput", "performance")
    return source.stem if meaning.kind == "metric" and scales else None


def _unit_of_cells(table: Table, levels: Sequence[Level]) -> str | None:
    """The unit of the first cell that has one."""
    for level in levels:
        cells = table.cells[level.place].head(_ROWS_LOOKED_AT)
        quantities = map(parse_quantity, cells.cast(pl.String).drop_nulls())
        if unit := next((quantity[1] for quantity in quantities if quantity), None):
            return unit
    return None
