"""Inputs as nobody writes them: a small part of a file, changed in a few places."""

from __future__ import annotations

import contextlib
import gzip
import io
import math
import random
import re
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from typing import Final

import polars as pl

from benchmarks.hostile_seeds import LARGEST, NAMES, NUMBERS, ODD

SHORT = 1_500
"""Bytes up to which a file is taken whole: of what is short, many can be tried."""
UNPACKED: Final = 0.8
"""Share of what is packed that is changed within: a broken package hides what it holds."""
HEADINGS: Final = (
    *("nodes", "GPUs", "time (s)", "seconds", "speedup", "efficiency", "size", "name", "date", ""),
    *("throughput", "error", "p99 ms", "batch", "a.b", "runs[0]", "\x1b[31m", "nodes ", "Σ"),
)
VALUES_OF_TYPES: Final[tuple[tuple[pl.DataType | type[pl.DataType], tuple[object, ...]], ...]] = (
    (pl.Int64, (1, 2, 4, 0, -1, 2**62)),
    (pl.UInt64, (1, 2, 2**64 - 1)),
    (pl.Int128, (1, 2, 2**100)),
    (pl.Int8, (1, 2, 127)),
    (pl.Float64, (1.0, 10.5, math.nan, math.inf, -math.inf, 1e308, 5e-324)),
    (pl.Float32, (1.0, 10.5, math.nan, 3e38)),
    (pl.Decimal(38, 10), (1, 2, 10)),
    (pl.String, ("1", "2 s", "1:30", "n[1-2]", "", "\0", "9" * 400, "FAILED")),
    (pl.Categorical, ("a", "b", "1")),
    (pl.Binary, (b"1", b"\xff", b"")),
    (pl.Boolean, (True, False)),
    (pl.Null, ()),
    (pl.Date, (date(1, 1, 1), date(2026, 2, 3), date(9999, 12, 31))),
    (pl.Datetime("us", "UTC"), (datetime(1, 1, 1), datetime(2026, 2, 3), datetime(9999, 12, 31))),
    (pl.Time, (time(0, 0), time(23, 59, 59))),
    (pl.Duration, (timedelta(0), timedelta(seconds=-1), timedelta(days=10**5))),
    (pl.List(pl.Float64), ([], [1.0], [10.5, None, math.nan])),
    (pl.List(pl.List(pl.String)), ([], [["1"], []])),
    (pl.Array(pl.Int64, 2), ([1, 2],)),
    (pl.Struct({"a": pl.Int64, "time": pl.Float64}), ({"a": 1, "time": 2.0}, {"a": None})),
)
"""Types of columns, and what stands in them besides nothing."""
GZIP: Final = b"\x1f\x8b"
ZIP: Final = b"PK\x03\x04"
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
    """Return a part of ``content`` changed in one to eight places; mostly what it is packed in."""
    if draw.random() < UNPACKED and (packed := changed_within(content, draw)):
        return packed
    return changed(content, draw)


def changed_within(content: bytes, draw: random.Random) -> bytes | None:
    """Return a workbook, or what gzip has packed, with a change in one part of what is inside."""
    with contextlib.suppress(zipfile.BadZipFile, OSError, EOFError, zlib.error):
        if content.startswith(GZIP):
            return gzip.compress(changed(gzip.decompress(content), draw), mtime=0)
        if content.startswith(ZIP):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                parts = {name: archive.read(name) for name in archive.namelist()}
            name = draw.choice(list(parts))
            parts[name] = changed(parts[name], draw)
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, part in parts.items():
                    archive.writestr(name, part)
            return out.getvalue()
    return None


def changed(content: bytes, draw: random.Random) -> bytes:
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


def odd_frame(draw: random.Random) -> pl.DataFrame:
    """Return a table of a few columns, of types and with names as nobody writes them."""
    rows = draw.randrange(6)
    columns: dict[str, pl.Series] = {}
    for _ in range(draw.randrange(1, 7)):
        name = draw.choice((*HEADINGS, draw.choice(NAMES).decode()))
        of_type, values = draw.choice(VALUES_OF_TYPES)
        cells = [draw.choice((*values, None)) for _ in range(rows)]
        columns[name] = pl.Series(name, cells, of_type, strict=False)
    return pl.DataFrame(columns)


def replaced(content: bytes, pattern: re.Pattern[bytes], by: bytes, draw: random.Random) -> bytes:
    """Return ``content`` with one match of ``pattern`` replaced, now and then each like it."""
    if not (matches := list(pattern.finditer(content))):
        return content
    match = draw.choice(matches)
    if draw.random() < 0.2:
        return content.replace(match[0], by)
    return content[: match.start()] + by + content[match.end() :]
