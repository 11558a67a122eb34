"""The app reads as the user says, and does so when it reads again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot import app_on, press, settled, shown
from tui.app.first_table import Refused, first_table
from tui.options.arguments import parse
from tui.options.settings import AppSettings


@pytest.fixture
def sweep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table to open."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "a.csv"
    file.write_text("rank,cores,Time\n0,1,10\n1,2,5\n2,4,2.5\n")
    return file


async def test_reading_again_keeps_what_was_overruled(sweep: Path) -> None:
    app = app_on("a.csv", "--read", "column cores = threads; column rank = unused")
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert "threads" in "\n".join(shown(pilot))
        with sweep.open("a") as file:
            file.write("3,8,1.5\n")
        lines = await press(pilot, "r")
        assert lines[-1].strip() == "reloaded; rows: 1 new"
        assert "4 runs" in lines[0]
        assert "threads" in "\n".join(lines) and "ranks" not in "\n".join(lines)


async def test_a_mistake_made_meanwhile_is_told_and_the_table_stays(sweep: Path) -> None:
    app = app_on("a.csv")
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        config = sweep.with_name("runcmp.toml")
        config.write_text("series = weak\n")
        lines = await press(pilot, "r")
        assert lines[-1].strip().startswith("runcmp.toml:1:10: not TOML")
        assert "3 runs" in lines[0]
        config.write_text('[columns]\ncores = "threads"\nrank = "unused"\n')
        lines = await press(pilot, "r")
        assert lines[-1].strip() == "reloaded; rows: 3 new, 3 gone"
        assert "threads" in "\n".join(lines)


@pytest.mark.usefixtures("sweep")
def test_what_is_said_in_vain_is_told_instead_of_opening() -> None:
    settings = parse(["a.csv", "--read", "column coers = threads"])
    assert isinstance(settings, AppSettings)
    outcome = first_table(settings)
    assert isinstance(outcome, Refused)
    assert "no column 'coers'; did you mean 'cores'?" in outcome.problems[-1]
