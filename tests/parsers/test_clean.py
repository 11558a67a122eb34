import sys
import unicodedata

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from parsers.clean import clean, clean_series

VISIBLE_FORMAT = set(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
"""Unicode counts these among the format characters, though they have a shape of their own."""


def hides(character: str) -> bool:
    hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return hidden and character not in VISIBLE_FORMAT


def test_marks() -> None:
    assert clean("\x1b[31mred\x1b[0m") == "␛[31mred␛[0m"
    assert clean("a\tb") == "a b"
    assert clean("a\r\nb\x00\x7f") == "a␍␊b␀␡"
    assert clean("\x9b31m") == "<U+009B>31m"
    assert clean("gn\u202e30") == "gn<U+202E>30"
    assert clean("a\u200bb\ud800") == "a<U+200B>b<U+D800>"


def test_text_in_any_script_stays() -> None:
    text = "naïve Δt — 速度 Überlauf e\u0301 3\u00a0132 µs [bold]x[/bold]"
    assert clean(text) == text


def test_every_hidden_character_is_marked_and_no_other() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    changed = {character for character in every if clean(character) != character}
    assert {character for character in every if hides(character)} <= changed
    assert all(hides(one) for one in changed if unicodedata.category(one) != "Cn")


@given(st.text(st.characters()))
def test_cleaning_leaves_nothing_hidden_and_settles(text: str) -> None:
    cleaned = clean(text)
    assert not any(hides(character) for character in cleaned)
    assert clean(cleaned) == cleaned


@given(st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)))
def test_a_series_is_cleaned_as_its_values_are(values: list[str | None]) -> None:
    series = pl.Series("x", values, dtype=pl.String)
    expected = [None if value is None else clean(value) for value in values]
    assert clean_series(series).to_list() == expected


def test_a_clean_series_is_returned_itself() -> None:
    for series in (
        pl.Series(["a", None]),
        pl.Series([1, 2]),
        pl.Series(["a"], dtype=pl.Categorical),
        pl.Series([], dtype=pl.String),
    ):
        assert clean_series(series) is series


def test_categories_are_cleaned_as_text() -> None:
    series = pl.Series(["a\x1b", "b", None], dtype=pl.Categorical)
    assert clean_series(series).to_list() == ["a␛", "b", None]
