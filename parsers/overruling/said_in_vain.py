"""What was overruled and is nowhere: told with what there is in its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

from parsers.overruling.override import Override, is_meant

_MOST: Final = 30
"""Names that are listed; more of them help nobody."""


_NEAR: Final = 0.75
"""How alike a slip of the fingers is to what was meant, as ``difflib`` counts."""


class Known(NamedTuple):
    """What there is: the name and label of each file, headings, metrics."""

    files: Sequence[tuple[str, str]]
    headings: Sequence[str]
    metrics: Sequence[str]


def why_in_vain(told: Override, known: Known) -> str:
    """Return why ``told``, which nothing met, changes nothing, and what would."""
    files = [name for name, _ in known.files]
    if told.file is not None and not any(is_meant(told.file, *each) for each in known.files):
        return _nothing("file", told.file, files)
    if told.what == "names":
        return f"no file's name is like '{told.value}'; there is {_listed(files)}"
    if told.what == "metric":
        return _nothing("metric", told.value, known.metrics)
    if told.what == "direction":
        return _nothing("metric", told.name, known.metrics)
    if not known.headings:
        return f"no column '{told.name}': nothing that was read has headings, as tables do"
    return _nothing("column", told.name, known.headings)


def is_misspelt_name(told: Override, known: Known, spoken_of: Collection[str]) -> bool:
    """Whether a file that is about more than what is read now means a name that there is.

    That is a near one, of which it does not speak otherwise.
    """
    if told.what == "metric":
        return True
    names = known.metrics if told.what == "direction" else known.headings
    open_ones = {name.lower() for name in names if name not in spoken_of}
    return bool(get_close_matches(told.name.lower(), open_ones, n=1, cutoff=_NEAR))


def _nothing(what: str, name: str, known: Iterable[str]) -> str:
    """Return that there is no such name, the nearest, and all that there are."""
    names = list(dict.fromkeys(known))
    lower = {each.lower(): each for each in names}
    near = [lower[each] for each in get_close_matches(name.lower(), lower, n=1)]
    meant = f"; did you mean '{near[0]}'?" if near else ";"
    return f"no {what} '{name}'{meant} there is {_listed(names)}"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(names[:_MOST]) + more
