"""stress-ng: the rate of each stressor, from its text or its YAML."""

from __future__ import annotations

import re
from typing import Any, Final

from parsers.programs.program import Program
from parsers.short_columns.short_texts import as_int

_BY: Final = r"^(?:stress-ng: (?:\d\d:\d\d:\d\d\.\d+ )?\w+: +\[\d+\] )?"
"""What stands before a line, with ``--timestamp`` the time, unless ``--log-brief`` omits it."""


def _instances(facts: dict[str, Any]) -> dict[str, object]:
    """How many processes a stressor had (``dispatching hogs: 2 cpu, 1 vm``)."""
    counted = re.search(rf"(\d+) {re.escape(str(facts.get('case')))}\b", str(facts.get("hogs", "")))
    return {"hogs": None, "instances": as_int(counted[1]) if counted else None}


PROGRAM = Program(
    name="stress-ng",
    begins=(
        _BY + r"setting to a \d+",
        _BY + r"dispatching hogs",
        r"^system-info:",
        _BY + r"stressor bogo ops real time usr time sys time bogo ops/s",
    ),
    ends=_BY
    + r"(?:un)?successful run completed in [^\n]*(?:\n *"
    # Old releases print the table below.
    + _BY[1:]
    + r"(?:stressor bogo|\(secs\)|[a-z][\w-]* \d+ [\d.]+ )[^\n]*)*|^\.\.\.$",
    primary="rate",
    fields=(
        r"dispatching hogs: {hogs=text}$",
        r"^stress-ng-version: {version=word}",
    ),
    rows=(
        _BY + r"(?P<case>[a-z][\w-]*) {bogo_ops} {_} {_}"
        r" {_} {rate:bogo-ops/s} {rate_of_cpu_time:bogo-ops/s}",
        r"^- stressor: {case=word}$",
    ),
    results=(
        r"^bogo-ops-per-second-usr-sys-time: {rate_of_cpu_time:bogo-ops/s}$",
        r"^bogo-ops-per-second-real-time: {rate:bogo-ops/s}$",
    ),
    fails=(r"^stress-ng: (?:\d\d:\d\d:\d\d\.\d+ )?fail: +\[\d+\] {reason=text}$",),
    derived=lambda facts: {"bogo_ops": None} | _instances(facts),
    assumes=("a stressor runs for a given time, so that its times are no results",),
)
