"""All rewritings by name, and a sheet rewritten by one of them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final, TypeAlias

from tests.reading.rewriting import order_and_columns as order
from tests.reading.rewriting import spelt_otherwise as spelt
from tests.reading.rewriting import split_tables as split
from tests.reading.rewriting import surroundings as around
from tests.reading.rewriting.containers import (
    CONTAINERS,
    Files,
    csv_file,
    holds_numbers,
    markdown_file,
    records_file,
    text_file,
    tsv_file,
)
from tests.reading.rewriting.languages import translated
from tests.reading.rewriting.markup import MARKUP
from tests.reading.rewriting.more_beside import BESIDE, empty_rows, headings_again
from tests.reading.rewriting.narrowed_sheet import narrowed
from tests.reading.rewriting.numbers_otherwise import NUMBERS, marked_cells
from tests.reading.rewriting.rewritten_sheet import Sheet
from tests.reading.rewriting.settings_files import SETTINGS
from tests.reading.rewriting.told_in_text import TOLD

_Change: TypeAlias = Callable[[Sheet, Random], Sheet | None]
_HOLDERS: Final = (csv_file, csv_file, markdown_file, text_file, tsv_file, records_file)
"""In which a sheet stands before and after it is rewritten as a sheet."""
WITHIN: Final[dict[str, _Change]] = {
    "rows in another order": order.rows_shuffled,
    "rows backwards": order.rows_backwards,
    "columns in another order": order.columns_shuffled,
    "a constant column more": order.constant_column,
    "other names": order.names_replaced,
    "a failed row more": order.failed_rows,
    "headings in another case": spelt.headings_case,
    "headings joined otherwise": spelt.headings_joined,
    "headings in another language": translated,
    "units in another form": spelt.unit_elsewhere,
    "units in a row": spelt.units_row,
    "times in another unit": spelt.another_unit,
    "thousands": spelt.thousands,
    "counts with words": spelt.counts_with_words,
    "counts as powers": spelt.counts_as_powers,
    "repeats across": split.repeats_across,
    **NUMBERS,
}
"""Rewritings that are the same in any file."""
AS_FILES: Final[dict[str, Callable[[Sheet, Random], Files | None]]] = {
    "decimal commas": spelt.decimal_commas,
    "another file name": around.another_name,
    "under prose": around.under_prose,
    "under comments": around.under_comments,
    "over remarks": around.over_remarks,
    "quoted": around.quoted,
    "blanks and ends of lines": around.blanks_and_ends,
    "columns aligned": around.ruled,
    "sections": split.sections,
    "a file each": split.files_named,
    "counts across": split.counts_across,
    "names across": split.names_across,
    "headings again": headings_again,
    "empty rows": empty_rows,
}
IN_ONE: Final[dict[str, tuple[_Change, Callable[[Sheet], Files]]]] = {
    "a bold row": (order.bold_row, markdown_file),
    "rows numbered": (order.row_numbers, csv_file),
    "marked cells": (marked_cells, markdown_file),
}
"""Rewritings that are known from one kind of file alone."""
HELD: Final[dict[str, Callable[[Sheet], Files | None]]] = {**CONTAINERS, **MARKUP, **SETTINGS}
"""The sheet as it is in another kind of file."""
TOGETHER: Final = ("two at once", "three at once")
NAMES: Final = (*WITHIN, *BESIDE, *IN_ONE, *AS_FILES, *HELD, *TOLD, *TOGETHER)
_NO_NUMBERS: Final = ("units in a row", "spreads", "repeats in cells")
"""Rewritings after which cells hold more than numbers."""


def rewritten(sheet: Sheet, name: str, seed: int) -> tuple[Files, Files] | None:
    """Return the sheet as it was and as it is rewritten; None where that cannot be done to it.

    The same seed rewrites in the same way. What tells no more than one quantity over one count
    is compared with the part of the sheet that it tells.
    """
    rng = Random(f"{seed}:{sheet.headings}:{sheet.rows}:{name}")
    if name in BESIDE or name in TOLD:
        part = narrowed(sheet)
        if part is None:
            return None
        if name in BESIDE:
            return _in_one_holder(part, BESIDE[name](part, rng), name, rng.choice(_HOLDERS))
        return _from_csv(part, TOLD[name](part, rng))
    if name in TOGETHER:
        return _together(sheet, 1 + TOGETHER.index(name), rng)
    if name in HELD:
        return _from_csv(sheet, HELD[name](sheet)) if holds_numbers(sheet) else None
    if name in AS_FILES:
        return _from_csv(sheet, AS_FILES[name](sheet, rng))
    change, hold = IN_ONE[name] if name in IN_ONE else (WITHIN[name], rng.choice(_HOLDERS))
    return _in_one_holder(sheet, change(sheet, rng), name, hold)


def _from_csv(sheet: Sheet, files: Files | None) -> tuple[Files, Files] | None:
    return None if files is None else (csv_file(sheet), files)


def _in_one_holder(
    sheet: Sheet, fresh: Sheet | None, name: str, hold: Callable[[Sheet], Files]
) -> tuple[Files, Files] | None:
    if hold is records_file and (name in _NO_NUMBERS or not holds_numbers(sheet)):
        hold = csv_file
    return None if fresh is None else (hold(sheet), hold(fresh))


def _together(sheet: Sheet, number: int, rng: Random) -> tuple[Files, Files] | None:
    """Return the sheet changed in as many ways, and then written to another kind of file."""
    fresh, done = sheet, 0
    for name in rng.sample([name for name in WITHIN if name not in _NO_NUMBERS], len(WITHIN) - 3):
        changed = WITHIN[name](fresh, rng) if done < number else None
        if changed is not None:
            fresh, done = changed, done + 1
    hold = HELD[rng.choice(list(HELD))]
    return _from_csv(sheet, hold(fresh)) if done == number and holds_numbers(fresh) else None
