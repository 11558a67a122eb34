"""Screens as SVG: one alone, and several one after the other."""

import re
from xml.etree import ElementTree

from rich.segment import Segment

from tui.drawing.svg import RecordedScreen, draw, draw_recording

SVG = "{http://www.w3.org/2000/svg}"


def screen(text: str) -> list[list[Segment]]:
    return [[Segment(text)], [Segment("")]]


def test_a_screen_is_drawn_once() -> None:
    root = ElementTree.fromstring(draw(screen("one"), 10, "<title>"))
    assert [each.text for each in root.iter(f"{SVG}text")] == ["<title>", "one"]


def test_a_recording_shows_each_line_while_a_frame_has_it() -> None:
    frames = [
        RecordedScreen(screen("one"), "a", 1),
        RecordedScreen(screen("two"), "a", 2),
        RecordedScreen(screen("one"), "", 1),
    ]
    text = draw_recording(frames, 10, "title")
    ElementTree.fromstring(text)
    assert text.count(">one<") == text.count(">two<") == text.count(">a<") == 1
    shown = dict(re.findall(r"@keyframes (f\d)\{(.*)\}\n", text))
    of_two = text[: text.index(">two<")].rpartition('<g class="')[2][:2]
    assert shown[of_two] == "0%{visibility:hidden}25%{visibility:visible}75%{visibility:hidden}"
    assert f".{of_two}{{visibility:hidden;animation:{of_two} 4s step-end infinite}}" in text
    of_one = text[: text.index(">one<")].rpartition('<g class="')[2][:2]
    assert shown[of_one] == "0%{visibility:visible}25%{visibility:hidden}75%{visibility:visible}"
    assert f".{of_one}{{visibility:visible;" in text
