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
from tests.reading.rewriting.rewritten_sheet import Sheet

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
    "units in another form": spelt.unit_elsewhere,
    "units in a row": spelt.units_row,
    "times in another unit": spelt.another_unit,
    "thousands": spelt.thousands,
    "counts with words": spelt.counts_with_words,
    "counts as powers": spelt.counts_as_powers,
    "repeats across": split.repeats_across,
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
}
IN_ONE: Final[dict[str, tuple[_Change, Callable[[Sheet], Files]]]] = {
    "a bold row": (order.bold_row, markdown_file),
    "rows numbered": (order.row_numbers, csv_file),
}
"""Rewritings that are known from one kind of file alone."""
NAMES: Final = (*WITHIN, *IN_ONE, *AS_FILES, *CONTAINERS)


def rewritten(sheet: Sheet, name: str, seed: int) -> tuple[Files, Files] | None:
    """Return the sheet as it was and as it is rewritten; None where that cannot be done to it.

    The same seed rewrites in the same way.
    """
    rng = Random(f"{seed}:{sheet.headings}:{sheet.rows}:{name}")
    if name in CONTAINERS:
        if not holds_numbers(sheet):
            return None
        return csv_file(sheet), CONTAINERS[name](sheet)
    if name in AS_FILES:
        files = AS_FILES[name](sheet, rng)
        return None if files is None else (csv_file(sheet), files)
    change, hold = IN_ONE[name] if name in IN_ONE else (WITHIN[name], rng.choice(_HOLDERS))
    if hold is records_file and (name == "units in a row" or not holds_numbers(sheet)):
        hold = csv_file
    fresh = change(sheet, rng)
    return None if fresh is None else (hold(sheet), hold(fresh))
