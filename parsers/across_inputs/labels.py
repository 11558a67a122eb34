"""Labels of inputs: one for each, told apart where several inputs have the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import polars as pl

from parsers.clean import clean
from parsers.grammar.repeat_numbers import NUMBER
from parsers.short_columns.short_records import Records, ShortRecords
from parsers.short_columns.short_series import series_of
from parsers.source import Source


def distinct_labels(sources: Sequence[Source]) -> list[str]:
    """Return a label for each source, no two alike.

    As many folder names before equal labels as tell them apart, or else numbers after. Labels that
    differ from these in numbers alone get as many: ``A/n2/out`` is of the series of ``A/n4/out``,
    even if there is no other ``n2/out``.
    """
    labels = [source.label for source in sources]
    # Many inputs lie in one folder.
    known: dict[str, list[str]] = {}

    def folders(source: Source) -> list[str]:
        folder, _, _ = source.name.rpartition("/")
        if folder not in known:
            known[folder] = _names(folder)
        return known[folder]

    depth = 0
    while len(counts := Counter(labels)) < len(labels):
        depth += 1
        kin_of = {label: NUMBER.sub("*", label) for label in counts}
        kin = {kin_of[label] for label, times in counts.items() if times > 1}
        alike = [place for place, label in enumerate(labels) if kin_of[label] in kin]
        above = {place: folders(sources[place]) for place in alike}
        deeper = [place for place in alike if depth <= len(above[place])]
        if not deeper:
            break
        for place in deeper:
            labels[place] = f"{above[place][-depth]}/{labels[place]}"
    used: dict[str, int] = {}
    distinct = []
    for label in labels:
        own = label
        while own in used:
            used[label] += 1
            own = f"{label} ({used[label]})"
        used[own] = 1
        distinct.append(own)
    return distinct


def relabelled(records: Records, label: str, own: str) -> Records:
    """Return the records of an input called ``label`` under the label that is its ``own``.

    Ids of runs that begin with the label follow it. What files of run records have as labels of
    their own stays.
    """
    if label == own or not records.height:
        return records
    begin = f"{label}:"
    if isinstance(records, ShortRecords):
        labels = [own if each == label else each for each in records["label"]]
        ids = [
            own + each[len(label) :] if each and each.startswith(begin) else each
            for each in records["run"]
        ]
        return records.with_columns(label=series_of(labels), run=series_of(ids))
    is_label = pl.col("label").cast(pl.String) == label
    is_id = pl.col("run").cast(pl.String).str.starts_with(begin)
    renamed = pl.lit(f"{own}:") + pl.col("run").cast(pl.String).str.slice(len(begin))
    return records.with_columns(
        pl.when(is_label).then(pl.lit(own)).otherwise("label").alias("label"),
        pl.when(is_id).then(renamed).otherwise("run").alias("run"),
    )


def _names(folder: str) -> list[str]:
    """The names of the folders that lead to an input, the innermost last."""
    return [clean(part) for part in folder.split("/") if part not in ("", ".")]
