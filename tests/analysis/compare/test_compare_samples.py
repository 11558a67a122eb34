"""Comparisons of the sample documents, every figure computed anew with SciPy from their text."""

from __future__ import annotations

import re

import polars as pl
import pytest
import scipy

from analysis.compare.compare import Comparison, compare
from analysis.compare.sides import of_conditions
from parsers import load
from tests.paths import SAMPLES


def compared(name: str, base: str, new: str) -> Comparison:
    return compare(of_conditions(load([str(SAMPLES / name)]).records, base, new))


def cells(name: str) -> list[list[str]]:
    """Return the cells of every table row of a document, in file order."""
    text = (SAMPLES / name).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip(" *`") for cell in row.strip("|").split("|")] for row in rows]


def number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[\d.]+", text) else None


def test_two_versions_of_a_framework_are_twenty_untested_changes() -> None:
    comparison = compared("csc_pytorch_ddp.md", "software LIKE '%1.11%'", "software LIKE '%2.0%'")
    rows = cells("csc_pytorch_ddp.md")
    heading = [title.lower() for title in rows[0]]
    speeds = {
        "base": [r for r in rows if any("1.11" in cell for cell in r)],
        "new": [r for r in rows if any("2.0.0" in cell for cell in r)],
    }
    at = next(i for i, title in enumerate(heading) if "img" in title)
    stated = {
        side: sorted(v for r in found if (v := number(r[at]))) for side, found in speeds.items()
    }
    table = comparison.table
    assert sorted(table["base"].drop_nulls()) == stated["base"]
    assert sorted(table["new"].drop_nulls()) == stated["new"]
    assert table.height == 20
    failed = table.filter(pl.col("verdict") == "failed")
    assert failed.select("line_base", "line_new", "n_base").rows() == [(22, 32, 0)]
    others = table.filter(pl.col("verdict") != "failed")
    assert others["verdict"].unique().to_list() == ["untested"]
    (mean,) = comparison.geomeans
    expected = scipy.stats.gmean((others["new"] / others["base"]).to_list())
    assert (mean.count, mean.rows) == (19, 20)
    assert mean.ratio == pytest.approx(expected)


@pytest.mark.parametrize("devices", [1, 8, 16, 32])
def test_two_batch_sizes_with_seven_runs_each(devices: int) -> None:
    comparison = compared("oneflow_bert_base_fp32.md", "batch = 64", "batch = 96")
    row = comparison.table.row(by_predicate=pl.col("devices") == devices, named=True)
    assert (len(row["repeats_base"]), len(row["repeats_new"])) == (7, 7)
    everything = scipy.stats.PermutationMethod(n_resamples=10_000)
    expected = scipy.stats.mannwhitneyu(row["repeats_base"], row["repeats_new"], method=everything)
    assert row["p"] == pytest.approx(expected.pvalue, rel=1e-9)
    assert row["verdict"] == ("unchanged" if devices == 1 else "improved")
    assert devices == 1 or row["p"] < 0.001


def test_nine_runs_on_one_node_against_four_on_four_nodes() -> None:
    comparison = compared(
        "rcc_mnist_ddp.md",
        "benchmark = 'bigMNIST' AND nodes = 1 AND devices = 4",
        "benchmark = 'bigMNIST' AND nodes = 4 AND devices = 4",
    )
    row = comparison.table.row(0, named=True)
    assert comparison.table.height == 1
    assert (row["n_base"], row["n_new"]) == (9, 4)
    expected = scipy.stats.mannwhitneyu(row["repeats_base"], row["repeats_new"], method="exact")
    assert row["p"] == pytest.approx(expected.pvalue, rel=1e-12)
    assert row["verdict"] != "untested"
    interval = scipy.stats.quantile_test(row["repeats_base"], p=0.5).confidence_interval(0.95)
    assert (row["low_base"], row["high_base"]) == (interval.low, interval.high)
    assert (row["interval_base"], row["interval_new"]) == ("ci95", "range")
    hosts = next(each for each in comparison.pooled if each.column == "hosts")
    assert hosts.base == 9
