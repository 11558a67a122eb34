"""How many keys each task of the table takes, from the screen as it opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pilot import app_on, press, runs_screen, settled, write_files
from tui.app.app import RuncmpApp
from tui.app.screens.column_screens import FrequenciesScreen, StatisticsScreen
from tui.app.screens.pairs_screen import PairsScreen
from tui.app.screens.runs_screen import RunsScreen


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)


def is_sorted(app: RuncmpApp) -> bool:
    assert isinstance(app.screen, RunsScreen)
    order, frame = app.screen.order, app.screen.frame
    ranked = frame["efficiency"].gather(order).filter(~frame["is_baseline"].gather(order))
    return ranked.drop_nulls().is_sorted(descending=True)


def is_of_one_software(app: RuncmpApp) -> bool:
    assert isinstance(app.screen, RunsScreen)
    return set(app.screen.frame["software"]) == {"lib 1.0"}


def shows(screen: type[object]) -> Callable[[RuncmpApp], bool]:
    return lambda app: isinstance(app.screen, screen)


@pytest.mark.parametrize(
    ("arguments", "keys", "most", "is_done"),
    [
        (["solver.csv"], ["E"], 1, is_sorted),
        (["solver.csv"], [","], 2, is_of_one_software),
        (["solver.csv"], ["F"], 1, shows(FrequenciesScreen)),
        (["solver.csv"], ["I"], 1, shows(StatisticsScreen)),
        (["solver.csv"], ["d", "enter"], 4, shows(PairsScreen)),
    ],
    ids=["sort by efficiency", "filter to a value", "frequencies", "statistics", "two versions"],
)
async def test_keys(
    arguments: list[str], keys: list[str], most: int, is_done: Callable[[RuncmpApp], bool]
) -> None:
    app = app_on(*arguments)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert not is_done(app)
        await press(pilot, *keys)
        assert is_done(app)
    assert len(keys) <= most


async def test_one_key_takes_each_back() -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = runs_screen(pilot).state()
        for keys in (["E"], [","], ["minus"], ["_"], ["space"]):
            await press(pilot, *keys)
            assert before.changes(runs_screen(pilot).state()), keys
            await press(pilot, "U")
            assert not before.changes(runs_screen(pilot).state()), keys
