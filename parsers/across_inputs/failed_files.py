"""Outputs without a result that say how their run failed, beside outputs of the same series."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from parsers.formats.training_log import READER as TRAINING
from parsers.grammar.patterns import Pattern
from parsers.input_reading import InputReading
from parsers.run_records.conforming import of_rows
from parsers.run_records.records import SCALE
from parsers.short_columns.short_records import Records

_NUMBER = Pattern(r"\d+")
_OF_RESULT: Final = ("metric", "unit", "better", "role", "case", "benchmark")
_MOST: Final = 20
"""Results that one output may state, and a failed one is taken to lack."""


def with_failed_files(read: list[InputReading]) -> list[InputReading]:
    """Return ``read`` with a failed run for each output that says that its run failed.

    It is one of a series where others of the same name but for its numbers hold results, and
    lacks what the first of them states. Alone, nobody knows what it was to measure.
    """
    failed = [place for place, each in enumerate(read) if _failed(each)]
    if not failed:
        return read
    first: dict[str, InputReading] = {}
    for place, each in enumerate(read):
        if place not in failed and each.report.error is None and each.reading.found.height:
            first.setdefault(_series(each), each)
    found = [*read]
    for place in failed:
        if (other := first.get(_series(read[place]))) is not None:
            found[place] = _as_run(read[place], other)
    return found


def _failed(each: InputReading) -> bool:
    """Whether all that an input left is the record of a run that failed, of no metric it states.

    A log that says of a run what it was to be, and that it failed, is taken for one of training.
    """
    found = each.reading.found
    if found.height != 1:
        return False
    if each.report.error is not None:
        return True
    return (
        each.report.readers == (TRAINING.name,) and found["value"][0] is None and _is_assumed(found)
    )


def _is_assumed(found: Records) -> bool:
    """Whether a log states no metric: a throughput is taken for granted, but no unit of it."""
    return found["metric"][0] == "throughput" and found["unit"][0] is None


def _series(each: InputReading) -> str:
    return _NUMBER.sub("*", each.item.source.name)


def _as_run(failed: InputReading, other: InputReading) -> InputReading:
    """The input as a run without the results that the ``other`` has."""
    own = {
        name: failed.reading.found[name][0]
        for name in ("label", "source", "line", "status", "reason", *SCALE)
    }
    rows = [{**own, **result} for result in _results(failed, other)]
    report = failed.report._replace(
        readers=("output of a failed run",), runs=1, records=len(rows), error=None
    )
    return failed._replace(reading=failed.reading._replace(found=of_rows(rows)), report=report)


def _results(failed: InputReading, other: InputReading) -> Iterable[dict[str, Any]]:
    """What the records of the ``other`` are of, each once; a name that is its file's is not."""
    records = other.reading.found
    columns = [records[name].to_list()[:_MOST] for name in _OF_RESULT]
    for values in dict.fromkeys(zip(*columns, strict=True)):
        result = dict(zip(_OF_RESULT, values, strict=True))
        if result["benchmark"] == other.item.source.stem:
            result["benchmark"] = failed.item.source.stem
        yield result
