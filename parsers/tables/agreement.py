"""What the rows of a table say together: counts of nodes and devices, hosts, names."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.hostlists import check_hosts
from parsers.short_series import first_rows, repeated
from parsers.tables.base_units import in_base
from parsers.tables.cells import distinct, is_text, spread
from parsers.tables.digits import finest_digit, last_digits
from parsers.tables.draft import Draft
from parsers.tables.layout import read_layout

_DISTINCT_HOST_LISTS: Final = 20_000
_MOST_TIMES: Final = 2
"""Where most efficiencies are above this, they are in percent."""
_COUNT: Final = r"(?:^|\s)(\d+)\s?[x×]\s?"
"""The ``8x`` of ``8x A100``."""


def settle_nodes(draft: Draft) -> None:
    """Count the hosts, and compare with the nodes stated or stand in for them."""
    if "hosts" not in draft.fields:
        return
    hosts = draft.fields["hosts"].cast(pl.String)
    stated_nodes = draft.fields.get("nodes", repeated(None, draft.rows, pl.Int64()))
    pairs = [pair for pair in first_rows(hosts, stated_nodes).items() if pair[0][0] is not None]
    counts: dict[str, int | None] = {}
    for (folded, stated), row in pairs[:_DISTINCT_HOST_LISTS]:
        checked = check_hosts(folded)
        counts[folded] = checked.count
        if checked.problem is not None:
            text = f"host list '{folded}': {checked.problem}"
            draft.note("skipped", text, row, "malformed host list")
        elif stated is not None and checked.count not in (None, stated):
            names = f"{checked.count} {_plural('host', checked.count or 0)}"
            said = f"{stated} {_plural('node', stated)}"
            text = f"host list '{folded}' names {names}, the row has {said}"
            draft.note("info", text, row, "host count")
    if "nodes" not in draft.fields and any(counts.values()):
        counted = hosts.replace_strict(counts, default=None, return_dtype=pl.Int64)
        draft.fields["nodes"] = counted


def settle_devices(draft: Draft) -> None:
    """Decide whether devices are counted per node or in total, and say so."""
    owner = draft.owner("devices")
    if owner is None or owner.heading.scope != "unstated":
        return
    if "nodes" not in draft.fields or "devices_per_node" in draft.fields:
        return
    nodes, devices = draft.fields["nodes"], draft.fields["devices"]
    found = read_layout(nodes, devices)
    if found is None:
        return
    if draft.owner("nodes") is None and not (devices < nodes).any():
        # Hosts that were allocated need not have as many devices each.
        return
    if found.scope == "per_node":
        draft.rename("devices", "devices_per_node")
    there = f"{found.nodes} nodes and {found.devices} {_plural('GPU', found.devices)}"
    meaning = "GPUs per node" if found.scope == "per_node" else "GPUs in total"
    if found.row is None:
        why = f"no row decides ({there} fits both)"
    else:
        why = f"{draft.place(found.row)} has {there}"
    draft.note("assumed", f"`{owner.heading.text}` read as {meaning}: {why}", found.row)


def settle_device_names(draft: Draft) -> None:
    """Part ``8x A100`` into a count and a name where it says the same as the count beside it."""
    names = draft.fields.get("device")
    if names is None or not is_text(names):
        return
    if not distinct(names).str.contains(_COUNT).any():
        return
    written = spread(names, lambda cells: cells.str.extract(_COUNT).cast(pl.Int64, strict=False))
    counted = {"devices", "devices_per_node"} & draft.fields.keys()
    if not counted and written.count() == names.count():
        draft.fields["devices"] = written
    devices = draft.fields.get("devices")
    if devices is not None:
        alone = names.cast(pl.String).str.replace(_COUNT, " ").str.strip_chars()
        same = (written == devices).fill_null(False)
        draft.fields["device"] = alone.zip_with(same, names.cast(pl.String))


def settle_efficiency(draft: Draft) -> None:
    """Keep a stated efficiency as a fraction, with the digits that it is written with."""
    owner = next((c for c in draft.unclaimed() if c.heading.kind == "stated_efficiency"), None)
    if owner is None or owner.numbers is None or "stated_efficiency" in draft.fields:
        return
    written = owner.numbers.values.cast(pl.Float64)
    efficiency = written
    percent = owner.numbers.units is not None or owner.heading.unit == "%"
    if percent or owner.heading.factor != 1 or float(str(efficiency.median() or 0)) > _MOST_TIMES:
        efficiency = in_base(written, 0.01)
    draft.claim(owner, stated_efficiency=efficiency)
    if (digits := last_digits(owner)) is None:
        digit = finest_digit(written) * efficiency / written
    else:
        digit = digits * efficiency / owner.in_base_units()
    draft.fields["efficiency_digit"] = digit.fill_nan(None)


def settle_names(draft: Draft) -> None:
    """Give every row a benchmark: its own, else the heading's, else the file's name."""
    table, source = draft.table, draft.source
    names = [name for name in (table.benchmark, table.case) if name]
    fallback = table.benchmark or source.stem
    if "benchmark" not in draft.fields:
        draft.constants["benchmark"] = fallback
        names = [name for name in (table.case,) if name]
    elif draft.fields["benchmark"].null_count():
        own = draft.fields["benchmark"].cast(pl.String)
        draft.fields["benchmark"] = own.fill_null(fallback)
    if names and "case" not in draft.fields:
        draft.constants["case"] = " / ".join(names)


def _plural(noun: str, count: int) -> str:
    return noun if count == 1 else f"{noun}s"
