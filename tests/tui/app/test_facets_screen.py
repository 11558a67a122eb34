"""An archive larger than a table opens on what it holds, and is narrowed from there."""

from __future__ import annotations

from pathlib import Path

import pytest

import parsers.archive.ingesting as ingesting
import tui.options.narrowing as narrowing
from parsers.archive.asked import Asked
from parsers.archive.facets import facets_of
from tests.parsers.archive.lakes import files, ingested
from tests.pilot import app_on, press, settled, shown
from tui.options.narrowing import Facet
from tui.options.option_groups import SelectionOptions
from tui.options.questions import asked_of


@pytest.fixture
def lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ingesting, "MOST_FILES", 3)
    ingested(tmp_path / "lake", files(tmp_path / "runs", 20))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "lake"


def test_counts_are_those_of_the_records(lake: Path) -> None:
    found = facets_of(lake, Asked())
    assert found.records == 36
    assert found.values["system"] == {"a": 16, "b": 16}
    assert found.values["metric"] == {"runtime": 32, "throughput": 4}
    assert sum(found.values["year"].values()) == 32
    assert found.values["benchmark"]["solve"] == 32
    of_a = facets_of(lake, asked_of(SelectionOptions("system = 'a' and benchmark = 'solve'")))
    assert of_a.records == 16
    assert of_a.values["system"] == {"a": 16}
    assert ("system", "a", 16) not in list(of_a.narrowing())


async def test_the_app_opens_on_what_is_there_and_narrows(
    lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowing, "MOST_OPENED", 8)
    app = app_on(lake.name)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        lines = shown(pilot)
        assert lines[0].startswith(" lake: 36 records") or "lake: 36 records" in lines[0]
        text = "\n".join(lines)
        assert "system a" in text and "16 records" in text and "year 2024" in text
        await press(pilot, *"system a", "enter")
        await settled(pilot)
        text = "\n".join(shown(pilot))
        assert "lake: 16 records" in text and "system b" not in text
        await press(pilot, *"2025", "enter")
        await settled(pilot)
        lines = shown(pilot)
        assert "solve" in "\n".join(lines)
        assert "runtime" in "\n".join(lines)


async def test_who_chooses_nothing_leaves(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "MOST_OPENED", 8)
    app = app_on(str(lake))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "escape")
    assert app.return_code == 0


def test_a_value_is_written_as_sql() -> None:
    assert Facet("system", "it's", 1).condition == "system = 'it''s'"
    assert Facet("year", 2025, 1).condition == "year = 2025"
