"""How runs ended, from the code with which their process did."""

from __future__ import annotations

from dataclasses import replace
from itertools import compress
from typing import Final

import polars as pl

from parsers.grammar.words import words
from parsers.notes import and_more
from parsers.records import FAILED, STATUS
from parsers.short_series import repeated
from parsers.tables.cells import Numbers, whole
from parsers.tables.columns import Column
from parsers.tables.draft import Draft

_HEADINGS: Final = frozenset(
    words(phrase)
    for phrase in (
        *("exit code", "exitcode", "exit status", "exit value"),
        *("return code", "returncode", "retcode", "rc", "exit codes", "return codes"),
        *("exitval", "exit", "ret", "retval", "return value", "return status", "error code"),
    )
)


_FEW: Final = 300
_SIGNAL: Final = ("signal",)


def read_exit_codes(draft: Draft) -> None:
    """Take a column of exit codes: a run whose code is not 0 has failed, whatever it wrote.

    Slurm has the signal behind a colon; ``0:9`` is not 0 as a clock, either. Codes in a list are
    those of the repeats in the lists beside it.
    """
    columns = [column for column in draft.unclaimed() if holds_codes(column)]
    for column in [*columns, *(_signals(draft) if columns else ())]:
        if isinstance(column.cells.dtype, pl.List):
            bad, codes = _read_codes_of_repeats(draft, column)
        else:
            bad, codes = (column.numbers.values != 0).fill_null(False), whole(column.cells)
        nothing = repeated(None, draft.rows)
        reasons = draft.fields.get("reason", nothing).cast(pl.String)
        if bad.any():
            what = "signal " if column.own_words == _SIGNAL else "exit code "
            code = pl.concat_str(pl.lit(what), codes.cast(pl.String))
            said = pl.select(pl.when(bad).then(code)).to_series()
            reasons = reasons.fill_null(said)
            draft.fields["status"] = _with_failures(draft.fields.get("status", nothing), bad)
        draft.claim(column, reason=reasons)


def holds_codes(column: Column) -> bool:
    """Return whether a column has exit codes; those of a ``status`` are more than 0 and 1."""
    if column.numbers is None:
        return False
    said = column.own_words
    if said != ("status",):
        return said in _HEADINGS or words(column.heading.text) in _HEADINGS
    found = set(column.numbers.values.unique().head(_FEW))
    return 0 in found and len(found - {0, 1, None}) > 0


def _signals(draft: Draft) -> list[Column]:
    """The signals that ended processes, beside their codes; alone they may be anything."""
    return [
        column
        for column in draft.unclaimed()
        if column.own_words == _SIGNAL and column.numbers is not None
    ]


def _read_codes_of_repeats(draft: Draft, column: Column) -> tuple[pl.Series, pl.Series]:
    """Leave out the repeats that failed; return which rows have no other, and their first code.

    A process that a signal ended has no code.
    """
    codes = [each or [] for each in column.cells.to_list()]
    well = [[code == 0 for code in each] for each in codes]
    spoiled = [row for row, ended in enumerate(well) if not all(ended)]
    for place, other in enumerate(draft.columns if spoiled else ()):
        if other is not column and isinstance(other.cells.dtype, pl.List):
            draft.columns[place] = _of_the_well(other, well)
    if partly := [row for row in spoiled if any(well[row])]:
        count = sum(not ended for row in partly for ended in well[row])
        text = f"repeat with a nonzero exit code{and_more(count)} skipped"
        draft.note("info", f"{draft.place(partly[0])}: {text}", partly[0])
    bad = pl.Series([bool(ended) and not any(ended) for ended in well], dtype=pl.Boolean)
    first = [f"{each[0]:g}" if each and each[0] is not None else "none" for each in codes]
    return bad, pl.Series(first, dtype=pl.String)


def _of_the_well(column: Column, well: list[list[bool]]) -> Column:
    """Return a column of lists without the repeats that failed, where it has as many, and others.

    Where none ended well the run has failed, and has no value whatever stands there.
    """
    kept = [
        list(compress(values, good))
        if values is not None and len(values) == len(good) and any(good)
        else values
        for values, good in zip(column.cells.to_list(), well, strict=True)
    ]
    cells = pl.Series(kept, dtype=pl.List(pl.Float64))
    return replace(column, cells=cells, numbers=Numbers(cells.list.median()))


def _with_failures(status: pl.Series, bad: pl.Series) -> pl.Series:
    """Let the ``bad`` runs have failed; a status that says how stays."""
    known = status.cast(pl.String)
    return known.set(bad & ~known.is_in(FAILED).fill_null(False), "failed").cast(STATUS)
