"""Scaling studies for the tests, and what comes out of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from analysis.runs import Choice, runs
from parsers import Loaded

Rows = Sequence[Sequence[Any]]


def efficiencies(loaded: Loaded) -> dict[int, float | None]:
    """Return count -> efficiency, of the table as it is shown; 1 for a baseline."""
    choice = Choice(baseline=loaded.wanted.baseline or "smallest", metric=loaded.wanted.metric)
    table = runs(loaded.records, choice).table
    return {
        count: None if efficiency is None else round(efficiency, 3)
        for count, efficiency in table.select("count", "efficiency").iter_rows()
    }


def as_csv(headings: Sequence[str], rows: Rows) -> str:
    """Return the study as CSV."""
    return "".join(",".join(map(str, row)) + "\n" for row in [headings, *rows])


def as_markdown(headings: Sequence[str], rows: Rows) -> str:
    """Return the study as a table of Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join("| " + " | ".join(map(str, row)) + " |\n" for row in lines)


def as_json(headings: Sequence[str], rows: Rows) -> str:
    """Return the study as a list of JSON objects."""
    return json.dumps([dict(zip(headings, row, strict=True)) for row in rows])


FORMS: dict[str, Callable[[Sequence[str], Rows], str]] = {
    "a.csv": as_csv,
    "a.md": as_markdown,
    "a.json": as_json,
}
