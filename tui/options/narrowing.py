"""Archives that are larger than a table: what of them to open is asked first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from parsers.archive.manifest import is_archive_folder
from parsers.clean import clean
from parsers.loaded import DATABASES
from tui.options.questions import asked_of
from tui.options.settings import AppSettings

if TYPE_CHECKING:
    from parsers.archive.asked import Asked
    from parsers.archive.facets import Facets, Value

MOST_OPENED: Final = 1_000_000
"""Records that the app opens on without asking: a second or two."""


class Facet(NamedTuple):
    """A value that narrows an archive down, of which column, and how many records have it."""

    column: str
    value: Value
    records: int

    @property
    def condition(self) -> str:
        """The SQL that chooses it."""
        value = self.value
        said = str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
        return f"{self.column} = {said}"


class Narrowing(NamedTuple):
    """An archive of more ``records`` than a table shows, and what would narrow it down."""

    name: str
    records: int
    facets: tuple[Facet, ...]


def narrowing_of(settings: AppSettings) -> Narrowing | None:
    """Return what to ask before the app opens, ``None`` where that is nothing."""
    if len(settings.paths) != 1:
        return None
    (path,) = settings.paths
    asked = asked_of(settings.selection)
    if path.startswith(DATABASES):
        return _of_database(path, asked)
    if not is_archive_folder(Path(path)):
        return None
    from parsers.archive.facets import facets_of

    return _where_more(path, facets_of(Path(path), asked), MOST_OPENED)


def _of_database(uri: str, asked: Asked) -> Narrowing | None:
    """What to ask of a database; where it says nothing, loading it tells why."""
    from parsers.archive.ingesting import ArchiveError
    from parsers.archive.postgres import MOST_ROWS, shown
    from parsers.archive.server_facets import facets_of_server

    try:
        return _where_more(clean(shown(uri)), facets_of_server(uri, asked), MOST_ROWS)
    except ArchiveError:
        return None


def _where_more(name: str, found: Facets, most: int) -> Narrowing | None:
    facets = tuple(Facet(*each) for each in found.narrowing())
    return Narrowing(name, found.records, facets) if found.records > most and facets else None


def narrowed(settings: AppSettings, facet: Facet) -> AppSettings:
    """Return the settings with what was chosen."""
    selection = settings.selection
    if facet.column == "metric":
        return settings._replace(selection=selection._replace(metric=str(facet.value)))
    where = facet.condition
    if selection.where is not None:
        where = f"({selection.where}) and {where}"
    return settings._replace(selection=selection._replace(where=where))
