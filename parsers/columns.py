"""What the heading of a column means: a schema column, a metric, a parameter, and in which unit.

The reading is by rules over words, not by a list of headings, so that a heading never seen before
is read by the same measure. Where only the cells can tell, both meanings are given.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from parsers.clean import clean
from parsers.counts import COUNT_WORDS, NOUNS, Count, read_count
from parsers.directions import Better
from parsers.directions import better as direction
from parsers.heading_parts import Parts, Scope, per_what, plain, statistic_of, take_apart
from parsers.records import SCHEMA
from parsers.units import Dimension, dimensions, parse_unit
from parsers.vocabulary import (
    SYNONYMS,
    TIMED,
    column_of,
    is_remark,
    is_setting,
    metric_of,
    parameter_of,
    strength,
)
from parsers.words import snake_case, word_set, words

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


@dataclass(frozen=True, slots=True)
class Heading:
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
        ``cv``, ``iqr`` or ``count``.
    ``qualifier``
        the rest of a heading such as ``samples/s (batch 64)`` or ``Throughput - TF32``.
    ``otherwise``
        the other meaning, where only the cells can tell (``GPU``: a model or a count).
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

    @property
    def is_time(self) -> bool:
        """Whether the cells are times, and may be written as durations (``14:55:01``)."""
        if self.unit is not None:
            return self.unit == "s"
        last = self.name.rsplit("_", 1)[-1]
        return self.kind in ("metric", "statistic") and last in _TIMES

    def suiting(self, *, numeric: bool, whole: bool = True) -> Heading:
        """Return the meaning that suits a column's cells.

        ``numeric``: they are numbers; ``whole``: all of them are whole. A heading with one
        meaning keeps it; one with two that both fail (``OpenMP`` above fractions) is ``unknown``.
        """
        if self.otherwise is None:
            return self
        for meaning in (self, self.otherwise):
            if meaning._takes(numeric=numeric, whole=whole):
                return replace(meaning, otherwise=None)
        return Heading(self.text, "unknown", _beside_schema(snake_case(self.text)))

    def _takes(self, *, numeric: bool, whole: bool) -> bool:
        if self.kind == "metric":
            return numeric
        if self.kind == "schema" and SCHEMA[self.name].is_numeric():
            return numeric and (whole or SCHEMA[self.name].is_float())
        return not numeric or (whole and self.kind == "parameter")


_TIMES: Final = word_set("time runtime latency")


@lru_cache(maxsize=2048)
def read_heading(text: str) -> Heading:
    """Return what the heading ``text`` means by itself."""
    # Cleaned last, since a character reference (&#x202E;) can spell what must not get through.
    shown = clean(plain(text))
    if shown in SCHEMA:
        return _schema_itself(shown)
    parts = take_apart(shown)
    for read in _READINGS:
        if heading := read(shown, parts):
            return heading
    return _heading(shown, parts, "unknown", _own_name(shown, parts))


def _schema_itself(name: str) -> Heading:
    """Read a heading of our own exports, or a user's that happens to be the same word."""
    if name == "stated_speedup":
        return Heading(name, "stated_speedup", name, better="higher")
    if name == "devices":
        return Heading(name, "schema", name, scope="total")
    if name == "devices_per_node":
        return Heading(name, "schema", name, scope="per_node")
    if name == "batch":
        return Heading(name, "schema", name, scope="unstated")
    other = {
        "nodes": Heading(name, "schema", "hosts"),
        "hosts": Heading(name, "schema", "nodes"),
        "device": Heading(name, "schema", "devices", scope="unstated"),
        "samples": Heading(name, "parameter", _beside_schema(name)),
    }
    return Heading(name, "schema", name, otherwise=other.get(name))


def _own_name(shown: str, parts: Parts) -> str:
    said = " ".join(word for word in parts.words if word != "#")
    return _beside_schema(snake_case(shown if not said or statistic_of(said) else said))


def _beside_schema(name: str) -> str:
    """Return a name for a column of the source that cannot be taken for one of the schema."""
    return f"{name}_given" if name in SCHEMA else name


def _heading(
    shown: str,
    parts: Parts,
    kind: Kind,
    name: str,
    *,
    scope: Scope | None = None,
    otherwise: Heading | None = None,
) -> Heading:
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


# -- counts of resources ---------------------------------------------------------------------

_COUNTED: Final = {
    ("node", None): "nodes",
    ("device", None): "devices",
    ("device", "node"): "devices_per_node",
    ("rank", None): "ranks",
    ("thread", None): "threads",
    ("thread", "rank"): "threads",
    ("core", "rank"): "threads",
}


def _sure_count(shown: str, parts: Parts) -> Heading | None:
    count = read_count(parts.words)
    return _count(shown, parts, count) if count is not None and count.sure else None


def _bare_count(shown: str, parts: Parts) -> Heading | None:
    """Read a noun alone, which counts or names: ``Nodes``, ``MPI``, ``OMP``."""
    count = read_count(parts.words)
    if count is None:
        return None
    heading = _count(shown, parts, count)
    if heading.name == "nodes":
        return replace(heading, otherwise=Heading(shown, "schema", "hosts"))
    if parts.words[0] in ("mpi", "omp", "openmp"):
        return replace(heading, otherwise=Heading(shown, "parameter", parts.words[0]))
    return heading


def _count(shown: str, parts: Parts, count: Count) -> Heading:
    per = "node" if count.per is None and parts.scope == "per_node" else count.per
    name = _COUNTED.get((count.noun, per))
    if name is None:
        name = f"{count.noun}s" if per is None else f"{count.noun}s_per_{per}"
        return _heading(shown, parts, "parameter", name)
    scope: Scope | None = None
    if name == "devices":
        scope = "total" if count.total or parts.scope == "total" else "unstated"
    elif name == "devices_per_node":
        scope = "per_node"
    return _heading(shown, parts, "schema", name, scope=scope)


# -- batch sizes -----------------------------------------------------------------------------

_BATCH: Final = word_set("batch batchsize bs bsz mbs gbs microbatch minibatch")
_BATCH_MODIFIERS: Final = word_set(
    "size sz train training micro mini local global total effective overall per"
)
_WHOLE_BATCH: Final = word_set("global total effective overall gbs")
_PART_BATCH: Final = word_set("micro local mbs microbatch")


def _batch(shown: str, parts: Parts) -> Heading | None:
    """Read a batch size, and of what it is the batch."""
    said = set(parts.words)
    shares = said & NOUNS.keys() if "per" in said else set()
    if said.isdisjoint(_BATCH) or said - _BATCH - _BATCH_MODIFIERS - shares:
        return None
    of = {NOUNS[share] for share in shares}
    if not said.isdisjoint(_WHOLE_BATCH) or parts.scope == "total":
        return _heading(shown, parts, "parameter", "global_batch", scope="total")
    if "node" in of or parts.scope == "per_node":
        return _heading(shown, parts, "parameter", "batch_per_node", scope="per_node")
    own = of or not said.isdisjoint(_PART_BATCH) or parts.scope == "per_device"
    return _heading(shown, parts, "schema", "batch", scope="per_device" if own else "unstated")


# -- what the document claims ----------------------------------------------------------------

_SPEEDUP: Final = word_set("speedup up speed scaleup")
_EFFICIENCY: Final = word_set("efficiency eff")
_CLAIM: Final = word_set(
    "stated relative rel vs versus over to parallel scaling scale strong weak measured actual"
    " observed the 1 one single baseline gpu node x multi"
)


def _stated(shown: str, parts: Parts) -> Heading | None:
    """Read a speed-up or parallel efficiency; of anything else (power) it is a metric.

    A speed-up in percent is a metric too: 95 % may mean 0.95 or 1.95 times as fast.
    """
    said = set(parts.words)
    if "speedup" in said or {"speed", "up"} <= said:
        if said <= _SPEEDUP | _CLAIM and _dimensions(parts) != ("percent",):
            return _claim(shown, parts, "stated_speedup")
    elif not said.isdisjoint(_EFFICIENCY) and said <= _EFFICIENCY | _CLAIM:
        return _claim(shown, parts, "stated_efficiency")
    return None


def _claim(
    shown: str, parts: Parts, kind: Literal["stated_speedup", "stated_efficiency"]
) -> Heading:
    factor = 0.01 if _dimensions(parts) == ("percent",) else 1.0
    claim = _heading(shown, parts, kind, kind)
    return replace(claim, unit=None, factor=factor, better=parts.better or "higher")


# -- text, settings and what belongs to one run ------------------------------------------------


def _is_rate(parts: Parts) -> bool:
    found = _dimensions(parts)
    return found[:1] == ("rate",) or found[1:2] == ("time",)


def _dimensions(parts: Parts) -> tuple[Dimension, ...]:
    return (parts.unit and dimensions(parts.unit.base)) or ()


def _remark(shown: str, parts: Parts) -> Heading | None:
    return (
        _heading(shown, parts, "remark", _own_name(shown, parts))
        if is_remark(parts.words)
        else None
    )


def _column(shown: str, parts: Parts) -> Heading | None:
    """Read a column of the schema that holds names, a time or a size."""
    column = column_of(parts.words)
    found = _dimensions(parts)
    if column is None and not parts.words and found == ("bytes",):
        column = "size"
    if column == "size":
        return None if _is_rate(parts) or found == ("time",) else _size(shown, parts)
    if column is None or parts.unit is not None:
        return None
    return _heading(shown, parts, "schema", column, otherwise=_instead(shown, parts, column))


_BYTES: Final = word_set("bytes nbytes")


def _size(shown: str, parts: Parts) -> Heading:
    if parts.unit is None and not _BYTES.isdisjoint(parts.words):
        parts = replace(parts, unit=parse_unit("B"), written="B")
    text = Heading(shown, "parameter", "size_class")
    return _heading(shown, parts, "schema", "size", otherwise=text)


def _instead(shown: str, parts: Parts, column: str) -> Heading | None:
    """Return what a heading for names means above numbers."""
    if parts.words == ("task",):
        return Heading(shown, "schema", "ranks")
    if parts.words == ("hosts",):
        return Heading(shown, "schema", "nodes")
    if parts.words == ("result",):
        return Heading(shown, "metric", "result")
    if column == "device" and len(parts.words) == 1:
        count = read_count(parts.words)
        return None if count is None else _count(shown, parts, count)
    return None


def _parameter(shown: str, parts: Parts) -> Heading | None:
    if _is_rate(parts):
        return None
    name = parameter_of(parts.words)
    if name == "precision":
        metric = Heading(shown, "metric", "precision", better="higher")
        return _heading(shown, parts, "parameter", name, otherwise=metric)
    if name is None and is_setting(parts.words):
        name = _own_name(shown, parts)
    return None if name is None else _heading(shown, parts, "parameter", name)


def _counted_thing(shown: str, parts: Parts) -> Heading | None:
    """Read a count of anything else (``num_heads``): chosen, unless it counts what went wrong."""
    if COUNT_WORDS.isdisjoint(parts.words) or len(parts.words) < 2:
        return None
    name = _own_name(shown, parts)
    kind: Kind = "metric" if direction(name, None) == "lower" else "parameter"
    return _heading(shown, parts, kind, name)


# -- metrics -----------------------------------------------------------------------------------

_SPREADS: Final = word_set("stddev stderr variance cv iqr count")
_HARDWARE: Final = frozenset(map(words, ("memory", "gpu memory", "device memory", "ram", "vram")))
_MEASURED: Final[tuple[Dimension, ...]] = ("rate", "time", "energy", "machine time", "money")


def _timed(shown: str, parts: Parts) -> Heading | None:
    """Read a phase that a unit of time makes a duration: ``Epoch (s)``, ``total [ms]``."""
    if _dimensions(parts) != ("time",) or len(parts.words) != 1:
        return None
    name = TIMED.get(SYNONYMS.get(parts.words[0], parts.words[0]))
    return None if name is None else _heading(shown, parts, "metric", name)


def _metric(shown: str, parts: Parts) -> Heading | None:
    said, share = _without_share(parts)
    said, statistic = _without_statistic(said, parts.statistic)
    said = tuple(SYNONYMS.get(word, word) for word in said if word != "#")
    parts = replace(parts, statistic=statistic)
    if not said and parts.unit is None:
        return None if statistic is None else _heading(shown, parts, "statistic", statistic)
    name = _metric_name(said, parts)
    if name is None:
        return None
    if share is not None:
        name = f"{name}_{share}"
    if statistic in _SPREADS:
        return _heading(shown, parts, "statistic", name)
    parts = _per_pass_in_seconds(name, parts)
    return _heading(shown, parts, "metric", name, scope=share)


def _without_share(parts: Parts) -> tuple[tuple[str, ...], Scope | None]:
    """Take off ``per GPU`` and its like, wherever the heading has it."""
    said = parts.words
    share = per_what(said[-1]) if said[-2:-1] == ("per",) else None
    if share is not None:
        return said[:-2], share
    if parts.scope in ("per_device", "per_node"):
        return said, parts.scope
    if parts.unit is not None:
        for part in parts.unit.base.split("/")[1:]:
            share = share or per_what(part.lower())
    return said, share


def _without_statistic(
    said: tuple[str, ...], stated: str | None
) -> tuple[tuple[str, ...], str | None]:
    """Take off the statistic at either end of a name."""
    if stated is None and said and (stated := statistic_of(said[0])):
        return said[1:], stated
    if stated is None and said and (stated := statistic_of(said[-1])):
        return said[:-1], stated
    return said, stated


def _metric_name(said: tuple[str, ...], parts: Parts) -> str | None:
    """Return the common or own name of a metric, or ``None`` when nothing shows it is one."""
    if not said or (said in (("rate",), ("speed",)) and parts.unit is not None):
        return _named_by_unit(parts)
    if name := metric_of(said):
        return name
    own = snake_case(" ".join(said))
    if said in _HARDWARE and parts.statistic is None:
        return None
    if _is_rate(parts) and dimensions(" ".join(said)) == ("count",):
        return "throughput"
    if direction(own, None) is not None:
        return own
    measured = _is_rate(parts) or any(part in _MEASURED for part in _dimensions(parts)[:1])
    return own if measured else None


def _named_by_unit(parts: Parts) -> str | None:
    """Return the name of a metric whose heading is a unit and nothing else."""
    if parts.unit is None:
        return None
    base = parts.unit.base
    match _dimensions(parts):
        case ("time", "time", *_):
            return "performance"
        case ("time", "count", *_):
            counted = base.split("/")[1]
            return TIMED.get(counted, f"time_per_{counted}")
        case ("time", *_):
            return "runtime"
        case ("energy", *_):
            return "energy"
        case ("money", *_):
            return "cost"
        case ("machine time", *_):
            return "machine_time"
    if base.startswith("flop/s"):
        return "flops"
    if (parts.written or "").lower().endswith("iops"):
        return "iops"
    if base.startswith(("B/s", "b/s")):
        return "bandwidth"
    return "throughput" if _is_rate(parts) else None


def _per_pass_in_seconds(name: str, parts: Parts) -> Parts:
    """Drop from the unit what the name says already: an epoch time is in ``s``, not ``s/epoch``."""
    bases = {"epoch_time": ("s/epoch",), "step_time": ("s/step", "s/it")}.get(name, ())
    if parts.unit is None or parts.unit.base not in bases:
        return parts
    return replace(parts, unit=replace(parts.unit, base="s"))


_READINGS: Final[tuple[Callable[[str, Parts], Heading | None], ...]] = (
    _sure_count,
    _batch,
    _stated,
    _timed,
    _column,
    _remark,
    _bare_count,
    _parameter,
    _metric,
    _counted_thing,
)


def read_headings(texts: Sequence[str]) -> list[Heading]:
    """Return what each heading of one table means beside the others, settled."""
    return settle(_bare_statistics(_initials([read_heading(text) for text in texts])))


def _initials(headings: list[Heading]) -> list[Heading]:
    """Read ``N`` and ``G`` side by side as nodes and GPUs; alone, ``N`` is a problem size."""
    if not {"N", "G"} <= {heading.text for heading in headings}:
        return headings
    meant = {"N": "Number of nodes", "G": "Number of GPUs"}
    return [
        replace(read_heading(meant[heading.text]), text=heading.text)
        if heading.text in meant
        else heading
        for heading in headings
    ]


def _bare_statistics(headings: list[Heading]) -> list[Heading]:
    """Read ``count`` beside ``mean`` or ``std``, and ``(min)`` beside ``(max)``, as statistics."""
    statistics = {heading.statistic for heading in headings}
    read = []
    for heading in headings:
        if heading.name == "count" and heading.kind == "parameter" and "mean" in statistics:
            heading = Heading(heading.text, "statistic", "count", statistic="count")
        elif heading.written == "min" and "max" in statistics:
            heading = replace(heading, unit=None, factor=1.0, written=None, statistic="min")
        read.append(heading)
    return read


def settle(headings: Sequence[Heading]) -> list[Heading]:
    """Return the headings of one table with every schema column and parameter named once.

    Of two that claim a column the firmer keeps it: a batch per device before one that does not
    say, ``Benchmark`` before ``Model``. The other becomes the ``case``, a parameter or a remark. A
    heading with two meanings gives way to one with a single meaning and otherwise stays open, so
    that once the cells have decided (:meth:`Heading.suiting`) this may be asked again.
    """
    order = sorted(range(len(headings)), key=lambda place: _firmness(headings[place]))
    taken: set[str] = set()
    settled = list(headings)
    for place in order:
        heading = settled[place] = _free_meaning(headings[place], taken)
        if heading.kind in ("schema", "parameter") and heading.otherwise is None:
            taken.add(heading.name)
    return settled


def _firmness(heading: Heading) -> tuple[bool, bool, int]:
    """Return a key that sorts the firmest claim first."""
    return (
        heading.otherwise is not None,
        heading.scope == "unstated",
        strength(words(heading.text)),
    )


def _free_meaning(heading: Heading, taken: set[str]) -> Heading:
    other = heading.otherwise
    if heading.kind not in ("schema", "parameter"):
        return heading
    if other is not None and other.kind in ("schema", "parameter") and other.name in taken:
        heading, other = replace(heading, otherwise=None), None
    if heading.name not in taken:
        return heading
    if other is not None:
        return other
    return _as_parameter(heading, taken)


def _as_parameter(heading: Heading, taken: set[str]) -> Heading:
    """Return a heading whose column another one has, as what it still can be."""
    if heading.name == "benchmark" and "case" not in taken:
        return replace(heading, name="case")
    if heading.name in ("run", "started", "status", "reason", "hosts"):
        own = _beside_schema(snake_case(heading.text))
        return replace(heading, kind="remark", name=own, otherwise=None)
    own = _beside_schema(snake_case(heading.text))
    names = itertools.chain([own], (f"{own}_{number}" for number in itertools.count(2)))
    name = next(name for name in names if name not in taken)
    return replace(heading, kind="parameter", name=name, scope=None, otherwise=None)
