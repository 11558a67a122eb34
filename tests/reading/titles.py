"""What a block is called, and the sentence beside it."""

from __future__ import annotations

from random import Random

from tests.reading.plan import Plan
from tests.reading.truth import Series, Study


def title_of(series: Series, study: Study, plan: Plan, rng: Random) -> str:
    """Return the title of the block of one series: its law where titles tell it, its values."""
    values = ", ".join(value for _, value in series.factors)
    if plan.told != "title":
        return values
    law = f"{series.law.capitalize()} scaling"
    side = series.points[0].size[0]
    form = rng.choice(("{}", "{}", "{}, {}^3 per {}")) if series.law == "weak" else "{}"
    noun = {"gpus": "GPU", "ranks": "rank", "cores": "core"}.get(study.scale.name, "node")
    said = form.format(law, side, noun)
    return f"{values}: {said}" if values and plan.naming == "sections" else said


def shown_name(title: str, rng: Random) -> str:
    """Return the title in one of the ways in which people set it."""
    return rng.choice((title, title, title.upper() if title.isalnum() else title))
