"""A name that is nowhere: what a heading so called was read as, and what to use in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from parsers.meaning.interpretation import HeadingRead
from tests.pilot import app_on, enter, press, settled, told
from tui.cli import main

SWEEP = """\
benchmark,kernel,n_gpus,nodes,time_ms
A,copy,2,1,10.5
A,copy,4,2,6.5
A,scale,2,1,20.5
A,scale,4,2,12.5
"""


@pytest.fixture(autouse=True)
def sweep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sweep.csv").write_text(SWEEP)
    monkeypatch.chdir(tmp_path)


def test_loading_tells_what_headings_became() -> None:
    assert set(load(["sweep.csv"]).headings) == {
        HeadingRead("kernel", "case"),
        HeadingRead("n_gpus", "devices"),
        HeadingRead("time_ms", "value", "runtime", 0.001),
    }


def test_a_size_is_no_unit_of_itself(tmp_path: Path) -> None:
    (tmp_path / "sizes.csv").write_text("nodes,problem_size,s\n1,100,9\n2,100,5\n1,200,18\n")
    found = [read.column for read in load(["sizes.csv"]).headings if "size" in read.heading]
    assert found == ["size"]


def test_a_heading_that_was_found_to_be_per_node_is_told_as_that(tmp_path: Path) -> None:
    (tmp_path / "each.csv").write_text("nodes,gpus,time\n2,4,8\n4,4,5\n8,1,9\n")
    assert HeadingRead("gpus", "devices_per_node") in load(["each.csv"]).headings


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("doc.md", "| kernel | GPUs | time (s) |\n|---|---|---|\n| a | 1 | 9 |\n| a | 2 | 5 |\n"),
        ("doc.json", '[{"kernel": "a", "GPUs": 1, "time": 9}, {"kernel": "a", "GPUs": 2}]'),
        ("doc.txt", "kernel  GPUs  time\na       1     9.5\na       2     5.5\n"),
        ("two.csv", "kernel,gpus,time\na,1,9\na,2,5\n\nkernel,gpus,rate\na,1,9\na,2,5\n"),
    ],
)
def test_every_reader_of_tables_tells_it(form: str, text: str, tmp_path: Path) -> None:
    (tmp_path / form).write_text(text)
    assert HeadingRead("kernel", "case") in load([form]).headings


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "--where", "kernl = 'a'"], "did you mean case (read from `kernel`)?"),
        (["show", "--sort", "-kernl"], "did you mean case (read from `kernel`)?"),
        (["show", "--metric", "times_ms"], "did you mean runtime (read from `time_ms`)?"),
        (
            ["diff", "--on", "time_ms"],
            "cannot compare on 'time_ms': `time_ms` was read as value, of metric runtime;",
        ),
        (["show", "--by", "time_ms"], "cannot group by 'time_ms': `time_ms` was read as value, of"),
    ],
)
def test_a_command_tells_it(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "sweep.csv"]) == 2
    assert says in capsys.readouterr().err


def test_only_names_that_are_of_use_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    for option, value in (("--where", "foo > 1"), ("--sort", "foo"), ("--by", "foo")):
        main(["show", "sweep.csv", option, value])
        listed = capsys.readouterr().err.partition("available: ")[2].strip().split(", ")
        assert listed[:4] == ["label", "benchmark", "case", "nodes"]
        assert not {"record", "row", "baseline_row", "software", "threads", "audit"} & {*listed}


async def test_the_app_tells_it_too() -> None:
    app = app_on("sweep.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for key, text in ((":", "sort kernl"), (":", "columns kernl"), ("&", "kernl = 'a'")):
            await enter(pilot, key, text)
            said = told(pilot)
            assert "no column 'kernl'; did you mean case (read from `kernel`)? avail" in said
            await press(pilot, "escape")
