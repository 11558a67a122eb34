"""One finding, and the frame that many of them make."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import polars as pl

from analysis.audit.kinds import KINDS, SEVERITIES, Kind
from analysis.output_columns import AUDIT

SEVERITY: Final = pl.Enum(SEVERITIES)
_SCHEMA: Final[dict[str, Any]] = {
    **dict.fromkeys(AUDIT, pl.String),
    "severity": SEVERITY,
    "lines": pl.List(pl.UInt32),
    "runs": pl.List(pl.String),
}
_PLACES: Final = {kind.name: place for place, kind in enumerate(KINDS)}


class Finding(NamedTuple):
    """What is odd, where, and about which runs.

    ``lines``: the line that is odd first, then those that show it, where a file has lines.
    ``stated`` and ``recomputed`` are numbers in base units, or texts.
    """

    kind: Kind
    source: str
    lines: Iterable[int | None]
    what: str
    stated: Any = None
    recomputed: Any = None
    runs: Iterable[str] = ()


def frame(findings: Iterable[Finding]) -> pl.DataFrame:
    """Return the findings as a frame of ``_SCHEMA``, each once: the worst first, then by place."""
    rows = dict.fromkeys(map(_row, findings))
    columns = list(zip(*sorted(rows, key=_order), strict=True)) or [()] * len(_SCHEMA)
    return pl.DataFrame(dict(zip(_SCHEMA, columns, strict=True)), schema=_SCHEMA)


def joined(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return the findings of several ``frames`` as one, as if they had been found together."""
    whole = pl.concat(frames)
    orders = [
        _order((*row[:-2], tuple(row[-2]), row[-1])) for row in whole.select(*_SCHEMA).iter_rows()
    ]
    return whole[sorted(range(whole.height), key=orders.__getitem__)]


def _row(finding: Finding) -> tuple[Any, ...]:
    lines = tuple(sorted({line for line in finding.lines if line is not None}))
    return (
        finding.kind.severity,
        finding.kind.name,
        finding.source,
        ",".join(map(str, lines)),
        finding.what,
        _text(finding.stated),
        _text(finding.recomputed),
        lines,
        tuple(dict.fromkeys(finding.runs)),
    )


def _order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    severity, kind, source, lines = row[0], row[1], row[2], row[7]
    return SEVERITIES.index(severity), source, lines[:1], _PLACES[kind], lines


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return f"{value:.10g}"
