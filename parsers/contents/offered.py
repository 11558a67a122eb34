"""What installed packages offer: programs and readers of their own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from parsers.guard import ENDING

_GROUP: Final = "runcmp.readers"
"""The group of entry points under which an installed package offers programs and readers."""


@cache
def offered() -> tuple[tuple[str, Any], ...]:
    """Return what installed packages offer, by name: programs, readers, or why one cannot be had.

    To ask for entry points takes ten milliseconds, so that folders of packages are looked through
    for the name of the group before.
    """
    if not any(_offering()):
        return ()
    from importlib.metadata import entry_points

    found: list[tuple[str, Any]] = []
    for entry in sorted(entry_points(group=_GROUP), key=lambda entry: entry.name):
        try:
            found.append((entry.name, entry.load()))
        except ENDING:
            raise
        except BaseException as error:
            found.append((entry.name, error))
    return tuple(found)


def _offering() -> Iterator[bool]:
    for folder in sys.path:
        for suffix in ("dist-info", "egg-info"):
            for file in Path(folder or ".").glob(f"*.{suffix}/entry_points.txt"):
                try:
                    yield _GROUP in file.read_text(encoding="utf-8", errors="replace")
                except OSError:
                    continue
