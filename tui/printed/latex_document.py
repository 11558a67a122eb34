r"""A document as LaTeX: tables with booktabs, charts as coordinates for pgfplots.

A fragment is for ``\input`` in a paper that loads booktabs; a whole document compiles alone, with
pdfLaTeX, LuaLaTeX and XeLaTeX.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Final

from parsers.inputs.own_reports import REPORT_MARK
from tui.printed.latex_plot import figure_lines
from tui.printed.latex_text import declaration, escaped, unknown
from tui.views.document import (
    DocumentBlock,
    DocumentHeading,
    Figure,
    ItemList,
    Sentence,
    TextTable,
)

_LEVELS: Final = {2: "section", 3: "subsection"}
_WIDE: Final = 30
"""Characters from which a column of texts breaks its lines."""
_ROOM: Final = 4
"""Such columns have so much of a line together as four others, each as wide as any."""
LONG: Final = 35
"""Rows from which a table goes on over several pages."""
_LINE: Final = 115
"""Characters of the smallest type that a line has room for."""
_GAP: Final = 2
"""What stands between two columns takes as much as so many of these."""
_PREAMBLE: Final = r"""\documentclass[a4paper,10pt]{article}
\usepackage{iftex}
\ifPDFTeX\usepackage[T1]{fontenc}\fi
\usepackage[margin=25mm]{geometry}
\usepackage{booktabs}
\usepackage{pgfplots}
\pgfplotsset{compat=1.16}
\usepackage{longtable}
\newsavebox{\fittedbox}
\newenvironment{fitted}{\begin{lrbox}{\fittedbox}}{\end{lrbox}%
  \ifdim\wd\fittedbox>\linewidth\resizebox{\linewidth}{!}{\usebox{\fittedbox}}%
  \else\usebox{\fittedbox}\fi}
\let\plainunderscore\_
\renewcommand{\_}{\plainunderscore\allowbreak}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.5\baselineskip}
\raggedright"""


def write_fragment(blocks: Iterable[DocumentBlock], out: BinaryIO) -> None:
    """Write what another document may take in."""
    out.write(b"% \\input this; it takes \\usepackage{booktabs}\n")
    body = [line for block in blocks for line in _block(block, alone=False)]
    if strange := unknown(body):
        named = " ".join(f"U+{ord(char):04X}" for char in strange)
        out.write(f"% and LuaLaTeX or XeLaTeX, with a font that has {named}\n".encode())
    out.writelines(f"{line}\n".encode() for line in body)


def write(title: str, blocks: Iterable[DocumentBlock], out: BinaryIO) -> None:
    """Write a document that compiles alone."""
    out.writelines(f"{line}\n".encode() for line in lines(title, blocks))


def lines(title: str, blocks: Iterable[DocumentBlock]) -> Iterator[str]:
    """Yield the lines of a document that compiles alone."""
    head = rf"\title{{{escaped(title)}}}"
    body = [line for block in blocks for line in _block(block, alone=True)]
    yield f"% {REPORT_MARK}"
    yield _PREAMBLE
    if strange := unknown([head, *body]):
        yield r"\ifPDFTeX"
        yield from map(declaration, strange)
        yield r"\fi"
    yield head
    yield r"\author{}\date{}"
    yield r"\begin{document}"
    yield r"\maketitle"
    yield from body
    yield r"\end{document}"


def _block(block: DocumentBlock, *, alone: bool) -> Iterator[str]:
    match block:
        case DocumentHeading(text, level):
            # The first level is the title.
            if level in _LEVELS:
                yield rf"\{_LEVELS[level]}*{{{escaped(text)}}}"
        case Sentence(text):
            yield escaped(text)
            yield ""
        case ItemList(items):
            yield r"\begin{itemize}"
            yield from (rf"\item {{}}{escaped(item)}" for item in items)
            yield r"\end{itemize}"
        case TextTable():
            yield from _alone(block) if alone else _tabular(block, "tabular")
        case Figure():
            yield from figure_lines(block)


def _alone(table: TextTable) -> Iterator[str]:
    """Yield a table that fits the page: in parts, each over several of them, or shrunk to one."""
    rows = list(table.rows)
    whole = table._replace(rows=rows)
    yield r"\begin{center}\footnotesize\setlength{\tabcolsep}{4pt}"
    if len(rows) > LONG:
        yield r"\scriptsize"
        for part in side_by_side(whole):
            yield from _tabular(part, "longtable")
    else:
        yield r"\begin{fitted}"
        yield from _tabular(whole, "tabular")
        yield r"\end{fitted}"
    yield r"\end{center}"


def side_by_side(table: TextTable) -> Iterator[TextTable]:
    """Yield ``table`` cut between columns where it is wider than a line.

    Each part begins with the first column, which says what a row is about.
    """
    rows = list(table.rows)
    breaks = _breaking(table)
    widths = [
        0 if breaks[at] else max(len(title), *(len(row[at]) for row in rows)) + _GAP
        for at, title in enumerate(table.titles)
    ]
    part = [0]
    for at in range(1, len(widths)):
        wider = [*part, at]
        left = _ROOM / (len(wider) + _ROOM) if any(breaks[each] for each in wider) else 0
        if len(part) > 1 and sum(widths[each] for each in wider) > _LINE * (1 - left):
            yield _columns(table, rows, part)
            wider = [0, at]
        part = wider
    yield _columns(table, rows, part)


def _columns(table: TextTable, rows: Sequence[Sequence[str]], which: Sequence[int]) -> TextTable:
    return table._replace(
        titles=tuple(table.titles[at] for at in which),
        aligned=tuple(table.aligned[at] for at in which),
        rows=[[row[at] for at in which] for row in rows],
    )


def _breaking(table: TextTable) -> list[bool]:
    """Say of each column whether its texts break their lines."""
    rows = list(table.rows)
    return [
        side == "left" and max((len(row[at]) for row in rows), default=0) > _WIDE
        for at, side in enumerate(table.aligned)
    ]


def _tabular(table: TextTable, environment: str) -> Iterator[str]:
    rows = list(table.rows)
    wide = _breaking(table._replace(rows=rows))
    room = _ROOM / (len(wide) + _ROOM) / max(sum(wide), 1)
    kinds = [
        rf"p{{{room:.2f}\linewidth}}" if breaks else side[0]
        for breaks, side in zip(wide, table.aligned, strict=True)
    ]
    yield rf"\begin{{{environment}}}{{{''.join(kinds)}}}"
    yield r"\toprule"
    yield _row(table.titles)
    yield r"\midrule"
    if environment == "longtable":
        yield r"\endhead"
    yield from map(_row, rows)
    yield r"\bottomrule"
    yield rf"\end{{{environment}}}"
    yield ""


def _row(cells: Iterable[str]) -> str:
    return " & ".join(map(escaped, cells)) + r" \\"
