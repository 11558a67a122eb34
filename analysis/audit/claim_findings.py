"""Findings about stated speedups and efficiencies, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from analysis.audit import kinds
from analysis.audit.claim_rules import true_fit
from analysis.audit.claim_tables import Claim, ClaimRow
from analysis.audit.findings import Finding
from analysis.audit.odd_claims import Odd
from analysis.audit.wording import listed, quantity

_KINDS: Final[Mapping[Claim, Mapping[str, kinds.Kind]]] = {
    "speedup": {
        "wrong": kinds.WRONG_SPEEDUP,
        "cut": kinds.CUT_SPEEDUP,
        "doubted": kinds.DOUBTED_SPEEDUP,
    },
    "efficiency": {
        "wrong": kinds.WRONG_EFFICIENCY,
        "cut": kinds.CUT_EFFICIENCY,
        "doubted": kinds.DOUBTED_EFFICIENCY,
    },
}


def inherited_claim(what: Claim, row: ClaimRow, base: ClaimRow) -> Iterator[Finding]:
    """Yield a speedup that is the ratio of stated averages which their runs do not give."""
    if what != "speedup" or (row.true == row.value and base.true == base.value):
        return
    fits, ratio = true_fit(row, base)
    if fits:
        return
    said = (
        f"stated speedup {row.speedup:g} follows from the stated averages, "
        f"over {_over(base)}, but the runs give {ratio:.4g}"
    )
    lines, run = (row.line,), (row.run,)
    yield Finding(kinds.INHERITED_SPEEDUP, row.source, lines, said, row.speedup, ratio, run)


def wrong_claim(
    what: Claim,
    row: ClaimRow,
    base: ClaimRow,
    number: float,
    *,
    cut: bool = False,
    is_sure: bool = True,
) -> Finding:
    """Return the finding about a claim that does not follow from ``base``, which gives ``number``.

    ``cut``: it is nearly right. ``is_sure``: no other baseline may be meant.
    """
    kind = _KINDS[what]["cut" if cut else "wrong" if is_sure else "doubted"]
    claim = row.claim(what)
    assert claim is not None
    stated, computed = _shown(what, claim[0]), _shown(what, number, 5)
    if cut:
        text = f"stated {what} {stated} is {computed} {_rounding(*claim, number)}"
    else:
        value = quantity(row.value, row.unit)
        text = f"stated {what} {stated}, but {value} vs. {_over(base)} gives {computed}"
        if what == "speedup" and (row.true != row.value or base.true != base.value):
            text += f"; the runs give {true_fit(row, base)[1]:.4g}"
        if not is_sure:
            text += "; another baseline may be meant"
    return Finding(kind, row.source, (row.line,), text, claim[0], number, (row.run,))


def claims_of_another_baseline(rows: Sequence[ClaimRow], number: float, base: ClaimRow) -> Finding:
    """Return the finding about speedups that are all relative to ``number``, not to ``base``."""
    first = rows[0]
    stated = listed([f"{row.speedup:g}" for row in rows])
    over = quantity(float(f"{number:.4g}"), first.unit)
    what = f"stated speedups {stated} are relative to about {over}, not to {_over(base)}"
    lines, runs = [row.line for row in rows], [row.run for row in rows]
    return Finding(kinds.DOUBTED_SPEEDUP, first.source, lines, what, number, base.value, runs)


def copied_row(first: ClaimRow, second: ClaimRow) -> Finding:
    """Return the finding about two rows of other counts with the same value and claims."""
    own = quantity(first.value, first.unit)
    what = f"{own} and its claims stand at {first.counted} and at {second.counted}: perhaps a copy"
    lines, runs = (first.line, second.line), (first.run, second.run)
    return Finding(kinds.COPIED_ROW, first.source, lines, what, None, None, runs)


def departing_claim(what: Claim, odd: Odd, *, is_sure: bool) -> Finding:
    """Return the finding about a claim that departs from what the others have in common."""
    row, claim = odd.row, odd.row.claim(what)
    assert claim is not None
    stated, computed = _shown(what, claim[0]), _shown(what, odd.expected, 4)
    if odd.base is None:
        speedup, _ = row.claim("speedup") or row.factor() or (0.0, 0.0)
        count = row.counted or round(speedup / odd.expected)
        over = f"the speedup {speedup:g} beside it on {count}"
    else:
        value = quantity(row.value, row.unit)
        over = f"{value} vs. {quantity(odd.base, row.unit)}, which the other rows are relative to,"
    text = f"stated {what} {stated}, but {over} gives {computed}"
    kind = _KINDS[what]["wrong" if is_sure else "doubted"]
    return Finding(kind, row.source, (row.line,), text, claim[0], odd.expected, (row.run,))


def _rounding(stated: float, digit: float, number: float) -> str:
    if abs(stated - number) >= digit:
        return "by the values that are shown"
    return "cut off, not rounded" if number >= stated else "rounded up, not to the nearest"


def _shown(what: Claim, number: float, digits: int = 6) -> str:
    return f"{number:.{digits}g}" if what == "speedup" else f"{100 * number:.{digits}g} %"


def _over(base: ClaimRow) -> str:
    over = quantity(base.value, base.unit)
    return f"{over} (line {base.line})" if base.line else over
