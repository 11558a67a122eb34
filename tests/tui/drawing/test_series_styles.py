"""Who is in the foreground: eight places, each with a shape and a colour of its own."""

from collections.abc import Sequence
from itertools import combinations
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from rich.terminal_theme import TerminalTheme

from tui.drawing.palette import COLOURS, FAINT
from tui.drawing.series_styles import MOST, series_styles
from tui.drawing.svg import PAPER, SCREEN, look
from tui.formatting.glyphs import ASCII, BRAILLE, Glyphs
from tui.views.scaling.foreground import Foreground

CHOSEN = st.one_of(st.none(), st.lists(st.one_of(st.none(), st.integers(-1, 12)), max_size=12))


@given(st.integers(0, 12), CHOSEN, st.sampled_from([BRAILLE, ASCII]))
def test_every_series_has_one_look_and_no_two_in_colour_share_theirs(
    count: int, chosen: list[int | None], glyphs: Glyphs
) -> None:
    found = series_styles(count, chosen, glyphs)
    assert sorted(found) == list(range(count))
    fronts = [look.is_front for look in found.values()]
    assert fronts == sorted(fronts, reverse=True)
    own = [look for look in found.values() if look.style in COLOURS]
    assert len(set(own)) == len(own) == len({look.shape for look in own})
    assert all(look.style in (*COLOURS, FAINT, "bold") for look in found.values())


def luminance(color: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", [SCREEN, PAPER], ids=["screen", "paper"])
@pytest.mark.parametrize("style", ["", *COLOURS])
def test_every_colour_stands_out_from_the_ground_of_a_picture(
    style: str, theme: TerminalTheme
) -> None:
    color, ground, _ = look(Style.parse(style), theme)
    dark, light = sorted(map(luminance, (color, ground)))
    assert (light + 0.05) / (dark + 0.05) >= 3


def test_a_place_decides_the_look() -> None:
    found = series_styles(4, [None, 3, None, 0], BRAILLE)
    assert found[3] == (BRAILLE.shapes[1], COLOURS[1])
    assert found[0] == (BRAILLE.shapes[3], COLOURS[3])
    assert [look.is_front for look in found.values()] == [True, True, False, False]


def test_the_ninth_is_in_front_without_a_colour() -> None:
    assert series_styles(9, range(9), BRAILLE)[8] == (BRAILLE.rest, "bold")
    assert not series_styles(9, None, BRAILLE)[8].is_front


@given(st.lists(st.integers(0, 11), max_size=30))
def test_a_series_keeps_its_place_while_others_come_and_go(toggled: list[int]) -> None:
    front = Foreground(range(12))
    for series in toggled:
        before = front.with_current(series)
        was_in, were = series in front, [each for each in before[:MOST] if each is not None]
        done = front.toggle(series)
        after = front.with_current(99)[:MOST]
        assert done == (was_in or len(were) < MOST)
        assert (series in front) == (done != was_in)
        assert [
            one
            for one, other in zip(before, after, strict=False)
            if one not in (other, series, None)
        ] == []


def test_the_current_series_is_in_front_behind_the_chosen() -> None:
    front = Foreground([4, 2])
    assert front.with_current(2) == [4, 2, *[None] * 6]
    assert front.with_current(7) == [4, 2, *[None] * 6, 7]


SEEN_BY = {
    "everyone": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopes": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopes": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopes": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What is seen of linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1)."""


def oklab(color: str, seen: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """Return the place of ``#rrggbb``, as it is seen, in OKLab (Ottosson 2020)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, linear, strict=True)), 0.0), 1.0) for row in seen
    )
    long, medium, short = (
        sum(weight * part for weight, part in zip(row, (red, green, blue), strict=True)) ** (1 / 3)
        for row in (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        )
    )
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


@pytest.mark.parametrize("who", SEEN_BY)
def test_any_two_colours_of_a_picture_can_be_told_apart_by(who: str) -> None:
    places = [oklab(look(Style.parse(each), PAPER)[0], SEEN_BY[who]) for each in COLOURS]
    assert min(dist(one, other) for one, other in combinations(places, 2)) >= 0.1
