"""One thing that a user overrules in the reading of files, and all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import PurePath
from typing import Literal, NamedTuple

What = Literal["column", "unit", "direction", "limit", "metric", "baseline", "series", "names"]


class OverruleError(Exception):
    """What was overruled cannot be done; the message says where it stands and what would work."""


class Layer(IntEnum):
    """Where something is said, the weakest first."""

    SYSTEM = 0
    USER = 1
    FOLDER = 2
    """A ``runcmp.toml`` beside the data."""
    NAMED = 3
    """A file named with ``--config``."""
    COMMAND = 4


class Said(NamedTuple):
    """Where something is said; a configuration file has a path, a line and a column, from 1."""

    layer: Layer
    path: str = ""
    line: int = 0
    column: int = 0

    @property
    def place(self) -> str:
        """``--read``, or ``results/runcmp.toml:4:9``."""
        return f"{self.path}:{self.line}:{self.column}" if self.path else "--read"

    def __str__(self) -> str:
        """Return ``as --read says``, or ``as runcmp.toml line 4 says``."""
        where = f"{PurePath(self.path).name} line {self.line}" if self.path else "--read"
        return f"as {where} says"


class Override(NamedTuple):
    """``value`` for ``what``; ``name`` is the heading or metric that it is of, perhaps empty.

    ``file`` is the file that it holds for, as a path or a pattern, ``None`` for all.
    """

    what: What
    name: str
    value: str
    said: Said
    file: str | None = None


@dataclass(frozen=True)
class Overrides:
    """All that holds for an input, the weakest first.

    ``met`` gathers the columns and units that were found in a table, so that what was written in
    vain can be told.
    """

    given: tuple[Override, ...] = ()
    met: set[Override] = field(default_factory=set, compare=False)

    def __bool__(self) -> bool:
        """Whether anything is overruled."""
        return bool(self.given)

    def of(self, *whats: What) -> tuple[Override, ...]:
        """Return what is overruled of these, the weakest first."""
        return tuple(each for each in self.given if each.what in whats)

    def last(self, what: What) -> Override | None:
        """Return what counts of several."""
        return last(self.given, what)


def last(given: Sequence[Override], what: What) -> Override | None:
    """Return the strongest word on ``what``, which is the last."""
    return next((each for each in reversed(given) if each.what == what), None)


def for_file(given: Iterable[Override], name: str, label: str) -> Overrides:
    """Return what of ``given`` holds for the file ``name``, in order of strength.

    What is meant for the file alone is stronger than what the same place says of all.
    """
    ours = [each for each in given if each.file is None or is_meant(each.file, name, label)]
    return Overrides(tuple(sorted(ours, key=lambda each: (each.said.layer, each.file is not None))))


def is_meant(file: str, name: str, label: str) -> bool:
    """Whether ``file``, a name, the end of a path, a pattern or a label, is that of ``name``."""
    return file in (name, label) or (bool(file.strip("/.")) and PurePath(name).match(file))
