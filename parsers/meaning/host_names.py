"""Names of hosts: how many there are, and whether they tell rows apart."""

from __future__ import annotations

from collections import Counter
from typing import Final

import polars as pl

from parsers.grammar.hostlists import check_hosts
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set, words
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Decisions, Fields, RowRemark
from parsers.run_records.records import SCALE
from parsers.short_columns.short_series import first_rows, repeated
from parsers.short_columns.whole_numbers import vary
from parsers.tables.cells import is_text

_DISTINCT_HOST_LISTS: Final = 20_000
_HOST: Final = word_set(
    "host hostname hostnames hosts server node nodes nodelist machine rack cabinet chassis blade"
)
_BRACKETS = Pattern(r"\[[^\]]*(?:\]|$)")
_NUMBERS = Pattern(r"\d+(?=[^\d]*$)")
_COUNTED = Pattern(r"\W*\d+\W*(?:[^\W\d_]+\W*)?\Z")
"""A number that names no host, ``(4)`` and ``4 pcs`` below ``nodes``: it tells rows apart."""
_NODES_AS_WRITTEN: Final = "nodes_given"
_COUNTS = Pattern(r"[\d\s,;&+–-]+\Z")
"""Numbers alone, such as ``2, 4, 8``: how many nodes several runs had, no list of names."""


def nodes_of_hosts(fields: Fields, rows: int) -> Decision:
    """Count the hosts, and compare with the nodes stated or stand in for them."""
    if "hosts" not in fields:
        return NOTHING
    hosts = fields["hosts"].cast(pl.String)
    stated_nodes = fields.get("nodes", repeated(None, rows, pl.Int64()))
    pairs = [pair for pair in first_rows(hosts, stated_nodes).items() if pair[0][0] is not None]
    counts: dict[str, int | None] = {}
    remarks: list[RowRemark] = []
    for (folded, stated), row in pairs[:_DISTINCT_HOST_LISTS]:
        checked = check_hosts(folded)
        counts[folded] = checked.count
        if checked.problem is not None and not _COUNTS.match(folded):
            text = f"host list '{folded}': {checked.problem}"
            remarks.append(RowRemark("skipped", text, row, "malformed host list"))
        elif stated is not None and checked.count not in (None, stated):
            names = f"{checked.count} {_plural('host', checked.count or 0)}"
            said = f"{stated} {_plural('node', stated)}"
            text = f"host list '{folded}' names {names}, the row has {said}"
            remarks.append(RowRemark("info", text, row, "host count"))
    if "nodes" in fields or not any(counts.values()):
        is_counted = "nodes" not in fields and all(_COUNTED.match(pair[0][0]) for pair in pairs)
        renamed = {"hosts": _NODES_AS_WRITTEN} if remarks and is_counted else {}
        return Decision(renamed=renamed, remarks=tuple(remarks)) if remarks else NOTHING
    counted = hosts.replace_strict(counts, default=None, return_dtype=pl.Int64)
    return Decision({"nodes": counted}, remarks=tuple(remarks))


def _plural(noun: str, count: int) -> str:
    return noun if count == 1 else f"{noun}s"


def kinds_of_hosts(known: Decisions) -> Decisions:
    """Take names of single machines for hosts, which follow the scale; kinds stay the system.

    ``nid0001`` and ``nid[0001-0004]`` are machines of one kind, ``v100n1`` and ``a100n7`` of two.
    Where nothing else is counted the names tell the rows apart and stay. Of one run the kind is the
    system, so that a file for each run is one series on machines of one kind.
    """
    varies = _varies(known.fields)
    if not varies and (known.rows != 1 or known.fields.keys().isdisjoint(SCALE)):
        return known
    owners = known.owners
    for name in [name for name in known.fields if name not in SCALE]:
        owner = owners.get(name)
        if owner is not None and _names_hosts(owner, known.fields[name]):
            known = known.plus(
                _kinds(known.fields, name, owner.heading.text)
                if varies
                else _kind_of_one(known.fields, name)
            )
    return known


def _kind_of_one(fields: Fields, name: str) -> Decision:
    """Take the name of the host of a single run apart: its kind, and which one it was."""
    text = fields[name].cast(pl.String)[0]
    kind = None if text is None else _kind(text)
    if not kind or name != "system" or "hosts" in fields:
        return NOTHING
    return Decision({"system": repeated(f"{kind}*", 1, pl.String())}, renamed={"system": "hosts"})


def _names_hosts(owner: Column, cells: pl.Series) -> bool:
    """Whether a column names hosts, and not their type."""
    if owner.heading.role or owner.given or not is_text(cells):
        return False
    called = set(words(owner.heading.text))
    types = {"type", "model", "kind", "arch"}
    return not called.isdisjoint(_HOST) and types.isdisjoint(called)


def _kinds(fields: Fields, name: str, heading: str) -> Decision:
    texts = fields[name].cast(pl.String)
    kinds = {text: _kind(text) for text in texts.drop_nulls().unique()}
    if any(kind is None for kind in kinds.values()):
        return NOTHING
    renamed = {} if "hosts" in fields else {name: "hosts"}
    again = "names hosts, as another column does"
    dropped = {} if renamed or name == "hosts" else {name: again}
    if len(set(kinds.values())) < 2:
        return Decision(renamed=renamed, dropped=dropped)
    of_kind = Counter(kinds.values())
    # A kind with a single machine is called as that.
    names = {text: text if of_kind[kind] == 1 else kind for text, kind in kinds.items()}
    system_is_known = "system" in fields and name != "system"
    kept = "host" if system_is_known else "system"
    parted = texts.replace_strict(names, default=None, return_dtype=pl.String)
    remark = RowRemark("assumed", f"`{heading}` names kinds of hosts: kept apart")
    dropped.pop(kept, None)
    return Decision({kept: parted}, renamed=renamed, dropped=dropped, remarks=(remark,))


def _varies(fields: Fields) -> bool:
    return any(vary(fields[name]) for name in SCALE if name in fields)


def _kind(text: str) -> str | None:
    """A host's name without its number; ``None`` where there is no number to take away.

    ``i7, 0.1`` is no list of hosts.
    """
    first, *others = _BRACKETS.sub("", text).split(",")
    if any(not other.strip()[:1].isalpha() for other in others):
        return None
    kind = _NUMBERS.sub("", first)
    return kind if kind != text else None
