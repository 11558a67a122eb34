"""Names of runs and benchmarks that say how large they were, where no column does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.grammar.hostlists import check_hosts
from parsers.grammar.name_counts import NameCounts
from parsers.grammar.names_by_counts import read_names, read_nodes_behind
from parsers.grammar.patterns import Pattern
from parsers.grammar.repeat_numbers import without_repeats
from parsers.grammar.words import words
from parsers.headings.heading import SET_BEFORE
from parsers.headings.translations import counts_in_english
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Decisions, Fields, RowRemark
from parsers.meaning.problem_sizes import GRIDS
from parsers.meaning.scale_cells import is_serial
from parsers.run_records.records import SCALE, SCHEMA, parameter_name
from parsers.tables.cells import is_text
from parsers.tables.grids import points_of_grids
from parsers.training.launches import read_launch

_MOST: Final = 500
_MARKS: Final = " _-./*x×,"
_OF_COUNTS = Pattern(r"[(\[][ _./*x×,-]*[)\]]")
_LEADING = Pattern(r"(?<=[(\[])\*\s*[,;]\s*")
_NEVER: Final = ("hosts", "reason", "status", "started", "software", "unit", "metric")


def name_counts(known: Decisions) -> Decisions:
    """Take the counts out of names such as ``lulesh_8ranks``, and leave the names without them.

    Nothing is taken where a column counts, or where no two names differ in their counts alone, and
    not from a column that a user says is something else.
    """
    if not {*SCALE, "ranks_per_node"}.isdisjoint(known.fields):
        return known
    for column in known.columns:
        heading = column.heading
        if column.given or heading.role or not is_text(column.cells) or _is_number(column):
            continue
        if (
            _is_grid(column)
            or heading.name in _NEVER
            or heading.kind not in (*SET_BEFORE, "unknown")
        ):
            continue
        found = _counts(column, known.field_of(column), known.fields)
        if found is not NOTHING:
            return known.plus(found)
    return known


def _is_grid(column: Column) -> bool:
    """Whether ``256×256`` stands under a word for what has sides, and is no layout of a machine."""
    said = words(column.heading.text)
    return not GRIDS.isdisjoint(said) and points_of_grids(column.texts) is not None


def _is_number(column: Column) -> bool:
    """Whether the cells are numbers, and not counts with a noun behind: ``4 workers``."""
    counted = column.numbers is not None and column.numbers.units is not None
    return column.numbers is not None and not counted


def _counts(column: Column, owned: str | None, fields: Fields) -> Decision:
    """The counts in the names of a column, which went into the field that it ``owned``, if any."""
    distinct = column.texts.drop_nulls().unique(maintain_order=True)
    if not 1 < len(distinct) <= _MOST:
        return NOTHING
    # The serial program among names counts nothing.
    counting = [text for text in distinct if not is_serial(text)]
    read = _of_commands(counting) or _read_in_english(counting) or _on_hosts(column, fields)
    if not read:
        return NOTHING
    cells = column.cells.cast(pl.String)
    found: dict[str, pl.Series] = {}
    for field in dict.fromkeys(field for each in read.values() for field in each.counts):
        numbers = {name: each.counts.get(field) for name, each in read.items()}
        found[field] = cells.replace_strict(numbers, default=None, return_dtype=pl.Int64)
    kept = without_repeats(read)
    templates = {name: _beside_counts(each) for name, each in kept.items()}
    templates |= {text: text for text in distinct if text not in read}
    left = cells.replace_strict(templates, default=None, return_dtype=pl.String)
    left = left.set(left == "", None)
    free = parameter_name(column.heading.name, {*fields, *found, *SCHEMA})
    # What is left of a size is no number.
    keeps = owned is not None and SCHEMA.get(owned, pl.String()) == pl.String
    name = owned if owned is not None and keeps else free
    renamed = {} if owned is None or keeps else {owned: name}
    taken = () if owned else ((name, column),)
    dropped = {} if left.count() else {name: "read into counts, and says nothing else"}
    first = next(iter(read))
    said = f"`{column.heading.text}`: '{first}' read as {read[first].said}"
    if kept[first] != read[first].template:
        said += ", and the number of a repeat"
    remark = RowRemark("assumed", said)
    return Decision(
        {**found, name: left}, taken, renamed=renamed, dropped=dropped, remarks=(remark,)
    )


def _beside_counts(template: str) -> str:
    """What a name says beside its counts, without the brackets that these stood in."""
    left = _LEADING.sub("", _OF_COUNTS.sub("", template)).strip(_MARKS)
    inside = left[1:-1]
    return inside.strip(_MARKS) if f"({inside})" == left or f"[{inside}]" == left else left


def _of_commands(names: Sequence[str]) -> dict[str, NameCounts]:
    """The counts of names that are commands, which launchers are told: ``mpirun -n 4 ./cg``."""
    launches = {name: read_launch(name) for name in names}
    found = {name: launch for name, launch in launches.items() if launch is not None}
    if len(found) < len(names):
        return {}
    return {name: NameCounts(launch.counts, launch.program) for name, launch in found.items()}


def _read_in_english(names: Sequence[str]) -> dict[str, NameCounts]:
    """The counts of names, in which those of other languages count as well: ``MPI 2 Prozesse``."""
    english = {name: counts_in_english(name) for name in names}
    read = read_names([*english.values()])
    return {name: read[told] for name, told in english.items() if told in read}


def _on_hosts(column: Column, fields: Fields) -> dict[str, NameCounts]:
    """The counts of names such as ``gcc_4x2``, where each row has 4 hosts for the 4."""
    if "hosts" not in fields:
        return {}
    texts = column.cells.cast(pl.String).to_list()
    read = read_nodes_behind([text for text in texts if text])
    for text, hosts in zip(texts, fields["hosts"].cast(pl.String), strict=True):
        if text not in read or hosts is None:
            return {}
        if check_hosts(hosts).count != read[text].counts["nodes"]:
            return {}
    return read
