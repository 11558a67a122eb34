"""A heading that one input was read to mean one thing by, and another input another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from parsers.notes import Note

_READ_AS: Final = re.compile(r"`(?P<heading>[^`]+)` read as (?:the )?(?P<meaning>[^:]+)")


def read_otherwise(base: Iterable[Note], new: Iterable[Note]) -> Iterator[str]:
    """Yield a line for each heading that was read in one way on one side and not on the other.

    Counts per node on one side and totals on the other match where they happen to be equal: such
    rows are pairs of different configurations.
    """
    ours, theirs = _readings(base), _readings(new)
    for heading in ours:
        if heading in theirs and ours[heading].isdisjoint(theirs[heading]):
            yield (
                f"`{heading}` read as {_listed(ours[heading])} on the base side and as"
                f" {_listed(theirs[heading])} on the new side: rows may not match as they should;"
                f" --read 'column {heading} = ...' says what it is"
            )


def _readings(notes: Iterable[Note]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for note in notes:
        if note.kind == "assumed" and (read := _READ_AS.match(note.text)):
            meaning = read["meaning"].removesuffix(", not fitting")
            found.setdefault(read["heading"], set()).add(meaning)
    return found


def _listed(meanings: set[str]) -> str:
    return " or ".join(sorted(meanings))
