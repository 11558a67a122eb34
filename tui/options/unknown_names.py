"""Names that the user took from a file, told in the names that its headings were given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from typing import TYPE_CHECKING

from analysis.usage import UnknownName, UsageError
from parsers.grammar.words import snake_case

if TYPE_CHECKING:
    from parsers import Loaded
    from parsers.meaning.interpretation import HeadingRead


@contextmanager
def explaining_unknown_names(*loaded: Loaded) -> Iterator[None]:
    """Have an unknown name that is a heading of ``loaded`` told with what that was read as.

    Raises ``UsageError`` in place of ``UnknownName``.
    """
    try:
        yield
    except UnknownName as error:
        headings = [heading for each in loaded for heading in each.headings]
        raise UsageError(_told(error, headings)) from error


def _told(error: UnknownName, headings: Sequence[HeadingRead]) -> str:
    by_name: dict[str, list[HeadingRead]] = {}
    for heading in headings:
        by_name.setdefault(snake_case(heading.heading), []).append(heading)
    asked = snake_case(error.name)
    if found := by_name.get(asked):
        read = " or ".join(dict.fromkeys(map(_reading, found)))
        return error.message(read_as=f"`{found[0].heading}` was read as {read}")
    near = [by_name[name][0] for name in get_close_matches(asked, by_name)]
    return error.message(
        meant=[
            f"{each.metric if error.knows(each.metric) else each.column}"
            f" (read from `{each.heading}`)"
            for each in near
        ]
    )


def _reading(heading: HeadingRead) -> str:
    return heading.column + (f", of metric {heading.metric}" if heading.metric else "")
