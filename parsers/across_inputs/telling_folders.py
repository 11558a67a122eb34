"""Which folders tell series of files apart: those of versions and compilers, not of counts."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import commonpath
from typing import Final

from parsers.across_inputs.input_counts import Point
from parsers.grammar.patterns import Pattern
from parsers.grammar.repeat_numbers import NUMBER, calls_repeats
from parsers.headings.resources import NOUNS

_SINGULAR: Final = "|".join(noun for noun in NOUNS if f"{noun}s" in NOUNS)
AFTER_COUNT = Pattern(rf"(?i)\A([ _-]?)({_SINGULAR})s(?![^\W_])")
"""The plural behind a number: ``1node/job.out`` and ``2nodes/job.out`` differ in it alone."""


def telling_folders(folders: Sequence[str], points: Sequence[Point]) -> list[str]:
    """Return for each file, by its folder and its point of a series, the folders that tell it.

    They end in a slash; "" where none does. A version or a compiler has a folder for its jobs, or
    for those of each count. A folder for each count, or for each repeat, tells no series apart.
    """
    above = commonpath({*folders}) if all(folders) else ""
    names = [folder.removeprefix(above).strip("/") for folder in folders]
    if len({name.count("/") for name in names}) == 1:
        levels = list(zip(*(name.split("/") for name in names), strict=True))
    else:
        levels = [tuple(names)]
    telling = list(filter(None, (_telling_names(level, points) for level in levels)))
    return ["".join(f"{level[place]}/" for level in telling) for place in range(len(folders))]


def _telling_names(names: Sequence[str], points: Sequence[Point]) -> list[str]:
    """The names of folders at one level of which some hold several points; none if of repeats.

    Of names that differ in counts, ``gcc_v2_n1``, what is beside these: all of them hold several.
    """
    if len(set(names)) == 1:
        return []
    pieces = {name: NUMBER.split(name) for name in set(names)}
    plain = {
        name: [AFTER_COUNT.sub(r"\1\2", text) for text in pieces[name][::2]] for name in pieces
    }
    first, *others = plain.values()
    if all(each == first for each in others) and any(map(calls_repeats, pieces[names[0]][::2])):
        return []
    if any(_hold_several(names, points)):
        return list(names)
    of_level = [(pieces[name], tuple(plain[name])) for name in names]
    counted = _counted(of_level, points)
    beside = [
        "".join(
            text + ("*" if place in counted[texts] else number)
            for place, (text, number) in enumerate(zip(texts, [*name[1::2], ""], strict=True))
        )
        for name, texts in of_level
    ]
    several = _hold_several(beside, points)
    return beside if len(several) > 1 and all(several) else []


def _counted(
    names: Sequence[tuple[Sequence[str], tuple[str, ...]]], points: Sequence[Point]
) -> dict[tuple[str, ...], set[int]]:
    """By what is between the numbers of names, which of these are counts of their points."""
    found: dict[tuple[str, ...], set[int]] = {}
    for (name, texts), point in zip(names, points, strict=True):
        counts = {place for place, number in enumerate(name[1::2]) if int(number) in point}
        found[texts] = found.get(texts, counts) & counts
    return found


def _hold_several(names: Sequence[str], points: Sequence[Point]) -> list[bool]:
    held: dict[str, set[Point]] = {}
    for name, point in zip(names, points, strict=True):
        held.setdefault(name, set()).add(point)
    return [len(each) > 1 for each in held.values()]
