"""Rewritings of rows and columns: their order, and columns that tell nothing."""

from __future__ import annotations

from random import Random

from tests.reading.rewriting.rewritten_sheet import Sheet
from tests.reading.rewriting.told_by_headings import counts_of, measured_of, texts_of


def rows_shuffled(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the rows in another order."""
    return sheet.rewritten(rows=rng.sample(sheet.rows, len(sheet.rows)))


def rows_backwards(sheet: Sheet, _: Random) -> Sheet | None:
    """Return the rows from the last to the first."""
    return sheet.rewritten(rows=sheet.rows[::-1])


def columns_shuffled(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the columns in another order."""
    order = rng.sample(range(len(sheet.headings)), len(sheet.headings))
    return Sheet(
        sheet.source,
        tuple(sheet.headings[at] for at in order),
        tuple(tuple(row[at] for at in order) for row in sheet.rows),
    )


def constant_column(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with a column of one value, which tells nothing of its rows apart."""
    heading, value = rng.choice(
        (
            *(("cluster", "hawk"), ("date", "2024-03-11"), ("note", "ok"), ("compiler", "gcc 12")),
            *(("user", "mm01"), ("partition", "standard"), ("version", "2.4.1"), ("comment", "-")),
        )
    )
    if heading in map(str.lower, sheet.headings):
        return None
    at = rng.choice((0, len(sheet.headings)))
    return _with_column(sheet, at, heading, [value] * len(sheet.rows))


def row_numbers(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with its rows numbered, as data frames are written."""
    first = rng.choice((0, 1))
    numbers = [str(first + at) for at in range(len(sheet.rows))]
    return _with_column(sheet, 0, rng.choice(("", "#", "index", "id", "Unnamed: 0")), numbers)


def names_replaced(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with other names in a column of names."""
    texts = texts_of(sheet)
    if not texts:
        return None
    at = rng.choice(texts)
    names = sorted(set(sheet.column(at)))
    fresh = dict(zip(names, _NAMES, strict=False))
    if len(fresh) < len(names):
        return None
    return sheet.rewritten(rows=[_replaced(row, at, fresh[row[at]]) for row in sheet.rows])


_NAMES = ("kestrel", "osprey", "merlin", "harrier", "falcon", "buzzard", "goshawk", "hobby")


def failed_rows(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with a row more, of a larger count whose run failed."""
    counts, measured = counts_of(sheet), measured_of(sheet)
    if len(counts) != 1 or not measured:
        return None
    last = max(sheet.rows, key=lambda row: int(row[counts[0]]))
    word = rng.choice(("-", "n/a", "OOM", "timeout", "failed", ""))
    others = set(range(len(sheet.headings))) - {*counts, *measured, *texts_of(sheet)}
    if any(len(set(sheet.column(at))) > 1 for at in others):
        # What follows the count cannot be told for another one.
        return None
    row = list(_replaced(last, counts[0], str(2 * int(last[counts[0]]))))
    for at in measured:
        row[at] = word
    return sheet.rewritten(rows=[*sheet.rows, tuple(row)])


def bold_row(sheet: Sheet, _: Random) -> Sheet | None:
    """Return the sheet with its first row in bold; beside repeats such a row would sum them up."""
    first, *others = sheet.rows
    settings = set(range(len(sheet.headings))) - set(measured_of(sheet))
    if any(all(row[at] == first[at] for at in settings) for row in others):
        return None
    return sheet.rewritten(rows=[tuple(cell and f"**{cell}**" for cell in first), *others])


def _with_column(sheet: Sheet, at: int, heading: str, cells: list[str]) -> Sheet:
    headings = (*sheet.headings[:at], heading, *sheet.headings[at:])
    rows = [(*row[:at], cell, *row[at:]) for row, cell in zip(sheet.rows, cells, strict=True)]
    return sheet.rewritten(headings, rows)


def _replaced(row: tuple[str, ...], at: int, cell: str) -> tuple[str, ...]:
    return (*row[:at], cell, *row[at + 1 :])
