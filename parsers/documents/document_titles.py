"""Titles of documents that are no Markdown, with their levels: marked in line, or underlined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final, NamedTuple

from parsers.documents.borders import Line
from parsers.grammar.patterns import Pattern
from parsers.source import Source

_MARKED: Final = {
    ".org": Pattern(r"(?P<mark>\*{1,6})[ \t]+(?P<title>\S.*)"),
    ".adoc": Pattern(r"(?P<mark>={1,6})[ \t]+(?P<title>\S.*)"),
    ".asciidoc": Pattern(r"(?P<mark>={1,6})[ \t]+(?P<title>\S.*)"),
}
_OF_WIKIS: Final = (
    ("{|", Pattern(r"(?P<mark>={1,6})[ \t]*(?P<title>[^=\s].*?)[ \t]*(?P=mark)[ \t]*")),
    ("||", Pattern(r"h(?P<level>[1-6])\.[ \t]+(?P<title>\S.*)")),
    ("^ ", Pattern(r"(?P<outer>={2,6})[ \t]*(?P<title>[^=\s].*?)[ \t]*(?P=outer)[ \t]*")),
)
"""How tables begin in MediaWiki, Jira and DokuWiki, and the titles of each; DokuWiki has most
strokes around the outermost ones."""
_WIKIS: Final = (".wiki", ".mediawiki", ".jira", ".dokuwiki", ".txt", "")
_REMARK: Final = Pattern(r"#[ \t]+(?=\S)")
"""Of Org: no heading, as in Markdown."""
_UNDERLINED: Final = (".rst", ".txt", "")
_STROKE = Pattern(r"([-=~^\"+*#'`:._])\1{2,}[ \t]*\Z")
_GAP = Pattern(r"\S(?:\s{2,}|\t)\S")
_LONGEST: Final = 100
"""Characters of a title."""


class Titles(NamedTuple):
    """Level and text of each title by the place of its line, and the places of what frames them."""

    titles: Mapping[int, tuple[int, str]] = MappingProxyType({})
    strokes: frozenset[int] = frozenset()


def titles_of(source: Source) -> Titles:
    """Return the titles of a document by its own markup; of Markdown and others, none.

    Plain text has them where lines are underlined in two ways at least: one way alone tells of no
    levels, and what stands next above a table is read without that.
    """
    if marked := _MARKED.get(source.suffix):
        found = ((place, marked.fullmatch(line)) for place, line in enumerate(source.lines))
        said = {place: (len(each["mark"]), each["title"].strip()) for place, each in found if each}
        return Titles(said)
    if source.suffix in _WIKIS and not source.goes_on and (said := _of_wiki(source.lines)):
        return Titles(said)
    if source.suffix not in _UNDERLINED or source.goes_on:
        return Titles()
    strokes = [place for place, line in enumerate(source.lines) if _STROKE.match(line)]
    said = _underlined(source.lines, strokes)
    is_flat = len({level for level, _ in said.values()}) < 2
    if not said or (is_flat and source.suffix != ".rst"):
        return Titles()
    frames = {near for place in said for near in (place - 1, place + 1)}
    return Titles(said, frozenset(frames.intersection(strokes)))


def _of_wiki(lines: Sequence[str]) -> dict[int, tuple[int, str]]:
    """The titles of a page of a wiki, which is known by how its tables begin."""
    begun = next((title for begins, title in _OF_WIKIS if _any_begins(lines, begins)), None)
    if begun is None:
        return {}
    found = ((place, begun.fullmatch(line)) for place, line in enumerate(lines))
    return {place: (_level(each), each["title"].strip()) for place, each in found if each}


def _level(title: re.Match[str]) -> int:
    said = title.groupdict()
    if outer := said.get("outer"):
        return 7 - len(outer)
    return int(said["level"]) if "level" in said else len(said["mark"])


def _any_begins(lines: Sequence[str], mark: str) -> bool:
    return any(line.startswith(mark) for line in lines)


def _underlined(lines: Sequence[str], strokes: Sequence[int]) -> dict[int, tuple[int, str]]:
    """The titles above ``strokes``: the first way to frame one is the outermost level."""
    ways: list[tuple[str, bool]] = []
    found: dict[int, tuple[int, str]] = {}
    for place in strokes:
        title = lines[place - 1].strip() if place else ""
        if not 0 < len(title) <= min(_LONGEST, len(lines[place].strip()) + 2):
            continue
        over = lines[place - 2].strip() if place > 1 else ""
        is_framed = over == lines[place].strip()
        behind = lines[place + 1].strip() if place + 1 < len(lines) else ""
        # Else a rule stands below headings of a table.
        if (over and not is_framed) or behind or _GAP.search(title) or _STROKE.match(title):
            continue
        way = (lines[place][0], is_framed)
        if way not in ways:
            ways.append(way)
        found[place - 1] = (ways.index(way) + 1, title)
    return found


@lru_cache(maxsize=1)
def with_titles_marked(source: Source) -> Sequence[str]:
    """Return the lines of a document with its titles as Markdown has them: ``## Results``."""
    found = titles_of(source)
    if not found.titles:
        return source.lines
    is_org = source.suffix == ".org"
    lines = []
    for place, line in enumerate(source.lines):
        if place in found.titles:
            level, title = found.titles[place]
            lines.append(f"{'#' * min(level, 6)} {title}")
        elif place in found.strokes:
            lines.append("")
        else:
            lines.append(_REMARK.sub("", line, 1) if is_org and line[:1] == "#" else line)
    return lines


def parts_under_titles(source: Source) -> Iterator[tuple[tuple[str, ...], list[Line]]]:
    """Yield the numbered lines of a document between two titles, below all that hold for them."""
    found = titles_of(source)
    lines = list(enumerate(source.lines, start=1))
    above: dict[int, str] = {}
    for place, after in pairwise([-1, *found.titles, len(lines)]):
        if place >= 0:
            level, title = found.titles[place]
            above = {outer: text for outer, text in above.items() if outer < level}
            above[level] = title
        part = lines[place + 1 : after]
        yield tuple(above.values()), [line for line in part if line[0] - 1 not in found.strokes]
