"""What was measured: the study that a table is to tell."""

from __future__ import annotations

from dataclasses import dataclass

from tests.reading.vocabulary import Quantity


@dataclass(frozen=True, slots=True)
class Scale:
    """What is counted: the levels of the layout, and how a total follows from them.

    ``total``: ``product`` of the levels, or the ``first`` or ``last`` of them, the others being
    there beside it. ``constant``: levels from the second on that are one number throughout.
    """

    name: str
    levels: tuple[str, ...]
    total: str = "product"


@dataclass(frozen=True, slots=True)
class Point:
    """One count of a series: its layout, its size and the values as they are written.

    ``samples`` are in the unit that is written. ``failed`` is the number of runs of it that did not
    end well, ``failure`` their word.
    """

    layout: tuple[int, ...]
    total: int
    size: tuple[int, int, int]
    samples: tuple[float, ...]
    failure: str | None = None
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one code, machine, ... (``factors``: name -> value) under one law."""

    factors: tuple[tuple[str, str], ...]
    law: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """Series that one document tells. ``lacks`` says which fact it does not tell, if any.

    ``decimals``: how many a value is written with.
    """

    scale: Scale
    quantity: Quantity
    series: tuple[Series, ...]
    decimals: int
    lacks: str | None = None
    needs_reason: bool = True
