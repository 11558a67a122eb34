"""What the numbers of a line of a training log measure, by their units and the words before.

Nothing here depends on the digits, only on what stands around them, so that what is found of one
line holds for all lines of its shape: see ``parsers.training.log_lines``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from math import isfinite
from typing import Final, NamedTuple

from parsers.grammar.durations import parse_duration
from parsers.grammar.patterns import Pattern
from parsers.grammar.units import Unit, dimensions
from parsers.headings.parts import per_what
from parsers.training.counters import Span
from parsers.training.log_words import is_of_part, meaning, says_mean, unit_of

_NUMBER = Pattern(
    r"(?<![@\d.])(?!(?<=[a-z])\d(?:['\"]?\s*[:=]|\s+\d))(?:"
    r"(?P<clock>\d{1,4}(?::\d{2}){1,2}(?:\.\d+)?)"
    r"|(?P<parts>(?:\d{1,6}\s*(?:d|h|m)(?:ays?|ours?|rs?|inutes?|ins?)?\s*){1,3}"
    r"\d{1,6}(?:\.\d+)?\s*(?:s|m)(?:ec|econd|in|inute)?s?)(?![a-z/])"
    r"|(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,9},\d{1,2}(?=\s*[a-zµμ%])|\d{1,300})(?:\.\d*)?"
    r"(?:e[+-]?\d{1,3})?)"
    r"(?:/(?P<whole>[1-9]\d{0,14})(?=\s*(?:[(,;]|\Z)))?"
    r"(?:(?:(?P<wide>[^\S\t]*\t\s*|\s{2,})|[^\S\t]?)(?P<unit>%|/\s?s(?:ec)?\b|(?:[km]\s+(?=[a-z]+\s*(?:/|per\s)))?[a-zµμ]+(?:\s*/\s*[a-z]+|\s+per\s+[a-z]+){0,2})"
    r"(?![a-z/_@]|\s*[:=]\s*[+-]?\d)(?(wide)(?!\s[+-]?\d)))?"
    r")",
    re.IGNORECASE,
)
_SPREAD = Pattern(r"\s*(?:±|\+/?-)\s*\d")
_BLANK = Pattern(r"\s")
_OF_NONE = Pattern(r"/0\d*\s*(?:[(,;]|\Z)")
_DIGIT_IN_UNIT = Pattern(r"[(\[][^()\[\]]*\d")
_LETTERS = Pattern(r"[a-z]+", re.IGNORECASE)
_NAMED = Pattern(r"[a-z]\d?['\"]?\s*[:=]\s*\Z", re.IGNORECASE)
_TELLING = Pattern(r"[a-z]\s*/\s*[a-z]|\bper\b|[a-z]['\"]?\s*[:=]\s*[\d.+-]", re.IGNORECASE)
_TIMING = Pattern(r"(?:time|timing|cost|duration|seconds|secs)['\"]?[\s:=]*\Z", re.IGNORECASE)


class LineNumber(NamedTuple):
    """A number of a line: its ``metric``, the base ``unit`` or null, and where it stands.

    As written it is ``factor`` of the unit. ``whole``: it is a share of the number there.
    ``is_time``: it is written as a duration. ``is_signed``: a dash before it is a minus.
    ``is_mean``: the words before it say so, or a spread behind it does.
    """

    metric: str
    unit: str | None
    factor: float
    at: Span
    whole: Span | None
    is_time: bool
    is_signed: bool
    is_mean: bool = False

    def value(self, text: str) -> float | None:
        """Return the number in ``unit``, or ``None`` where its digits cannot be that."""
        start, end = self.at
        written = text[start:end]
        number = parse_duration(_BLANK.sub("", written)) if self.is_time else _float(written)
        if number is None or not isfinite(number):
            return None
        if self.unit == "s" and number * self.factor >= _MOMENT:
            return None
        if self.whole is not None and text[self.whole[0]] != "0":
            number /= float(text[self.whole[0] : self.whole[1]])
        # A dash before a number separates, but for a loss, the one quantity that may be negative.
        return (number if self.is_signed else abs(number)) * self.factor


class LineNumbers(NamedTuple):
    """The numbers of a line that measure something, in order.

    ``labelled``: words stand before one of its numbers, whether they say what it is or not.
    ``of_shape``: all lines of its shape have the same, whatever their digits.
    """

    found: tuple[LineNumber, ...]
    labelled: bool
    of_shape: bool


def find_numbers(text: str, counters: tuple[Span, ...], counter: str) -> LineNumbers:
    """Return the numbers behind the ``counters`` of a line, of which ``counter`` is the finest."""
    labelled = list(_labelled(text, counters))
    measured = (_measured(label, number, start, counter) for label, number, start in labelled)
    labels = [label for label, _, _ in labelled if label is not None]
    return LineNumbers(
        tuple(filter(None, measured)),
        bool(labels),
        not any(map(_DIGIT_IN_UNIT.search, labels)) and not _OF_NONE.search(text),
    )


def _labelled(
    text: str, counters: tuple[Span, ...]
) -> Iterator[tuple[str | None, re.Match[str], int]]:
    """Yield the words before each number, its match, and where the text begins that it is in.

    The words are ``None`` ahead of the first counter: dates and times of day stand there, and only
    a rate tells itself from them, or a name and a sign right before the number.
    """
    starts = [0, *(end for _, end in counters)]
    ends = [*(start for start, _ in counters), len(text)]
    for order, (start, end) in enumerate(zip(starts, ends, strict=True)):
        between, label_start = text[start:end], 0
        if not order and not _TELLING.search(between):
            continue
        for number in _NUMBER.finditer(between):
            label = between[label_start : number.start()]
            yield label if order or _NAMED.search(label) else None, number, start
            # Words after a number that spell no unit belong to the next number.
            has_unit = number["number"] is None or _own_unit(label, number) is not None
            label_start = number.end() if has_unit else number.end("number")


def _measured(
    label: str | None, number: re.Match[str], start: int, counter: str
) -> LineNumber | None:
    """Return what a number measures, or ``None`` where neither unit nor words tell."""
    phrase, unit = meaning(label or "")
    is_time = number["number"] is None
    if not is_time:
        unit = _own_unit(label, number) or unit or _bare_seconds(label, number)
    elif number["clock"] is not None and phrase == "time" and not _LETTERS.search(label or ""):
        return None
    else:
        unit = Unit("s")
    metric, base = _metric(phrase, unit, counter)
    if metric == "throughput" and is_of_part(label or ""):
        return None
    if metric is None or (label is None and metric != "throughput"):
        return None
    if (label is None or not _stands_alone(label, counter)) and metric in _TIMES_OF_LINE:
        return None
    return LineNumber(
        metric,
        base,
        unit.factor if unit else 1.0,
        _moved(number.span(0 if is_time else "number"), start),
        _moved(number.span("whole"), start) if number["whole"] else None,
        is_time,
        metric.endswith("loss"),
        is_mean=says_mean(label or "") or _SPREAD.match(number.string, number.end()) is not None,
    )


def _own_unit(label: str | None, number: re.Match[str]) -> Unit | None:
    """Return the unit behind a number; in ``acc 11.2 img/s 820.5`` it is the next one's name."""
    unit = unit_of(number["unit"] or "")
    if unit is None or not _is_work_rate(unit.base):
        return unit
    phrase = meaning(label or "")[0] or ""
    return None if phrase.endswith(_WITHOUT_UNIT) else unit


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _bare_seconds(label: str | None, number: re.Match[str]) -> Unit | None:
    """Return seconds for a number that only the word before it calls a time: ``time: 0.593``."""
    if label is None or "." not in number["number"] or not _TIMING.search(label):
        return None
    is_glued = number.start("unit") == number.end("number")
    return Unit("s", _GLUED.get(number["unit"], 1.0) if is_glued else 1.0)


def _stands_alone(label: str, counter: str) -> bool:
    """Tell a time of one step from one in brackets behind it: of all steps since the last line."""
    return counter == "epoch" or label.strip() not in ("(", ") (")


def _float(text: str) -> float:
    """Return the value of digits; a comma with one or two behind it is decimal."""
    if "," not in text:
        return float(text)
    decimal = re.fullmatch(r"[+-]?\d+,\d{1,2}", text)
    return float(text.replace(",", "." if decimal else ""))


def _metric(phrase: str | None, unit: Unit | None, counter: str) -> tuple[str | None, str | None]:
    """Return the metric that words and unit make on a line of ``counter``, and its base unit."""
    if unit is None or unit.base == "%":
        stated = phrase if phrase is not None and not phrase.endswith("time") else None
        return stated, unit.base if unit else None
    if phrase == "dt_time":
        # In seconds, it is the step of what a simulation computes.
        return (f"{counter}_time", "s") if unit == _MILLISECONDS else (None, None)
    if _is_work_rate(unit.base):
        if phrase in _TIMES_OF_SPLITS:
            return None, None
        share = _share(unit.base)
        return (f"throughput_{share}" if share else "throughput"), unit.base
    if unit.base.startswith("flop/s"):
        # Where a unit does not say so, one cannot tell those of a device from those of all.
        share = _share(unit.base)
        return f"flops_{share}" if share else None, unit.base
    if unit.base == "s" and unit.factor < _DAY and phrase is not None and phrase.endswith("time"):
        return (f"{counter}_time" if phrase == "time" else phrase), "s"
    if unit.base in _TIMES_EACH:
        return _TIMES_EACH[unit.base], "s"
    return None, None


_WITHOUT_UNIT: Final = ("accuracy", "loss")
_GLUED: Final = {"m": 60.0, "h": 3600.0}
"""The letters behind a number that make it minutes or hours: ``total time: 4.20m``."""
_DAY: Final = 86400.0
"""No step of a program is counted in days; those of a plan are."""
_MILLISECONDS: Final = unit_of("ms")
_MOMENT: Final = 1e9
"""So many seconds are a moment, counted from 1970: ``current time: 1706860208``."""
_TIMES_OF_LINE: Final = ("step_time", "epoch_time")
_TIMES_OF_SPLITS: Final = ("test_time", "validation_time", "eval_time")
_TIMES_EACH: Final = {
    "s/step": "step_time",
    "s/it": "step_time",
    "s/batch": "step_time",
    "s/epoch": "epoch_time",
}


@cache
def _is_work_rate(base: str) -> bool:
    """Tell rates of work done (``img/s``) from those of bytes, flops or money."""
    parts = dimensions(base) or ()
    return len(parts) > 1 and parts[0] in ("count", "opaque") and parts[1] == "time"


@cache
def _share(base: str) -> str | None:
    """Return ``per_device`` or ``per_node`` for a rate of one of them (``img/s/GPU``)."""
    return next(filter(None, (per_what(part.lower()) for part in base.split("/")[2:])), None)
