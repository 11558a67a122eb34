"""The table widget, driven as a user and as the app that owns it would."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import polars as pl
import pytest
from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.app import App, ComposeResult
from textual.message import Message

from tui.app.widgets.run_table import RunTable
from tui.app.widgets.table_messages import Activated, CursorMoved, HeaderClicked
from tui.formatting.glyphs import ASCII, BRAILLE, Glyphs
from tui.views.table_view import Cell, TableColumn, TableView


class Harness(App[None]):
    """A table that fills the screen; keeps what it says."""

    def __init__(self, table: TableView, **options: Any) -> None:
        super().__init__(ansi_color=True)
        self.table = RunTable(**options)
        self.said: list[Message] = []
        self._shown = table

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.table.set_table(self._shown)

    def on_run_table_cursor_moved(self, message: Message) -> None:
        self.said.append(message)

    on_run_table_header_clicked = on_run_table_cursor_moved
    on_run_table_activated = on_run_table_cursor_moved

    def lines(self) -> list[str]:
        return [self.table.render_line(y).text for y in range(self.table.size.height)]

    def shown(self, x: int = 3, width: int = 4) -> list[str]:
        """The texts at one place of each row."""
        height = 2 if self.table.render_line(1).text.strip() == "s" else 1
        return [line[x : x + width].strip() for line in self.lines()[height:] if line.strip()]


def strings(
    name: str,
    *,
    width: int = 6,
    priority: int = 0,
    align: Literal["left", "right"] = "left",
    title: str | None = None,
    unit: str = "",
    min_width: int | None = None,
) -> TableColumn:
    return TableColumn(
        name,
        name if title is None else title,
        unit,
        width,
        align,
        priority,
        lambda rows: [str(value) for value in rows[name]],
        min_width,
    )


def table(values: dict[str, Sequence[object]], **widths: int) -> TableView:
    frame = pl.DataFrame(values)
    columns = tuple(strings(name, width=widths.get(name, 6)) for name in frame.columns)
    return TableView(frame, columns)


NAMES = table({"name": [f"n{i}" for i in range(50)], "value": list(range(50))})


def order(*rows: int) -> pl.Series:
    return pl.Series(rows, dtype=pl.UInt32)


async def test_the_cursor_moves_by_rows_pages_and_to_the_ends() -> None:
    app = Harness(NAMES)
    async with app.run_test(size=(40, 11)) as pilot:
        rows = app.table
        seen = []
        for move in (
            rows.down,
            rows.down,
            rows.up,
            rows.page_down,
            rows.half_page_down,
            rows.page_up,
            rows.half_page_up,
            rows.bottom,
            rows.down,
            rows.top,
            rows.up,
        ):
            move()
            await pilot.pause()
            seen.append((rows.cursor_row, rows.rows_in_sight))

    assert seen == [
        (1, range(10)),
        (2, range(10)),
        (1, range(10)),
        (11, range(10, 20)),
        (16, range(15, 25)),
        (6, range(5, 15)),
        (1, range(10)),
        (49, range(40, 50)),
        (49, range(40, 50)),
        (0, range(10)),
        (0, range(10)),
    ]


async def test_only_real_moves_are_told() -> None:
    app = Harness(NAMES)
    async with app.run_test(size=(40, 11)) as pilot:
        await pilot.pause()
        app.said.clear()
        app.table.up()
        app.table.down()
        app.table.left()
        app.table.right()
        app.table.right()
        await pilot.pause()
        told = [(m.row, m.column) for m in app.said if isinstance(m, CursorMoved)]

    assert told == [(1, "name"), (1, "value")]


async def test_cursor_and_marks_stay_with_their_rows_when_the_order_changes() -> None:
    app = Harness(NAMES)
    async with app.run_test(size=(40, 11)) as pilot:
        app.table.go_to(9)
        app.table.toggle_mark()
        app.table.go_to(7)
        app.table.toggle_mark()
        app.table.set_order(order(*reversed(range(50))), (("value", True),))
        await pilot.pause()
        lines = app.lines()

        assert (app.table.cursor_row, app.table.cursor_position) == (7, 42)
        assert 42 in app.table.rows_in_sight
        assert [line.split()[:2] for line in lines if "●" in line] == [["●", "n9"], ["▶●", "n7"]]
        assert app.table.marks == (9, 7)


async def test_marks_outlast_a_filter_and_the_cursor_finds_a_place() -> None:
    app = Harness(NAMES)
    async with app.run_test(size=(40, 11)) as pilot:
        app.table.go_to(30)
        app.table.toggle_mark()
        app.table.set_order(order(5, 6))
        await pilot.pause()
        assert app.shown() == ["n5", "n6"]
        assert app.table.cursor_row == 6
        assert not app.table.go_to(30)

        app.table.set_order(order())
        await pilot.pause()
        assert app.table.cursor_row is None
        assert app.shown() == []
        app.table.toggle_mark()
        app.table.down()

        app.table.set_order(None)
        await pilot.pause()
        assert app.table.marks == (30,)
        assert app.table.cursor_row == 0


async def test_a_mark_is_taken_away_again() -> None:
    app = Harness(NAMES)
    async with app.run_test(size=(40, 11)):
        for row in (4, 9, 4):
            app.table.toggle_mark(row)
        assert app.table.marks == (9,)
        app.table.clear_marks()
        assert len(app.table.marks) == 0


async def test_marks_belong_to_a_frame() -> None:
    app = Harness(NAMES)
    async with app.run_test(size=(40, 11)):
        app.table.toggle_mark(4)
        app.table.set_table(TableView(NAMES.frame, NAMES.columns[1:]))
        assert app.table.marks == (4,)
        app.table.set_table(TableView(NAMES.frame.clone(), NAMES.columns))
        assert len(app.table.marks) == 0


async def test_another_table_keeps_the_cursor_or_not_as_wanted() -> None:
    app = Harness(NAMES)
    async with app.run_test(size=(40, 11)):
        app.table.go_to(12, "value")
        app.table.set_table(NAMES, order(*reversed(range(50))))
        assert (app.table.cursor_row, app.table.cursor_column) == (12, "value")
        app.table.set_table(NAMES, order(*reversed(range(50))), keep_cursor=False)
        assert (app.table.cursor_row, app.table.cursor_column) == (49, "name")
        app.table.set_table(TableView(NAMES.frame, NAMES.columns[:1]))
        assert app.table.cursor_column == "name"


async def test_two_columns_may_sort_by_the_same_one_and_only_one_has_the_cursor() -> None:
    frame = pl.DataFrame({"efficiency": [0.5, 0.7]})
    columns = (strings("efficiency"), strings("efficiency", title="bar"))
    app = Harness(TableView(frame, columns))
    async with app.run_test(size=(40, 4)) as pilot:
        app.table.right()
        await pilot.pause()
        line = app.table.render_line(1)
        assert [part.text for part in line if part.style and part.style.reverse] == ["0.5   "]
        # The first cell is lit, after the marks; a gap parts it from the next.
        assert line.text.index("0.5", 5) == sum(len(part.text) for part in list(line)[:3])

        app.table.set_table(TableView(frame, columns[::-1]))
        app.table.right()
        await pilot.pause()
        assert app.lines()[0].split() == ["bar", "efficiency"]
        line = app.table.render_line(1)
        cursor = next(part for part in line if part.style and part.style.reverse)
        assert cursor.text == "0.5       "


async def test_another_frame_is_told_of_even_where_the_cursor_stays() -> None:
    app = Harness(NAMES)
    async with app.run_test(size=(40, 11)) as pilot:
        await pilot.pause()
        app.said.clear()
        app.table.set_table(TableView(NAMES.frame, NAMES.columns[:1]))
        await pilot.pause()
        assert app.said == []
        app.table.set_table(TableView(NAMES.frame.clone(), NAMES.columns))
        await pilot.pause()
        assert [(m.row, m.column) for m in app.said if isinstance(m, CursorMoved)] == [(0, "name")]


async def test_a_million_rows_cost_what_is_in_sight() -> None:
    taken: list[int] = []

    def count(rows: pl.DataFrame) -> list[Cell]:
        taken.append(rows.height)
        return [str(value) for value in rows["value"]]

    frame = pl.select(value=pl.int_range(1_000_000))
    column = TableColumn("value", "value", "", 8, "right", 0, count)
    app = Harness(TableView(frame, (column,)))
    async with app.run_test(size=(40, 21)) as pilot:
        await pilot.pause()
        assert max(taken) == sum(taken) == 20

        taken.clear()
        app.table.set_order(frame["value"].arg_sort(descending=True), (("value", True),))
        await pilot.pause()
        assert (app.table.cursor_position, max(taken)) == (999_999, 20)
        assert app.lines()[-1].split() == ["▶", "0"]

        taken.clear()
        app.table.top()
        await pilot.pause()
        app.table.page_down()
        await pilot.pause()
        assert taken == [20, 20]

        taken.clear()
        for _ in range(19):
            app.table.down()
            await pilot.pause()
        app.table.scroll_rows(3)
        await pilot.pause()
        assert sum(taken) <= 19 + 3


async def test_a_terminal_that_was_small_for_a_moment_scrolls_nothing() -> None:
    app = Harness(TableView(pl.DataFrame({"a": range(30)}), (strings("a", width=8),)))
    async with app.run_test(size=(20, 11)) as pilot:
        app.table.move(rows=5)
        await pilot.pause()
        before = app.lines()
        await pilot.resize_terminal(1, 1)
        await pilot.pause()
        await pilot.resize_terminal(20, 11)
        await pilot.pause()
        assert app.lines() == before


async def test_columns_that_do_not_fit_go_by_priority() -> None:
    wide = {f"c{i}": [i] for i in range(8)}
    frame = pl.DataFrame(wide)
    columns = tuple(strings(f"c{i}", width=8, priority=(i * 5) % 8) for i in range(8))
    app = Harness(TableView(frame, columns))
    async with app.run_test(size=(100, 5)) as pilot:
        assert app.table.columns_in_sight == list(wide)
        assert "+" not in app.lines()[0]

        await pilot.resize_terminal(48, 5)
        await pilot.pause()
        assert app.table.columns_in_sight == ["c0", "c2", "c5", "c7"]
        assert app.table.hidden_after == 4


async def test_the_column_cursor_reaches_every_hidden_column_and_comes_back() -> None:
    names = [f"c{i}" for i in range(8)]
    frame = pl.DataFrame({name: [name] for name in names})
    columns = tuple(strings(name, width=8, priority=(i * 5) % 8) for i, name in enumerate(names))
    app = Harness(TableView(frame, columns))
    async with app.run_test(size=(48, 5)) as pilot:
        home = app.table.columns_in_sight
        seen = {app.table.cursor_column}
        for _ in range(7):
            app.table.right()
            await pilot.pause()
            assert app.table.cursor_column in app.table.columns_in_sight
            assert app.table.columns_in_sight[0] == "c0"
            seen.add(app.table.cursor_column)
        assert seen == set(names)
        assert app.lines()[0].startswith("◂4 c0")
        assert "▸" not in app.lines()[0]

        app.table.first_column()
        app.table.right()
        await pilot.pause()
        assert app.table.columns_in_sight == home

        app.table.last_column()
        await pilot.resize_terminal(120, 5)
        await pilot.pause()
        assert app.table.columns_in_sight == names


async def test_frozen_columns_stay_unless_they_would_take_all_the_room() -> None:
    frame = pl.DataFrame({name: [name] for name in "abcdef"})
    columns = tuple(strings(name, width=8) for name in "abcdef")
    app = Harness(TableView(frame, columns), frozen=2)
    async with app.run_test(size=(40, 4)) as pilot:
        app.table.last_column()
        await pilot.pause()
        assert app.table.columns_in_sight == ["a", "b", "f"]
        app.table.frozen = 0
        await pilot.pause()
        assert app.table.columns_in_sight == ["d", "e", "f"]
        app.table.frozen = 5
        await pilot.pause()
        assert app.table.columns_in_sight == ["f"]


async def test_texts_are_cut_with_a_sign_and_numbers_are_not() -> None:
    frame = pl.DataFrame({"text": ["a long description of things"], "number": [1234567.25]})
    app = Harness(
        TableView(
            frame,
            (
                strings("text", width=28, min_width=6),
                strings("number", width=10, align="right", priority=1),
            ),
        )
    )
    async with app.run_test(size=(30, 3)):
        assert app.lines()[1] == "▶  a long…things    1234567.25"


async def test_titles_units_and_sort_marks() -> None:
    frame = pl.DataFrame({"name": ["x"], "time": ["1.5"], "rank": ["3"]})
    columns = (
        strings("name", width=4),
        strings("time", width=7, align="right", unit="s"),
        strings("rank", width=4, align="right"),
    )
    app = Harness(TableView(frame, columns))
    async with app.run_test(size=(30, 4)):
        assert [line.rstrip() for line in app.lines()] == [
            "   name     time  rank",
            "               s",
            "▶  x         1.5     3",
            "",
        ]
        app.table.set_order(None, (("time", True),))
        assert app.lines()[0].rstrip() == "   name    ▼time  rank"
        app.table.set_order(None, (("name", False), ("rank", True)))
        assert app.lines()[0].rstrip() == "   name▲    time ▽rank"


async def test_ascii_glyphs_leave_no_other_character() -> None:
    frame = pl.DataFrame({"name": ["something long", "x"], **{c: ["1", "2"] for c in "abcdefgh"}})
    columns = (strings("name", width=14, min_width=5), *(strings(c, width=5) for c in "abcdefgh"))
    app = Harness(TableView(frame, columns), glyphs=ASCII)
    async with app.run_test(size=(30, 4)) as pilot:
        app.table.toggle_mark()
        app.table.set_order(None, (("name", True),))
        app.table.move(columns=4)
        await pilot.pause()
        assert all(line.isascii() for line in app.lines())
        assert app.lines()[1].startswith(">* som~ng  1")


async def test_hostile_and_wide_texts_are_shown_as_they_are_and_keep_the_columns_straight() -> None:
    hostile = [
        "[red]bold[/red]",
        "[link=http://x]",
        "\x1b[31mred\x1b]0;title\x07",
        "two\nlines\tand",
        "表格のセル表格のセル",
        "\u202egnp.exe",
        "e\u0301tude",
        "plain",
    ]
    frame = pl.DataFrame({"text": hostile, "after": [f"after{i}" for i in range(len(hostile))]})
    app = Harness(TableView(frame, (strings("text", width=15), strings("after", width=6))))
    async with app.run_test(size=(40, 10)):
        rows = app.lines()[1:9]

    assert "[red]bold[/red]" in rows[0]
    assert "[link=http://x]" in rows[1]
    assert "\ufffd[31mre…;title\ufffd" in rows[2]
    assert "two\ufffdlines\ufffdand" in rows[3]
    assert "\u202e" not in rows[5]
    for number, row in enumerate(rows):
        before, found, _ = row.partition(f"after{number}")
        assert found
        assert cell_len(before) == 3 + 15 + 2
        assert cell_len(row) == 40
    assert "表格の…のセル" in rows[4]


async def test_styled_cells_keep_their_styles_and_their_width() -> None:
    def bars(rows: pl.DataFrame) -> list[Cell]:
        return [Text("█" * value, style="green") for value in rows["value"]]

    frame = pl.DataFrame({"value": [3, 30]})
    app = Harness(TableView(frame, (TableColumn("value", "bar", "", 10, "left", 0, bars),)))
    async with app.run_test(size=(20, 4)) as pilot:
        app.table.down()
        await pilot.pause()
        colours = [
            [(part.text, part.style.color.name) for part in line if part.style and part.style.color]
            for line in (app.table.render_line(1), app.table.render_line(2))
        ]
        assert app.lines()[2] == "▶  █████████…       "

    assert colours == [[("███", "green")], [("█████████…", "green")]]


@pytest.mark.parametrize("glyphs", [None, ASCII, BRAILLE._replace(cursor="→")])
async def test_the_cursor_is_one_cell_in_reverse_and_a_sign(glyphs: Glyphs | None) -> None:
    app = Harness(NAMES, glyphs=glyphs)
    async with app.run_test(size=(40, 11)) as pilot:
        app.table.move(rows=4, columns=1)
        await pilot.pause()
        reverse = [
            (y, part.text)
            for y in range(11)
            for part in app.table.render_line(y)
            if part.style and part.style.reverse
        ]
        signs = [y for y, line in enumerate(app.lines()) if line[0] != " "]

    assert reverse == [(5, "4     ")]
    assert signs == [5]


async def test_the_row_of_the_cursor_is_lit_but_for_what_has_a_colour() -> None:
    frame = pl.DataFrame({"name": ["a", "b"], "verdict": ["better", "worse"]})
    coloured = strings("verdict")._replace(
        cells=lambda rows: [Text(each, "green") for each in rows["verdict"]]
    )
    app = Harness(TableView(frame, (strings("name"), strings("name"), coloured)))
    async with app.run_test(size=(40, 4)) as pilot:
        for row in (0, 1):
            await pilot.pause()
            lit = [
                {
                    part.text.strip()
                    for part in app.table.render_line(y)
                    if part.style and part.style.bold
                }
                for y in (1, 2)
            ]
            assert [bool(each - {""}) for each in lit] == [row == 0, row == 1]
            assert not lit[row] & {"better", "worse"}
            app.table.down()
        app.table.right()
        app.table.right()
        await pilot.pause()
        cursor = [part for part in app.table.render_line(2) if part.style and part.style.reverse]
        assert [(part.text, part.style) for part in cursor] == [
            ("worse  ", Style(color="green", reverse=True))
        ]


async def test_clicks_move_the_cursor_choose_rows_and_tell_of_headings() -> None:
    app = Harness(NAMES)
    async with app.run_test(size=(40, 11)) as pilot:
        await pilot.click(RunTable, offset=(12, 4))
        assert (app.table.cursor_row, app.table.cursor_column) == (3, "value")

        app.said.clear()
        await pilot.click(RunTable, offset=(12, 0))
        await pilot.click(RunTable, offset=(35, 0))
        headings = [m.column for m in app.said if isinstance(m, HeaderClicked)]
        assert headings == ["value"]

        await pilot.double_click(RunTable, offset=(5, 6))
        chosen = [m.row for m in app.said if isinstance(m, Activated)]
        assert chosen == [5]


async def test_a_click_below_the_rows_does_nothing() -> None:
    app = Harness(table({"name": ["a", "b"]}))
    async with app.run_test(size=(40, 11)) as pilot:
        await pilot.click(RunTable, offset=(5, 8))
        assert app.table.cursor_row == 0


async def test_a_table_without_rows_or_columns_is_blank() -> None:
    app = Harness(TableView(pl.DataFrame(), ()))
    async with app.run_test(size=(20, 4)) as pilot:
        for move in (app.table.down, app.table.right, app.table.bottom, app.table.page_down):
            move()
        app.table.activate()
        await pilot.pause()
        assert [line.strip() for line in app.lines()] == [""] * 4
        assert not [m for m in app.said if isinstance(m, Activated)]


async def test_the_row_stays_in_sight_when_the_terminal_shrinks() -> None:
    app = Harness(NAMES)
    async with app.run_test(size=(40, 31)) as pilot:
        app.table.go_to(29)
        await pilot.resize_terminal(40, 11)
        await pilot.pause()
        assert 29 in app.table.rows_in_sight
        assert len(app.table.rows_in_sight) == 10
