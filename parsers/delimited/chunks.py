"""Chunks of delimited text that begin and end between two rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, Final

from parsers.delimited.dialect import Dialect

CHUNK_BYTES: Final = 64 * 1024 * 1024
"""From half this size on glibc maps memory for the bytes alone and gives it back; of smaller chunks
it keeps one. What a file has in one chunk need not be put together from several."""
_NEAR: Final = 100
"""Lines that are looked at for a place to cut."""
LEAST_BYTES: Final = 64 * 1024
"""Of so much all rows are looked at one by one in a few hundredths of a second."""


def chunks(file: BinaryIO, dialect: Dialect) -> Iterator[bytes]:
    """Yield whole rows, some megabytes at a time: the text need not fit in memory twice."""
    while chunk := file.read(_to_line_end(file)):
        is_open = has_quotes(chunk, dialect) and chunk.count(b'"') % 2
        yield chunk + _to_quote_end(file) if is_open else chunk


def halves(chunk: bytes, dialect: Dialect) -> tuple[bytes, bytes] | None:
    """Return a chunk in two parts, ``None`` where it is short or no quote closes in its middle."""
    file = io.BytesIO(chunk)
    file.seek(len(chunk) // 2)
    file.readline()
    if has_quotes(chunk, dialect) and not _to_plain_lines(file, dialect):
        is_open = chunk.count(b'"', 0, file.tell()) % 2
        if is_open and not _to_quote_end(file):
            return None
    cut = file.tell()
    return (chunk[:cut], chunk[cut:]) if LEAST_BYTES <= cut < len(chunk) else None


def _to_plain_lines(file: BinaryIO, dialect: Dialect) -> bool:
    """Read on to where two rows without quotes meet; say whether that is near.

    No quote can be open there, as the lines of a text in quotes have not so many fields.
    """
    start = file.tell()
    delimiter, delimiters = dialect.delimiter.encode(), len(dialect.headings) - 1
    was_plain = False
    for line in islice(file, _NEAR):
        is_plain = b'"' not in line and line.count(delimiter) == delimiters
        if is_plain and was_plain:
            file.seek(-len(line), io.SEEK_CUR)
            return True
        was_plain = is_plain
    file.seek(start)
    return False


def has_line(chunk: bytes, beginning: bytes) -> bool:
    """Return whether any line begins so."""
    return chunk.startswith(beginning) or b"\n" + beginning in chunk


def has_quotes(chunk: bytes, dialect: Dialect) -> bool:
    """Return whether any field begins with a quote: within one they are inches and seconds.

    One that is nothing else stands for the field above it.
    """
    # One byte is looked for first, which is many times faster.
    begins = f'{dialect.delimiter}"'.encode()
    if b'"' not in chunk:
        return False
    again = f'"{dialect.delimiter}'.encode()
    if b"\n" + again in chunk:
        chunk = chunk.replace(b"\n" + again, b"\n")
    return begins in chunk or has_line(chunk, b'"')


def _to_quote_end(file: BinaryIO) -> bytes:
    """Read on to the end of the line that closes a quote; nothing where that is not near."""
    start = file.tell()
    more = bytearray()
    while len(more) <= csv.field_size_limit() and (line := file.readline()):
        more += line
        if line.count(b'"') % 2:
            return bytes(more)
    file.seek(start)
    return b""


def _to_line_end(file: BinaryIO) -> int:
    """Return how many bytes to read for a chunk of whole lines, perhaps more than are left."""
    start = file.tell()
    file.seek(CHUNK_BYTES - 1, io.SEEK_CUR)
    file.readline()
    end = file.tell()
    file.seek(start)
    return end - start
