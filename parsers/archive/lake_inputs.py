"""The inputs of an archive of which there are records, and what they say of each other."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol

import polars as pl

from parsers.across_inputs.finished import Decided, Loaded, applied, decided
from parsers.across_inputs.input_counts import InputCounts
from parsers.across_inputs.labels import distinct_labels
from parsers.archive.asked import Condition, all_met
from parsers.archive.manifest import FACTS, Manifest, notes_of
from parsers.archive.one_query import collected
from parsers.archive.written_parts import INPUT, PLACE
from parsers.notes import Note
from parsers.registry import FileReport
from parsers.run_records.conforming import conform
from parsers.run_records.joined_records import concat
from parsers.run_records.records import SCHEMA
from parsers.short_columns.short_records import Records, to_frame, to_short
from parsers.source import Source, stem

MOST_TOGETHER: Final = 20_000
"""Of more files the labels are told apart, and no more is looked for that they say of each other:
that takes some milliseconds a file."""
AT: Final = "runcmp:at"
"""The place of a record's input among all."""
_BITS: Final = 32
"""The place of an input among all is written before the place of a record in it."""


class Holdings(Protocol):
    """What is known of the inputs of an archive, wherever that is kept."""

    @property
    def name(self) -> str:
        """What the archive is called in remarks."""

    @property
    def columns(self) -> Sequence[str]:
        """The columns of the records, in their order; those not among them come after."""

    def input_count(self) -> int:
        """Return how many inputs have records."""

    def inputs(self, columns: Sequence[str], sources: Sequence[str] | None) -> pl.DataFrame:
        """Return ``columns`` of the entries with records, of ``sources`` alone where given."""


def asked_together(
    held: Holdings, frame: pl.DataFrame, notes: Sequence[Note], together: Together | None = None
) -> Loaded:
    """Return what the inputs are together of which there are records in ``frame``.

    What they say of each other is looked for among all inputs of the archive; where these are very
    many among those alone, which is told.
    """
    known = known_of(held, frame[INPUT].unique().to_list(), notes, together)
    # Ordered while each text is a number.
    placed = in_places(placed_by(known, frame))
    records, more = with_decisions(without_empty(in_order(held, placed)), known)
    return Loaded(records.drop(PLACE, AT), (*known.notes, *more), known.reports)


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

    In parts it is called after each file. With it comes what was looked at to know that, if it was;
    of very many files nothing is.
    """
    if not any("benchmark" in each.names for each in choosing):
        return list(choosing), None
    if held.input_count() > MOST_TOGETHER:
        return list(choosing), None
    together = _together_of(held, ())
    inputs, _, decisions = together
    labels = {} if decisions is None else decisions.labels
    called = pl.DataFrame(
        {
            "benchmark": [stem(label) for label in labels.values()],
            INPUT: [inputs.sources[place].name for place in labels],
        },
        schema={"benchmark": pl.String(), INPUT: pl.String()},
    )
    return [_or_joined(each, called) for each in choosing], together


def _or_joined(condition: Condition, called: pl.DataFrame) -> Condition:
    if "benchmark" not in condition.names:
        return condition
    # What else it names is not known before records are read.
    is_known = condition.names == {"benchmark"}
    names = (called.filter(all_met([condition])) if is_known else called)[INPUT].to_list()
    if not names:
        return condition
    meant = condition.meant | pl.col(INPUT).is_in(names)
    return Condition(condition.text, meant, condition.names | {INPUT})


class Together(NamedTuple):
    """Inputs, labels that tell them apart, and what they say of each other; null of too many."""

    inputs: _Inputs
    labels: list[str]
    decisions: Decided | None


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
    told += _notes_on(held, [inputs.sources[place].name for place in touched])
    rows = zip(touched, inputs.reported[touched].iter_rows(named=True), strict=True)
    reports = tuple(_report(row)._replace(label=labels[place]) for place, row in rows)
    return KnownInputs(inputs, labels, decisions, told, reports, touched)


def placed_by(known: KnownInputs, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the records with the place of their input among all, ``AT``."""
    names = [source.name for source in known.inputs.sources]
    at = pl.DataFrame({INPUT: names}, schema={INPUT: frame.schema[INPUT]}).with_row_index(AT)
    # Joined alone: a join copies all columns.
    places = frame.select(INPUT).join(at, on=INPUT, how="left", maintain_order="left")
    return frame.with_columns(places[AT])


def in_places(placed: pl.DataFrame) -> pl.DataFrame:
    """Return the records as those of all inputs follow each other."""
    places = placed.select(place_of_record()).to_series()
    # To sort by one number takes half the memory that two columns take.
    return placed if places.is_sorted() else placed[places.arg_sort()]


def place_of_record() -> pl.Expr:
    """Return the place of a record among all."""
    of_input = pl.col(AT).cast(pl.UInt64) * pl.lit(2**_BITS, dtype=pl.UInt64)
    return of_input + pl.col(PLACE).cast(pl.UInt64)


def taken_apart(place_of_all: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return the two places, ``AT`` and ``PLACE``, that ``place_of_record`` joins."""
    return (place_of_all // 2**_BITS).alias(AT), (place_of_all % 2**_BITS).alias(PLACE)


def in_order(held: Holdings, frame: pl.DataFrame) -> pl.DataFrame:
    """The columns in the order of the archive's, in the types of the schema."""
    known_order = dict.fromkeys((*held.columns, *frame.columns))
    return _of_schema(frame.select(name for name in known_order if name in frame.columns))


def with_decisions(placed: pl.DataFrame, known: KnownInputs) -> tuple[pl.DataFrame, list[Note]]:
    """Return records with what was decided of their inputs, and remarks on that.

    They keep ``AT`` and ``PLACE``. Few inputs are changed, and these one by one; all others get
    their labels at once.
    """
    sources, new, told = known.inputs.sources, known.new_labels, known.decisions
    if told is None:
        whole = relabelled_at_once(placed, sources, new)
        return to_frame(conform(whole.drop(INPUT))), []
    changed = told.changed.intersection(known.touched)
    # A filter copies all records, and mostly leaves none out.
    kept = placed if {*known.touched} <= {*told.kept} else _of(placed, told.kept)
    alike = _of(kept, {*told.kept} - changed) if changed else kept
    parts: dict[int, Records] = {
        each[AT][0]: conform(to_short(without_empty(each.drop(INPUT))))
        for each in (_of(kept, changed).partition_by(AT) if changed else ())
    }
    combined = applied(told, parts, sources, known.labels)
    others = conform(relabelled_at_once(alike, sources, new).drop(INPUT))
    names = {sources[place].name for place in known.touched} | {
        told.labels[place] for place in changed if place in told.labels
    }
    notes = [note for note in combined.notes if note.source in names]
    if not combined.parts:
        return to_frame(others), notes
    joined = to_frame(concat([others, *combined.parts]))
    order = dict.fromkeys((*others.columns, *joined.columns))
    return joined.select(list(order)).sort(AT, PLACE), notes


def _of(placed: pl.DataFrame, places: Collection[int]) -> pl.DataFrame:
    return placed.filter(pl.col(AT).is_in(sorted(places)))


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
    reported = ("source", "label", "readers", "runs", "records", "error")
    count = held.input_count()
    found = held.inputs((*reported, *FACTS), touched if count > MOST_TOGETHER else None)
    order = pl.Series("key", [_along(name) for name in found["source"]], pl.String)
    found = found[order.arg_sort()]
    return _Inputs(
        [Source(name, label, name) for name, label in found.select("source", "label").iter_rows()],
        [
            InputCounts(
                counts, None if at is None else tuple(at), _object(passes), _object(medians)
            )
            for counts, at, passes, medians in found.select(FACTS).iter_rows()
        ],
        found.select(reported),
        count,
    )


def _object(text: str | None) -> dict[str, Any]:
    """What JSON says; mostly nothing, which is not worth reading."""
    return {} if text in (None, "", "{}") else json.loads(text)


def unread(manifest: Manifest) -> list[FileReport]:
    """Return what is known of the files of an archive that gave no run."""
    columns = ("source", "label", "readers", "runs", "records", "error")
    found = manifest.entries(*columns).filter(pl.col("error").is_not_null())
    rows = collected(found).iter_rows(named=True)
    return [_report(row) for row in sorted(rows, key=lambda row: _along(row["source"]))]


def _report(row: Mapping[str, Any]) -> FileReport:
    return FileReport(**{**row, "readers": tuple(row["readers"])})


def _notes_on(held: Holdings, sources: Sequence[str]) -> list[Note]:
    told = dict(held.inputs(("source", "notes"), sources).iter_rows())
    return [note for source in sources for note in notes_of(told.get(source))]


def without_empty(frame: pl.DataFrame) -> pl.DataFrame:
    """One input without the columns that only others have a value in."""
    return frame.select(cells for cells in frame if cells.null_count() < frame.height)


def _of_schema(frame: pl.DataFrame) -> pl.DataFrame:
    """Columns in the types of the schema; words that another version knew are null."""
    return frame.with_columns(
        pl.col(name).cast(SCHEMA[name], strict=False)
        for name, dtype in frame.schema.items()
        if name in SCHEMA and dtype != SCHEMA[name]
    )


def relabelled_at_once(
    frame: pl.DataFrame, sources: Sequence[Source], labels: Mapping[str, str]
) -> pl.DataFrame:
    """Return what ``relabelled`` makes of each input, for many of them; ``labels`` by name.

    ``frame`` has the place of each record's input among ``sources``, ``AT``.
    """
    if all(source.label == labels[source.name] for source in sources):
        return frame
    dtype, at = frame.schema["label"], frame[AT]
    # One text a record for a moment: fewer than all that a join would copy.
    own = pl.Series([source.label for source in sources], dtype=dtype).gather(at)
    is_own = frame["label"] == own
    begins = None
    if "run" in frame.columns and frame["run"].count():
        begin = pl.lit(own.cast(pl.String) + ":")
        begins = frame.select(pl.col("run").str.starts_with(begin).fill_null(False)).to_series()
    if not is_own.any() and (begins is None or not begins.any()):
        return frame
    label = pl.Series([labels[source.name] for source in sources], dtype=dtype).gather(at)
    changed = [frame["label"].zip_with(~is_own.fill_null(False), label).alias("label")]
    if begins is not None:
        ends = frame["run"].str.slice(own.cast(pl.String).str.len_chars())
        changed.append((label.cast(pl.String) + ends).zip_with(begins, frame["run"]).alias("run"))
    return frame.with_columns(changed)


def _along(source: str) -> str:
    """A key that sorts files as a folder is walked: those in it before those below it."""
    folder, slash, name = source.rpartition("/")
    # No name has a NUL. What stands behind it tells files, first, from folders.
    above = "\x01" + folder.replace("/", "\0\x01") + "\0" if slash else ""
    return f"{above}\0{name}"
