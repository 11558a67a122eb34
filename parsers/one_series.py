"""Files with one point of a scaling series each, as schedulers write them: joined under one label.

The label and, where nothing else names it, the benchmark come from the file's name. So that a file
for each job does not make a series for each job, files whose names differ in numbers alone
(``slurm-1001.out``, ``slurm-1002.out``) get one label (``slurm-*.out``).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import PurePath
from typing import Final, NamedTuple

import polars as pl

from parsers.grammar.middle import median
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set, words
from parsers.headings.resources import NOUNS
from parsers.meaning.needed_passes import are_needed, counts_passes
from parsers.notes import Note
from parsers.records import SCALE
from parsers.short_records import Records, to_frame
from parsers.short_series import repeated, series_of
from parsers.source import Source, stem
from parsers.together.summaries import NOT_IDENTITY

MOST_ROWS: Final = 1_000
"""No file of a single job has more records; longer ones are not looked into."""
_NUMBER = Pattern(r"(\d+)")
_NEAR: Final = 1.5
"""The factor within which repeats of one measurement lie."""
_MOST: Final = 0.75
"""The share of the values that are that near in repeats, outliers aside."""
_OF_FILE: Final = ("run", "label", "source", "line")
_REPEATS: Final = word_set("run rep repeat repetition trial try attempt iter iteration r job seed")


class _Part(NamedTuple):
    """One of the files that may belong together, the texts and numbers of its label in turn."""

    place: int
    source: Source
    pieces: tuple[str, ...]
    point: tuple[int | None, ...]


def join_single_points(
    frames: Sequence[Records], sources: Sequence[Source]
) -> tuple[list[Records], list[Note]]:
    """Return the records of each input, with a label in common where several make one series.

    They do where each has a single scale point, there are several points in all, and the inputs
    have no labels of their own. Where points come again, these are repeats only if the names
    differ in one number besides the count, and that is no version of the code: ``job_4_1``. Each
    version is a series of its own.
    """
    joined = list(frames)
    notes = []
    for parts in chain.from_iterable(map(_series, _families(frames, sources))):
        label = _common(parts)
        needed = _needed(frames, parts)
        for part in parts:
            frame = _relabelled(frames[part.place], part.source, label)
            joined[part.place] = _without(frame, needed)
        text = (
            f"{len(parts)} files with one scale point each read as one series; name "
            "them (a=FILE b=FILE) to keep them apart"
        )
        notes.append(Note("assumed", text, label))
    return joined, notes


def _needed(frames: Sequence[Records], parts: Sequence[_Part]) -> list[str]:
    """The iterations that a solver needed in each file, by which no two would be comparable."""
    names = dict.fromkeys(
        name for part in parts for name in frames[part.place].columns if counts_passes(name)
    )
    pairs = {
        name: [
            (part.point, value)
            for part in parts
            if name in frames[part.place].columns
            for value in frames[part.place][name]
        ]
        for name in names
    }
    return [
        name
        for name, found in pairs.items()
        if all(isinstance(value, int) for _, value in found) and are_needed(found)
    ]


def _without(frame: Records, names: Sequence[str]) -> Records:
    """The records without what is in these columns."""
    empty = {
        name: repeated(None, frame.height, frame[name].dtype)
        for name in names
        if name in frame.columns
    }
    return frame.with_columns(**empty) if empty else frame


def join_repeats(
    frames: Sequence[Records], sources: Sequence[Source]
) -> tuple[list[Records], list[Note]]:
    """Return the records of each input, with a label in common where all are repeats.

    They are where their labels differ in the number of a run, a trial or the like alone, and most
    values of the same configuration agree.
    """
    joined = list(frames)
    notes = []
    for parts in _families(frames, sources):
        varying = _varying(parts)
        if len(varying) != 1 or not _calls_repeats(parts, varying[0]):
            continue
        if not _agree([_values(frames[part.place], part.source) for part in parts]):
            continue
        label = _common(parts)
        for part in parts:
            joined[part.place] = _relabelled(frames[part.place], part.source, label)
        text = f"{len(parts)} files read as repeats; name them (a=FILE b=FILE) to keep them apart"
        notes.append(Note("assumed", text, label))
    return joined, notes


def _calls_repeats(parts: Sequence[_Part], place: int) -> bool:
    """Whether the word before a number of the labels is one for repeats."""
    said = words(parts[0].pieces[place - 1])
    return bool(said) and said[-1] in _REPEATS


def _values(frame: Records, source: Source) -> dict[tuple[object, ...], float]:
    """Configuration -> the median of its values; nothing where the label is the user's own."""
    is_named_after_file = PurePath(source.name).name in source.label
    if not is_named_after_file or not 0 < frame.height <= MOST_ROWS:
        return {}
    whole = to_frame(frame).filter(pl.col("value").is_not_null())
    keys = [
        name
        for name, dtype in whole.schema.items()
        if name not in {*NOT_IDENTITY, *_OF_FILE} and not dtype.is_nested()
    ]
    values: dict[tuple[object, ...], list[float]] = {}
    for *key, value in whole.select(*keys, "value").iter_rows():
        named = tuple(None if each == source.stem else each for each in key)
        values.setdefault(named, []).append(value)
    return {key: median(each) for key, each in values.items()}


def _agree(parts: Sequence[dict[tuple[object, ...], float]]) -> bool:
    """Whether all have the same configurations, several, with values as near as those of repeats.

    Files with a single one are as likely to be compared.
    """
    first = parts[0]
    if len(first) < 2 or any(part.keys() != first.keys() for part in parts):
        return False
    near = [
        0 < max(part[key] for part in parts) <= _NEAR * min(part[key] for part in parts)
        for key in first
    ]
    return sum(near) >= _MOST * len(near)


def _families(frames: Sequence[Records], sources: Sequence[Source]) -> list[list[_Part]]:
    """Group the inputs whose labels differ in numbers alone."""
    families: dict[tuple[str, ...], list[_Part]] = {}
    if len(frames) < 2:
        return []
    for place, (frame, source) in enumerate(zip(frames, sources, strict=True)):
        pieces = tuple(_NUMBER.split(source.label))
        point = _single_point(frame, source)
        families.setdefault(pieces[::2], []).append(_Part(place, source, pieces, point))
    return [parts for parts in families.values() if len(parts) > 1]


def _single_point(frame: Records, source: Source) -> tuple[int | None, ...]:
    """The scale that all records of an input share; nothing where there is none, or several."""
    is_named_after_file = PurePath(source.name).name in source.label
    if not is_named_after_file or not 0 < frame.height <= MOST_ROWS:
        return ()
    (label, *counts), *others = {*zip(*(frame[name] for name in ("label", *SCALE)), strict=True)}
    return () if others or label != source.label or not any(counts) else tuple(counts)


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
    apart: dict[tuple[str, ...], list[_Part]] = {}
    for part in parts:
        apart.setdefault(tuple(part.pieces[place] for place in besides), []).append(part)
    return [each for each in apart.values() if 1 < len({part.point for part in each}) == len(each)]


def _is_count(parts: Sequence[_Part], place: int) -> bool:
    """Whether the number at a place of each label is one of the counts inside the file."""
    return all(int(part.pieces[place]) in part.point for part in parts)


def _numbers_repeats(parts: Sequence[_Part], place: int) -> bool:
    """Whether a number of the labels can only be that of a repeat, by the word before it."""
    said = words(parts[0].pieces[place - 1])
    return not said or said[-1] in _REPEATS or (place > 1 and said[-1] in NOUNS)


def _varying(parts: Sequence[_Part]) -> list[int]:
    """The places of the pieces in which the labels differ."""
    along = zip(*(part.pieces for part in parts), strict=True)
    return [place for place, pieces in enumerate(along) if len(set(pieces)) > 1]


def _common(parts: Sequence[_Part]) -> str:
    varying = _varying(parts)
    return "".join(
        "*" if place in varying else piece for place, piece in enumerate(parts[0].pieces)
    )


def _relabelled(frame: Records, source: Source, label: str) -> Records:
    """The records under another label; what they run is called after the file no more."""
    # An id that is not spelt out is made of the label.
    own = series_of([f"{source.label}:{line}" for line in frame["line"]])
    fallbacks = dict.fromkeys((source.label, source.stem), stem(label))
    return frame.with_columns(
        run=frame["run"].fill_null(own),
        label=repeated(label, frame.height),
        benchmark=frame["benchmark"].cast(pl.String).replace(fallbacks),
    )
