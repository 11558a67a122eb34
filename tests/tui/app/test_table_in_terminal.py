"""The table in a real pseudo-terminal: what it sends, and what is then on screen."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.forked_program import forked
from tests.paths import HOME
from tests.pseudo_terminal import Terminal

APP = Path(__file__).with_name("table_app.py")


def start(
    *arguments: str,
    columns: int = 120,
    rows: int = 40,
    environment: Mapping[str, str] | None = None,
) -> Terminal:
    return Terminal(
        [sys.executable, APP, *arguments],
        columns=columns,
        rows=rows,
        environment={"PYTHONPATH": str(HOME), **(environment or {})},
        run=forked,
    )


def test_few_bytes_are_sent_for_a_key_and_none_for_the_mouse() -> None:
    with start("1000", "--alone") as terminal:
        terminal.wait_for("solver 4")
        terminal.settle()
        assert terminal.received <= 20_000

        terminal.press("down")
        # Two rows: the one that is no longer lit, and the one that is.
        assert terminal.answer() <= 250
        terminal.press("pagedown")
        assert terminal.answer() <= 5_000
        for step in range(30):
            terminal.move_mouse(5 + 3 * step, 2 + step)
        assert terminal.listen(1.0) == 0


def test_a_line_scrolled_is_sent_alone() -> None:
    with start("1000", "--alone") as terminal:
        terminal.wait_for("solver 4")
        terminal.settle()
        bottom = terminal.screen.lines - 3
        for _ in range(bottom):
            terminal.press("down")
        terminal.wait_for(lambda seen: seen.lines[-1].startswith("▶"))
        terminal.settle()

        terminal.press("down")

        assert terminal.answer() <= 400
        assert terminal.lines[-1].startswith("▶")
        assert "benchmark" in terminal.lines[0]


KEYS = ["down"] * 3 + ["space", "right", "pagedown", "space", "s", "ctrl+d", "right", "right", "s"]
KEYS += ["G", "up", "g", "left"] + ["down"] * 22 + ["u", "pageup"]


@pytest.mark.parametrize("columns, rows", [(120, 40), (40, 12)])
def test_the_screen_is_the_one_that_textual_draws_by_itself(columns: int, rows: int) -> None:
    screens = []
    for driver in ((), ("--plain",)):
        with start("1000", *driver, columns=columns, rows=rows) as terminal:
            terminal.wait_for("solver 0")
            terminal.settle()
            for key in KEYS:
                terminal.press(key)
                terminal.settle(0.03)
            terminal.settle(0.5)
            screens.append((terminal.lines, terminal.reversed_text()))

    assert screens[0] == screens[1]
    assert len(screens[0][1]) == 1


def test_a_garbled_screen_is_drawn_anew_on_request() -> None:
    with start("1000") as terminal:
        terminal.wait_for("solver 0")
        terminal.settle()
        before = terminal.lines
        terminal.screen.erase_in_display(2)

        terminal.press("ctrl+l")
        terminal.answer()

        assert terminal.lines == before


def test_the_screen_comes_back_after_a_stop() -> None:
    with start("1000") as terminal:
        terminal.wait_for("solver 0")
        terminal.settle()
        before = terminal.lines
        os.kill(terminal.process.pid, signal.SIGTSTP)
        terminal.answer()
        terminal.screen.reset()

        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.wait_for(before[-1])
        terminal.settle()

        assert terminal.lines == before


def test_the_mouse_scrolls_sorts_and_moves_the_cursor() -> None:
    with start("1000", "--alone") as terminal:
        terminal.wait_for("solver 0")
        terminal.settle()
        terminal.wheel(30, 20)
        terminal.answer()
        assert terminal.lines[2].split()[:2] == ["▶", "solver"]
        assert terminal.lines[2].split()[6:8] == ["3", "8"]

        terminal.click(76, 10)
        terminal.answer()
        assert terminal.lines[10].startswith("▶")
        assert terminal.reversed_text() == [terminal.lines[10][72:82].strip().rjust(9)]

        terminal.click(76, 0)
        terminal.wait_for("▲value")


def test_another_size_is_drawn_in_full() -> None:
    with start("1000") as terminal:
        terminal.wait_for("solver 0")
        terminal.settle()
        terminal.resize(80, 24)
        terminal.answer()
        narrow = terminal.lines
        terminal.resize(120, 40)
        terminal.wait_for("scaling")
        terminal.settle()

        assert len(narrow) == 24
        assert "scaling" not in narrow[0]
        assert "solver 4" in terminal.lines[36]


@pytest.mark.parametrize(
    "environment",
    [{"TERM": "xterm-256color"}, {"TERM": "xterm"}, {"COLORTERM": "truecolor"}, {"NO_COLOR": "1"}],
)
def test_the_cursor_shows_in_every_colour_mode(environment: dict[str, str]) -> None:
    with start("1000", environment=environment) as terminal:
        terminal.wait_for("solver 0")
        terminal.settle()
        terminal.press("down")
        terminal.answer()
        cells = [cell for line in terminal.screen.buffer.values() for cell in line.values()]

        assert [text.strip() for text in terminal.reversed_text()] == ["solver 0"]
        colours = {cell.fg for cell in cells} | {cell.bg for cell in cells}
        assert colours == (
            {"default"} if "NO_COLOR" in environment else {"default", "green", "brown"}
        )


def test_ascii_signs_draw_nothing_else() -> None:
    with start("100", "--ascii", "--alone", columns=80, rows=24) as terminal:
        terminal.wait_for("solver 0")
        terminal.press("space")
        terminal.wait_for("*")

        gutter = [line[:2] for line in terminal.lines]
        assert gutter.count(">*") == 1
