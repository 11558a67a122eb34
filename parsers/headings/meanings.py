"""The rules by which the parts of a heading become its meaning, tried in order.

Each takes the heading as shown and its parts, and returns its meaning or ``None``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.grammar.unit_words import Dimension
from parsers.grammar.units import dimensions, parse_unit
from parsers.grammar.words import snake_case, word_set, words
from parsers.headings.counts import bare_count, batch, count_of, stated_ratio, sure_count
from parsers.headings.directions import better as direction
from parsers.headings.heading import (
    SPREADS_AND_COUNT,
    Heading,
    Kind,
    is_rate,
    make_heading,
    own_name,
    unit_dimensions,
)
from parsers.headings.parts import Parts, Scope, per_what
from parsers.headings.resources import COUNTING, read_count
from parsers.headings.statistic_words import statistic_of
from parsers.headings.vocabulary import (
    SYNONYMS,
    TIMED,
    column_of,
    counts_problem,
    is_named,
    is_setting,
    is_word_of_one_run,
    metric_of,
    names_part,
    parameter_of,
    without_multiple,
)


def meaning_of(shown: str, parts: Parts) -> Heading:
    """Return what a heading, ``shown`` as in its source, means by the first rule that fits."""
    for read in _RULES:
        if heading := read(shown, parts):
            return heading
    kind: Kind = "parameter" if _LENGTH.search(shown) and _is_exact(parts) else "unknown"
    return make_heading(shown, parts, kind, own_name(shown, parts))


_LENGTH: Final = Pattern(r"(?:\w_|\w\s|[(\[,]\s*)(?:nm|mm|cm|km|[uµμ]m|Å|[aA]ngstroms?)\s*[)\]]?\Z")
"""``box_nm``, ``grid spacing (km)``: lengths are chosen, but for those of errors."""
_ERRORS: Final = word_set(
    "error errors err rmsd rmse deviation displacement accuracy drift residual"
)


def _is_exact(parts: Parts) -> bool:
    return _ERRORS.isdisjoint(parts.words)


def _remark(shown: str, parts: Parts) -> Heading | None:
    return (
        make_heading(shown, parts, "remark", own_name(shown, parts))
        if is_word_of_one_run(parts.words) and not (parts.words == ("output",) and is_rate(parts))
        else None
    )


def _column(shown: str, parts: Parts) -> Heading | None:
    """Read a column of the schema that holds names, a time or a size."""
    column = column_of(parts.words)
    found = unit_dimensions(parts)
    if column is None and not parts.words and found == ("bytes",):
        column = "size"
    if column == "size":
        return None if is_rate(parts) or found == ("time",) else _size(shown, parts)
    if column is None or parts.unit is not None:
        return None
    return make_heading(shown, parts, "schema", column, otherwise=_instead(shown, parts, column))


_BYTES: Final = word_set("bytes nbytes")


def _size(shown: str, parts: Parts) -> Heading:
    if parts.unit is None and not _BYTES.isdisjoint(parts.words):
        parts = parts._replace(unit=parse_unit("B"), written="B")
    named = own_name(shown, parts) if counts_problem(parts.words) else "size_class"
    text = Heading(shown, "parameter", named)
    size = make_heading(shown, parts, "schema", "size", otherwise=text)
    return size._replace(factor=size.factor * without_multiple(parts.words)[1])


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
        return None if count is None else count_of(shown, parts, count)
    return None


_PASSES: Final = word_set("epochs steps iterations iters updates")


def _passes_needed(shown: str, parts: Parts) -> Heading | None:
    """Read how many passes a run took to get somewhere: ``epochs to target``."""
    if (
        len(parts.words) < 3
        or parts.words[0] not in _PASSES
        or parts.words[1] not in ("to", "until")
    ):
        return None
    return make_heading(shown, parts, "metric", own_name(shown, parts))._replace(better="lower")


def _parameter(shown: str, parts: Parts) -> Heading | None:
    if is_rate(parts) or (unit_dimensions(parts) == ("time",) and is_named(parts.words)):
        return None
    name = own_name(shown, parts) if names_part(parts.words) else parameter_of(parts.words)
    if name == "precision":
        metric = Heading(shown, "metric", "precision", better="higher")
        return make_heading(shown, parts, "parameter", name, otherwise=metric)
    if name is None and (is_setting(parts.words) or _bounds_bytes(parts)):
        name = own_name(shown, parts)
    return None if name is None else make_heading(shown, parts, "parameter", name)


def _bounds_bytes(parts: Parts) -> bool:
    """Tell whether a heading is the end of a range of sizes (``minBytes``); memory says so."""
    bare = len(parts.words) == 1 and statistic_of(parts.words[0]) is not None
    return bare and unit_dimensions(parts) == ("bytes",)


_REFERS: Final = Pattern(r"[A-Za-z]\s?#\d")
"""``PR #412``: one of many, and no number of them."""


def _counted_thing(shown: str, parts: Parts) -> Heading | None:
    """Read a count of anything else (``num_heads``): chosen, unless it counts what went wrong."""
    if COUNTING.isdisjoint(parts.words) or len(parts.words) < 2 or _REFERS.search(shown):
        return None
    name = own_name(shown, parts)
    kind: Kind = "metric" if direction(name, None) == "lower" else "parameter"
    return make_heading(shown, parts, kind, name)


_REACHED: Final = word_set(
    "achieved measured sustained effective overall total global aggregate aggregated observed"
    " actual rmax"
)
"""What may stand before the unit of a rate without giving it another name; Rmax is what Linpack
reached."""
_COUNTED_BY: Final = word_set(
    "model hardware train training eval evaluation validation test inference prefill decode output"
    " input prompt"
)
_MOMENTS: Final = word_set(
    "wall core total elapsed exec run loop solve communication comp compute iteration step"
)
_HARDWARE: Final = frozenset(map(words, ("memory", "gpu memory", "device memory", "ram", "vram")))
_MEASURED: Final[tuple[Dimension, ...]] = ("rate", "time", "energy", "machine time", "money")


_TIMES: Final = frozenset({"runtime", "latency", *TIMED.values()})
"""In per cent each is a part of one, as profilers have it (``Time (%)``), and none to compare."""
_BEHIND_METRICS: Final = {"err": "uncertainty", "error": "uncertainty", "n": "count"}
_HAVE_ERRORS: Final = _TIMES | {"throughput", "bandwidth", "performance", "flops"}


def _timed(shown: str, parts: Parts) -> Heading | None:
    """Read a phase that a unit of time makes a duration: ``Epoch (s)``, ``avg_step_ms``."""
    said, statistic = _without_statistic(parts.words, parts.statistic)
    if statistic not in ("mean", "median"):
        said, statistic = parts.words, parts.statistic
    if unit_dimensions(parts) != ("time",) or len(said) != 1:
        return None
    name = TIMED.get(SYNONYMS.get(said[0], said[0]))
    parts = parts._replace(statistic=statistic)
    return None if name is None else make_heading(shown, parts, "metric", name)


def _metric(shown: str, parts: Parts) -> Heading | None:
    said, share = _without_share(parts)
    said, statistic = _without_statistic(said, parts.statistic)
    said = _spelled_out(tuple(SYNONYMS.get(word, word) for word in said if word != "#"), statistic)
    parts = parts._replace(statistic=statistic)
    if said[-1:] == ("value",) and metric_of(said[:-1]):
        said = said[:-1]
    if not said and parts.unit is None:
        return None if statistic is None else make_heading(shown, parts, "statistic", statistic)
    name = _metric_name(said, parts)
    if name is None and not said and statistic in SPREADS_AND_COUNT:
        return make_heading(shown, parts, "statistic", statistic)
    if name is None:
        return None
    if share is not None:
        name = f"{name}_{share}"
    if name in _TIMES and unit_dimensions(parts) == ("percent",):
        name = f"{name}_share"
    if statistic in SPREADS_AND_COUNT:
        return make_heading(shown, parts, "statistic", name)
    parts = _per_pass_in_seconds(name, parts)
    return make_heading(shown, parts, "metric", name, scope=share)


def _spelled_out(said: tuple[str, ...], statistic: str | None) -> tuple[str, ...]:
    """Read the symbol ``t`` as a time where what is beside it is timed: ``t_wall``, ``t_min``.

    What a longer name adds to a time that is known is left as it is: ``t_wall_no_comm``; ``t/step``
    is a time as well.
    """
    if said[:1] == ("t",) and len(said) > 2 and said[1] in _MOMENTS:
        return (said[1], "time", *said[2:])
    if said[:2] == ("t", "per"):
        return ("time", *said[1:])
    others = set(said) - {"t"}
    if "t" not in said or len(said) > 2 or not others <= _MOMENTS or not (others or statistic):
        return said
    return (*(word for word in said if word != "t"), "time")


_OF_LOAD: Final = frozenset({"user", "request", "req", "session", "stream", "seq", "sequence"})
"""Of what a server has several at a time: ``tok/s/req`` is what one of them sees."""


_OF_ONE_PROCESS: Final = (("local", "throughput"), ("rank", "throughput"))
"""What a process of distributed training says of itself: ``local_samples_per_sec``."""


def _counts(parts: Parts) -> bool:
    return unit_dimensions(parts)[:1] == ("count",)


def _without_share(parts: Parts) -> tuple[tuple[str, ...], Scope | None]:
    """Take off ``per GPU`` and its like, wherever the heading has it."""
    said = parts.words
    share = per_what(said[-1]) if said[-2:-1] == ("per",) else None
    if share is not None:
        return said[:-2], share
    if said in _OF_ONE_PROCESS or (said == ("local",) and is_rate(parts) and _counts(parts)):
        return said[1:], "per_rank"
    if parts.scope in ("per_device", "per_node"):
        return said, parts.scope
    if parts.unit is not None:
        for part in parts.unit.base.split("/")[1:]:
            of_load: Scope | None = (
                "per_user" if is_rate(parts) and part.lower() in _OF_LOAD else None
            )
            share = share or of_load or per_what(part.lower())
    return said, share


def _without_statistic(
    said: tuple[str, ...], stated: str | None
) -> tuple[tuple[str, ...], str | None]:
    """Take off the statistic at either end of a name.

    ``time_err`` is how far a time may be off, ``time_n`` how often it was taken; ``err`` alone may
    be what a solver got wrong.
    """
    if stated is None and said and (stated := statistic_of(said[0])):
        return said[1:], stated
    if stated is None and said and (stated := statistic_of(said[-1])):
        return said[:-1], stated
    if stated is None and said[-1:] and (stated := _BEHIND_METRICS.get(said[-1])):
        measured = tuple(SYNONYMS.get(word, word) for word in said[:-1])
        return (said[:-1], stated) if metric_of(measured) in _HAVE_ERRORS else (said, None)
    return said, stated


def _metric_name(said: tuple[str, ...], parts: Parts) -> str | None:
    """Return the common or own name of a metric, or ``None`` when nothing shows it is one."""
    if not said or (said in (("rate",), ("speed",)) and parts.unit is not None):
        return _named_by_unit(parts)
    if name := metric_of(said):
        return name
    own = snake_case(" ".join(said))
    if is_rate(parts) and len(said) == 1 and said[0] in _REACHED | _COUNTED_BY:
        named = _named_by_unit(parts)
        return named if said[0] in _REACHED else f"{own}_{named}"
    if said in _HARDWARE and parts.statistic is None:
        return None
    if is_rate(parts) and dimensions(" ".join(said)) == ("count",):
        return "throughput"
    if direction(own, None) is not None:
        return own
    measured = is_rate(parts) or any(part in _MEASURED for part in unit_dimensions(parts)[:1])
    return own if measured else None


def _named_by_unit(parts: Parts) -> str | None:
    """Return the name of a metric whose heading is a unit and nothing else."""
    if parts.unit is None:
        return None
    base = parts.unit.base
    match unit_dimensions(parts):
        case ("time", "time", *_):
            return "performance"
        case ("time", "count", *_):
            counted = base.split("/")[1]
            return TIMED.get(counted, f"time_per_{counted.replace(' ', '_')}")
        case ("time", *_):
            return "latency" if (parts.statistic or "")[1:2].isdigit() else "runtime"
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
    return "throughput" if is_rate(parts) else None


PER_PASS: Final = {"s/epoch": "epoch_time", "s/step": "step_time", "s/it": "step_time"}
"""The name of what is measured in seconds per pass."""


def _per_pass_in_seconds(name: str, parts: Parts) -> Parts:
    """Drop from the unit what the name says already: an epoch time is in ``s``, not ``s/epoch``."""
    if parts.unit is None or PER_PASS.get(parts.unit.base) != name:
        return parts
    return parts._replace(unit=parts.unit._replace(base="s"))


_RULES: Final[tuple[Callable[[str, Parts], Heading | None], ...]] = (
    sure_count,
    batch,
    stated_ratio,
    _timed,
    _column,
    _remark,
    _passes_needed,
    bare_count,
    _parameter,
    _metric,
    _counted_thing,
)
