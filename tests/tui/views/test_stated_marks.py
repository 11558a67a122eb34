"""Marks beside stated values that their document does not bear out."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, each_run, runs
from parsers import Loaded, load
from tests.analysis.audit.audit_documents import table, training
from tui.formatting.glyphs import ASCII
from tui.views.runs.runs_report import runs_report
from tui.views.runs.stated_marks import FOOTNOTE

HEAD = "GPUs Runtime_(s) Speedup Nodelist"
ROWS = ("1 100 - a", "1 102 - b", "1 103 1 Avg", "2 50 - a", "2 52 - b", "2 51 2.02 Avg")
CHOSEN = ("line", "value", "stated_speedup")


def loaded(folder: Path, text: str) -> Loaded:
    path = folder / "paper.md"
    path.write_text(text)
    return load([str(path)])


def shown(given: Loaded, where: str | None = None) -> tuple[list[list[str]], bool]:
    """Return the cells of the chosen columns, and whether the footnote stands below."""
    records = each_run(given.records, Choice(where=where))
    rows = records.table["record"]
    report = runs_report(given, records, rows, CHOSEN, ASCII)
    cells = [column.cells(report.table.frame) for column in report.table.columns]
    texts = [[str(cell).strip() for cell in row] for row in zip(*cells, strict=True)]
    return texts, FOOTNOTE in report.footnotes


def test_a_stated_average_that_fails_is_marked(tmp_path: Path) -> None:
    texts, told = shown(loaded(tmp_path, table(HEAD, *ROWS)))
    assert [row[1] for row in texts] == ["100", "102", "103!", "50", "52", "51"]
    assert [row[2] for row in texts] == ["", "", "1.0", "", "", "2.02!"]
    assert told


def test_what_holds_is_not_marked(tmp_path: Path) -> None:
    rows = [row.replace("103 1", "101 1").replace("2.02", "1.98") for row in ROWS]
    right = table(HEAD, *rows)
    texts, told = shown(loaded(tmp_path, right))
    assert not told
    assert not any("!" in cell for row in texts for cell in row)


def test_marks_do_not_depend_on_the_rows_shown(tmp_path: Path) -> None:
    given = loaded(tmp_path, table(HEAD, *ROWS))
    texts, told = shown(given, "role = 'summary'")
    assert texts == [["5", "103!", "1.0"], ["8", "51", "2.02!"]]
    assert told


@pytest.mark.parametrize(("baseline", "sign"), [("107", ""), ("90", "!")])
def test_a_stated_baseline_that_no_run_has(tmp_path: Path, baseline: str, sign: str) -> None:
    text = "# MNIST\n\n## Net-A100-64batch_size\n" + training("gn1-107.00", 100, 104, 106, 107)
    heading = f"gn1-210.00-{210 / float(baseline):.2f}x, baseline: {baseline}"
    text += "## Net-2xA100-64batch_size\n" + training(heading, 200, 206, 208, 210)
    given = loaded(tmp_path, text)
    table_of = runs(given.records, Choice(baseline="stated"))
    rows = table_of.table["row"]
    report = runs_report(given, table_of, rows, ("devices", "baseline_devices"), ASCII)
    cells = report.table.columns[1].cells(report.table.frame)
    assert str(cells[1]).strip() == f"1 stated{sign}"
    assert (FOOTNOTE in report.footnotes) == bool(sign)
