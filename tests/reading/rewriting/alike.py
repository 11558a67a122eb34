"""Whether two writings of a study were read alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from tests.reading.judging import REASON
from tests.reading.shown import Row, Shown, plain_words

SAME: Final = "same"
REASONED: Final = "withheld, reason"
UNSAID: Final = "withheld, silent"
MORE: Final = "more than before"
OTHER: Final = "another quantity"
BESIDE: Final = "differs beside"
DIFFERENT: Final = "DIFFERENT"
_Facts: TypeAlias = tuple[str | int | None, ...]
OUTCOMES: Final = (SAME, REASONED, UNSAID, MORE, OTHER, BESIDE, DIFFERENT)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a study was read before and after it was rewritten, and what differs."""

    outcome: str
    difference: str = ""


def compared(before: Shown, after: Shown) -> Comparison:
    """Compare efficiencies first, then all else that a row says of its result.

    ``OTHER``: the efficiencies of another result of the same runs are shown.
    ``MORE``: efficiencies are shown that were withheld before, so one side is needlessly careful.
    ``BESIDE``: efficiencies are alike, but values, units, counts or repeats are not.
    """
    shares = [Counter(map(_share, _judged(shown))) for shown in (before, after)]
    lost, gained = shares[0] - shares[1], shares[1] - shares[0]
    if lost and gained and _quantities(before).isdisjoint(_quantities(after)):
        return Comparison(OTHER, f"{_listed(lost)} became {_listed(gained)}")
    if lost and gained:
        return Comparison(DIFFERENT, f"{_listed(lost)} became {_listed(gained)}")
    if lost:
        return Comparison(REASONED if _has_reason(after) else UNSAID, f"lost {_listed(lost)}")
    if gained:
        return Comparison(MORE, f"gained {_listed(gained)}")
    whole = [Counter(map(_facts, _told(shown))) for shown in (before, after)]
    if whole[0] != whole[1]:
        lost, gained = whole[0] - whole[1], whole[1] - whole[0]
        return Comparison(BESIDE, f"{_listed(lost)} became {_listed(gained)}")
    return Comparison(SAME)


def _judged(shown: Shown) -> list[Row]:
    """Return the rows with an efficiency; that of a baseline says nothing."""
    return [row for row in shown.rows if row.efficiency is not None and not row.is_baseline]


def _quantities(shown: Shown) -> set[tuple[str, str | None]]:
    """Return what efficiencies are of: of several results of a run the first may be another."""
    return {(plain_words(row.metric), row.better) for row in _judged(shown)}


def _told(shown: Shown) -> list[Row]:
    return [row for row in shown.rows if row.value is not None]


def _share(row: Row) -> _Facts:
    """Return an efficiency with the result that has it."""
    return _rounded(row.efficiency, 3), _rounded(row.value)


def _facts(row: Row) -> _Facts:
    metric = plain_words(row.metric)
    return _rounded(row.value), row.unit, row.better, row.count, row.n, metric, row.is_baseline


def _rounded(value: float | None, digits: int | None = None) -> str | None:
    """Return a number as text, so that the last bits of a conversion tell nothing apart."""
    if value is None:
        return None
    return f"{value * (1 + 1e-9):.4g}" if digits is None else f"{value + 1e-9:.{digits}f}"


def _listed(found: Counter[_Facts]) -> str:
    texts = [" ".join(map(str, each)) for each in list(found)[:3]]
    return "; ".join(texts) + (" ..." if len(found) > 3 else "") or "nothing"


def _has_reason(shown: Shown) -> bool:
    texts: Sequence[str] = (*shown.notes, *(row.withheld or "" for row in shown.rows))
    return any(REASON.search(text) for text in texts)
