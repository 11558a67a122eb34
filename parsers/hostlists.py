"""Host lists in the folded form of Slurm and ClusterShell, counted without trusting them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HostList:
    """How many hosts a list names; ``problem`` says why when it cannot be told."""

    count: int | None
    problem: str | None = None


def count_hosts(text: str) -> int | None:
    """Return the number of distinct hosts that ``text`` names, or ``None``."""
    return check_hosts(text).count


def check_hosts(text: str) -> HostList:
    """Return the count of ``text``'s hosts, or what is wrong with it."""
    from ClusterShell.NodeSet import RESOLVER_NOGROUP, NodeSet, NodeSetException

    try:
        return HostList(len(NodeSet(text, resolver=RESOLVER_NOGROUP)))
    except NodeSetException as error:
        return HostList(None, str(error))
