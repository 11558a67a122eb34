"""Counts in the script of a job, in settings and in names, where nothing inside a file counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Final

import polars as pl

from parsers.across_inputs.doubling_names import counts_that_double
from parsers.across_inputs.input_counts import InputCounts, Outside, Point
from parsers.across_inputs.scripts_beside import counts_of_script
from parsers.across_inputs.settings_beside import counts_beside, settings_beside
from parsers.grammar.directives import directed_counts
from parsers.grammar.file_turns import without_first_rank
from parsers.grammar.name_counts import NameCounts, read_name
from parsers.grammar.names_by_counts import read_names
from parsers.grammar.patterns import Pattern
from parsers.notes import Note
from parsers.run_records.conforming import conform
from parsers.run_records.records import SCALE
from parsers.short_columns.short_records import Records, records_of
from parsers.short_columns.short_series import repeated, series_of
from parsers.source import Source

_MOST: Final = 1_000
"""Files whose beginnings are looked into; more are none of a scaling study."""
_OUTPUT = Pattern(r"(?:\.(?:log|out|txt|stdout|err|[oe]?\d+))?")
_ENDS_IN_COUNT = Pattern(r"\.\d{1,5}")
_BEGINNING: Final = 8_192


def counts_of_names(
    facts: Sequence[InputCounts], sources: Sequence[Source]
) -> tuple[dict[int, NameCounts], list[Note]]:
    """Return by the place of an input the counts that its path names, and remarks.

    Of those in which nothing counts. The directives of jobs come first, then settings beside them,
    then the file's name, then its folders from the inside out. Single letters (``n8``) count where
    the inputs differ in them alone.
    """
    uncounted = _uncounted(facts)
    directed = _directed(uncounted, facts, sources)
    if directed:
        said = "the directives of its job say so"
        return directed, [_note(each, said, sources[place]) for place, each in directed.items()]
    beside = _beside(uncounted, facts, sources)
    if beside:
        said = "the settings beside it say so"
        return beside, [_note(each, said, sources[place]) for place, each in beside.items()]
    paths = {place: _pieces(sources[place]) for place in uncounted}
    families = _of_paths(paths)
    if doubling := {} if families else counts_that_double(paths, facts):
        said = "numbers in names double, and times fall with them"
        return doubling, [_note(each, said, sources[place]) for place, each in doubling.items()]
    counted: dict[int, NameCounts] = {}
    notes: list[Note] = []
    for place in uncounted:
        found = families.get(place) or _innermost(paths[place])
        known = facts[place].counts and "threads" in (found.counts if found else ())
        if found is not None and all(found.counts.values()) and not known:
            # `gpu_0` is the first of several.
            counted[place] = found
            notes.append(_note(found, "its name says so", sources[place]))
    return counted, notes


def _of_paths(paths: Mapping[int, Sequence[str]]) -> dict[int, NameCounts]:
    """The counts of paths that differ in these, or of folders at one level, as of ``2x64``."""
    whole = {place: "/".join(pieces) for place, pieces in paths.items()}
    depth = min(map(len, paths.values()), default=0)
    levels = (
        {place: each[-level] for place, each in paths.items()} for level in range(1, depth + 1)
    )
    for names in (whole, *levels):
        if found := read_names(list(names.values())):
            return {place: found[name] for place, name in names.items()}
    return {}


def _uncounted(facts: Sequence[InputCounts]) -> list[int]:
    """The places of inputs in which nothing counts, or but the same threads in each of several."""
    points = {each.point for each in facts}
    if len(facts) > 1 and len(points) == 1 and (point := points.pop()) is not None:
        stated = [name for name, count in zip(SCALE, point, strict=True) if count is not None]
        if stated == ["threads"]:
            return list(range(len(facts)))
    return [place for place, each in enumerate(facts) if not each.counts]


def with_counts(records: Records, found: NameCounts) -> Records:
    """Return the records of an input with the counts that its path names."""
    return conform(
        records.with_columns(
            **{
                field: repeated(number, records.height, pl.Int64())
                for field, number in found.counts.items()
            }
        )
    )


def point_with_counts(point: Point, found: NameCounts) -> Point:
    """Return the counts that all records of an input share, with those that its path names."""
    one = {name: series_of([count], pl.Int64()) for name, count in zip(SCALE, point, strict=True)}
    counted = with_counts(records_of(one, 1), found)
    return tuple(counted[name][0] for name in SCALE)


def outside_of(source: Source) -> Outside:
    """Return what stands outside of the results of an input, to be known when it is gone."""
    return Outside(_directed_in(source), settings_beside(source))


def _directed(
    uncounted: Sequence[int], facts: Sequence[InputCounts], sources: Sequence[Source]
) -> dict[int, NameCounts]:
    """The counts of the directives of jobs, where each output has some and they differ."""
    if not 1 < len(uncounted) <= _MOST:
        return {}
    found: dict[int, NameCounts] = {}
    for place in uncounted:
        known = facts[place].outside
        counts = _directed_in(sources[place]) if known is None else known.directed
        if not counts:
            return {}
        found[place] = NameCounts(counts, "")
    return _where_they_differ(found)


def _beside(
    uncounted: Sequence[int], facts: Sequence[InputCounts], sources: Sequence[Source]
) -> dict[int, NameCounts]:
    """The counts of the settings beside results, where each has some and they differ."""
    if not 1 < len(uncounted) <= _MOST:
        return {}
    known = ((facts[place].outside, sources[place]) for place in uncounted)
    counts = counts_beside(
        settings_beside(source) if each is None else each.settings for each, source in known
    )
    named = (NameCounts(each, "") for each in counts)
    return _where_they_differ(dict(zip(uncounted, named, strict=False)))


def _where_they_differ(found: dict[int, NameCounts]) -> dict[int, NameCounts]:
    differ = len({tuple(sorted(each.counts.items())) for each in found.values()}) > 1
    return found if differ else {}


def _directed_in(source: Source) -> dict[str, int]:
    """The counts of the directives that an output begins with, else of those of its script."""
    if not _OUTPUT.fullmatch(source.suffix):
        return {}
    try:
        head = source.head[:_BEGINNING]
    except OSError:
        return {}
    return directed_counts(head.decode("utf-8", errors="replace")) or counts_of_script(source)


def _note(found: NameCounts, why: str, source: Source) -> Note:
    return Note("assumed", f"{found.said}: {why}", source.name)


def _pieces(source: Source) -> list[str]:
    """The last folders and the name of a file, without its ending; of a label, that.

    ``out.8`` ends in what tells it apart.
    """
    path = PurePath(source.name)
    own = path.name if _ENDS_IN_COUNT.fullmatch(path.suffix) else source.stem
    return list(map(without_first_rank, (*path.parent.parts[-2:], own)))


def _innermost(pieces: Sequence[str]) -> NameCounts | None:
    return next(filter(None, (read_name(piece) for piece in reversed(pieces))), None)
