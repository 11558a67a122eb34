"""Google Benchmark as it prints to a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from parsers.programs.google_benchmark import as_row, refined, results_of
from parsers.programs.json_program import real
from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program, ProgramOutput

_COUNTER: Final = re.compile(r"(?P<name>[^\s=]+)=(?P<text>\S+)")
_NUMBER: Final = re.compile(
    r"(?P<number>[-+]?\d+(?:\.\d*)?(?:e[-+]?\d+)?)(?P<prefix>[kMGTPEmunpf]?i?)(?P<per>/s)?\Z"
)
_APART: Final = re.compile(r"(?<=\d) (?=[kMGTPEmunpf]?i?/s(?:\s|\Z))")
_TIME: Final = r"\d+(?:\.\d+)?(?:e[-+]?\d+)?"
_SCALES: Final = {
    "m": -1,
    "u": -2,
    "n": -3,
    "p": -4,
    "f": -5,
    "k": 1,
    "M": 2,
    "G": 3,
    "T": 4,
    "P": 5,
    "E": 6,
}
_OLD_RATES: Final = (
    (re.compile(r"(?<!\S)(\d[\d.]*[kMGT]?)B/s(?!\S)"), "bytes_per_second"),
    (re.compile(r"(?<!\S)(\d[\d.]*[kMGT]?) items/s(?!\S)"), "items_per_second"),
)
"""What releases before 1.5 print without a name, with prefixes of powers of 1024."""
_RATES: Final = {
    "bytes_per_second": ("bandwidth", "B/s"),
    "items_per_second": ("throughput", "items/s"),
}


def _refined(run: FoundRun) -> FoundRun | None:
    """The row by its name, with what stands behind its iterations."""
    facts: dict[str, Any] = dict(run.facts)
    headings, behind = str(facts.pop("counter_names", "")), str(facts.pop("counters", ""))
    item: dict[str, Any] = as_row(str(facts.pop("row")))
    times, note = list(_times(facts)), list[str]()
    for name, text in _columns(headings, behind):
        value = None if name is None else _value(str(name), text)
        if value is None:
            note.append(text if name is None else f"{name}={text}")
        elif name in _RATES:
            metric, unit = _RATES[str(name)]
            times.append(Measurement(metric, value, unit))
        else:
            item[str(name)] = value
    facts["note"] = " ".join(note) or None
    return refined(run._replace(facts=facts, measured=times), item)


def _times(facts: dict[str, Any]) -> Iterator[Measurement]:
    """Take the two times of a row out of its facts."""
    unit = str(facts.pop("unit", "ns"))
    for name, metric in (("time", "runtime"), ("cpu", "cpu_time")):
        text = facts.pop(name, None)
        if text is not None and (value := real(text)) is not None:
            yield Measurement(metric, value, unit, digit=weight_of_last_digit(text))


def _columns(headings: str, behind: str) -> Iterator[tuple[str | None, str]]:
    """The counters, named where they stand or by headings of their own, and the label."""
    for pattern, name in _OLD_RATES:
        behind = pattern.sub(rf"{name}=\1i/s", behind)
    tokens = _APART.sub("", behind).split()
    names = [] if headings.startswith("UserCounters") else headings.split()
    if len(tokens) < len(names):
        # A name of several words, or a counter that this row lacks: nothing says which is which.
        return
    for place, token in enumerate(tokens):
        match = _COUNTER.fullmatch(token)
        if match is not None and not names:
            yield match["name"], match["text"]
        else:
            yield (names[place] if place < len(names) else None), token


def _value(name: str, text: str) -> float | None:
    """A number with a prefix: of 1024 for bytes and for ``Ki``, of 1000 otherwise."""
    match = _NUMBER.match(text)
    if match is None:
        return None
    is_binary = name == "bytes_per_second" or match["prefix"].endswith("i")
    power = _SCALES.get(match["prefix"][:1], 0)
    return float(match["number"]) * float(1024 if is_binary else 1000) ** power


class _Console(Program):
    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return a run for each row that is one, and where the table ends."""
        runs, end = super().read(output)
        return results_of(runs), end


PROGRAM = _Console(
    name="Google Benchmark",
    begins=(
        r"^ *Benchmark +Time +CPU +Iterations",
        # Rows that were copied without their headings.
        rf"^(?: *\S[^\n]*? +{_TIME} (?P<_unit>[nuµμm]?s) +{_TIME} (?P=_unit) +\d+"
        rf"(?: +[^\s=]+=\S+)* *\n)+",
    ),
    primary="runtime",
    fields=(r"^ *Benchmark +Time +CPU +Iterations(?: +(?P<counter_names>\S[^\n]*))?$",),
    rows=(
        rf"^ *(?P<row>\S[^\n]*?) (?P<time>{_TIME}) (?P<unit>[nuµμm]?s)"
        rf" (?P<cpu>{_TIME}) (?P=unit) {{_}}"
        r"(?: +(?P<counters>\S[^\n]*?))? *$",
        r"^ *(?P<row>\S+) +(?:ERROR OCCURRED|SKIPPED): ",
    ),
    fails=(r"(?:ERROR OCCURRED|SKIPPED): '{reason=text}'$",),
    refined=_refined,
    assumes=("`Time` is the result", "counters of one's own are quantities"),
)
