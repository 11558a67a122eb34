"""Tables that look like scaling and are none: ids, and one total spread over more nodes."""

from __future__ import annotations

from random import Random

from tests.reading.cells import Cell, Value, clock
from tests.reading.expectation import Expected
from tests.reading.plan import Plan
from tests.reading.table import Block, Table
from tests.reading.vocabulary import HEADINGS, ID_HEADINGS, QUANTITIES, Quantity
from tests.reading.writing import ENDINGS, STEMS, text_of

Special = tuple[dict[str, str], tuple[Expected, ...]]


def special(plan: Plan, rng: Random) -> Special:
    """Return the files of a table without an efficiency, and its rows."""
    quantity = QUANTITIES[plan.quantity]
    start = rng.uniform(quantity.low, quantity.high)
    if plan.special == "ids":
        headings, counts = _ids(rng)
        spread = 0.04
    else:
        headings, counts = _placement(rng)
        spread = 0.015
    decimals = 0 if quantity.name == "clock" else 2
    values = [round(start * rng.gauss(1, spread), decimals) for _ in counts]
    rows: list[tuple[Cell, ...]] = [
        (*count, _cell(quantity, value, decimals))
        for count, value in zip(counts, values, strict=True)
    ]
    table = Table((*headings, rng.choice(quantity.headings)), tuple(rows))
    name = rng.choice(STEMS) + ENDINGS[plan.container]
    expected = tuple(
        _without_efficiency(count[0], value, quantity)
        for count, value in zip(counts, values, strict=True)
    )
    return {name: text_of([Block("", table)], plan)}, expected


def _without_efficiency(count: int, value: float, quantity: Quantity) -> Expected:
    return Expected(
        series=0,
        words=(),
        total=count,
        samples=(value,),
        value=value,
        efficiency=None,
        is_baseline=False,
        start=(0, ()),
        law="none",
        kind=quantity.kind,
        factors=quantity.factors,
    )


def _cell(quantity: Quantity, value: float, decimals: int) -> Cell:
    return clock(value) if quantity.name == "clock" else Value(value, decimals)


def _ids(rng: Random) -> tuple[tuple[str, ...], list[tuple[int, ...]]]:
    """Return the heading of an id, and consecutive ids."""
    level = rng.choice(sorted(ID_HEADINGS))
    first = rng.choice((0, 0, 1))
    return (rng.choice(ID_HEADINGS[level]),), [(first + at,) for at in range(rng.choice((4, 6, 8)))]


def _placement(rng: Random) -> tuple[tuple[str, ...], list[tuple[int, ...]]]:
    """Return nodes beside one number of ranks or cores, which are the total."""
    level = rng.choice(("ranks", "cores"))
    total = rng.choice((32, 64, 128))
    headings = (rng.choice(HEADINGS["nodes"]), rng.choice(HEADINGS[level]))
    return headings, [(2**at, total) for at in range(rng.randint(3, 5))]
