"""Inputs as nobody writes them: a small part of a file, changed in a few places."""

from __future__ import annotations

import random
import re
from typing import Final

from benchmarks.hostile_seeds import LARGEST, NAMES, NUMBERS, ODD

SHORT = 1_500
"""Bytes up to which a file is taken whole: of what is short, many can be tried."""
_NUMBER: Final = re.compile(rb"\d+(?:[.,]\d+)*")
_WORD: Final = re.compile(rb"[A-Za-z_]\w*")


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
        way = draw.randrange(9)
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
        elif way == 6:
            data = bytearray(replaced(bytes(data), _NUMBER, draw.choice(NUMBERS), draw))
        elif way == 7:
            heading, line_feed, rest = bytes(data).partition(b"\n")
            named = replaced(heading, _WORD, draw.choice(NAMES), draw)
            data = bytearray(named + line_feed + rest)
        else:
            lines = bytes(data).split(b"\n")
            one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
            lines[one], lines[other] = lines[other], draw.choice((lines[one], lines[other]))
            data = bytearray(b"\n".join(lines))
    return bytes(data[:LARGEST])


def replaced(content: bytes, pattern: re.Pattern[bytes], by: bytes, draw: random.Random) -> bytes:
    """Return ``content`` with one match of ``pattern`` replaced, now and then each like it."""
    if not (matches := list(pattern.finditer(content))):
        return content
    match = draw.choice(matches)
    if draw.random() < 0.2:
        return content.replace(match[0], by)
    return content[: match.start()] + by + content[match.end() :]
