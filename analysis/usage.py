"""What the user asked for and cannot have, and what would work instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from analysis.columns import UNLISTED

_BEGUN = 3
"""Names, as many as are near, that begin with what was written."""


def cut(text: str, most: int = 60) -> str:
    """Return ``text``, which the user wrote, cut where it would fill more than a line."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


class UsageError(Exception):
    """What was asked for cannot be done; the message says what would work.

    Without a message it has been reported already.
    """


class UnknownName(UsageError):
    """A ``name`` that is nowhere, with those that may stand in its place."""

    def __init__(
        self, problem: str, name: str, known: Iterable[str], besides: str | None = None
    ) -> None:
        """Say ``problem``, and all ``known`` names; ``besides`` is a word that will do as well."""
        self.name = cut(name)
        self._problem = problem
        self._known = [each for each in dict.fromkeys(known) if each not in UNLISTED]
        self._besides = f", or {besides}" if besides else ""
        super().__init__(self.message())

    def knows(self, name: str | None) -> bool:
        """Return whether ``name`` may stand in its place."""
        return name in self._known

    def message(self, read_as: str = "", meant: Sequence[str] = ()) -> str:
        """Return the message, with what a heading of that name was ``read_as``, or was ``meant``.

        What is near to the name comes first, as a line on a screen may have no room for more.
        """
        begun = [each for each in self._known if self.name and each.startswith(self.name)][:_BEGUN]
        meant = list(dict.fromkeys([*get_close_matches(self.name, self._known), *begun, *meant]))
        if read_as:
            problem = f"{self._problem}: {read_as};"
        elif meant:
            problem = f"{self._problem}; did you mean {' or '.join(meant)}?"
        else:
            problem = f"{self._problem};"
        return f"{problem} available: {', '.join(self._known)}{self._besides}"
