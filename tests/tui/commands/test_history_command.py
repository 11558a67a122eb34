"""``history``: what it prints of series in time, and when its gate closes."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.analysis.history.synthetic import nights
from tests.tui.commands.test_cli import runcmp
from tui.cli import main


def level(size: float, night: int) -> float:
    return size if night >= 40 else 1.0


def nightly(file: Path, *, last: float = 1.0, count: int = 80, step: float = 1.06) -> str:
    """Write a history with a step at the 40th night, when the compiler changed, and its end."""
    lines = ["date,compiler,benchmark,nodes,seconds"]
    for name, size in (("cp2k", step), ("stream", 1.0)):
        values = nights(count, 0.008, partial(level, size))
        for night, value in enumerate(values):
            day = date(2026, 1, 1) + timedelta(days=night)
            slow = last if night >= count - 3 and name == "cp2k" else 1.0
            compiler = "gcc 12" if night < 40 else "gcc 13"
            lines.append(f"{day},{compiler},{name},4,{value * slow:.3f}")
    file.write_text("\n".join(lines) + "\n")
    return str(file)


def test_a_row_for_each_series_and_a_line_for_each_change(tmp_path: Path) -> None:
    done = runcmp("history", nightly(tmp_path / "nightly.csv"))
    assert done.returncode == 0, done.stderr
    assert "160 nights of 2 series · 2026-01-01 to 2026-03-21" in done.stdout
    assert "changing over time: compiler" in done.stdout
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("cp2k: "))
    assert line.startswith("cp2k: 2026-02-10 worse +5.")
    assert line.endswith("(40 nights before, 40 after); compiler gcc 12 → gcc 13")
    rows = [line for line in done.stdout.splitlines() if line.startswith(("cp2k ", "stream "))]
    assert all(row.endswith("~ unclear") for row in rows) and len(rows) == 2


def test_csv_has_the_documented_columns_and_raw_numbers(tmp_path: Path) -> None:
    done = runcmp("history", nightly(tmp_path / "nightly.csv"), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert list(rows[0])[:5] == ["benchmark", "nodes", "metric", "unit", "better"]
    assert rows[0]["verdict"] == "unclear"
    assert float(rows[0]["latest"]) == pytest.approx(106, rel=0.05)


def test_json_has_points_and_changes(tmp_path: Path) -> None:
    done = runcmp("history", nightly(tmp_path / "nightly.csv"), "--format", "json")
    first, second = json.loads(done.stdout)
    assert [len(first["points"]), len(second["points"])] == [80, 80]
    (change,) = first["changes"]
    assert change["change_kind"] == "step"
    assert change["changed"] == [
        {"column": "compiler", "before": "gcc 12", "after": "gcc 13", "nights": 0}
    ]
    assert second["changes"] == []
    lines = runcmp("history", str(tmp_path / "nightly.csv"), "--format", "jsonl").stdout
    assert [json.loads(line) for line in lines.splitlines()] == [first, second]


def test_changes_are_a_table_of_their_own(tmp_path: Path) -> None:
    file = nightly(tmp_path / "nightly.csv")
    done = runcmp("history", file, "--changes", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert (row["benchmark"], row["started"]) == ("cp2k", "2026-02-10T00:00:00")
    assert row["changed"] == "compiler gcc 12 → gcc 13"
    assert "gcc 12 → gcc 13" in runcmp("history", file, "--changes").stdout
    quiet = nightly(tmp_path / "quiet.csv", step=1.0)
    assert "no change points" in runcmp("history", quiet, "--changes").stdout
    markdown = runcmp("history", file, "--format", "md").stdout
    assert "| benchmark | nights |" in markdown


def test_the_gate_closes_on_a_regression_of_the_newest_nights(tmp_path: Path) -> None:
    file = nightly(tmp_path / "nightly.csv", last=1.08)
    done = runcmp("history", file, "--fail-on", "regression")
    assert done.returncode == 1
    assert "regression: benchmark cp2k, nodes 4, runtime " in done.stderr
    assert "stream" not in done.stderr
    assert runcmp("history", file, "--fail-on", "regression:20%").returncode == 0
    assert runcmp("history", file, "--metric", "runtime", "--nights", "30").returncode == 0


def test_the_gate_closes_on_what_cannot_be_told_only_where_asked(tmp_path: Path) -> None:
    file = nightly(tmp_path / "nightly.csv", count=6)
    assert runcmp("history", file, "--fail-on", "regression").returncode == 0
    done = runcmp("history", file, "--fail-on", "untested")
    assert done.returncode == 1
    assert "need >= 9 nights before the newest 3" in done.stderr


def test_a_folder_of_dated_files_is_a_history(tmp_path: Path) -> None:
    for night, value in enumerate(nights(20, 0.01)):
        day = date(2026, 1, 1) + timedelta(days=night)
        (tmp_path / f"stream-{day}.csv").write_text(f"threads,GB/s\n8,{value:.2f}\n")
    done = runcmp("history", str(tmp_path))
    assert "20 files · 20 nights of 1 series · 2026-01-01 to 2026-01-20" in done.stdout


def test_without_dates_it_says_what_would_be_one(tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    file.write_text("nodes,seconds\n1,10\n2,6\n")
    done = runcmp("history", str(file))
    assert done.returncode == 2
    assert "no dates" in done.stderr
    assert "= started" in done.stderr


def test_an_unknown_column_to_sort_by_is_refused(tmp_path: Path) -> None:
    file = nightly(tmp_path / "nightly.csv")
    done = runcmp("history", file, "--sort", "nonsense")
    assert done.returncode == 2
    first = runcmp("history", file, "--sort=-delta", "--limit", "1", "--format", "csv").stdout
    assert len(first.splitlines()) == 2
    assert runcmp("history", file, "--where", "nodes > 100").returncode == 2


def test_a_benchmark_has_a_limit_of_its_own_beside_the_data(tmp_path: Path) -> None:
    file = nightly(tmp_path / "nightly.csv", last=1.08)
    config = tmp_path / "runcmp.toml"
    config.write_text('[limits]\ncp2k = "15%"\n')
    assert runcmp("history", file, "--fail-on", "regression").returncode == 0
    config.write_text('[limits]\nruntime = "15%"\ncp2k = "3%"\n')
    assert runcmp("history", file, "--fail-on", "regression:50%").returncode == 1
    said = runcmp("history", file, "--read", "limit cp2k = 20%", "--fail-on", "regression")
    assert said.returncode == 0


def test_a_limit_that_is_none_or_of_nothing_is_said(tmp_path: Path) -> None:
    file = nightly(tmp_path / "nightly.csv")
    (tmp_path / "runcmp.toml").write_text('[limits]\ncp2k = "much"\n')
    done = runcmp("history", file)
    assert done.returncode == 2
    assert "runcmp.toml:2:" in done.stderr and "write it as 3%" in done.stderr
    (tmp_path / "runcmp.toml").write_text('[limits]\ncp3k = "3%"\n')
    done = runcmp("history", file)
    assert done.returncode == 0
    assert "limit of cp3k: no benchmark or metric is called so" in done.stderr


def perflog(file: Path, values: list[float], reference: str) -> str:
    lines = [
        f"2026-02-{night:02}T02:00:00+00:00|reframe 4.6.0|StreamTest on daint:gpu using gnu|"
        f"jobid={night}|triad={value}|MB/s|ref={reference}|num_tasks=1\n"
        for night, value in enumerate(values, start=1)
    ]
    file.write_text("".join(lines))
    return str(file)


@pytest.mark.parametrize(
    ("latest", "reference", "found"),
    [
        (1150, "1200 (l=-0.05, u=0.1)", "within"),
        (1139, "1200 (l=-0.05, u=0.1)", "outside"),
        (1321, "1200 (l=-0.05, u=0.1)", "outside"),
        (9999, "1200 (l=-0.05, u=None)", "within"),
        (-10, "-12 (l=-0.05, u=0.1)", "outside"),
        (1, "0 (l=None, u=None)", ""),
        (1, "1200 (l=None, u=None)", ""),
    ],
)
def test_the_newest_value_is_held_against_the_bounds_that_the_source_states(
    latest: float, reference: str, found: str, tmp_path: Path
) -> None:
    file = perflog(tmp_path / "perf.log", [1, latest], reference)
    done = runcmp("history", file, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert row["bounds"] == found
    gated = runcmp("history", file, "--fail-on", "outside")
    assert gated.returncode == (found == "outside")


def test_bounds_are_in_the_unit_of_the_value(tmp_path: Path) -> None:
    file = perflog(tmp_path / "perf.log", [1100], "1200 (l=-0.05, u=0.1)")
    done = runcmp("history", file, "--fail-on", "outside")
    assert "triad 1.10 GB/s, allowed 1.14..1.32" in done.stderr
    assert runcmp("diff", file, file, "--fail-on", "outside").returncode == 2


def test_the_reference_may_be_the_nights_until_a_day(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "nightly.csv"
    nights = (f"2026-01-{n:02},cg,{10 + n % 3 / 10 + 2 * (n > 14):.1f}\n" for n in range(1, 31))
    file.write_text("date,benchmark,seconds\n" + "".join(nights))
    assert main(["history", str(file), "--reference", "2026-01-14"]) == 0
    out = capfd.readouterr().out
    assert "against up to 30 until 2026-01-14" in out
    assert "worse" in out
    assert main(["history", str(file), "--reference", "12", "--glyphs", "unicode"]) == 0
    assert "unclear" in capfd.readouterr().out
    with pytest.raises(SystemExit):
        main(["history", str(file), "--reference", "2026-13-14"])
    assert "'2026-13-14' is no day" in capfd.readouterr().err
    # Too few nights until then are said to be too few.
    assert main(["history", str(file), "--reference", "2026-01-02"]) == 0
    assert "nights on the level of 2026-01-02 for p < 0.01 (have 2)" in capfd.readouterr().out


def test_the_gate_stays_closed_until_the_new_level_is_accepted(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "nightly.csv"
    nights = (f"2026-01-{n:02},cg,{10 + n % 3 / 10 + (n > 25):.1f}\n" for n in range(1, 32))
    file.write_text("date,benchmark,seconds\n" + "".join(nights))
    gate = ["history", str(file), "--fail-on", "regression"]
    assert main(gate) == 1
    assert "25 nights before the step of 2026-01-26" in (told := capfd.readouterr().out)
    assert "--reference 2026-01-31 accepts the new level" in told
    assert main([*gate, "--reference", "2026-01-31"]) == 0
    assert "on the level of 2026-01-31 for p < 0.01 (have 3)" in capfd.readouterr().out


@pytest.mark.parametrize(("limit", "side"), [("5%", "over"), ("50%", "within")])
def test_a_limit_of_the_configuration_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], limit: str, side: str
) -> None:
    file = tmp_path / "nightly.csv"
    nights = (f"2026-01-{n:02},cg,{10 + n % 3 / 10 + 2 * (n > 27):.1f}\n" for n in range(1, 31))
    file.write_text("date,benchmark,seconds\n" + "".join(nights))
    (tmp_path / "runcmp.toml").write_text(f'[limits]\ncg = "{limit}"\n')
    assert main(["history", str(file)]) == 0
    assert f"{side} its limit of {limit[:-1]}" in capfd.readouterr().out


def test_bounds_and_changes_are_drawn(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "perflog.log"
    lines = (
        f"2026-02-{n:02}T02:00:00+00:00|reframe 4.6.0|StreamTest on daint:gpu using gnu|jobid={n}"
        f"|triad={1240 - 100 * (n > 12) + n % 3}|MB/s|ref=1200 (l=-0.05, u=0.1)|num_tasks=1\n"
        for n in range(1, 25)
    )
    file.write_text("".join(lines))
    assert main(["plot", str(file), "--glyphs", "unicode", "--width", "100", "--height", "24"]) == 0
    chart = capfd.readouterr().out
    for word in ("reference", "lowest allowed", "highest allowed", "change", "2026-02-01"):
        assert word in chart
    # The highest allowed is beyond all that was measured, and on the axis all the same.
    assert chart.splitlines()[1].count("\u2802") > 5
    svg = tmp_path / "chart.svg"
    assert main(["plot", str(file), "-o", str(svg)]) == 0
    assert "highest allowed" in svg.read_text()
    assert main(["plot", str(file), "--glyphs", "ascii", "--linear", "xy"]) == 0
    assert capfd.readouterr().out.isascii()
