"""A defect in the app's own thread is told in a line; the app stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import polars as pl
import pytest
from textual.pilot import Pilot

from tests.pilot import app_on, enter, press, settled, shown, told, write_files
from tui.app.screens.runs_screen import RunsScreen
from tui.app.widgets.run_table import RunTable
from tui.app.widgets.still_lines import Lines

PANIC = pl.exceptions.PanicException("assertion failed")


def failing(error: BaseException) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


async def failed(pilot: Pilot[None], what: str) -> str:
    """Return what a screen says where something failed, and forget it."""
    app = pilot.app
    for _ in range(3):
        await pilot.pause()
    assert getattr(app, "failures", []), what
    app.failures.clear()  # type: ignore[attr-defined]
    assert app.is_running
    return told(pilot)


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("error", [KeyError("kept"), PANIC])
async def test_a_typed_command_that_fails_is_named(
    monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(RunsScreen, "filter", failing(error))
            await pilot.press(":", *"where ok", "enter")
            assert ":where ok failed: internal error: " in await failed(pilot, "the command")
        await enter(pilot, ":", "where nodes > 1")
        assert app.screen.query_one(RunTable).row_count == 2
        await press(pilot, "4", "escape")


@pytest.mark.parametrize("error", [ZeroDivisionError("float"), PANIC])
async def test_a_key_that_fails_is_named(
    monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(RunsScreen, "action_audit", failing(error))
            await pilot.press("a")
            assert "audit" in await failed(pilot, "the key")
        await press(pilot, "a")
        assert app.return_code is None


async def test_a_timer_a_callback_and_a_worker_that_fail_are_told() -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        app.set_timer(0.001, failing(IndexError("late")))
        await pilot.pause(0.05)
        assert "IndexError" in await failed(pilot, "the timer")
        app.screen.call_after_refresh(failing(IndexError("soon")))
        assert "IndexError" in await failed(pilot, "the callback")

        async def work() -> None:
            raise IndexError("background")

        app.screen.run_worker(work())
        assert "IndexError" in await failed(pilot, "the worker")
        await press(pilot, "j")


async def test_a_message_that_fails_is_told_and_the_next_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(RunTable, "on_click", failing(PANIC), raising=False)
            await pilot.click(RunTable, offset=(5, 3))
            assert "PanicException" in await failed(pilot, "the click")
        await pilot.click(RunTable, offset=(5, 3))
        await settled(pilot)


async def test_reading_again_that_fails_keeps_what_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        rows = shown(pilot)[3:8]
        monkeypatch.setattr("tui.app.screens.opening.load_as_told", failing(PANIC))
        await pilot.press("r")
        assert "PanicException" in await failed(pilot, "reading")
        assert shown(pilot)[3:8] == rows


async def test_what_fails_each_time_it_is_drawn_ends_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        monkeypatch.setattr(Lines, "show", failing(PANIC))
        await pilot.press("j", "k")
        await pilot.pause()
        assert app.return_code == 2


async def test_what_a_limit_is_to_blame_for_is_no_fault_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = app_on("solver.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        monkeypatch.setattr(RunsScreen, "action_audit", failing(MemoryError()))
        await pilot.press("a")
        said = await failed(pilot, "the key")
        assert "too little memory is left; raise ulimit -v" in said
        assert "internal error" not in said
