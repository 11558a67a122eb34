"""The report of runs, and what is said about any input: the same for the screen and for print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import polars as pl

from analysis.output_columns import SHOW
from analysis.pooled_days import pooled_days
from analysis.run_counts import run_counts
from analysis.runs import DOUBT, Runs
from parsers import Loaded
from parsers.notes import Note
from parsers.run_records.records import SCHEMA, parameters
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import pluralize
from tui.views.report import Report
from tui.views.runs.common_facts import baseline_of_all, shared_facts
from tui.views.runs.doubt_marks import doubt_lines, with_doubts
from tui.views.runs.runs_table import runs_columns
from tui.views.runs.stated_marks import FOOTNOTE, marked
from tui.views.table_view import TableView

MOST_REMARKS: Final = 8
MANY_FILES: Final = 3
_COUNT: Final = re.compile(r"\d+ ([a-z]+?)s?(?=[:,])")


def runs_report(
    loaded: Loaded, runs: Runs, rows: pl.Series, chosen: Sequence[str], glyphs: Glyphs
) -> Report:
    """Return the report of ``runs`` with the rows in the order of the indices ``rows``.

    These may be the first ones only; what is said to be the same is so in all of them.
    """
    table = runs.table[rows]
    ordered = runs._replace(table=table)
    facts = [*shared_facts(runs), *baseline_of_all(runs.table)]
    said = " · ".join([overview(loaded, runs), *first_of(rows.len(), runs.table.height)])
    heading = (said, " · ".join(facts)) if facts else (said,)
    heading = (*heading, *doubt_lines(runs))
    columns, any_marked = marked(
        runs_columns(ordered, glyphs, chosen, of=runs.table), ordered, loaded.records
    )
    return Report(
        heading,
        TableView(table, with_doubts(columns, runs)),
        table.select(chosen) if chosen else runs_data(ordered, runs.table),
        (*([FOOTNOTE] if any_marked else []), *runs.notes, *pooled_days(runs), *remarks(loaded)),
    )


def runs_data(runs: Runs, of: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return the documented columns of the table of ``runs``: of configurations, or of records.

    Of those that tell configurations apart they are the ones that any row of the table ``of`` has
    a value in, which ``runs`` has the first rows of: the same from an archive, which reads no more
    than what is asked for.
    """
    whole = runs.table if of is None else of
    if "n" not in runs.table.columns:
        return runs.table.select(told(whole, [*SCHEMA, *parameters(whole.drop("record"))]))
    by = told(whole, runs.by) or runs.by
    documented = dict.fromkeys([*by, *SHOW, *([DOUBT] if runs.doubts else [])])
    return runs.table.select(*documented)


def records_data(records: pl.DataFrame) -> pl.DataFrame:
    """Return the records with the columns that any of them has, schema first."""
    return records.select(told(records, [*SCHEMA, *parameters(records)]))


def told(table: pl.DataFrame, names: Sequence[str]) -> list[str]:
    """Return those of the columns that any row has a value in."""
    missing = table.null_count().row(0, named=True)
    return [name for name in names if missing[name] < table.height]


def overview(loaded: Loaded, runs: Runs) -> str:
    """Return ``5 files · 248 runs · 121 configurations``, and what failed."""
    measured, failed = run_counts(runs)
    parts = [
        pluralize(sum(1 for file in loaded.files if file.runs), "file"),
        pluralize(measured, "run"),
        pluralize(runs.table.height, "configuration" if "n" in runs.table.columns else "record"),
    ]
    return " · ".join([*parts, f"{failed} failed"] if failed else parts)


def first_of(shown: int, everything: int) -> list[str]:
    """Return ``first 3 of 22 shown`` where not everything is."""
    return [f"first {shown} of {everything} shown"] if shown < everything else []


def remarks(loaded: Loaded) -> list[str]:
    """Return the notes of loading that belong below a table: assumptions first, a few of the rest.

    Errors are not among them: they are said on stderr at once.
    """
    assumed = _told_once([note for note in loaded.notes if note.kind == "assumed"])
    others = _told_once([note for note in loaded.notes if note.kind in ("skipped", "info")])
    shown = others[:MOST_REMARKS]
    if len(others) > len(shown):
        shown.append(f"and {len(others) - len(shown)} more notes about the files")
    return [*assumed, *shown]


def _told_once(notes: Sequence[Note]) -> list[str]:
    """Return ``notes`` as text; one that many files share is told of the first of them.

    The counts in the names of files are another in each: ``1 node``, ``2 nodes``.
    """
    alike: dict[str, list[Note]] = {}
    for note in notes:
        alike.setdefault(_COUNT.sub(r"N \1", note.text), []).append(note)
    lines = []
    for shared in alike.values():
        others = len({note.source for note in shared}) - 1
        if others < MANY_FILES:
            lines += [str(note) for note in shared]
        else:
            same = "same" if len({note.text for note in shared}) == 1 else "likewise"
            lines.append(f"{shared[0]}; {same} in {others} more files")
    return lines
