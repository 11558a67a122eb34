"""The inputs of an archive of which there are records, and what they say of each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import polars as pl

from parsers.across_inputs.finished import Decided, Loaded
from parsers.archive.asked import Condition, all_met
from parsers.archive.inputs_together import (
    REPORTED,
    Holdings,
    Together,
    along,
    kept_of,
    labels_of_series,
    not_looked_at,
    together_of,
)
from parsers.archive.manifest import Manifest, notes_of
from parsers.archive.one_query import collected
from parsers.archive.written_parts import INPUT
from parsers.input_reading import FileReport
from parsers.notes import Note
from parsers.source import Source, stem

AT: Final = "runcmp:at"
"""The place of a record's input among all."""


@dataclass(frozen=True)
class KnownInputs:
    """What is known of inputs with records, and ``decisions``, null where there are too many.

    ``labels`` tell them apart; ``touched`` are the places of those alone that are asked for, and
    ``reports`` are of these.
    """

    sources: list[Source]
    labels: list[str]
    decisions: Decided | None
    notes: list[Note]
    reports: tuple[FileReport, ...]
    touched: list[int]

    @cached_property
    def new_labels(self) -> dict[str, str]:
        """The label of each input by its name."""
        names = (source.name for source in self.sources)
        return dict(zip(names, self.labels, strict=True))

    @cached_property
    def renamed(self) -> frozenset[str]:
        """The labels of inputs that got another, to be told apart."""
        pairs = zip(self.sources, self.labels, strict=True)
        return frozenset(source.label for source, label in pairs if source.label != label)

    @cached_property
    def places(self) -> pl.DataFrame:
        """The name of each input, ``INPUT``, and its place among all, ``AT``."""
        names = pl.Series(INPUT, [source.name for source in self.sources], pl.Categorical())
        return names.to_frame().with_row_index(AT)


def with_answered(loaded: Loaded, choosing: Sequence[Condition]) -> Loaded:
    """Return what was loaded, with conditions that it has met and that its columns cannot tell.

    A table has no column in which no record has a value.
    """
    telling = {cells.name for cells in loaded.records if cells.null_count() < cells.len()}
    only_here = [each.text for each in choosing if not each.names <= telling]
    return loaded._replace(answered=tuple(only_here))


def with_columns_of_others(
    loaded: Loaded, conditions: Sequence[Condition], types: Mapping[str, pl.DataType]
) -> Loaded:
    """Return what was loaded with the columns that conditions name and only other records have.

    ``types``: those of the columns of all records, these among them.
    """
    there = loaded.records.columns
    named = {name for each in conditions for name in each.names}
    nulls = [pl.lit(None, types[name]).alias(name) for name in types if name in named - set(there)]
    return loaded._replace(records=loaded.records.with_columns(nulls)) if nulls else loaded


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
    if not about:
        return {}, None
    labels, together = labels_of_series(held)
    called = pl.DataFrame(
        [(stem(label), name) for name, label in labels.drop_nulls().iter_rows()],
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
    found: dict[str, set[str]] = {}
    for name, label in labels_of_series(held)[0].iter_rows():
        found.setdefault(stem(name), set()).add(stem(name if label is None else label))
    return {own: names.pop() for own, names in found.items() if len(names) == 1 and names != {own}}


def known_of(
    held: Holdings, names: Sequence[str], notes: Sequence[Note], together: Together | None = None
) -> KnownInputs:
    """Return what is known of the inputs called ``names`` and what others say of them.

    ``together``: where that was looked for already.
    """
    if together is None:
        together = kept_of(held, names) or together_of(held, names)
    sources, reported, labels, decisions = together
    at = {source.name: place for place, source in enumerate(sources)}
    touched = sorted(at[name] for name in names)
    told = [*notes, *not_looked_at(held, is_large=decisions is None)]
    asked_for = reported if len(touched) == reported.height else reported[touched]
    told += [note for text in asked_for["notes"].drop_nulls() for note in notes_of(text)]
    own = pl.Series("label", [labels[place] for place in touched], pl.String())
    named = asked_for.with_columns(own)
    reports = tuple(
        FileReport(source, label, tuple(readers), *others)
        for source, label, readers, *others in named.select(REPORTED).iter_rows()
    )
    return KnownInputs(sources, labels, decisions, told, reports, touched)


def unread(manifest: Manifest) -> list[FileReport]:
    """Return what is known of the files of an archive that gave no run."""
    found = manifest.entries("file", *REPORTED).filter(pl.col("error").is_not_null())
    rows = collected(found).sort(along(), maintain_order=True)
    return [_report(row) for row in rows.iter_rows(named=True)]


def _report(row: Mapping[str, Any]) -> FileReport:
    known = {name: row[name] for name in REPORTED}
    return FileReport(**{**known, "readers": tuple(row["readers"])})
