"""What loading tells about itself: values that travel with the records, shown as footnotes."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Kind = Literal["error", "skipped", "assumed", "info"]
About = Literal[
    "malformed host list",
    "host count",
    "average of repeats",
    "word for a number",
    "missing step",
    "repeated step",
    "step out of order",
    "heading level",
    "heading over little",
    "empty section",
    "result without lines",
]
"""What an audit would want to judge."""

DEFECT: Final = "internal error"
"""What remarks begin with that are about a fault of ours, which no success elsewhere may hide."""


def and_more(number: int) -> str:
    """Return ``(and 3 more)``, after a blank, where a remark names the first of ``number``."""
    return f" (and {number - 1} more)" if number > 1 else ""


class Note(NamedTuple):
    """One remark about an input.

    ``kind``: ``error`` (could not be read), ``skipped`` (lines not understood), ``assumed`` (a
    reading that the user may overrule), ``info`` (read as it stands, but worth knowing).
    ``line`` is 1-based, or null where the remark is about the whole file; ``lines`` are others that
    it is about as well. ``about`` names what is odd, where a document may be at fault.
    """

    kind: Kind
    text: str
    source: str
    line: int | None = None
    about: About | None = None
    lines: tuple[int, ...] = ()

    @property
    def is_defect(self) -> bool:
        """Whether it is about a fault of runcmp itself."""
        return self.text.startswith(DEFECT)

    def __str__(self) -> str:
        """Return ``source:line: text``."""
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{place}: {self.text}"
