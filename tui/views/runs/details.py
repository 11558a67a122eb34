"""What one row of the runs table is: parameters, numbers, where it was read, what was noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from rich.cells import cell_len
from rich.text import Text

from analysis.columns import title
from analysis.runs import Runs
from parsers.notes import Note
from tui.drawing.text_cells import to_ascii
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import Scale, count, fixed, percent, plain, scale_for
from tui.formatting.shortening import in_lines, truncate_middle
from tui.views.audit.audit_report import line_numbers
from tui.views.audit.severities import STYLES, sign
from tui.views.runs.places import SourcePlace, begin_at, row_records, spans

if TYPE_CHECKING:
    from analysis.audit.by_row import Audited

_LABELS: Final = 13
"""Cells of the labels, where none is longer."""
_MOST_HOSTS: Final = 3
_UNBROKEN: Final = "\xa0"
"""A blank that no line ends at."""


def detail_lines(
    row: dict[str, Any],
    runs: Runs,
    notes: Sequence[Note],
    width: int,
    height: int,
    glyphs: Glyphs,
    audited: Audited | None = None,
) -> list[Text]:
    """Return up to ``height`` lines of at most ``width`` cells that describe a row of the table.

    Where there are more, the last line says how many. Once ``audited``, what was found about the
    row, in full where there is room, takes the place of the notes that the audit judged.
    """
    repeats = row_records(row, runs)
    labels = _label_width(runs, width)
    room = _room(width, labels)
    numbers = _all_labelled(_numbers(row, runs, repeats, room, glyphs), room, labels)
    parameters = _all_labelled(_parameters(row, runs, repeats), room, labels)
    findings = list(audited.findings(row, runs.by).iter_rows(named=True)) if audited else []
    noted: list[Text] = []
    for note in notes_on(row, runs.records, notes):
        if audited is None or note.about is None:
            noted += _wrapped(f"{note.text}{_at(note)}", width)
    lines: list[Text] = []
    for in_full in (True, False):
        found = [line for each in findings for line in _finding(each, in_full, width, glyphs)]
        lines = [*numbers, *found, *parameters, *noted]
        if len(lines) <= height:
            break
    if len(lines) > height > 0:
        lines[height - 1 :] = [Text(f"and {len(lines) - height + 1} more lines", style="dim")]
    return lines


def notes_on(row: dict[str, Any], records: pl.DataFrame, notes: Sequence[Note]) -> list[Note]:
    """Return the notes about the row's file as a whole and about the lines of its first run.

    A run's lines reach from its own to that of the next run in the file.
    """
    source, line = row["source"], row["line"]
    of_file = records.filter(pl.col("source") == source)["line"]
    following = of_file.filter(of_file > line).min() if line is not None else None
    end = following if isinstance(following, int) else float("inf")
    return [
        note
        for note in notes
        if note.source == source
        and (note.line is None or (line is not None and line <= note.line < end))
    ]


def _numbers(
    row: dict[str, Any], runs: Runs, repeats: pl.DataFrame, room: int, glyphs: Glyphs
) -> Iterator[tuple[str, str]]:
    """Yield labels and texts; a text has ``room`` cells of a line."""
    scale = _scale(row)
    yield row["metric"] or "value", _value(row, scale, repeats)
    if row["speedup"] is not None:
        yield from _scaling(row, runs, glyphs)
    for number, place in enumerate(begin_at(repeats)):
        for at, text in enumerate(_place_in_lines(place, room)):
            yield "" if number or at else "read from", text


def _place_in_lines(place: SourcePlace, room: int) -> list[str]:
    """Return a file and its lines, broken so that neither its name nor their numbers are torn."""
    if cell_len(str(place)) <= room or not place.lines:
        return [str(place)]
    folder, slash, name = place.source.rpartition("/")
    if not slash or cell_len(place.source) <= room:
        return [place.source, f"line {spans(place.lines)}"]
    of_file = place._replace(source=name)
    return [f"{folder}{slash}", *_place_in_lines(of_file, room)]


def _parameters(
    row: dict[str, Any], runs: Runs, repeats: pl.DataFrame
) -> Iterator[tuple[str, str]]:
    for name in runs.by:
        if row[name] is not None and name != "label":
            yield title(name), plain(row[name])
    hosts = repeats["hosts"].drop_nulls().unique(maintain_order=True).to_list()
    if hosts:
        more = f" and {len(hosts) - _MOST_HOSTS} more" if len(hosts) > _MOST_HOSTS else ""
        yield "hosts", ", ".join(hosts[:_MOST_HOSTS]) + more


def _value(row: dict[str, Any], scale: Scale, repeats: pl.DataFrame) -> str:
    if row["value"] is None:
        reason = repeats["reason"].drop_nulls()
        return f"{row['status']}: {reason[0]}" if reason.len() else str(row["status"])
    text = scale.quantity(row["value"])
    if row["low"] is not None:
        text += f"  [{scale.number(row['low'])}..{scale.number(row['high'])}]"
    runs = f"n{_UNBROKEN}{row['n']}" if row["n"] else "stated, not measured"
    failed = f", {row['failed']} failed" if row["failed"] else ""
    return f"{text}  {runs}{failed}"


def _scaling(row: dict[str, Any], runs: Runs, glyphs: Glyphs) -> Iterator[tuple[str, str]]:
    times = "x" if glyphs.ascii else "×"
    if row["is_baseline"]:
        # As many lines as of the other rows: nothing moves while the cursor does.
        yield "speedup", f"1{times}, baseline of its series"
        yield "efficiency", "100 % by definition"
        yield "relative to", "itself"
        yield title("karp_flatt"), "undefined at a baseline"
        return
    ideal = row["count"] / row["baseline_devices"]
    yield "speedup", f"{row['speedup']:.3f}{times} of {ideal:g}{times}"
    beyond = ", superlinear" if row["efficiency"] > 1 else ""
    yield "efficiency", f"{percent(row['efficiency'], 2)} %{beyond}"
    yield "relative to", _baseline(row, runs)
    if row["karp_flatt"] is not None:
        yield title("karp_flatt"), f"{fixed(row['karp_flatt'], 4)} serial fraction"


def _baseline(row: dict[str, Any], runs: Runs) -> str:
    devices = row["baseline_devices"]
    if row["baseline_row"] is None:
        stated = runs.records["stated_baseline"][row["record"]]
        return f"{count(devices)}: {_scale(row).quantity(stated)}, stated in the source"
    of = runs.everything.filter(pl.col("row") == row["baseline_row"])
    if of.is_empty():
        return f"{count(devices)}"
    base = of.row(0, named=True)
    scale = _scale(base)
    place = f"line {base['line']}" if base["source"] == row["source"] else str(base["source"])
    return f"{count(devices)}: {scale.quantity(base['value'])}, {place}"


def _label_width(runs: Runs, width: int) -> int:
    """Return the cells of labels: as many as any row needs, up to two fifths of a line."""
    metrics = runs.table["metric"].drop_nulls().unique()
    longest = max(map(cell_len, (*metrics, *map(title, runs.by))), default=0)
    return max(_LABELS, min(longest, width * 2 // 5))


def _room(width: int, labels: int) -> int:
    return max(width - labels - 2, 8)


def _all_labelled(facts: Iterable[tuple[str, str]], room: int, labels: int) -> list[Text]:
    return [line for label, text in facts for line in _labelled(label, text, room, labels)]


def _labelled(label: str, text: str, room: int, labels: int) -> Iterator[Text]:
    label = truncate_middle(label, labels, ".")
    parts = in_lines(text, room)
    for index, part in enumerate(parts):
        head = label if index == 0 else ""
        yield Text(f"{head:<{labels}}  ", style="dim").append(
            part.replace(_UNBROKEN, " "), style="not dim"
        )


def _finding(row: dict[str, Any], in_full: bool, width: int, glyphs: Glyphs) -> list[Text]:
    severity = row["severity"]
    at = f" (line {line_numbers(row)})" if row["line"] else ""
    what = f": {row['what']}" if in_full else ""
    text = f"{sign(severity, row['kind'], glyphs)} {severity}: {row['kind']}{at}{what}"
    if glyphs.ascii:
        text = to_ascii(text)
    return _wrapped(text, width, STYLES[severity])


def _wrapped(text: str, width: int, style: str = "yellow") -> list[Text]:
    return [Text(part, style) for part in in_lines(text, max(width, 8))]


def _at(note: Note) -> str:
    return "" if note.line is None else f" (line {note.line})"


def _scale(row: dict[str, Any]) -> Scale:
    return scale_for(row["unit"], [row[name] for name in ("low", "value", "high")])
