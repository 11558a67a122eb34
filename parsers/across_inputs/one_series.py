"""Files with one point of a scaling series each, as schedulers write them: joined under one label.

The label and, where nothing else names it, the benchmark come from the file's name. So that a file
for each job does not make a series for each job, files whose names differ in numbers alone
(``slurm-1001.out``, ``slurm-1002.out``) get one label (``slurm-*.out``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

import polars as pl

from parsers.across_inputs.batches_of_all import grows_with_count
from parsers.across_inputs.input_counts import BATCH_COLUMN, InputCounts, Point
from parsers.across_inputs.telling_folders import AFTER_COUNT, telling_folders
from parsers.grammar.dated_names import of_any_date, without_date
from parsers.grammar.name_counts import NameCounts
from parsers.grammar.repeat_numbers import NUMBER, REPEATS, calls_repeats
from parsers.grammar.words import words
from parsers.headings.resources import NOUNS
from parsers.meaning.needed_passes import are_needed
from parsers.notes import Note
from parsers.short_columns.short_records import Records
from parsers.short_columns.short_series import repeated, series_of
from parsers.source import Source, stem

_NEAR: Final = 1.5
"""The factor within which repeats of one measurement lie."""
_LEAST: Final = 2
"""Configurations that files of repeats have; those with one are as likely to be compared."""
_MOST: Final = 0.75
"""The share of the values that are that near in repeats, outliers aside."""


class _Part(NamedTuple):
    """One of the files that may belong together, the texts and numbers of its label in turn."""

    place: int
    source: Source
    pieces: tuple[str, ...]
    point: Point


class _Family(NamedTuple):
    """Files whose labels differ in numbers alone, and what tells their folder from others'."""

    folder: str
    parts: list[_Part]


class Joined(NamedTuple):
    """By the place of an input the label that it has in common with others, and remarks.

    ``needed`` are parameters that count what a solver needed in each, and so tell nothing apart;
    ``batched`` are the inputs of which the batch is that of all devices.
    """

    labels: dict[int, str]
    needed: dict[int, list[str]]
    notes: list[Note]
    batched: frozenset[int] = frozenset()


def labels_of_series(
    points: Sequence[Point | None], facts: Sequence[InputCounts], sources: Sequence[Source]
) -> Joined:
    """Return which inputs make a series, with a label in common.

    They make one series where each has a single scale point (``points``), there are several points
    in all, and the inputs have no labels of their own. Where points come again, these are repeats
    only if the names differ in one number besides the count, and that is no version of the code:
    ``job_4_1``. Each version is a series of its own.
    """
    labels: dict[int, str] = {}
    needed: dict[int, list[str]] = {}
    notes: list[Note] = []
    batched: set[int] = set()
    if not any(point is not None and any(point) for point in points):
        return Joined(labels, needed, notes)
    families = chain.from_iterable(map(_by_folder, _families(points, sources)))
    for folder, parts in (
        (each.folder, found) for each in families for found in _series(each.parts)
    ):
        common = _common(parts)
        label = common if f"/{folder}" in f"/{common}" else folder + common
        labels |= dict.fromkeys((part.place for part in parts), label)
        if names := _needed(facts, parts):
            needed |= dict.fromkeys((part.place for part in parts), names)
        text = (
            f"{len(parts)} files with one scale point each read as one series; name "
            "them (a=FILE b=FILE) to keep them apart"
        )
        notes.append(Note("assumed", text, label))
        batches = [facts[part.place].passes.get(BATCH_COLUMN, ()) for part in parts]
        if grows_with_count([part.point for part in parts], batches):
            batched |= {part.place for part in parts}
            text = "the batch grows with the count: read as the global batch"
            notes.append(Note("assumed", text, label))
    return Joined(labels, needed, notes, frozenset(batched))


def _needed(facts: Sequence[InputCounts], parts: Sequence[_Part]) -> list[str]:
    """The iterations that a solver needed in each file, by which no two would be comparable."""
    names = dict.fromkeys(name for part in parts for name in facts[part.place].passes)
    names.pop(BATCH_COLUMN, None)
    found = {
        name: [
            (part.point, number)
            for part in parts
            for number in facts[part.place].passes.get(name, ())
        ]
        for name in names
    }
    return [
        name
        for name, pairs in found.items()
        if None not in (number for _, number in pairs)
        and are_needed((place, number) for place, number in pairs if number is not None)
    ]


def without(records: Records, names: Sequence[str]) -> Records:
    """Return the records of an input without what is in these columns."""
    empty = {
        name: repeated(None, records.height, records[name].dtype)
        for name in names
        if name in records.columns
    }
    return records.with_columns(**empty) if empty else records


def labels_of_repeats(
    facts: Sequence[InputCounts], named: Mapping[int, NameCounts], sources: Sequence[Source]
) -> tuple[dict[int, str], list[Note]]:
    """Return by the place of an input the label in common where all are repeats, and remarks.

    They are where their labels differ in the number of a run, a trial or the like alone, and most
    values of the same configuration agree; ``named`` are counts that names of inputs say.
    """
    labels: dict[int, str] = {}
    notes: list[Note] = []
    if not any(len(each.values) >= _LEAST for each in facts):
        return labels, notes
    for parts in _families([None] * len(facts), sources):
        varying = _varying(parts)
        if len(varying) != 1 or not _calls_repeats(parts, varying[0]):
            continue
        counts = [named[part.place].counts if part.place in named else {} for part in parts]
        values = [facts[part.place].values for part in parts]
        if any(each != counts[0] for each in counts) or not _agree(values):
            continue
        label = _common(parts)
        labels |= dict.fromkeys((part.place for part in parts), label)
        text = f"{len(parts)} files read as repeats; name them (a=FILE b=FILE) to keep them apart"
        notes.append(Note("assumed", text, label))
    return labels, notes


def _calls_repeats(parts: Sequence[_Part], place: int) -> bool:
    """Whether the word before a number of the labels is one for repeats."""
    return calls_repeats(parts[0].pieces[place - 1])


def _agree(parts: Sequence[Mapping[str, float]]) -> bool:
    """Whether all have the same several configurations, with values as near as those of repeats."""
    first = parts[0]
    if len(first) < _LEAST or any(part.keys() != first.keys() for part in parts):
        return False
    near = [
        0 < max(part[key] for part in parts) <= _NEAR * min(part[key] for part in parts)
        for key in first
    ]
    return sum(near) >= _MOST * len(near)


def _families(points: Sequence[Point | None], sources: Sequence[Source]) -> list[list[_Part]]:
    """Group the inputs whose labels differ in numbers alone."""
    families: dict[tuple[str, ...], list[_Part]] = {}
    if len(points) < 2:
        return []
    plain: dict[str, str] = {}
    for place, (point, source) in enumerate(zip(points, sources, strict=True)):
        texts = NUMBER.split(source.label)
        for text in texts[::2]:
            if text not in plain:
                plain[text] = AFTER_COUNT.sub(r"\1\2", text)
        pieces = tuple(plain.get(text, text) for text in texts)
        counts = point if point is not None and any(point) else ()
        families.setdefault(pieces[::2], []).append(_Part(place, source, pieces, counts))
    return [parts for parts in families.values() if len(parts) > 1]


def _by_folder(parts: list[_Part]) -> list[_Family]:
    """Return the parts that lie in one folder where folders tell series apart."""
    folders = [part.source.name.rpartition("/")[0] for part in parts]
    families: dict[str, list[_Part]] = {}
    telling = telling_folders(folders, [part.point for part in parts])
    for part, folder in zip(parts, telling, strict=True):
        families.setdefault(folder, []).append(part)
    return [_Family(folder, each) for folder, each in families.items()]


def _series(parts: list[_Part]) -> list[list[_Part]]:
    """Return the parts that make one series each."""
    points = {part.point for part in parts}
    if () in points or len(points) == 1:
        return []
    varying = _varying(parts)
    besides = [place for place in varying if not _is_count(parts, place)]
    are_repeats = len(besides) == 1 and _numbers_repeats(parts, besides[0])
    if len(points) == len(parts) or len(varying) == 1 or are_repeats:
        return [parts]
    if len(besides) == len(varying):
        return []
    telling = [place for place in besides if not _calls_repeats(parts, place)]
    apart: dict[tuple[str, ...], list[_Part]] = {}
    for part in parts:
        apart.setdefault(tuple(part.pieces[place] for place in telling), []).append(part)
    several = [(len({part.point for part in each}), each) for each in apart.values()]
    return [
        each for found, each in several if found > 1 and (telling != besides or found == len(each))
    ]


def _is_count(parts: Sequence[_Part], place: int) -> bool:
    """Whether the number at a place of each label is one of the counts inside the file."""
    return all(int(part.pieces[place]) in part.point for part in parts)


def _numbers_repeats(parts: Sequence[_Part], place: int) -> bool:
    """Whether a number of the labels can only be that of a repeat, by the word before it.

    The ``2`` of ``solver-1.2_n4`` is one of a version.
    """
    if parts[0].pieces[place - 1] == ".":
        return False
    said = words(parts[0].pieces[place - 1])
    return not said or said[-1] in REPEATS or (place > 1 and said[-1] in NOUNS)


def _varying(parts: Sequence[_Part]) -> list[int]:
    """The places of the pieces in which the labels differ."""
    along = zip(*(part.pieces for part in parts), strict=True)
    return [place for place, pieces in enumerate(along) if len(set(pieces)) > 1]


def _common(parts: Sequence[_Part]) -> str:
    varying = _varying(parts)
    return "".join(
        "*" if place in varying else piece for place, piece in enumerate(parts[0].pieces)
    )


def joined_to(frame: Records, source: Source, label: str) -> Records:
    """Return the records of an input under the label of its series.

    What they run is called after the file no more.
    """
    # An id that is not spelt out is made of the label.
    own = series_of([f"{source.label}:{line}" for line in frame["line"]])
    fallbacks = dict.fromkeys((source.label, source.stem), stem(label))
    if label != of_any_date(source.label):
        # More than nights of one benchmark, which is called after its file without the date.
        fallbacks[without_date(source.stem)] = stem(label)
    return frame.with_columns(
        run=frame["run"].fill_null(own),
        label=repeated(label, frame.height),
        benchmark=frame["benchmark"].cast(pl.String).replace(fallbacks),
    )
