"""Keys that are all there before the first of them is acted on."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input

from tests.forked_program import forked
from tests.paths import HOME
from tests.pilot import app_on, settled, write_files
from tests.pseudo_terminal import Terminal
from tui.app.app import RuncmpApp
from tui.app.widgets.prompt import Prompt


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RuncmpApp:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    return app_on("solver.csv")


async def test_a_line_is_edited_in_the_order_of_the_keys(app: RuncmpApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("slash")
        for key in ("s", "o", "l", "backspace", "backspace", "x", "left", "y", "end", "z"):
            app.post_message(Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        assert app.screen.query_one(Prompt).query_one(Input).value == "syxz"


@pytest.mark.parametrize(
    "pauses", ["000201160", "411000152", "465001002", "000100102", "004001060", "000000000"]
)
async def test_a_line_that_opens_behind_another_gets_all_of_its_letters(
    pauses: str, app: RuncmpApp
) -> None:
    """Wherever each key is on its way, after so many turns of the loop, when the next comes."""
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        characters = {"slash": "/", "colon": ":", "escape": None}
        keys = ("slash", "s", "o", "l", "escape", "colon", "a", "b", "c")
        for key, pause in zip(keys, pauses, strict=True):
            app.post_message(Key(key, characters.get(key, key)))
            for _ in range(int(pause)):
                await asyncio.sleep(0)
        await settled(pilot)
        assert app.screen.query_one(Prompt).query_one(Input).value == "abc"


BEHIND = {
    "?q/lib": "/lib",
    "pmqE": "▼efficiency",
    "pqiqE": "▼efficiency",
    "+\x1bE": "▼efficiency",
    "d\x1bE": "▼efficiency",
    "/none\x1b:sort -devices\r": "▼devices",
    "?/plot\rqE": "▼efficiency",
    "Iq&nodes>1\rE": "where nodes>1",
    "dsoftware\r": "software: lib 1.0",
}
"""What is typed at once, and what is on screen once all of it is acted on."""


def test_keys_behind_one_that_opens_or_leaves_a_screen_are_for_the_next(tmp_path: Path) -> None:
    """All in one write, escape too, as a slow line delivers them."""
    write_files(tmp_path)
    with Terminal(
        [sys.executable, "-m", "tui", "--no-state", "solver.csv"],
        columns=100,
        rows=30,
        cwd=tmp_path,
        environment={"PYTHONPATH": str(HOME)},
        run=forked,
    ) as terminal:
        terminal.wait_for("? help")
        for typed, seen in BEHIND.items():
            assert seen not in terminal.text
            terminal.press(typed)
            terminal.wait_for(seen)
            # Back to how it opened, one step after the other: a prompt, a screen, what was chosen.
            terminal.press("\x1b")
            terminal.wait_for("? help")
            terminal.press(":sort devices\r")
            terminal.wait_for("▲devices")


async def test_a_key_whose_screen_goes_with_it_holds_up_none(app: RuncmpApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        for key in ("question_mark", "q", "p", "q", "slash", "x", "y"):
            app.post_message(Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        assert app.screen.query_one(Prompt).query_one(Input).value == "xy"
