"""Rows that are new, have changed or are gone, held against a dictionary; and their sign."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tui.views.runs.news import SIGN, News, news_of, with_news
from tui.views.table_view import Cell, TableColumn

SCHEMA = {
    "software": pl.String,
    "devices": pl.Int64,
    "metric": pl.String,
    "unit": pl.String,
    "value": pl.Float64,
    "n": pl.Int64,
    "failed": pl.Int64,
    "status": pl.String,
}
Rows = dict[tuple[str | None, int], float | None]
TABLES = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b", None]), st.integers(1, 3)),
    st.sampled_from([1.0, 2.0, None]),
)


def table(rows: Rows) -> pl.DataFrame:
    made = [(name, count, "time", None, value, 1, 0, "ok") for (name, count), value in rows.items()]
    return pl.DataFrame(made, SCHEMA, orient="row")


@given(TABLES, TABLES)
def test_news_are_what_a_dictionary_says(before: Rows, now: Rows) -> None:
    news = news_of(table(before), table(now), ["software", "devices"])
    as_key = {key: (key[0], str(key[1]), "time", None) for key in {**before, **now}}
    assert news.new == {as_key[key] for key in now.keys() - before.keys()}
    assert news.changed == {
        as_key[key] for key in now.keys() & before.keys() if now[key] != before[key]
    }
    assert news.gone == len(before.keys() - now.keys())
    assert bool(news) == (before != now)


def test_a_column_that_was_not_there_before_is_no_news_where_it_is_empty() -> None:
    before = table({("a", 1): 1.0}).drop("software").cast({"devices": pl.String})
    assert not news_of(before, table({(None, 1): 1.0}), ["software", "devices"])


def test_what_is_new_is_said() -> None:
    assert str(news_of(table({}), table({("a", 1): 1.0}), ["software"])) == "rows: 1 new"
    before, now = table({("a", 1): 1.0, ("b", 1): 1.0}), table({("a", 1): 2.0})
    assert str(news_of(before, now, ["software"])) == "rows: 1 changed, 1 gone"
    assert str(News()) == "no row differs"


def test_news_have_a_sign_where_nothing_worse_is_said() -> None:
    before, now = table({("a", 1): 1.0}), table({("a", 1): 1.0, ("b", 1): 1.0, ("b", 2): None})
    signs: list[Cell] = ["", "", "✗"]
    column = TableColumn("audit", "", "", 1, "left", 0, lambda rows: signs[: rows.height])
    news = news_of(before, now, ["software", "devices"])
    assert [str(cell) for cell in with_news(column, news).cells(now)] == ["", SIGN, "✗"]
    assert with_news(column, News()) is column
