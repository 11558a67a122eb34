"""A heading taken apart: its words, its unit, its statistic, what it is per, what qualifies it.

``**Throughput**<br>[img/s, higher is better]``, ``avg_bus_bw_GBs`` and ``Time, s (mean)`` say the
same kinds of things in different places; here they come out alike.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from parsers.grammar.patterns import Pattern
from parsers.grammar.phase_words import PHASES_OF_SOLVERS
from parsers.grammar.units import Unit, dimensions, parse_unit
from parsers.grammar.words import word_set, words
from parsers.headings.directions import Better, better
from parsers.headings.heading_units import (
    bracketed_unit,
    rate_in_multiples,
    unit_behind,
    with_slashes,
)
from parsers.headings.resources import PER
from parsers.headings.statistic_words import statistic_of
from parsers.headings.translations import in_english

Scope = Literal[
    "total", "per_node", "per_device", "per_rank", "per_core", "per_thread", "per_user", "unstated"
]

_LONGEST: Final = 200
"""Characters; a longer heading is prose, and only its words are looked at."""


class Parts(NamedTuple):
    """What a heading says, part by part. ``written`` is the unit as it stands there."""

    words: tuple[str, ...]
    unit: Unit | None = None
    written: str | None = None
    statistic: str | None = None
    scope: Scope | None = None
    better: Better | None = None
    qualifier: str | None = None


_DIRECTION = Pattern(
    r"\b(?:(?P<higher>higher|more|larger|bigger)|lower|less|smaller|fewer)(?: is)? better\b", re.I
)
_ARROW = Pattern("[\u2191\u2193]")
_CALLED_UNIT = Pattern(r"^(?:in|units?:?)\s+", re.I)
_BEHIND_HYPHEN = Pattern(r"(?<=-)[A-Za-zµμ]+\Z")
_PLURAL = Pattern(
    r"\b(node|host|gpu|device|accelerator|card|core|cpu|rank|task|thread|worker|server|machine"
    r"|epoch|step|iteration|image|token|layer|run|socket|tile)\(s\)",
    re.I,
)
_SHARE_IN_FRONT = Pattern(
    rf"per[ _-](?P<part>{'|'.join(PER)})"
    r"[ _-](?P<rate>.*(?<![a-z])(?:throughput|rate|speed|performance))",
    re.I,
)
"""``Per-GPU throughput``."""
_OF_ALL = Pattern(r"(?<=/s)\s+(?:total|overall)\Z", re.I)
"""``Mop/s total``, as the NAS benchmarks have it."""
_BRACKET = Pattern(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_NTH_PERCENTILE = Pattern(r"\b([0-9]{1,2}(?:\.[0-9]+)?)(?:st|nd|rd|th)?[ -]?percentile\b", re.I)
_STANDARD_DEVIATION = Pattern(r"\bstandard[ _-]deviation\b|\bstd\.?[ _]?dev\b\.?", re.I)
_RESIDENT = Pattern(r"\bresident[ _-]set[ _-]size\b", re.I)
_CONFIDENCE = Pattern(
    r"(?:[0-9]{2}(?:\.[0-9])?[ ]?%[ -]*)?(?<![A-Za-z0-9])"
    r"(?:ci(?:[ _-]?9[059])?|conf(?:idence)?(?:[ _]interval)?(?=[ _]half|(?<=interval)))"
    r"(?:[ _-]half[ _-]?width)?(?![A-Za-z0-9])",
    re.I,
)
_PLUS_MINUS = r"(?:±|\+/-|\+-)"
_ITS_SPREAD = Pattern(
    rf"(?<=\S)\s*{_PLUS_MINUS}\s*(?:\d\s?)?"
    r"(?:(?:std|stdev|stddev|std\.? ?dev\.?|sd|sem|stderr|err|error|σ|sigma|ci|uncertainty)\b)?",
    re.I,
)
_ITS_INTERVAL = Pattern(
    r"(?P<middle>\b(?:mean|median|avg|average)\b.*?)\s*[(\[](?:[0-9]{2}(?:\.[0-9])?[ ]?%[ -]*)?"
    r"(?:ci|confidence interval|std|stdev|stddev|std\.? ?dev\.?|standard deviation|sd|s\.d\.|"
    r"sem|std\.? ?err\.?|iqr|σ)[)\]]",
    re.I,
)
"""``median time (s) [95% CI]``, ``mean (sd)``: what stands behind each middle, in brackets as in
the cells."""
_ONLY_SPREAD = Pattern(rf"^{_PLUS_MINUS}\s*(?=(?P<other>[a-zσ])?)", re.I)
_ABOUT = Pattern(r"(?:approximate(?:ly)?|approx\.?|estimated|ca\.)\s+(?=\S)", re.I)
_PACE = Pattern(
    r"(days?|hours?) per (?:simulated )?(ns|ps|nanosecond|picosecond|day|month|year)"
    r"(?: of simulation| simulated)?",
    re.I,
)
"""How long it takes to simulate so much, spelled out."""
_TIME_UNTIL = Pattern(
    r"(?P<unit>(?:second|sec|minute|min|hour|hr|day|week)s?)[ _](?P<until>(?:to|until)[ _].*[^%])",
    re.I,
)
"""``hours_to_converge``: a time, which is called by its unit."""
_PER_TIME = Pattern(r"(?:per |/ ?)(?P<time>s|sec|second|min|minute|h|hour)\.?", re.I)
_DEGREES = Pattern(
    r"(?P<what>(?:^|.*[\s_])temp(?:erature)?s?(?:[\s_](?:avg|max|mean|min))?)[\s_]*"
    r"(?:[(\[](?:deg ?)?C[)\]]|(?:deg_?)?c)\Z",
    re.I,
)
"""``gpu_temp_c``, ``Temp (C)``: alone, a ``C`` is a language."""
_FOR_EACH = Pattern(r"(?<=\w)\s+(?:for|of|in|on)\s+each\s+(?=\w)", re.I)
"""``threads for each rank``: spelled out as ``per rank``."""
_HYPHENED = Pattern(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+){2,}")
"""``samples-per-sec-mean``: a name whose words hyphens part, as underscores do elsewhere."""
_FOR_SO_MUCH = Pattern(r"(?<=\S)\s+for\s+\d[\d,.]*\s?[a-z]*(?:\s[a-z]+)?\Z", re.I)
"""``wall time for 100 steps``: of how much work the time is."""
_AT_SO_MANY = Pattern(r"(?<=\S)\s+(?:at|@)\s+(\d[\d,.]*\s?[a-z]+)\Z", re.I)
"""``throughput at 100 clients``: under which load it was measured."""
_GLUED_TIME = Pattern(r"t(min|max|avg|mean|med|median|best|std|stddev)\Z", re.I)
"""``tmin``, ``Tavg``: the symbol of a time with its statistic behind."""
_MEMBER_STATISTIC = Pattern(r"(?P<of>\w+_\w+)[./](?P<statistic>\w+)\Z")
"""``latency_ms.p50``: the statistics of one quantity, as an object of JSON holds them."""
_PHASE = Pattern(r"(train|training|eval|val|valid|validation|test)/(?=[A-Za-z]+_)", re.I)
"""What loggers of training write before a name: ``train/tokens_per_sec`` is no train per token."""
_SECTION = Pattern(
    r"(?:perf|performance|throughput|speed|timings?|metrics|stats)/"
    r"(?=\w+_per_\w|\w+_(?:time|ms|s|sec)\b|total_\w)",
    re.I,
)
"""The sections that loggers file quantities under: ``perf/tokens_per_second``, and counts."""
_FULL_WIDTH: Final = str.maketrans("（）［］：，；％／＃", "()[]:,;%/#")
"""Punctuation as Chinese and Japanese have it."""
_PER_ELSEWHERE = Pattern(r"(?P<unit>\S+)\s(?:je|pro|por|par)\s(?P<each>\w+)\Z", re.I)


def _per_in_english(found: re.Match[str]) -> str:
    """Read ``s je Schritt`` as a unit, where both sides of it are known."""
    each = in_english(words(found["each"]))
    if parse_unit(found["unit"]) is None or len(each) != 1 or parse_unit(f"s/{each[0]}") is None:
        return found[0]
    return f"{found['unit']}/{each[0]}"


def take_apart(text: str) -> Parts:
    """Return the parts of a heading that has no markup."""
    if len(text) > _LONGEST:
        return Parts(words(text[:_LONGEST]))
    if text.isalpha():
        if timed := _GLUED_TIME.match(text):
            return Parts(("time",), statistic=statistic_of(timed[1]))
        rest, parts = _without_unit(text, Parts(()))
        return parts._replace(words=_words(rest))
    if multiple := rate_in_multiples(text):
        return Parts((), unit=multiple, written=text)
    if _HYPHENED.fullmatch(text):
        text = text.replace("-", "_")
    if (member := _MEMBER_STATISTIC.match(text)) and statistic_of(member["statistic"]):
        text = f"{member['of']}_{member['statistic']}"
    text = _SECTION.sub("", _PHASE.sub(r"\1 ", with_slashes(text)))
    if not text.isascii() or _PER_ELSEWHERE.search(text):
        text = _PER_ELSEWHERE.sub(_per_in_english, text.translate(_FULL_WIDTH))
    parts = Parts(())
    if direction := _DIRECTION.search(text):
        parts = parts._replace(better="higher" if direction["higher"] else "lower")
    elif "\u2191" in text or "\u2193" in text:
        parts = parts._replace(better="higher" if "\u2191" in text else "lower")
    text = _ONLY_SPREAD.sub(lambda sign: "" if sign["other"] else "uncertainty ", text)
    text = _ITS_INTERVAL.sub(r"\g<middle>", _ITS_SPREAD.sub("", text))
    text = _RESIDENT.sub("rss", _CONFIDENCE.sub("ci", text))
    text = _ARROW.sub(" ", _DIRECTION.sub("", text))
    text = _STANDARD_DEVIATION.sub("stddev", _NTH_PERCENTILE.sub(r"p\1", text))
    text = _DEGREES.sub(r"\g<what> (°C)", text)
    text = _FOR_EACH.sub(" per ", _PLURAL.sub(r"\1s", text))
    for group in _BRACKET.findall(text):
        for piece in group.replace(";", ",").split(","):
            parts = _with_piece(parts, piece.strip())
    rest = " ".join(_BRACKET.sub(" ", text).split()).strip(" ,:;-")
    rest = _SHARE_IN_FRONT.sub(r"\g<rate> per \g<part>", _ABOUT.sub("", _FOR_SO_MUCH.sub("", rest)))
    rest = _OF_ALL.sub("", rest)
    if load := _AT_SO_MANY.search(rest):
        parts, rest = _with_piece(parts, load[1]), rest[: load.start()]
    if timed := _TIME_UNTIL.fullmatch(rest):
        until = words(f"time {timed['until']}")
        return parts._replace(words=until, unit=parse_unit(timed["unit"]), written=timed["unit"])
    if pace := _PACE.fullmatch(rest):
        return parts._replace(
            words=("time",), unit=parse_unit(f"{pace[1]}/{pace[2]}"), written=rest
        )
    rest, parts = _without_divisor(rest, parts)
    rest, parts = _without_tail(rest, parts)
    rest, parts = _without_statistic_behind(*_without_unit(rest, parts))
    return _counted_per_time(parts._replace(words=_words(rest)))


_OF_RATES: Final = word_set("throughput rate speed performance")


def _counted_per_time(parts: Parts) -> Parts:
    """Read ``Output Token Throughput (per sec)`` in tokens per second: its name says of what."""
    per = _PER_TIME.fullmatch(parts.qualifier or "")
    counted = [word for word in parts.words if word not in _OF_RATES][-1:]
    if per is None or parts.unit is not None or dimensions(" ".join(counted)) != ("count",):
        return parts
    written = f"{counted[0]}/{per['time']}"
    return parts._replace(unit=parse_unit(written), written=written, qualifier=None)


def _without_statistic_behind(rest: str, parts: Parts) -> tuple[str, Parts]:
    """Take off a statistic that stands behind a unit without brackets: ``time_ms mean``."""
    head, _, tail = rest.replace("_", " ").rpartition(" ")
    statistic = statistic_of(tail) if head and parts.unit is None else None
    if statistic is None or parts.statistic is not None:
        return rest, parts
    left, found = _without_unit(head, parts)
    return (left, found._replace(statistic=statistic)) if found.unit else (rest, parts)


def _with_piece(parts: Parts, piece: str) -> Parts:
    """Add what one piece of a bracket, or what stands behind a comma or dash, says."""
    piece = _CALLED_UNIT.sub("", piece)
    if piece == "#" or not piece.strip("0123456789*†"):
        return parts
    if scope := _scope(piece):
        return parts._replace(scope=scope)
    if parts.unit is None and (unit := bracketed_unit(piece)):
        return parts._replace(unit=unit, written=piece)
    if parts.statistic is None and (statistic := statistic_of(piece)):
        return parts._replace(statistic=statistic)
    qualifier = piece if parts.qualifier is None else f"{parts.qualifier}, {piece}"
    return parts._replace(qualifier=qualifier)


def _scope(piece: str) -> Scope | None:
    said = words(piece)
    if len(said) == 1 and said[0] in ("total", "global", "overall", "all"):
        return "total"
    if len(said) == 2 and said[0] in ("per", "each"):
        return per_what(said[1])
    return None


_SHARES: Final[dict[str, Scope]] = {
    "device": "per_device",
    "node": "per_node",
    "rank": "per_rank",
    "worker": "per_rank",
    "core": "per_core",
    "thread": "per_thread",
}


def per_what(word: str) -> Scope | None:
    """Return the scope that ``per`` before ``word`` gives."""
    return "per_user" if word in ("user", "users") else _SHARES.get(PER.get(word, ""))


_TAIL = Pattern(r"\s[-–—|]\s|[,:;]")


def _without_tail(rest: str, parts: Parts) -> tuple[str, Parts]:
    """Take off what follows a comma, a colon or a dash, where the head stands by itself."""
    cut = _TAIL.search(rest)
    if cut is None:
        return rest, parts
    head, tail = rest[: cut.start()].strip(), rest[cut.end() :].strip()
    fuller = _with_piece(parts, tail)
    if fuller.qualifier != parts.qualifier and not (better(head, None) or parse_unit(head)):
        return rest, parts
    return (head, fuller) if head else (rest, parts)


_DIVIDED = Pattern(r"(?P<name>[^/]*[^/\s])\s*/\s*(?P<unit>[^/\s]+(?:/[^/\s]+)?)\Z")
_QUANTITIES: Final[dict[str, frozenset[str]]] = {
    "time": word_set("time runtime walltime wallclock elapsed latency duration"),
    "bytes": word_set("size memory mem footprint"),
    "rate": word_set("bandwidth bw busbw algbw throughput speed performance perf rate"),
    "power": word_set("power"),
    "energy": word_set("energy"),
    "percent": word_set("efficiency utilization"),
}
"""By the dimension of a unit, the last words of what is measured in it."""
_TIME_SYMBOL = Pattern(r"(?:[tT]_\w{1,8}\s*/|[tT]\s+/\s)")
"""``T_p/s``, ``t / ms``: times, where ``t/s`` is a rate of tokens."""
_TIMED: Final = PHASES_OF_SOLVERS | {"total", "wall"}
"""``setup / ms``, ``total / s``: what a program spends time in is not counted by time."""


def _without_divisor(rest: str, parts: Parts) -> tuple[str, Parts]:
    """Read ``Time / s`` and ``Bandwidth / (GB/s)``: a quantity divided by its unit is a number."""
    cut = _DIVIDED.match(rest) if parts.unit is None else None
    if cut is None or not (found := dimensions(cut["unit"])):
        return rest, parts
    dimension = "rate" if found[1:2] == ("time",) else found[0]
    said = in_english(words(cut["name"]))
    ends = [said.index(word) for word in ("per", "to") if word in said]
    named = said[: min(ends, default=len(said))][-1:]
    is_time = dimension == "time" and (
        _TIME_SYMBOL.match(rest)
        or (" / " in rest and (not _TIMED.isdisjoint(named) or _is_of_no_work(*cut.groups())))
    )
    if not is_time and (not named or named[0] not in _QUANTITIES.get(dimension, ())):
        return rest, parts
    return cut["name"], parts._replace(unit=parse_unit(cut["unit"]), written=cut["unit"])


def _is_of_no_work(name: str, unit: str) -> bool:
    """Whether what is divided is the name of what was run, ``GCC / s``, and not what was done.

    What is done in a second is counted in a plural, or in a unit of its own: ``photons / s``.
    """
    *before, last = name.split()
    counted = last.islower() and last.endswith("s")
    said = dimensions(last) or dimensions(last.lower())
    is_work = said not in (None, ("resource",)) and not (before and len(last) == 1)
    is_rate = better(last, None) is not None or last.lower() in _QUANTITIES["rate"]
    return unit in ("s", "ms", "min", "h") and not (counted or is_work or is_rate)


_IN = Pattern(r"[\s-]+(?:in|en|em|в)\Z", re.I)
_CAMEL_UNIT = Pattern(r"(?<=[a-z])(Ms|Us|Ns|Secs?|Seconds|[KMG]i?B|Bytes|Watts|Joules|Percent)\Z")
_CHUNKS = Pattern(r"[\s_]+|(?<=[A-Za-z0-9])\.(?=[A-Za-z]{2})")
"""What parts a name from its unit, and a member of an object from what holds it."""


def _without_unit(rest: str, parts: Parts) -> tuple[str, Parts]:
    """Take off a unit without brackets: ``Img/sec``, ``time_ms``, ``tokens_per_second``."""
    if parts.unit is not None:
        return rest, parts
    if "%" in (rest[:1], rest[-1:]) and not (sign := rest.strip("%").strip(" _"))[-1:].isdigit():
        return sign, parts._replace(unit=parse_unit("%"), written="%")
    chunks = _CHUNKS.split(rest)
    # "min GFlop/s" is the least of a rate, not a product of units.
    first = 1 if len(chunks) > 1 and statistic_of(chunks[0]) else 0
    for start in range(first, len(chunks)):
        if start and chunks[start - 1].lower() == "per":
            # What the seconds of ``gizmos.old_per_sec`` are per is no time.
            continue
        head, tail = chunks[:start], " ".join(chunks[start:])
        named = " ".join(head)
        left = _IN.sub("", named)
        # Behind "in" any time is a unit, even a single letter: `blocking in s`.
        is_said = left != named and dimensions(tail) == ("time",)
        if unit := parse_unit(tail) if is_said else unit_behind(words(named), tail):
            return left, parts._replace(unit=unit, written=tail)
    for cut in (_CAMEL_UNIT.search(rest), _BEHIND_HYPHEN.search(rest)):
        if cut and (unit := unit_behind(words(rest[: cut.start()]), cut[0].lower())):
            left = _IN.sub("", rest[: cut.start()].strip(" -"))
            return left, parts._replace(unit=unit, written=cut[0])
    return rest, parts


_SLASH = Pattern(r"\s*/\s*(?=([A-Za-z]+))")


def _words(rest: str) -> tuple[str, ...]:
    """Split what is left, a slash before something countable read as ``per``."""

    def spelled(slash: re.Match[str]) -> str:
        dimension = dimensions(slash[1])
        return " per " if dimension in (("resource",), ("count",)) else " "

    return in_english(words(_SLASH.sub(spelled, rest)))
