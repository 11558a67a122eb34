"""Rewritings of numbers: their units beside them, clock times, exponents, marks, spreads."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from tests.reading.rewriting.rewritten_sheet import NUMBER, Sheet
from tests.reading.rewriting.told_by_headings import (
    UnitHeading,
    counts_of,
    measured_of,
    repeats_of,
    unit_heading,
)

_RATES: Final = {"GB/s": ("MB/s", 1000.0), "MB/s": ("GB/s", 0.001), "TFLOPS": ("GFLOPS", 1000.0)}


def unit_in_cells(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with each unit behind its numbers, and not in the heading."""
    mark = rng.choice((" ", ""))

    def moved(cell: str, part: UnitHeading) -> str:
        return f"{cell}{mark}{part.unit}"

    return _by_unit(sheet, lambda _: True, lambda part: part.name, moved)


def clock_times(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with long times as clocks show them."""
    form = rng.choice((_clock, _minutes))
    parts = _parts(sheet)
    times = {at: part for at, part in parts.items() if part.seconds}
    cells = [
        float(cell) * (part.seconds or 1) for at, part in times.items() for cell in sheet.column(at)
    ]
    if not cells or min(cells) < 61:
        return None

    def shown(cell: str, part: UnitHeading) -> str:
        return form(float(cell) * (part.seconds or 1))

    return _by_unit(sheet, lambda part: bool(part.seconds), lambda part: part.name, shown)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds, 3), 60)
    return f"{int(minutes) // 60}:{int(minutes) % 60:02}:{rest:06.3f}"


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(round(seconds, 3), 60)
    return f"{int(minutes)}m{rest:.3f}s"


def rates_scaled(sheet: Sheet, _: Random) -> Sheet | None:
    """Return the sheet with rates in a unit a thousand times larger or smaller."""

    def scaled(cell: str, part: UnitHeading) -> str:
        return f"{float(cell) * _RATES[part.unit][1]:.12g}"

    def headed(part: UnitHeading) -> str:
        return part.form.format(part.name, _RATES[part.unit][0])

    return _by_unit(sheet, lambda part: part.unit in _RATES, headed, scaled)


def with_exponents(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with what is measured in scientific notation, no digit lost."""
    letter = rng.choice("eE")

    def changed(cell: str) -> str:
        digits = len(cell.replace("-", "").replace(".", "").lstrip("0"))
        return f"{float(cell):.{max(digits - 1, 0)}e}".replace("e", letter)

    return _measured(sheet, changed)


def underscores(sheet: Sheet, _: Random) -> Sheet | None:
    """Return the sheet with an underscore between thousands."""

    def grouped(cell: str) -> str:
        if not NUMBER.fullmatch(cell) or "e" in cell.lower() or abs(float(cell)) < 1000:
            return cell
        whole, dot, part = cell.partition(".")
        return f"{int(whole):_}" + dot + part

    rows = [tuple(map(grouped, row)) for row in sheet.rows]
    return None if tuple(rows) == sheet.rows else sheet.rewritten(rows=rows)


def marked_cells(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with a mark on a measured cell, as the best or the noted ones have it."""
    form = rng.choice(("**{}**", "*{}*", "`{}`", "{}*", "{}†", "{} [1]", "{} 🚀", "__{}__", "_{}_"))
    chosen = rng.randrange(len(sheet.rows))
    columns = measured_of(sheet)[:1]
    if not columns:
        return None
    cells = list(sheet.rows[chosen])
    for at in columns:
        cells[at] = form.format(cells[at])
    rows = (*sheet.rows[:chosen], tuple(cells), *sheet.rows[chosen + 1 :])
    return sheet.rewritten(rows=rows)


def with_spread(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with a spread behind what is measured."""
    form = rng.choice(("{} ± {}", "{} +/- {}", "{}±{}", "{} ({})", "{} +- {}"))

    def spread(cell: str) -> str:
        places = len(cell.partition(".")[2])
        return form.format(cell, f"{abs(float(cell)) / 80:.{places}f}")

    return _measured(sheet, spread)


def counts_in_short(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with its counts as scripts and labels have them: 4N, np4, 4 GPU."""
    counts = counts_of(sheet)
    if len(counts) != 1:
        return None
    noun = sheet.headings[counts[0]].lower()
    forms = {
        "nodes": ("{}N", "{}n", "{}-node", "N{}"),
        "gpus": ("{}G", "{}GPU", "{} GPU", "{}xGPU", "{}-gpu", "g{}"),
        "ranks": ("np{}", "-np {}", "p{}", "{}P"),
        "threads": ("t{}", "{}T", "{}t", "{} thr."),
        "cores": ("{}c", "c{}", "{} core(s)"),
    }.get(noun)
    if forms is None:
        return None
    change = rng.choice(forms).format
    rows = [(*r[: counts[0]], change(r[counts[0]]), *r[counts[0] + 1 :]) for r in sheet.rows]
    return sheet.rewritten(rows=rows)


def repeats_in_cells(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return repeats, which had a row each, in one cell."""
    found = repeats_of(sheet)
    if found is None:
        return None
    at, groups = found
    if any(len(group) < 2 or not all(group) for group in groups.values()):
        return None
    mark = rng.choice(("/", " / ", ", ", "; ", " "))
    rows = [(*key[:at], mark.join(cells), *key[at:]) for key, cells in groups.items()]
    return sheet.rewritten(rows=rows)


NUMBERS: Final[dict[str, Callable[[Sheet, Random], Sheet | None]]] = {
    "units in cells": unit_in_cells,
    "clock times": clock_times,
    "rates in another unit": rates_scaled,
    "exponents": with_exponents,
    "underscores": underscores,
    "spreads": with_spread,
    "counts in short": counts_in_short,
    "repeats in cells": repeats_in_cells,
}


def _parts(sheet: Sheet) -> dict[int, UnitHeading]:
    found = {at: unit_heading(heading) for at, heading in enumerate(sheet.headings)}
    return {
        at: part
        for at, part in found.items()
        if part is not None and sheet.is_number(at) and all(sheet.column(at))
    }


def _by_unit(
    sheet: Sheet,
    wanted: Callable[[UnitHeading], bool],
    headed: Callable[[UnitHeading], str],
    changed: Callable[[str, UnitHeading], str],
) -> Sheet | None:
    parts = {at: part for at, part in _parts(sheet).items() if wanted(part)}
    headings = tuple(
        headed(parts[at]) if at in parts else heading for at, heading in enumerate(sheet.headings)
    )
    if not parts or len(set(headings)) < len(headings):
        return None
    rows = [
        tuple(changed(cell, parts[at]) if at in parts else cell for at, cell in enumerate(row))
        for row in sheet.rows
    ]
    return sheet.rewritten(headings, rows)


def _measured(sheet: Sheet, change: Callable[[str], str]) -> Sheet | None:
    """Return the sheet with each cell of its first result changed."""
    columns = measured_of(sheet)[:1]
    if not columns or not all(sheet.column(columns[0])):
        return None
    at = columns[0]
    return sheet.rewritten(rows=[(*r[:at], change(r[at]), *r[at + 1 :]) for r in sheet.rows])
