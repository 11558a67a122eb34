"""What the size of a problem follows from: the sides of a grid, a global batch."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import mul
from typing import Final

import polars as pl

from parsers.grammar.words import word_set, words
from parsers.tables.cells import is_text
from parsers.tables.columns import Column
from parsers.tables.draft import Draft
from parsers.tables.grids import points_of_grids
from parsers.tables.quantities import Quantity

_SIDES: Final = (
    *(
        tuple(f"{before}{letter}" for letter in letters)
        for before in ("n", "n_", "l", "dim_", "grid_", "ngrid_", "n_grid_", "cells_", "size_")
        for letters in ("xyz", "xy")
    ),
    ("ni", "nj", "nk"),
)
_GRIDS: Final = word_set("grid mesh domain resolution dims dimensions problem lattice points cells")
_LOCAL: Final = word_set("local per rank gpu core proc process node")


def claim_grid_sizes(draft: Draft) -> None:
    """Take ``nx``, ``ny``, ``nz`` or a text such as ``128x128x256`` as the problem size.

    Where their product is the size that is stated, they say nothing else.
    """
    stated = draft.fields.get("size")
    named = {column.heading.text.strip().lower(): column for column in draft.unclaimed()}
    for names in _SIDES:
        sides = [named[name] for name in names if name in named]
        if len(sides) == len(names) and all(side.numbers is not None for side in sides):
            product = reduce(mul, [side.in_base_units() for side in sides])
            if stated is not None:
                # There may be several particles in each cell.
                draft.set_aside(sides if (stated / product).n_unique() == 1 else [])
                return
            draft.set_aside(sides[1:])
            draft.claim(sides[0], size=product)
            text = " × ".join(f"`{side.heading.text}`" for side in sides)
            draft.note("assumed", f"{text} read as the problem size")
            return
    if stated is not None:
        return
    for column in draft.unclaimed():
        if _claim_grid(draft, column):
            return


def _claim_grid(draft: Draft, column: Column) -> bool:
    said = set(words(column.heading.text))
    if not is_text(column.cells) or said.isdisjoint(_GRIDS) or said & _LOCAL:
        return False
    points = points_of_grids(column.texts)
    if points is None:
        return False
    sizes = column.cells.cast(pl.String).replace_strict(
        points, default=None, return_dtype=pl.Float64
    )
    draft.claim(column, size=sizes)
    draft.note("assumed", f"`{column.heading.text}` read as the problem size: its points")
    return True


def settle_global_batch(draft: Draft, quantities: Sequence[Quantity]) -> None:
    """Take a global batch for the size of the problem where each step was timed.

    Of rates and of times of whole runs it is a setting; where it grows with the count, it follows
    the scale and tells no configurations apart.
    """
    batches = draft.fields.get("global_batch")
    if batches is None or batches.drop_nulls().n_unique() < 2:
        return
    steps = any(quantity.name in ("step_time", "iteration_time") for quantity in quantities)
    if steps and "size" not in draft.fields:
        draft.fields["size"] = draft.fields["global_batch"].cast(pl.Float64)
        draft.note("assumed", "the global batch is the problem size of a step")
