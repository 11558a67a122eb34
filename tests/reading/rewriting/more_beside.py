"""Columns and rows that stand beside results: hosts, jobs, dates, statistics, ratios, sums."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from tests.reading.rewriting.containers import STEM, Files, csv_text
from tests.reading.rewriting.narrowed_sheet import Point, study_of
from tests.reading.rewriting.rewritten_sheet import Sheet


def jobs_beside(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with what the scheduler says of each run."""
    kind = rng.choice(("job", "host", "started", "hosts"))
    study = study_of(sheet)
    cells = {
        "job": [str(4_711_230 + 3 * at) for at in range(len(sheet.rows))],
        "host": [f"nid{1000 + rng.randrange(900):06}" for _ in sheet.rows],
        "started": [f"2024-03-1{at % 7} 0{at % 9}:1{at % 6}:00" for at in range(len(sheet.rows))],
        "hosts": [f"node[001-{int(each.count):03}]" for each in study.points],
    }[kind]
    heading = rng.choice(
        {"job": ("jobid", "job_id", "JobID"), "hosts": ("nodelist",)}.get(kind, (kind,))
    )
    return _with(sheet, [(heading, cells)], rng.choice((0, None)))


def remarks_beside(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with a remark on some of its runs."""
    cells = ["" for _ in sheet.rows]
    cells[rng.randrange(len(cells))] = rng.choice(("second try", "see mail", "restarted once"))
    return _with(sheet, [(rng.choice(("comment", "remark", "notes")), cells)], None)


def statistics_beside(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with the spread, or the extremes, of each mean beside it."""
    study = study_of(sheet)
    values = [float(each.value) for each in study.points]
    name, unit = study.measured.name, study.measured.unit
    if rng.random() < 0.5:
        columns = [(f"std ({unit})", [f"{value / 90:.4g}" for value in values])]
    else:
        columns = [
            (f"min ({unit})", [f"{value * 0.985:.5g}" for value in values]),
            (f"max ({unit})", [f"{value * 1.02:.5g}" for value in values]),
        ]
    fresh = _with(sheet, columns, None)
    if rng.random() < 0.5:
        return fresh
    heading = f"mean {name} ({unit})"
    return fresh.rewritten((*sheet.headings[:-1], heading, *(each for each, _ in columns)))


def ratios_beside(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with its speed-ups, efficiencies, or both beside the times."""
    study = study_of(sheet)
    if study.measured.seconds is None:
        return None
    base: dict[str, Point] = {}
    for point in sorted(study.points, key=lambda point: int(point.count)):
        base.setdefault(point.name, point)
    gains = [float(base[p.name].value) / float(p.value) for p in study.points]
    shares = [
        100 * gain * int(base[p.name].count) / int(p.count)
        for gain, p in zip(gains, study.points, strict=True)
    ]
    columns = [
        ("speedup", [f"{gain:.2f}" for gain in gains]),
        (rng.choice(("efficiency (%)", "efficiency")), [f"{share:.1f}" for share in shares]),
    ]
    if columns[1][0] == "efficiency":
        columns[1] = ("efficiency", [f"{share / 100:.3f}" for share in shares])
    return _with(sheet, rng.choice((columns, columns[:1], columns[1:])), None)


def costs_beside(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with memory, energy or cost beside the results."""
    study = study_of(sheet)
    counts = [int(each.count) for each in study.points]
    heading, cells = rng.choice(
        (
            ("peak memory (GB)", [f"{11.5 + 0.3 * at:.1f}" for at in range(len(counts))]),
            ("energy (kJ)", [f"{410 + 2.5 * count:.1f}" for count in counts]),
            ("cost ($)", [f"{3.2 + 0.11 * count:.2f}" for count in counts]),
            ("power (W)", [f"{310.5 * count:.1f}" for count in counts]),
            ("iterations", ["120" for _ in counts]),
        )
    )
    return _with(sheet, [(heading, cells)], rng.choice((None, len(sheet.headings) - 1)))


def headings_again(sheet: Sheet, _: Random) -> Files | None:
    """Return the sheet with its headings again after every three rows."""
    if len(sheet.rows) < 4:
        return None
    head, *lines = csv_text(sheet).splitlines()
    parts = [line if at % 3 or not at else f"{head}\n{line}" for at, line in enumerate(lines)]
    return {f"{STEM}.csv": "\n".join([head, *parts]) + "\n"}


def empty_rows(sheet: Sheet, rng: Random) -> Files | None:
    """Return the sheet with a row of empty cells, as spreadsheets leave them."""
    head, *lines = csv_text(sheet).splitlines()
    lines.insert(rng.randrange(1, len(lines) + 1), "," * (len(sheet.headings) - 1))
    return {f"{STEM}.csv": "\n".join([head, *lines]) + "\n"}


def mean_row(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return the sheet with a row that sums up the others."""
    study = study_of(sheet)
    values = [float(each.value) for each in study.points]
    word, value = rng.choice((("total", sum(values)), ("mean", sum(values) / len(values))))
    row = [""] * len(sheet.headings)
    row[0], row[-1] = word, f"{value:.4g}"
    return sheet.rewritten(rows=[*sheet.rows, tuple(row)])


def ideal_beside(sheet: Sheet, _: Random) -> Sheet | None:
    """Return the sheet with the time that ideal scaling would give."""
    study = study_of(sheet)
    if study.measured.seconds is None:
        return None
    base: dict[str, float] = {}
    for point in sorted(study.points, key=lambda point: int(point.count)):
        base.setdefault(point.name, float(point.value) * int(point.count))
    cells = [f"{base[each.name] / int(each.count):.4g}" for each in study.points]
    return _with(sheet, [(f"ideal ({study.measured.unit})", cells)], None)


BESIDE: Final[dict[str, Callable[[Sheet, Random], Sheet | None]]] = {
    "jobs and hosts": jobs_beside,
    "remarks": remarks_beside,
    "statistics": statistics_beside,
    "ratios": ratios_beside,
    "costs": costs_beside,
    "a row of sums": mean_row,
    "ideal times": ideal_beside,
}


def _with(sheet: Sheet, columns: list[tuple[str, list[str]]], at: int | None) -> Sheet:
    place = len(sheet.headings) if at is None else at
    names = tuple(name for name, _ in columns)
    headings = (*sheet.headings[:place], *names, *sheet.headings[place:])
    rows = [
        (*row[:place], *cells, *row[place:])
        for row, cells in zip(sheet.rows, zip(*(c for _, c in columns), strict=True), strict=True)
    ]
    return sheet.rewritten(headings, rows)
