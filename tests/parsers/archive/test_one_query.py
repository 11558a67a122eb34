"""Threads of Polars that wait for files: those of one query of an archive at a time."""

from __future__ import annotations

import ast
from threading import Thread

import polars as pl
import pytest

from parsers.archive import one_query
from tests.paths import HOME


def test_no_query_is_asked_while_another_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    free: list[bool] = []

    def collect(_: pl.LazyFrame, *, engine: str) -> pl.DataFrame:
        assert engine == "streaming"
        other = Thread(target=lambda: free.append(one_query.TURN.acquire(blocking=False)))
        other.start()
        other.join()
        return pl.DataFrame()

    monkeypatch.setattr(pl.LazyFrame, "collect", collect)
    one_query.collected(pl.LazyFrame())
    assert free == [False]


def test_an_archive_is_asked_in_no_other_way() -> None:
    asking = {
        file.name
        for file in (HOME / "parsers" / "archive").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"collect", "collect_batches"}
    }
    assert asking == {"one_query.py"}
