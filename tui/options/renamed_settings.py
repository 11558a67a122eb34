"""Settings with the record's names in place of the source's own headings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from tui.options.own_names import OwnNames
from tui.options.questions import still_asked
from tui.options.settings import AppSettings, CommandSettings, DiffSettings, ExportSettings

if TYPE_CHECKING:
    from parsers import Loaded

Renamed = TypeVar("Renamed", bound=AppSettings | CommandSettings)

_IN_THEM: Final[dict[str, Callable[[OwnNames, Any], Any]]] = {
    "where": OwnNames.condition,
    "base": OwnNames.condition,
    "new": OwnNames.condition,
    "sort": OwnNames.listed,
    "columns": OwnNames.listed,
    "by": OwnNames.identities,
    "on": OwnNames.sides,
    "over": OwnNames.identity,
    "pivot": OwnNames.identity,
    "better": lambda names, given: tuple(map(names.directed, given)),
    "exact": lambda names, given: tuple(map(names.metric, given)),
}
"""The settings that name columns or metrics, beside the metric itself."""
_NAMING: Final = _IN_THEM.keys()


def renamed(settings: Renamed, *loaded: Loaded) -> tuple[Renamed, tuple[str, ...]]:
    """Return ``settings`` in the names of the records, and what to know about names that were used.

    Raises ``UsageError`` for a heading that is not one column, or cannot stand where it does.
    """
    given: Any = settings
    if loaded:
        where = still_asked(given.selection.where, loaded)
        given = given._replace(selection=given.selection._replace(where=where))
    metric = given.selection.metric
    if metric is not None:
        metric = OwnNames(*loaded).metric(metric)
        given = given._replace(selection=given.selection._replace(metric=metric))
    shows_all = isinstance(settings, DiffSettings | ExportSettings)
    names = OwnNames(*loaded, metric=metric or ("all" if shows_all else None))
    for name in given._fields:
        group = getattr(given, name)
        named = {field for field in getattr(group, "_fields", ()) if getattr(group, field)}
        meant = {field: _IN_THEM[field](names, getattr(group, field)) for field in named & _NAMING}
        if meant:
            given = given._replace(**{name: group._replace(**meant)})
    return given, tuple(names.remarks)
