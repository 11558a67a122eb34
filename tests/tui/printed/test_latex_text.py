"""Whatever a file says is printed by LaTeX, and never obeyed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.printed.tex_reader import printed
from tui.printed.latex_text import SIGNS, declaration, escaped, unknown

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
