"""Keys typed while the files are being read: kept for the table, unless they need none."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

import pytest
from textual.events import Key

from parsers.across_inputs.reading_progress import ReadingProgress
from tests.pilot import shown, write_files
from tui.app.app import RuncmpApp
from tui.app.first_table import FirstTable, Outcome, first_table
from tui.app.screens.typed_ahead import MOST, TypedAhead
from tui.options.arguments import parse
from tui.options.settings import AppSettings
from tui.terminal.environment import Terminal


def key(name: str) -> Key:
    return Key(name, name if len(name) == 1 else None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("j j E", "j j E"),
        ("j q", "j"),
        ("? j q", "j"),
        ("/ s e q ? enter q", "/ s e q ? enter"),
        ("/ a ctrl+c", "/ a"),
        ("& a enter / q", "& a enter / q"),
    ],
)
def test_what_needs_no_table_is_not_kept(typed: str, kept: str) -> None:
    ahead = TypedAhead({"q", "?", "ctrl+c"}, {"/", "&"})
    keys = [key(name) for name in typed.split()]
    assert [each.key for each in keys if ahead.keep(each)] == kept.split()
    assert [each.key for each in ahead.taken()] == kept.split()
    assert ahead.taken() == []


def test_only_so_many_are_kept() -> None:
    ahead = TypedAhead((), ())
    assert all(ahead.keep(key("j")) for _ in range(2 * MOST))
    assert len(ahead.taken()) == MOST


@pytest.mark.parametrize(
    ("typed", "seen"), [("slash l q", "/lq"), ("E", "▼efficiency"), ("slash l escape q", "")]
)
async def test_the_table_gets_them_in_their_order(
    typed: str, seen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    settings = parse(["solver.csv", "--no-state"])
    assert isinstance(settings, AppSettings)
    made: Future[Outcome] = Future()
    first = FirstTable(made, ReadingProgress())
    app = RuncmpApp(first, Terminal(True, "", True, True), settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*typed.split())
        if not seen:
            assert app.return_code == 0
            return
        made.set_result(first_table(settings, first.progress))
        while seen not in "".join(shown(pilot)).replace(" ", ""):
            await pilot.pause(0.01)
