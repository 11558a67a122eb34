"""Dates in the names of files and folders: ``stream-2026-03-01.csv``, ``20260301T0215/hpl.out``."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import PurePath
from typing import Final

_DATE: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-_.]?)(?P<month>0[1-9]|1[0-2])(?P=mark)"
    r"(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:[T_.-]?(?P<hour>[01]\d|2[0-3])[-:_.h]?(?P<minute>[0-5]\d)(?:[-:_.m]?(?P<second>[0-5]\d))?)?"
    r"(?:Z|[+-]\d{2}:?\d{2})?(?!\d)"
)
_PARTS: Final = ("year", "month", "day", "hour", "minute", "second")
_MARKS: Final = " ._-/"
_WITH_MARKS: Final = re.compile(rf"[ ._-]*{_DATE.pattern}")
_OF_A_RUN: Final = re.compile(r"(?<![0-9a-zA-Z])[0-9a-f]{6,40}(?![0-9a-zA-Z])")
"""A commit, or the number of a job."""
ANY: Final = "*"


def date_of(source: str) -> datetime | None:
    """Return the date in the name of a file, else of the nearest of its folders."""
    if _DATE.search(source) is None:
        return None
    for part in reversed(PurePath(source).parts):
        for match in _DATE.finditer(part):
            numbers = {name: int(match[name]) for name in _PARTS if match[name]}
            try:
                return datetime(**numbers)  # type: ignore[arg-type]
            except ValueError:
                continue
    return None


def without_date(text: str) -> str:
    """Return ``text`` without its dates, and without the marks that stood before them."""
    return _WITH_MARKS.sub("", text).strip(_MARKS)


def of_any_date(label: str) -> str:
    """Return ``label`` with a mark in place of its dates, and of what numbers a run beside them."""
    without = _DATE.sub(ANY, label)
    return label if without == label else _OF_A_RUN.sub(ANY, without)
