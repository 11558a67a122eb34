"""How large a machine a heading names: devices, nodes, hosts, ranks."""

from __future__ import annotations

import re
from typing import Any, Final

from parsers.accelerators import ACCELERATOR
from parsers.formats.training_text import FLAGS, Facts
from parsers.patterns import Pattern

_COUNTS: Final = {
    **{"single": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7},
    **{"eight": 8, "nine": 9, "ten": 10, "twelve": 12, "sixteen": 16, "thirty-two": 32},
}
_COUNT = rf"(?<![\w.])(?P<count>\d{{1,7}}|{'|'.join(_COUNTS)})"
_GPUS = r"(?:gpus?|accelerators?|devices?|cards?|tpus?|gcds?)\b"
_EACH = r"(?P<each>\s*(?:(?:per|/|on[ ]each|on[ ]every)\s*(?:node|host|machine|server)\b|each\b))?"
_NO_HOST = r"(?!(?:nodes?|hosts?|machines?|servers?|cluster|with|on|using)(?![\w.-]))"
_HOST = rf"{_NO_HOST}[a-z][\w.]*(?:-\d+)?"
_HOSTS_OF_ONE_COUNT = rf"{_HOST}(?:\s*[+&]\s*{_HOST})*"
_DEVICES_THERE = rf"\d{{1,4}}\s*(?:[x×*]\s*(?:{ACCELERATOR}|\w+)|{_GPUS})"
_ON_HOST = rf"{_HOSTS_OF_ONE_COUNT}\s*[:=(\[]\s*{_DEVICES_THERE}[)\]]?"

_HOSTS = Pattern(rf"(?<![\w.]){_ON_HOST}(?:\s*(?:[,;+&/]|\band\b)\s*{_ON_HOST})*", FLAGS)
_ONE_HOST = Pattern(
    rf"(?P<host>{_HOSTS_OF_ONE_COUNT})\s*[:=(\[]\s*(?P<count>\d+)\s*(?:[x×*]\s*(?P<device>{ACCELERATOR}|\w+))?",
    FLAGS,
)
_DEVICES: Final = tuple(
    Pattern(pattern, FLAGS)
    for pattern in (
        rf"{_COUNT}\s*[x×*]\s*(?P<device>{ACCELERATOR})(?!\w)(?:\s*{_GPUS})?{_EACH}",
        rf"(?<![\w.])(?P<count>[1-9]\d{{0,6}})[x×](?P<device>\d*[a-z]\w{{2,}}){_EACH}",
        rf"(?<![\w.])(?P<device>{ACCELERATOR})\s*[x×*]\s*(?P<count>\d{{1,7}})(?![\w.]){_EACH}",
        rf"{_COUNT}[\s-]*[x×*]?\s*(?P<device>{ACCELERATOR})?\s*{_GPUS}{_EACH}",
    )
)
DEVICE = Pattern(rf"(?<![\w.])(?P<device>{ACCELERATOR})(?![\w.])", FLAGS)
_NODES = Pattern(
    rf"{_COUNT}[\s-]*(?:compute\s+|worker\s+)?(?:nodes?|hosts?|machines?|servers?)\b", FLAGS
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
    """Read ``lm1:2x2080ti, lm6:2x2080ti``."""
    match = facts.take(_HOSTS)
    if match is None:
        return {}
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


def take_scale(facts: Facts) -> dict[str, Any]:
    """Read device model, number of devices and number of nodes."""
    scale: dict[str, Any] = {}
    for pattern in _DEVICES:
        if match := facts.take(pattern):
            scale["devices_per_node" if match["each"] else "devices"] = _count(match["count"])
            if match["device"]:
                scale["device"] = match["device"]
            break
    if match := facts.take(DEVICE):
        scale.setdefault("device", match["device"])
    if match := facts.take(_NODES):
        scale["nodes"] = _count(match["count"])
    return scale


def _count(text: str) -> int:
    return _COUNTS.get(text.lower()) or int(text)
