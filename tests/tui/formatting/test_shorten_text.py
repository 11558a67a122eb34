"""Cutting texts in their middle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.formatting.shortening import in_lines, truncate_middle

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Mn", "Me"]))
"""Texts as they come out of cleaning, with characters of one and of two cells."""
WIDTHS = st.integers(0, 40)


@given(TEXTS, WIDTHS)
def test_what_is_cut_is_never_wider_than_its_place(text: str, width: int) -> None:
    assert cell_len(truncate_middle(text, width, "…")) <= width


@given(TEXTS, WIDTHS)
def test_what_fits_stays_as_it_is_and_what_does_not_says_so(text: str, width: int) -> None:
    fits = cell_len(text) <= width
    assert (truncate_middle(text, width, "~") == text) == (fits or text == "~" * width)
    assert fits or width == 0 or "~" in truncate_middle(text, width, "~")


@given(TEXTS, st.integers(2, 40))
def test_both_ends_stay(text: str, width: int) -> None:
    short = truncate_middle(text, width, "\0")
    if short != text:
        head, _, tail = short.partition("\0")
        assert text.startswith(head)
        assert text.endswith(tail)
        # Half of a wide character is not shown, and blanks beside the sign are left out.
        blank = len(text) - len(tail) - len(text[: len(text) - len(tail)].rstrip())
        assert cell_len(tail) + blank >= (width - 1) // 2 - 1


@pytest.mark.parametrize(
    "text, width, expected",
    [
        ("PyTorch 2.0.0+cu117", 12, "PyTorc…cu117"),
        ("two words here", 7, "two…ere"),
        ("表格のセル", 6, "表…ル"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
    ],
)
def test_examples(text: str, width: int, expected: str) -> None:
    assert truncate_middle(text, width, "…") == expected


@given(TEXTS, st.integers(4, 40))
def test_no_line_is_wider_than_asked_and_no_word_is_lost(text: str, width: int) -> None:
    lines = in_lines(text, width, "  ")
    assert max(map(cell_len, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "text, width, lines",
    [
        ("one two three", 7, ["one two", "  three"]),
        ("深度学习 训练", 9, ["深度学习", "  训练"]),
        ("深度学习训练", 8, ["深度学", "  习训练"]),
        ("  深度学习 训练", 10, ["  深度学习", "  训练"]),
        ("one\N{NO-BREAK SPACE}two three", 8, ["one\N{NO-BREAK SPACE}two", "  three"]),
        ("", 8, [""]),
    ],
)
def test_a_text_of_several_lines(text: str, width: int, lines: list[str]) -> None:
    assert in_lines(text, width, "  ") == lines
