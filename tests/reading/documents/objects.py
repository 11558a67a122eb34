"""JSON: records, records under the name of their series, columns, and lines."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tests.reading.cells import plain
from tests.reading.table import Block, Table


def records(table: Table) -> list[dict[str, object]]:
    """Return a record per row."""
    return [dict(zip(table.headings, map(plain, row), strict=True)) for row in table.rows]


def json_text(blocks: Sequence[Block], style: str) -> str:
    """Return the blocks as one JSON value."""
    return json.dumps(_value(blocks, style), indent=2) + "\n"


def json_lines(blocks: Sequence[Block]) -> str:
    """Return a record per line."""
    found = [record for block in blocks for record in records(block.table)]
    return "".join(json.dumps(record) + "\n" for record in found)


def _value(blocks: Sequence[Block], style: str) -> object:
    if style == "nested":
        return {block.title: records(block.table) for block in blocks}
    if style == "groups":
        return [{"name": block.title, "results": records(block.table)} for block in blocks]
    table = blocks[0].table
    if style == "columns":
        columns = zip(*(map(plain, row) for row in table.rows), strict=True)
        return dict(zip(table.headings, map(list, columns), strict=True))
    found = records(table)
    return {"results": found} if style == "wrapped" else found
