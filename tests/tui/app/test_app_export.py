"""Writing what a table shows to a file, from the app."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tests.pilot import app_on, enter, press, settled, told, write_files

SOLVER = ("solver.csv", "--sort", "-devices")


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("key", ["e", "ctrl+s"])
async def test_the_rows_shown_are_written_in_their_order(key: str) -> None:
    app = app_on(*SOLVER, "--where", "devices > 1")
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        assert (await press(pilot, key))[-1].strip() == "write to runs.csv"
        lines = await press(pilot, "enter")
    assert f"wrote 6 rows to {Path.cwd()}/runs.csv" in lines[-1]
    written = pl.read_csv("runs.csv")
    assert written["devices"].to_list() == [8, 8, 4, 4, 2, 2]
    assert "efficiency" in written.columns


async def test_the_name_says_the_format() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for name in ("a.json", "a.jsonl", "a.md", "a.txt", "a.html", "a.tex"):
            await enter(pilot, "e", name)
            assert "wrote 8 rows" in told(pilot)
        assert "name a file that ends in" in (await enter(pilot, "e", "a.xls"))[-1]
        assert (await press(pilot, "escape", "e"))[-1].strip().endswith("a.xls")
    assert len(json.loads(Path("a.json").read_text())) == 8
    assert Path("a.md").read_text().count("\n| ") == 10
    assert "baseline" in Path("a.txt").read_text()
    assert Path("a.html").read_text().count("<tr>") == 9
    assert Path("a.tex").read_text().count(r" \\") == 9


async def test_no_file_is_overwritten_and_none_is_half_named(tmp_path: Path) -> None:
    app = app_on(*SOLVER)
    before = Path("solver.csv").read_text()
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        said = (await enter(pilot, "e", "solver.csv"))[-1]
        assert "solver.csv is there already; name another file" in said
        assert "cannot be written: No such file" in (await enter(pilot, "e", "no/x.csv"))[-1]
        assert "no such home folder" in (await enter(pilot, "e", "~nobody-here/x.csv"))[-1]
        await press(pilot, "escape")
        await enter(pilot, ":", "export kept.csv")
        await enter(pilot, "e", "")
    assert Path("solver.csv").read_text() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "kept.csv",
        "solver.csv",
        "training.md",
    ]


async def test_comparisons_and_findings_are_written_too() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "d", "enter")
        await enter(pilot, "e", "pairs.csv")
        assert "wrote 4 rows" in told(pilot)
        await press(pilot, "q", "a")
        await enter(pilot, "e", "audit.csv")
        assert "wrote" in told(pilot)
    assert "verdict" in pl.read_csv("pairs.csv").columns
    assert pl.read_csv("audit.csv").columns[:3] == ["severity", "kind", "source"]
