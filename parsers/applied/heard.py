"""What came of what was overruled: what is wanted to be shown, and what was said in vain."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple, cast

import polars as pl

from parsers.applied.overruled_records import metric_named
from parsers.meaning.interpretation import HeadingRead, Interpretation
from parsers.notes import Note
from parsers.overruling.override import Layer, Override, is_meant, last
from parsers.overruling.said_in_vain import Known, is_misspelt_name, why_in_vain

Baseline = int | Literal["smallest", "stated"]


class Wanted(NamedTuple):
    """What is shown where nobody asks for anything else: a metric, and the baseline of speedup.

    ``limits``: the size of change, a fraction, from which a benchmark or a metric has regressed.
    ``names`` are the patterns that names of files were read by; ``vain`` is what was said of this
    very reading and met nothing, with what there is instead.
    """

    metric: str | None = None
    baseline: Baseline | None = None
    names: tuple[str, ...] = ()
    vain: Mapping[Override, str] = MappingProxyType({})
    limits: Mapping[str, float] = MappingProxyType({})


def heard(
    overrides: Sequence[Override],
    files: Sequence[tuple[str, str]],
    met: Collection[Override],
    records: pl.DataFrame,
    headings: Sequence[HeadingRead],
    tables: Sequence[Interpretation],
) -> tuple[Wanted, list[Note]]:
    """Return what the overrides want to be shown of the ``records``, and remarks on them.

    ``files`` are names and labels of what was read, and ``met`` is what of the overrides its
    reading came upon.
    """
    metrics = records["metric"].drop_nulls().unique(maintain_order=True).to_list()
    read = [column.heading for table in tables for column in table.columns]
    met = set(met)
    first = last(overrides, "metric")
    metric = None if first is None else metric_named(first.value, records, headings)
    if first is not None and metric is not None:
        met.add(first)
    missed = [each for each in overrides if each not in met and _can_miss(each, first, files)]
    known = Known(files, read, metrics)
    vain = {each: why_in_vain(each, known) for each in missed}
    notes = _in_force(overrides)
    spoken_of = {each.name for each in overrides}
    notes += [
        Note("info", why, each.said.path, each.said.line)
        for each, why in vain.items()
        if each.said.layer is not Layer.COMMAND and is_misspelt_name(each, known, spoken_of)
    ]
    of_input = {each: why for each, why in vain.items() if each.said.layer is Layer.COMMAND}
    patterns = dict.fromkeys(
        each.value for each in overrides if each in met and each.what == "names"
    )
    baseline = _baseline(last(overrides, "baseline"))
    limits = {each.name: float(each.value) for each in overrides if each.what == "limit"}
    return Wanted(metric, baseline, tuple(patterns), of_input, MappingProxyType(limits)), notes


def _can_miss(told: Override, first: Override | None, files: Sequence[tuple[str, str]]) -> bool:
    """Whether it is worth telling that nothing met what is said.

    What users and systems say once and for all need not be about what is read now, and what a file
    says of another file waits for it.
    """
    if told.said.layer < Layer.FOLDER or (told.what == "metric" and told is not first):
        return False
    if told.file is not None and not any(is_meant(told.file, *each) for each in files):
        return told.said.layer is Layer.COMMAND
    return told.what not in ("baseline", "series", "limit")


def _in_force(overrides: Iterable[Override]) -> list[Note]:
    """Name the files beside the data that overrule its reading."""
    paths = dict.fromkeys(each.said.path for each in overrides if each.said.layer is Layer.FOLDER)
    return [Note("info", "says how the files in its folder are read", path) for path in paths]


def _baseline(told: Override | None) -> Baseline | None:
    if told is None:
        return None
    return int(told.value) if told.value.isdecimal() else cast(Baseline, told.value)
