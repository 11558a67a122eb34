"""Conditions: taken apart and joined again to what SQL says, and refused beyond their bounds."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import select, sql
from analysis.usage import UsageError
from tests.paths import HOME

TABLE = pl.DataFrame(
    {
        "nodes": [1, 2, 4, None],
        "name": ["a or b", "b", None, 'c" and'],
        "ok": [True, False, None, True],
    }
)


def refused(condition: str) -> str:
    with pytest.raises(UsageError) as caught:
        select.where(TABLE, condition)
    said = str(caught.value)
    assert len(said) < 400
    return said


TERMS = st.sampled_from(
    [
        "nodes = 1",
        "nodes BETWEEN 1 AND 2",
        "not ok",
        "ok",
        "name = 'a or b'",
        "name IS NULL",
        "nodes in (1, 4)",
        "case when nodes > 1 or ok then true else ok and false end",
        "(nodes + 1) * 2 > 4",
        "name = 'it''s' /* or */",
        "null",
        "upper(name) LIKE 'C% AND'",
    ]
)


def joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def join(parts: list[str], word: str) -> str:
        return f" {word} ".join(parts)

    chains = st.builds(
        join, st.lists(inner, min_size=2, max_size=4), st.sampled_from(["and", "OR"])
    )
    return chains | chains.map("({})".format) | inner.map("NOT ({})".format)


@given(st.recursive(TERMS, joined, max_leaves=8))
def test_a_condition_means_what_polars_says(condition: str) -> None:
    whole = TABLE.select(kept=pl.sql_expr(condition).cast(pl.Boolean))
    taken_apart = TABLE.select(kept=sql.parse_condition(condition).cast(pl.Boolean))
    assert taken_apart.equals(whole)


@pytest.mark.parametrize("word", ["or", "and"])
def test_a_chain_is_as_long_as_its_terms_and_no_deeper(word: str) -> None:
    chain = f" {word} ".join(f"nodes = {number}" for number in range(sql.MOST_TERMS))
    brackets = (letter for letter in str(sql.parse_condition(chain)) if letter in "[]")
    depths = accumulate(1 if letter == "[" else -1 for letter in brackets)
    assert max(depths) < 20
    assert f"more than {sql.MOST_TERMS} terms" in refused(f"{chain} {word} ok")


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ("lpad(name, 2000000000) = 'a'", "the function lpad is not used here"),
        ("rpad (name, 2000000000) = 'a'", "the function rpad"),
        ("\"lpad\"(name, 2000000000) = 'a'", "the function"),
        ("repeat/**/(name, 9) = 'a'", "the function repeat"),
        ("replace(name, 'a', 'aa') = 'a'", "the function replace"),
        ("nodes = any(generate_series(1, 1000000000))", "the function generate_series"),
        ("columns('.*') > 1", "the function columns"),
        ("unnest(name) = 'a'", "the function unnest"),
        ("nodes > 1" + " or ok" * sql.MOST_CHARACTERS, "longer than"),
        ("(" * 31 + "ok" + ")" * 31, "brackets deep"),
        ("+".join(["nodes"] * 1000) + " > 1", "operators"),
        ("not " * 1000 + "ok", "operators"),
        ('nodes > 1 or "\udcff" = 1', "not UTF-8"),
        ("greatest() > 1", "not an SQL condition"),
        ("nodes >", "not an SQL condition"),
        ("", "not an SQL condition"),
        ("*", "not an SQL condition"),
        ("nodes = {'a': 1}", "(it has a form that is not known here)"),
        ("nodes > 1 and", "not an SQL condition"),
        ("nodes > 1; drop table x", "not an SQL condition"),
        (f"nodes > 1 or {'x' * 1000} = 1", "no column 'xxx"),
    ],
)
def test_what_may_explode_is_refused_in_a_line(condition: str, why: str) -> None:
    assert why in refused(condition)


def test_what_is_wrong_with_a_pattern_is_said() -> None:
    assert refused("name ~ '('").endswith("the pattern has a mistake: unclosed group")


@pytest.mark.parametrize(
    "condition",
    [
        "nodes > (select max(a) from read_csv('{}'))",
        "nodes in (SELECT a FROM read_csv('{}'))",
        "exists (select * from read_parquet('{}'))",
        "nodes > (with x as (select 1) select * from x)",
        "nodes > (table x)",
        "read_csv('{}') > 1",
    ],
)
def test_no_file_is_opened_by_a_condition(
    condition: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Polars opens it while it parses the query, so it may not see one."""

    def sql_expr(_: str) -> Callable[..., None]:
        raise AssertionError("parsed by Polars")

    monkeypatch.setattr(pl, "sql_expr", sql_expr)
    assert "parsed by Polars" not in refused(condition.format(tmp_path / "a.csv"))


def test_no_other_code_has_polars_parse_sql() -> None:
    packages = (HOME / name for name in ("parsers", "analysis", "tui"))
    files = [file for package in packages for file in package.rglob("*.py")]
    using = [file.name for file in files if "sql_expr" in file.read_text(encoding="utf-8")]
    assert using == ["sql.py"]
