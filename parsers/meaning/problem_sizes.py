"""What the size of a problem follows from: the sides of a grid, a global batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import mul
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set, words
from parsers.headings.heading import SET_BEFORE
from parsers.headings.vocabulary import counts_problem, without_multiple
from parsers.meaning.column import Column
from parsers.meaning.decisions import FOLLOWS, NOTHING, Decision, Fields, RowRemark, into
from parsers.meaning.quantities import Quantity
from parsers.run_records.headline import PASS_RATES
from parsers.run_records.records import SCALE
from parsers.tables.cells import is_text
from parsers.tables.grids import points_of_grids

_GLOBAL: Final = tuple(
    (tuple(whole.format(each) for each in letters), tuple(part.format(each) for each in letters))
    for whole, part in (
        ("n{}g", "n{}l"),
        ("n{}_g", "n{}_l"),
        ("n{}_global", "n{}_local"),
        ("global_n{}", "local_n{}"),
        ("n{}_glob", "n{}_loc"),
        ("n{}g", "n{}"),
        ("n{}_global", "n{}"),
        ("global_n{}", "n{}"),
    )
    for letters in ("xyz", "xy")
)
"""The sides of a whole grid, and how those of the part of a process are called beside them."""
_SIDES: Final = (
    *dict.fromkeys(names for names, _ in _GLOBAL),
    *(
        tuple(f"{before}{letter}" for letter in letters)
        for before in ("n", "n_", "l", "dim_", "grid_", "ngrid_", "n_grid_", "cells_", "size_")
        for letters in ("xyz", "xy")
    ),
    ("ni", "nj", "nk"),
    *(("height", "width"), ("image_height", "image_width"), ("rows", "cols"), ("rows", "columns")),
)
GRIDS: Final = word_set(
    "grid mesh domain resolution dims dimensions problem lattice points cells size matrix image"
    " frame texture shape terrain"
)
"""Words of what has sides."""
_COUNTED = Pattern(r"\s*(?P<number>\d+(?:\.\d+)?)[\s-]*(?P<what>[A-Za-z][A-Za-z -]*)\s*")
_ALIKE: Final = 1.02
"""The last step of a run may be of fewer samples."""
_ROUNDED: Final = 1.2
"""Sides may not be multiples of the processes along them."""
_LOCAL: Final = word_set("local per rank gpu core proc process node")


def counted_size(column: Column, fields: Fields) -> Decision:
    """Take cells that count what a problem consists of: ``100M cells``, ``64k atoms``."""
    if "size" in fields or column.given or column.heading.role or not is_text(column.cells):
        return NOTHING
    if column.heading.kind not in (*SET_BEFORE, "unknown"):
        return NOTHING
    found = {text: _COUNTED.fullmatch(text) for text in column.texts.drop_nulls().unique()}
    sizes = {
        text: float(each["number"]) * without_multiple(words(each["what"]))[1]
        for text, each in found.items()
        if each and counts_problem(words(each["what"]))
    }
    if not sizes or len(sizes) < len(found):
        return NOTHING
    size = column.cells.cast(pl.String).replace_strict(sizes, default=None, return_dtype=pl.Float64)
    remark = RowRemark("assumed", f"`{column.heading.text}` read as the problem size")
    return into(column, remark, size=size)


def grid_size(free: Sequence[Column], fields: Fields) -> Decision:
    """Take ``nx``, ``ny``, ``nz`` or a text such as ``128x128x256`` as the problem size.

    Where their product is the size that is stated, they say nothing else.
    """
    stated = fields.get("size")
    named = {column.heading.text.strip().lower(): column for column in free}
    for names in _SIDES:
        sides = [named[name] for name in names if name in named]
        if len(sides) == len(names) and all(side.numbers is not None for side in sides):
            product = reduce(mul, [side.in_base_units() for side in sides])
            if stated is not None:
                # There may be several particles in each cell.
                follow = (stated / product).n_unique() == 1
                return Decision(aside=dict.fromkeys(sides, FOLLOWS)) if follow else NOTHING
            text = " × ".join(f"`{side.heading.text}`" for side in sides)
            remark = RowRemark("assumed", f"{text} read as the problem size")
            found = into(sides[0], remark, size=product)
            parts = _sides_of_a_part(names, named, product, fields)
            return found._replace(aside=dict.fromkeys([*sides[1:], *parts], FOLLOWS))
    if stated is not None:
        return NOTHING
    for column in free:
        if (found := _grid(column, fields)) is not NOTHING:
            return found
    return NOTHING


def _sides_of_a_part(
    names: tuple[str, ...], named: Mapping[str, Column], whole: pl.Series, fields: Fields
) -> list[Column]:
    """The sides of what each process has of a grid: as many of such are the ``whole``."""
    for parts in (parts for sides, parts in _GLOBAL if sides == names):
        sides = [named[name] for name in parts if name in named]
        if len(sides) < len(parts) or any(side.numbers is None for side in sides):
            continue
        shares = whole / reduce(mul, [side.in_base_units() for side in sides])
        for count in (fields[name] for name in SCALE if name in fields):
            off = (shares / count).fill_nan(None).drop_nulls()
            if len(off) and off.is_between(1 / _ROUNDED, _ROUNDED).all():
                return sides
    return []


def _grid(column: Column, fields: Fields) -> Decision:
    """Take a text of sides as the size; where they make up the count, the layout of processes."""
    said = set(words(column.heading.text))
    if not is_text(column.cells) or said.isdisjoint(GRIDS) or said & _LOCAL:
        return NOTHING
    points = points_of_grids(column.texts)
    if points is None:
        return NOTHING
    sizes = column.cells.cast(pl.String).replace_strict(
        points, default=None, return_dtype=pl.Float64
    )
    if len(sizes) > 1 and any(
        bool((fields[name] == sizes).fill_null(value=False).all())
        for name in SCALE
        if name in fields
    ):
        return Decision(aside={column: FOLLOWS})
    remark = RowRemark("assumed", f"`{column.heading.text}` read as the problem size: its points")
    return into(column, remark, size=sizes)


def size_of_a_step(fields: Fields, quantities: Sequence[Quantity]) -> Decision:
    """Take a global batch for the size of the problem where each step was timed.

    Where runs of so many steps were, it is what they worked through in all. Of rates, and of times
    without steps, it is a setting; where it grows with the count, it follows the scale and tells no
    configurations apart.
    """
    batches = fields.get("global_batch")
    if batches is None or not batches.dtype.is_numeric():
        return NOTHING
    if "size" in fields or batches.drop_nulls().n_unique() < 2:
        return NOTHING
    names = {quantity.name for quantity in quantities if isinstance(quantity.name, str)}
    units = {quantity.unit for quantity in quantities if isinstance(quantity.unit, str)}
    if not names.isdisjoint(("step_time", "iteration_time")) or not units.isdisjoint(PASS_RATES):
        remark = RowRemark("assumed", "the global batch is the problem size of a step")
        return Decision({"size": batches.cast(pl.Float64)}, remarks=(remark,))
    steps = next((fields[name] for name in ("steps", "iterations") if name in fields), None)
    if "runtime" not in names or steps is None or not steps.dtype.is_numeric():
        return NOTHING
    sizes = (batches * steps).cast(pl.Float64)
    known = sizes.drop_nulls().to_list()
    if not known or max(known) <= _ALIKE * min(known):
        return NOTHING
    remark = RowRemark("assumed", "global batch × steps is the problem size of a run")
    return Decision({"size": sizes}, remarks=(remark,))
