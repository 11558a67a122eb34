"""What the Runs screen keeps of its table while the cursor moves."""

from __future__ import annotations

from typing import Any

from analysis.audit.by_row import Audited
from analysis.runs import Choice
from parsers import Loaded
from tests.asked import queries
from tests.make import records
from tui.app.metrics import Metrics
from tui.app.shown_runs import ShownRuns
from tui.formatting.glyphs import BRAILLE


def _shown(*given: dict[str, Any]) -> ShownRuns:
    shown = ShownRuns()
    shown.loaded = Loaded(
        records(*given, metric="throughput", unit="img/s", better="higher"), (), ()
    )
    shown.metrics = Metrics(shown.loaded.records)
    shown.choose(Choice())
    return shown


def test_the_heading_asks_nothing_of_the_table_where_only_the_cursor_moves() -> None:
    shown = _shown(*({"batch": 8, "devices": count, "value": 90.0} for count in (1, 2, 4)))
    shown.judge(Audited.of(shown.loaded.records, shown.loaded.notes))
    before = [*shown.shared(BRAILLE)], shown.audit_counts()
    assert queries(lambda: (shown.shared(BRAILLE), shown.audit_counts())) == 0
    assert ([*shown.shared(BRAILLE)], shown.audit_counts()) == before
    shown.choose(Choice(baseline=2))
    assert "baseline 2 devices" in shown.shared(BRAILLE)
    assert "baseline 2 devices" not in before[0]
    shown.choose_columns("batch")
    assert not shown.shared(BRAILLE)


def test_the_series_of_a_row_is_kept_for_its_other_rows_and_no_longer() -> None:
    given = [
        {"system": system, "devices": devices, "value": 90.0 * devices}
        for system in ("one", "two")
        for devices in (1, 2, 4)
    ]
    shown = _shown(*given)
    rows = list(shown.runs.table.iter_rows(named=True))
    first = {row["system"]: shown.series_of(row) for row in rows}
    assert all(shown.series_of(rows[at]) is shown.series_of(rows[at + 1]) for at in (0, 1, 3, 4))
    for row in rows:
        [line] = shown.series_of(row)
        assert row["row"] in line.points["row"]
        assert line.identity == first[row["system"]][0].identity
    shown.choose(Choice(where="devices < 4"))
    [line] = shown.series_of(shown.runs.table.row(0, named=True))
    assert line.points["devices"].to_list() == [1, 2]
