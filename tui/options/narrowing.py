"""Archives that are larger than a table: what of them to open is asked first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from parsers.archive.manifest import is_archive_folder
from tui.options.questions import asked_of
from tui.options.settings import AppSettings

if TYPE_CHECKING:
    from parsers.archive.facets import Value

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
    archives = [path for path in settings.paths if is_archive_folder(Path(path))]
    if len(archives) != 1 or len(settings.paths) != 1:
        return None
    from parsers.archive.facets import facets_of

    found = facets_of(Path(archives[0]), asked_of(settings.selection))
    facets = tuple(Facet(*each) for each in found.narrowing())
    if found.records <= MOST_OPENED or not facets:
        return None
    return Narrowing(archives[0], found.records, facets)


def narrowed(settings: AppSettings, facet: Facet) -> AppSettings:
    """Return the settings with what was chosen."""
    selection = settings.selection
    if facet.column == "metric":
        return settings._replace(selection=selection._replace(metric=str(facet.value)))
    where = facet.condition
    if selection.where is not None:
        where = f"({selection.where}) and {where}"
    return settings._replace(selection=selection._replace(where=where))
