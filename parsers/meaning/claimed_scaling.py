"""Strong or weak scaling, where what the source claims to have gained is that of one alone."""

from __future__ import annotations

from typing import Final, NamedTuple

from parsers.meaning.decisions import NOTHING, Decision, Fields, RowRemark, told
from parsers.meaning.stated_scaling import FIELD
from parsers.meaning.trend import MOST_ROWS, Trend
from parsers.short_columns.short_series import repeated

_COUNTED: Final = ("devices", "cores", "ranks", "threads", "nodes")
_LEAST: Final = 2
_FLAT: Final = 1.5
"""Gains above this say by themselves that the work is shared."""
_NEAR: Final = 0.25
"""What is stated may refer to another run: that of the serial code, the best of several."""
_FORMULAS: Final = {"strong": "T1/(n Tn)", "weak": "T1/Tn"}


class _Claim(NamedTuple):
    """How many times faster a row is than the smallest of its group, on how many times the count.

    ``efficiency``: what the source states of it.
    """

    gain: float
    ratio: float
    efficiency: float

    def fits(self, kind: str) -> bool:
        expected = self.gain / self.ratio if kind == "strong" else self.gain
        return abs(self.efficiency - expected) <= _NEAR * expected


def claimed_scaling(fields: Fields, trend: Trend) -> Decision:
    """Find ``stated_scaling`` where the stated efficiencies are of one kind of scaling alone.

    E = T1/(n Tn) is that of strong scaling, E = T1/Tn that of weak scaling; a speedup is n E. Where
    something else says which kind it is (words, sizes that vary), a contradiction is told.
    """
    claims = _claims(fields, trend) if trend.is_time else []
    kinds = [kind for kind in _FORMULAS if all(claim.fits(kind) for claim in claims)]
    if len(claims) < _LEAST or len(kinds) != 1:
        return NOTHING
    (kind,) = kinds
    formula = f"the stated efficiencies are {_FORMULAS[kind]}"
    said = fields.get(FIELD)
    if said is not None:
        if said.n_unique() != 1 or said[0] in (None, kind):
            return NOTHING
        return told("assumed", f"{formula}, as of {kind} scaling; shown are those of {said[0]}")
    sizes = fields.get("size")
    if sizes is not None and sizes.n_unique() > 1:
        return NOTHING
    if kind == "weak" and max(claim.efficiency for claim in claims) > _FLAT:
        # What is called an efficiency is a speedup in percent, of which strong scaling has more.
        return NOTHING
    if kind == "weak" or max(claim.gain for claim in claims) <= _FLAT:
        remark = RowRemark("info", f"{kind} scaling: {formula}")
        return Decision({FIELD: repeated(kind, len(trend.speeds))}, remarks=(remark,))
    return NOTHING


def _claims(fields: Fields, trend: Trend) -> list[_Claim]:
    name = next((each for each in _COUNTED if each in fields), None)
    efficiencies = fields.get("stated_efficiency")
    if name is None or len(fields[name]) > MOST_ROWS:
        return []
    counts = fields[name]
    if efficiencies is None and "stated_speedup" in fields:
        efficiencies = fields["stated_speedup"] / counts
    if efficiencies is None:
        return []
    first: dict[tuple[str | None, ...], tuple[float, float]] = {}
    claims = []
    rows = zip(counts, trend.speeds, efficiencies, trend.groups, strict=True)
    for count, speed, efficiency, group in sorted(rows, key=lambda row: row[0] or 0):
        if not (count and speed and efficiency):
            continue
        least, base = first.setdefault(group, (count, speed))
        if count > least:
            # Whatever the smallest count is, a stated efficiency is relative to one.
            claims.append(_Claim(speed / base, count / least, efficiency))
    return claims
