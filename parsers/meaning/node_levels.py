"""Counts that the schema has no heading for: of each node, of parts of any kind, of grids."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set, words
from parsers.headings.resources import COUNT_WORDS, NOUNS
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Decisions, Fields, RowRemark, into
from parsers.meaning.fields import whole_counts

PER_NODE: Final = {
    "ranks_per_node": "ranks",
    "cores_per_node": "cores",
    "threads_per_node": "cores",
    "sockets_per_node": "ranks",
}
"""What is counted per node, and what its total is called."""
_ALONE: Final = {"workers": "ranks", "sockets": "ranks", "tiles": "devices"}
"""Parts that may be anything (data loaders, matrix tiles) where something else is counted."""
_MOST_PARTS: Final = 8
_PARTS: Final = word_set("gcd gcds tile tiles stack stacks")
"""What a device may have several of, each of them a device to its programs."""
_LOADER: Final = word_set("loader dataloader loading prefetch prefetching pin pinned persistent")
_GROUPED = Pattern(r"parallel|(?:^|_)[a-z]*p(?:$|_size)")
"""Sizes of groups in parallel training (``tp``, ``ep``, ``fsdp``) are settings, not sides."""
_MOST_SIDES: Final = 8
COUNTED: Final = frozenset({"devices", "devices_per_node", "ranks", "cores", "threads"})


def node_levels(known: Decisions, above: str) -> Decisions:
    """Take counts per node, counts of parts that the schema lacks, and grids of processes.

    ``above`` is what the table is about.
    """
    for name in PER_NODE:
        known = known.plus(_per_node(known.free, name))
    for name, field in _ALONE.items():
        if name != "workers" or not _are_of_loader(known, above):
            known = known.plus(_part_alone(known.free, known.fields, name, field))
    known = known.plus(_cores_of_sockets(known)).plus(_parts_of_devices(known))
    known = known.plus(_process_grid(known.free, known.fields))
    return known.plus(_sides_of_count(known.free, known.fields))


def _per_node(free: Sequence[Column], name: str) -> Decision:
    column = _count(free, name)
    if column is None:
        return NOTHING
    counts, odd = level_counts(column)
    return into(column, *odd, **{name: counts})


def _part_alone(free: Sequence[Column], fields: Fields, name: str, field: str) -> Decision:
    # A title may say it for a whole table: `4 workers`.
    column = _count(free, name, even_given=True)
    if column is None or not COUNTED.isdisjoint(fields) or (column.given and "nodes" in fields):
        return NOTHING
    counts, odd = level_counts(column)
    text = f"`{column.heading.text}` read as {field}: nothing else is counted"
    return into(column, *odd, RowRemark("assumed", text), **{field: counts})


def _cores_of_sockets(known: Decisions) -> Decision:
    """Multiply sockets with the cores of each, where these change: 1 x 8, 1 x 16, 2 x 16."""
    owner, column = known.owners.get("ranks"), _count(known.free, "cores_per_socket")
    if owner is None or owner.heading.name != "sockets" or column is None:
        return NOTHING
    each, odd = level_counts(column)
    if each.n_unique() < 2 or "cores" in known.fields:
        return NOTHING
    text = f"`{owner.heading.text}` × `{column.heading.text}` read as cores"
    return Decision(
        {"cores": known.fields["ranks"] * each},
        (("cores", column),),
        renamed={"ranks": "cores"},
        remarks=(*odd, RowRemark("assumed", text)),
    )


def _parts_of_devices(known: Decisions) -> Decision:
    """Count the parts that devices have instead of these, where some use fewer of them.

    One of the two GCDs of a GPU, then both, then two GPUs: what grows from row to row is the GCDs.
    Where each device has as many, its parts follow from it.
    """
    owner, devices = known.owners.get("devices"), known.fields.get("devices")
    if owner is None or devices is None or owner.heading.role:
        return NOTHING
    for column in known.free:
        numbers, said = column.numbers, words(column.heading.text)
        if column.given or numbers is None or _PARTS.isdisjoint(said) or column.heading.unit:
            continue
        if not _PARTS | COUNT_WORDS | NOUNS.keys() | {"per"} >= {*said}:
            continue
        parts, odd = level_counts(column)
        if column.heading.name == "tiles_per_device":
            parts = parts * devices
        shares = (parts / devices).drop_nulls()
        if shares.n_unique() < 2 or not (shares == shares.floor()).all():
            continue
        if (shares > _MOST_PARTS).any() or parts.n_unique() < devices.n_unique():
            # Of a matrix there may be as many tiles on any number of devices.
            continue
        text = f"`{column.heading.text}` read as the devices that count, of `{owner.heading.text}`"
        return into(column, *odd, RowRemark("assumed", text), devices=parts)
    return NOTHING


def _are_of_loader(known: Decisions, above: str) -> bool:
    """Whether workers are those of a data loader, chosen for it as a batch is.

    With 0 of them the main process loads by itself, while of what counts a scale there is one.
    """
    said = {word for column in known.columns for word in words(column.heading.text)}
    column = _count(known.free, "workers")
    none = column is not None and column.numbers is not None and (column.numbers.values == 0).any()
    return none or not _LOADER.isdisjoint(said | set(words(above)))


def _process_grid(free: Sequence[Column], fields: Fields) -> Decision:
    """Take ``P`` and ``Q`` side by side as the rows and columns of a grid of processes."""
    rows, columns = _count(free, "p"), _count(free, "q")
    if rows is None or columns is None:
        return NOTHING
    (down, odd), (across, odd_too) = level_counts(rows), level_counts(columns)
    processes, remarks = down * across, (*odd, *odd_too)
    grid = {"process_rows": down, "process_columns": across}
    sides = (("process_rows", rows), ("process_columns", columns))
    if COUNTED.isdisjoint(fields):
        remarks = (*remarks, RowRemark("assumed", "`P` × `Q` read as ranks"))
        return Decision({"ranks": processes, **grid}, (("ranks", rows), *sides), remarks=remarks)
    if any((fields[name] == processes).all() for name in COUNTED & fields.keys()):
        return Decision(grid, sides, remarks=remarks)
    return NOTHING


def _sides_of_count(free: Sequence[Column], fields: Fields) -> Decision:
    """Take two columns whose product is a count in every row for the grid of its processes.

    Both change from row to row: by one alone each row would be a series of its own.
    """
    if "process_rows" in fields:
        return NOTHING
    able = [column for column in free if _may_be_side(column)]
    if not 1 < len(able) <= _MOST_SIDES:
        return NOTHING
    sides = {column: level_counts(column)[0] for column in able}
    counted = [fields[name] for name in sorted(COUNTED & fields.keys())]
    for rows, columns in combinations(able, 2):
        product = sides[rows] * sides[columns]
        if any(each.n_unique() > 1 and each.eq_missing(product).all() for each in counted):
            grid = {"process_rows": rows, "process_columns": columns}
            text = f"`{rows.heading.text}` × `{columns.heading.text}` read as the grid of processes"
            found = {name: sides[side] for name, side in grid.items()}
            return Decision(found, tuple(grid.items()), remarks=(RowRemark("assumed", text),))
    return NOTHING


def _may_be_side(column: Column) -> bool:
    """Whether a column has whole numbers that change, and is no group of parallel training."""
    heading, numbers = column.heading, column.numbers
    if heading.kind not in ("parameter", "unknown") or column.given or heading.unit:
        return False
    if _GROUPED.search(heading.name) or numbers is None or numbers.words is not None:
        return False
    values = numbers.values.drop_nulls()
    return values.n_unique() > 1 and bool((values == values.floor()).all() and (values > 0).all())


def _count(free: Sequence[Column], name: str, *, even_given: bool = False) -> Column | None:
    """The free column of the parameter ``name``, where it can be a count.

    ``even_given``: or what stands above the table.
    """
    for column in free:
        heading, numbers = column.heading, column.numbers
        if heading.name != name or heading.kind not in ("parameter", "unknown"):
            continue
        if column.given and not even_given:
            continue
        if numbers is not None and numbers.words is None:
            values = numbers.values
            return None if (values.floor() != values).any() else column
    return None


def level_counts(column: Column) -> tuple[pl.Series, tuple[RowRemark, ...]]:
    """Return the counts of a column of numbers, and remarks on the cells that are none."""
    assert column.numbers is not None
    return whole_counts(column, column.numbers.values)
