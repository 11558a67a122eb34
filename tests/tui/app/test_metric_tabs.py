"""One metric at a time: the tabs above the table, the keys and clicks that change them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis import select
from analysis.runs import Choice, runs
from parsers import load
from tests.paths import SAMPLES
from tests.pilot import app_on, enter, press, runs_screen, settled, shown, titles
from tui.app.metrics import Metrics

TWO = """\
solver,nodes,runtime_s,throughput_img_s
amg,2,52,1910
amg,1,100,1000
cg,1,110,900
cg,2,60,1700
"""
MIXED = """\
solver,nodes,runtime_s,bandwidth_gb_s
a,1,100,
a,2,52,
b,1,,11
a,4,30,
"""


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "two.csv").write_text(TWO)
    (tmp_path / "mixed.csv").write_text(MIXED)
    monkeypatch.chdir(tmp_path)


async def test_m_goes_through_the_metrics_and_back() -> None:
    async with app_on("two.csv").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert shown(pilot)[1].startswith(" throughput 4 │ runtime 4 │ all")
        seen = []
        for _ in range(4):
            seen.append(sorted(set(runs_screen(pilot).frame["metric"])))
            await press(pilot, "m")
        assert seen == [["throughput"], ["runtime"], ["runtime", "throughput"], ["throughput"]]
        await press(pilot, "U", "U")
        assert set(runs_screen(pilot).frame["metric"]) == {"runtime", "throughput"}


async def test_a_click_on_a_tab_shows_its_metric() -> None:
    async with app_on("two.csv").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        at = shown(pilot)[1].index("runtime") + 2
        await pilot.click("#facts", offset=(at, 0))
        await settled(pilot)
        assert set(runs_screen(pilot).frame["metric"]) == {"runtime"}


async def test_runs_about_different_metrics_are_not_mixed() -> None:
    async with app_on("mixed.csv").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert set(runs_screen(pilot).frame["metric"]) == {"runtime"}
        await enter(pilot, "&", "metric = 'bandwidth'")
        assert set(runs_screen(pilot).frame["metric"]) == {"bandwidth"}


async def test_one_metric_has_no_tabs() -> None:
    Path("one.csv").write_text("nodes,runtime_s\n1,9\n2,5\n")
    async with app_on("one.csv").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "│" not in "".join(shown(pilot)[: titles(pilot)])
        assert "only one metric: runtime" in (await press(pilot, "m"))[-1]


def test_tabs_say_how_many_rows_there_will_be() -> None:
    records = load([str(SAMPLES)]).records
    tabs = Metrics(records).tabs(Choice())
    assert len(tabs) > 3
    for tab in tabs[:-1]:
        table = runs(records, Choice(metric=tab.name)).table
        assert tab.rows == table.height, tab


def test_sorting_compares_within_a_unit_alone() -> None:
    frame = pl.DataFrame(
        {
            "metric": ["rate", "rate", "time", "time", "rate", None],
            "unit": ["img/s", "tok/s", "s", "s", "img/s", None],
            "value": [1.0, 900.0, 5.0, 7.0, 3.0, None],
        }
    )
    falling = select.order(frame, [select.SortKey("value", descending=True)])
    assert falling.to_list() == [4, 0, 1, 3, 2, 5]
    assert select.order(frame, [select.SortKey("value")]).to_list() == [0, 4, 1, 2, 3, 5]


def test_rows_come_by_series_and_along_each_by_count() -> None:
    text = "benchmark,nodes,time_s\nb,4,30\na,2,60\nb,1,100\na,1,110\nb,2,52\n"
    Path("mess.csv").write_text(text)
    table = runs(load(["mess.csv"]).records, Choice()).table
    assert table.select("benchmark", "nodes").rows() == [
        ("b", 1),
        ("b", 2),
        ("b", 4),
        ("a", 1),
        ("a", 2),
    ]
