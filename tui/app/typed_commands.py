"""The command line of a table: ``sort -efficiency``, ``where nodes > 1``, ``q``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from analysis.usage import UsageError, cut
from tui.app import actions

WITH_ARGUMENT: Final[dict[actions.Place, tuple[str, ...]]] = {
    "runs": (
        *("sort", "where", "metric", "by", "over", "baseline", "find", "export", "columns"),
        *("pivot", "layout"),
    ),
    "pairs": ("sort", "where", "find", "export"),
    "audit": ("sort", "where", "find", "export"),
    "history": ("sort", "where", "find", "export"),
    "frequencies": ("sort", "where", "find", "export"),
    "pivot": ("sort", "where", "find", "export"),
    "statistics": ("sort", "where", "find", "export"),
}
"""Commands that take the rest of the line; without one, they undo what they do."""
SHORT: Final = {"q": "leave", "quit": "leave", "w": "where", "b": "baseline"}


_OPTION: Final = re.compile(r"(?<![\w:-])--([a-z]+)(?=[ =:]|$)")
_WITH_TYPED: Final = frozenset({*WITH_ARGUMENT["runs"], "scaling"})
_AT_START: Final = frozenset({"read", "better"})
"""Options that the app reads files with: they are for the command line alone."""


class CommandError(UsageError):
    """A command that is not there; the message says which are."""


def parse(text: str, place: actions.Place = "runs") -> tuple[str, str]:
    """Return a command's name and the rest of the line: ``sort -value`` is (sort, -value).

    The name is one of ``WITH_ARGUMENT`` or an action's; an unambiguous beginning of it will do.
    Raises ``CommandError``.
    """
    word, _, rest = text.strip().removeprefix(":").lstrip().partition(" ")
    if word.startswith("--"):
        # A remark names what helps as the command line has it: --by +hosts, --by=-size.
        word, _, value = word.removeprefix("--").partition("=")
        rest = f"{value} {rest}"
    known = names(place)
    word = SHORT.get(word, word)
    matches = [word] if word in known else [name for name in known if name.startswith(word)]
    if len(matches) != 1:
        near = get_close_matches(word, known)
        meant = f"; did you mean {' or '.join(near)}?" if near else ";"
        problem = (
            f"{word} is ambiguous: {_listed(matches)};"
            if matches
            else f"no command {cut(word)!r}{meant}"
        )
        # All others are keys and in the palette; their names would fill a small screen.
        raise CommandError(f"{problem} commands: {_listed(WITH_ARGUMENT[place])}; ? lists the keys")
    return matches[0], rest.strip()


def as_typed(message: str) -> str:
    """Return what is said of options as the app has it: ``--over size`` is ``:over size`` here.

    Other options, and commands such as ``runcmp show --pivot size``, are those of a shell.
    """

    def typed(found: re.Match[str]) -> str:
        clause = message[: found.start()].rpartition(";")[2]
        if "runcmp " in clause:
            return found[0]
        if found[1] in _AT_START:
            return f"runcmp {found[0]}"
        return f":{found[1]}" if found[1] in _WITH_TYPED else found[0]

    return _OPTION.sub(typed, message)


def names(place: actions.Place) -> list[str]:
    """Return all commands of a screen, those with an argument first."""
    acting = [action.name for action in actions.of(place) if "(" not in action.name]
    return list(dict.fromkeys([*WITH_ARGUMENT[place], *acting]))


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words)
