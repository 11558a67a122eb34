"""What became of the files that were loaded, in a screenful however many they are."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import polars as pl

from analysis.run_counts import summaries
from parsers import FileReport, Loaded
from parsers.notes import Kind, Note
from parsers.run_records.records import RUN

_MOST_KINDS: Final = 3
"""Different reasons that are told of what was not read, was skipped or assumed."""
_MOST_READERS: Final = 5
_FEW: Final = 3
"""Files that are named."""
_OWN: Final = re.compile(r"'[^']*'|`[^`]*`|\d[\d.,]*|(?<=[a-z])s\b")
"""What differs between remarks of one kind: quoted text, numbers, and the plural after them."""


class Told(NamedTuple):
    """A title, and facts about it under their labels; ``is_bad``: something could not be read."""

    title: str
    facts: tuple[tuple[str, str], ...]
    is_bad: bool = False


def load_report(loaded: Loaded) -> Told | None:
    """Return what became of the files, what went wrong first; null where there is one file."""
    if len(loaded.files) < 2:
        return None
    unread = [file for file in loaded.files if file.error is not None]
    read = [file for file in loaded.files if file.error is None]
    counts = [f"{len(read):,} read", *([f"{len(unread):,} not read"] if unread else [])]
    stated = summaries(loaded.records)
    folder = _folder([file.source for file in loaded.files])
    facts = [
        *_unread(unread),
        *_without_result(loaded.records),
        *_remarks("skipped", read, loaded.notes),
        *_remarks("assumed", read, loaded.notes),
        *_by_reader(read, stated),
    ]
    files = f"{_files(loaded.files)}{f' in {folder}' if folder else ''}"
    return Told(
        f"{files}: {', '.join(counts)}; {runs_read(read, stated)}",
        tuple((label, said.replace(f"{folder}/", "") if folder else said) for label, said in facts),
        bool(unread),
    )


def _folder(names: Sequence[str]) -> str:
    """Return the folder that all files are in, which need not be said of each."""
    try:
        return os.path.commonpath([os.path.dirname(name) for name in names])  # noqa: PTH120
    except ValueError:
        # Some are named from the root on, some from here.
        return ""


def and_others(names: Sequence[str]) -> str:
    """Return the first few of ``names``, and how many more there are."""
    more = f" and {len(names) - _FEW:,} more" if len(names) > _FEW else ""
    return ", ".join(names[:_FEW]) + more


def _unread(files: Iterable[FileReport]) -> Iterator[tuple[str, str]]:
    by_reason: dict[str, list[str]] = {}
    for file in files:
        by_reason.setdefault(_kind_of(str(file.error)), []).append(file.source)
    reasons = {_kind_of(str(file.error)): str(file.error) for file in files}
    groups = sorted(by_reason.items(), key=lambda group: -len(group[1]))
    for kind, names in groups[:_MOST_KINDS]:
        yield "not read", f"{_files(names)}: {reasons[kind]}: {and_others(names)}"
    yield from _rest(groups, "reason why files were not read", "reasons why files were not read")


def _without_result(records: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """Yield each kind of reason why runs have no result, with their files."""
    failed = pl.col("status").cast(pl.String).fill_null("ok") != "ok"
    ended = records.filter(failed & (pl.col("role") != "summary").fill_null(value=True))
    by_reason = ended.group_by(pl.coalesce("reason", pl.col("status").cast(pl.String)).alias("why"))
    found = by_reason.agg(RUN.n_unique().alias("runs"), pl.col("source").unique().sort())
    alike: dict[str, list[tuple[str, int, list[str]]]] = {}
    for why, runs, sources in found.sort("runs", "why", descending=[True, False]).iter_rows():
        alike.setdefault(_kind_of(why), []).append((why, runs, sources))
    groups = sorted(alike.values(), key=lambda group: -sum(runs for _, runs, _ in group))
    for group in groups[:_MOST_KINDS]:
        number = sum(runs for _, runs, _ in group)
        names = sorted({name for _, _, sources in group for name in sources})
        runs = f"{number:,} {'run' if number == 1 else 'runs'}"
        yield "no result", f"{runs}: {group[0][0]}: {and_others(names)}"
    yield from _rest(groups, "reason", "reasons")


def _remarks(
    kind: Kind, files: Iterable[FileReport], notes: Iterable[Note]
) -> Iterator[tuple[str, str]]:
    """Yield each kind of remark once, with the files that it is about."""
    sources = {file.source for file in files}
    alike: dict[str, list[Note]] = {}
    for note in notes:
        if note.kind == kind and note.source in sources:
            alike.setdefault(_kind_of(note.text), []).append(note)
    groups = sorted(alike.items(), key=lambda group: -len({note.source for note in group[1]}))
    for _, shared in groups[:_MOST_KINDS]:
        names = {note.source for note in shared}
        others = len(shared) - 1
        more = f"; {others:,} more{f' ({_files(names)})' if len(names) > 1 else ''}"
        yield kind, f"{shared[0]}{more if others else ''}"
    yield from _rest(groups, "kind of remark", "kinds of remarks")


def _by_reader(files: Iterable[FileReport], stated: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    by_reader: dict[str, list[FileReport]] = {}
    for file in files:
        by_reader.setdefault(" and ".join(file.readers), []).append(file)
    groups = sorted(by_reader.items(), key=lambda group: -len(group[1]))
    for reader, taken in groups[:_MOST_READERS]:
        names = [
            file.source
            if len(taken) == 1
            else f"{file.source} ({file.runs - stated.get(file.source, 0):,})"
            for file in taken
        ]
        runs = runs_read(taken, stated)
        yield "read", f"{_files(taken)} as {reader}, {runs}: {and_others(names)}"
    yield from _rest(groups, "reader", "readers", _MOST_READERS)


def _rest(
    groups: Sequence[object], one: str, several: str, most: int = _MOST_KINDS
) -> Iterator[tuple[str, str]]:
    if more := max(0, len(groups) - most):
        yield "", f"and {more:,} more {one if more == 1 else several}"


def _files(files: Collection[object]) -> str:
    return f"{len(files):,} {'file' if len(files) == 1 else 'files'}"


def runs_read(files: Iterable[FileReport], stated: Mapping[str, int]) -> str:
    """Return ``106 runs and 15 summaries``; ``stated``: how many are summaries, by source."""
    runs, sums = 0, 0
    for file in files:
        runs += file.runs
        sums += stated.get(file.source, 0)
    counts = [(runs - sums, "run", "runs"), (sums, "summary", "summaries")]
    said = [f"{number:,} {one if number == 1 else several}" for number, one, several in counts]
    return " and ".join(said if sums else said[:1])


def _kind_of(text: str) -> str:
    return _OWN.sub("", text)
