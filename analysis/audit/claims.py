"""What documents claim and their own rows do not bear out, for marks beside the claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from analysis.audit import kinds, speedups, stated
from analysis.audit import stated_baselines as baselines
from analysis.audit.kinds import Kind
from analysis.audit.subject import Subject

_CLAIMS: Final[Mapping[str, frozenset[Kind]]] = {
    "value": frozenset(
        {
            *(kinds.WRONG_SUMMARY, kinds.BEST_RUN, kinds.BEST_STEP, kinds.PEAK, kinds.OTHER_STEP),
            *(kinds.CUT_RESULT, kinds.WRONG_RESULT, kinds.WRONG_TOTAL),
        }
    ),
    "stated_speedup": frozenset({kinds.WRONG_SPEEDUP, kinds.INHERITED_SPEEDUP}),
    "stated_efficiency": frozenset({kinds.WRONG_EFFICIENCY}),
    "stated_baseline": frozenset({kinds.UNKNOWN_BASELINE, kinds.FOREIGN_BASELINE}),
}
"""Columns of stated values, and the kinds of finding that are about them."""


def doubted(records: pl.DataFrame) -> dict[str, frozenset[str]]:
    """Return the ids of the runs whose claims fail, for each column of ``_CLAIMS``."""
    runs: dict[str, set[str]] = {name: set() for name in _CLAIMS}
    subject = Subject.of(records)
    for check in (*stated.CHECKS, *speedups.CHECKS, baselines.unknown, baselines.foreign):
        for finding in check(subject):
            for name, about in _CLAIMS.items():
                if finding.kind in about:
                    runs[name].update(finding.runs)
    return {name: frozenset(ids) for name, ids in runs.items()}
