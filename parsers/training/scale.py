"""How large a machine a heading names: devices, nodes, hosts, ranks."""

from __future__ import annotations

import re
from typing import Any, Final

from parsers.grammar.accelerators import ACCELERATOR
from parsers.grammar.hostlists import count_hosts
from parsers.grammar.number_words import NUMBER_WORDS
from parsers.grammar.patterns import Pattern
from parsers.training.fact_text import FLAGS, Facts

_COUNTS: Final = {
    **NUMBER_WORDS,
    **{"dual": 2, "quad": 4},
}
_COUNT = rf"(?<![\w.])(?P<count>\d{{1,7}}|{'|'.join(_COUNTS)})"
_ONE_OR_MORE = r"(?:\(e?s\)|(?:e?s)?\b)"
_GPUS = rf"(?:gpu|accelerator|device|card|tpu|gcd){_ONE_OR_MORE}"
_EACH = r"(?P<each>\s*(?:(?:per|/|on[ ]each|on[ ]every)\s*(?:node|host|machine|server)\b|each\b))?"
_NO_HOST = r"(?!(?:nodes?|hosts?|machines?|servers?|cluster|with|on|using)(?![\w.-]))"
_HOST = rf"{_NO_HOST}[a-z][\w.]*(?:-\d+)?"
_HOSTS_OF_ONE_COUNT = rf"{_HOST}(?:\s*[+&]\s*{_HOST})*"
_MODEL = rf"(?:{ACCELERATOR}|(?!\d{{1,3}}\b)\w+)"
"""But ``Topology: 2 x 2`` is a grid."""
_DEVICES_THERE = rf"\d{{1,4}}\s*(?:[x×*]\s*{_MODEL}|{_GPUS})"
_ON_HOST = rf"{_HOSTS_OF_ONE_COUNT}\s*[:=(\[]\s*{_DEVICES_THERE}[)\]]?"

_HOSTS = Pattern(rf"(?<![\w.]){_ON_HOST}(?:\s*(?:[,;+&/]|\band\b)\s*{_ON_HOST})*", FLAGS)
_ONE_HOST = Pattern(
    rf"(?P<host>{_HOSTS_OF_ONE_COUNT})\s*[:=(\[]\s*(?P<count>\d+)\s*(?:[x×*]\s*(?P<device>{_MODEL}))?",
    FLAGS,
)
_DEVICES: Final = tuple(
    Pattern(rf"{pattern}{_EACH}(?:\s*(?:in\s+)?total\b)?", FLAGS)
    for pattern in (
        rf"{_COUNT}\s*[x×*]\s*(?P<device>{ACCELERATOR})(?!\w)(?:\s*{_GPUS})?",
        # Cards of one maker are often called by their number alone: 4x3090.
        r"(?<![\w.])(?P<count>[1-9]\d{0,6})[x×](?P<device>\d*[a-z]\w{2,}|[1-9]0[5-9]0(?![\w.]))",
        rf"(?<![\w.])(?P<device>{ACCELERATOR})\s*[x×*]\s*(?P<count>\d{{1,7}})(?![\w.])",
        rf"{_COUNT}[\s-]*[x×*]?\s*(?P<device>{ACCELERATOR})?\s*{_GPUS}",
        rf"{_COUNT}\s+(?P<device>{ACCELERATOR}(?<!s))s(?!\w)",
        # Any number may stand before a model's name; one that begins a piece counts.
        rf"(?:\A|[,;(|/@]|\bon\b|\busing\b)\s*{_COUNT}\s+(?P<device>{ACCELERATOR})(?![\w.])",
    )
)
DEVICE = Pattern(rf"(?<![\w.])(?P<device>{ACCELERATOR})(?![\w.])", FLAGS)
_MACHINES = rf"(?:compute\s+|worker\s+)?(?:node|host|machine|server){_ONE_OR_MORE}"
_NODES = Pattern(rf"{_COUNT}[\s-]*{_MACHINES}", FLAGS)
_GRID: Final = tuple(
    Pattern(pattern, FLAGS)
    for pattern in (
        rf"{_COUNT}[\s-]*{_MACHINES}\s*[x×*]\s*(?P<each>\d{{1,4}})(?!\d)(?:\s*[x×*]\s*|\s*)"
        rf"(?:(?P<device>{ACCELERATOR})(?!\w)\s*)?(?:{_GPUS})?",
        rf"{_COUNT}\s*[x×*]\s*(?P<each>\d{{1,3}})(?:\s*[x×*]\s*|\s+)"
        rf"(?:(?P<device>{ACCELERATOR})(?!\w)(?:\s*{_GPUS})?|{_GPUS})",
        r"(?<![\w.])(?P<count>\d{1,5})n(?:odes?)?[_-]?(?P<each>\d{1,3})g(?:pus?)?(?P<device>)(?!\w)",
    )
)
_RANKS = Pattern(
    r"\bworld[ _-]?size[\s:=]*(?P<size>\d{1,7})(?![\w.])"
    rf"|{_COUNT}[\s-]*(?:mpi[ -])?(?:(?:ranks|procs|workers|tasks)\b"
    rf"|(?:rank|process|worker|task)\(e?s\)|process(?:es)?\b){_EACH}",
    FLAGS,
)
_NAME = r"[a-z][\w.-]*(?:\[[\d,-]+\])?[\w.-]*"
_NAMED_HOSTS = Pattern(
    r"(?:\b(?:nodes?|hosts?|node[ _-]?list|machines?|servers?)\s*[:=]\s*"
    r"|(?:(?<=nodes)|(?<=hosts)|(?<=nodes[ ])|(?<=hosts[ ]))\((?=[^()]+\)))"
    rf"(?P<names>{_NAME}(?:\s*[,+&]\s*{_NAME}(?!\s*[:=]))*)\)?",
    FLAGS,
)
_FOLDED_HOSTS = Pattern(
    r"(?<![\w.])(?P<names>[a-z][\w.-]*\[\d[\d,-]*\](?:,[a-z][\w.-]*(?:\[\d[\d,-]*\])?)*)", FLAGS
)


def host_names(text: str) -> list[str]:
    """Return the names in ``lm1+lm6``."""
    return [name.strip() for name in re.split(r"[+&/]", text)]


def look_like_hosts(text: str) -> bool:
    """Tell whether ``text`` is made like the names of cluster nodes (``lm6``, ``gn01+gn02``)."""
    return all(re.fullmatch(r"[a-z]+-?\d+", name) for name in host_names(text))


def on_hosts(text: str) -> dict[str, Any]:
    """Return the facts of a run on the hosts that ``text`` names (``lm6``, ``lm1+lm6``)."""
    names = host_names(text)
    nodes = {"nodes": len(names)} if len(names) > 1 else {}
    return {"system": "+".join(names), "hosts": text, **nodes}


def take_hosts(facts: Facts) -> dict[str, Any]:
    """Read ``lm1:2x2080ti, lm6:2x2080ti``, ``Nodes: gn01, gn02`` and ``gn[01-04]``."""
    named = _take_named_hosts(facts)
    match = None if named else facts.take(_HOSTS)
    if match is None:
        return named
    each = list(_ONE_HOST.finditer(match[0]))
    counts = [int(one["count"]) for one in each]
    # Of hosts with one count for them all (lm1+lm6: 2x2080ti) it is the sum.
    shared = [(int(one["count"]), len(host_names(one["host"]))) for one in each]
    shares = {count // hosts if count % hosts == 0 else None for count, hosts in shared}
    device = next((one["device"] for one in each if one["device"]), None)
    return {
        **on_hosts("+".join(name for one in each for name in host_names(one["host"]))),
        "hosts": match[0].strip(),
        "devices": sum(counts),
        "devices_per_node": shares.pop() if len(shares) == 1 else None,
        **({"device": device} if device else {}),
    }


def _take_named_hosts(facts: Facts) -> dict[str, Any]:
    """Read hosts that a word before them or Slurm's brackets tell from other names."""
    for pattern in (_NAMED_HOSTS, _FOLDED_HOSTS):
        for match in pattern.finditer(facts.left):
            names = re.sub(r"\s*[,+&]\s*", ",", match["names"])
            count = count_hosts(names) if re.search(r"\d", names) else None
            if count is not None and all(map(_is_host, re.split(r",(?![^\[]*\])", names))):
                facts.drop(match)
                return {"system": names.replace(",", "+"), "hosts": match["names"], "nodes": count}
    return {}


def _is_host(name: str) -> bool:
    return "[" in name or re.search(r"\d", name) is not None


def take_scale(facts: Facts) -> dict[str, Any]:
    """Read device model, number of devices, nodes and ranks."""
    scale: dict[str, Any] = {}
    for pattern in _GRID:
        if match := facts.take(pattern):
            scale = {"nodes": _count(match["count"]), "devices_per_node": int(match["each"])}
            scale |= {"device": match["device"]} if match["device"] else {}
            break
    for pattern in _DEVICES:
        while match := facts.take(pattern):
            scale.setdefault(
                "devices_per_node" if match["each"] else "devices", _count(match["count"])
            )
            if match["device"]:
                scale.setdefault("device", match["device"])
    if match := facts.take(DEVICE):
        scale.setdefault("device", match["device"])
    if match := facts.take(_NODES):
        scale.setdefault("nodes", _count(match["count"]))
    if match := facts.take(_RANKS):
        ranks = _count(match["size"] or match["count"])
        if not match["each"]:
            scale["ranks"] = ranks
        elif "nodes" in scale:
            scale["ranks"] = scale["nodes"] * ranks
    return scale


def _count(text: str) -> int:
    return _COUNTS.get(text.lower()) or int(text)
