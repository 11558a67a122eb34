"""The still panel: it shows its lines, and draws anew only what changed."""

from __future__ import annotations

from typing import Self

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip

from tui.app.widgets.still_lines import Lines


class Recorder(Lines):
    """Keeps the regions that it asks to have drawn again."""

    regions: tuple[Region, ...] | None = None

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        self.regions = regions
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class Harness(App[None]):
    def compose(self) -> ComposeResult:
        yield Recorder([Text("before"), Text("it is shown")])

    def shown(self) -> list[str]:
        panel = self.query_one(Recorder)
        return [panel.render_line(y).text for y in range(panel.size.height)]


async def test_lines_fill_the_panel_and_are_cut_at_its_edges() -> None:
    app = Harness()
    async with app.run_test(size=(12, 3)) as pilot:
        panel = app.query_one(Recorder)
        assert app.shown() == ["before      ", "it is shown ", " " * 12]

        panel.show([Text("much longer than that"), Strip([Segment("表" * 9)]), Text(), Text("4th")])
        assert app.shown() == ["much longer ", "表" * 6, " " * 12]

        await pilot.resize_terminal(15, 4)
        await pilot.pause()
        assert app.shown() == ["much longer tha", "表" * 7 + " ", " " * 15, "4th            "]


async def test_only_the_span_that_changed_is_drawn_again() -> None:
    app = Harness()
    async with app.run_test(size=(20, 5)) as pilot:
        panel = app.query_one(Recorder)
        before = [Text("value 12.5 s"), Text("same"), Text("表 a"), Text("red", style="red")]
        panel.show(before)
        await pilot.pause()

        panel.regions = None
        panel.show([line.copy() for line in before])
        assert panel.regions is None

        panel.show([Text("value 13.7 s"), Text("same"), Text("表 b"), Text("red", style="green")])
        assert panel.regions == (Region(7, 0, 3, 1), Region(3, 2, 1, 1), Region(0, 3, 3, 1))


async def test_markup_and_escapes_are_shown_harmlessly_in_one_line() -> None:
    app = Harness()
    async with app.run_test(size=(30, 2)):
        app.query_one(Recorder).show([Text("[red]\x1b[2J\nnext"), Text("表\u202e")])
        shown = app.shown()

    assert shown[0].rstrip() == "[red]\ufffd[2J\ufffdnext"
    assert shown[1].rstrip() == "表\ufffd"
    assert [cell_len(line) for line in shown] == [30, 30]


async def test_strips_keep_their_styles() -> None:
    app = Harness()
    async with app.run_test(size=(10, 1)):
        panel = app.query_one(Recorder)
        panel.show([Strip([Segment("ab"), Segment("cd", Style(bold=True))])])
        bold = [part.text for part in panel.render_line(0) if part.style and part.style.bold]

    assert bold == ["cd"]
