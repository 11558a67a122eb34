"""The canvas: every line is as wide as the canvas, and what is drawn later covers the earlier."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.drawing.canvas import Canvas
from tui.drawing.text_cells import cells, with_middle_cut
from tui.formatting.glyphs import ASCII, BRAILLE, Glyphs

GLYPHS = st.sampled_from([BRAILLE, ASCII])
DOTS = st.tuples(st.integers(-10, 60), st.integers(-10, 60))
PATHS = st.lists(st.one_of(DOTS, st.none()), max_size=8)
HARD_TEXT = st.one_of(
    st.text(max_size=20),
    st.text(alphabet="a日本e\u0301\u200d\ufe0f👩🏽\x1b\n\t\u202e\u00a0", max_size=20),
)


def plain(canvas: Canvas) -> list[str]:
    return [line.plain for line in canvas.lines()]


def style_at(canvas: Canvas, column: int, row: int) -> str:
    line = canvas.lines()[row]
    return " ".join(str(span.style) for span in line.spans if span.start <= column < span.end)


@given(
    st.integers(-1, 30),
    st.integers(-1, 8),
    GLYPHS,
    PATHS,
    st.lists(st.tuples(st.integers(-5, 35), st.integers(-2, 9), HARD_TEXT), max_size=5),
)
def test_every_line_is_exactly_as_wide_as_the_canvas(
    width: int,
    height: int,
    glyphs: Glyphs,
    path: list[tuple[int, int] | None],
    writings: list[tuple[int, int, str]],
) -> None:
    canvas = Canvas(width, height, glyphs)
    for column, row, text in writings[:2]:
        canvas.write(column, row, text, "cyan")
    canvas.polyline(path, "red")
    for column, row, text in writings[2:]:
        canvas.write(column, row, text, "bold")
    lines = plain(canvas)
    assert len(lines) == max(height, 0)
    assert all(cell_len(line) == max(width, 0) for line in lines)
    if glyphs.ascii:
        assert all(line.isascii() for line in lines)


@given(GLYPHS, PATHS, PATHS)
def test_a_later_line_owns_every_cell_it_touches(
    glyphs: Glyphs, below: list[tuple[int, int] | None], above: list[tuple[int, int] | None]
) -> None:
    alone, both = Canvas(20, 10, glyphs), Canvas(20, 10, glyphs)
    alone.polyline(above, "red")
    both.polyline(below, "cyan")
    both.polyline(above, "red")
    for row, (expected, found) in enumerate(zip(plain(alone), plain(both), strict=True)):
        for column, sign in enumerate(expected):
            if sign != " ":
                assert found[column] == sign
                assert style_at(both, column, row) == "red"


@given(GLYPHS, DOTS, DOTS)
def test_a_line_has_the_same_dots_in_both_directions(
    glyphs: Glyphs, start: tuple[int, int], end: tuple[int, int]
) -> None:
    there, back = Canvas(20, 10, glyphs), Canvas(20, 10, glyphs)
    there.polyline([start, end])
    back.polyline([end, start])
    assert plain(there) == plain(back)


@pytest.mark.parametrize(
    ("glyphs", "drawn"),
    [(BRAILLE, ["   ⣀⠔⠊", "⡠⠔⠉   "]), (ASCII, ["   .-'", ".-'   "])],
)
def test_a_line_in_braille_and_in_ascii(glyphs: Glyphs, drawn: list[str]) -> None:
    canvas = Canvas(6, 2, glyphs)
    canvas.polyline([(0, 2 * glyphs.down - 1), (6 * glyphs.across - 1, 0)])
    assert plain(canvas) == drawn


def test_a_missing_dot_lifts_the_pen_and_a_lone_one_is_drawn() -> None:
    canvas = Canvas(8, 1, BRAILLE)
    canvas.polyline([(0, 0), (3, 0), None, (8, 0), None, (12, 0), (15, 0)])
    assert plain(canvas) == ["⠉⠉  ⠁ ⠉⠉"]


def test_dashes_run_on_over_the_corners_of_a_line() -> None:
    canvas = Canvas(8, 1, BRAILLE)
    canvas.polyline([(0, 0), (4, 0), (15, 0)], dash=(2, 2))
    assert plain(canvas) == ["⠉ ⠉ ⠉ ⠉ "]


def test_half_a_wide_character_is_blanked() -> None:
    canvas = Canvas(4, 1, BRAILLE)
    canvas.write(0, 0, "日本")
    canvas.write(1, 0, "x")
    assert plain(canvas) == [" x本"]
    canvas.write(-1, 0, "日")
    canvas.write(3, 0, "日")
    assert plain(canvas) == [" x  "]


def test_blanks_do_not_change_the_style_unless_it_would_show() -> None:
    canvas = Canvas(9, 1, BRAILLE)
    canvas.write(0, 0, "a", "cyan")
    canvas.write(3, 0, "b", "cyan")
    canvas.write(5, 0, "c", "reverse")
    spans = [(span.start, span.end, span.style) for span in canvas.lines()[0].spans]
    assert spans == [(0, 5, "cyan"), (5, 6, "reverse")]


@given(HARD_TEXT, st.integers(-1, 20), GLYPHS)
def test_shortened_text_fits_and_whole_text_stays(text: str, width: int, glyphs: Glyphs) -> None:
    result = with_middle_cut(text, width, glyphs)
    assert cell_len(result) <= max(width, 0)
    whole = cells(text, glyphs)
    if len(whole) <= width:
        assert result == "".join(whole)


def test_shortened_text_keeps_both_ends() -> None:
    assert with_middle_cut("ResNet50, batch 32", 10, BRAILLE) == "ResNe…h 32"
    assert with_middle_cut("ResNet50, batch 32", 10, ASCII) == "ResNe~h 32"


def test_what_has_no_place_in_a_cell_is_marked() -> None:
    assert "".join(cells("a\x1b[31mb\nc", BRAILLE)) == "a?[31mb c"
    assert "".join(cells("µ × é 日 …", ASCII)) == "u x e ? ~"
