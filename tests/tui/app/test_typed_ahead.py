"""Keys that are all there before the first of them is acted on."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input

from tests.pilot import app_on, settled, write_files
from tui.app.widgets.prompt import Prompt


async def test_a_line_is_edited_in_the_order_of_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    app = app_on("solver.csv")
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
    pauses: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever each key is on its way, after so many turns of the loop, when the next comes."""
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    app = app_on("solver.csv")
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
