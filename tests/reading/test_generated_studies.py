"""A hundred drawn studies, written in all kinds of layout: none may be read wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tests.reading.judging import WRONG
from tests.reading.score import Judged, portrait, score

DRAWS = 100
SEED = 2026


@cache
def results() -> Sequence[Judged]:
    return list(score(DRAWS, SEED))


def test_no_study_is_read_wrongly() -> None:
    wrong = [each for each in results() if each.verdict.outcome == WRONG]
    assert len(wrong) == 0, "\n".join(map(portrait, wrong[:3]))
