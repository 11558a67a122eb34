"""The lines that a run of MLPerf Training logs, whatever a launcher printed before them.

Since version 0.7 each holds an object behind ``:::MLLOG``. Before, it was text:
``:::MLPv0.5.0 ncf 1538678137.0 (ncf.py:119) run_stop: {"success": true}``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from parsers.objects.json_text import parse_line
from parsers.source import Source

MARK: Final = ":::MLLOG"
_OLD: Final = re.compile(
    r":::MLPv[\d.]+ (?P<benchmark>\S+) (?P<time>\d+(?:\.\d+)?) \([^()]*\) "
    r"(?P<key>\w+)(?:: ?(?P<value>.*\S))?\s*\Z"
)


def logged(source: Source) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    """Yield the number of each line and what it says; ``None`` where it holds no whole object."""
    for line, text in enumerate(source.lines, start=1):
        place = text.find(MARK)
        if place >= 0 and text[place + len(MARK) :].lstrip()[:1] == "{":
            yield line, parse_line(text[place + len(MARK) :].strip())
        elif ":::MLP" in text and (old := _OLD.search(text)):
            yield from ((line, entry) for entry in _entries(old))


def _entries(old: re.Match[str]) -> Iterator[Mapping[str, Any]]:
    """What an old line says, as a new one would."""
    if old["key"] == "run_start":
        yield {"key": "submission_benchmark", "value": old["benchmark"]}
    value: object = old["value"]
    with suppress(ValueError, RecursionError):
        value = json.loads(old["value"] or "null")
    failed = isinstance(value, dict) and value.get("success") is False
    yield {
        "key": old["key"],
        "value": value,
        "time_ms": 1000 * float(old["time"]),
        "metadata": {"status": "aborted" if failed else "success"},
    }
