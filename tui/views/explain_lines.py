"""How each file was read, in a few lines a table: what a user would have to know to overrule it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import polars as pl
from rich.text import Text

from analysis.run_counts import summaries
from analysis.runs import Runs
from analysis.scaling.counted import layouts_of_series
from analysis.scaling.doubts import WITHHELD
from parsers import FileReport, Loaded
from parsers.meaning.interpretation import ColumnRole, Interpretation
from parsers.notes import Note
from tui.drawing.text_cells import to_ascii
from tui.formatting.numbers import pluralize
from tui.formatting.shortening import in_lines
from tui.views.load_report import Told, and_others, load_report, runs_read

_LABEL: Final = 12
_READABLE: Final = 100
"""The width of lines where there is no terminal."""
_MOST_NOTES: Final = 6
_NO_ROWS: Final = (
    "none begins a configuration: they are repeats or summaries of others, or of a metric that is"
    " not shown first"
)
_IN_SERIES: Final = "in a series"
"""A column of the table that no source can name: names of parameters have no blank."""
_ELSEWHERE: Final = "the series spans several tables or files"
_SUMMARY: Final = "none begins a configuration: they sum up the runs of another table"


def explain_lines(
    told: Iterable[Told], width: int | None, *, is_unicode: bool = True
) -> Iterator[Text]:
    """Yield the lines of what is ``told``, folded to ``width``."""
    for number, (title, facts, is_bad) in enumerate(told):
        if number:
            yield Text("")
        room = max(width or _READABLE, 2 * _LABEL)
        for line in in_lines(title, room, "  "):
            yield _line(line, "bold red" if is_bad else "bold", is_unicode)
        for label, said in facts:
            indent = " " * (_LABEL + 2)
            for line in in_lines(f"  {label:<{_LABEL}}{said}", room, indent):
                yield _line(line, "", is_unicode)


def _line(text: str, style: str, is_unicode: bool) -> Text:
    return Text(text if is_unicode else to_ascii(text), style=style)


_Fact = tuple[str, str]


def explained(loaded: Loaded, runs: Runs | None) -> list[Told]:
    """Return what became of all files, then of each: first those that could not be read.

    Then come those with doubtful numbers. ``runs`` is the table that is shown, ``None`` where
    nothing was read. Files that are read alike are told once.
    """
    report = load_report(loaded)
    stated = summaries(loaded.records)
    read = _alike(_read(loaded, runs, stated), stated)
    return [*([report] if report else []), *_unread(loaded), *read]


def _unread(loaded: Loaded) -> Iterator[Told]:
    named = {file.source for file in loaded.files}
    reasons: dict[str, list[str]] = {}
    for note in loaded.notes:
        if note.kind == "error" and note.source not in named:
            reasons.setdefault(note.text, []).append(note.source)
    for file in loaded.files:
        if file.error is not None:
            reasons.setdefault(file.error, []).append(file.source)
    for reason, names in reasons.items():
        yield Told(f"{and_others(names)}: not read", (("reason", reason),), is_bad=True)


class _OfFile(NamedTuple):
    """All that is known of one file: its report, its part of the table, remarks, its tables."""

    file: FileReport
    rows: pl.DataFrame
    notes: list[Note]
    tables: list[Interpretation]


def _read(
    loaded: Loaded, runs: Runs | None, stated: Mapping[str, int]
) -> Iterator[tuple[FileReport, list[Told]]]:
    """Yield what is told of each file that was read, those first that need a look."""
    if runs is None:
        return
    several = pl.col("series").is_not_null() & (pl.col("count").n_unique().over("series") > 1)
    table = runs.everything.with_columns(several.alias(_IN_SERIES))
    parts = table.partition_by("source", as_dict=True)
    nothing = table.clear()
    notes: dict[str, list[Note]] = {}
    for note in loaded.notes:
        if note.kind != "error":
            notes.setdefault(note.source, []).append(note)
    tables: dict[str, list[Interpretation]] = {}
    for reading in loaded.tables:
        tables.setdefault(reading.source, []).append(reading)
    read = [
        _OfFile(
            file,
            parts.get((file.source,), nothing),
            notes.get(file.source, []),
            tables.get(file.source, []),
        )
        for file in loaded.files
        if file.error is None
    ]
    for each in sorted(read, key=lambda each: _trouble(each, runs)):
        yield each.file, list(_of_file(each, runs, stated))


def _alike(
    read: Iterable[tuple[FileReport, list[Told]]], stated: Mapping[str, int]
) -> Iterator[Told]:
    """Yield what is told of files, of those of which the same is told once."""
    alike: dict[object, list[tuple[FileReport, list[Told]]]] = {}
    for place, (file, told) in enumerate(read):
        is_one = len(told) == 1
        key = (_taken(file, stated), told[0].facts) if is_one else place
        alike.setdefault(key, []).append((file, told))
    for (file, told), *others in alike.values():
        if others:
            names = and_others([file.source, *(each.source for each, _ in others)])
            yield told[0]._replace(title=f"{names}: {_taken(file, stated)} each")
        else:
            yield from told


def _trouble(each: _OfFile, runs: Runs) -> int:
    """Return a key that sorts the files first that need a look."""
    if _doubts(each.rows, runs) or each.rows["withheld"].count():
        return 0
    return 1 if any(note.kind != "info" for note in each.notes) else 2


def _taken(file: FileReport, stated: Mapping[str, int]) -> str:
    return f"{' and '.join(file.readers)}, {runs_read([file], stated)}"


def _of_file(each: _OfFile, runs: Runs, stated: Mapping[str, int]) -> Iterator[Told]:
    file, rows, notes, tables = each
    title = f"{file.source}: {_taken(file, stated)}"
    if len(tables) < 2:
        table = tables[0] if tables else None
        yield Told(title, (*_facts(table, rows, runs), *_said(notes)))
        return
    whole = f"{title} in {pluralize(len(tables), 'table')}"
    yield Told(whole, tuple(_said([note for note in notes if note.line is None])))
    for place, table in enumerate(tables):
        last = tables[place + 1].line if place + 1 < len(tables) else None
        inside = rows.filter(_within(table.line, last))
        of_table = [note for note in notes if note.line and _is_in(note.line, table.line, last)]
        where = "table" if table.line is None else f"{file.source}:{table.line}"
        yield Told(where, (*_facts(table, inside, runs), *_said(of_table)))


def _within(first: int | None, last: int | None) -> pl.Expr:
    line = pl.col("line")
    inside = line >= (first or 0)
    return inside if last is None else inside & (line < last)


def _is_in(line: int, first: int | None, last: int | None) -> bool:
    return line >= (first or 0) and (last is None or line < last)


def _facts(table: Interpretation | None, rows: pl.DataFrame, runs: Runs) -> Iterator[_Fact]:
    columns = () if table is None else table.columns
    yield "scale", _scale(table, rows)
    yield "measured", _measured(columns, rows)
    if stated := _listed(columns, "stated"):
        yield "stated", stated
    told_apart = _listed(columns, "apart") if columns else ", ".join(_varying(rows, runs.by))
    if table is not None and table.case is not None:
        own = f"case '{table.case}', as other tables have other values"
        told_apart = ", ".join(filter(None, (told_apart, own)))
    layouts = ", ".join(layouts_of_series(rows, runs.by))
    yield "apart by", told_apart or layouts or "nothing but the scale"
    if facts := _listed(columns, "run"):
        yield "of a run", facts
    if table is not None and table.use == "summary":
        yield "rows", _SUMMARY
    elif rows.is_empty():
        yield "rows", _NO_ROWS
    else:
        yield "repeats", _repeats(rows)
        yield "scaling", "; ".join(_scaling(rows))
    for doubt in _doubts(rows, runs):
        yield "doubtful", doubt
    if unused := _listed(columns, "unused"):
        yield "not used", unused


def _listed(columns: Iterable[ColumnRole], use: str) -> str:
    return ", ".join(str(column) for column in columns if column.use == use)


def _scale(table: Interpretation | None, rows: pl.DataFrame) -> str:
    counted = rows.filter(pl.col("count").is_not_null())["counted"].drop_nulls().unique().sort()
    if counted.is_empty():
        if table is not None and (read := _listed(table.columns, "scale")):
            return read
        return "nothing is counted, so there is no speedup"
    parts = [f"counted in {' or '.join(f'{each}s' for each in counted)}"]
    if table is not None:
        parts += [part for part in (_listed(table.columns, "scale"), *table.totals) if part]
    return "; ".join(parts)


def _measured(columns: Sequence[ColumnRole], rows: pl.DataFrame) -> str:
    first = rows["metric"].drop_nulls().unique(maintain_order=True).to_list()
    read = _listed(columns, "measured")
    if not first:
        return read or "no metric that is shown first; choose with --metric"
    shown = f"shown first: {', '.join(first[:3])}"
    ways = set(rows["better"].drop_nulls().unique())
    if len(first) == 1:
        way = f"{ways.pop()} is better" if len(ways) == 1 else "nothing says which way is better"
        shown += f", {way}"
    return f"{read}; {shown}" if read else shown


def _varying(rows: pl.DataFrame, by: Sequence[str]) -> list[str]:
    return [name for name in by if name in rows.columns and rows[name].n_unique() > 1]


def _repeats(rows: pl.DataFrame) -> str:
    least, most = rows.select(least=pl.col("n").min(), most=pl.col("n").max()).row(0)
    how = pluralize(rows.height, "configuration")
    if most <= 1:
        return f"none: {how}, at most one value each"
    each = f"{most}" if least == most else f"{least} to {most}"
    return f"rows equal in all of that: {how}, {each} values each"


def _scaling(rows: pl.DataFrame) -> list[str]:
    """What kind of scaling the series have and why, each once."""
    counted = pl.col(_IN_SERIES) & pl.col("count").is_not_null()
    scaled = rows.filter(counted | pl.col("withheld").is_not_null())
    if scaled.is_empty():
        return ["no series: no two rows differ in the scale alone"]
    kinds = scaled.unique("series", maintain_order=True).select(
        "scaling",
        "kind_assumed",
        "withheld",
        *(name for name in ("size", "stated_scaling") if name in scaled.columns),
    )
    told: dict[str, int] = {}
    for row in kinds.iter_rows(named=True):
        reason = _kind(row)
        told[reason] = told.get(reason, 0) + 1
    here = scaled.select((pl.col("count").n_unique().over("series") > 1).any()).item()
    if not here and scaled[_IN_SERIES].any():
        return [*told, _ELSEWHERE]
    if len(told) == 1:
        return list(told)
    return [f"{reason} ({number} series)" for reason, number in told.items()]


def _kind(row: dict[str, Any]) -> str:
    if row["withheld"] is not None:
        return WITHHELD[row["withheld"]]
    if row["scaling"] is None:
        return "efficiency withheld: each count has a problem size of its own; --scaling decides"
    if row["kind_assumed"]:
        return f"{row['scaling']}, assumed: nothing says so; --scaling overrules it"
    if row.get("stated_scaling") is not None:
        return f"{row['scaling']}: stated"
    if row.get("size") is not None:
        how = "one size on all counts" if row["scaling"] == "strong" else "one size per count"
        return f"{row['scaling']}: {how}"
    return f"{row['scaling']}: from the batch of each device"


def _doubts(rows: pl.DataFrame, runs: Runs) -> list[str]:
    ours = set(rows["row"].to_list())
    return [str(doubt) for doubt in runs.doubts if not ours.isdisjoint(doubt.rows)]


def _said(notes: Sequence[Note]) -> Iterator[_Fact]:
    ordered = [
        note for kind in ("assumed", "skipped", "info") for note in notes if note.kind == kind
    ]
    for note in ordered[:_MOST_NOTES]:
        place = "" if note.line is None else f"line {note.line}: "
        yield {"info": "note"}.get(note.kind, note.kind), f"{place}{note.text}"
    if len(ordered) > _MOST_NOTES:
        yield "", f"and {pluralize(len(ordered) - _MOST_NOTES, 'more note')}"
