"""The texts of a column, each once, of which some are at hand that no cell has."""

from __future__ import annotations

import polars as pl
import pytest

from parsers.tables.recurring_texts import distinct

TEXTS = [f"b{row % 50}" for row in range(100_000)]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(TEXTS, id="in turns"),
        pytest.param(sorted(TEXTS), id="one after the other"),
        pytest.param([*TEXTS, "c", None], id="one that stands once"),
        pytest.param([None, None], id="none"),
        pytest.param([], id="no rows"),
    ],
)
def test_each_text_is_there_once(texts: list[str | None]) -> None:
    interned = pl.Series(texts, dtype=pl.Categorical(pl.Categories.random()))
    assert sorted(distinct(interned)) == sorted({text for text in texts if text})


def test_a_text_whose_rows_were_left_out_is_none() -> None:
    interned = pl.Series(TEXTS, dtype=pl.Categorical(pl.Categories.random()))
    assert set(distinct(interned.filter(interned.cast(pl.String) != "b7"))) == {*TEXTS} - {"b7"}
