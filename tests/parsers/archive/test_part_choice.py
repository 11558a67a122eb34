"""The manifest alone settles which parts a condition may be about."""

from __future__ import annotations

import pytest

from parsers.archive.asked import Asked
from parsers.archive.manifest import Part
from parsers.archive.part_choice import may_be_asked
from tui.options.option_groups import SelectionOptions
from tui.options.questions import asked_of

PART = Part(
    "part.parquet",
    10,
    1,
    "a",
    2025,
    dict.fromkeys(("benchmark", "system", "started", "source", "metric"), "String"),
    {"solve": 6, "copy": 3},
    {"runtime": 10},
)


def asked(where: str | None, metric: str | None = None) -> Asked:
    return asked_of(SelectionOptions(where, metric))


@pytest.mark.parametrize(
    ("where", "held"),
    [
        (None, {"solve": 6, "copy": 3, None: 1}),
        ("benchmark = 'copy'", {"copy": 3}),
        ("benchmark is null", {None: 1}),
        ("system = 'b'", {}),
        ("year > 2024 and benchmark like 's%'", {"solve": 6}),
        # Nothing in the part has hosts; what is in its sources is not known.
        ("hosts = 'n1'", {}),
        ("hosts = 'n1' or benchmark = 'copy'", {"copy": 3}),
        ("hosts is null and benchmark = 'solve'", {"solve": 6}),
        ("source = 'x.csv'", {"solve": 6, "copy": 3, None: 1}),
        ("source = 'x.csv' and system = 'b'", {}),
    ],
)
def test_records_that_may_be_asked_for(where: str | None, held: dict[str | None, int]) -> None:
    assert may_be_asked([PART], asked(where).choosing(["year"]), None) == [held]


def test_a_part_without_the_metric_is_not_opened() -> None:
    assert may_be_asked([PART, PART], (), "memory") == [{}, {}]
