"""BabelStream: the best rate of each kernel, as a table or as CSV."""

from __future__ import annotations

from typing import Any, Final

from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program
from parsers.programs.templates import number
from parsers.short_columns.whole_numbers import nearest_whole

_UNITS: Final = {"G": "GB/s", "M": "MB/s", "Mi": "MiB/s"}
_KERNELS: Final = r"(?:Copy|Mul|Add|Triad|Dot|Nstream)\d?"
_RATE: Final = r"(?P<rate>\d+(?:\.\d+)?(?:e[-+]?\d+)?|-?nan|inf)"
_OF_A_LIST: Final = r"[^\n]*\nImplementation: [^\n]*\n\s*Devices:"
"""What runs nothing, but tells which devices there are."""
_UNIT: Final = "(?:[Bb]ytes/sec|B/s)"
_HEADINGS: Final = (
    rf"^Function +(?P<prefix>Mi?){_UNIT} +Min \(sec\)",
    r"^function,num_times,n_elements,sizeof,max_(?P<prefix>mi?)bytes_per_sec,min_runtime",
)


def _refined(run: FoundRun) -> FoundRun:
    """The rate in the unit of the headings, and the size of an array in bytes."""
    facts: dict[str, Any] = dict(run.facts)
    rate = str(facts.pop("rate"))
    unit = _UNITS[str(facts.pop("prefix", "M")).capitalize()]
    elements, each = (facts.pop(name, None) for name in ("elements", "width"))
    if elements is not None:
        facts["size"] = nearest_whole(float(elements) * float(each))
    best = Measurement("bandwidth", number(rate), unit, digit=weight_of_last_digit(rate))
    return run._replace(facts=facts, measured=[best, *run.measured])


def _size(facts: dict[str, Any]) -> dict[str, object]:
    megabytes, million = facts.get("mega"), 2**20 if "mebi" in facts else 10**6
    size = {} if megabytes is None else {"size": nearest_whole(megabytes * million)}
    return {"mega": None, "mebi": None, **size}


PROGRAM = Program(
    name="BabelStream",
    begins=(
        rf"^BabelStream *$(?!\nVersion: {_OF_A_LIST})",
        rf"^Version: (?!{_OF_A_LIST})\S+(?=\nImplementation: )",
        r"^Implementation: \w+ *(?=\n(?:[^\n]*\n){0,6}?Running \w+ \d+ times)",
        r"^phase,n_elements,sizeof,max_mi?bytes_per_sec",
        *_HEADINGS,
        # What failed stands above the table, of which alone people copy more than the numbers.
        rf"^Validation failed on \w+\.[^\n]*\n(?:[^\n]*\n){{0,9}}?(?= *Function +Mi?{_UNIT})",
    ),
    primary="bandwidth",
    fields=(
        r"^Version: {version=word}",
        r"^Implementation: {implementation=text} *$",
        r"^Precision: (?P<precision>\w+)",
        r"^Array size: {mega} M(?P<mebi>i)?B",
        r"^Running (?P<case>triad) \d+ times",
        r"^Using \w+ device (?!with index){device=text} *$",
        *_HEADINGS,
    ),
    rows=(
        r"^Bandwidth \((?P<prefix>G)B/s\): +(?P<rate>\d[\d.]*) *$",
        rf"^(?P<case>{_KERNELS}) {_RATE} {{runtime_min:s}} {{runtime_max:s}} {{runtime:s}} *$",
        rf"^(?P<case>{_KERNELS}),\d+,(?P<elements>\d+),(?P<width>\d+),{_RATE}"
        r",{runtime_min:s},{runtime_max:s},{runtime:s},?$",
    ),
    all_fail=(r"^Validation failed on [^\n]*",),
    refined=_refined,
    derived=_size,
    assumes=("`size` is that of one array", "`runtime` is the average"),
)
