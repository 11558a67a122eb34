"""What an archive holds at a glance: its systems, years, benchmarks and metrics, with counts.

All of it stands in the manifest, so that no part is opened. Files that make a series are one
benchmark, as in a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from parsers.archive.asked import Asked
from parsers.archive.lake_inputs import names_of_series
from parsers.archive.manifest import Part, read_manifest
from parsers.archive.part_choice import may_be_asked

Value = str | int


class Facets(NamedTuple):
    """How many records a question is about at most, and how many of each value these have.

    ``values``: by column, ``system``, ``year``, ``benchmark`` or ``metric``, those of most first.
    """

    records: int
    values: dict[str, dict[Value, int]]

    def narrowing(self) -> Iterator[tuple[str, Value, int]]:
        """Yield each column, value and count that would leave some of the records out."""
        for column, counts in self.values.items():
            for value, count in counts.items():
                if count < self.records:
                    yield column, value, count


def facets_of(archive: Path, asked: Asked) -> Facets:
    """Return what the records are that ``asked`` may choose of an archive."""
    choosing = asked.choosing(["year"])
    manifest = read_manifest(archive)
    series = names_of_series(manifest)
    everything = [_called(part, series) for each in manifest.commits for part in each.parts]
    benchmarks, metrics = Counter[Value](), Counter[Value]()
    systems, years = Counter[Value](), Counter[Value]()
    records = 0
    for part, held in zip(
        everything, may_be_asked(everything, choosing, asked.metric), strict=True
    ):
        rows = sum(held.values())
        if not rows:
            continue
        records += rows
        benchmarks.update({name: count for name, count in held.items() if name is not None})
        metrics.update(part.metrics)
        if part.system is not None:
            systems[part.system] += rows
        if part.year is not None:
            years[part.year] += rows
    return Facets(
        records,
        {
            "system": dict(systems.most_common()),
            "year": dict(years.most_common()),
            "benchmark": dict(benchmarks.most_common()),
            "metric": dict(metrics.most_common()),
        },
    )


def _called(part: Part, series: Mapping[str, str]) -> Part:
    """A part whose benchmarks are called after the series of their files."""
    counts = Counter[str]()
    for name, count in part.benchmarks.items():
        counts[series.get(name, name)] += count
    return part._replace(benchmarks=dict(counts))
