"""What a run was set to, by names that its users chose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from parsers.headings.heading import beside_schema
from parsers.headings.read_heading import read_heading
from parsers.objects.values import is_plain, without_secrets
from parsers.run_records.records import SCALE

_LONGEST: Final = 80
_NUMBERS: Final = ("size", "batch")


def settings(given: object) -> dict[str, object]:
    """Return the plain members of an object, each as ``setting`` has it; none of what is secret."""
    facts: dict[str, object] = {}
    for name, value in without_secrets(given).items() if isinstance(given, Mapping) else ():
        if is_plain(value) and len(str(value)) <= _LONGEST:
            facts |= setting(name, value)
    return facts


def setting(name: str, value: object) -> dict[str, object]:
    """Return a parameter as the column that its name stands for, where it counts something.

    What numbers repetitions tells no configurations apart, and is left out.
    """
    last = name.rpartition(".")[2]
    heading = read_heading(last)
    if heading.name == "run":
        return {}
    plain = plain_value(value)
    is_number = isinstance(plain, (int, float)) and not isinstance(plain, bool)
    is_count = isinstance(plain, int) and is_number and 0 < plain < 2**31
    if heading.name in SCALE and is_count and heading.scope in (None, "total", "unstated"):
        return {heading.name: plain}
    if last in _NUMBERS and is_number:
        return {last: plain}
    return {heading.name if heading.name == "ranks_per_node" else beside_schema(last): plain}


def plain_value(value: object) -> object:
    """Return a number that a text spells, or else the text."""
    text = str(value).strip()
    if re.fullmatch(r"-?\d{1,15}", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?\d+\.\d*(?:e[-+]?\d+)?", text) else text
