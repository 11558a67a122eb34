"""The tables of a Markdown document as they stand, each under its headings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Final, NamedTuple

from parsers.documents.aligned import find_aligned
from parsers.documents.borders import without_borders
from parsers.documents.cell_text import cells_of, is_rule, plain
from parsers.documents.document_table import Block, is_printed_again, measures
from parsers.documents.fenced_rows import table_of_rows
from parsers.documents.fences import Fences
from parsers.documents.headed_again import tables_of
from parsers.documents.html import find_html_tables
from parsers.documents.listed_results import find_listed
from parsers.documents.other_markup import with_other_markup
from parsers.documents.sections import Section, parents_of_own_level
from parsers.documents.simple_tables import with_pipes
from parsers.documents.spaced_rows import without_gaps
from parsers.documents.type_rows import without_types
from parsers.documents.unpiped_rows import with_rows_piped
from parsers.grammar.patterns import Pattern
from parsers.headings.scaling_words import said_of_scaling

_HEADING = Pattern(r"^(?:[-*+] +)?(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_FENCE = Pattern(r"^(`{3,}|~{3,})")
_UNDERLINE = Pattern(r"^(=+|-+)[ \t]*$")
_IMAGE = Pattern(r"^(?:\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?\s*)+$")
_ITEM = Pattern(r"^[-*+] +(?=\S)")
_LAYOUT = Pattern(r"(?i)</?(?:table|tbody|thead|tr|td|th)\b[^<>]*>")
_TITLE = Pattern(r"^(?:\*\*|__)(.+?)(?:\*\*|__):?$")


_TAGGED = Pattern(r"(?i)^<h([1-6])\b[^<>]*>(.*\S.*)</h\1>$")
_BEGINS_HEADING: Final = frozenset("#-*+=_<")
_INDENT: Final = ("    ", "\t")
_HALF: Final = 0.5
_TITLE_LENGTH: Final = 80
_SENTENCE_END = Pattern(r"(?<=[.!?])\s+")


class DocumentLine(NamedTuple):
    """A numbered line; ``is_code`` where it is not the document's own text."""

    number: int
    text: str
    is_code: bool = False


class Outline:
    """The headings above a line, outermost first, and the line that each stands on.

    ``parents`` are the titles above headings of their own level, by the line of these.
    """

    def __init__(self, parents: Mapping[int, str] = MappingProxyType({})) -> None:
        self._above: dict[float, str] = {}
        self._begun: list[tuple[int, tuple[str, ...]]] = []
        self._parents = parents

    def add(self, line: int, level: int, title: str) -> None:
        """Go on below a heading, which ends what headings of its level and deeper ones began."""
        for inner in [inner for inner in self._above if inner > level - 1]:
            del self._above[inner]
        if parent := self._parents.get(line):
            self._above[level - _HALF] = parent
        self._above[level] = title
        self._begun.append((line, self.titles()))

    def titles(self) -> tuple[str, ...]:
        """Return the headings that hold now."""
        return tuple(self._above.values())

    def titles_at(self, line: int) -> tuple[str, ...]:
        """Return the headings that hold at a line, however many have been added since."""
        place = bisect_left(self._begun, line, key=itemgetter(0))
        return self._begun[place - 1][1] if place else ()


def find_blocks(visible: Sequence[DocumentLine]) -> Iterator[Block]:
    """Yield the tables of the document, in its own markup, in HTML and in blocks of code.

    A pipe table that is all of a block of code is an example of how one is written where the
    document has a table with the same headings, too; elsewhere somebody kept it from wrapping.
    """
    blocks = [table for block in _blocks(visible) for table in tables_of(block)]
    if blocks:
        # Elsewhere the lines of a text are read as all that it states.
        said = {plain(cell) for block in blocks for _, cells in block.rows for cell in cells}
        blocks += [block for block in _listed(visible) if not _says_again(block, said)]
    written = {tuple(map(plain, block.header)) for block in blocks if block.as_written}
    for block in blocks:
        if block.is_example:
            block.is_example = tuple(map(plain, block.header)) in written
        yield block


def _says_again(listed: Block, said: Collection[str]) -> bool:
    """Whether a list says in words what stands in tables: all its numbers do."""
    return all(cell in said for _, cells in listed.rows for cell in cells)


def _listed(visible: Sequence[DocumentLine]) -> Iterator[Block]:
    """Yield the lists of results in the document's own text, each below its headings."""
    above = Outline()
    begins = {section.line: section for section in find_sections(visible)}
    part: list[tuple[int, str]] = []
    for number, text, is_code in visible:
        if section := begins.get(number):
            yield from find_listed(part, above.titles())
            above.add(*section)
            part = []
        part.append((number, "" if is_code or section else text))
    yield from find_listed(part, above.titles())


def _blocks(visible: Sequence[DocumentLine]) -> Iterator[Block]:
    texts = [line.text for line in visible]
    above = Outline(parents_of_own_level(texts, list(find_sections(visible))).titles)
    for is_code, part in groupby(visible, key=lambda line: line.is_code):
        lines = [(number, text) for number, text, _ in part]
        if is_code:
            yield from _printed(lines, above.titles())
        else:
            yield from _written(lines, above)


def _printed(lines: Sequence[tuple[int, str]], above: tuple[str, ...]) -> Iterator[Block]:
    """Yield the tables in code, which are what a program printed.

    A pipe table and nothing else may be an example of how it is written.
    """
    indent = min((len(text) - len(text.lstrip()) for _, text in lines if text.strip()), default=0)
    drawn = without_types([(number, text[indent:]) for number, text in lines])
    lines = without_borders(drawn)
    others = [text for _, text in lines if text.strip() and "|" not in text]
    is_example = lines == drawn and all(map(_FENCE.match, others))
    before: Block | None = None
    for block in _Tables(Outline(), has_headings=False).find(lines):
        if measures(block):
            found = replace(block, above=above, as_written=False, is_example=is_example)
            found.again = before is not None and is_printed_again(before, found)
            before = found
            yield found
    if rows := table_of_rows(lines, above):
        yield rows
    else:
        yield from find_aligned(lines, above)


def _with_pipe_tables(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    own = with_other_markup(without_types(lines))
    return without_borders(with_rows_piped(with_pipes(without_gaps(own))))


def _written(lines: Sequence[tuple[int, str]], above: Outline) -> Iterator[Block]:
    """Yield the tables in the document's own text, and keep ``above`` the headings so far."""
    yield from _Tables(above).find(_with_pipe_tables(lines))
    for is_code, part in groupby(lines, key=lambda line: line[1].startswith(_INDENT)):
        if is_code:
            block = list(part)
            yield from find_aligned(block, above.titles_at(block[0][0]))


class _Tables:
    """Finds tables line by line; ``above`` are the headings, kept from part to part."""

    def __init__(self, above: Outline, *, has_headings: bool = True) -> None:
        self._above = above
        self._has_headings = has_headings
        self._paragraphs: list[str] = []

    def find(self, lines: Sequence[tuple[int, str]]) -> Iterator[Block]:
        block: Block | None = None
        inside: list[tuple[int, str]] = []
        above, previous, is_open = 0, "", False
        for number, line in lines:
            text = line.strip().lstrip(">").strip()
            if inside or "<table" in text.lower():
                inside.append((number, text))
                if "</table" in text.lower():
                    yield from self._html(inside)
                    inside = []
                    self._paragraphs = []
                continue
            if block is not None:
                if "|" in text and not self._heading(text, ""):
                    cells = cells_of(text)
                    if is_open and text[0] == "|" and len(cells) == len(block.header) - 1:
                        # As `psql` prints rows whose first cell is blank.
                        cells = ["", *cells]
                    block.rows.append((number, cells))
                    continue
                yield block
                block = None
                self._paragraphs = []
            if is_rule(text) and "|" in text + previous and "|" in previous:
                if self._paragraphs:
                    self._paragraphs[-1] = self._paragraphs[-1].removesuffix(previous).strip()
                block = Block(self._above.titles(), above, cells_of(previous))
                is_open = not previous.startswith("|")
                if is_open and len(cells_of(text)) == len(block.header) + 1:
                    # The bar at the end closes no cell: a blank one is behind it.
                    block.header.append("")
                block.paragraph, *block.farther = self._texts()
            else:
                self._read_text(number, text, previous)
            above, previous = number, text
        if block is not None:
            yield block
        if inside:
            yield from self._html(inside)

    def _html(self, lines: Sequence[tuple[int, str]]) -> Iterator[Block]:
        if any("|" in text and is_rule(text) for _, text in lines):
            # Cells that set tables of Markdown side by side.
            inner = [(number, _LAYOUT.sub("", text)) for number, text in lines]
            yield from _Tables(self._above, has_headings=self._has_headings).find(inner)
            return
        for block in find_html_tables(lines, self._above.titles()):
            texts = filter(None, (block.paragraph, *self._texts()))
            block.paragraph, *block.farther = [*texts, ""]
            yield block

    def _texts(self) -> list[str]:
        """The paragraph above, if only a blank one, and before it any that may be titles.

        Of longer ones no more than the sentence that says how runs scale.
        """
        nearest, *others = [*filter(None, reversed(self._paragraphs)), ""]
        told = (
            [text] if len(text) <= _TITLE_LENGTH else said_of_scaling(_SENTENCE_END.split(text))
            for text in others
            if text
        )
        return [nearest, *chain.from_iterable(told)]

    def _read_text(self, number: int, text: str, previous: str) -> None:
        if heading := self._heading(text, previous):
            self._above.add(number - bool(_UNDERLINE.match(text)), *heading)
            self._paragraphs = []
        elif _IMAGE.match(text):
            return  # A figure's name says nothing of the table behind it.
        elif text and (not previous or not self._paragraphs or _ITEM.match(text)):
            self._paragraphs.append(_ITEM.sub("", text))
        elif text:
            self._paragraphs[-1] += f" {text}"

    def _heading(self, text: str, previous: str) -> tuple[int, str] | None:
        return _heading(text, previous) if self._has_headings else None


def find_sections(visible: Sequence[DocumentLine]) -> Iterator[Section]:
    """Yield the headings of the document."""
    previous = ""
    for number, line, is_code in visible:
        text = "" if is_code else line.strip().lstrip(">").strip()
        if not text.startswith("|") and (heading := _heading(text, previous)):
            underlined = bool(_UNDERLINE.match(text))
            yield Section(number - underlined, *heading)
        previous = text


def visible_lines(lines: Sequence[str]) -> Iterator[DocumentLine]:
    """Yield the numbered lines, blank where they are comment or begin or end a block of code."""
    fences = Fences()
    comment = False
    for number, line in enumerate(lines, start=1):
        if comment:
            comment = "-->" not in line
            yield DocumentLine(number, "")
            continue
        kind = fences.kind(line)
        if kind == "text" and "<!--" in line:
            line, opened, _ = re.sub(r"<!--.*?-->", "", line).partition("<!--")
            comment = bool(opened)
        yield DocumentLine(number, "" if kind == "fence" else line, is_code=kind == "code")


def _heading(text: str, previous: str) -> tuple[int, str] | None:
    """The level and text of a heading; a bold line is the lowest level, below all others."""
    if text[:1] not in _BEGINS_HEADING:
        return None
    if found := _HEADING.match(text):
        return len(found[1]), plain(found[2] or "")
    if (found := _UNDERLINE.match(text)) and previous and not _heading(previous, ""):
        return (1 if found[1][0] == "=" else 2), plain(previous)
    if found := _TAGGED.match(text):
        return int(found[1]), plain(found[2])
    if found := _TITLE.match(text):
        return 7, plain(found[1])
    return None
