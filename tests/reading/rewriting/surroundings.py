"""Rewritings of what stands around a table: titles, prose, remarks, quotes, blank lines, names."""

from __future__ import annotations

import csv
from io import StringIO
from random import Random
from typing import Final

from tests.reading.rewriting.containers import STEM, Files, csv_text, markdown_file, only_text
from tests.reading.rewriting.rewritten_sheet import Sheet

_PROSE: Final = (
    "All measurements were taken on an otherwise idle machine.",
    "The results below were collected with the scripts in this folder; see the wiki for details.",
    "We report the numbers as they were printed. Thanks to everyone who helped.",
    "Each node has 2 sockets with 64 cores and 512 GB; the best of 5 runs on 2024-03-11 is given.",
    "The loss after 3 epochs was 2.31, at 8.5 GB of memory. Version 2.4.1 was used.",
)
_REMARKS: Final = ("measured by the night build", "end of file", "see notes.txt", "done")


def another_name(sheet: Sheet, rng: Random) -> Files | None:
    """Return the sheet under another name that tells nothing."""
    return {
        f"{rng.choice(('data', 'table', 'output', 'measurements', 'bench'))}.csv": csv_text(sheet)
    }


def under_prose(sheet: Sheet, rng: Random) -> Files | None:
    """Return the sheet in a document, under a title and a paragraph."""
    table = only_text(markdown_file(sheet))
    return {"README.md": f"# Results\n\n{rng.choice(_PROSE)}\n\n{table}\n{rng.choice(_PROSE)}\n"}


def under_comments(sheet: Sheet, rng: Random) -> Files | None:
    """Return the sheet under lines of comment."""
    mark = rng.choice(("# ", "#", "% ", "// "))
    return {f"{STEM}.csv": f"{mark}{rng.choice(_REMARKS)}\n{csv_text(sheet)}"}


def over_remarks(sheet: Sheet, rng: Random) -> Files | None:
    """Return the sheet with a remark after its last row."""
    mark = rng.choice(("# ", "\n# ", "\n"))
    return {f"{STEM}.csv": f"{csv_text(sheet)}{mark}{rng.choice(_REMARKS)}\n"}


def quoted(sheet: Sheet, _: Random) -> Files | None:
    """Return the sheet with quotes around each cell."""
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([sheet.headings, *sheet.rows])
    return {f"{STEM}.csv": out.getvalue()}


def blanks_and_ends(sheet: Sheet, rng: Random) -> Files | None:
    """Return the sheet with blank lines, blanks after commas, or other ends of lines."""
    text = csv_text(sheet)
    if '"' in text:
        return None
    changed = rng.choice(
        (
            text.replace("\n", "\r\n"),
            "\ufeff" + text,
            "\n\n" + text + "\n\n",
            text.replace(",", ", "),
            text.replace("\n", "\n\n"),
        )
    )
    return {f"{STEM}.csv": changed}


def ruled(sheet: Sheet, rng: Random) -> Files | None:
    """Return the sheet as a pipe table whose rule says how columns are aligned."""
    table = only_text(markdown_file(sheet))
    return {f"{STEM}.md": table.replace("---|", rng.choice((":---:|", "---:|", ":--|")))}
