"""What runcmp printed itself: its numbers are those of other files, and were read there."""

from __future__ import annotations

import re
from typing import Final

REPORT_MARK: Final = "written by runcmp report"
"""Stands in the first lines of a report, whose numbers are those of other files."""
OWN_REPORT: Final = "written by runcmp; name the results it was made from"
_MARKED_WITHIN: Final = 300
"""Bytes."""
_SUMMARY = re.compile(
    (
        r"\s*(?:<!DOCTYPE html>.{0,2000}?<title>runcmp .{0,20000}?<p>|%[^\n]*\n)?"
        r"\d+ files? (?:·|\$\\cdot\$) \d+ runs?(?: (?:·|\$\\cdot\$) [^\n<]*)?(?:\r?\n|</p>|\Z)"
    ).encode(),
    re.DOTALL,
)
"""The line that ``show`` and others begin with, in any of the forms for people."""


def is_own_report(head: bytes) -> bool:
    """Return whether a file that begins with ``head`` is a report or a table of runcmp's own."""
    return REPORT_MARK.encode() in head[:_MARKED_WITHIN] or _SUMMARY.match(head) is not None
