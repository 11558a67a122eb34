"""Rewritings of one table as several: under headings, in files; wide instead of long."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from tests.reading.rewriting.containers import (
    STEM,
    Files,
    csv_text,
    markdown_file,
    only_text,
    text_file,
)
from tests.reading.rewriting.rewritten_sheet import Sheet
from tests.reading.rewriting.told_by_headings import (
    counts_of,
    repeats_of,
    texts_of,
    unit_heading,
)


def sections(sheet: Sheet, rng: Random) -> Files | None:
    """Return a section for each name of a column of names, under a heading with it."""
    parts = _parts(sheet, rng)
    if parts is None:
        return None
    form = rng.choice(("markdown", "comments", "text"))
    if form == "markdown":
        blocks = [f"## {name}\n\n{only_text(markdown_file(part))}" for name, part in parts.items()]
        return {f"{STEM}.md": "\n".join(blocks)}
    if form == "text":
        blocks = [f"{name}\n{only_text(text_file(part))}" for name, part in parts.items()]
        return {f"{STEM}.txt": "\n".join(blocks)}
    return {f"{STEM}.csv": "\n".join(f"# {name}\n{csv_text(part)}" for name, part in parts.items())}


def files_named(sheet: Sheet, rng: Random) -> Files | None:
    """Return a file for each name of a column of names, under that name."""
    parts = _parts(sheet, rng)
    if parts is None:
        return None
    return {f"{name.replace(' ', '_')}.csv": csv_text(part) for name, part in parts.items()}


def _parts(sheet: Sheet, rng: Random) -> dict[str, Sheet] | None:
    texts = texts_of(sheet)
    if not texts or len(sheet.headings) < 3:
        return None
    at = rng.choice(texts)
    rows = defaultdict(list)
    for row in sheet.rows:
        rows[row[at]].append((*row[:at], *row[at + 1 :]))
    headings = (*sheet.headings[:at], *sheet.headings[at + 1 :])
    return {name: sheet.rewritten(headings, part) for name, part in rows.items()}


def counts_across(sheet: Sheet, rng: Random) -> Files | None:
    """Return a row for each name and a column for each count, the quantity above the table."""
    found = _crossed(sheet)
    if found is None:
        return None
    text, count, measured, values = found
    noun = sheet.headings[count].lower()
    counts = list(dict.fromkeys(sheet.column(count)))
    names = list(dict.fromkeys(sheet.column(text)))
    headings = (sheet.headings[text], *(f"{each} {noun}" for each in counts))
    rows = [(name, *(values.get((name, each), "") for each in counts)) for name in names]
    return _under(sheet.headings[measured], sheet.rewritten(headings, rows), rng)


def names_across(sheet: Sheet, rng: Random) -> Files | None:
    """Return a row for each count and a column for each name, the unit in each heading."""
    found = _crossed(sheet)
    if found is None:
        return None
    text, count, measured, values = found
    part = unit_heading(sheet.headings[measured])
    counts = list(dict.fromkeys(sheet.column(count)))
    names = list(dict.fromkeys(sheet.column(text)))
    unit = f" [{part.unit}]" if part is not None else ""
    headings = (sheet.headings[count], *(f"{name}{unit}" for name in names))
    rows = [(each, *(values.get((name, each), "") for name in names)) for each in counts]
    return _under(sheet.headings[measured], sheet.rewritten(headings, rows), rng)


def _under(quantity: str, sheet: Sheet, rng: Random) -> Files:
    if rng.random() < 0.5:
        return {f"{STEM}.md": f"## {quantity}\n\n{only_text(markdown_file(sheet))}"}
    return {f"{STEM}.csv": f"# {quantity}\n{csv_text(sheet)}"}


def _crossed(sheet: Sheet) -> tuple[int, int, int, dict[tuple[str, str], str]] | None:
    """Return the columns of names, counts and results where there are no others."""
    texts, counts = texts_of(sheet), counts_of(sheet)
    numeric = filter(sheet.is_number, range(len(sheet.headings)))
    measured = [at for at in numeric if at not in counts]
    if not len(texts) == len(counts) == len(measured) == 1 or len(sheet.headings) != 3:
        return None
    values = {(row[texts[0]], row[counts[0]]): row[measured[0]] for row in sheet.rows}
    if len(values) < len(sheet.rows):
        return None
    return texts[0], counts[0], measured[0], values


def repeats_across(sheet: Sheet, rng: Random) -> Sheet | None:
    """Return repeats, which had a row each, as columns of one row."""
    found = repeats_of(sheet)
    if found is None:
        return None
    at, groups = found
    sizes = {len(group) for group in groups.values()}
    if len(sizes) > 1 or 1 in sizes:
        return None
    form = rng.choice(("{}_{}", "{} {}", "{} run {}", "{} #{}"))
    columns = tuple(form.format(sheet.headings[at], n + 1) for n in range(*sizes))
    others = (*sheet.headings[:at], *sheet.headings[at + 1 :])
    return sheet.rewritten((*others, *columns), [(*row, *each) for row, each in groups.items()])
