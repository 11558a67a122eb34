"""Which axis the runs suggest, and what a series over it is."""

from typing import Any

import polars as pl
import pytest

from analysis.runs import Choice, Runs, runs
from analysis.sweeps.sweep import sweeps_of
from analysis.sweeps.sweep_axis import axis_of, others_of
from analysis.usage import UsageError
from tests.make import records

TIMES = {"metric": "runtime", "unit": "s", "better": "lower"}


def table(*rows: dict[str, Any], **choice: Any) -> Runs:
    return runs(records(*rows, **TIMES), Choice(**choice))


def test_the_count_comes_first_where_something_scales() -> None:
    rows = [{"devices": n, "tile": t, "value": 9 / n + t} for n in (1, 2) for t in (1, 2, 4, 8)]
    assert axis_of(table(*rows)).column is None
    assert others_of(table(*rows), axis_of(table(*rows))) == ["tile"]


def test_else_what_varies_most_within_a_series() -> None:
    rows = [
        {"devices": 1, "size": s, "tile": t, "value": s + t} for s in (8, 16) for t in (1, 2, 4)
    ]
    assert axis_of(table(*rows))[:2] == ("tile", 3)


def test_size_comes_before_a_parameter_with_as_many_values() -> None:
    rows = [{"size": s, "tile": t, "value": s + t} for s in (8, 16) for t in (1, 2)]
    assert axis_of(table(*rows)).column == "size"


def test_a_single_point_on_a_size_is_no_efficiency() -> None:
    assert axis_of(table({"devices": 8, "size": 1024, "value": 3})).column == "size"
    assert axis_of(table({"devices": 8, "value": 3})).column is None


def test_text_and_what_is_not_there_are_refused() -> None:
    here = table({"devices": 1, "compiler": "gcc", "tile": 2, "value": 3})
    with pytest.raises(UsageError, match="compiler is text; columns of numbers: tile"):
        axis_of(here, "compiler")
    with pytest.raises(UsageError, match="no column 'tiles'"):
        axis_of(here, "tiles")
    with pytest.raises(UsageError, match="no run has a count of ranks"):
        axis_of(table({"devices": 1, "value": 3}, over="ranks"), "ranks")


def test_what_follows_the_axis_tells_no_series_apart() -> None:
    rows = [
        {"size": s, "iterations": 1000 if s < 100 else 10, "compiler": c, "value": s}
        for s in (8, 16, 256, 512)
        for c in ("gcc", "clang")
    ]
    found = sweeps_of(table(*rows), "size")
    assert [each.name for each in found] == ["gcc", "clang"]
    assert [each.points["x"].to_list() for each in found] == [[8, 16, 256, 512]] * 2
    assert found[0].followers == ("iterations",)


def test_a_count_is_never_taken_to_follow() -> None:
    found = sweeps_of(
        table(*({"devices": n, "size": 100 * n, "value": 1} for n in (1, 2, 4))), "size"
    )
    assert [each.points.height for each in found] == [1, 1, 1]


def test_ratios_are_to_the_smallest_place_or_the_one_asked_for() -> None:
    here = table(*({"tile": t, "value": v} for t, v in ((4, 2.0), (8, 1.0), (16, None))))
    (found,) = sweeps_of(here, "tile")
    assert (found.base, found.points["ratio"].to_list()) == (4, [1, 2, None])
    (found,) = sweeps_of(here, "tile", base=8)
    assert (found.base, found.points["ratio"].to_list()) == (8, [0.5, 1, None])
    (found,) = sweeps_of(here, "tile", base=5)
    assert (found.base, found.points["ratio"].to_list()) == (None, [None, None, None])


def test_series_over_nodes_keep_their_devices_per_node() -> None:
    rows = [{"nodes": n, "devices": n * d, "value": 8 / (n * d)} for n in (1, 2) for d in (1, 4)]
    here = table(*rows, over="nodes")
    shown = here.table.select("series", "nodes", "efficiency").sort("series", "nodes")
    assert shown["series"].n_unique() == 2
    assert shown.filter(pl.col("nodes") == 2)["efficiency"].to_list() == [1, 1]
