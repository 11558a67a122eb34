"""Headings in the making: a kind and a name, with all else that the parts of a heading say."""

from __future__ import annotations

from parsers.grammar.unit_words import Dimension
from parsers.grammar.units import dimensions
from parsers.grammar.words import snake_case
from parsers.headings.directions import better as direction
from parsers.headings.heading import Heading, Kind, beside_schema
from parsers.headings.parts import Parts, Scope, statistic_of


def own_name(shown: str, parts: Parts) -> str:
    """Return the name of a heading by its own words."""
    said = " ".join(word for word in parts.words if word != "#")
    return beside_schema(snake_case(shown if not said or statistic_of(said) else said))


def make_heading(
    shown: str,
    parts: Parts,
    kind: Kind,
    name: str,
    *,
    scope: Scope | None = None,
    otherwise: Heading | None = None,
) -> Heading:
    """Return a heading of a kind, with its unit, its statistic and which way it improves."""
    unit = None if parts.unit is None else parts.unit.base
    return Heading(
        text=shown,
        kind=kind,
        name=name,
        unit=unit,
        factor=1.0 if parts.unit is None else parts.unit.factor,
        written=parts.written,
        better=parts.better or (direction(name, unit) if kind in ("metric", "unknown") else None),
        scope=scope,
        statistic=parts.statistic,
        qualifier=parts.qualifier,
        otherwise=otherwise,
    )


def is_rate(parts: Parts) -> bool:
    """Return whether the unit is something per time."""
    found = unit_dimensions(parts)
    return found[:1] == ("rate",) or found[1:2] == ("time",)


def unit_dimensions(parts: Parts) -> tuple[Dimension, ...]:
    """Return the dimensions of the unit, numerator first; none without a unit."""
    return (parts.unit and dimensions(parts.unit.base)) or ()
