"""Regular expressions that are compiled when they are first used.

Most inputs need few of them, and compiling those that read training logs and documents takes
longer than reading a small CSV.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cached_property


class Pattern:
    """What ``re.compile(pattern, flags)`` returns, as far as readers use it."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.given = pattern, int(flags)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(*self.given)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Match at ``start``."""
        return self._compiled.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the whole of ``text``."""
        return self._compiled.fullmatch(text)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match between ``start`` and ``end``."""
        return self._compiled.search(text, start, end)

    def findall(self, text: str) -> list[str]:
        """Return the matches, or what their only group holds, from the left."""
        return self._compiled.findall(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches from the left."""
        return self._compiled.finditer(text)

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """Replace the matches."""
        return self._compiled.sub(by, text, count)

    def split(self, text: str) -> list[str]:
        """Return what is between the matches."""
        return self._compiled.split(text)
