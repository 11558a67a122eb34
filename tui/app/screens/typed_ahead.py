"""Keys that are typed before the table is there that they are for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from textual.events import Key

MOST: Final = 1000
"""Keys that are kept; what was pasted is no longer meant."""


class TypedAhead:
    """Keeps keys in their order.

    ``at_once`` are those that need no table. Behind one of ``asking``, which open a prompt, they
    are letters as well.
    """

    def __init__(self, at_once: Collection[str], asking: Collection[str]) -> None:
        self._at_once = at_once
        self._asking = asking
        self._keys: list[Key] = []
        self._is_text = False

    def keep(self, key: Key) -> bool:
        """Keep a key for later; tell whether it is, or else to be acted on now."""
        names = {key.key, key.character}
        is_letter = self._is_text and key.is_printable
        if not is_letter and not names.isdisjoint(self._at_once):
            return False
        if len(self._keys) < MOST:
            self._keys.append(key)
        if key.key == "enter":
            self._is_text = False
        elif not names.isdisjoint(self._asking):
            self._is_text = True
        return True

    def taken(self) -> list[Key]:
        """Return what was kept, and forget it."""
        keys, self._keys = self._keys, []
        self._is_text = False
        return keys
