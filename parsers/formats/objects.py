"""JSON and JSON lines: objects with one run each, or arrays of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import polars as pl

from parsers.clean import clean
from parsers.notes import Note, and_more
from parsers.reader import Reader, ReadError, Reading
from parsers.records import concat
from parsers.source import Source
from parsers.tables import Table, to_records

_DEEPEST: Final = 4
_MOST_DIGITS: Final = 18
Object = Mapping[str, Any]


def _sniff(source: Source) -> int:
    start = source.head.removeprefix(b"\xef\xbb\xbf").lstrip()[:2]
    if start[:1] == b"{" or start in (b"[{", b"[[", b"[\n", b"[\r", b"[ "):
        return 50
    return 5 if source.path.suffix.lower() in (".json", ".jsonl", ".ndjson") else 0


def _read(source: Source) -> Reading:
    table = _regular_lines(source)
    notes: list[Note] = []
    if table is None:
        try:
            whole = json.loads(source.text, parse_int=_integer)
        except RecursionError:
            raise ReadError("JSON nested too deeply") from None
        except json.JSONDecodeError as error:
            lines = _any_lines(source)
            if lines is None:
                raise ReadError(f"not valid JSON: {error.msg} (line {error.lineno})") from None
            table, notes = lines
    tables = [table] if table is not None else list(_tables(whole))
    if not tables:
        raise ReadError("JSON without an object that could be a run")
    readings = [to_records(table, source) for table in tables]
    return Reading(
        concat([reading.records for reading in readings]),
        [*notes, *(note for reading in readings for note in reading.notes)],
    )


READER = Reader("JSON", _sniff, _read)


def _regular_lines(source: Source) -> Table | None:
    """The objects of JSON lines that are all alike, by Polars; ``None`` for any other text."""
    first, _, others = source.head.strip().partition(b"\n")
    if not (first.rstrip().endswith(b"}") and others.lstrip().startswith(b"{")):
        return None
    content = source.path.read_bytes() if source.content is None else source.content
    try:
        frame = pl.read_ndjson(content, infer_schema_length=None)
    except pl.exceptions.PolarsError:
        return None
    if frame.height != content.count(b"\n") + (not content.endswith(b"\n")):
        return None
    while structs := [name for name, dtype in frame.schema.items() if dtype == pl.Struct]:
        frame = frame.unnest(structs, separator=".")
    lines = pl.int_range(1, frame.height + 1, dtype=pl.UInt32, eager=True)
    return Table(frame, frame.columns, lines)


def _any_lines(source: Source) -> tuple[Table, list[Note]] | None:
    """The objects of JSON lines one by one; ``None`` where most lines are none."""
    objects: list[Object] = []
    lines: list[int] = []
    odd: list[int] = []
    for number, line in enumerate(source.lines, start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line, parse_int=_integer)
        except (json.JSONDecodeError, RecursionError):
            found = None
        if isinstance(found, dict):
            objects.append(found)
            lines.append(number)
        else:
            odd.append(number)
    if len(objects) <= len(odd):
        return None
    notes = []
    if odd:
        others = and_more(len(odd))
        notes.append(Note("skipped", f"line is no JSON object{others}", source.name, odd[0]))
    return replace(_table(objects), lines=pl.Series(lines, dtype=pl.UInt32)), notes


def _tables(whole: object) -> Iterator[Table]:
    """Yield the tables in a document: arrays of objects, arrays side by side, or an object."""
    if isinstance(whole, list):
        objects = [item for item in whole if isinstance(item, dict)]
        if objects:
            yield _table(objects)
    elif isinstance(whole, dict):
        arrays = {key: value for key, value in whole.items() if _is_objects(value)}
        around = {clean(key): clean(str(v)) for key, v in whole.items() if _is_plain(v)}
        if arrays:
            for key, objects in arrays.items():
                yield _table(objects, around, clean(key) if len(arrays) > 1 else None)
        elif columns := _columns(whole):
            yield _table(
                [
                    dict(zip(columns, row, strict=True))
                    for row in zip(*columns.values(), strict=True)
                ]
            )
        elif _is_named_objects(whole):
            yield _table([{"benchmark": key, **value} for key, value in whole.items()])
        elif whole:
            yield _table([whole])


def _table(
    objects: Sequence[Object], around: Mapping[str, str] | None = None, case: str | None = None
) -> Table:
    rows = [dict(_flat(item)) for item in objects]
    headings = list(dict.fromkeys(key for row in rows for key in row))
    columns = [
        _series(str(place), [row.get(key) for row in rows]) for place, key in enumerate(headings)
    ]
    return Table(pl.DataFrame(columns), headings, case=case, settings=around or {})


def _flat(item: Object, above: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Yield the values of nested objects under the path that leads to them."""
    for key, value in item.items():
        name = f"{above}{key}"
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _flat(value, f"{name}.", depth + 1)
        else:
            yield name, value


def _series(name: str, values: list[Any]) -> pl.Series:
    """Numbers, or lists of numbers, or else text."""
    if all(value is None or _is_number(value) for value in values):
        return pl.Series(name, values, dtype=pl.Float64, strict=False)
    if all(value is None or _is_numbers(value) for value in values):
        return pl.Series(name, values, dtype=pl.List(pl.Float64), strict=False)
    return pl.Series(name, [_text(value) for value in values], dtype=pl.String)


def _text(value: object) -> str | None:
    if value is None:
        return None
    # Cleaned already here: JSON can spell halves of characters, which are no text to Polars.
    return clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _integer(digits: str) -> int | float:
    """An integer, as a float where it has more digits than any that Polars holds."""
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_numbers(value: object) -> bool:
    return isinstance(value, list) and all(_is_number(item) for item in value)


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float)


def _is_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _is_named_objects(whole: Object) -> bool:
    values = list(whole.values())
    return all(isinstance(v, dict) and any(_is_number(x) for x in v.values()) for v in values)


def _columns(whole: Object) -> dict[str, list[Any]]:
    """The members of ``whole`` if they are arrays of one length."""
    arrays = {key: value for key, value in whole.items() if isinstance(value, list)}
    same = len({len(value) for value in arrays.values()}) == 1
    return arrays if same and len(arrays) == len(whole) > 1 else {}
