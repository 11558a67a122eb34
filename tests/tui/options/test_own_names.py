"""The source's own headings in the place of the record's names."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from parsers import load
from tests.pilot import app_on, enter, runs_screen, settled, told
from tui.cli import main
from tui.options.own_names import OwnNames

SWEEP = """\
benchmark,kernel,Procs,nodes,Time (ms),Compiler Flags,GB/s
A,copy,2,1,10.5,-O2,3
A,copy,4,2,6.5,-O2,4
A,scale,2,1,20.5,-O2,5
A,scale,4,2,12.5,-O2,6
"""


@pytest.fixture(autouse=True)
def sweep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sweep.csv").write_text(SWEEP)
    monkeypatch.chdir(tmp_path)


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    assert main(["show", "sweep.csv", "--format", "csv", *arguments]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


@pytest.mark.parametrize(
    ("sql", "lines"),
    [
        ("Procs > 2", ["3", "5"]),
        ("procs > 2 AND kernel = 'copy'", ["3"]),
        ("kernel LIKE '%kernel%' OR kernel = 'scale'", ["4", "5"]),
        ("`Compiler Flags` = '-O2' AND nodes = 1", ["2", "4"]),
        # In the unit of the heading, to the last digit.
        ('"Time (ms)" <= 10.5', ["2", "3"]),
        ('"Time (ms)" = 12.5', ["5"]),
        ("time_ms > 12.4", ["4", "5"]),
        ("Time (ms) > 12.4 AND Compiler Flags <> 'Time (ms)'", ["4", "5"]),
    ],
)
def test_a_condition_takes_them(
    sql: str, lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert [row["line"] for row in shown(capsys, "--where", sql)] == lines


def test_a_condition_on_one_metric_is_about_that_alone(capsys: pytest.CaptureFixture[str]) -> None:
    rows = shown(capsys, "--metric", "all", "--where", '"GB/s" > 4.5')
    assert [(row["line"], row["metric"]) for row in rows] == [
        ("4", "bandwidth"),
        ("5", "bandwidth"),
    ]


def test_sort_columns_groups_and_metric_take_them(capsys: pytest.CaptureFixture[str]) -> None:
    rows = shown(capsys, "--sort", "-Procs,-Time (ms)", "--columns", "Procs,kernel,Compiler Flags")
    assert rows[0] == {"ranks": "4", "case": "scale", "compiler_flags": "-O2"}
    assert len(shown(capsys, "--by", "Procs,nodes")) == 2
    assert "case" not in shown(capsys, "--by=-kernel")[0]
    assert {row["metric"] for row in shown(capsys, "--metric", "GB/s")} == {"bandwidth"}
    assert {row["better"] for row in shown(capsys, "--better", "Time (ms)=higher")} == {"higher"}


def test_a_heading_with_a_comma_is_quoted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sweep.csv").write_text('nodes,"Mesh, kind",time\n1,3,9\n2,3,5\n')
    assert "mesh_kind" in shown(capsys, "--columns", '"Mesh, kind",nodes')[0]


@pytest.mark.parametrize(
    "arguments",
    [
        ["diff", "sweep.csv", "--on", "kernel"],
        ["diff", "sweep.csv", "--on", "kernel=copy,scale", "--sort", "Procs"],
        ["diff", "sweep.csv", "--base", "Procs = 2", "--new", "Procs = 4"],
        ["scaling", "sweep.csv", "--by", "kernel,Procs,nodes"],
        ["plot", "sweep.csv", "--where", "kernel = 'copy'"],
        ["export", "sweep.csv", "--where", "kernel = 'copy'"],
    ],
)
def test_other_commands_take_them(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    assert not capsys.readouterr().err


def test_totals_are_not_what_stands_below_the_heading(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Ranks per node, as the trend tells: 4 on each of 1, 2 and 4 nodes.
    (tmp_path / "each.csv").write_text("nodes,procs,time\n1,4,8\n2,4,4\n4,4,2\n")
    assert main(["show", "each.csv", "--where", "procs = 4"]) == 2
    assert "`procs` was read as ranks, with other numbers than" in capsys.readouterr().err
    assert main(["show", "each.csv", "--sort", "-procs"]) == 0


def test_a_heading_that_became_two_things_is_told_with_the_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("nodes,gpus,time\n2,4,8\n4,4,5\n8,1,9\n")
    (tmp_path / "b.csv").write_text("gpus,time\n1,8\n2,4\n")
    assert main(["show", "a.csv", "b.csv", "--where", "gpus > 1"]) == 2
    assert capsys.readouterr().err == (
        "runcmp: 'gpus' is not one column: it was read as devices_per_node in a.csv and as devices "
        "in b.csv; name devices_per_node or devices\n"
    )


def test_a_column_of_that_name_comes_first_and_the_other_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("library,nodes,time\nx,1,9\nx,2,5\n")
    (tmp_path / "b.csv").write_text("software,library,nodes,time\ny,z,1,9\ny,z,2,5\n")
    assert main(["show", "a.csv", "b.csv", "--where", "library = 'z'"]) == 0
    out, err = capsys.readouterr()
    assert "2 runs" in out
    assert "`library` was read as software in a.csv" in err


def test_the_value_of_a_metric_that_is_not_shown_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["show", "sweep.csv", "--sort", "GB/s"]) == 2
    said = "`GB/s` was read as bandwidth, which is not the metric shown: runtime; choose it with"
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("command", ["show", "export", "scaling"])
def test_a_condition_on_a_column_that_no_record_has_is_told(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "sweep.csv", "--where", "system = 'x'"]) == 2
    said = capsys.readouterr().err
    assert "no column 'system'; available: label, source, line, benchmark, case, nodes" in said


def test_what_every_record_may_have_need_not_be_there(tmp_path: Path) -> None:
    (tmp_path / "failed.csv").write_text("nodes,time,status\n1,,failed\n2,,failed\n")
    assert main(["show", "failed.csv", "--where", "value IS NULL"]) == 0


def test_without_inputs_names_stay_as_they_are() -> None:
    names = OwnNames()
    assert names.condition("system = 'x' AND a > 1") == "system = 'x' AND a > 1"
    assert names.listed("-a, b") == "-a,b"


def test_a_text_in_a_condition_is_no_name() -> None:
    names = OwnNames(load(["sweep.csv"]))
    said = names.condition("Procs > 1 AND kernel <> 'it''s Procs' OR \"Procs\" = 1")
    assert said == '"ranks" > 1 AND "case" <> \'it\'\'s Procs\' OR "ranks" = 1'


async def test_the_app_takes_them() -> None:
    app = app_on("sweep.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "\"case\" = 'copy'" in (await enter(pilot, "&", "kernel = 'copy'"))[0]
        await enter(pilot, ":", "sort -Time")
        screen = runs_screen(pilot)
        assert screen.frame["value"].gather(screen.order).to_list() == [0.0105, 0.0065]
        await enter(pilot, ":", "columns Procs,kernel")
        assert screen.table.columns_in_sight == ["ranks", "case"]
        await enter(pilot, ":", "metric GB/s")
        assert set(screen.frame["metric"]) == {"bandwidth"}
        await enter(pilot, "&", "system = 'x'")
        assert "no column 'system'; available: label, source" in told(pilot)


async def test_a_comparison_in_the_app_takes_them() -> None:
    app = app_on("sweep.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await enter(pilot, ":", "diff kernel")
        await settled(pilot)
        lines = await enter(pilot, "&", "Procs > 2")
        assert "1/2" in lines[0], lines[0]
