"""Which texts in a heading are a unit: in brackets, or behind the words of a name."""

from __future__ import annotations

import re
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.grammar.units import Unit, dimensions, parse_unit
from parsers.grammar.words import word_set
from parsers.headings.directions import better
from parsers.headings.statistic_words import statistic_of

_ITEM_UNITS: Final = word_set("tok samples img seq elements cells atoms")
_LOOSE_UNITS: Final = {"T": "tok", "S": "s"}
_RATE_WITHOUT_SLASH = Pattern(r"([KMGTkmgt]i?[Bb])s\Z")
_BANDWIDTH: Final = word_set("bw busbw algbw bandwidth rate throughput speed")
_WORKING: Final = word_set(
    "input output prompt prefill decode generation gen total overall avg mean"
)
"""What ``output_tok_s`` says of the tokens that it is a rate of."""
_WORK: Final = word_set("tok toks tokens img imgs images samples reqs requests seqs sequences")
"""What nothing takes the time of: ``pp_tok_s`` is a rate as ``read_mb_s`` is."""
_NEEDED: Final = {
    "s": word_set(
        "t time latency elapsed runtime walltime wall duration real zeit laufzeit tiempo solve"
        " solver setup total epoch step iter iteration it batch pass cycle"
        " times runtimes walltimes timings durations latencies"
    ),
    "h": word_set("time elapsed runtime walltime wall duration"),
    "B": word_set("size msg message mem memory len"),
    "W": word_set("power"),
    "J": word_set("energy"),
}
"""One letter at the end of a name is a unit only where a word before it asks for one."""
_RATE_OF = Pattern(
    r"(?P<amount>[a-z]+)_(?P<time>s|sec)_(?P<of>total|user|gpu|device|node|chip|request)", re.I
)
_OF_TIMES = Pattern(
    r"(?=[numµ]?s(?:ec)?_(?:step|iter|iteration|epoch|batch|token|tok|sample|op|call)\Z"
    r"|(?:[nupfµ]s|years?)_day\Z|h_ns\Z)(?P<time>[^_]+)_(?P<of>.+)",
    re.I,
)
"""The whole of a name: ``ms_step``, ``ns_day``."""
_OF_A_DAY = Pattern(r"(?P<what>perf|performance|speed|rate)_(?P<time>[nupfµ]s)_day\Z", re.I)
_TOTAL_BEHIND = Pattern(r"(?P<rate>[A-Za-z]+(?:/[A-Za-z]+)?)[ _]total\Z", re.I)
_IN_MULTIPLES = Pattern(r"(?P<rate>[^()\[\]]+?)\s*[(\[](?P<by>[kKMB])[)\]]")
_MULTIPLES: Final = {"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9}
_PASSES: Final = word_set("epoch step iter iteration it batch pass cycle")
_OF_A_SPAN: Final = word_set("after in within last first next past every until for")
"""``after 10 days`` says when something was, and nothing of a unit."""
_AMBIGUOUS: Final = word_set("min day week hour minute second ps usd")


def with_slashes(text: str) -> str:
    """Return ``tok/s/gpu`` of ``tok_s_gpu``, ``total tok/s`` of ``tok_s_total``, ``ns/day``."""
    if times := _OF_TIMES.fullmatch(text):
        return f"{times['time']}/{times['of']}"
    if daily := _OF_A_DAY.fullmatch(text):
        return f"{daily['what']} {daily['time']}/day"
    if whole := _TOTAL_BEHIND.fullmatch(text):
        said = dimensions(whole["rate"]) or ()
        return f"total {whole['rate']}" if said[:1] == ("rate",) or said[1:2] == ("time",) else text
    found = _RATE_OF.fullmatch(text)
    if found is None or dimensions(found["amount"]) != ("count",):
        return text
    rate = f"{found['amount']}/{found['time']}"
    return f"total {rate}" if found["of"] == "total" else f"{rate}/{found['of']}"


def rate_in_multiples(text: str) -> Unit | None:
    """Return the unit of ``tokens/day (B)``, billions of what is counted, where that is all."""
    found = _IN_MULTIPLES.fullmatch(text)
    if found is None or (dimensions(found["rate"]) or ())[:2] != ("count", "time"):
        return None
    rate = parse_unit(found["rate"])
    return rate and rate._replace(factor=rate.factor * _MULTIPLES[found["by"]])


def bracketed_unit(piece: str) -> Unit | None:
    """Return the unit in a bracket, where nearly anything that can be one is one."""
    unit = parse_unit(_LOOSE_UNITS.get(piece, piece))
    dimension = dimensions(_LOOSE_UNITS.get(piece, piece))
    if dimension in (("count",), ("resource",)) and unit and unit.base not in _ITEM_UNITS:
        return None
    return unit


def unit_behind(head: tuple[str, ...], tail: str) -> Unit | None:
    """Return the unit ``tail`` where words before it (none: the whole heading) let it be one."""
    if without_slash := _RATE_WITHOUT_SLASH.match(tail):
        is_rate = not _BANDWIDTH.isdisjoint(head)
        if is_rate or "B" in tail:
            return parse_unit(without_slash[1] + ("/s" if is_rate else ""))
    unit, dimension = parse_unit(tail), dimensions(tail)
    if unit is None or dimension is None or tail.lower() in _AMBIGUOUS:
        return None
    if head[-1:] and head[-1].isdigit() and not _OF_A_SPAN.isdisjoint(head):
        return None
    if dimension in (("opaque",), ("opaque", "resource")) and "/" not in tail:
        return _rate_spelled_apart(head, tail)
    if dimension[0] in ("count", "resource", "opaque") and dimension[1:2] != ("time",):
        return None
    if dimension[0] == "opaque" and (better(unit.base.split("/")[0], None) or statistic_of(tail)):
        return None
    if len(tail) == 1 and tail.isalpha():
        needed = _NEEDED.get(tail, frozenset())
        return unit if needed.intersection(head) or (tail == "s" and not head) else None
    return unit


def _rate_spelled_apart(head: tuple[str, ...], tail: str) -> Unit | None:
    """Read ``img s`` in a name such as ``throughput_img_s``, where a slash cannot stand.

    ``img_sec_per_gpu`` is a rate of each device.
    """
    tail, _, each = tail.partition(" per ")
    amount, _, time = tail.rpartition(" ")
    if each and dimensions(amount) != ("count",):
        # `solve s per step` is a time.
        return None
    if time not in ("s", "sec") or not _NEEDED["s"].isdisjoint({*head} - _BANDWIDTH - _WORKING):
        return None
    is_of_work = amount in _WORK or dimensions(amount) == ("bytes",)
    if len(amount) == 1 and head and _BANDWIDTH.isdisjoint(head):
        # `case B sec` is the time of one of several.
        return None
    if not (is_of_work or _BANDWIDTH.union(_WORKING).issuperset(head[-1:])):
        return None
    if amount in _PASSES and _BANDWIDTH.isdisjoint(head):
        # `epoch_s` is how long one took; `epochs_s` would be a rate.
        return None
    return parse_unit(f"{amount}/{time}/{each}" if each else f"{amount}/{time}")
