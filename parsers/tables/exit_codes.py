"""How runs ended, from the code with which their process did."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.records import FAILED, STATUS
from parsers.tables.draft import Draft
from parsers.words import words

_HEADINGS: Final = frozenset(
    words(phrase)
    for phrase in (
        *("exit code", "exitcode", "exit status", "exit value"),
        *("return code", "returncode", "retcode", "rc"),
    )
)


def read_exit_codes(draft: Draft) -> None:
    """Take a column of exit codes: a run whose code is not 0 has failed, whatever it wrote.

    Slurm has the signal behind a colon; ``0:9`` is not 0 as a clock, either.
    """
    for column in draft.unclaimed():
        if words(column.heading.text) not in _HEADINGS or column.numbers is None:
            continue
        bad = (column.numbers.values != 0).fill_null(False)
        nothing = pl.repeat(None, draft.rows, dtype=pl.String, eager=True)
        reasons = draft.fields.get("reason", nothing).cast(pl.String)
        if bad.any():
            codes = pl.concat_str(pl.lit("exit code "), column.cells.cast(pl.String))
            said = pl.select(pl.when(bad).then(codes)).to_series()
            reasons = reasons.fill_null(said)
            draft.fields["status"] = _with_failures(draft.fields.get("status", nothing), bad)
        draft.claim(column, reason=reasons)


def _with_failures(status: pl.Series, bad: pl.Series) -> pl.Series:
    """Let the ``bad`` runs have failed; a status that says how stays."""
    known = status.cast(pl.String)
    return known.set(bad & ~known.is_in(FAILED).fill_null(False), "failed").cast(STATUS)
