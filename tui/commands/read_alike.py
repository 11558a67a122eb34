"""Sides of a comparison whose counts are read alike, per node or in total."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from parsers import Loaded
from parsers.across_inputs.other_readings import OtherReading, read_otherwise

Reread = Callable[[int, tuple[str, ...]], Loaded | None]
"""Reads an input, by its place, again, with further statements as of ``--read``."""


def read_alike(
    loaded: Sequence[Loaded], names: Sequence[str], reread: Reread
) -> tuple[list[Loaded], list[str]]:
    """Return the inputs read alike, and what to know of that.

    What all rows of one side leave open means what it does on the other. Where the rows of both
    say what they count, and not the same, that is said.
    """
    read, told = list(loaded), list[str]()
    said: tuple[str, ...] = ()
    for place in range(1, len(read)):
        found = list(_otherwise(read[0], read[place]))
        said += tuple(each.told for each in found if each.is_open)
        again = [reread(at, said) for at in (0, place)] if said else []
        is_again = bool(again) and None not in again
        if is_again:
            read[0], read[place] = (each for each in again if each is not None)
        pair = names[0], names[place]
        told += [
            _as_in(each, *pair) if each.is_open and is_again else each.between(*pair)
            for each in found
        ]
    return read, told


def _otherwise(base: Loaded, new: Loaded) -> Iterator[OtherReading]:
    return read_otherwise(base.tables, new.tables, (base.records, new.records))


def _as_in(found: OtherReading, base: str, new: str) -> str:
    decided, left_open = (base, new) if found.on_base else (new, base)
    return (
        f"`{found.heading}` of {left_open} read as {found.per_node.replace('_', ' ')}, as in"
        f" {decided}; --read 'column {found.heading} = {found.total}' overrules it"
    )
