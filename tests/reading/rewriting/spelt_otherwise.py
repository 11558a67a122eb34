"""Rewritings of headings and cells: case, units, decimal marks, counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from math import log2
from random import Random
from typing import Final

from tests.reading.documents.delimited import MARKS
from tests.reading.rewriting.containers import STEM, Files
from tests.reading.rewriting.rewritten_sheet import NUMBER, Sheet
from tests.reading.rewriting.told_by_headings import FORMS, UnitHeading, counts_of, unit_heading

_BETWEEN_WORDS: Final = re.compile(r"(?<=\w)[_ ](?=\w)")


def headings_case(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with its headings in capitals, or each with one; units stay."""
    change = rng.choice((str.upper, str.capitalize, str.title))
    return _headed(sheet, tuple(_but_unit(heading, change) for heading in sheet.headings))


def headings_joined(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with another mark between the words of headings."""
    joined = [
        tuple(_but_unit(heading, partial(_BETWEEN_WORDS.sub, mark)) for heading in sheet.headings)
        for mark in (" ", "_", "-")
    ]
    others = [each for each in joined if each != sheet.headings]
    return _headed(sheet, rng.choice(others)) if others else None


def unit_elsewhere(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with units in another form."""
    form = rng.choice(FORMS)
    parts = [unit_heading(heading) for heading in sheet.headings]
    fresh = (
        heading if part is None else form.format(part.name, part.unit)
        for heading, part in zip(sheet.headings, parts, strict=True)
    )
    return _headed(sheet, tuple(fresh))


def units_row(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with units in a row of their own below the headings."""
    parts = [unit_heading(heading) for heading in sheet.headings]
    if not any(parts):
        return None
    empty, form = rng.choice((("", "{}"), ("", "[{}]"), ("-", "{}"), ("[-]", "[{}]")))
    names = tuple(
        heading if part is None else part.name
        for heading, part in zip(sheet.headings, parts, strict=True)
    )
    units = tuple(empty if part is None else form.format(part.unit) for part in parts)
    if len(set(names)) < len(names):
        return None
    return sheet.rewritten(names, [units, *sheet.rows])


def another_unit(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with times in another unit, the numbers with them."""
    parts = {at: unit_heading(heading) for at, heading in enumerate(sheet.headings)}
    times = {
        at: part
        for at, part in parts.items()
        if part is not None and part.seconds and sheet.is_number(at)
    }
    if not times:
        return None
    unit, seconds = rng.choice((("s", 1.0), ("ms", 1e-3), ("min", 60.0)))
    headings = tuple(
        times[at].form.format(times[at].name, unit) if at in times else heading
        for at, heading in enumerate(sheet.headings)
    )
    rows = [
        tuple(_scaled(cell, times.get(at), seconds) for at, cell in enumerate(row))
        for row in sheet.rows
    ]
    return None if headings == sheet.headings else sheet.rewritten(headings, rows)


def _scaled(cell: str, part: UnitHeading | None, seconds: float) -> str:
    if part is None or not cell or part.seconds is None:
        return cell
    return f"{float(cell) * part.seconds / seconds:.12g}"


def decimal_commas(sheet: Sheet, _: Random) -> Files | None:
    """Return the sheet with semicolons and decimal commas."""
    cells = [cell for row in (sheet.headings, *sheet.rows) for cell in row]
    if any("," in cell or ";" in cell for cell in cells):
        return None
    rows = [[_comma(cell) for cell in row] for row in sheet.rows]
    lines = (MARKS["semicolon"].join(row) for row in (sheet.headings, *rows))
    return {f"{STEM}.csv": "\n".join(lines) + "\n"}


def _comma(cell: str) -> str:
    return cell.replace(".", ",") if NUMBER.fullmatch(cell) else cell


def thousands(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with a mark between thousands."""
    mark = rng.choice((",", " ", "'"))
    rows = [tuple(_grouped(cell, mark) for cell in row) for row in sheet.rows]
    return None if tuple(rows) == sheet.rows else sheet.rewritten(rows=rows)


def _grouped(cell: str, mark: str) -> str:
    if not NUMBER.fullmatch(cell) or "e" in cell.lower() or abs(float(cell)) < 1000:
        return cell
    whole, dot, part = cell.partition(".")
    return f"{int(whole):,}".replace(",", mark) + dot + part


def counts_with_words(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with its counts as people write them: 4 nodes, n=4, x4, 4x."""
    counts = counts_of(sheet)
    if len(counts) != 1:
        return None
    noun = sheet.headings[counts[0]].lower().split("_")[-1]
    form = rng.choice((f"{{}} {noun}", "n={}", "x{}", "{}x", f"{noun}={{}}"))
    return _counted(sheet, counts[0], form.format)


def counts_as_powers(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with its counts as powers of two."""
    counts = counts_of(sheet)
    if len(counts) != 1 or any(log2(int(cell)) % 1 for cell in sheet.column(counts[0])):
        return None
    form = rng.choice(("2^{}", "2**{}"))
    return _counted(sheet, counts[0], lambda cell: form.format(int(log2(int(cell)))))


def _counted(sheet: Sheet, at: int, change: Callable[[str], str]) -> Sheet:
    rows = [(*row[:at], change(row[at]), *row[at + 1 :]) for row in sheet.rows]
    return sheet.rewritten(rows=rows)


def _but_unit(heading: str, change: Callable[[str], str]) -> str:
    """Return a heading whose words are changed; what is in brackets, or a rate, stays."""
    part = unit_heading(heading)
    if part is not None:
        return part.form.format(change(part.name), part.unit)
    name = re.match(r"[^(\[/,%]*", heading)
    assert name is not None
    return change(name[0]) + heading[name.end() :]


def _headed(sheet: Sheet, headings: tuple[str, ...]) -> Sheet | None:
    if headings == sheet.headings or len(set(headings)) < len(headings):
        return None
    return sheet.rewritten(headings)
