"""One draw: a truth, the files that tell it, and what is to be read from them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.reading.drawing import draw_study
from tests.reading.expectation import Expected, expect
from tests.reading.plan import KINDS, Plan, draw_plan
from tests.reading.special import special
from tests.reading.writing import write


@dataclass(frozen=True, slots=True)
class Draw:
    """A drawn document.

    ``readings``: what is to be read; a document with two results may be read in two ways.
    ``needs_reason``: that the lack of an efficiency is to be explained.
    """

    number: int
    seed: int
    plan: Plan
    files: dict[str, str]
    readings: tuple[tuple[Expected, ...], ...]
    needs_reason: bool

    @property
    def kind(self) -> str:
        """The name of its kind of layout."""
        return self.plan.kind


def draw(number: int, seed: int) -> Draw:
    """Return draw ``number`` of a seed, the same each time and apart from all others."""
    rng = Random(f"{seed}:{number}")
    names = list(KINDS)
    plan = draw_plan(names[(number + seed) % len(names)], rng)
    if plan.special in ("ids", "placement"):
        files, expected = special(plan, rng)
        return Draw(number, seed, plan, files, (expected,), False)
    study = draw_study(plan, rng)
    files, alternatives = write(study, plan, rng)
    is_named = plan.style != "unnamed"
    readings = tuple(expect(each, is_named) for each in (study, *alternatives))
    return Draw(number, seed, plan, files, readings, study.lacks is not None)
