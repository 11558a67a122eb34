"""One finding, and the frame that many of them make."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import polars as pl

from analysis.audit.kinds import KINDS, SEVERITIES, Kind

SEVERITY: Final = pl.Enum(SEVERITIES)
COLUMNS: Final = ("severity", "kind", "source", "line", "what", "stated", "recomputed")
"""The columns that are printed; ``line`` holds one line or several with commas."""
SCHEMA: Final[dict[str, Any]] = {
    "severity": SEVERITY,
    "kind": pl.String,
    "source": pl.String,
    "line": pl.String,
    "what": pl.String,
    "stated": pl.String,
    "recomputed": pl.String,
    "lines": pl.List(pl.UInt32),
    "runs": pl.List(pl.String),
}


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
    """Return the findings as a frame of ``SCHEMA``, the worst first, then by kind and place."""
    columns: dict[str, list[Any]] = {name: [] for name in SCHEMA}
    for finding in findings:
        lines = sorted({line for line in finding.lines if line is not None})
        columns["severity"].append(finding.kind.severity)
        columns["kind"].append(finding.kind.name)
        columns["source"].append(finding.source)
        columns["line"].append(",".join(map(str, lines)))
        columns["what"].append(finding.what)
        columns["stated"].append(_text(finding.stated))
        columns["recomputed"].append(_text(finding.recomputed))
        columns["lines"].append(lines)
        columns["runs"].append(list(dict.fromkeys(finding.runs)))
    kinds = {kind.name: place for place, kind in enumerate(KINDS)}
    rank = pl.col("kind").replace_strict(kinds, return_dtype=pl.UInt32)
    first = pl.col("lines").list.first()
    found = pl.DataFrame(columns, schema=SCHEMA).unique(
        ["kind", "source", "line", "what"], keep="first", maintain_order=True
    )
    return found.sort("severity", "source", first, rank, maintain_order=True)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return f"{value:.10g}"
