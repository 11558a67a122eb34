"""Tables in the markup of wikis, and lists of lists in reStructuredText."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from parsers.run_records.records import named

WIKI = """== Scaling ==
{| class="wikitable"
|+ One machine
! code !! nodes !! time (s)
|-
| WRF || 1 || 64.5
|-
| style="color:red" | WRF
| 2
| 33.5
|}
"""
LIST = """Scaling
=======

.. list-table:: One machine
   :header-rows: 1

   * - code
     - nodes
     - time (s)
   * - WRF
     - 1
     - 64.5
   * - WRF
     - 2
     - 33.5
"""
VALUES = """Scaling
=======

.. csv-table:: One machine
   :header: "code", "nodes", "time (s)"
   :widths: 10, 10, 10

   WRF, 1, 64.5
   "WRF", 2, 33.5
"""
JIRA = "h2. Scaling\n||code||nodes||time (s)||\n|WRF|1|64.5|\n|WRF|2|33.5|\n"
DOKU = "== Scaling ==\n^ code ^ nodes ^ time (s) ^\n| WRF | 1 | 64.5 |\n| WRF | 2 | 33.5 |\n"


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("page.wiki", WIKI, (6, 8)),
        ("scaling.rst", LIST, (10, 13)),
        ("scaling.rst", VALUES, (8, 9)),
        ("page.txt", JIRA, (3, 4)),
        ("page.txt", DOKU, (3, 4)),
    ],
)
def test_each_row_is_a_run(name: str, text: str, lines: tuple[int, int], tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    records = named(load([str(tmp_path / name)]).records)
    assert records.select("line", "benchmark", "nodes", "value").rows() == [
        (lines[0], "WRF", 1, 64.5),
        (lines[1], "WRF", 2, 33.5),
    ]


SPANNED = """{| class="wikitable"
! rowspan=2 | code !! rowspan=2 | nodes !! colspan="2" | time (s)
|-
! GNU !! Intel
|-
| rowspan="2" | WRF || 1 || 100 || 60
|-
| 2 || 52 || 36
|-
| rowspan="2"| ICON || 1 || 100 || 60
|-
| 2 || 52 || 36
|}
"""


def test_cells_of_wikis_stand_in_all_rows_and_columns_that_they_span(tmp_path: Path) -> None:
    (tmp_path / "page.wiki").write_text(SPANNED)
    records = named(load([str(tmp_path / "page.wiki")]).records)
    assert records["nodes"].to_list() == [1, 1, 2, 2] * 2
    assert records["value"].to_list() == [100, 60, 52, 36] * 2
    assert {"WRF", "ICON"} <= {name for row in records.rows() for name in map(str, row)}
