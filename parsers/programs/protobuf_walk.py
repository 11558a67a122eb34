"""The fields of a protobuf message, without its schema.

https://protobuf.dev/programming-guides/encoding: a message is a row of fields, each a number and a
wire type in one varint, and a value.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_VARINT: Final = 0
_FIXED: Final = {1: 8, 5: 4}
_BYTES: Final = 2


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield number and value of each field: integers of varints, else the bytes as they stand.

    What is cut off or no message ends it.
    """
    place = 0
    while place < len(message):
        key, place = _varint(message, place)
        if key & 7 == _VARINT:
            value, place = _varint(message, place)
            if place <= len(message):
                yield key >> 3, value
            continue
        if key & 7 == _BYTES:
            length, place = _varint(message, place)
        elif key & 7 in _FIXED:
            length = _FIXED[key & 7]
        else:
            return
        if place + length > len(message):
            return
        yield key >> 3, message[place : place + length]
        place += length


def first(message: bytes, *path: int) -> int | bytes | None:
    """Return the first field that a path of numbers leads to; ``None`` where there is none."""
    value: int | bytes | None = message
    for number in path:
        if not isinstance(value, bytes):
            return None
        value = next((found for own, found in fields(value) if own == number), None)
    return value


def text(message: bytes, *path: int) -> str:
    """Return the text that a path leads to; empty where there is none."""
    found = first(message, *path)
    return found.decode(errors="replace") if isinstance(found, bytes) else ""


def _varint(message: bytes, place: int) -> tuple[int, int]:
    """The integer at ``place``, and where it ends; beyond the message where that is cut off."""
    value = shift = 0
    while place < len(message) and shift < 70:
        byte = message[place]
        value |= (byte & 127) << shift
        place, shift = place + 1, shift + 7
        if byte < 128:
            return value, place
    return 0, len(message) + 1
