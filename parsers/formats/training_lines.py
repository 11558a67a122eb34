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

from parsers.durations import parse_duration
from parsers.formats.training_words import is_slip, meaning, unit_of
from parsers.patterns import Pattern
from parsers.units import Unit, dimensions

LONGEST: Final = 4096
"""Characters of a line that are looked at: result lines are short, and work stays bounded."""


class Quantity(NamedTuple):
    """One number of a line: its metric, and its value in ``unit``, a base unit or null."""

    metric: str
    value: float
    unit: str | None


class Entry(NamedTuple):
    """What one line states: the step and the epoch it stands at, and its quantities.

    Without quantities it is a line that only says where the log stands (``Epoch 2/10``), or, with
    ``unexplained`` numbers, one that was not understood. ``leads``: the counter is the first word.
    """

    step: float | None
    epoch: float | None
    quantities: tuple[Quantity, ...]
    unexplained: bool
    leads: bool

    def tells_speed(self) -> bool:
        """Whether the line states how fast the run went."""
        return any(quantity.metric in _SPEEDS for quantity in self.quantities)


_SPEEDS = frozenset({"throughput", "step_time", "epoch_time", "test_time"})

_ESCAPE = Pattern(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9])")
_LAUNCHER = Pattern(
    r"\[\d+,\d+\]<std(?:out|err)>:"
    r"|\[(?:rank|default)\d+\]:"
    r"|\s*\d+:(?=\s\D)"
    r"|(?!step|iter|epoch)[\w.-]{1,64}\s+\|(?=\s)(?:\s\[\d+\])?",
    re.IGNORECASE,
)

_POINT = r"['\"\s\[(#:=.-]*"
_OF_ALL = r"(?:\s*(?:/|of)\s*\d+)?[\s\]),.;:=]*"
_STEP = Pattern(
    rf"(?<![a-z])(?:steps?|iterations?|iters?){_POINT}"
    rf"(\d{{1,15}}(?:(?:,\d{{3}})+(?=\s*[:=\])]))?)(?!\d|\.\d+(?![\d.])){_OF_ALL}",
    re.IGNORECASE,
)
_EPOCH = Pattern(
    rf"(?<![a-z])epochs?{_POINT}(\d{{1,9}}(?:\.\d+)?){_OF_ALL}",
    re.IGNORECASE,
)
_STEP_OF_EPOCH = Pattern(r"(?<![\d/])(?:\[\s*)?(\d{1,15})/\d{1,15}\s*(?:\]|(?=\[))[\s,.;:=]*")
_FIRST_WORD = Pattern(rf"([\s*+•>-]*)([a-z]{{2,12}})(?={_POINT}\d)", re.IGNORECASE)

_NUMBER = Pattern(
    r"(?<![@\d.])(?!(?<=[a-z])\d(?:\s*[:=]|\s+\d))(?:"
    r"(?P<clock>\d{1,4}(?::\d{2}){1,2}(?:\.\d+)?)"
    r"|(?P<parts>(?:\d{1,6}\s*(?:d|h|m)(?:ays?|ours?|rs?|inutes?|ins?)?\s*){1,3}"
    r"\d{1,6}(?:\.\d+)?\s*(?:s|m)(?:ec|econd|in|inute)?s?)(?![a-z/])"
    r"|(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,9},\d{1,2}(?=\s*[a-zµμ%])|\d{1,300})(?:\.\d*)?"
    r"(?:e[+-]?\d{1,3})?)"
    r"(?:\s*(?P<unit>%|[a-zµμ]+(?:\s*/\s*[a-z]+|\s+per\s+[a-z]+){0,2})"
    r"(?![a-z/]|\s*[:=]\s*[+-]?\d))?"
    r")",
    re.IGNORECASE,
)
_LETTERS = Pattern(r"[a-z]+", re.IGNORECASE)


def printed(line: str) -> tuple[str | None, str]:
    """Return the launcher's prefix, which tells the rank that printed, and the line without it.

    Escape sequences of the terminal are left out, and what is beyond ``LONGEST`` characters.
    """
    text = line[:LONGEST]
    if "\x1b" in text:
        text = _ESCAPE.sub("", text)
    launcher = _LAUNCHER.match(text)
    if launcher is None:
        return None, text
    return launcher[0].strip(), text[launcher.end() :]


def read_entry(text: str) -> Entry | None:
    """Return what a line states, or ``None`` when it names no step, iteration or epoch."""
    lower = text.lower()
    if "step" not in lower and "iter" not in lower and "epoch" not in lower:
        text = _mended(text)
    if text.lstrip().startswith("|") and text.rstrip().endswith("|"):
        return None
    step, epoch = _STEP.search(text), _EPOCH.search(text)
    if epoch is not None and step is None:
        step = _STEP_OF_EPOCH.search(text, epoch.end())
    counters = [match for match in (step, epoch) if match is not None]
    if not counters:
        return None
    counters.sort(key=lambda match: match.start())
    numbers = list(_numbers(text, counters))
    quantities = tuple(_quantities(numbers, "step" if step else "epoch"))
    return Entry(
        step=float(step[1].replace(",", "")) if step else None,
        epoch=float(epoch[1]) if epoch else None,
        quantities=quantities,
        unexplained=not quantities and any(label is not None for label, _ in numbers),
        leads=not _LETTERS.search(text, 0, counters[0].start()),
    )


def _mended(text: str) -> str:
    """Return ``text`` with its first word as the counter it was meant to be, or nothing."""
    first = _FIRST_WORD.match(text)
    if first is not None:
        for counter in ("step", "steps", "epoch", "iteration"):
            if is_slip(first[2].lower(), counter):
                return counter + text[first.end() :]
    return ""


_Labelled = tuple[str | None, re.Match[str]]


def _quantities(numbers: list[_Labelled], counter: str) -> Iterator[Quantity]:
    """Yield each metric of a line once; stated again it is a mean or a part of the first."""
    found: dict[str, Quantity] = {}
    for label, number in numbers:
        quantity = _quantity(label, number, counter)
        if quantity is None:
            continue
        first = found.setdefault(quantity.metric, quantity)
        # Steps a second only restate the rate where the line also counts samples.
        if quantity.metric == "throughput" and first.unit in _STEP_RATES:
            found["throughput"] = quantity
    yield from found.values()


def _numbers(text: str, counters: list[re.Match[str]]) -> Iterator[_Labelled]:
    """Yield each number with the words before it; ``None`` for them ahead of the first counter.

    Dates and times of day stand there, and only a rate tells itself from them.
    """
    starts = [0, *(match.end() for match in counters)]
    ends = [*(match.start() for match in counters), len(text)]
    for order, (start, end) in enumerate(zip(starts, ends, strict=True)):
        between, label_start = text[start:end], 0
        for number in _NUMBER.finditer(between):
            label = between[label_start : number.start()]
            yield label if order else None, number
            # Words after a number that spell no unit belong to the next number.
            has_unit = number["number"] is None or unit_of(number["unit"] or "") is not None
            label_start = number.end() if has_unit else number.end("number")


def _quantity(label: str | None, number: re.Match[str], counter: str) -> Quantity | None:
    """Return what a number measures, or ``None`` where neither unit nor words tell."""
    phrase, unit = meaning(label or "")
    if number["number"] is not None:
        value = _float(number["number"])
        unit = unit_of(number["unit"] or "") or unit
    elif number["clock"] is not None and phrase == "time" and not _LETTERS.search(label or ""):
        return None
    else:
        seconds = parse_duration(re.sub(r"\s", "", number[0]))
        if seconds is None:
            return None
        value, unit = seconds, Unit("s")
    metric, base = _metric(phrase, unit, counter)
    if metric is None or not isfinite(value) or (label is None and metric != "throughput"):
        return None
    # A dash before a number separates, but for a loss, the one quantity that may be negative.
    value = value if metric.endswith("loss") else abs(value)
    return Quantity(metric, value * (unit.factor if unit else 1.0), base)


def _float(text: str) -> float:
    """Return the value of digits; a comma with one or two behind it is decimal."""
    decimal = re.fullmatch(r"[+-]?\d+,\d{1,2}", text)
    return float(text.replace(",", "." if decimal else ""))


def _metric(phrase: str | None, unit: Unit | None, counter: str) -> tuple[str | None, str | None]:
    """Return the metric that words and unit make on a line of ``counter``, and its base unit."""
    if unit is None or unit.base == "%":
        stated = phrase if phrase is not None and not phrase.endswith("time") else None
        return stated, unit.base if unit else None
    if _is_work_rate(unit.base):
        return "throughput", unit.base
    if unit.base == "s" and phrase is not None and phrase.endswith("time"):
        return (f"{counter}_time" if phrase == "time" else phrase), "s"
    if unit.base in _TIMES_EACH:
        return _TIMES_EACH[unit.base], "s"
    return None, None


_TIMES_EACH: Final = {
    "s/step": "step_time",
    "s/it": "step_time",
    "s/batch": "step_time",
    "s/epoch": "epoch_time",
}
_STEP_RATES: Final = frozenset({"it/s", "steps/s", "batches/s", "epochs/s"})


@cache
def _is_work_rate(base: str) -> bool:
    """Tell rates of work done (``img/s``) from those of bytes, flops or money."""
    parts = dimensions(base) or ()
    return len(parts) > 1 and parts[0] in ("count", "opaque") and parts[1] == "time"
