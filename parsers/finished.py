"""What came of all inputs together: what no input could tell of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import polars as pl

from parsers.applied.heard import Wanted, heard
from parsers.assumptions import with_assumptions
from parsers.file_counts import with_counts_of_files
from parsers.found_inputs import FoundInputs
from parsers.guard import guarded
from parsers.labels import distinct_labels, relabelled
from parsers.meaning.interpretation import HeadingRead, Interpretation
from parsers.notes import Note
from parsers.objects.json_text import NO_RUN
from parsers.one_series import join_single_points
from parsers.overruling.override import Override
from parsers.records import concat
from parsers.registry import BINARY, EMPTY, OWN_REPORT, STRANGE, FileReport, InputReading
from parsers.same_runs import without_same_runs
from parsers.short_records import Records, to_frame
from parsers.source import Source

OTHER: Final = (EMPTY, BINARY, STRANGE, OWN_REPORT, f"no runs found: {NO_RUN}")
"""What is said of files that are no results at all, as folders have them beside results."""
FEW: Final = 3
"""So many files of a folder that are no results at all are named each."""

Joint = Callable[[list[Records], list[Source]], tuple[list[Records], list[Note]]]
"""Changes the records of each input by what the others say."""


class Loaded(NamedTuple):
    """Run records of all inputs, remarks on them, a report on each file, and headings renamed.

    ``tables`` says what was made of each table, ``wanted`` what is to be shown of it; ``readings``
    are what each input was read as, before what the others say of it.
    """

    records: pl.DataFrame
    notes: tuple[Note, ...]
    files: tuple[FileReport, ...]
    headings: tuple[HeadingRead, ...] = ()
    tables: tuple[Interpretation, ...] = ()
    wanted: Wanted = Wanted()
    readings: tuple[InputReading, ...] = ()


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
    read = [by_input[item] for item in found.inputs if item in by_input]
    notes = [*found.notes, *_told(read)]
    headings: dict[HeadingRead, None] = {}
    tables: list[Interpretation] = []
    labels = distinct_labels([each.item.source for each in read])
    files = [each.report._replace(label=own) for each, own in zip(read, labels, strict=True)]
    held = [place for place, each in enumerate(read) if each.report.error is None]
    for place in held:
        headings |= dict.fromkeys(read[place].reading.headings)
        tables += read[place].reading.tables
    combined = together(
        [read[place].reading.found for place in held],
        [read[place].item.source for place in held],
        [labels[place] for place in held],
        notes,
        tables,
    )
    records = to_frame(concat(combined.parts))
    wanted, notes = Wanted(), notes + combined.notes
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


def together(
    parts: Sequence[Records],
    sources: Sequence[Source],
    labels: Sequence[str],
    notes: Sequence[Note] = (),
    tables: Sequence[Interpretation] = (),
) -> Combined:
    """Return the records of each input under its label, with what the others say of it.

    Files that tell of one run are left out but one, files with one point each get a label in
    common, and what was assumed, by ``notes`` or by ``tables``, stands in the records.
    """
    if not parts:
        return Combined([], [], [])
    given = [
        relabelled(part, source.label, label)
        for part, source, label in zip(parts, sources, labels, strict=True)
    ]
    sources = [replace(each, label=label) for each, label in zip(sources, labels, strict=True)]
    kept, own, told = guarded(
        "looking for files of one run",
        lambda: without_same_runs(given, sources),
        lambda why: (given, list(sources), [Note("error", why, sources[0].name)]),
    )
    for doing, joint in (
        ("counting by names of files", with_counts_of_files),
        ("joining files of one series", join_single_points),
    ):
        kept, more = _joint(doing, joint, kept, own)
        told += more
    kept, more = guarded(
        "telling what was assumed",
        lambda: (with_assumptions(kept, own, (*notes, *told), tables), []),
        lambda why: (kept, [Note("error", why, own[0].name)]),
    )
    return Combined(kept, own, told + more)


def _joint(
    doing: str, joint: Joint, parts: list[Records], sources: list[Source]
) -> tuple[list[Records], list[Note]]:
    """What looking at all inputs together makes of their records; as they are where that fails."""
    return guarded(
        doing,
        lambda: joint(parts, sources),
        lambda why: (parts, [Note("error", why, sources[0].name)]),
    )


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
