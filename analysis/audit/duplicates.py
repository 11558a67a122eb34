"""Blocks, lines and runs that stand in a document, or in two, more than once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, Final

import polars as pl

from analysis.audit import kinds
from analysis.audit.findings import Finding
from analysis.audit.subject import Subject
from analysis.audit.wording import counted, listed
from parsers.run_records.records import IDENTITY, named, parameters

_LEAST_SHARED: Final = 3
"""Runs that two files, or two tables of one, have to have in common."""
_MOST: Final = 0.5
_MOST_FILES: Final = 10
"""Files with one and the same run that are each compared with each other; of more, each with the
first: all pairs of a thousand nights that measured the same are half a million."""


def blocks(subject: Subject) -> Iterator[Finding]:
    """Find runs of one source with the same lines under different headings."""
    copied = subject.copies.group_by("source", "first_run", "first_line", maintain_order=True)
    for row in copied.agg("run", "line", pl.col("points").first()).iter_rows(named=True):
        runs = [row["first_run"], *row["run"]]
        what = _copied(len(runs), "run", row["points"])
        lines = (row["first_line"], *row["line"])
        yield Finding(kinds.COPIED_BLOCK, row["source"], lines, what, runs=runs)


def tables(subject: Subject) -> Iterator[Finding]:
    """Find tables, or parts of some rows, whose values stand in another place of the source too.

    They are a slip among tables of other values, such as one for each machine. A document without
    any tells one and the same table twice.
    """
    for row in subject.copied_tables(_LEAST_SHARED).iter_rows(named=True):
        kind, what = kinds.COPIED_BLOCK, _copied(len(row["line"]), "table", row["points"])
        if not _has_others(subject, row):
            said = f"the same {row['points']} values in {counted(len(row['line']), 'table')}"
            kind, what = kinds.REPEATED_TABLE, f"{said}: loaded together they count as repeats"
        yield Finding(kind, row["source"], row["line"], what, runs=row["run"])


def _has_others(subject: Subject, table: Mapping[str, Any]) -> bool:
    """Whether the source of a copied table has other values of the same quantity."""
    of_source = subject.measured.filter(pl.col("source") == table["source"])
    is_copied = pl.col("run").is_in(table["run"])
    copied = of_source.filter(is_copied)
    others = of_source.filter(~is_copied & pl.col("metric").is_in(copied["metric"].implode()))
    return others.filter(~pl.col("value").is_in(copied["value"].implode())).height >= _LEAST_SHARED


def _copied(number: int, what: str, values: int) -> str:
    copies = f"{counted(number, what)} with the same {values} values"
    return f"{copies}: all but one are copies"


def lines(subject: Subject) -> Iterator[Finding]:
    """Find lines with several times that stand in different runs of one source."""
    for row in subject.equal_lines.iter_rows(named=True):
        what = f"{row['text']} (s) in different runs: one line is a copy"
        yield Finding(
            kinds.COPIED_LINE, row["source"], row["point_line"], what, row["text"], None, row["run"]
        )


def files(subject: Subject) -> Iterator[Finding]:
    """Find runs that two files share, and what these say differently about them."""
    described: Mapping[str, pl.DataFrame] | None = None
    for shared in _shared(subject):
        described = _described(subject) if described is None else described
        what = (
            f"{counted(shared['runs'], 'run')} of {shared['of']} also in "
            f"{shared['other']}, value for value: loaded together they count twice"
        )
        # It is the file as a whole that is odd.
        runs = (*shared["ids"], *shared["other_ids"])
        yield Finding(kinds.SAME_RUNS, shared["source"], (1,), what, runs=runs)
        yield from _described_differently(described, shared)


CHECKS: Final = (blocks, tables, lines, files)


def _shared(subject: Subject) -> Iterator[Mapping[str, Any]]:
    """Yield each pair of sources that have most runs of the smaller one in common."""
    prints = subject.fingerprints_of_files.unique(
        ["source", "print"], keep="first", maintain_order=True
    )
    of_source = dict(prints.group_by("source").len().iter_rows())
    if len(of_source) < 2:
        return
    pairs = (
        _alike(prints)
        .group_by("source", "source_other", maintain_order=True)
        .agg("run", "run_other", pl.len().alias("runs"))
    )
    for pair in pairs.iter_rows(named=True):
        sides = [
            (of_source[pair["source"]], pair["source"], pair["run"]),
            (of_source[pair["source_other"]], pair["source_other"], pair["run_other"]),
        ]
        (of, source, ids), (_, other, other_ids) = sorted(sides, key=lambda side: side[:2])
        if pair["runs"] >= _LEAST_SHARED and pair["runs"] >= _MOST * of:
            yield {
                **{"runs": pair["runs"], "of": of, "source": source, "other": other},
                **{"ids": ids, "other_ids": other_ids},
            }


def _alike(prints: pl.DataFrame) -> pl.DataFrame:
    """Each pair of runs with the same print in two sources, the first by name before the other."""
    counted = prints.sort("source", maintain_order=True).with_columns(
        of_files=pl.len().over("print")
    )
    few = counted.filter(pl.col("of_files").is_between(2, _MOST_FILES)).drop("of_files")
    many = counted.filter(pl.col("of_files") > _MOST_FILES).drop("of_files")
    firsts = many.unique("print", keep="first", maintain_order=True)
    both = [
        ours.join(others, on="print", suffix="_other", maintain_order="left_right")
        for ours, others in ((few, few), (firsts, many))
    ]
    return pl.concat(both).filter(pl.col("source") < pl.col("source_other"))


def _is_file_name(benchmarks: pl.Series, source: str) -> bool:
    """Whether a file's name stands for the benchmark that it does not say."""
    return bool((benchmarks == PurePath(source).stem).all())


def _described(subject: Subject) -> dict[str, pl.DataFrame]:
    """By source, what is said of each of its runs."""
    given = subject.given
    names = [
        name
        for name in (*IDENTITY, *parameters(given))
        if name != "label" and given[name].null_count() < given.height
    ]
    first = named(given).unique(["source", "run"], keep="first", maintain_order=True)
    parts = first.select("source", "run", "line", *names).partition_by("source", as_dict=True)
    return {source: records for (source,), records in parts.items()}


def _described_differently(
    described: Mapping[str, pl.DataFrame], shared: Mapping[str, Any]
) -> Iterator[Finding]:
    ours, theirs = (described[shared[end]].drop("source") for end in ("source", "other"))
    names = [name for name in ours.columns if name not in ("run", "line")]
    order = pl.DataFrame({"run": shared["ids"], "run_other": shared["other_ids"]})
    pairs = order.join(ours, on="run", maintain_order="left").join(
        theirs, left_on="run_other", right_on="run", suffix="_there", maintain_order="left"
    )
    for name in names:
        odd = pairs.filter(pl.col(name) != pl.col(f"{name}_there"))
        if odd.is_empty() or (name == "benchmark" and _is_file_name(odd[name], shared["source"])):
            continue
        here, elsewhere = (
            listed([str(value) for value in odd[column].unique(maintain_order=True)])
            for column in (name, f"{name}_there")
        )
        of_runs = f"{name.replace('_', ' ')} of {counted(odd.height, 'run')} in both files"
        there = f"{shared['other']} line {odd['line_there'][0]}"
        what = f"{of_runs}: {here} here, {elsewhere} in {there}"
        runs = (*odd["run"], *odd["run_other"])
        yield Finding(
            kinds.OTHER_METADATA, shared["source"], odd["line"], what, here, elsewhere, runs
        )
