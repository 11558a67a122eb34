"""The inputs of an archive of which there are records, and what they say of each other."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol

import polars as pl

from parsers.across_inputs.finished import Decided, Loaded, decided
from parsers.across_inputs.input_counts import InputCounts
from parsers.across_inputs.labels import distinct_labels
from parsers.archive.asked import Condition, all_met
from parsers.archive.manifest import FACTS, Manifest, notes_of
from parsers.archive.one_query import collected
from parsers.archive.written_parts import INPUT
from parsers.input_reading import FileReport
from parsers.notes import Note
from parsers.source import Source, stem

MOST_TOGETHER: Final = 20_000
"""Of more files the labels are told apart, and no more is looked for that they say of each other:
that takes some milliseconds a file."""
_REPORTED: Final = FileReport._fields
_UNSAID: Final = {counts: InputCounts(counts, None) for counts in (False, True)}
"""What most inputs are known by: whether they count anything, and nothing else."""


class Holdings(Protocol):
    """What is known of the inputs of an archive, wherever that is kept."""

    @property
    def name(self) -> str:
        """What the archive is called in remarks."""

    @property
    def columns(self) -> Sequence[str]:
        """The columns of the records, in their order; those not among them come after."""

    @property
    def input_count(self) -> int:
        """How many inputs have records."""

    def inputs(self, columns: Sequence[str], sources: Sequence[str] | None) -> pl.DataFrame:
        """Return ``columns`` of the entries with records, of ``sources`` alone where given."""


class KnownInputs(NamedTuple):
    """What is known of inputs with records, and ``decisions``, null where there are too many.

    ``labels`` tell them apart; ``touched`` are the places of those alone that are asked for, and
    ``reports`` are of these.
    """

    inputs: _Inputs
    labels: list[str]
    decisions: Decided | None
    notes: list[Note]
    reports: tuple[FileReport, ...]
    touched: list[int]

    @property
    def new_labels(self) -> dict[str, str]:
        """The label of each input by its name."""
        names = (source.name for source in self.inputs.sources)
        return dict(zip(names, self.labels, strict=True))


def with_answered(loaded: Loaded, choosing: Sequence[Condition]) -> Loaded:
    """Return what was loaded, with conditions that it has met and that its columns cannot tell."""
    only_here = [each.text for each in choosing if not each.names <= {*loaded.records.columns}]
    return loaded._replace(answered=tuple(only_here))


def with_joined(
    held: Holdings, choosing: Sequence[Condition]
) -> tuple[list[Condition], Together | None]:
    """Return conditions that choose files as well whose benchmark is called after their series.

    With them comes what was looked at, see ``joined_inputs``.
    """
    joined, together = joined_inputs(held, choosing)
    return [
        each._replace(
            meant=each.meant | pl.col(INPUT).is_in(joined[each.text]), names=each.names | {INPUT}
        )
        if each.text in joined
        else each
        for each in choosing
    ], together


def joined_inputs(
    held: Holdings, choosing: Sequence[Condition]
) -> tuple[dict[str, list[str]], Together | None]:
    """Return by its text the inputs that a condition may choose by the name of their series.

    What is stored is called after each file. With it comes what was looked at to know that, if it
    was; of very many files nothing is.
    """
    about = [each for each in choosing if "benchmark" in each.names]
    if not about or held.input_count > MOST_TOGETHER:
        return {}, None
    together = _together_of(held, ())
    called = pl.DataFrame(
        [(stem(label), together.inputs.sources[place].name) for place, label in together.series],
        schema={"benchmark": pl.String(), INPUT: pl.String()},
        orient="row",
    )
    # What else a condition names is not known before records are read.
    chosen = {
        each.text: called.filter(all_met([each])) if each.names == {"benchmark"} else called
        for each in about
    }
    return {text: of[INPUT].to_list() for text, of in chosen.items() if of.height}, together


def names_of_series(held: Holdings) -> dict[str, str]:
    """Return what files are called that a benchmark is called after, and what their series is.

    Nothing of very many files, nor of names that stand for several things.
    """
    if held.input_count > MOST_TOGETHER:
        return {}
    together = _together_of(held, ())
    series = dict(together.series)
    found: dict[str, set[str]] = {}
    for place, source in enumerate(together.inputs.sources):
        own = source.stem
        found.setdefault(own, set()).add(stem(series[place]) if place in series else own)
    return {own: names.pop() for own, names in found.items() if len(names) == 1 and names != {own}}


class Together(NamedTuple):
    """Inputs, labels that tell them apart, and what they say of each other; null of too many."""

    inputs: _Inputs
    labels: list[str]
    decisions: Decided | None

    @property
    def series(self) -> Collection[tuple[int, str]]:
        """The places of inputs that are joined, with the label of their series."""
        return () if self.decisions is None else self.decisions.labels.items()


def _together_of(held: Holdings, touched: Sequence[str]) -> Together:
    inputs = _inputs_of(held, touched)
    labels = distinct_labels(inputs.sources)
    named = [each.called(own) for each, own in zip(inputs.sources, labels, strict=True)]
    is_large = len(named) > MOST_TOGETHER
    return Together(inputs, labels, None if is_large else decided(inputs.counts, named))


def known_of(
    held: Holdings, names: Sequence[str], notes: Sequence[Note], together: Together | None = None
) -> KnownInputs:
    """Return what is known of the inputs called ``names`` and what others say of them.

    ``together``: where that was looked for already.
    """
    inputs, labels, decisions = together or _together_of(held, names)
    at = {source.name: place for place, source in enumerate(inputs.sources)}
    touched = sorted(at[name] for name in names)
    told = [*notes, *_not_looked_at(held, inputs, is_large=decisions is None)]
    rows = inputs.reported[touched].rows(named=True)
    told += [note for row in rows for note in notes_of(row["notes"])]
    reports = tuple(
        _report(row)._replace(label=labels[place]) for place, row in zip(touched, rows, strict=True)
    )
    return KnownInputs(inputs, labels, decisions, told, reports, touched)


def _not_looked_at(held: Holdings, inputs: _Inputs, *, is_large: bool) -> Iterator[Note]:
    """Say where not all that files say of each other was looked for."""
    if is_large:
        what = "was not looked for; narrow what is asked to have that"
    elif inputs.looked_at < inputs.of_archive:
        what = "was looked for among those alone of which there are records here"
    else:
        return
    text = f"{inputs.of_archive:,} files; what they say of each other (counts in names, series) "
    yield Note("info", text + what, held.name)


class _Inputs(NamedTuple):
    """Inputs of an archive in the order in which folders are walked, and what is known of them.

    ``of_archive`` is how many there are; ``reported`` has the columns of their reports.
    """

    sources: list[Source]
    counts: list[InputCounts]
    reported: pl.DataFrame
    of_archive: int

    @property
    def looked_at(self) -> int:
        return len(self.sources)


def _inputs_of(held: Holdings, touched: Sequence[str]) -> _Inputs:
    """All inputs with records; of very many those that are ``touched``."""
    count = held.input_count
    found = held.inputs((*_REPORTED, "notes", *FACTS), touched if count > MOST_TOGETHER else None)
    found = found.sort(_along(), maintain_order=True)
    return _Inputs(
        [Source(name, label, name) for name, label in found.select("source", "label").iter_rows()],
        [_counts_of(*facts) for facts in found.select(FACTS).iter_rows()],
        found.select(*_REPORTED, "notes"),
        count,
    )


def _counts_of(
    counts: bool, at: list[int | None] | None, passes: str | None, medians: str | None
) -> InputCounts:
    if at is None and passes is None and medians is None:
        return _UNSAID[bool(counts)]
    point = None if at is None else tuple(at)
    return InputCounts(counts, point, _object(passes), _object(medians))


def _object(text: str | None) -> dict[str, Any]:
    """What JSON says; mostly nothing, which is not worth reading."""
    return {} if text in (None, "", "{}") else json.loads(text)


def unread(manifest: Manifest) -> list[FileReport]:
    """Return what is known of the files of an archive that gave no run."""
    found = manifest.entries(*_REPORTED).filter(pl.col("error").is_not_null())
    rows = collected(found).sort(_along(), maintain_order=True)
    return [_report(row) for row in rows.iter_rows(named=True)]


def _report(row: Mapping[str, Any]) -> FileReport:
    known = {name: row[name] for name in _REPORTED}
    return FileReport(**{**known, "readers": tuple(row["readers"])})


def _along() -> pl.Expr:
    """A key that sorts files as a folder is walked: those in it before those below it."""
    # No name has a NUL. What stands behind it tells files, first, from folders.
    folders = pl.col("source").str.replace_all("/", "\0\x01", literal=True)
    return (pl.lit("\x01") + folders).str.replace("\x01([^\x01]*)$", "\0$1")
