"""Screens whose lines take a while: they open at once, and the work is done elsewhere."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.pilot import app_on, press, settled, shown
from tui.app.screens import source_screen
from tui.app.screens.explain_screen import ExplainScreen
from tui.views.source_text import SourceText, Unreadable, read


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("nodes,time (s)\n1,9\n2,5\n")
    (tmp_path / "b.csv").write_text("nodes,time (s),remark\n1,9,x\n2,5,\n")
    (tmp_path / "c.csv").write_text("")
    monkeypatch.chdir(tmp_path)


async def test_a_source_is_not_read_on_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, threads = threading.Event(), []

    def slow(source: str, line: int | None = None) -> SourceText:
        threads.append(threading.current_thread())
        assert go_on.wait(30)
        return read(source, line)

    monkeypatch.setattr(source_screen, "read", slow)
    app = app_on("a.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("o")
        for _ in range(3):
            await pilot.pause()
        assert isinstance(app.screen, source_screen.SourceScreen)
        assert "a.csv:2" in shown(pilot)[0]
        # What is typed meanwhile is for the new screen.
        await pilot.press("n", "j")
        go_on.set()
        await settled(pilot)
        assert threads[0] is not threading.main_thread()
        assert "nodes,time (s)" in "".join(shown(pilot))


async def test_what_cannot_be_read_is_told_where_one_came_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(source: str, line: int | None = None) -> SourceText:  # noqa: ARG001
        raise Unreadable(f"{source}: gone")

    monkeypatch.setattr(source_screen, "read", refuse)
    app = app_on("a.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "a.csv: gone" in (await press(pilot, "o"))[-1]
        assert not isinstance(app.screen, source_screen.SourceScreen)


async def test_a_screen_that_was_left_needs_no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def slow(*_: object) -> SourceText:
        assert go_on.wait(30)
        raise Unreadable("late")

    monkeypatch.setattr(source_screen, "read", slow)
    app = app_on("a.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("o")
        await pilot.pause()
        await pilot.press("q")
        go_on.set()
        await settled(pilot)
        assert "late" not in "".join(shown(pilot))
        assert "runtime" in shown(pilot)[1]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_i_tells_how_the_files_were_read(size: tuple[int, int]) -> None:
    app = app_on(".")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        lines = await press(pilot, "i")
        assert isinstance(app.screen, ExplainScreen)
        assert "how the files were read" in lines[0]
        assert lines[1].strip() == "3 files: 2 read, 1 not read; 4 runs"
        assert lines[2].split() == ["not", "read", "1", "file:", "empty", "file:", "c.csv"]
        assert any("2 files as delimited text, 4 runs: a.csv (2), b.csv (2)" in e for e in lines)
        assert "time (s) → runtime in s" in "\n".join(lines)
        assert "2 files · 4 runs" in (await press(pilot, "q"))[0]
