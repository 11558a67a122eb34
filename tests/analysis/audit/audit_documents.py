"""Small documents to audit, and what was found in them."""

from __future__ import annotations

from pathlib import Path

from analysis.audit.all_checks import Audit, audit
from analysis.audit.kinds import Kind
from parsers import load

STEPS = (100.0, 104.0, 106.0, 107.0)


def audited(folder: Path, *texts: str) -> Audit:
    """Write each text to a Markdown document in ``folder``, load them together, audit them."""
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"doc{number or ''}.md"
        path.write_text(text)
        paths.append(str(path))
    loaded = load(paths)
    assert loaded.records.height, loaded.notes
    return audit(loaded.records, loaded.notes)


def found(document: Audit, kind: Kind) -> list[tuple[list[int], str]]:
    """Return lines and sentence of each finding of ``kind``."""
    rows = document.findings.filter(document.findings["kind"] == kind.name)
    assert set(rows["severity"]) <= {kind.severity}
    return list(rows.select("lines", "what").iter_rows())


def lines(document: Audit, kind: Kind) -> list[list[int]]:
    """Return the lines of each finding of ``kind``."""
    return [where for where, _ in found(document, kind)]


def grave(document: Audit) -> list[str]:
    """Return the kinds of the errors and suspects."""
    return document.of(("error", "suspect")).findings["kind"].to_list()


def table(head: str, *rows: str, title: str = "") -> str:
    """Return a pipe table from cells parted by blanks; its first row is line 3 (5 with title)."""
    columns = head.split()
    body = [["---"] * len(columns), *(row.split() for row in rows)]
    text = [f"| {' | '.join(cells)} |" for cells in (columns, *body)]
    return "\n".join([f"# {title}", "", *text] if title else text) + "\n"


def training(heading: str, *rates: float, first: int = 100) -> str:
    """Return a section of a training log: a heading at level 3, and a mean rate every 100 steps."""
    steps = [
        f"- Step{first + 100 * at}: avg {rate:.2f} samples/sec" for at, rate in enumerate(rates)
    ]
    return "\n".join([f"### {heading}", *steps]) + "\n"
