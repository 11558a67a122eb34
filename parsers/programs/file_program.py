"""A program whose files are its own as a whole, and are no pattern: a function reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from parsers.reader import Reading
from parsers.source import Source


@dataclass(frozen=True)
class FileProgram:
    """A program, what people run it for, and how its files are read.

    ``primary`` is the metric, or several of which the first that a run has counts; empty where each
    user names the metrics and the first of a run is shown first. ``read`` returns ``None`` for a
    file that only looks like one of the program. ``assumes``: what no file says and is taken for
    granted, for docs/formats.md.
    """

    name: str
    primary: str
    read: Callable[[Source], Reading | None]
    assumes: tuple[str, ...] = ()
