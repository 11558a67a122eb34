"""Whatever a file says is printed by LaTeX, and never obeyed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.printed.tex_reader import printed
from tui.printed.latex_document import LONG, lines, side_by_side
from tui.printed.latex_text import SIGNS, declaration, escaped, unknown
from tui.views.document import TextSide, TextTable

ASCII = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E))


@given(ASCII)
def test_all_of_ascii_comes_out_as_it_went_in(text: str) -> None:
    assert printed(escaped(text)) == text


@given(st.text())
def test_no_other_character_is_a_command(text: str) -> None:
    kept = "".join(char for char in text if char not in SIGNS and char.isprintable())
    assert printed(escaped(kept)) == kept


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("--metric", "-{}-metric"),
        ("''a,,b", "'{}'a,{},b"),
        ("a_b", r"a\_b"),
        ("± 3 %", r"$\pm$ 3 \%"),
        ("σ², λ", r"$\sigma$$^2$, $\lambda$"),
        ("[low]", "{[}low{]}"),
        (r"\input{/etc/passwd}", r"\textbackslash{}input\{\slash{}etc\slash{}passwd\}"),
    ],
)
def test_a_text_as_latex(text: str, latex: str) -> None:
    assert escaped(text) == latex


def test_what_pdflatex_does_not_know_is_declared() -> None:
    assert unknown([escaped("é Ł ± σ abc")]) == []
    assert unknown([escaped("速 ħ")]) == ["ħ", "速"]
    assert declaration("速") == r"\DeclareUnicodeCharacter{901F}{{[}U+901F{]}}"


def test_a_long_table_is_cut_between_columns_to_the_width_of_a_line() -> None:
    titles = ("series", *(f"column {n:02}" for n in range(20)))
    rows = [(f"series of a name that is broken {n}", *["1"] * 20) for n in range(LONG + 1)]
    right: TextSide = "right"
    aligned: tuple[TextSide, ...] = ("left", *[right] * 20)
    table = TextTable(titles, aligned, rows)
    parts = list(side_by_side(table))
    assert [title for part in parts for title in part.titles[1:]] == list(titles[1:])
    assert all(part.titles[0] == "series" for part in parts)
    assert all(len(part.titles) == len(part.aligned) <= 9 for part in parts)
    assert all(len(row) == len(part.titles) for part in parts for row in part.rows)
    document = list(lines("Scaling", [table]))
    assert sum("begin{longtable}" in line for line in document) == len(parts)


def test_a_table_as_wide_as_a_line_stays_whole() -> None:
    table = TextTable(("nodes", "seconds"), ("right", "right"), [("1", "9")] * (LONG + 1))
    (part,) = side_by_side(table)
    assert (list(part.titles), list(part.rows)) == (["nodes", "seconds"], [["1", "9"]] * (LONG + 1))
