from __future__ import annotations

import re
from datetime import datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import select
from analysis.usage import UsageError
from tests.make import records


def ordered(frame: pl.DataFrame, sort: str) -> list[object]:
    keys = select.sort_keys(sort, frame.columns)
    return frame[select.order(frame, keys)][keys[0].column].to_list()


def test_text_sorts_naturally() -> None:
    frame = pl.DataFrame({"model": ["ResNet101", "resnet18", "ResNet50", None, "a10b2", "a9b30"]})
    assert ordered(frame, "model") == ["a9b30", "a10b2", "resnet18", "ResNet50", "ResNet101", None]
    assert ordered(frame, "-model")[-1] is None


def test_pre_releases_come_before_their_release() -> None:
    versions = [
        *("1.9", "2.0.dev20260101+cu118", "2.0a1", "2.0b2", "2.0-rc1", "2.0-rc10", "2.0"),
        *("2.0+cu118", "2.0.1", "PyTorch 2.0-rc1 (cuda)", "PyTorch 2.0 (cuda)", "llama-7b"),
    ]
    versions += ["llama-13b", "openssl 1.0.2", "openssl 1.0.2a"]
    assert ordered(pl.DataFrame({"version": versions[::-1]}), "version") == [
        *versions[:9],
        *("llama-7b", "llama-13b", "openssl 1.0.2", "openssl 1.0.2a"),
        *versions[9:11],
    ]


@pytest.mark.parametrize("sort", ["efficiency", "-efficiency"])
def test_baselines_come_after_earned_rows_and_nulls_last(sort: str) -> None:
    frame = pl.DataFrame(
        {
            "efficiency": [1.0, 0.9, None, 1.2, 1.0],
            "is_baseline": [True, False, False, False, True],
        }
    )
    earned = [0.9, 1.2] if sort == "efficiency" else [1.2, 0.9]
    assert ordered(frame, sort) == [*earned, 1.0, 1.0, None]


@given(
    st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=True), max_size=30),
    st.booleans(),
)
def test_order_is_a_stable_permutation_with_nulls_last(
    values: list[float | None], descending: bool
) -> None:
    frame = pl.DataFrame({"v": values}, schema={"v": pl.Float64})
    rows = select.order(frame, [select.SortKey("v", descending)]).to_list()
    known = [i for i, v in enumerate(values) if v is not None]
    known.sort(key=lambda i: -values[i] if descending else values[i])  # type: ignore[operator, arg-type, return-value]
    assert rows == known + [i for i, v in enumerate(values) if v is None]


def test_several_keys_apply_in_turn() -> None:
    frame = pl.DataFrame({"a": [1, 2, 1, 2], "b": [1, 2, 3, 4]})
    rows = select.order(frame, select.sort_keys("-a,b", frame.columns))
    assert rows.to_list() == [1, 3, 0, 2]


def test_where_keeps_rows_for_which_the_condition_is_true() -> None:
    frame = pl.DataFrame({"software": ["a 1.11", "a 2.0", None], "nodes": [1, 2, 3]})
    assert select.where(frame, "software LIKE '%1.11%'")["nodes"].to_list() == [1]
    assert select.where(frame, "nodes >= 2 AND software IS NULL")["nodes"].to_list() == [3]


def test_interned_text_is_found_and_sorted_like_text() -> None:
    models = ["ResNet101", "ResNet18", None]
    frame = pl.DataFrame({"model": pl.Series(models, dtype=pl.Categorical)})
    assert select.where(frame, "model LIKE '%18'")["model"].to_list() == ["ResNet18"]
    assert ordered(frame, "model") == ["ResNet18", "ResNet101", None]
    rows = select.order(frame, [])
    assert select.matching(frame, "resnet1", rows) == [0, 1]


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("nodez > 1", "no column 'nodez'; did you mean nodes? available: software, nodes"),
        ("nodes >", "(incomplete, or no SQL; write it as in nodes > 1 AND unit = 's')"),
        ('software = "a b"', "no column 'a b'; text goes in single quotes; available: soft"),
        ("software = icc", "no column 'icc'; text goes in single quotes; available: soft"),
        ("nodes > 1 && nodes < 4", "(&& is AND)"),
        ("nodes > 1 software", "('software' follows without AND or OR)"),
        ("nodes > 1 AND nodes < 4 AS n", "('n' follows without AND or OR)"),
        ("nodes", "not true or false"),
        ("software > 1", "cannot apply"),
        ("nodes in (select 1)", "a query of its own inside"),
        ("nodes > 1; DROP TABLE x", "not an SQL condition"),
    ],
)
def test_a_bad_condition_says_what_is_wrong(sql: str, says: str) -> None:
    frame = pl.DataFrame({"software": ["a"], "nodes": [1]})
    with pytest.raises(UsageError, match=re.escape(says)):
        select.where(frame, sql)


def test_a_bad_sort_key_names_the_columns() -> None:
    with pytest.raises(UsageError, match="no column 'speed'; available: a, b"):
        select.sort_keys("-speed", ["a", "b"])


def test_each_run_shows_its_foremost_metric() -> None:
    frame = records(
        {"run": "x", "metric": "epoch_time", "unit": "s", "value": 9.0},
        {"run": "x", "metric": "throughput", "unit": "samples/s", "value": 1.0},
        {"run": "y", "metric": "epoch_time", "unit": "s", "value": 8.0},
    )
    chosen = select.primary(frame)
    assert chosen.select("run", "metric").rows() == [("x", "throughput"), ("y", "epoch_time")]


def test_an_unknown_metric_names_the_known() -> None:
    frame = records({"value": 1.0})
    with pytest.raises(UsageError, match="available: throughput, or all"):
        select.of_metric(frame, "speed")


def test_a_source_may_name_the_foremost_metric_of_a_run() -> None:
    frame = records(
        {"run": "a", "metric": "runtime", "value": 3.0},
        {"run": "a", "metric": "bandwidth", "value": 4.0, "primary": True},
        {"run": "b", "metric": "runtime", "value": 5.0},
        {"run": "b", "metric": "bandwidth", "value": 6.0},
    )
    assert select.primary(frame).select("run", "metric").rows() == [
        ("a", "bandwidth"),
        ("b", "runtime"),
    ]


def test_of_quantities_without_direction_one_is_shown_of_all_runs() -> None:
    """Codes side by side: where one has no value another one does not take its place."""
    frame = records(
        {"run": "a", "nodes": 1, "metric": "fluxo", "value": 8.0},
        {"run": "a", "nodes": 1, "metric": "nektar", "value": 7.0},
        {"run": "b", "nodes": 8, "metric": "nektar", "value": 1.0},
        unit=None,
        better=None,
    )
    assert select.primary(frame)["metric"].to_list() == ["fluxo"]


def test_a_percentile_does_not_go_before_the_quantity_that_it_is_of() -> None:
    """Tables of ``mean min 25% median``: the direction of a percentile is no merit of it."""
    frame = records(
        {"run": "a", "metric": "value", "value": 1.0, "better": None},
        {"run": "a", "metric": "value_p25", "value": 0.8, "better": "lower"},
        unit=None,
    )
    assert select.primary(frame)["metric"].to_list() == ["value"]


@pytest.mark.parametrize("metrics", [("value_min", "value"), ("solve_max", "solve", "solve_min")])
def test_an_end_does_not_go_before_the_middle_beside_it(metrics: tuple[str, ...]) -> None:
    """Tables of ``min median max``: the least time is not what runs are compared by."""
    frame = records(*({"run": "a", "metric": metric, "value": 1.0} for metric in metrics), unit="s")
    assert select.primary(frame)["metric"].to_list() == [metrics[1]]


def test_a_date_without_its_word_is_told_how_to_be_written() -> None:
    frame = pl.DataFrame({"started": [datetime(2026, 3, 1), datetime(2026, 3, 12)]})
    with pytest.raises(UsageError, match="write the date as date '2026-03-01'"):
        select.where(frame, "started >= '2026-03-10'")
    assert select.where(frame, "started >= date '2026-03-10'").height == 1
