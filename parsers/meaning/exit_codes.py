"""How runs ended, from the code with which their process did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress
from typing import Final

import polars as pl

from parsers.grammar.words import words
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Decisions, Fields, RowRemark
from parsers.notes import and_more
from parsers.run_records.records import FAILED, STATUS
from parsers.short_columns.short_series import repeated
from parsers.tables.cells import Numbers, whole
from parsers.tables.table import Table

_Codes = Sequence[Sequence[float | None] | None]
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


def exit_codes(known: Decisions, table: Table) -> Decisions:
    """Take columns of exit codes: a run whose code is not 0 has failed, whatever it wrote.

    Slurm has the signal behind a colon; ``0:9`` is not 0 as a clock, either. Codes in a list are
    those of the repeats in the lists beside it.
    """
    columns = [column for column in known.free if holds_codes(column)]
    for column in [*columns, *(_signals(known.free) if columns else ())]:
        if isinstance(column.cells.dtype, pl.List):
            codes = column.cells.to_list()
            known = known.plus(_without_failed_repeats(known.columns, column, codes, table))
            bad, said = _of_repeats(codes)
        else:
            bad, said = (column.numbers.values != 0).fill_null(False), whole(column.cells)
        known = known.plus(_ended(column, bad, said, known.fields))
    return known


def _ended(column: Column, bad: pl.Series, codes: pl.Series, fields: Fields) -> Decision:
    """Let the ``bad`` runs have failed, for the reason that their code is."""
    nothing = repeated(None, len(bad))
    reasons = fields.get("reason", nothing).cast(pl.String)
    ended = {"reason": reasons}
    if bad.any():
        what = "signal " if column.own_words == _SIGNAL else "exit code "
        code = pl.concat_str(pl.lit(what), codes.cast(pl.String))
        said = pl.select(pl.when(bad).then(code)).to_series()
        ended["reason"] = reasons.fill_null(said)
        ended["status"] = _with_failures(fields.get("status", nothing), bad)
    return Decision(ended, (("reason", column),))


def holds_codes(column: Column) -> bool:
    """Return whether a column has exit codes; those of a ``status`` are more than 0 and 1."""
    if column.numbers is None:
        return False
    said = column.own_words
    if said != ("status",):
        return said in _HEADINGS or words(column.heading.text) in _HEADINGS
    found = set(column.numbers.values.unique().head(_FEW))
    return 0 in found and len(found - {0, 1, None}) > 0


def _signals(free: Sequence[Column]) -> list[Column]:
    """The signals that ended processes, beside their codes; alone they may be anything."""
    return [column for column in free if column.own_words == _SIGNAL and column.numbers is not None]


def _without_failed_repeats(
    columns: Sequence[Column], own: Column, codes: _Codes, table: Table
) -> Decision:
    """Leave the repeats that failed out of the lists beside their codes."""
    well = [[code == 0 for code in each or []] for each in codes]
    spoiled = [row for row, ended in enumerate(well) if not all(ended)]
    if not spoiled:
        return NOTHING
    others = tuple(
        _of_the_well(each, well)
        if each is not own and isinstance(each.cells.dtype, pl.List)
        else each
        for each in columns
    )
    partly = [row for row in spoiled if any(well[row])]
    if not partly:
        return Decision(columns=others)
    count = sum(not ended for row in partly for ended in well[row])
    text = f"repeat with a nonzero exit code{and_more(count)} skipped"
    remark = RowRemark("info", f"{table.place(partly[0])}: {text}", partly[0])
    return Decision(columns=others, remarks=(remark,))


def _of_repeats(codes: _Codes) -> tuple[pl.Series, pl.Series]:
    """Return which rows have no repeat that ended well, and the first code of each.

    A process that a signal ended has no code.
    """
    bad = [bool(each) and 0 not in (each or ()) for each in codes]
    first = [f"{each[0]:g}" if each and each[0] is not None else "none" for each in codes]
    return pl.Series(bad, dtype=pl.Boolean), pl.Series(first, dtype=pl.String)


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
