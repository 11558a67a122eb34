"""Which axis the runs suggest, and what a series over it is."""

from datetime import datetime
from typing import Any

import polars as pl
import pytest

from analysis.runs import Choice, Runs, runs
from analysis.sweeps.along import sweeps_along
from analysis.sweeps.sweep import sweeps_of
from analysis.sweeps.sweep_axis import SweepAxis, axis_of, others_of
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


@pytest.mark.parametrize(
    ("cases", "column"), [(("64", "512"), "case"), (("sort", "hash"), None), (("64", "all"), None)]
)
def test_cases_that_are_numbers_are_what_was_varied(
    cases: tuple[str, ...], column: str | None
) -> None:
    rows = [{"threads": 1, "case": case, "value": 3} for case in cases]
    assert axis_of(table(*rows)).column == column
    scaled = [each | {"threads": 2, "value": 2} for each in rows]
    assert axis_of(table(*rows, *scaled)).column is None


def test_text_and_what_is_not_there_are_refused() -> None:
    here = table(
        {"devices": 1, "compiler": "gcc", "tile": 2, "value": 3},
        {"devices": 1, "compiler": "clang", "tile": 2, "value": 3},
    )
    with pytest.raises(UsageError, match=r"gcc, clang have no order: .*; columns of numbers: tile"):
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
    found = sweeps_of(table(*rows), SweepAxis("size"))
    assert [each.name for each in found] == ["gcc", "clang"]
    assert [each.points["x"].to_list() for each in found] == [[8, 16, 256, 512]] * 2
    assert found[0].followers == ("iterations",)


def test_what_differs_between_series_alone_follows_in_none() -> None:
    rows = [
        {"benchmark": name, "label": f"{name}.txt", "iterations": turns, "size": s, "value": s + 1}
        for name, turns in (("latency", None), ("allreduce", 1000))
        for s in (8, 16, 32)
    ]
    found = sweeps_of(table(*rows), SweepAxis("size"))
    assert [each.name for each in found] == ["latency", "allreduce"]
    assert [each.followers for each in found] == [(), ()]


def test_a_count_is_never_taken_to_follow() -> None:
    found = sweeps_of(
        table(*({"devices": n, "size": 100 * n, "value": 1} for n in (1, 2, 4))),
        SweepAxis("size"),
    )
    assert [each.points.height for each in found] == [1, 1, 1]


def test_ratios_are_to_the_smallest_place_or_the_one_asked_for() -> None:
    here = table(*({"tile": t, "value": v} for t, v in ((4, 2.0), (8, 1.0), (16, None))))
    (found,) = sweeps_of(here, SweepAxis("tile"))
    assert (found.base, found.points["ratio"].to_list()) == (4, [1, 2, None])
    (found,) = sweeps_of(here, SweepAxis("tile"), base=8)
    assert (found.base, found.points["ratio"].to_list()) == (8, [0.5, 1, None])
    (found,) = sweeps_of(here, SweepAxis("tile"), base=5)
    assert (found.base, found.points["ratio"].to_list()) == (None, [None, None, None])


def test_series_over_nodes_keep_their_devices_per_node() -> None:
    rows = [{"nodes": n, "devices": n * d, "value": 8 / (n * d)} for n in (1, 2) for d in (1, 4)]
    here = table(*rows, over="nodes")
    shown = here.table.select("series", "nodes", "efficiency").sort("series", "nodes")
    assert shown["series"].n_unique() == 2
    assert shown.filter(pl.col("nodes") == 2)["efficiency"].to_list() == [1, 1]


def test_versions_come_by_their_numbers_and_all_else_by_time() -> None:
    rows = [
        {"version": v, "started": f"2026-01-0{day}", "value": 1.0}
        for day, v in enumerate(("1.10", "1.9", "2.0rc1"), 1)
    ]
    here = table(*map(dated, rows))
    assert axis_of(here, "version").texts == ("1.9", "1.10", "2.0rc1")
    (found,) = sweeps_of(here, axis_of(here, "version"))
    assert found.points["x"].to_list() == [0, 1, 2]

    commits = ("8d2f1c0", "03aa9be", "77c1e4d")
    here = table(
        *(
            dated({"commit": c, "started": f"2026-01-0{9 - day}", "value": 1.0})
            for day, c in enumerate(commits, 1)
        )
    )
    axis = axis_of(here, "commit")
    assert axis.texts == commits[::-1]
    assert axis.ordered_by == "time"


def dated(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"started": datetime.fromisoformat(row["started"])}


def test_what_follows_a_version_tells_no_series_apart() -> None:
    rows = [
        {"compiler": c, "glibc": g, "flags": f, "value": 2.0}
        for c, g in (("gcc 12", "2.36"), ("gcc 13", "2.38"))
        for f in ("-O2", "-O3")
    ]
    here = table(*rows)
    found = sweeps_of(here, axis_of(here, "compiler"))
    assert [each.name for each in found] == ["-O2", "-O3"]
    assert found[0].followers == ("glibc",)


def test_where_nothing_else_varies_days_are_the_axis() -> None:
    rows = [
        dated({"benchmark": b, "started": f"2026-01-0{day}", "value": day})
        for b in ("cg", "mg")
        for day in (1, 2, 3)
    ]
    here = table(*rows)
    axis = axis_of(here)
    assert (axis.column, axis.kind, axis.values) == ("started", "time", 3)
    found = sweeps_along(here, axis, Choice())
    assert [each.name for each in found] == ["cg", "mg"]
    assert found[0].points["value"].to_list() == [1, 2, 3]
    assert found[0].points["x"].diff()[1:].to_list() == [1, 1]
    # Two days are a repeat of the day before, and no history.
    assert axis_of(table(*rows[:2])).column is None


def test_a_size_comes_before_days() -> None:
    rows = [
        dated({"size": s, "started": f"2026-01-0{day}", "value": day})
        for s in (8, 16)
        for day in (1, 2, 3)
    ]
    assert axis_of(table(*rows)).column == "size"
    assert "started" in others_of(table(*rows), axis_of(table(*rows)))


def test_a_driver_that_is_a_number_is_what_changed_in_time_and_no_axis() -> None:
    rows = [
        {"driver": 535.104 + (day > 3), "started": datetime(2026, 1, day), "value": 9.0 + day}
        for day in range(1, 8)
    ]
    shown = table(*rows)
    assert axis_of(shown).column == "started"
    assert "driver" in others_of(shown, axis_of(shown))


@pytest.mark.parametrize(
    ("column", "values", "found"),
    [
        ("version", ["2.0", "2.0-rc1", "1.9"], ("1.9", "2.0-rc1", "2.0")),
        ("driver", [470.0, 510.0], ()),
        ("compiler", ["gcc", "clang"], None),
        ("benchmark", ["1", "2", "3"], None),
    ],
)
def test_versions_are_the_axis_where_nothing_else_varies(
    column: str, values: list[Any], found: tuple[str, ...] | None
) -> None:
    rows = [{"devices": 1, column: each, "value": at + 3} for at, each in enumerate(values)]
    axis = axis_of(table(*rows))

    assert (axis.column, axis.texts) == ((None, ()) if found is None else (column, found))


def test_numbered_queries_are_other_problems_not_places_on_an_axis() -> None:
    rows = [{"query": f"query_{n:02}", "value": 5.0 + n} for n in range(4)]
    assert axis_of(table(*rows)).column is None
