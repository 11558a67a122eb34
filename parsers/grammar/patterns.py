"""Regular expressions that are compiled when they are first used.

Most inputs need few of them, and compiling those that read training logs and documents takes
longer than reading a small CSV.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

_Found = Callable[..., re.Match[str] | None]


class Pattern:
    """What ``re.compile(pattern, flags)`` returns, as far as readers use it.

    Once it is compiled, its methods are those of what it was compiled to: each line of an input
    goes through dozens, and one more call for each would cost as much as many a search.
    """

    match: _Found
    fullmatch: _Found
    search: _Found
    findall: Callable[[str], list[str]]
    finditer: Callable[[str], Iterator[re.Match[str]]]
    sub: Callable[..., str]
    split: Callable[[str], list[str]]

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.given = pattern, int(flags)

    def __getattr__(self, name: str) -> Any:
        """Return a method; asked for what is not there yet, compile the pattern first."""
        if name not in Pattern.__annotations__:
            raise AttributeError(name)
        compiled = re.compile(*self.given)
        for each in Pattern.__annotations__:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)
