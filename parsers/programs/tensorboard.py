"""TensorBoard: the scalars of an event file, as TensorFlow and PyTorch write them.

Event: 1 wall time, 2 step, 5 summary; of a summary each 1 is a value: 1 tag, 2 number, 8 tensor,
9 metadata (https://github.com/tensorflow/tensorboard, ``event.proto`` and ``summary.proto``).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from parsers.notes import Note
from parsers.programs.chosen_settings import settings
from parsers.programs.event_records import records
from parsers.programs.file_program import FileProgram
from parsers.programs.logged_series import Point, measurements, primary_of
from parsers.programs.measurements import FoundRun, as_reading
from parsers.programs.protobuf_walk import fields, first, text
from parsers.reader import Reading
from parsers.source import Source

_TENSORS: Final = {1: ("<f", 5), 2: ("<d", 6), 3: ("<i", 7), 9: ("<q", 10)}
"""Types of tensors: how a number of them is packed, and the field that holds it unpacked."""
_HPARAMS: Final = "_hparams_/session_start_info"
_LATEST: Final = 2**33


def _read(source: Source) -> Reading | None:
    series: dict[str, list[Point]] = {}
    facts: dict[str, object] = {"benchmark": "training"}
    notes: list[Note] = []
    try:
        for event in records(source.read()):
            wall, step = first(event, 1), first(event, 2) or 0
            if isinstance(wall, bytes):
                facts.setdefault("started", _moment(wall))
            for tag, value in _values(event):
                if tag == _HPARAMS:
                    facts |= settings(dict(_hyperparameters(value)))
                elif (number := _number(value)) is not None and isinstance(step, int):
                    series.setdefault(tag, []).append((float(step), number))
    except ValueError as error:
        notes.append(Note("skipped", f"event file {error}; the rest is skipped", source.name))
    measured = measurements(series)
    run = FoundRun(None, facts, measured, primary_of([each.metric for each in measured]))
    if not measured:
        if len(facts) == 2:
            note = Note("skipped", "event file without scalars", source.name)
            return as_reading(source, [], [*notes, note])
        run = run._replace(status="unknown", reason="no scalar logged")
    return as_reading(source, [run], notes)


def _values(event: bytes) -> Iterator[tuple[str, bytes]]:
    for number, summary in fields(event):
        if number == 5 and isinstance(summary, bytes):
            for each, value in fields(summary):
                if each == 1 and isinstance(value, bytes):
                    yield text(value, 1), value


def _number(value: bytes) -> float | None:
    """The scalar of a value: a number, or a tensor that holds one without a dimension."""
    simple = first(value, 2)
    if isinstance(simple, bytes) and len(simple) == 4:
        return float(struct.unpack("<f", simple)[0])
    tensor = first(value, 8)
    packing = _TENSORS.get(_integer(tensor, 1)) if isinstance(tensor, bytes) else None
    if packing is None or not isinstance(tensor, bytes) or first(tensor, 2, 2) is not None:
        return None
    form, unpacked = packing
    for content in (first(tensor, 4), first(tensor, unpacked)):
        if isinstance(content, bytes) and len(content) == struct.calcsize(form):
            return float(struct.unpack(form, content)[0])
        if isinstance(content, int):
            return float(content)
    return None


def _integer(message: bytes, number: int) -> int:
    found = first(message, number)
    return found if isinstance(found, int) else 0


def _hyperparameters(value: bytes) -> Iterator[tuple[str, object]]:
    """The settings in the metadata of a value: a map to numbers, texts and truth values."""
    info = first(value, 9, 1, 2, 3)
    for number, entry in fields(info) if isinstance(info, bytes) else ():
        if number == 1 and isinstance(entry, bytes):
            real, word, truth = (first(entry, 2, kind) for kind in (2, 3, 4))
            if isinstance(real, bytes) and len(real) == 8:
                plain = struct.unpack("<d", real)[0]
                yield text(entry, 1), int(plain) if plain.is_integer() else plain
            elif isinstance(word, bytes):
                yield text(entry, 1), word.decode(errors="replace")
            elif isinstance(truth, int):
                yield text(entry, 1), bool(truth)


def _moment(wall: bytes) -> str | None:
    if len(wall) != 8:
        return None
    seconds = struct.unpack("<d", wall)[0]
    return datetime.fromtimestamp(seconds, UTC).isoformat() if 0 < seconds < _LATEST else None


PROGRAM = FileProgram(
    name="TensorBoard",
    primary="",
    read=_read,
    assumes=(
        "the value of a tag is the last one",
        "the first rate, time, accuracy or loss is what a run is for",
        "each event file is a run",
    ),
)
