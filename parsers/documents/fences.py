"""Which lines of a Markdown document are code between fences, as CommonMark has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from parsers.grammar.patterns import Pattern

_FENCE = Pattern(r"(?P<mark>`{3,}|~{3,})(?P<info>.*)")
_QUOTE = Pattern(r" {0,3}> ?")
_ITEM = Pattern(r"(?P<mark> {0,3}(?:[-*+]|\d{1,9}[.)]))(?P<gap> +|$)")
_BREAK = Pattern(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_HEADING = Pattern(r" {0,3}#{1,6}(?: |$)")
_INDENTED: Final = 4
"""Blanks before code without fences."""
_ANY_QUOTE: Final = -1

Kind = Literal["text", "fence", "code"]


class _Fence(NamedTuple):
    mark: str
    depth: int


class Fences:
    """Follows the lines of a document, and says which are code.

    Open before a line are quotes and list items, outermost first, and perhaps a fence. An item is
    the number of blanks that its further lines begin with; in a paragraph they may be left out.
    """

    def __init__(self) -> None:
        self._containers: list[int] = []
        self._fence: _Fence | None = None
        self._in_paragraph = False

    def kind(self, line: str) -> Kind:
        """Return whether the next line is text, opens or closes a block of code, or is in one.

        A fence is closed by one of the same character, at least as long and with nothing behind
        it, or by the end of the quote or list item that it stands in.
        """
        if self._fence is None and not self._containers and _is_plain(line):
            self._in_paragraph = bool(line)
            return "text"
        depth, rest = _within(line.expandtabs(_INDENTED), self._containers)
        if depth < len(self._containers) and not (self._in_paragraph and _goes_on(rest)):
            del self._containers[depth:]
            if self._fence is not None and self._fence.depth > depth:
                self._fence = None
        return self._outside(rest) if self._fence is None else self._inside(rest, self._fence)

    def _inside(self, rest: str, fence: _Fence) -> Kind:
        closing = None if _is_indented(rest) else _FENCE.fullmatch(rest.strip())
        if closing and not closing["info"] and closing["mark"].startswith(fence.mark):
            self._fence = None
            return "fence"
        return "code"

    def _outside(self, rest: str) -> Kind:
        before = len(self._containers)
        if not (self._in_paragraph and _is_indented(rest)):
            rest = _open_containers(rest, self._containers)
        goes_on = self._in_paragraph and len(self._containers) == before
        self._in_paragraph = False
        opening = None if _is_indented(rest) else _FENCE.fullmatch(rest.strip())
        if opening and not (opening["mark"][0] == "`" and "`" in opening["info"]):
            self._fence = _Fence(opening["mark"], len(self._containers))
            return "fence"
        is_prose = bool(rest.strip()) and not _HEADING.match(rest) and not _BREAK.match(rest)
        self._in_paragraph = is_prose and (goes_on or not _is_indented(rest))
        return "text"


def _within(line: str, containers: Sequence[int]) -> tuple[int, str]:
    """How many of the open quotes and items a line goes on with, and what is left of it."""
    for depth, blanks in enumerate(containers):
        if blanks == _ANY_QUOTE:
            quote = _QUOTE.match(line)
            if quote is None:
                return depth, line
            line = line[quote.end() :]
        elif line.strip() and not line.startswith(" " * blanks):
            return depth, line
        else:
            line = line[blanks:]
    return len(containers), line


def _goes_on(rest: str) -> bool:
    """Whether a line may be the rest of a paragraph although its quote or item is not named."""
    if not rest.strip():
        return False
    begins = (_QUOTE, _ITEM, _BREAK, _HEADING)
    return not any(pattern.match(rest) for pattern in begins) and not _FENCE.match(rest.strip())


def _open_containers(rest: str, containers: list[int]) -> str:
    """Open the quotes and list items that a line begins with; return what is left of it."""
    while True:
        if quote := _QUOTE.match(rest):
            containers.append(_ANY_QUOTE)
            rest = rest[quote.end() :]
        elif not _BREAK.match(rest) and (item := _ITEM.match(rest)):
            gap = len(item["gap"])
            gap = gap if 0 < gap <= _INDENTED and item.end() < len(rest) else 1
            containers.append(len(item["mark"]) + gap)
            rest = rest[len(item["mark"]) + gap :]
        else:
            return rest


def _is_plain(line: str) -> bool:
    """Whether a line is blank, or begins with what begins no code, quote, item, rule or heading."""
    return not line or line[0] == "|" or line[0].isalpha()


def _is_indented(rest: str) -> bool:
    return rest.startswith(" " * _INDENTED)
