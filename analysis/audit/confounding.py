"""Names of one thing in two spellings, and things that changed together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Final

import polars as pl

from analysis.audit import kinds
from analysis.audit.findings import Finding
from analysis.audit.subject import Subject
from analysis.audit.wording import listed

_FACTORS: Final = ("software", "system", "device")
_NAMES: Final = ("benchmark", "case", "software", "system", "device")
_MOST_VALUES: Final = 1000
_FILLERS: Final = frozenset({"data", "dataset", "set", "model", "the", "gpu", "gpus", "cluster"})
"""Words that people write or leave out."""
_WORDS = re.compile(r"[^\W_]+")


def confounded(subject: Subject) -> Iterator[Finding]:
    """Find factors of which each value goes with one value of another, where both vary.

    Whoever compares the values of one then compares those of the other as well. Looked for within
    what was measured on one day, where days are known.
    """
    rows = subject.measured.unique("run", keep="first", maintain_order=True)
    group = ["source", "started"]
    factors = [name for name in _FACTORS if rows[name].drop_nulls().n_unique() > 1]
    for one, other in combinations(factors, 2):
        pairs = rows.drop_nulls([one, other]).group_by(*group, one, other, maintain_order=True)
        values = pairs.agg(pl.col("line").first(), pl.col("run").first())
        count = pl.len().over(group)
        together = values.filter(
            (count > 1)
            & (pl.col(one).n_unique().over(group) == count)
            & (pl.col(other).n_unique().over(group) == count)
        )
        for (source, started), found in together.group_by(group, maintain_order=True):
            on = f" on {started:%Y-%m-%d}" if started is not None else ""
            pair = zip(found[one], found[other], strict=True)
            each = listed([f"{first} with {second}" for first, second in pair])
            what = f"{one} and {other} changed together{on}: {each}"
            yield Finding(
                kinds.CONFOUNDED, str(source), found["line"], what, runs=found["run"].to_list()
            )


def spellings(subject: Subject) -> Iterator[Finding]:
    """Find names, or parts of names between commas, that differ in case, signs or a filler."""
    for name in _NAMES:
        column = subject.records.select("source", name, "line").drop_nulls(name)
        values = column.unique(["source", name], keep="first", maintain_order=True)
        if values.height > _MOST_VALUES:
            continue
        spelt: dict[tuple[str, str], dict[str, int | None]] = defaultdict(dict)
        for source, value, line in values.iter_rows():
            for part in map(str.strip, value.split(",")):
                words = [word.lower() for word in _WORDS.findall(part)]
                key = "".join(word for word in words if word not in _FILLERS)
                spelt[source, key or part].setdefault(part, line)
        for (source, _), parts in spelt.items():
            if len(parts) > 1:
                quoted = listed([f"'{part}'" for part in parts])
                what = f"{name} spelled several ways: {quoted}"
                yield Finding(kinds.TWO_SPELLINGS, source, parts.values(), what)


CHECKS: Final = (confounded, spellings)
