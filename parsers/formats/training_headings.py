"""The grammar of headings above training logs: model, devices, hosts, batch, result, speed-up.

They are written by hand: ``ResNet18-2x2080ti-128batch_size``, ``in 2x2080ti``,
``lm6-198.38-1.648x, baseline: 120.7``, ``Two nodes, MNIST with collective communication``. Each
fact has a shape of its own, is found wherever it stands and taken out of the text; what remains
are names and, perhaps, one number: the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from parsers.accelerators import ACCELERATOR
from parsers.columns import read_heading
from parsers.formats.training_lines import is_slip
from parsers.records import SCHEMA
from parsers.units import Unit, parse_unit
from parsers.words import snake_case

LONGEST: Final = 300
"""Characters; a longer line is no heading."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The result that a heading states: in ``lm6-198.38`` 198.38, beside the name ``lm6``.

    ``certain`` when a unit, speed-up, baseline or hosts stand beside it. Else the number may be
    part of a name, as in ``ResNet-50`` or ``PyTorch 2.0``, which then is ``text``.
    """

    value: float
    unit: Unit | None
    name: str | None
    text: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Title:
    """What one heading or setup line states.

    ``facts`` are schema columns and parameters, ``names`` what no fact explains, in order;
    ``hosts`` are the host names of ``facts["hosts"]``.
    """

    names: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    headline: Headline | None = None
    speedup: float | None = None
    baseline: float | None = None

    def without_headline(self) -> Title:
        """Return this title with its number read as part of a name."""
        if self.headline is None:
            return self
        return replace(self, names=(*self.names, self.headline.text), headline=None)


_FLAGS: Final = re.IGNORECASE | re.VERBOSE
_COUNT_WORDS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen"
).split()
_NUMBER = r"(?!0\d)\d{1,12}(?:,\d{3})*(?:\.\d{1,12})?"
_COUNT = rf"(?<![\w.])(?P<count>\d{{1,7}}|single|{'|'.join(_COUNT_WORDS)})"
_GPUS = r"(?:gpus?|accelerators?|devices?|cards?|tpus?|gcds?)\b"
_EACH = r"(?P<each>\s*(?:(?:per|/|on[ ]each|on[ ]every)\s*(?:node|host|machine|server)\b|each\b))?"
_HOST = r"[a-z][\w.]*(?:-\d+)?"
_ON_HOST = rf"{_HOST}\s*[:=(\[]\s*\d{{1,4}}\s*(?:[x×*]\s*(?:{ACCELERATOR}|\w+)|{_GPUS})[)\]]?"
_SIZED = r"(?P<word>bs|[a-z]{4,6}(?:[\s_-]?[a-z]{3,5})?)"

_HOSTS = re.compile(rf"(?<![\w.]){_ON_HOST}(?:\s*(?:[,;+&/]|\band\b)\s*{_ON_HOST})*", _FLAGS)
_ONE_HOST = re.compile(
    rf"(?P<host>{_HOST})\s*[:=(\[]\s*(?P<count>\d+)\s*(?:[x×*]\s*(?P<device>{ACCELERATOR}|\w+))?",
    _FLAGS,
)
_DEVICES: Final = tuple(
    re.compile(pattern, _FLAGS)
    for pattern in (
        rf"{_COUNT}\s*[x×*]\s*(?P<device>{ACCELERATOR})(?!\w)(?:\s*{_GPUS})?{_EACH}",
        rf"(?<![\w.])(?P<count>\d{{1,7}})[x×](?P<device>\d*[a-z]\w{{2,}}){_EACH}",
        rf"(?<![\w.])(?P<device>{ACCELERATOR})\s*[x×*]\s*(?P<count>\d{{1,7}})(?![\w.]){_EACH}",
        rf"{_COUNT}[\s-]*[x×*]?\s*(?P<device>{ACCELERATOR})?\s*{_GPUS}{_EACH}",
    )
)
_DEVICE = re.compile(rf"(?<![\w.])(?P<device>{ACCELERATOR})(?![\w.])", _FLAGS)
_NODES = re.compile(
    rf"{_COUNT}[\s-]*(?:compute\s+|worker\s+)?(?:nodes?|hosts?|machines?|servers?)\b", _FLAGS
)
_BATCH: Final = (
    re.compile(rf"(?<![\w.])(?P<number>\d{{1,7}})[\s_-]*{_SIZED}\b(?!\s*[:=]\s*\d)", _FLAGS),
    re.compile(
        rf"(?<![a-z])(?P<whole>(?:global|total|effective)[\s_-]*)?{_SIZED}"
        r"(?:\s*(?:per|/)\s*(?:gpu|device))?[\s:=_(-]*(?P<number>\d{1,7})(?![\w.])",
        _FLAGS,
    ),
)
_BASELINE = re.compile(
    rf"\b(?P<word>[a-z]{{7,9}})[\s:;=.,-]*(?P<number>{_NUMBER})(?:\s*[a-z]+/[a-z]+)?", _FLAGS
)
_SPEEDUP = re.compile(
    rf"(?:\bspeed[ -]?up[\s:=]*)?(?<![\w.])(?P<number>{_NUMBER})\s*[x×](?!\w)(?:\s*speed[ -]?up)?"
    rf"|\bspeed[ -]?up[\s:=]*(?P<bare>{_NUMBER})",
    _FLAGS,
)
_CALL = re.compile(r"(?<![\w.])(?P<name>[a-z]\w*)\s?\((?:[^()]|\([^()]*\))*\)", re.IGNORECASE)
_CONDITION = re.compile(
    r"\(?(?<!\w)(?P<with>without|with|w/o|w/)\s*(?P<what>[^(),;]*)\)?", re.IGNORECASE
)
_RESULT = re.compile(
    rf"(?:(?P<name>.*?\S)\s?[-–—:=\s]\s?)?(?P<value>{_NUMBER})"
    r"(?P<unit>\s?[a-z]+\s?(?:/|per)\s?[a-z]+)?",
    re.IGNORECASE,
)
_SETTING = re.compile(r"(?P<name>[A-Za-z][\w -]{0,40}?)\s?(?P<sign>[:=])\s?(?P<value>.{1,80})")
_NUMBERING = re.compile(r"\A\s*\d{1,3}[.)]\s+")
_DANGLING = re.compile(r"\A(?:in|on|at|using|and|for|of)\b|\b(?:in|on|at|using|and|for|of)\Z", re.I)
_DATASET = re.compile(r"\Adata ?set[ :=]+|\s+data ?sets?\Z", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"distributed|multi[- ]?(?:node|gpu)|(?:(?:training|benchmarks?|performance|test|raw|full)\s)*"
    r"(?:results?|logs?|output|data|runs?|benchmarks?|measurements?)(?:\s#?\d+)?",
    re.IGNORECASE,
)
_INTERCONNECTS: Final = frozenset(
    "nvlink nvswitch pcie infiniband ib roce ethernet slingshot efa rdma".split()
)
_OPTIMIZERS: Final = frozenset(
    "adam adamw adamax nadam radam sgd rmsprop adagrad adadelta adafactor lamb lars lion".split()
)
_SETUP: Final = frozenset(
    "benchmark software system device nodes devices devices_per_node ranks batch".split()
)


_BATCH_NAMES: Final = ("batchsize", "batch", "bs")


class _Text:
    """What is left of a heading while facts are taken out of it."""

    def __init__(self, text: str) -> None:
        self.left = text

    def take(self, pattern: re.Pattern[str], *meant: str) -> re.Match[str] | None:
        """Remove and return the first match, the first whose ``word`` means one of ``meant``."""
        for match in pattern.finditer(self.left):
            if not meant or _means(match["word"], meant):
                self.drop(match)
                return match
        return None

    def drop(self, match: re.Match[str]) -> None:
        self.left = f"{self.left[: match.start()]} {self.left[match.end() :]}"


def read_title(text: str, *, setup: bool = False) -> Title:
    """Return what a heading, or a line of settings, states. ``text`` is clean, without ``#``."""
    rest = _Text(_NUMBERING.sub("", text[:LONGEST].replace("**", "").replace("`", "")))
    facts = _take_optimizer(rest) | _take_hosts(rest) | _take_scale(rest) | _take_batch(rest)
    baseline = rest.take(_BASELINE, "baseline")
    speedup = rest.take(_SPEEDUP)
    facts |= _take_conditions(rest)
    names: list[str] = []
    for piece in _pieces(rest.left):
        fact = _setting(piece, setup)
        facts |= fact or {}
        if fact is None:
            names.append(piece)
    title = Title(
        tuple(names),
        facts,
        speedup=_number(speedup["number"] or speedup["bare"]) if speedup else None,
        baseline=_number(baseline["number"]) if baseline else None,
    )
    return title if setup else _with_headline(title)


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _means(word: str, meant: tuple[str, ...]) -> bool:
    compact = re.sub(r"[\s_-]", "", word.lower())
    return any(compact == name or is_slip(compact, name) for name in meant)


def on_hosts(name: str) -> dict[str, Any]:
    """Return the facts of a run on the hosts called ``name`` (``lm6``, ``lm1+lm6``)."""
    hosts = [host.strip() for host in re.split(r"[+&/]", name)]
    nodes = {"nodes": len(hosts)} if len(hosts) > 1 else {}
    return {"system": "+".join(hosts), "hosts": name, **nodes}


def _take_hosts(rest: _Text) -> dict[str, Any]:
    """Read ``lm1:2x2080ti, lm6:2x2080ti``."""
    match = rest.take(_HOSTS)
    if match is None:
        return {}
    each = list(_ONE_HOST.finditer(match[0]))
    counts = [int(one["count"]) for one in each]
    device = next((one["device"] for one in each if one["device"]), None)
    return {
        **on_hosts("+".join(one["host"] for one in each)),
        "hosts": match[0].strip(),
        "devices": sum(counts),
        "devices_per_node": counts[0] if len(set(counts)) == 1 else None,
        **({"device": device} if device else {}),
    }


def _take_scale(rest: _Text) -> dict[str, Any]:
    """Read device model, number of devices and number of nodes."""
    facts: dict[str, Any] = {}
    for pattern in _DEVICES:
        if match := rest.take(pattern):
            facts["devices_per_node" if match["each"] else "devices"] = _count(match["count"])
            if match["device"]:
                facts["device"] = match["device"]
            break
    if match := rest.take(_DEVICE):
        facts.setdefault("device", match["device"])
    if match := rest.take(_NODES):
        facts["nodes"] = _count(match["count"])
    return facts


def _count(text: str) -> int:
    word = text.lower()
    if word in _COUNT_WORDS:
        return _COUNT_WORDS.index(word) + 1
    return 1 if word == "single" else int(word)


def _take_batch(rest: _Text) -> dict[str, Any]:
    """Read ``128batch_size``, ``batch size = 128``, ``bs 128``; a global batch stays apart."""
    if match := rest.take(_BATCH[0], *_BATCH_NAMES):
        return {"batch": float(match["number"])}
    if match := rest.take(_BATCH[1], *_BATCH_NAMES):
        return {"global_batch" if match["whole"] else "batch": float(match["number"])}
    return {}


def _take_optimizer(rest: _Text) -> dict[str, Any]:
    """Read a call such as ``Adam(lr=0.01)``."""
    for call in _CALL.finditer(rest.left):
        if call["name"].lower() in _OPTIMIZERS or re.search(r"\blr\s*=", call[0]):
            rest.drop(call)
            return {"optimizer": call[0]}
    return {}


def _take_conditions(rest: _Text) -> dict[str, Any]:
    """Read what a run was done with and without: ``w/ NVLink``, ``without XLA``."""
    facts: dict[str, Any] = {}
    while match := rest.take(_CONDITION):
        what = match["what"].strip(_EDGES)
        if not what:
            continue
        without = match["with"].lower() in ("without", "w/o")
        name = snake_case(what.split()[-1])
        if name in _INTERCONNECTS:
            facts["interconnect"] = f"without {what}" if without else what
        else:
            name = name if name not in SCHEMA else f"with_{name}"
            facts[name] = f"{'without' if without else 'with'} {what}"
    return facts


_EDGES: Final = " \t-–—:,;.@=|"


def _pieces(text: str) -> Iterator[str]:
    """Yield what stands between the commas outside parentheses, without dangling words."""
    depth, piece = 0, ""
    for character in f"{re.sub(r'[(][ ,;]*[)]', '', text)},":
        depth += (character in "([") - (character in ")]")
        if character not in ",;" or depth > 0:
            piece += character
            continue
        if piece := _bare(piece):
            yield piece
        depth, piece = 0, ""
    if piece := _bare(piece):
        yield piece


def _bare(piece: str) -> str:
    """Return ``piece`` without separators and prepositions at its ends, or nothing to keep."""
    left = " ".join(piece.split()).strip(_EDGES)
    while (bare := _DANGLING.sub("", left).strip(_EDGES)) != left:
        left = bare
    left = _DATASET.sub("", left)
    return "" if _SAYS_NOTHING.fullmatch(left) else left


def _setting(piece: str, setup: bool) -> dict[str, Any] | None:
    """Return the fact that ``name: value`` states, or ``None`` when ``piece`` is a name."""
    if piece.lower() in _OPTIMIZERS:
        return {"optimizer": piece}
    match = _SETTING.fullmatch(piece)
    if match is None:
        return None
    known = setting(match["name"], match["value"])
    # In a heading a colon may as well part a host from its result.
    if known is None and (setup or match["sign"] == "=") and match["value"][:1].isdigit():
        return {snake_case(match["name"]): match["value"]}
    return known


def setting(name: str, value: str) -> dict[str, Any] | None:
    """Return the schema column or known parameter that a setting states, or ``None``.

    Names mean what they mean above the columns of a table.
    """
    heading = read_heading(name)
    if heading.kind == "parameter":
        return {heading.name: value}
    if heading.kind != "schema" or heading.name not in _SETUP:
        return None
    if SCHEMA[heading.name].is_numeric():
        return {heading.name: _number(value)} if re.fullmatch(_NUMBER, value) else None
    if heading.name == "device" and not _DEVICE.fullmatch(value):
        return None
    return {heading.name: value}


def _with_headline(title: Title) -> Title:
    """Find the piece that ends in the result; one that is nothing else goes first."""
    results = [(piece, match) for piece in title.names if (match := _RESULT.fullmatch(piece))]
    results.sort(key=lambda found: (found[1]["name"] is not None, "." not in found[1]["value"]))
    if not results:
        return title
    piece, match = results[0]
    unit = parse_unit(match["unit"].strip()) if match["unit"] else None
    stated = unit or title.speedup or title.baseline or "hosts" in title.facts
    alone = match["name"] is None or "." in match["value"] or unit is not None
    headline = Headline(
        value=_number(match["value"]) * (unit.factor if unit else 1.0),
        unit=unit,
        name=match["name"],
        text=piece,
        certain=bool(stated) and alone,
    )
    return replace(
        title, names=tuple(name for name in title.names if name != piece), headline=headline
    )
