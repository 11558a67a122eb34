"""What came of all inputs together: what no input could tell of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import polars as pl

from parsers.across_inputs.assumptions import with_assumptions
from parsers.across_inputs.batches_of_all import with_batch_of_all
from parsers.across_inputs.copied_folders import without_copied_folders
from parsers.across_inputs.failed_files import with_failed_files
from parsers.across_inputs.file_counts import counts_of_names, point_with_counts, with_counts
from parsers.across_inputs.input_counts import InputCounts, Point, counts_of_input
from parsers.across_inputs.labels import distinct_labels, relabelled
from parsers.across_inputs.one_series import (
    Joined,
    joined_to,
    labels_of_repeats,
    labels_of_series,
    without,
)
from parsers.across_inputs.other_readings import remarks_on_readings
from parsers.across_inputs.own_tables import without_own_tables
from parsers.across_inputs.same_runs import without_same_runs
from parsers.across_inputs.told_again import ToldAgain, told_again, with_told_again
from parsers.applied.heard import Wanted, heard
from parsers.grammar.name_counts import NameCounts
from parsers.guard import guarded
from parsers.input_reading import FileReport, InputReading
from parsers.inputs.dated_inputs import labels_of_nights
from parsers.inputs.found_inputs import FoundInputs
from parsers.inputs.own_reports import OWN_REPORT
from parsers.meaning.interpretation import HeadingRead, Interpretation
from parsers.notes import Note
from parsers.objects.json_text import NO_RUN
from parsers.overruling.override import Override
from parsers.registry import BINARY, EMPTY, STRANGE
from parsers.run_records.joined_records import concat
from parsers.short_columns.short_records import Records, to_frame
from parsers.source import Source

OTHER: Final = (EMPTY, BINARY, STRANGE, OWN_REPORT, f"no runs found: {NO_RUN}")
"""What is said of files that are no results at all, as folders have them beside results."""
FEW: Final = 3
"""So many files of a folder that are no results at all are named each."""


class Loaded(NamedTuple):
    """Run records of all inputs, remarks on them, a report on each file, and headings renamed.

    ``tables`` says what was made of each table, ``wanted`` what is to be shown of it; ``readings``
    are what each input was read as, before what the others say of it. ``answered`` are conditions
    that an archive has met and that name what its folders say, and no column of the records.
    """

    records: pl.DataFrame
    notes: tuple[Note, ...]
    files: tuple[FileReport, ...]
    headings: tuple[HeadingRead, ...] = ()
    tables: tuple[Interpretation, ...] = ()
    wanted: Wanted = Wanted()
    readings: tuple[InputReading, ...] = ()
    answered: tuple[str, ...] = ()


class Decided(NamedTuple):
    """What inputs say of each other, by their places.

    ``kept`` are those that do not tell of a run again; ``counts`` are those that names say,
    ``labels`` those in common, ``needed`` parameters that tell none of them apart, ``batched`` the
    places of those whose batch is that of all devices, ``again`` the rows that tell again what
    others measured; ``notes`` are remarks on it.
    """

    kept: list[int]
    counts: dict[int, NameCounts]
    labels: dict[int, str]
    needed: dict[int, list[str]]
    notes: list[Note]
    batched: frozenset[int] = frozenset()
    again: Mapping[int, Sequence[ToldAgain]] = MappingProxyType({})

    @property
    def changed(self) -> set[int]:
        """The places of inputs whose records are to be changed."""
        return {*self.counts, *self.labels, *self.needed, *self.batched, *self.again}


class Combined(NamedTuple):
    """The records of each input with what the others say of it, its source, and remarks."""

    parts: list[Records]
    sources: list[Source]
    notes: list[Note]


def finished(found: FoundInputs, readings: Iterable[InputReading]) -> Loaded:
    """Return what ``readings`` of the inputs ``found`` are together.

    They may come in any order, and some may still be missing: what is there is what those that
    came would be if they were all.
    """
    by_input = {each.item: each for each in readings}
    read = [part for item in found.inputs if item in by_input for part in by_input[item].each]
    read = with_failed_files(without_own_tables(read))
    notes = [*found.notes, *_told(read)]
    headings: dict[HeadingRead, None] = {}
    tables: list[Interpretation] = []
    given = [each.item.source for each in read]
    labels = distinct_labels(given)
    files = [each.report._replace(label=own) for each, own in zip(read, labels, strict=True)]
    held = [place for place, each in enumerate(read) if each.report.error is None]
    for place in held:
        headings |= dict.fromkeys(read[place].reading.headings)
        tables += read[place].reading.tables
    sources = [given[place] for place in held]
    own = [labels[place] for place in held]
    parts = dict(enumerate(read[place].reading.found for place in held))
    facts = [
        counts_of_input(part, source) for part, source in zip(parts.values(), sources, strict=True)
    ]
    named = [source.called(label) for source, label in zip(sources, own, strict=True)]
    combined = applied(decided(facts, named), parts, sources, own, notes, tables)
    records = to_frame(concat(combined.parts))
    wanted, notes = Wanted(), notes + combined.notes + list(remarks_on_readings(tables, records))
    if found.overrides and combined.parts:
        names = [(source.name, source.label) for source in combined.sources]
        met = frozenset[Override]().union(*(each.met for each in read))
        wanted, told = heard(found.overrides, names, met, records, tuple(headings), tables)
        notes += told
    return Loaded(
        records,
        tuple(notes),
        tuple(files),
        tuple(headings),
        tuple(tables),
        wanted,
        tuple(read),
    )


def joined_loads(loads: Sequence[Loaded]) -> Loaded:
    """Return several loads as one, where these say nothing of each other."""
    answered = set(loads[0].answered).intersection(*(each.answered for each in loads))
    return Loaded(
        to_frame(concat([each.records for each in loads])),
        tuple(note for each in loads for note in each.notes),
        tuple(report for each in loads for report in each.files),
        tuple(dict.fromkeys(read for each in loads for read in each.headings)),
        tuple(table for each in loads for table in each.tables),
        next((each.wanted for each in loads if each.wanted != Wanted()), Wanted()),
        answered=tuple(answered),
    )


def decided(facts: Sequence[InputCounts], sources: Sequence[Source]) -> Decided:
    """Return what inputs say of each other; ``sources`` have labels that tell them apart."""
    if not sources:
        return Decided([], {}, {}, {}, [])
    first = sources[0].name
    kept, notes = guarded(
        "looking for files of one run",
        lambda: without_same_runs(sources),
        lambda why: (list(range(len(sources))), [Note("error", why, first)]),
    )
    ours = [facts[place] for place in kept]
    own = [sources[place] for place in kept]
    each_once, told = guarded(
        "looking for copies of folders",
        lambda: without_copied_folders(ours, own),
        lambda why: (list(range(len(own))), [Note("error", why, first)]),
    )
    notes += told
    kept = [kept[place] for place in each_once]
    ours = [facts[place] for place in kept]
    own = [sources[place] for place in kept]
    nothing: dict[int, Any] = {}
    counts, told = guarded(
        "counting by names of files",
        lambda: counts_of_names(ours, own),
        lambda why: (nothing, [Note("error", why, first)]),
    )
    notes += told
    nights, told = guarded(
        "joining files of one benchmark over time",
        lambda: labels_of_nights(own),
        lambda why: (nothing, [Note("error", why, first)]),
    )
    notes += told
    own = [each.called(nights.get(at, each.label)) for at, each in enumerate(own)]
    series = guarded(
        "joining files of one series",
        lambda: labels_of_series(_points(ours, counts), ours, own),
        lambda why: Joined({}, {}, [Note("error", why, first)]),
    )
    repeats, told = guarded(
        "joining files of repeats",
        lambda: labels_of_repeats(ours, counts, own),
        lambda why: (nothing, [Note("error", why, first)]),
    )
    joined = nights | series.labels | repeats
    again, more = guarded(
        "looking for summaries of other files",
        lambda: told_again(ours, counts, joined, own),
        lambda why: (nothing, [Note("error", why, first)]),
    )
    return Decided(
        kept,
        {kept[place]: found for place, found in counts.items()},
        {kept[place]: label for place, label in joined.items()},
        {kept[place]: names for place, names in series.needed.items()},
        notes + series.notes + told + more,
        frozenset(kept[place] for place in series.batched),
        {kept[place]: rows for place, rows in again.items()},
    )


def _points(facts: Sequence[InputCounts], counts: Mapping[int, NameCounts]) -> list[Point | None]:
    return [
        point_with_counts(each.point, counts[place])
        if each.point is not None and place in counts
        else each.point
        for place, each in enumerate(facts)
    ]


def applied(
    told: Decided,
    parts: Mapping[int, Records],
    sources: Sequence[Source],
    labels: Sequence[str],
    notes: Sequence[Note] = (),
    tables: Sequence[Interpretation] = (),
) -> Combined:
    """Return the records of inputs, given by their places, with what was decided of them.

    ``sources`` and their new ``labels`` are those of all inputs. What was assumed, by ``notes`` or
    by ``tables``, stands in the records.
    """
    # Of an archive's tens of thousands only a few have to be changed.
    kept = [place for place in told.kept if place in parts]
    own = {place: sources[place].called(labels[place]) for place in kept}
    made, failed = guarded(
        "putting what files say of each other into their records",
        lambda: ([_applied(told, parts, sources, own, place) for place in kept], []),
        lambda why: (
            [relabelled(parts[place], sources[place].label, labels[place]) for place in kept],
            [Note("error", why, own[kept[0]].name)],
        ),
    )
    ours = [own[place] for place in kept]
    if not ours:
        return Combined([], [], told.notes)
    made, more = guarded(
        "telling what was assumed",
        lambda: (with_assumptions(made, ours, (*notes, *told.notes), tables), []),
        lambda why: (made, [Note("error", why, ours[0].name)]),
    )
    return Combined(made, ours, told.notes + failed + more)


def _applied(
    told: Decided,
    parts: Mapping[int, Records],
    sources: Sequence[Source],
    own: Mapping[int, Source],
    place: int,
) -> Records:
    part = relabelled(parts[place], sources[place].label, own[place].label)
    if place in told.counts:
        part = with_counts(part, told.counts[place])
    if place in told.labels:
        part = joined_to(part, own[place], told.labels[place])
    if place in told.batched:
        part = with_batch_of_all(part)
    if place in told.again:
        part = with_told_again(part, told.again[place])
    return without(part, told.needed[place]) if place in told.needed else part


def _told(read: Sequence[InputReading]) -> list[Note]:
    """The remarks on each input; of files of a folder that are no results at all, how many."""
    notes: list[Note] = []
    brought: dict[str, list[bool]] = {}
    strange: dict[str, list[Note]] = {}
    for item, reading, report, *_ in read:
        is_other = not item.named and report.error in OTHER
        remarks = strange.setdefault(item.argument, []) if is_other else notes
        remarks += reading.notes
        if not item.named:
            brought.setdefault(item.argument, []).append(report.error is None)
    for argument, successes in brought.items():
        others = strange.get(argument, [])
        if len(others) <= FEW:
            notes += others
        elif any(successes):
            text = f"{len(others)} of {len(successes)} files hold no results, e.g. {others[0]}"
            notes.append(Note("skipped", text, argument))
        if not any(successes):
            text = f"none of its {len(successes)} files holds results; name one to see why"
            notes.append(Note("error", text, argument))
    return notes
