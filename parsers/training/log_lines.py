"""The grammar of one line of a training log: where it stands, and the quantities it states.

A line such as ``- Step200: 100.71 data/sec`` or ``Epoch 0 in 543 sec, test time 13 sec, test
accuracy: 0.86`` names a counter and then numbers, each told by its unit or by the words before it.
People write such lines by hand, so nothing rests on punctuation or blanks, and a word counts as
itself when one slip of the keyboard separates the two.
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
from parsers.progress import STEP_RATES
from parsers.training.counters import find_counters
from parsers.training.log_words import is_prose, meaning, unit_of


class LogQuantity(NamedTuple):
    """One number of a line: its metric, and its value in ``unit``, a base unit or null."""

    metric: str
    value: float
    unit: str | None


class LogEntry(NamedTuple):
    """What one line states: the step and the epoch it stands at, and its quantities.

    Without quantities it is a line that only says where the log stands (``Epoch 2/10``), or, with
    ``unexplained`` numbers, one that was not understood. ``leads``: the counter is the first word.
    ``final``: the quantities are those of the whole run. ``of_epoch``: the line closes the epoch
    that lines before it number. ``split``: it is about a test or a validation. ``devices``: so
    many of them took part.
    """

    step: float | None
    epoch: float | None
    quantities: tuple[LogQuantity, ...]
    unexplained: bool
    leads: bool
    final: bool = False
    of_epoch: bool = False
    split: str | None = None
    devices: int | None = None

    def tells_speed(self) -> bool:
        """Whether the line states how fast the run went."""
        return any(quantity.metric in _SPEEDS for quantity in self.quantities)


_SPEEDS = frozenset({"throughput", "throughput_per_device", "step_time", "epoch_time", "test_time"})

_NUMBER = Pattern(
    r"(?<![@\d.])(?!(?<=[a-z])\d(?:\s*[:=]|\s+\d))(?:"
    r"(?P<clock>\d{1,4}(?::\d{2}){1,2}(?:\.\d+)?)"
    r"|(?P<parts>(?:\d{1,6}\s*(?:d|h|m)(?:ays?|ours?|rs?|inutes?|ins?)?\s*){1,3}"
    r"\d{1,6}(?:\.\d+)?\s*(?:s|m)(?:ec|econd|in|inute)?s?)(?![a-z/])"
    r"|(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,9},\d{1,2}(?=\s*[a-zµμ%])|\d{1,300})(?:\.\d*)?"
    r"(?:e[+-]?\d{1,3})?)"
    r"(?:/(?P<whole>[1-9]\d{0,14})(?=\s*(?:[(,;]|\Z)))?"
    r"(?:\s*(?P<unit>%|/\s?s(?:ec)?\b|(?:[km]\s+(?=[a-z]+\s*(?:/|per\s)))?[a-zµμ]+(?:\s*/\s*[a-z]+|\s+per\s+[a-z]+){0,2})"
    r"(?![a-z/_@]|\s*[:=]\s*[+-]?\d))?"
    r")",
    re.IGNORECASE,
)
_LETTERS = Pattern(r"[a-z]+", re.IGNORECASE)
_NAMED = Pattern(r"[a-z]['\"]?\s*[:=]\s*\Z", re.IGNORECASE)
_TELLING = Pattern(r"[a-z]\s*/\s*[a-z]|\bper\b|[a-z]['\"]?\s*[:=]\s*[\d.+-]", re.IGNORECASE)
_TIMING = Pattern(r"(?:time|timing|cost|duration|seconds|secs)['\"]?[\s:=]*\Z", re.IGNORECASE)
_OF_DEVICE = Pattern(r"\b[tw]ps\s*[:=]\s*[\d,.]+\s+(?:tflops|mfu)\s*[:=]\s*[\d,.]+", re.IGNORECASE)
"""So TorchTitan prints the tokens and the operations a second of one device."""


def read_entry(text: str) -> LogEntry | None:
    """Return what a line states, or ``None`` when it names no step, iteration or epoch."""
    found = find_counters(text)
    if found is None or is_prose(text):
        return None
    counters, text = found
    if counters.running or counters.split:
        return LogEntry(None, None, (), unexplained=False, leads=False, split=counters.split)
    numbers = list(_numbers(text, counters.spans))
    stated = _quantities(numbers, "epoch" if counters.step is None else "step")
    is_of_device = _OF_DEVICE.search(text) is not None
    quantities = tuple(_of_device(each) if is_of_device else each for each in stated)
    return LogEntry(
        step=counters.step,
        epoch=counters.epoch,
        quantities=quantities,
        unexplained=not quantities and any(label is not None for label, _ in numbers),
        leads=counters.leads,
        final=any(quantity.metric == "runtime" for quantity in quantities),
        of_epoch=counters.of_epoch,
    )


def read_quantities(text: str) -> tuple[LogQuantity, ...]:
    """Return what a line without a counter states, each number told by the words before it."""
    return tuple(_quantities(list(_numbers(text, ((0, 0),))), "epoch"))


def _of_device(quantity: LogQuantity) -> LogQuantity:
    if quantity.metric != "throughput":
        return quantity
    return quantity._replace(metric="throughput_per_device", unit=f"{quantity.unit}/device")


_Labelled = tuple[str | None, re.Match[str]]


def _quantities(numbers: list[_Labelled], counter: str) -> Iterator[LogQuantity]:
    """Yield each metric of a line once; stated again it is a mean or a part of the first."""
    found: dict[str, LogQuantity] = {}
    for label, number in numbers:
        quantity = _quantity(label, number, counter)
        if quantity is None:
            continue
        first = found.setdefault(quantity.metric, quantity)
        # Steps a second only restate the rate where the line also counts samples.
        if quantity.metric == "throughput" and first.unit in STEP_RATES:
            found["throughput"] = quantity
    yield from found.values()


def _numbers(text: str, counters: tuple[tuple[int, int], ...]) -> Iterator[_Labelled]:
    """Yield each number with the words before it; ``None`` for them ahead of the first counter.

    Dates and times of day stand there, and only a rate tells itself from them, or a name and a
    sign right before the number.
    """
    starts = [0, *(end for _, end in counters)]
    ends = [*(start for start, _ in counters), len(text)]
    for order, (start, end) in enumerate(zip(starts, ends, strict=True)):
        between, label_start = text[start:end], 0
        if not order and not _TELLING.search(between):
            continue
        for number in _NUMBER.finditer(between):
            label = between[label_start : number.start()]
            yield label if order or _NAMED.search(label) else None, number
            # Words after a number that spell no unit belong to the next number.
            has_unit = number["number"] is None or unit_of(number["unit"] or "") is not None
            label_start = number.end() if has_unit else number.end("number")


def _quantity(label: str | None, number: re.Match[str], counter: str) -> LogQuantity | None:
    """Return what a number measures, or ``None`` where neither unit nor words tell."""
    phrase, unit = meaning(label or "")
    if number["number"] is not None:
        value = _float(number["number"])
        unit = unit_of(number["unit"] or "") or unit or _bare_seconds(label, number)
    elif number["clock"] is not None and phrase == "time" and not _LETTERS.search(label or ""):
        return None
    else:
        seconds = parse_duration(re.sub(r"\s", "", number[0]))
        if seconds is None:
            return None
        value, unit = seconds, Unit("s")
    metric, base = _metric(phrase, unit, counter)
    if metric is None or not isfinite(value):
        return None
    if base == "s" and value * (unit.factor if unit else 1.0) >= _MOMENT:
        return None
    if (label is None or not _stands_alone(label, counter)) and metric in _TIMES_OF_LINE:
        return None
    if label is None and metric != "throughput":
        return None
    if number["whole"]:
        value /= float(number["whole"])
    # A dash before a number separates, but for a loss, the one quantity that may be negative.
    value = value if metric.endswith("loss") else abs(value)
    return LogQuantity(metric, value * (unit.factor if unit else 1.0), base)


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
