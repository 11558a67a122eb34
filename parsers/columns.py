"""What the heading of a column means: a schema column, a metric, a parameter, and the unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from parsers.clean import clean
from parsers.directions import Better
from parsers.directions import better as direction
from parsers.records import SCHEMA
from parsers.units import parse_unit

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
Scope = Literal["total", "per_node", "per_device", "unstated"]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says by itself.

    ``text`` is the heading cleaned, without markup. ``name`` is a schema column, a metric, a
    parameter or a statistic, after ``kind``; a ``remark`` describes one run and never a
    configuration (job ids' companions, end times, comments). ``unit`` is a base unit, reached by
    ``factor`` from the unit written (``written``). ``scope`` says of what a count of devices or a
    batch is the count. ``statistic`` is ``mean``, ``median``, ``min``, ``max``, ``stddev``,
    ``count`` or ``p90``-like; ``qualifier`` the rest of a heading such as ``samples/s(batch 64)``.
    ``otherwise`` is the other meaning where only the cells can tell (``GPU``: a model or a count).
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

    def suiting(self, *, numeric: bool) -> Heading:
        """Return this meaning or the other one, after what the column's cells hold."""
        if self.otherwise is None or self._numeric() == numeric:
            return self
        return self.otherwise

    def _numeric(self) -> bool:
        if self.kind == "schema":
            return SCHEMA[self.name].is_numeric()
        return self.kind in ("metric", "statistic")


_ALIASES = {
    "nodes": "nodes",
    "numnodes": "nodes",
    "nodenum": "nodes",
    "gpus": "devices",
    "gpunum": "devices",
    "numgpu": "devices",
    "gpunumpernode": "devices_per_node",
    "batchsize": "batch",
    "batchsizeperdevice": "batch",
    "framework": "software",
    "cluster": "system",
    "date": "started",
}


def read_headings(texts: Sequence[str]) -> list[Heading]:
    """Return the meaning of each heading of one table, each beside the others."""
    return [read_heading(text) for text in texts]


def read_heading(text: str) -> Heading:
    """Return what the heading ``text`` means by itself."""
    text = clean(text).strip(" *`")
    if text in SCHEMA:
        return Heading(text, "schema", text)
    compact = re.sub(r"[^a-z]", "", text.lower())
    snake = re.sub(r"\W+", "_", text.lower()).strip("_")
    if name := _ALIASES.get(compact):
        scope: Scope | None = None
        if name.startswith("devices"):
            scope = "unstated" if name == "devices" else "per_node"
        return Heading(text, "schema", name, scope=scope)
    if compact == "nodes" or text == "Node(s)":
        hosts = Heading(text, "schema", "hosts")
        return Heading(text, "schema", "nodes", otherwise=hosts)
    if compact in ("epoch", "epochs", "steps"):
        return Heading(text, "parameter", "epochs" if compact != "steps" else "steps")
    if compact == "speedup":
        return Heading(text, "stated_speedup", "stated_speedup", better="higher")
    if compact == "efficiency":
        return Heading(text, "stated_efficiency", "stated_efficiency", better="higher")
    if unit := parse_unit(text):
        name = "runtime" if unit.base == "s" else "throughput"
        known = Heading(text, "metric", name, unit.base, unit.factor, text)
        return replace(known, better=direction(name, unit.base))
    if compact in ("runtime", "elapsed"):
        return Heading(text, "metric", "runtime", "s", better="lower")
    if compact == "throughput":
        return Heading(text, "metric", "throughput", better="higher")
    return Heading(text, "unknown", snake)
