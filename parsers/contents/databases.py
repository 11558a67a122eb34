"""SQLite files, opened so that nothing is written beside them: read-only, as they stand on disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from parsers.notes import Note
from parsers.reader import ReadError
from parsers.source import Source

if TYPE_CHECKING:
    import sqlite3


@contextmanager
def opened(source: Source) -> Iterator[sqlite3.Connection]:
    """Open a database without locks, journals and extensions.

    Raises ``ReadError`` where it is damaged, now or while it is read.
    """
    import sqlite3

    if (size := _size(source)) < (full := _stated_size(source)):
        raise ReadError(f"damaged SQLite database (cut off: {size} of {full} bytes)")
    try:
        with closing(_connection(source)) as connection:
            connection.text_factory = _text
            yield connection
    except sqlite3.Error as error:
        raise ReadError(f"damaged SQLite database ({error})") from None


def table_names(source: Source) -> list[str]:
    """Return the names of the tables of a database. Raises ``ReadError`` where it is damaged."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid"
    )
    with opened(source) as connection:
        return [name for (name,) in connection.execute(query)]


def unwritten(source: Source) -> list[Note]:
    """Return a remark where a log beside a database holds changes that are not in it yet."""
    log = source.path.with_name(f"{source.path.name}-wal")
    if source.content is not None or not log.exists() or not log.stat().st_size:
        return []
    text = f"the changes in {log.name} are not read; close the program that writes the database"
    return [Note("skipped", text, source.name)]


def _size(source: Source) -> int:
    return source.path.stat().st_size if source.content is None else len(source.content)


def _stated_size(source: Source) -> int:
    """How long the header says that a database is; of one cut off, SQLite reads zeros."""
    head = source.head
    page = int.from_bytes(head[16:18])
    is_current = head[24:28] == head[92:96]
    return (65536 if page == 1 else page) * int.from_bytes(head[28:32]) if is_current else 0


def _connection(source: Source) -> sqlite3.Connection:
    import sqlite3

    if source.content is None:
        # Immutable, since locks fail on many file systems of clusters, and as a log beside the
        # file would else be worked into it.
        uri = f"{source.path.absolute().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(uri, uri=True)
    connection = sqlite3.connect(":memory:")
    connection.deserialize(source.content)
    return connection


def _text(content: bytes) -> str:
    return content.decode(errors="replace")
