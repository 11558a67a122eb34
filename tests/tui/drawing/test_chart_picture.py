"""A chart as a picture: the terminal's chart, with everything in its true place."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.drawing.chart_picture import HEIGHT, WIDTH, chart_picture, straightened
from tui.drawing.chart_series import Chart, Curve, Guide, Point, Series
from tui.drawing.scaling_chart import scaling_chart

SVG = "{http://www.w3.org/2000/svg}"
DOTS = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), min_size=1, max_size=30)


def chart(*values: float, name: str = "a", **given: object) -> Chart:
    points = tuple(Point(float(2**at), value) for at, value in enumerate(values))
    return Chart([Series(name, points)], title="Efficiency", across="devices", **given)  # type: ignore[arg-type]


def drawn(one: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(chart_picture(one, 60, 20, "title"))


def words(root: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


def test_it_has_the_words_of_the_terminal() -> None:
    one = chart(1.0, 0.93, 0.81, y_scale="linear", percent=True, guides=[Guide("70 %", "y", 0.7)])
    terminal = "\n".join(line.plain for line in scaling_chart(one, 60, 20))
    assert all(word in terminal for word in words(drawn(one)))
    assert {"Efficiency", "devices", "100%", "93.0", "81.0", "70 %"} <= set(words(drawn(one)))


def test_points_and_ticks_are_in_their_true_places() -> None:
    values = (1.0, 0.93, 0.81)
    root = drawn(chart(*values, y_scale="linear", percent=True))
    shapes = [float(each.attrib["cy"]) for each in root.iter(f"{SVG}circle") if each.get("stroke")]
    ticks = {
        float(each.text.rstrip("%")) / 100: float(each.attrib["y"])
        for each in root.iter(f"{SVG}text")
        if each.text and each.text.endswith("%")
    }
    (low, at_low), *_, (high, at_high) = sorted(ticks.items())
    scale = (at_high - at_low) / (high - low)
    shapes = shapes[1:]  # without that of the legend
    assert [shape - shapes[0] for shape in shapes] == pytest.approx(
        [(value - values[0]) * scale for value in values], abs=HEIGHT / 16
    )
    gaps = [b - a for a, b in pairwise(sorted(ticks.values()))]
    assert max(gaps) - min(gaps) < HEIGHT / 16


def test_an_error_bar_has_two_caps_and_reaches_its_ends() -> None:
    one = Chart([Series("a", (Point(1, 10, 5, 20), Point(2, 10)))], y_scale="linear")
    bars = re.findall(r"M[\d.]+ [\d.]+V[\d.]+M[\d.]+ [\d.]+h1\.9", chart_picture(one, 60, 20, ""))
    assert len(bars) == 2


def test_what_a_file_says_cannot_leave_its_text() -> None:
    text = chart_picture(chart(1.0, 2.0, name='"><script>&'), 60, 20, "<title>")
    assert "<script>" not in text
    assert ElementTree.fromstring(text)[0].text == "<title>"


def test_a_picture_is_small_and_as_wide_as_it_says() -> None:
    one = chart(*(1 / (1 + 0.1 * at) for at in range(12)), curves=[Curve("law", lambda n: n**-0.3)])
    text = chart_picture(one, 100, 30, "t")
    assert len(text) < 12_000
    assert ElementTree.fromstring(text).attrib["width"] == f"{100 * WIDTH + 5:g}mm"


@given(DOTS)
def test_a_straightened_line_leaves_out_only_what_lies_on_it(dots: list[tuple[int, int]]) -> None:
    kept = straightened(dots)
    assert (kept[0], kept[-1]) == (dots[0], dots[-1])
    assert len(kept) <= len(dots) + 1
    assert set(kept) <= set(dots)


def test_a_line_of_many_points_has_more_of_them_than_a_terminal_has_columns() -> None:
    values = [100 + at * 37 % 11 for at in range(200)]
    points = tuple(Point(float(at), value) for at, value in enumerate(values))
    root = drawn(Chart([Series("a", points)], x_scale="linear"))
    assert max(each.attrib["d"].count("L") for each in root.iter(f"{SVG}path")) > 2 * 60
    shapes = [each for each in root.iter(f"{SVG}circle") if each.get("stroke")]
    assert len(shapes) == 2, "that of the last, and that of the legend"


def test_a_name_of_the_legend_below_and_what_it_came_to_are_one_text() -> None:
    points = (Point(1.0, 1.0), Point(2.0, 0.93))
    several = [Series("scale-up on one node", points, final="93.0 %") for _ in range(2)]
    assert "scale-up on one node: 93.0 %" in words(drawn(Chart(several, y_scale="linear")))
