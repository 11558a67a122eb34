"""Markdown: every pipe table of a document, under its headings."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from parsers.clean import clean
from parsers.columns import read_heading
from parsers.formats.markdown_sections import Rows, Section, section_notes
from parsers.notes import Note, and_more
from parsers.outcomes import read_outcome
from parsers.patterns import Pattern
from parsers.reader import Reader, Reading
from parsers.records import concat
from parsers.source import Source
from parsers.tables import Table, to_records
from parsers.tables.context import read_context
from parsers.tables.summaries import mark_summaries

_RULE = r"\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*\|?[ \t\r]*$"
_DELIMITER = Pattern(rf"^{_RULE}")
_DELIMITER_LINE = re.compile(rf"^[ \t>]*(?=[^\n]*\|){_RULE}".encode(), re.MULTILINE)
_HEADING = Pattern(r"^(?:[-*+] +)?(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_FENCE = Pattern(r"^(?:[-*+] +)?(`{3,}|~{3,})")
_UNDERLINE = Pattern(r"^(=+|-+)[ \t]*$")
_TITLE = Pattern(r"^(?:\*\*|__)(.+?)(?:\*\*|__):?$")
_SPLIT = Pattern(r"(?<!\\)\|")
_BOLD = Pattern(r"^(?:\*\*.+\*\*|__.+__|<(b|strong)>.+</\1>)$")
_DROPPED = (
    Pattern(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])"),
    Pattern(r"\[\^[^\]\s]+\]"),
    Pattern(r"~~.+?~~"),
    # Behind a number it may be a power, as in 256<sup>3</sup>.
    Pattern(r"(?<=[^\s\d])<sup>[^<]*</sup>|(?<=\d)<sup>(?:[^<\d]*|1)</sup>", re.IGNORECASE),
)
"""Images, footnote marks and what is struck out: nothing, where something else is beside them."""
_MARKUP = (
    (Pattern(r"(?<=\d)<sup>([^<]*)</sup>", re.IGNORECASE), r"^\1"),
    (Pattern(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (Pattern(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (Pattern(r"!?\[([^\]]+)\]\[[^\]]*\]"), r"\1"),
    (Pattern(r"<br */?>", re.IGNORECASE), " "),
    (Pattern(r"</?[a-zA-Z][^<>]*>"), ""),
    (Pattern(r"`+([^`]*)`+"), r"\1"),
    (Pattern(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (Pattern(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (Pattern(r"(?<![\w_])_(?=\S)([^_]+?)(?<=\S)_(?![\w_])"), r"\1"),
    (Pattern(r"~~(.+?)~~"), r"\1"),
    (Pattern(r"\\([\\`*_{}\[\]()#+\-.!|<>~$])"), r"\1"),
)


@dataclass
class _Block:
    """A pipe table as it stands: the headings and the text above it, the cells of each row."""

    above: tuple[str, ...]
    line: int
    header: list[str]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    paragraph: str = ""


def _sniff(source: Source) -> int:
    if _DELIMITER_LINE.search(source.head):
        return 80 if _is_named_markdown(source) else 60
    return 10 if _is_named_markdown(source) else 0


def _read(source: Source) -> Reading:
    frames: list[pl.DataFrame] = []
    notes: list[Note] = []
    visible = list(_visible(source.lines))
    blocks = list(_blocks(visible))
    for block in blocks:
        table, remarks = _table(block, source)
        reading = to_records(table, source)
        frames.append(reading.records)
        notes += [*remarks, *reading.notes]
    if not frames:
        notes.append(Note("skipped", "no table in this document", source.name))
    tables = [Rows(block.line, tuple(block.header), len(block.rows)) for block in blocks]
    notes += section_notes(source.lines, list(_sections(visible)), tables, source.name)
    return Reading(concat(mark_summaries(frames)), notes)


READER = Reader("markdown", _sniff, _read, additive=True)


def _is_named_markdown(source: Source) -> bool:
    return source.path.suffix.lower() in (".md", ".markdown", ".mdown", ".mkd", ".rmd", ".qmd")


def _blocks(visible: Sequence[tuple[int, str]]) -> Iterator[_Block]:
    """Yield the tables of the numbered lines, each under its headings."""
    above: dict[int, str] = {}
    block: _Block | None = None
    paragraph, last_paragraph = "", ""
    previous = ""
    for number, line in visible:
        text = line.strip().lstrip(">").strip()
        if block is not None:
            if "|" in text and not _HEADING.match(text):
                block.rows.append((number, _cells(text)))
                continue
            yield block
            block = None
            paragraph = last_paragraph = ""
        if _DELIMITER.match(text) and "|" in text + previous and "|" in previous:
            block = _Block(tuple(above.values()), number - 1, _cells(previous))
            block.paragraph = paragraph.removesuffix(previous).strip() or last_paragraph
        elif heading := _heading(text, previous):
            level, title = heading
            above = {outer: above[outer] for outer in above if outer < level} | {level: title}
            paragraph = last_paragraph = ""
        elif text and not previous:
            paragraph, last_paragraph = text, paragraph
        elif text:
            paragraph += f" {text}"
        previous = text
    if block is not None:
        yield block


def _sections(visible: Sequence[tuple[int, str]]) -> Iterator[Section]:
    previous = ""
    for number, line in visible:
        text = line.strip().lstrip(">").strip()
        if not text.startswith("|") and (heading := _heading(text, previous)):
            underlined = bool(_UNDERLINE.match(text))
            yield Section(number - underlined, *heading)
        previous = text


def _visible(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines, blank where they are code or comment."""
    fence = ""
    comment = False
    for number, line in enumerate(lines, start=1):
        opening = _FENCE.match(line.strip())
        if fence:
            if opening and opening[1].startswith(fence):
                fence = ""
            yield number, ""
        elif comment:
            comment = "-->" not in line
            yield number, ""
        elif opening:
            fence = opening[1]
            yield number, ""
        else:
            line = re.sub(r"<!--.*?-->", "", line)
            line, opened, _ = line.partition("<!--")
            comment = bool(opened)
            yield number, line


def _heading(text: str, previous: str) -> tuple[int, str] | None:
    """The level and text of a heading; a bold line is the lowest level, below all others."""
    if found := _HEADING.match(text):
        return len(found[1]), _plain(found[2] or "")
    if (found := _UNDERLINE.match(text)) and previous and not _heading(previous, ""):
        return (1 if found[1][0] == "=" else 2), _plain(previous)
    if found := _TITLE.match(text):
        return 7, _plain(found[1])
    return None


def _cells(text: str) -> list[str]:
    text = text.removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return [cell.strip() for cell in _SPLIT.split(text)]


def _plain(text: str) -> str:
    """``text`` without Markdown and HTML markup."""
    for pattern in _DROPPED:
        if pattern.search(text) and _unmarked(left := pattern.sub("", text)):
            text = left
    return _unmarked(text)


def _unmarked(text: str) -> str:
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return " ".join(html.unescape(text).split())


def _table(block: _Block, source: Source) -> tuple[Table, list[Note]]:
    rows = [
        (line, cells)
        for line, cells in block.rows
        if any(cells) and cells != block.header and not _DELIMITER.match("|".join(cells))
    ]
    headings = [_plain(heading) for heading in block.header]
    if rows and (both := _two_levels(headings, [_plain(cell) for cell in rows[0][1]])):
        headings, rows = both, rows[1:]
    width = len(headings)
    context = read_context([clean(heading) for heading in block.above])
    columns = [
        [_plain(cells[place]) if place < len(cells) else "" for _, cells in rows]
        for place in range(width)
    ]
    notes = _ragged(rows, width, source)
    if filled := _fill_down(headings, columns):
        names = ", ".join(f"`{headings[place]}`" for place in filled)
        text = f"blank cells of {names} read as the ones above them"
        notes.append(Note("assumed", text, source.name, block.line))
    table = Table(
        pl.DataFrame({str(place): cells for place, cells in enumerate(columns)}),
        headings,
        pl.Series([line for line, _ in rows], dtype=pl.UInt32),
        block.line,
        context.benchmark,
        context.case,
        context.settings,
        pl.Series([_is_bold(cells) for _, cells in rows], dtype=pl.Boolean),
        as_written=True,
        above=[clean(_plain(text)) for text in (block.paragraph, *reversed(block.above)) if text],
    )
    return table, notes


def _two_levels(headings: list[str], first: list[str]) -> list[str] | None:
    """Join headings with blanks behind them and the headings below, which the first row has.

    Markdown has no merged cells: ``| | fp32 | |`` stands above ``| GPUs | img/s | speedup |``.
    """
    if len(first) != len(headings) or "" not in headings[1:] or not any(headings):
        return None
    pairs = list(zip(headings, first, strict=True))
    if not all(map(any, pairs)) or any(cell[:1].isdigit() or read_outcome(cell) for cell in first):
        return None
    if not any(read_heading(cell).kind in ("metric", "stated_speedup") for cell in first):
        return None
    outer = ""
    joined = []
    for heading, inner in pairs:
        outer = heading or outer
        joined.append(f"{outer} {inner}".strip())
    return joined


def _fill_down(headings: Sequence[str], columns: list[list[str]]) -> list[int]:
    """Fill the blank cells of leading columns, where people do not repeat themselves.

    They hold text, or numbers that were set; of the latter a cell stays blank where a column before
    it begins a new group. Returns the places of the columns filled. A row whose first cell is blank
    begins no group.
    """
    filled = []
    goes_on = [True] * len(columns[0]) if columns else []
    for place, cells in enumerate(columns):
        numbers = any(cell[:1].isdigit() for cell in cells)
        if not cells or not cells[0] or (numbers and not _is_set(headings[place])):
            break
        blank = [not cell and (goes_on[row] or not numbers) for row, cell in enumerate(cells)]
        goes_on = [before and not cell for before, cell in zip(goes_on, cells, strict=True)]
        if any(blank):
            filled.append(place)
        for row, is_blank in enumerate(blank):
            cells[row] = cells[row - 1] if is_blank else cells[row]
    return filled


def _is_set(heading: str) -> bool:
    return read_heading(heading).kind in ("schema", "parameter")


def _is_bold(cells: list[str]) -> bool:
    stated = [cell for cell in cells if cell]
    return len(stated) > 1 and all(_BOLD.match(cell) for cell in stated)


def _ragged(rows: list[tuple[int, list[str]]], width: int, source: Source) -> list[Note]:
    """One remark on the rows that have fewer cells than headings, or more that say something."""
    odd = [line for line, cells in rows if len(cells) < width or any(cells[width:])]
    if not odd:
        return []
    others = and_more(len(odd))
    text = f"row without exactly {width} cells{others}; read as far as there are headings"
    return [Note("skipped", text, source.name, odd[0])]
