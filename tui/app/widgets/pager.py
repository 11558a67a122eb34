"""Lines that scroll: help, sources, and the comparison of two runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.text import Text
from textual import events
from textual.message import Message

from tui.app.widgets.still_lines import Lines

_WHEEL_LINES: Final = 3


class Pager(Lines, can_focus=True):
    """Shows a window of its lines. It binds no keys: whoever owns it calls its methods."""

    class Scrolled(Message):
        """The wheel was turned over the lines."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._document: Sequence[Text] = ()
        self._top = 0

    @property
    def page(self) -> int:
        """How many lines are in sight at once."""
        return max(self.size.height, 1)

    @property
    def line_count(self) -> int:
        """How many lines there are."""
        return len(self._document)

    @property
    def first(self) -> int:
        """The first line in sight, counted from 0."""
        return self._top

    def open(self, lines: Sequence[Text], top: int | None = None) -> None:
        """Show ``lines`` from line ``top`` on, counted from 0; None: from where it stands."""
        self._document = lines
        self._move_to(self._top if top is None else top)

    def scroll_lines(self, lines: int) -> None:
        """Scroll by so many lines down (negative: up), as far as there are."""
        self._move_to(self._top + lines)

    def down(self) -> None:
        """Scroll one line down."""
        self.scroll_lines(1)

    def up(self) -> None:
        """Scroll one line up."""
        self.scroll_lines(-1)

    def page_down(self) -> None:
        """Scroll one page down."""
        self.scroll_lines(self.page)

    def page_up(self) -> None:
        """Scroll one page up."""
        self.scroll_lines(-self.page)

    def half_page_down(self) -> None:
        """Scroll half a page down."""
        self.scroll_lines(self.page // 2)

    def half_page_up(self) -> None:
        """Scroll half a page up."""
        self.scroll_lines(-(self.page // 2))

    def top(self) -> None:
        """Scroll to the first line."""
        self._move_to(0)

    def bottom(self) -> None:
        """Scroll to the last line."""
        self._move_to(self.line_count)

    def on_resize(self) -> None:
        """Fill the new height."""
        self._move_to(self._top)
        super().on_resize()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self._wheel(_WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self._wheel(-_WHEEL_LINES)

    def _wheel(self, lines: int) -> None:
        self.scroll_lines(lines)
        self.post_message(self.Scrolled())

    def _move_to(self, top: int) -> None:
        self._top = max(0, min(top, len(self._document) - self.page))
        self.show(self._document[self._top : self._top + self.page])
