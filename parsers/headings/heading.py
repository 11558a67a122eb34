"""What a heading can mean: the type that the readers of tables work with."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from parsers.grammar.unit_words import Dimension
from parsers.grammar.units import dimensions
from parsers.grammar.words import snake_case, word_set
from parsers.headings.directions import Better
from parsers.headings.directions import better as direction
from parsers.headings.parts import Parts, Scope
from parsers.headings.statistic_words import statistic_of
from parsers.run_records.headline import SPREADS
from parsers.run_records.records import SCALE, SCHEMA

Kind = Literal[
    "schema",
    "metric",
    "parameter",
    "stated_speedup",
    "stated_efficiency",
    "statistic",
    "remark",
    "unknown",
]
MEASURED: Final = ("metric", "statistic", "stated_speedup", "stated_efficiency")
"""The kinds of headings over what runs gave, where others are over what was set."""
SET_BEFORE: Final = ("schema", "parameter")
"""The kinds of headings over what a run was given."""
COUNTED: Final = (*SCALE, "workers", "sockets", "tiles")
"""The names of headings that say how much of a machine was used."""
SPREADS_AND_COUNT: Final = frozenset({*SPREADS, "count"})
"""Statistics of how far values lie apart, or of how many there are."""
MEMORY: Final = frozenset({"memory", "mem", "ram", "rss", "maxrss", "vram"})
"""Words of what a program holds."""


class Heading(NamedTuple):
    """What a heading says by itself.

    ``text``
        the heading cleaned, without markup.
    ``kind``, ``name``
        a ``schema`` column; a ``metric``, under its common name or its own; a ``parameter``; the
        ``stated_speedup`` or ``stated_efficiency`` of the document; a ``statistic`` about a
        metric, such as its standard deviation (``name`` is that metric, or equals ``statistic``
        where the heading names none); a ``remark``, which belongs to one run and never tells
        configurations apart (an end time, a comment, a log file); ``unknown``, of which only
        the cells can tell whether it is a metric or a parameter.
    ``unit``, ``factor``, ``written``
        the base unit, how many of it one unit as ``written`` is, and the unit as written.
        Efficiency in percent has no unit and the factor 0.01.
    ``better``
        which way it improves, where heading, name or unit say so.
    ``scope``
        of devices and batches: ``total``, ``per_node``, ``per_device`` or ``unstated``; of a
        metric: ``per_device`` or ``per_node`` when it is a share.
    ``statistic``
        of the metric ``name``, which does not contain it: ``mean``, ``median``, ``min``, ``max``,
        ``best``, ``worst``, ``p90`` (any percentile), ``stddev``, ``stderr``, ``variance``,
        ``cv``, ``iqr``, ``mad``, ``ci``, ``uncertainty`` or ``count``.
    ``qualifier``
        the rest of a heading such as ``samples/s (batch 64)`` or ``Throughput - TF32``.
    ``otherwise``
        the other meaning, where only the cells can tell (``GPU``: a model or a count).
    ``role``, ``overruled``
        what a user says that the column is, and where (``as --read says``); else empty.
    """

    text: str
    kind: Kind
    name: str
    unit: str | None = None
    factor: float = 1.0
    written: str | None = None
    better: Better | None = None
    scope: Scope | None = None
    statistic: str | None = None
    qualifier: str | None = None
    otherwise: Heading | None = None
    role: str = ""
    overruled: str = ""

    @property
    def is_time(self) -> bool:
        """Whether the cells are times, and may be written as durations (``14:55:01``)."""
        if self.unit is not None:
            return self.unit == "s"
        last = self.name.rsplit("_", 1)[-1]
        is_named = last in _TIMES or self.name.startswith("time_to_")
        return self.kind in ("metric", "statistic") and is_named

    def suiting(self, *, numeric: bool, whole: bool = True) -> Heading:
        """Return the meaning that suits a column's cells.

        ``numeric``: they are numbers; ``whole``: all of them are whole. A heading with one
        meaning keeps it; one with two that both fail (``OpenMP`` above fractions) is ``unknown``.
        """
        if self.otherwise is None:
            return self
        for meaning in (self, self.otherwise):
            if meaning._takes(numeric=numeric, whole=whole):
                return meaning._replace(otherwise=None)
        return Heading(self.text, "unknown", beside_schema(snake_case(self.text)))

    def _takes(self, *, numeric: bool, whole: bool) -> bool:
        if self.kind == "metric":
            return numeric
        if self.kind == "schema" and SCHEMA[self.name].is_numeric():
            return numeric and (whole or SCHEMA[self.name].is_float())
        return not numeric or (whole and self.kind == "parameter")


_TIMES: Final = word_set("time runtime latency")


def beside_schema(name: str) -> str:
    """Return a name for a column of the source that cannot be taken for one of the schema."""
    return f"{name}_given" if name in SCHEMA else name


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
    if unit == "b" and not MEMORY.isdisjoint(parts.words):
        # Nobody counts the bits that a program holds; `Mb` is a slip of the shift key.
        unit = "B"
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
