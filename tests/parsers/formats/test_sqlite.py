"""SQLite files: each table as a table of runs, and nothing written beside them."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

from parsers import load

ROWS = [(1, 40.0, b"\0\1"), (2, 21.5, None), (4, None, None)]


def database(path: Path, *tables: str, journal: str = "delete") -> str:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        for table in tables:
            connection.execute(f'CREATE TABLE "{table}" (nodes INTEGER, runtime_s REAL, blob BLOB)')
            connection.executemany(f'INSERT INTO "{table}" VALUES (?, ?, ?)', ROWS)
        connection.commit()
    return str(path)


def test_a_table_is_a_table_of_runs(tmp_path: Path) -> None:
    found = load([database(tmp_path / "r.db", "results")])
    assert found.files[0].readers == ("SQLite",)
    assert found.records.select("nodes", "metric", "value", "unit").rows() == [
        (1, "runtime", 40.0, "s"),
        (2, "runtime", 21.5, "s"),
        (4, "runtime", None, "s"),
    ]


def test_keys_are_left_out(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "r.db")) as connection:
        connection.execute("CREATE TABLE t (nodes INTEGER, runtime_s REAL, api_token TEXT)")
        connection.execute("INSERT INTO t VALUES (1, 2.5, 'hidden')")
        connection.commit()
    records = load([str(tmp_path / "r.db")]).records
    assert records["value"].to_list() == [2.5]
    assert "hidden" not in str(records.rows())


def test_of_several_tables_each_run_names_its_own(tmp_path: Path) -> None:
    found = load([database(tmp_path / "r.sqlite", "gpu", "c pu")])
    assert found.records["case"].to_list() == ["gpu"] * 3 + ["c pu"] * 3
    assert found.records["run"].n_unique() == 6


def test_nothing_is_written_beside_it(tmp_path: Path) -> None:
    path = database(tmp_path / "r.db", "results", journal="wal")
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    tmp_path.chmod(0o555)
    assert load([path]).records.height == 3
    tmp_path.chmod(0o755)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_changes_that_are_not_in_it_yet_are_told(tmp_path: Path) -> None:
    path = database(tmp_path / "r.db", "results", journal="wal")
    with closing(sqlite3.connect(path)) as writing:
        writing.execute("INSERT INTO results VALUES (8, 9.5, NULL)")
        writing.commit()
        found = load([path])
    assert found.records.height == 3
    assert any("r.db-wal are not read" in note.text for note in found.notes)


def test_a_damaged_one_gets_a_sentence(tmp_path: Path) -> None:
    path = Path(database(tmp_path / "r.db", "results"))
    path.write_bytes(path.read_bytes()[:5000])
    (note,) = load([str(path)]).notes
    assert note.kind == "error"
    assert "damaged SQLite database" in note.text


def test_one_that_is_compressed_is_read(tmp_path: Path) -> None:
    path = Path(database(tmp_path / "r.db", "results"))
    (tmp_path / "r.db.gz").write_bytes(gzip.compress(path.read_bytes()))
    assert load([str(tmp_path / "r.db.gz")]).records.height == 3


def test_a_known_one_that_is_damaged_gets_a_sentence(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "r.db")) as connection:
        connection.execute("CREATE TABLE sessions (other)")
        connection.execute("CREATE TABLE testcases (other)")
        connection.commit()
    (note,) = load([str(tmp_path / "r.db")]).notes
    assert "damaged SQLite database (no such column" in note.text


def test_an_empty_one_gets_a_sentence(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "r.db")) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.commit()
    (note,) = load([str(tmp_path / "r.db")]).notes
    assert "without a table that has rows" in note.text
