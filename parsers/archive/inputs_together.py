"""What the inputs of an archive say of each other: looked for, or kept since it was ingested."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

import polars as pl

from parsers.across_inputs.finished import Decided, decided
from parsers.across_inputs.input_counts import InputCounts, Outside, ValueAt
from parsers.across_inputs.labels import distinct_labels
from parsers.across_inputs.told_again import ToldAgain
from parsers.archive.manifest import FACTS, keep_beside, note_text, notes_of, read_manifest
from parsers.grammar.name_counts import NameCounts
from parsers.input_reading import FileReport
from parsers.notes import Note
from parsers.source import Source

MOST_TOGETHER: Final = 20_000
"""Of more files the labels are told apart, and no more is looked for that they say of each other:
that takes some milliseconds a file."""
FEWEST_KEPT: Final = 1_000
"""Of fewer files it takes no longer to look for it than to read it."""
REPORTED: Final = FileReport._fields
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

    def kept_together(
        self, columns: Sequence[str] = (), sources: Sequence[str] | None = None
    ) -> pl.DataFrame | None:
        """Return ``columns`` of what is kept of the inputs together, null where nothing is."""


class Together(NamedTuple):
    """Inputs of an archive in the order in which folders are walked, and what is known of them.

    ``reported`` has the columns of their reports, and ``notes``. ``labels`` tell the inputs apart;
    ``decisions`` are what they say of each other, null of too many.
    """

    sources: list[Source]
    reported: pl.DataFrame
    labels: list[str]
    decisions: Decided | None


def together_of(held: Holdings, touched: Sequence[str] = ()) -> Together:
    """Return what all inputs with records are together; of very many those ``touched`` alone."""
    is_large = held.input_count > MOST_TOGETHER
    found = held.inputs(("file", *REPORTED, "notes", *FACTS), touched if is_large else None)
    found = found.sort(along(), maintain_order=True)
    rows = found.select("source", "label").iter_rows()
    sources = [Source(name, label, name) for name, label in rows]
    labels = distinct_labels(sources)
    decisions = None
    if len(sources) <= MOST_TOGETHER:
        facts = [_facts(*each) for each in found.select(FACTS).iter_rows()]
        named = [each.called(own) for each, own in zip(sources, labels, strict=True)]
        decisions = decided(facts, named)
    return Together(sources, found.select(*REPORTED, "notes"), labels, decisions)


def _facts(
    counts: bool,
    at: list[int | None] | None,
    passes: str | None,
    medians: str | None,
    outside: str | None,
    measured: str | None,
) -> InputCounts:
    if (at, passes, medians, outside, measured) == (None,) * 5:
        return _UNSAID[bool(counts)]
    point = None if at is None else tuple(at)
    known = None if outside is None else Outside(*json.loads(outside))
    told = list(_values(measured)) if measured is not None else ()
    return InputCounts(counts, point, _object(passes), _object(medians), known, told)


def _values(text: str) -> Iterator[ValueAt]:
    for row, table, metric, unit, counts, value in json.loads(text):
        pairs = tuple((field, count) for field, count in counts)
        yield ValueAt(row, table, metric, unit, pairs, value)


def _object(text: str | None) -> dict[str, Any]:
    """What JSON says; mostly nothing, which is not worth reading."""
    return {} if text in (None, "", "{}") else json.loads(text)


def along() -> pl.Expr:
    """Return a key that sorts files as a folder is walked: those in it before those below it.

    What is read of one file stays as it came.
    """
    # No name has a NUL. What stands behind it tells files, first, from folders.
    folders = pl.col("file").str.replace_all("/", "\0\x01", literal=True)
    return (pl.lit("\x01") + folders).str.replace("\x01([^\x01]*)$", "\0$1")


def keep_together(archive: Path) -> None:
    """Keep what inputs of an archive say of each other, so that no question looks for it anew.

    Not of few, nor of very many. Raises ``OSError``.
    """
    manifest = read_manifest(archive)
    if not FEWEST_KEPT <= manifest.input_count <= MOST_TOGETHER or manifest.notes:
        return
    if manifest.kept_together() is None:
        keep_beside(manifest, _as_kept(together_of(manifest)))


def kept_of(held: Holdings, names: Sequence[str]) -> Together | None:
    """Return what is kept of the inputs called ``names``, as if there were no others."""
    found = held.kept_together((), names)
    return None if found is None or found.height != len(names) else _from_kept(found)


def labels_of_series(held: Holdings) -> tuple[pl.DataFrame, Together | None]:
    """Return each ``source`` and the label of the series that it is ``joined`` to, null for none.

    Of very many files nothing. With it comes what was looked at to know that, if it was.
    """
    names = {"source": pl.String(), "joined": pl.String()}
    if held.input_count > MOST_TOGETHER:
        return pl.DataFrame(schema=names), None
    kept = held.kept_together(list(names))
    if kept is not None:
        return kept, None
    together = together_of(held)
    series = {} if together.decisions is None else together.decisions.labels
    rows = [(source.name, series.get(place)) for place, source in enumerate(together.sources)]
    return pl.DataFrame(rows, schema=names, orient="row"), together


def not_looked_at(held: Holdings, *, is_large: bool) -> Iterator[Note]:
    """Yield a remark where not all that files say of each other was looked for."""
    if held.input_count <= MOST_TOGETHER:
        return
    if is_large:
        what = "was not looked for; narrow what is asked to have that"
    else:
        what = "was looked for among those alone of which there are records here"
    text = f"{held.input_count:,} files; what they say of each other (counts in names, series) "
    yield Note("info", text + what, held.name)


def _as_kept(together: Together) -> pl.DataFrame:
    """A row for each input, and in JSON what was decided of it and the remarks on that."""
    told = together.decisions
    assert told is not None
    kept = {*told.kept}
    about: dict[str, list[object]] = {}
    for number, note in enumerate(told.notes):
        about.setdefault(note.source, []).append([number, note_text([note])])
    changed = []
    for place, source in enumerate(together.sources):
        label = told.labels.get(place)
        said = {
            "out": place not in kept,
            "counts": told.counts.get(place),
            "needed": told.needed.get(place),
            "batched": place in told.batched,
            "again": told.again.get(place),
            "notes": about.get(source.name, []) + ([] if label is None else about.get(label, [])),
        }
        changed.append(json.dumps(said) if any(said.values()) else None)
    joined = [told.labels.get(place) for place in range(len(changed))]
    return together.reported.with_columns(
        own=pl.Series(together.labels, dtype=pl.String),
        joined=pl.Series(joined, dtype=pl.String),
        told=pl.Series(changed, dtype=pl.String),
    )


def _from_kept(found: pl.DataFrame) -> Together:
    rows = found.select("source", "label").iter_rows()
    sources = [Source(name, label, name) for name, label in rows]
    told = {place: json.loads(text) for place, text in enumerate(found["told"]) if text is not None}
    notes = dict(pair for each in told.values() for pair in each["notes"])
    decisions = Decided(
        [place for place in range(found.height) if place not in told or not told[place]["out"]],
        {place: NameCounts(*each["counts"]) for place, each in told.items() if each["counts"]},
        {place: label for place, label in enumerate(found["joined"]) if label is not None},
        {place: each["needed"] for place, each in told.items() if each["needed"]},
        [note for number in sorted(notes) for note in notes_of(notes[number])],
        frozenset(place for place, each in told.items() if each["batched"]),
        {
            place: [ToldAgain(*row) for row in each["again"]]
            for place, each in told.items()
            if each.get("again")
        },
    )
    return Together(sources, found.select(*REPORTED, "notes"), found["own"].to_list(), decisions)
