"""A source as plain bytes: decompressed, UTF-8, its lines ended by line feeds."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from parsers.contents.compression import decompressed
from parsers.contents.matching import is_known_binary
from parsers.contents.notebook import NOTEBOOK, document_of
from parsers.contents.parquet_file import MARK
from parsers.memory import bounded, check_size
from parsers.source import HEAD_BYTES, SQLITE_MARK, Source

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ASSIGNED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:export\s+default\s|(?:export\s+)?(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.]*\s*=)\s*"
    rb"(?=[\[{]\s*[\[{\"])"
)
_OF_ONE_RANK = re.compile(rb"(?:0:(?= )|\[\d+,0\](?:<std(?:out|err)>)?:)")
"""What ``srun -l`` and ``mpirun --tag-output`` put before what the first rank prints."""
_END_OF_VALUE = (b"}", b"]", b"};", b"];")
_CONTROLS = re.compile(rb"[\x01-\x06\x0e-\x1a\x1c-\x1f\x7f]")
_DEVICES = (stat.S_IFCHR, stat.S_IFBLK)


def unwrapped(source: Source) -> Source:
    """Return ``source`` as plain bytes: decompressed, UTF-8, with line feeds at the ends of lines.

    NUL bytes between lines of text, as a crash of a file system leaves them, are taken out, and so
    is what a launcher puts before each line of one rank. Of a script that is one value with a name
    (``window.DATA = {...};``), the value is left, and of a notebook the document that it shows.

    Raises ``OSError`` when the file cannot be read or is too large, or its
    compression is damaged.
    """
    if source.content is None and stat.S_IFMT(mode_of(source.place)) in _DEVICES:
        raise OSError("a device, not a file; name a file with results")
    check_size(source.size)
    if (content := decompressed(source, _within_limits)) is not None:
        source = replace(source, content=content)
    if source.head.startswith(_UTF16_MARKS):
        text = source.read().decode("utf-16", errors="replace")
        source = replace(source, content=text.encode())
    if _has_stray_nuls(source.head):
        source = replace(source, content=source.read().replace(b"\0", b""))
    if _is_latin_1(source.head):
        source = replace(source, content=_from_latin_1(source.read()))
    if b"\r" in source.head and b"\n" not in source.head and b"\0" not in source.head:
        source = replace(source, content=source.read().replace(b"\r", b"\n"))
    if (prefix := _OF_ONE_RANK.match(source.head)) is not None:
        source = _without_prefix(source, prefix[0].rstrip(b" "))
    if source.suffix == NOTEBOOK and (document := document_of(source.read())) is not None:
        source = replace(source, content=document)
    if (assigned := _ASSIGNED.match(source.head)) and (value := _value_of(source, assigned.end())):
        source = replace(source, content=value)
    return source


def _without_prefix(source: Source, prefix: bytes) -> Source:
    """Return ``source`` without what a launcher put before each of its lines, where all have it.

    With it JSON is none, and the first heading of a table is another. Of several ranks each reader
    takes what it understands.
    """
    lines = source.read().split(b"\n")
    if not all(line.startswith(prefix) or not line for line in lines):
        return source
    plain = [line[len(prefix) :] for line in lines]
    if all(line.startswith(b" ") or not line.strip() for line in plain):
        plain = [line[1:] for line in plain]
    return replace(source, content=b"\n".join(plain))


def _value_of(source: Source, start: int) -> bytes | None:
    """The JSON that a script assigns, each line where it was; None where more stands behind it."""
    content = source.read().rstrip()
    if not content.endswith(_END_OF_VALUE):
        return None
    before = b"\n" * content.count(b"\n", 0, start)
    return before + content[start:].removesuffix(b";") + b"\n"


def _within_limits(plain: BinaryIO) -> bytes:
    """All of a stream; only the first of it where that is no text, as in most bombs."""
    head = plain.read(HEAD_BYTES)
    is_other = head.startswith((MARK, SQLITE_MARK, *_UTF16_MARKS)) or is_known_binary(head)
    if b"\0" in head and not is_other and not _is_text(head.replace(b"\0", b"")):
        return head
    return head + bounded(plain)


def _is_text(head: bytes) -> bool:
    """Whether bytes are lines without what no program prints."""
    return b"\n" in head and not _CONTROLS.search(head)


def _has_stray_nuls(head: bytes) -> bool:
    """Whether bytes are text but for their NULs."""
    return b"\0" in head and not is_tar(head) and _is_text(head.replace(b"\0", b""))


def is_tar(head: bytes) -> bool:
    """Return whether bytes begin a tar archive."""
    return head[257:262] == b"ustar"


def _is_latin_1(head: bytes) -> bool:
    """Whether bytes are text of an alphabet of eight bits: no letter in them is UTF-8."""
    if head.isascii() or b"\0" in head or _CONTROLS.search(head):
        return False
    text = head.decode(errors="replace").removesuffix("\ufffd")
    return "\ufffd" in text and text.replace("\ufffd", "").isascii()


def _from_latin_1(content: bytes) -> bytes:
    """Text of Windows or Latin-1 as UTF-8."""
    return content.decode("cp1252", errors="replace").encode()


def mode_of(path: str | Path) -> int:
    """The kind of file at ``path``, 0 where that cannot be known."""
    try:
        return os.stat(path).st_mode  # noqa: PTH116
    except (OSError, ValueError):
        return 0
