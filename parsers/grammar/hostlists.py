"""Host lists in the folded form of Slurm and ClusterShell, counted without trusting them.

ClusterShell's grammar is richer than a result file needs: ``@group`` may run a site's commands,
``!&^`` are set operators, and a range expands in memory before it is counted. So a list is checked
here first, and reaches ClusterShell only when it is plain, well formed and of bearable size.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from parsers.grammar.patterns import Pattern

MOST_HOSTS: Final = 100_000
"""A list that names more is not expanded."""

_MISSING: Final = frozenset(["", "-", "none", "none assigned", "(null)", "null", "n/a", "unknown"])
_PLAIN = Pattern(r"[A-Za-z0-9._\-\[\],]*\Z")
_COMMA = Pattern(r"\s*[,;]\s*")
_BLANK = Pattern(r"\s+(?:and\s+)?")
_BRACKETS = Pattern(r"\[([^\[\]]*)\]")
_NUMBER = Pattern(r"[0-9]+(?:\.[0-9]+)?\Z")
_RANGE = Pattern(r"([0-9]{1,18})(?:-([0-9]{1,18}))?\Z")


@dataclass(frozen=True, slots=True)
class HostList:
    """How many hosts a list names.

    ``count`` is null where the list is missing (no ``problem``) or cannot be read (``problem``
    says why, and what would be right where that can be guessed).
    """

    count: int | None
    problem: str | None = None


def count_hosts(text: str) -> int | None:
    """Return the number of distinct hosts that ``text`` names, or ``None``."""
    return check_hosts(text).count


@lru_cache(maxsize=4096)
def check_hosts(text: str) -> HostList:
    """Return the number of distinct hosts that ``text`` names, or what is wrong with it."""
    text = text.strip()
    if text.lower() in _MISSING:
        return HostList(None)
    names = _BLANK.split(_COMMA.sub(",", text))
    if len(names) > 1 and not all(any(map(str.isdigit, name)) for name in names):
        return HostList(None, "words separated by blanks do not look like host names")
    folded = ",".join(names)
    problem = _problem(folded)
    if problem is not None:
        return HostList(None, problem)
    if "[" not in folded:
        return HostList(len(set(folded.split(","))))
    return _counted(folded)


def _problem(folded: str) -> str | None:
    """Return what keeps a list from being expanded, or ``None``."""
    if not _PLAIN.match(folded):
        strange = sorted(set(re.sub(r"[A-Za-z0-9._\-\[\],]", "", folded)))
        return f"a host name cannot contain {' '.join(map(repr, strange[:5]))}"
    outside = _BRACKETS.sub("", folded)
    if "[" in outside or "]" in outside:
        return "unbalanced brackets"
    hosts = 0
    for name in _names(folded):
        if not name:
            return "empty host name between two commas"
        if _NUMBER.match(name) or name[0] in "-._":
            return f"{name[:40]!r} is not a host name"
        size = 1
        for group in _BRACKETS.findall(name):
            count, problem = _group(group)
            if problem is not None:
                return problem
            size *= count
        hosts += size
        if hosts > MOST_HOSTS:
            return f"more than {MOST_HOSTS:,} hosts"
    return None


def _names(folded: str) -> list[str]:
    """Split at the commas outside brackets."""
    return _BRACKETS.sub(lambda group: group[0].replace(",", ";"), folded).split(",")


def _group(ranges: str) -> tuple[int, str | None]:
    """Return how many numbers one bracket stands for, or what is wrong in it."""
    count = 0
    for item in ranges.split(";"):
        match = _RANGE.match(item)
        if match is None:
            return 0, _no_range(item)
        first, last = match[1], match[2] or match[1]
        if int(last) < int(first):
            return 0, f"the range {item} runs backwards; did you mean {last}-{first}?"
        padded = last[0] == "0" or (first[0] == "0" and first != "0")
        if padded and len(first) != len(last):
            width = max(len(first), len(last))
            return 0, (
                f"the ends of {item} are padded differently; did you mean "
                f"{first.zfill(width)}-{last.zfill(width)}?"
            )
        count += int(last) - int(first) + 1
    return count, None


def _no_range(item: str) -> str:
    hint = ""
    if re.fullmatch(r"[0-9]+(?:-[0-9]+){2,}", item):
        first, rest = item.split("-", 1)
        hint = f"; did you mean {first},{rest}?"
    return f"{item!r} is neither a number nor a range such as 01-04{hint}"


def _counted(folded: str) -> HostList:
    from ClusterShell.NodeSet import RESOLVER_NOGROUP, NodeSet, NodeSetException

    try:
        return HostList(len(NodeSet(folded, resolver=RESOLVER_NOGROUP)))
    except NodeSetException as error:
        return HostList(None, str(error))
