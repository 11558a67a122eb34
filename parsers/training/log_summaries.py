"""Lines without a counter: what a whole run came to, and what a test after an epoch gave.

``Total img/sec on 8 GPU(s): 987.6 +-9.6``, ``Training time 3:12:12``, ``Test set: Average loss:
0.05, Accuracy: 9833/10000 (98%)``. They are results only where a run is under way above them.
"""

from __future__ import annotations

import re
from string import punctuation, whitespace
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.training.counters import SPLITS
from parsers.training.log_lines import LogEntry, LogQuantity, read_quantities
from parsers.training.log_words import is_prose

_LONGEST: Final = 160
_STAMP = (
    r"(?:[\[(]?\d[\d:.,/ T+-]*[\])]?\s*)?(?:[-|]\s*)?(?:\w+\s+[-|]\s+)*"
    r"(?:(?:[\w.]+\s+)?(?:INFO|WARNING)\s*:\s*)?"
)
_TOTAL = Pattern(
    rf"{_STAMP}[\W_]*(?:(?P<whole>total|overall|average|avg|mean|final|train)\b|img/sec\b)?"
    r"[^:=]{0,60}[:=]\s*[+-]?[\d.,]+(?:e[+-]?\d+)?\s*[a-z/ ]{0,24}"
    r"(?:\s*(?:\+/?-|±)\s*[\d.]+)?\s*(?:[a-z/]{0,16})"
    r"(?:\s*[,;|(]\s*(?:(?:peak|max|gpu)\s+){0,2}mem(?:ory)?\b[\sa-z:=]{0,20}[\d.]+\s*[kmg]i?b)?"
    r"(?:\s*\([\d.,]+\s*[a-z/]{3,24}\))?\W*\Z",
    re.IGNORECASE,
)
_ON_DEVICES = Pattern(
    r"\s+(?:on|with|across)\s+(\d{1,6})\s+(?:gpu|device|tpu|cpu)s?(?:\(s\))?", re.I
)
_RUNTIME = Pattern(
    rf"{_STAMP}[\W_]*(?:total\s+)?(?:elapsed|run(?:ning)?|wall|train(?:ing)?|total)[\s_-]*(?:elapsed\s+)?"
    r"(?:time|took|duration|(?:is\s+)?(?:finished|completed?|done)\s+in)\b[\s:=]*"
    r"(?P<time>\d[\d:.,\shmsecondiut]*?)\W*(?:\([^()]*\))?\W*\Z",
    re.IGNORECASE,
)
_SPLIT = Pattern(rf"{_STAMP}[\W_]*(?P<split>{SPLITS})(?:ing)?(?:\b|_)", re.I)
_MENTIONS: Final = ("elapsed", "run", "wall", "train", "total", "test", "val")
"""One of these is in each line about a whole run or a test: to look for them is cheap."""
_OF_RATES: Final = ("/", "per", "ps", "tim", "ime")
"""One of these is in each total, which is a rate or a time."""
_MARKS: Final = punctuation.replace("_", "") + whitespace
_OF_OTHER_WORK = Pattern(
    rf"\b(?:{SPLITS}|infer(?:ence)?|predict(?:ion)?|warm[ _-]?up)"
    r"[ _](?:throughput|speed|rate|step|time)\b",
    re.IGNORECASE,
)
"""What an average is of where it is none of training."""
_TIMES: Final = ("runtime", "step_time", "epoch_time")
_STARRED = Pattern(r"\s*\*\s+\S")
_SPLITS: Final = {"t": "test", "v": "validation", "e": "eval"}
_OF_SPLIT: Final = ("accuracy", "loss", "perplexity")


def read_summary(text: str, split: str | None) -> LogEntry | None:
    """Return what a line without a counter states, or ``None`` when it is none of that.

    ``split``: the test or validation that the lines above were about, if any.
    """
    if len(text) > _LONGEST:
        return None
    starred = split is not None and _STARRED.match(text) is not None
    has = text.lower().__contains__
    has_word = any(map(has, _MENTIONS))
    is_total = (has_word or any(map(has, _OF_RATES))) and _ends_in_number(text)
    if not (starred or has_word or is_total) or is_prose(text):
        return None
    if has_word and (match := _RUNTIME.match(text)):
        seconds = [q for q in read_quantities(f"time: {match['time']}") if q.unit == "s"]
        return _entry([LogQuantity("runtime", q.value, "s") for q in seconds[:1]], final=True)
    named = _SPLIT.match(text) if has_word else None
    if named or starred:
        what = _SPLITS[named["split"][0].lower()] if named else (split or "test")
        stated = read_quantities(text)
        entry = _entry([_of(what, q) for q in stated if _is_of(q)])
        if entry is None and any(q.metric.startswith("throughput") for q in stated):
            # How fast a test went is no heading of what follows, either.
            return LogEntry(None, None, (), unexplained=False, leads=False, split=what)
        return entry
    if is_total and (match := _TOTAL.match(text)) and not _OF_OTHER_WORK.search(text):
        devices = _ON_DEVICES.search(text)
        stated = read_quantities(_ON_DEVICES.sub("", text))
        whole = [q for q in stated if q.metric.startswith("throughput") or q.metric in _TIMES]
        entry = _entry(whole, final=_is_final(match, whole))
        if entry is not None and devices:
            entry = entry._replace(counted=("devices", int(devices[1])))
        return entry
    return None


def _ends_in_number(text: str) -> bool:
    """Tell whether a number begins what stands behind the last sign of a line."""
    end = len(text.rstrip(_MARKS))
    sign = max(text.rfind(":", 0, end), text.rfind("=", 0, end))
    return sign >= 0 and text[sign + 1 : end].lstrip(_MARKS)[:1].isdecimal()


def _entry(quantities: list[LogQuantity], *, final: bool = False) -> LogEntry | None:
    first = {quantity.metric: quantity for quantity in reversed(quantities)}
    if not first:
        return None
    return LogEntry(
        None, None, tuple(reversed(first.values())), unexplained=False, leads=False, final=final
    )


def _is_final(match: re.Match[str], quantities: list[LogQuantity]) -> bool:
    shares = any(q.metric in ("throughput_per_device", "runtime") for q in quantities)
    return match["whole"] is not None or shares


def _is_of(quantity: LogQuantity) -> bool:
    """Tell what a test may give from what else a line about it says."""
    return quantity.metric.endswith(_OF_SPLIT) or quantity.metric.endswith("_time")


def _of(split: str, quantity: LogQuantity) -> LogQuantity:
    """Return ``quantity`` under the name that it has where ``split`` gave it."""
    if quantity.metric in _OF_SPLIT:
        return quantity._replace(metric=f"{split}_{quantity.metric}")
    if quantity.metric == "epoch_time":
        return quantity._replace(metric=f"{split}_time")
    return quantity
