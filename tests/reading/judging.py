"""Judges what was shown against what is to be read.

An efficiency is right when the row is of the right series, its value is the median of the right
runs and the efficiency is that of the expert, within 0.1 point. It is wrong when it belongs to no
point, or differs. What is not shown at all is withheld.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Final

from tests.reading.expectation import Expected, efficiency
from tests.reading.generator import Draw
from tests.reading.shown import Row, Shown, plain_words

RIGHT: Final = "right"
EXPLAINED: Final = "withheld with reason"
SILENT: Final = "withheld without reason"
WRONG: Final = "WRONG"
OUTCOMES: Final = (RIGHT, EXPLAINED, SILENT, WRONG)
APART: Final = "repeats are told apart, or one stands for all"
POINT: Final = 0.001
"""A tenth of a point of efficiency."""
UNIT_ERRORS: Final = (1e-3, 1e3, 1e-6, 1e6, 60.0, 1 / 60, 3600.0, 1 / 3600, 10.0, 1e2, 1e4, 1e9)
"""Factors by which a unit or a decimal mark that is misread changes a value."""
SAME: Final = 2e-5
"""By which part two values may differ and still be one."""
REASON: Final = re.compile(
    r"withheld|no (speed-?up|efficiency|baseline)|without an? (efficiency|speed-?up)"
    r"|neither constant|--scaling (strong|weak)|nothing (says|tells)|(not|never) a count"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for one draw, and what lies behind it, the gravest first."""

    outcome: str
    causes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def judge(draw: Draw, shown: Shown) -> Verdict:
    """Return the best verdict over the readings that are right."""
    verdicts = [_Judge(draw, reading, shown).verdict() for reading in draw.readings]
    return min(verdicts, key=lambda verdict: OUTCOMES.index(verdict.outcome))


class _Judge:
    """One reading of a draw against what was shown."""

    def __init__(self, draw: Draw, reading: Sequence[Expected], shown: Shown) -> None:
        self.draw, self.reading, self.shown = draw, reading, shown
        self.factors = reading[0].factors
        self.words = {word for point in reading for word in point.words}
        self.found: set[int] = set()
        self.averaged = False
        self.wrong: list[str] = []
        self.partly: list[str] = []
        self.remarks: list[str] = []

    def verdict(self) -> Verdict:
        for row in self.shown.rows:
            self._look(row)
        if self.wrong:
            return Verdict(WRONG, _distinct(self.wrong), _distinct(self.remarks))
        missing = [
            point
            for at, point in enumerate(self.reading)
            if point.efficiency is not None and at not in self.found
        ]
        explained = any(REASON.search(note) for note in self.shown.notes)
        if self.averaged:
            return Verdict(SILENT, ("rows that ids tell apart are averaged",))
        if not missing and (explained or not self.draw.needs_reason):
            return Verdict(RIGHT, (), _distinct(self.remarks))
        return Verdict(EXPLAINED if explained else SILENT, self._absences(missing))

    def _absences(self, missing: Sequence[Expected]) -> tuple[str, ...]:
        """Say why efficiencies are absent."""
        if not missing:
            return ("no efficiency, rightly, but no reason for it",)
        if self.partly:
            return _distinct(self.partly)
        if self.shown.error is not None:
            return (self.shown.error,)
        rows = self.shown.rows
        values = [row.value for row in rows if row.value is not None]
        if not self._are_ours(values, 1.0):
            if any(self._are_ours(values, scale) for scale in (1.0, *UNIT_ERRORS)):
                return (f"no efficiency, and values in another unit ({rows[0].metric})",)
            return (f"another quantity is shown: {rows[0].metric}",)
        if all(row.count is None for row in rows):
            return ("no count was found",)
        if all(row.is_baseline or row.efficiency is None for row in rows):
            alone = sum(row.is_baseline for row in rows) > len({p.series for p in self.reading})
            return ("every row is a baseline" if alone else "efficiencies are empty",)
        return ("some efficiencies are absent",)

    def _are_ours(self, values: Sequence[float], scale: float) -> bool:
        """Tell whether one of the values is of this study."""
        return any(
            self._equals(value, own * scale)
            for value in values
            for point in self.reading
            for own in (*_standing_for(point.samples), *([point.value] if point.value else []))
        )

    def _look(self, row: Row) -> None:
        """Judge one row."""
        if self._is_pooled(row):
            if self.draw.plan.special == "ids" and row.efficiency is None:
                self.averaged = True
                return
            self.wrong.append("runs of different series or counts are averaged")
            return
        if row.efficiency is None:
            return
        at = self._point_of(row)
        if at is None:
            self._look_at_stranger(row)
        else:
            self._compare(row, at)

    def _compare(self, row: Row, at: int) -> None:
        """Judge a row that is of the point ``at``."""
        point = self.reading[at]
        assert row.efficiency is not None
        if row.is_baseline and not point.is_baseline:
            return
        if point.efficiency is None:
            if not row.is_baseline:
                self.wrong.append(f"an efficiency where there is none ({self._why_none()})")
        elif abs(row.efficiency - point.efficiency) > POINT:
            if self._is_single_repeat(row):
                self.partly.append(APART)
            else:
                self.wrong.append(self._difference(row, point))
        else:
            self.found.add(at)
            if row.count != point.total:
                self.remarks.append("the count is not the total")

    def _look_at_stranger(self, row: Row) -> None:
        """Judge a row whose value is the median of no point."""
        if row.is_baseline:
            return
        if self._is_right_but_unnamed(row):
            self.partly.append("the series is not named")
        elif self._is_single_repeat(row):
            self.partly.append(APART)
        elif self._is_in_another_unit(row):
            self.wrong.append("values are in another unit, or a decimal mark is misread")
        elif any(self._is_value_of(row.value, point) for point in self.reading):
            self.wrong.append("an efficiency under the name of another series, or of none")
        elif row.value is not None and self._are_ours([row.value], 1.0):
            self.wrong.append("the efficiency of one repeat, and wrong besides")
        else:
            self.wrong.append(f"the efficiency of another quantity ({row.metric})")

    def _point_of(self, row: Row) -> int | None:
        """Return the point whose series and value a row has; of several, that of its count."""
        fitting = [
            at
            for at, point in enumerate(self.reading)
            if self._is_named(row, point) and self._is_value_of(row.value, point)
        ]
        if len(fitting) > 1:
            counted = [at for at in fitting if self.reading[at].total == row.count]
            fitting = counted or fitting
        # Series without names may have one value at one count; then any of them is meant.
        return min(fitting, key=lambda at: _apart(row, self.reading[at])) if fitting else None

    def _is_named(self, row: Row, point: Expected) -> bool:
        text = f"{row.text} {row.scaling or ''}"
        return all(plain_words(word) in text for word in point.words)

    def _is_value_of(self, value: float | None, point: Expected) -> bool:
        return point.value is not None and self._equals(value, point.value)

    def _equals(self, value: float | None, written: float) -> bool:
        """Tell whether a value shown is the one written, in base units."""
        if value is None:
            return False
        return any(
            abs(value - written * factor) <= SAME * abs(written * factor) for factor in self.factors
        )

    def _is_right_but_unnamed(self, row: Row) -> bool:
        assert row.efficiency is not None
        if any(plain_words(word) in row.text for word in self.words):
            return False
        return any(
            point.efficiency is not None
            and self._is_value_of(row.value, point)
            and abs(row.efficiency - point.efficiency) <= POINT
            for point in self.reading
        )

    def _is_in_another_unit(self, row: Row) -> bool:
        """Tell whether the efficiency is right, but the value is not."""
        assert row.efficiency is not None
        return row.value is not None and any(
            point.efficiency is not None
            and point.value is not None
            and not point.is_baseline
            and self._is_named(row, point)
            and row.count == point.total
            and abs(row.efficiency - point.efficiency) <= POINT
            and any(abs(row.value / point.value / scale - 1) < SAME for scale in UNIT_ERRORS)
            for point in self.reading
        )

    def _is_single_repeat(self, row: Row) -> bool:
        """Tell whether the efficiency is right for single repeats, or for their mean."""
        assert row.efficiency is not None
        for point in self.reading:
            if not self._is_named(row, point) or len(point.samples) < 2 or not point.start[0]:
                continue
            ratio = point.total / point.start[0]
            for value in _standing_for(point.samples):
                if self._equals(row.value, value) and any(
                    abs(efficiency(point.kind, point.law, start, value, ratio) - row.efficiency)
                    <= POINT
                    for start in _standing_for(point.start[1])
                ):
                    return True
        return False

    def _is_pooled(self, row: Row) -> bool:
        """Tell whether the values of a row are of different points."""
        if row.n < 2 or row.low is None or row.high is None:
            return False
        ends: list[set[int]] = []
        for scale in (1.0, *UNIT_ERRORS):
            ends = self._ends(row.low, row.high, scale)
            if all(ends):
                break
        return bool(ends[0] and ends[1]) and not ends[0] & ends[1]

    def _ends(self, low: float, high: float, scale: float) -> list[set[int]]:
        """Return the points that have the lowest value, and those that have the highest."""
        return [
            {at for at, point in enumerate(self.reading) if self._has_sample(end, point, scale)}
            for end in (low, high)
        ]

    def _has_sample(self, value: float, point: Expected, scale: float = 1.0) -> bool:
        return any(self._equals(value, sample * scale) for sample in point.samples)

    def _why_none(self) -> str:
        special = {"ids": "ids", "placement": "placement"}.get(self.draw.plan.special)
        laws = {"flat": "flat times", "neither": "size"}
        return special or laws.get(self.draw.plan.law, "failed or no device")

    def _difference(self, row: Row, point: Expected) -> str:
        """Say in which way an efficiency differs."""
        assert row.efficiency is not None and point.efficiency is not None and point.start[0]
        ratio = point.total / point.start[0]
        if row.count is None or row.start is None:
            return "another efficiency"
        if abs(row.count / row.start - ratio) > 1e-9 * ratio:
            same = row.count == point.total
            return "another baseline" if same else "the counts are misread"
        if point.law in ("strong", "weak") and point.kind == "time":
            other = "strong" if point.law == "weak" else "weak"
            share = point.efficiency * ratio if other == "weak" else point.efficiency / ratio
            if abs(share - row.efficiency) <= POINT * max(1.0, ratio):
                return f"{point.law} scaling is read as {other}"
        return "a baseline of another value, or another formula"


def _apart(row: Row, point: Expected) -> float:
    """Return how far the efficiency of a row lies from that of a point."""
    if row.efficiency is None or point.efficiency is None:
        return float("inf")
    return abs(row.efficiency - point.efficiency)


def _standing_for(samples: Sequence[float]) -> Iterator[float]:
    """Return the values that may stand for repeats: each of them, and their mean."""
    yield from samples
    if samples:
        yield mean(samples)


def _distinct(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
