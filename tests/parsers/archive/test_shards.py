"""Servers that share the records out give what one server gives, and do the work themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from parsers import load
from parsers.archive.facets import facets_of
from parsers.archive.manifest import FOLDER
from parsers.archive.postgres import question, reading_only
from parsers.archive.server_copy import copy_lake
from parsers.archive.server_facets import counting, facets_of_server
from tests.parsers.archive.shards import running_servers, said_in, why_not
from tests.parsers.archive.test_lake import asked, assert_same, mixed, rows_chosen
from tests.paths import HOME

__all__ = ["mixed"]
pytestmark = pytest.mark.cluster


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Return a coordinator and two servers behind it, joined as docs/archive.md says."""
    pytest.importorskip("adbc_driver_postgresql", reason="the extra [postgres] is not installed")
    if (why := why_not()) is not None:
        pytest.skip(why)
    page = (HOME / "docs" / "archive.md").read_text()
    block = re.search(r"^```sql\n(CREATE EXTENSION.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert block is not None
    tables = tmp_path_factory.mktemp("tables") / "lake"
    (tables / FOLDER).mkdir(parents=True)
    with running_servers() as uris:
        statements = block[1].replace("dbname 'results'", "dbname 'postgres'")
        statements = statements.replace("IN ('lumi')", "IN ('a')")
        for name in ("db1", "db2"):
            assert copy_lake(tables, uris[name]) == (0, 0)
            folder = uris[name].partition("?host=")[2]
            statements = statements.replace(f"host '{name}.example.org'", f"host '{folder}'")
        said_in(uris["coordinator"], statements)
        yield uris


@pytest.fixture(scope="module")
def filled(servers: dict[str, str], mixed: tuple[Path, Path]) -> tuple[Path, Path, dict[str, str]]:
    folder, lake = mixed
    files, records = copy_lake(lake, servers["coordinator"])
    assert files > 20
    assert records > 40
    assert copy_lake(lake, servers["coordinator"]) == (0, 0)
    return folder, lake, servers


def test_both_servers_have_some_of_the_records_and_the_coordinator_none(
    filled: tuple[Path, Path, dict[str, str]],
) -> None:
    _, lake, uris = filled
    count = "SELECT count(*) FROM runcmp.records;"
    held = {name: int(said_in(uri, count)) for name, uri in uris.items()}
    assert held["db1"] > 0
    assert held["db2"] > 0
    assert held["db1"] + held["db2"] == held["coordinator"] == load([str(lake)]).records.height
    local = "SELECT count(*) FROM pg_class WHERE relname = 'records' AND relkind = 'r';"
    assert said_in(uris["coordinator"], local).strip() == "0"


def test_everything_is_the_same(filled: tuple[Path, Path, dict[str, str]]) -> None:
    _, lake, uris = filled
    assert_same(load([uris["coordinator"]]), load([str(lake)]))


@pytest.mark.parametrize(
    "where",
    [
        *("system = 'a'", "system IS NULL", "system IN ('a', 'b') AND value BETWEEN 5 AND 20"),
        *("benchmark LIKE 's%'", "system = 'b' OR nodes = 1", "upper(system) = 'A'"),
        *("year = 2025 and nodes > 1", "year NOT IN (2024, 2026)", "year IS NULL"),
    ],
)
def test_a_condition_chooses_the_same_rows(
    filled: tuple[Path, Path, dict[str, str]], where: str
) -> None:
    _, lake, uris = filled
    assert rows_chosen(uris["coordinator"], where) == rows_chosen(lake, where)


def plan_of(uris: dict[str, str], query: str) -> str:
    """Return how the coordinator answers a question of a session as ours are."""
    statement = f"EXPLAIN (VERBOSE, COSTS OFF) {query};"
    return said_in(reading_only(uris["coordinator"]), statement)


@pytest.mark.parametrize(
    "where",
    [
        *("benchmark = 'solve'", "year = 2025", "year IN (2024, 2026)", "system LIKE '_'"),
        *("NOT (year BETWEEN 2024 AND 2025)", "benchmark LIKE 's%' AND year > 2024"),
        "started >= DATE '2025-01-01'",
    ],
)
def test_the_servers_filter(filled: tuple[Path, Path, dict[str, str]], where: str) -> None:
    _, _, uris = filled
    plan = plan_of(uris, question(asked(where)).records)
    remote = [line for line in plan.splitlines() if "Remote SQL:" in line]
    assert len(remote) == 2, plan
    assert all(" WHERE " in line for line in remote), plan
    # What the coordinator would sort out itself stands in lines of their own.
    assert "Filter:" not in plan, plan


@pytest.mark.parametrize("where", ["system = 'a'", "system <> 'a'", "system IS NULL"])
def test_a_condition_on_systems_of_one_server_asks_that_alone(
    filled: tuple[Path, Path, dict[str, str]], where: str
) -> None:
    _, _, uris = filled
    plan = plan_of(uris, question(asked(where)).records)
    assert plan.count("Remote SQL:") == 1, plan


@pytest.mark.parametrize("where", [None, "year > 2024"])
def test_the_servers_count_groups(
    filled: tuple[Path, Path, dict[str, str]], where: str | None
) -> None:
    _, lake, uris = filled
    plan = plan_of(uris, counting(asked(where)))
    remote = [line for line in plan.splitlines() if "Remote SQL:" in line]
    assert len(remote) == 2, plan
    assert all("count(*)" in line and "GROUP BY" in line for line in remote), plan
    assert "Aggregate on (db1.records" in plan
    assert not re.search(r"^\s*(->\s*)?(Hash|Group)?Aggregate$", plan, re.MULTILINE), plan
    assert facets_of_server(uris["coordinator"], asked(where)) == facets_of(lake, asked(where))
