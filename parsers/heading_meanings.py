"""The rules by which the parts of a heading become its meaning, tried in order.

Each takes the heading as shown and its parts, and returns its meaning or ``None``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from parsers.counts import COUNT_WORDS, NOUNS, Count, read_count
from parsers.directions import better as direction
from parsers.heading_parts import Parts, Scope, per_what, statistic_of
from parsers.headings import Heading, Kind, beside_schema
from parsers.unit_atoms import Dimension
from parsers.units import dimensions, parse_unit
from parsers.vocabulary import (
    SYNONYMS,
    TIMED,
    column_of,
    counts_problem,
    is_remark,
    is_setting,
    metric_of,
    parameter_of,
)
from parsers.words import snake_case, word_set, words


def meaning_of(shown: str, parts: Parts) -> Heading:
    """Return what a heading, ``shown`` as in its source, means by the first rule that fits."""
    for read in _RULES:
        if heading := read(shown, parts):
            return heading
    return _heading(shown, parts, "unknown", _own_name(shown, parts))


def _own_name(shown: str, parts: Parts) -> str:
    said = " ".join(word for word in parts.words if word != "#")
    return beside_schema(snake_case(shown if not said or statistic_of(said) else said))


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
        return heading._replace(otherwise=Heading(shown, "schema", "hosts"))
    if parts.words[0] in ("mpi", "omp", "openmp"):
        return heading._replace(otherwise=Heading(shown, "parameter", parts.words[0]))
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
    return claim._replace(unit=None, factor=factor, better=parts.better or "higher")


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
        parts = parts._replace(unit=parse_unit("B"), written="B")
    named = _own_name(shown, parts) if counts_problem(parts.words) else "size_class"
    text = Heading(shown, "parameter", named)
    return _heading(shown, parts, "schema", "size", otherwise=text)


def _instead(shown: str, parts: Parts, column: str) -> Heading | None:
    """Return what a heading for names means above numbers."""
    if parts.words == ("task",):
        return Heading(shown, "schema", "ranks")
    if parts.words == ("hosts",):
        return Heading(shown, "schema", "nodes")
    if parts.words == ("result",):
        return Heading(shown, "metric", "result")
    if parts.words == ("error",):
        return Heading(shown, "metric", "error", better="lower")
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
    if name is None and (is_setting(parts.words) or _bounds_bytes(parts)):
        name = _own_name(shown, parts)
    return None if name is None else _heading(shown, parts, "parameter", name)


def _bounds_bytes(parts: Parts) -> bool:
    """Tell whether a heading is the end of a range of sizes (``minBytes``); memory says so."""
    bare = len(parts.words) == 1 and statistic_of(parts.words[0]) is not None
    return bare and _dimensions(parts) == ("bytes",)


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
    parts = parts._replace(statistic=statistic)
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
    return parts._replace(unit=parts.unit._replace(base="s"))


_RULES: Final[tuple[Callable[[str, Parts], Heading | None], ...]] = (
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
