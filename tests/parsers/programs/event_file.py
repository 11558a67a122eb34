"""Write event files as TensorBoard does, for tests: the other way round from the reader."""

from __future__ import annotations

import struct

from parsers.programs.event_records import masked_crc


def varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def field(number: int, value: int | float | str | bytes) -> bytes:
    """A field: an integer as varint, a float as double, texts and bytes as they are."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    if isinstance(value, float):
        return varint(number << 3 | 1) + struct.pack("<d", value)
    content = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(content)) + content


def simple(tag: str, value: float) -> bytes:
    """A value as TensorFlow 1 and PyTorch write it."""
    return field(1, field(1, tag) + varint(2 << 3 | 5) + struct.pack("<f", value))


def tensor(tag: str, kind: int, content: bytes) -> bytes:
    """A value as TensorFlow 2 writes it."""
    return field(1, field(1, tag) + field(8, field(1, kind) + field(4, content)))


def hyperparameters(**settings: float | str) -> bytes:
    """The settings of a run, as the plugin for them keeps them."""
    entries = b"".join(
        field(1, field(1, name) + field(2, field(3 if isinstance(value, str) else 2, value)))
        for name, value in settings.items()
    )
    metadata = field(9, field(1, field(1, "hparams") + field(2, field(3, entries))))
    return field(1, field(1, "_hparams_/session_start_info") + metadata)


def event(step: int, *values: bytes, wall: float = 1.7e9) -> bytes:
    return record(field(1, wall) + field(2, step) + field(5, b"".join(values)))


def record(data: bytes) -> bytes:
    length = struct.pack("<Q", len(data))
    checks = (struct.pack("<I", masked_crc(each)) for each in (length, data))
    return length + next(checks) + data + next(checks)


BEGIN = record(field(1, 1.7e9) + field(3, "brain.Event:2"))
