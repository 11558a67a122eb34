"""What the buffer sends must leave a terminal as the whole frames would."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.terminal.screen_buffer import ScreenBuffer
from tui.terminal.sgr import style_change

COLUMNS, ROWS = 24, 8
STYLES = ["", "1", "7", "31", "2;38;5;39", "7;39;49", "38;2;1;2;3;48;5;4"]

Write = tuple[int, int, list[tuple[str, str]]]
"""A line, a column, and texts with their styles, from there on."""


def frame_of(writes: Sequence[Write], cursor: tuple[int, int] = (0, 0)) -> str:
    """Return the frame as Textual writes it: each text with its style set and reset."""
    parts = []
    for y, x, texts in writes:
        parts.append(f"\x1b[{y + 1};{x + 1}H")
        parts += [f"\x1b[{style}m{text}\x1b[0m" if style else text for text, style in texts]
        parts.append("\n" if y < ROWS - 1 else "")
    return "".join(parts) + f"\x1b[{cursor[0] + 1};{cursor[1] + 1}H"


class Screen:
    """A terminal without automatic wrapping, as under Textual."""

    def __init__(self, columns: int = COLUMNS, rows: int = ROWS) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)
        self.stream.feed("\x1b[?7l")

    def cells(self) -> list[list[tuple[object, ...]]]:
        """Return what can be seen of each cell."""
        rows: list[list[tuple[object, ...]]] = []
        for y in range(self.screen.lines):
            row: list[tuple[object, ...]] = []
            for x in range(self.screen.columns):
                cell = self.screen.buffer[y][x]
                shows = cell.data != " " or cell.reverse
                ink = (cell.fg, cell.bold, cell.italics) if shows else ()
                row.append((cell.data, cell.bg, cell.reverse, ink))
            rows.append(row)
        return rows


# Wide characters stand at even columns and all writes are of even length, so that none is halved.
pairs = st.one_of(
    st.text("ab 1", min_size=2, max_size=2),
    st.sampled_from(["漢", "██", "e\u0301x", "│ ", "  ", "    ", "        "]),
)
texts = st.lists(
    st.tuples(st.lists(pairs, min_size=1, max_size=5).map("".join), st.sampled_from(STYLES)),
    min_size=1,
    max_size=4,
)


def width(text: str) -> int:
    return len(text.replace("漢", "ab").replace("\u0301", ""))


@st.composite
def scattered(draw: st.DrawFn) -> list[Write]:
    """Writes here and there."""
    writes: list[Write] = []
    for _ in range(draw(st.integers(1, 4))):
        y = draw(st.integers(0, ROWS - 1))
        x = 2 * draw(st.integers(0, COLUMNS // 2 - 1))
        room = COLUMNS - x
        fitting = []
        for text, style in draw(texts):
            if width(text) <= room:
                fitting.append((text, style))
                room -= width(text)
        writes.append((y, x, fitting))
    return sorted(writes)


@st.composite
def scrolled(draw: st.DrawFn) -> list[Write]:
    """A window on a longer list, with a cursor line."""
    top = draw(st.integers(0, 12))
    cursor = draw(st.integers(1, ROWS - 1))
    return [
        (y, 0, [(f"{top + y:<4}{'#' * ((top + y) * 7 % 19):<20}", "7" if y == cursor else "")])
        for y in range(1, ROWS)
    ]


@given(
    st.lists(
        st.tuples(
            st.one_of(scattered(), scrolled()),
            st.tuples(st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 1)),
            st.booleans(),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_the_screen_is_the_one_that_the_whole_frames_make(
    frames: list[tuple[list[Write], tuple[int, int], bool]],
) -> None:
    buffer = ScreenBuffer(COLUMNS, ROWS)
    buffer.clear()
    whole, spared = Screen(), Screen()
    for writes, cursor, typing in frames:
        frame = frame_of(writes, cursor)
        output = buffer.update(frame, typing=typing)
        assert output is not None
        whole.stream.feed(frame.replace("\n", "\r\n"))
        spared.stream.feed(output)
        assert spared.cells() == whole.cells()
        if output:
            at = spared.screen.cursor
            assert not typing or (at.y, at.x) == cursor
            assert at.attrs == pyte.screens.Cursor(0, 0).attrs
        assert buffer.update(frame) == ""


def filled(rows: range) -> str:
    return frame_of([(y, 0, [(f"line {n} {n**9:<16}", "")]) for y, n in enumerate(rows)])


def test_only_changed_cells_are_sent() -> None:
    buffer = ScreenBuffer(COLUMNS, ROWS)
    buffer.update(frame_of([(2, 0, [("the same text, 1", "31")])]))

    output = buffer.update(frame_of([(2, 0, [("the same text, 2", "31")])]))

    assert output == "\x1b[3;16H\x1b[31m2\x1b[m\x1b[H"


def test_the_cursor_goes_nowhere_else_while_nothing_is_typed() -> None:
    buffer = ScreenBuffer(COLUMNS, ROWS)
    buffer.clear()

    frame = frame_of([(2, 1, [("text", "")])], (0, 1))
    output = buffer.update(frame, typing=False)

    assert output == "\x1b[3;2Htext"


def test_each_style_is_set_once_a_frame() -> None:
    buffer = ScreenBuffer(COLUMNS, ROWS)
    buffer.clear()

    output = buffer.update(
        frame_of([(y, 3, [("82.1 % ", ""), ("████ ", "33"), ("▅", "2")]) for y in range(3)])
    )

    assert output is not None
    assert re.findall(r"\x1b\[[\d;]*m", output) == ["\x1b[2m", "\x1b[0;33m", "\x1b[m"]
    assert len(output.encode()) < 3 * len("\x1b[1;4H82.1 % \x1b[33m████ \x1b[0;2m▅\x1b[m".encode())


def test_unchanged_cells_are_crossed_where_that_is_less_than_a_move() -> None:
    buffer = ScreenBuffer(COLUMNS, ROWS)
    buffer.clear()
    buffer.update(frame_of([(0, 0, [("1 of 2, ▇▇ 1", "")])]))

    output = buffer.update(frame_of([(0, 0, [("2 of 3, ▇▇ 2", "")])]))

    assert output == "\x1b[1;1H2 of 3\x1b[5C2\x1b[H"


def test_a_colour_that_takes_the_place_of_another_is_set_alone() -> None:
    assert style_change("1;31", "1;32") == "\x1b[32m"
    assert style_change("31", "31;7") == "\x1b[7m"
    assert style_change("38;5;9", "38;2;1;2;3") == "\x1b[38;2;1;2;3m"
    assert style_change("41", "107") == "\x1b[107m"
    assert style_change("1;31", "31") == "\x1b[0;31m"
    assert style_change("4", "44") == "\x1b[0;44m"
    assert style_change("4", "") == "\x1b[m"


def test_scrolled_lines_are_shifted_by_the_terminal() -> None:
    buffer, screen = ScreenBuffer(COLUMNS, ROWS), Screen()
    screen.stream.feed(buffer.update(filled(range(10, 18))) or "")

    output = buffer.update(filled(range(11, 19))) or ""
    screen.stream.feed(output)

    assert "line 18" in output
    assert "line 17" not in output
    assert [line[:7] for line in screen.screen.display] == [f"line {n}" for n in range(11, 19)]


@pytest.mark.parametrize("first, second", [(range(10, 18), range(14, 22)), (range(9), range(9))])
def test_what_was_forgotten_is_sent_anew(first: range, second: range) -> None:
    buffer, screen = ScreenBuffer(COLUMNS, ROWS), Screen()
    buffer.update(filled(first[:ROWS]))
    buffer.forget()

    screen.stream.feed(buffer.update(filled(second[:ROWS])) or "")

    shown = [
        line[: len(f"line {n}")] for line, n in zip(screen.screen.display, second, strict=False)
    ]
    assert shown == [f"line {n}" for n in second[:ROWS]]


def test_half_a_wide_character_covered_leaves_a_blank() -> None:
    buffer, screen = ScreenBuffer(COLUMNS, ROWS), Screen()
    screen.stream.feed(buffer.update(frame_of([(0, 0, [("漢漢漢ab", "")])])) or "")
    screen.stream.feed(buffer.update(frame_of([(0, 3, [("xy", "")])])) or "")

    assert screen.screen.display[0].rstrip() == "漢 xy ab"


@pytest.mark.parametrize(
    "frame",
    [
        "text without a place",
        "\x1b[1;1H\x1b[2Jerased",
        "\x1b[1;1H\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\",
        "\x1b[1;1H\x1b[31mred \x1b[1mand bold",
        "\x1b[99;1Hbelow the screen",
    ],
)
def test_a_frame_of_another_kind_is_declined(frame: str) -> None:
    assert ScreenBuffer(COLUMNS, ROWS).update(frame) is None
