"""The tables of one document, each by itself -> what they are to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.applied.application import Applied, applied
from parsers.tables.all_cells import Cells
from parsers.together.apart import cases_apart
from parsers.together.hidden_headings import headings_hidden
from parsers.together.summaries import summaries


def together(cells: Cells, each: Sequence[Applied]) -> list[Applied]:
    """Return ``each`` interpretation as that of a table among the others of its document.

    The records that they give by themselves are the evidence: a table may sum up another one, or
    state other values for the same configurations.
    """
    tables, source = list(each), cells.source
    for place, names in summaries([one.records for one in tables]).items():
        changed = replace(tables[place].interpretation, use="summary", names=names)
        tables[place] = applied(changed, source)
    records = [one.records for one in tables]
    cases = headings_hidden(cells.tables, records) | cases_apart(cells.tables, records)
    for place, case in cases.items():
        tables[place] = applied(replace(tables[place].interpretation, case=case), source)
    return tables
