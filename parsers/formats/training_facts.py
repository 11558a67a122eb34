"""The facts that headings and settings of training runs state, each found by its own shape.

A fact is taken out of the text where it stands: ``2x2080ti``, ``lm1:2x2080ti, lm6:2x2080ti``,
``128batch_size``, ``Adam(lr=0.01)``, ``1.65x``, ``baseline: 120.7``, ``with NVLink``. What is left
is for others to read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from parsers.accelerators import ACCELERATOR
from parsers.columns import read_heading
from parsers.formats.training_words import is_slip
from parsers.patterns import Pattern
from parsers.records import SCHEMA
from parsers.words import snake_case, word_set

_FLAGS: Final = re.IGNORECASE | re.VERBOSE
_COUNTS: Final = {
    **{"single": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7},
    **{"eight": 8, "nine": 9, "ten": 10, "twelve": 12, "sixteen": 16, "thirty-two": 32},
}
NUMBER: Final = r"(?!0\d)\d{1,12}(?:,\d{3}){0,3}(?:\.\d{1,12})?"
"""A number as people write results; what starts with 0 and a digit is part of a name."""
_COUNT = rf"(?<![\w.])(?P<count>\d{{1,7}}|{'|'.join(_COUNTS)})"
_GPUS = r"(?:gpus?|accelerators?|devices?|cards?|tpus?|gcds?)\b"
_EACH = r"(?P<each>\s*(?:(?:per|/|on[ ]each|on[ ]every)\s*(?:node|host|machine|server)\b|each\b))?"
_NO_HOST = r"(?!(?:nodes?|hosts?|machines?|servers?|cluster|with|on|using)(?![\w.-]))"
_HOST = rf"{_NO_HOST}[a-z][\w.]*(?:-\d+)?"
_HOSTS_OF_ONE_COUNT = rf"{_HOST}(?:\s*[+&]\s*{_HOST})*"
_DEVICES_THERE = rf"\d{{1,4}}\s*(?:[x×*]\s*(?:{ACCELERATOR}|\w+)|{_GPUS})"
_ON_HOST = rf"{_HOSTS_OF_ONE_COUNT}\s*[:=(\[]\s*{_DEVICES_THERE}[)\]]?"
_SIZED = r"(?P<word>bs|[a-z]{4,6}(?:[\s_-]?[a-z]{3,5})?)"

_HOSTS = Pattern(rf"(?<![\w.]){_ON_HOST}(?:\s*(?:[,;+&/]|\band\b)\s*{_ON_HOST})*", _FLAGS)
_ONE_HOST = Pattern(
    rf"(?P<host>{_HOSTS_OF_ONE_COUNT})\s*[:=(\[]\s*(?P<count>\d+)\s*(?:[x×*]\s*(?P<device>{ACCELERATOR}|\w+))?",
    _FLAGS,
)
_DEVICES: Final = tuple(
    Pattern(pattern, _FLAGS)
    for pattern in (
        rf"{_COUNT}\s*[x×*]\s*(?P<device>{ACCELERATOR})(?!\w)(?:\s*{_GPUS})?{_EACH}",
        rf"(?<![\w.])(?P<count>[1-9]\d{{0,6}})[x×](?P<device>\d*[a-z]\w{{2,}}){_EACH}",
        rf"(?<![\w.])(?P<device>{ACCELERATOR})\s*[x×*]\s*(?P<count>\d{{1,7}})(?![\w.]){_EACH}",
        rf"{_COUNT}[\s-]*[x×*]?\s*(?P<device>{ACCELERATOR})?\s*{_GPUS}{_EACH}",
    )
)
_DEVICE = Pattern(rf"(?<![\w.])(?P<device>{ACCELERATOR})(?![\w.])", _FLAGS)
_NODES = Pattern(
    rf"{_COUNT}[\s-]*(?:compute\s+|worker\s+)?(?:nodes?|hosts?|machines?|servers?)\b", _FLAGS
)
_BATCH: Final = (
    Pattern(rf"(?<![\w.])(?P<number>\d{{1,7}})[\s_-]*{_SIZED}\b(?!\s*[:=]\s*\d)", _FLAGS),
    Pattern(
        rf"(?<![a-z])(?P<whole>(?:global|total|effective)[\s_-]*)?{_SIZED}"
        r"(?:\s*(?:per|/)\s*(?:gpu|device))?[\s:=_(-]*(?P<number>\d{1,7})(?![\w.])",
        _FLAGS,
    ),
)
_BASELINE = Pattern(
    rf"\b(?P<word>[a-z]{{7,9}})[\s:;=.,-]*(?P<number>{NUMBER})(?:\s*[a-z]+/[a-z]+)?", _FLAGS
)
_SPEEDUP = Pattern(
    rf"(?:\bspeed[ -]?up[\s:=]*)?(?<![\w.])(?P<number>{NUMBER})\s*[x×](?!\w)(?:\s*speed[ -]?up)?"
    rf"|\bspeed[ -]?up[\s:=]*(?P<bare>{NUMBER})",
    _FLAGS,
)
_CALL = Pattern(r"(?<![\w.])(?P<name>[a-z]\w*)\s?\((?:[^()]|\([^()]*\))*\)", re.IGNORECASE)
_CONDITION = Pattern(
    r"\(?(?<!\w)(?P<with>without|with|w/o|w/)\s*(?P<what>[^(),;]*)\)?", re.IGNORECASE
)
_SETTING = Pattern(r"(?P<name>[A-Za-z][\w -]{0,40}?)\s?(?P<sign>[:=])\s?(?P<value>.{1,80})")
_WORD = Pattern(r"[\w.+*/-]{1,40}")
_INTERCONNECTS: Final = word_set(
    "nvlink nvswitch pcie infiniband ib roce ethernet slingshot efa rdma"
)
_OPTIMIZERS: Final = word_set(
    "adam adamw adamax nadam radam sgd rmsprop adagrad adadelta adafactor lamb lars lion"
)
_DESCRIBING: Final = word_set(
    "benchmark software system device nodes devices devices_per_node ranks batch"
)
"""Schema columns that a setting may state; the others are results, or not for people to set."""

_BATCH_NAMES: Final = ("batchsize", "batch", "bs")

EDGES: Final = " \t-–—:,;.@=|"
"""What parts the facts of a heading, and is left at the ends of names."""


@dataclass(slots=True)
class Facts:
    """What a text states, and what is ``left`` of it.

    ``columns``: schema columns and parameters by name.
    """

    left: str
    columns: dict[str, Any] = field(default_factory=dict)
    speedup: float | None = None
    speedup_digit: float | None = None
    baseline: float | None = None

    def take(self, pattern: Pattern, *meant: str) -> re.Match[str] | None:
        """Remove and return the first match, the first whose ``word`` means one of ``meant``."""
        for match in pattern.finditer(self.left):
            if not meant or _means(match["word"], meant):
                self.drop(match)
                return match
        return None

    def drop(self, match: re.Match[str]) -> None:
        """Remove ``match`` from what is left."""
        self.left = f"{self.left[: match.start()]} {self.left[match.end() :]}"


def take_facts(text: str) -> Facts:
    """Return the facts that ``text`` states. ``text`` is clean and of bounded length."""
    facts = Facts(text)
    # Host lists and counted devices hold digits and an x, as speed-ups do, and come before them.
    for take in (_take_optimizer, _take_hosts, _take_scale, _take_batch):
        facts.columns |= take(facts)
    if baseline := facts.take(_BASELINE, "baseline"):
        facts.baseline = number(baseline["number"])
    if speedup := facts.take(_SPEEDUP):
        facts.speedup = number(speedup["number"] or speedup["bare"])
        facts.speedup_digit = last_digit(speedup["number"] or speedup["bare"])
    facts.columns |= _take_conditions(facts)
    return facts


def number(text: str) -> float:
    """Return the value of a text that ``NUMBER`` matches."""
    return float(text.replace(",", ""))


def last_digit(text: str) -> float:
    """Return the weight of the last digit of a text that ``NUMBER`` matches."""
    return float(10.0 ** -len(text.partition(".")[2]))


def _means(word: str, meant: tuple[str, ...]) -> bool:
    compact = re.sub(r"[\s_-]", "", word.lower())
    return any(compact == name or is_slip(compact, name) for name in meant)


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


def _take_hosts(facts: Facts) -> dict[str, Any]:
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


def _take_scale(facts: Facts) -> dict[str, Any]:
    """Read device model, number of devices and number of nodes."""
    scale: dict[str, Any] = {}
    for pattern in _DEVICES:
        if match := facts.take(pattern):
            scale["devices_per_node" if match["each"] else "devices"] = _count(match["count"])
            if match["device"]:
                scale["device"] = match["device"]
            break
    if match := facts.take(_DEVICE):
        scale.setdefault("device", match["device"])
    if match := facts.take(_NODES):
        scale["nodes"] = _count(match["count"])
    return scale


def _count(text: str) -> int:
    return _COUNTS.get(text.lower()) or int(text)


def _take_batch(facts: Facts) -> dict[str, Any]:
    """Read ``128batch_size``, ``batch size = 128``, ``bs 128``; a global batch stays apart."""
    if match := facts.take(_BATCH[0], *_BATCH_NAMES):
        return {"batch": float(match["number"])}
    if match := facts.take(_BATCH[1], *_BATCH_NAMES):
        return {"global_batch" if match["whole"] else "batch": float(match["number"])}
    return {}


def _take_optimizer(facts: Facts) -> dict[str, Any]:
    """Read a call such as ``Adam(lr=0.01)``."""
    for call in _CALL.finditer(facts.left):
        if call["name"].lower() in _OPTIMIZERS or re.search(r"\blr\s*=", call[0]):
            facts.drop(call)
            return {"optimizer": call[0]}
    return {}


def _take_conditions(facts: Facts) -> dict[str, Any]:
    """Read what a run was done with and without: ``w/ NVLink``, ``without XLA``."""
    conditions: dict[str, Any] = {}
    while match := facts.take(_CONDITION):
        what = match["what"].strip(EDGES)
        if not what:
            continue
        without = match["with"].lower() in ("without", "w/o")
        name = snake_case(what.split()[-1])
        if name in _INTERCONNECTS:
            conditions["interconnect"] = f"without {what}" if without else what
        else:
            name = name if name not in SCHEMA else f"with_{name}"
            conditions[name] = f"{'without' if without else 'with'} {what}"
    return conditions


def piece_of_setup(piece: str, *, certain: bool) -> dict[str, Any] | None:
    """Return the column that a piece such as ``lr: 0.1`` states, or ``None`` when it is a name.

    ``certain``: the piece is one of a list of settings. In a heading a colon may as well part a
    host from its result, and only what is known, or has an equals sign, is a setting.
    """
    if piece.lower() in _OPTIMIZERS:
        return {"optimizer": piece}
    match = _SETTING.fullmatch(piece)
    if match is None:
        return None
    known = setting(match["name"], match["value"])
    own = snake_case(match["name"])
    if known is not None or own in SCHEMA or not match["value"][0].isdigit():
        return known
    return {own: _typed(match["value"])} if certain or match["sign"] == "=" else None


def setting(name: str, value: str) -> dict[str, Any] | None:
    """Return the schema column or known parameter that ``name`` and ``value`` state, or ``None``.

    Names mean what they mean above the columns of a table.
    """
    if value.lower() in ("none", "null"):
        return None
    heading = read_heading(name)
    if heading.kind == "parameter" and _WORD.fullmatch(value):
        return {heading.name: _typed(value)}
    if heading.kind != "schema" or heading.name not in _DESCRIBING:
        return None
    if SCHEMA[heading.name].is_numeric():
        is_count = re.fullmatch(r"\d{1,9}", value)
        of_all = heading.name == "batch" and heading.scope == "total"
        return {"global_batch" if of_all else heading.name: int(value)} if is_count else None
    if heading.name == "device" and not _DEVICE.fullmatch(value):
        return None
    return {heading.name: value}


def _typed(value: str) -> int | float | str:
    if not re.fullmatch(NUMBER, value):
        return value
    return number(value) if "." in value else int(number(value))
