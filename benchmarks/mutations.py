"""Inputs as nobody writes them: a small part of a file, changed in a few places."""

from __future__ import annotations

import random

from benchmarks.hostile_seeds import LARGEST, ODD

SHORT = 1_500
"""Bytes up to which a file is taken whole: of what is short, many can be tried."""


def part_of(content: bytes, draw: random.Random) -> bytes:
    """Return some lines of ``content`` under its first ones; what is short or no text, whole."""
    if len(content) <= SHORT or b"\0" in content or draw.random() < 0.1:
        return content
    lines = content.split(b"\n")
    count = draw.randrange(5, 25)
    start = draw.randrange(max(1, len(lines) - count))
    first = lines[: min(start, draw.choice((0, 1, 3, 8)))]
    return b"\n".join([*first, *lines[start : start + count]])


def mutated(content: bytes, draw: random.Random) -> bytes:
    """Return a part of ``content`` changed in one to eight places."""
    data = bytearray(part_of(content, draw))
    for _ in range(draw.choice((1, 1, 2, 4, 8))):
        start = draw.randrange(len(data) + 1)
        end = min(start + draw.choice((0, 1, 2, 5, 30, 400)), len(data))
        way = draw.randrange(7)
        if way == 0:
            data[start:end] = b""
        elif way == 1:
            data[start:end] = draw.choice(ODD)
        elif way == 2:
            data[start:start] = data[start:end] * draw.choice((1, 2, 8))
        elif way == 3 and data:
            data[start % len(data)] ^= 1 << draw.randrange(8)
        elif way == 4:
            del data[start:]
        elif way == 5:
            fields = bytes(data).replace(b"|", b",").split(b",")
            place = draw.randrange(len(fields))
            old = fields[place].strip()
            if old:
                data = bytearray(bytes(data).replace(old, draw.choice(ODD), 1))
        else:
            lines = bytes(data).split(b"\n")
            one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
            lines[one], lines[other] = lines[other], draw.choice((lines[one], lines[other]))
            data = bytearray(b"\n".join(lines))
    return bytes(data[:LARGEST])
