"""Days as titles of what was run on them: ``=== 2024-03-01 ===``, ``Nightly Mar 1, 2024``."""

from __future__ import annotations

from typing import Final

from parsers.grammar.patterns import Pattern

_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY: Final = (
    r"(?P<day>(?:19|20)\d\d(?P<mark>[-/.]?)(?:0?[1-9]|1[0-2])(?P=mark)(?:0[1-9]|[12]\d|3[01]|[1-9])"
    r"|(?:[0-2]?\d|3[01])(?P<sign>[./-])(?:[0-2]?\d|3[01])(?P=sign)(?:19|20)\d\d"
    rf"|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}},?\s+)?"
    rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\.?\s+{_MONTH}),?\s+(?:19|20)\d\d)"
)
_CLOCK: Final = r"(?:[T_,\s]+\d{1,2}:\d\d(?::\d\d)?(?:\s?[A-Z]{2,4})?)?"
_NAMES: Final = r"(?:(?:date|day|night(?:ly)?|runs?|results?|of|on|from|for)\b[\s:]*)*"
_TITLE = Pattern(rf"(?i)(?P<marks>[^\w]*)(?P<names>{_NAMES}){_DAY}(?P<clock>{_CLOCK})[^\w]*")
_OF_CLOCKS: Final = frozenset(("", "date", "day", "on", "from"))
"""What stands before a day and a time where only the time of day was printed, as ``date`` does."""


def day_titled(text: str) -> str | None:
    """Return the day, if it is all that ``text`` says, without the time of day in a title.

    A day with a time that is in no frame only says when something began: ``date`` prints it.
    """
    found = _TITLE.fullmatch(text)
    if found is None:
        return None
    said = found["names"].strip(" :").lower()
    if found["clock"] and not found["marks"].strip("[( ") and said in _OF_CLOCKS:
        return None
    return found["day"]
