"""A sheet in each kind of file."""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Final

from tests.reading.documents.delimited import rows_text
from tests.reading.documents.markdown import table_text
from tests.reading.documents.text import aligned
from tests.reading.rewriting.rewritten_sheet import NUMBER, Sheet
from tests.reading.table import Table

Files = dict[str, str | bytes]
STEM: Final = "results"


def csv_text(sheet: Sheet) -> str:
    """Return the sheet as CSV."""
    return rows_text(_table(sheet), "csv")


def csv_file(sheet: Sheet) -> Files:
    """Return the sheet as a CSV file."""
    return {f"{STEM}.csv": csv_text(sheet)}


def tsv_file(sheet: Sheet) -> Files:
    """Return the sheet with tabs."""
    return {f"{STEM}.tsv": rows_text(_table(sheet), "tsv")}


def markdown_file(sheet: Sheet) -> Files:
    """Return the sheet as a pipe table."""
    return {f"{STEM}.md": table_text(_table(sheet)) + "\n"}


def text_file(sheet: Sheet) -> Files:
    """Return the sheet with its columns in line."""
    return {f"{STEM}.txt": aligned(_table(sheet))}


def holds_numbers(sheet: Sheet) -> bool:
    """Tell whether its numbers may be written as numbers: a decimal comma says more than they."""
    return not any(re.search(r"\d,\d", cell) for row in sheet.rows for cell in row)


def records_file(sheet: Sheet) -> Files:
    """Return the sheet as a list of JSON records."""
    return {f"{STEM}.json": json.dumps(_objects(sheet), indent=2) + "\n"}


def lines_file(sheet: Sheet) -> Files:
    """Return the sheet as a JSON record per line."""
    return {f"{STEM}.jsonl": "".join(json.dumps(each) + "\n" for each in _objects(sheet))}


def columns_file(sheet: Sheet) -> Files:
    """Return the sheet as JSON columns."""
    columns = {
        heading: [_value(cell) for cell in sheet.column(at)]
        for at, heading in enumerate(sheet.headings)
    }
    return {f"{STEM}.json": json.dumps(columns) + "\n"}


def html_file(sheet: Sheet) -> Files:
    """Return the sheet as a table of a page."""
    head = "".join(f"<th>{html.escape(heading)}</th>" for heading in sheet.headings)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>\n"
        for row in sheet.rows
    )
    table = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>"
    return {f"{STEM}.html": f"<html><body>\n{table}\n</body></html>\n"}


def latex_file(sheet: Sheet) -> Files:
    """Return the sheet as a tabular of LaTeX."""
    rows = [" & ".join(map(_escaped, row)) + " \\\\" for row in (sheet.headings, *sheet.rows)]
    spec = "l" * len(sheet.headings)
    lines = [rows[0], "\\hline", *rows[1:]]
    body = "\n".join(lines)
    return {f"{STEM}.tex": f"\\begin{{tabular}}{{{spec}}}\n{body}\n\\end{{tabular}}\n"}


def grid_file(sheet: Sheet) -> Files:
    """Return the sheet as a grid table of reStructuredText."""
    rows = (sheet.headings, *sheet.rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    lines = [rule]
    for at, row in enumerate(rows):
        cells = (f" {cell.ljust(width)} " for cell, width in zip(row, widths, strict=True))
        lines += ["|" + "|".join(cells) + "|", rule if at else rule.replace("-", "=")]
    return {f"{STEM}.rst": "\n".join(lines) + "\n"}


def workbook_file(sheet: Sheet) -> Files:
    """Return the sheet as a workbook of one sheet, numbers as numbers."""
    rows = "".join(
        "<row>" + "".join(map(_workbook_cell, row)) + "</row>"
        for row in (sheet.headings, *sheet.rows)
    )
    parts = {
        "xl/workbook.xml": '<workbook xmlns:r="urn:r"><sheets><sheet name="Sheet1" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" '
        'Target="worksheets/1.xml"/></Relationships>',
        "xl/worksheets/1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return {f"{STEM}.xlsx": out.getvalue()}


CONTAINERS: Final[dict[str, Callable[[Sheet], Files]]] = {
    "tabs": tsv_file,
    "Markdown": markdown_file,
    "aligned text": text_file,
    "JSON records": records_file,
    "JSON lines": lines_file,
    "JSON columns": columns_file,
    "HTML": html_file,
    "workbook": workbook_file,
    "LaTeX": latex_file,
    "grid of reStructuredText": grid_file,
}


def only_text(files: Files) -> str:
    """Return the text of files that are one."""
    (text,) = files.values()
    assert isinstance(text, str)
    return text


def _table(sheet: Sheet) -> Table:
    return Table(sheet.headings, sheet.rows)


def _objects(sheet: Sheet) -> list[dict[str, object]]:
    return [dict(zip(sheet.headings, map(_value, row), strict=True)) for row in sheet.rows]


def _value(cell: str) -> object:
    """Return a cell as JSON has it: a number that is one, null for nothing."""
    if re.fullmatch(r"-?(0|[1-9]\d*)", cell):
        return int(cell)
    if NUMBER.fullmatch(cell):
        return float(cell)
    return cell or None


def _escaped(cell: str) -> str:
    return re.sub(r"([%&#_$])", r"\\\1", cell)


def _workbook_cell(cell: str) -> str:
    if not cell:
        return "<c/>"
    if NUMBER.fullmatch(cell):
        return f"<c><v>{cell}</v></c>"
    return f'<c t="inlineStr"><is><t>{html.escape(cell)}</t></is></c>'
