"""A document as one HTML file that fetches nothing and runs nothing."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import escape
from typing import BinaryIO, Final

from tui.printed.figure_picture import figure_picture
from tui.views.document import (
    DocumentBlock,
    DocumentHeading,
    Figure,
    ItemList,
    Sentence,
    TextTable,
)

_STYLE: Final = """\
body{max-width:60rem;margin:2rem auto;padding:0 1rem;color:#24292f;background:#fff;
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",Arial,sans-serif}
h1{font-size:1.7rem}h2{font-size:1.3rem;margin-top:2rem}h3{font-size:1.05rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;border-top:2px solid;border-bottom:2px solid;
font-variant-numeric:tabular-nums;font-size:.9rem}
th,td{padding:.2rem .7rem;text-align:left;vertical-align:top}
th{border-bottom:1px solid}
.number{text-align:right;white-space:nowrap}
figure{margin:1.5rem 0}img{max-width:100%}figcaption,.note{color:#57606a;font-size:.9rem}
@media print{body{max-width:none;margin:0}table{font-size:.7rem}th,td{padding:.1rem .3rem}
h2,h3{break-after:avoid}figure{break-inside:avoid}}"""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser may do with the file: whatever stands in it, nothing is run or fetched."""


def write(
    title: str, blocks: Iterable[DocumentBlock], out: BinaryIO, mark: str | None = None
) -> None:
    """Write a whole page; ``mark``: what stands in its first lines for programs to see."""
    out.writelines(f"{line}\n".encode() for line in lines(title, blocks, mark))


def lines(title: str, blocks: Iterable[DocumentBlock], mark: str | None = None) -> Iterator[str]:
    """Yield the lines of a whole page."""
    yield "<!DOCTYPE html>"
    if mark:
        yield f"<!-- {mark} -->"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>\n{_STYLE}\n</style>"
    yield "</head>"
    yield "<body>"
    for block in blocks:
        yield from _block(block)
    yield "</body>"
    yield "</html>"


def _block(block: DocumentBlock) -> Iterator[str]:
    match block:
        case DocumentHeading(text, level):
            yield f"<h{level}>{escape(text)}</h{level}>"
        case Sentence(text):
            yield f"<p>{escape(text)}</p>"
        case ItemList(items):
            yield "<ul>"
            yield from (f"<li>{escape(item)}</li>" for item in items)
            yield "</ul>"
        case TextTable():
            yield from _table(block)
        case Figure():
            svg = figure_picture(block)
            picture = b64encode(svg.encode()).decode()
            caption = escape(block.caption)
            yield "<figure>"
            yield f'<img alt="{caption}" src="data:image/svg+xml;base64,{picture}">'
            yield f"<figcaption>{caption}</figcaption>"
            yield "</figure>"


def _table(table: TextTable) -> Iterator[str]:
    sides = [' class="number"' if side == "right" else "" for side in table.aligned]
    yield '<div class="wide"><table>'
    yield f"<thead><tr>{_cells('th', table.titles, sides)}</tr></thead>"
    yield "<tbody>"
    yield from (f"<tr>{_cells('td', row, sides)}</tr>" for row in table.rows)
    yield "</tbody>"
    yield "</table></div>"


def _cells(tag: str, texts: Iterable[str], sides: Iterable[str]) -> str:
    pairs = zip(texts, sides, strict=True)
    return "".join(f"<{tag}{side}>{escape(text)}</{tag}>" for text, side in pairs)
