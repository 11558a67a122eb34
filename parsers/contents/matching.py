"""Which known programs may have written a file, by the marks that stand in it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final, NamedTuple

import polars as pl

from parsers.contents.offered import offered
from parsers.contents.signatures import SIGNATURES, Signature
from parsers.reader import ReadError
from parsers.source import Source

_RANK: Final = re.compile(rb"\[\d+(?:,\d+)?\](?:<\w+>)?:?[ \t]*[^\s,\]]")
_BEGINS_JSON: Final = re.compile(rb"\{|\[\s*(?:[\[\]{\"\d]|-[\dI]|true|false|null|NaN|Infinity|\Z)")
"""A brace, or a bracket with a value: ``[INFO]`` and ``[--- title ---]`` are none."""
_NEAR: Final = 64
_PART: Final = 512 * 1024
"""Bytes at the beginning and at the end of a file that are looked at; what is shorter, whole."""
_FEW: Final = 64 * 1024
"""Bytes that are looked through for one mark after the other."""


_SELDOM: Final = re.compile(rb'[^a-z0-9 .,:;|()\-_/%\n"]')
"""A character that not just any table has."""


class Matching(NamedTuple):
    """The programs that may have written a file: as a whole, or as text with their marks in it."""

    documents: list[Any]
    texts: list[Any]
    marks: list[str]


def matching(source: Source) -> Matching:
    """Return the programs whose marks stand in ``source``. Raises ``OSError``."""
    found = Matching([], [], [])
    if source.is_database:
        names = _table_names(source)
        ways = (way for way in SIGNATURES if way.tables and names.issuperset(way.tables))
        return found._replace(documents=[way.program() for way in ways])
    if b"\0" in source.head:
        return found._replace(documents=[way.program() for way in _binary(source.head)])
    content = _searched(source)
    is_json = _is_json(content)
    marks = _marks_in(content)
    for signature in SIGNATURES if is_json or marks else ():
        lines = () if is_json else signature.lines
        if (is_json and _has_all(content, signature.keys)) or not marks.isdisjoint(lines):
            found.documents.append(signature.program())
        elif not marks.isdisjoint(signature.marks):
            found.texts.append(signature.program())
            found.marks.extend(signature.marks)
    for _, program in offered():
        if is_json and _has_all(content, getattr(program, "keys", ())):
            found.documents.append(program)
        elif _has_any(content, tuple(getattr(program, "marks", ()))):
            found.texts.append(program)
            found.marks.extend(program.marks)
    return found


def is_known_binary(head: bytes) -> bool:
    """Return whether bytes begin a file that is no text, and that a program is known to write."""
    return bool(_binary(head))


def _binary(head: bytes) -> list[Signature]:
    return [way for way in SIGNATURES if way.binary and way.binary in head[:_NEAR]]


def _is_json(content: bytes) -> bool:
    """Whether text begins like JSON, and not with the rank of a launcher (``[1,0]<stdout>:``)."""
    begins = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    return _BEGINS_JSON.match(begins) is not None and not _RANK.match(begins)


def _table_names(source: Source) -> set[str]:
    # Imported only here: to load SQLite takes longer than to read a small file.
    from parsers.contents.databases import table_names

    try:
        return set(table_names(source))
    except ReadError:
        return set()


def _has_all(content: bytes, keys: tuple[str, ...]) -> bool:
    return bool(keys) and all(f'"{key}"'.encode() in content for key in keys)


def _has_any(content: bytes, texts: tuple[str, ...]) -> bool:
    return any(text.encode() in content for text in texts)


def _marks_in(content: bytes) -> frozenset[str]:
    """Return which marks of all signatures stand in a text."""
    if len(content) <= _FEW:
        return frozenset(
            mark
            for character, marks in _marks_by_character().items()
            if character in content
            for mark, text in marks
            if text in content
        )
    # Polars looks for all of them at once, but takes a while to prepare that.
    text = pl.Series([content.decode(errors="replace")])
    return frozenset(text.str.extract_many(list(_all_marks()), overlapping=True).item())


@cache
def _all_marks() -> dict[str, bytes]:
    """Return the marks of texts, and of files that are a program's own, as they stand there."""
    marks = (mark for each in SIGNATURES for mark in (*each.lines, *each.marks))
    return {mark: mark.encode() for mark in marks}


@cache
def _marks_by_character() -> dict[bytes, list[tuple[str, bytes]]]:
    """Return the marks by a character of each, one that few tables have where there is one."""
    by_character: dict[bytes, list[tuple[str, bytes]]] = {}
    for mark, text in _all_marks().items():
        seldom = _SELDOM.search(text)
        by_character.setdefault(seldom[0] if seldom else text[:1], []).append((mark, text))
    return by_character


def _searched(source: Source) -> bytes:
    """What of ``source`` is looked through for marks."""
    if not source.goes_on:
        return source.head
    with source.open() as file:
        first = file.read(2 * _PART)
        if len(first) < 2 * _PART:
            return first
        file.seek(max(2 * _PART, file.seek(0, 2) - _PART))
        return first[:_PART] + file.read(_PART)
