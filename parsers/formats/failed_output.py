"""An output without a result that says how its run failed."""

from __future__ import annotations

from typing import NamedTuple

from parsers.formats.result_lines import counts_said
from parsers.run_records.conforming import of_rows
from parsers.short_columns.short_records import Records
from parsers.source import Source
from parsers.training.endings import failed
from parsers.training.recognition import how_it_failed


class FailedOutput(NamedTuple):
    """Why there is no result, the line that says so, and the run, of which no metric is known."""

    why: str
    line: int
    run: Records


def read_failed_output(source: Source) -> FailedOutput | None:
    """Return what an output says of a run that failed; ``None`` where it says nothing of it."""
    ended = how_it_failed(source)
    if ended is None:
        return None
    of_it = {"label": source.label, "source": source.name, "benchmark": source.stem}
    run = of_rows([counts_said(source.lines) | of_it | failed(ended) | {"line": ended.line}])
    return FailedOutput(f"no results; it ended with: {ended.reason}", ended.line, run)
