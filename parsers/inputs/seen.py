"""What a file looked like when it was read, by which one tells later whether it has changed."""

from __future__ import annotations

import os
import time
from typing import Final, NamedTuple

CLOCK: Final = 2_000_000_000
"""Nanoseconds within which a file may be written twice and have one time: file systems count time
in steps, the coarsest of them in two seconds."""


class Seen(NamedTuple):
    """The size of a file in bytes, when it was last changed, and when that was looked up.

    Both times are in nanoseconds since 1970. ``settled``: it had not been written just before, so
    that one who writes it afterwards gives it another time.
    """

    size: int
    changed: int
    at: int
    settled: bool = True

    def is_still(self, now: Seen | None) -> bool:
        """Return whether a file that looks like ``now`` is as it was then.

        What had been written just before it was looked at may have been written once more since.
        """
        same = now is not None and (now.size, now.changed) == (self.size, self.changed)
        return same and self.settled


def look(path: str | os.PathLike[str]) -> Seen | None:
    """Return what the file at ``path`` looks like, ``None`` where there is none to be seen."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    # A file that was put in the place of another keeps its own time, but not that of its entry.
    changed, now = max(found.st_mtime_ns, found.st_ctime_ns), time.time_ns()
    return Seen(found.st_size, changed, now, found.st_mtime_ns <= now - CLOCK)
