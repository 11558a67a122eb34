"""Formulas in CSV become text, flags and numbers stay, and all of it comes back."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.spreadsheet_text import disarmed, restored


@pytest.mark.parametrize(
    "formula",
    ["=1+1", '=HYPERLINK("x")', "+cmd|' /C calc'!A0", "-2+3+cmd|'x'!A0", "@SUM(1)", "'=1", "=\n1"],
)
def test_a_formula_is_text(formula: str) -> None:
    assert disarmed(pl.Series([formula])).item() == f"'{formula}"


@pytest.mark.parametrize("text", ["-O3", "+sve", "@node", "-1.5", "a=1", "'quoted'", "", "x(1)"])
def test_all_else_stays(text: str) -> None:
    assert disarmed(pl.Series([text])).item() == text


@given(st.text(alphabet="'=+-@(|!a1\n", max_size=8))
def test_what_was_disarmed_comes_back(text: str) -> None:
    assert restored(disarmed(pl.Series([text]))).item() == text
